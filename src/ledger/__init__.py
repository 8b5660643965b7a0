"""Digital-talent ledger for Japanese municipalities."""
