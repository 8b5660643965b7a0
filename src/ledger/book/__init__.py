"""The book that a command acts on."""
