"""One verb per file: the same verbs as the command line and the ribbon."""
