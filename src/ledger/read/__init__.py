"""Bytes → tables and problems: the gate, workers, cells, and the kinds of file."""
