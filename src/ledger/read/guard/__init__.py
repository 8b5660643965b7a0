"""The gate: what a file is looked at for before any reader library sees its bytes."""
