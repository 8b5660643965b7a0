"""The 指標: what a target measures, one family of them a module."""
