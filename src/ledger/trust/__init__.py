"""Integrity: content digest, issue seal, journal chain."""
