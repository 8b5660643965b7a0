"""Tables to bytes: forms, ledger, report."""
