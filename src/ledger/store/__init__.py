"""Disk: replace files safely, keep generations, lock, journal."""
