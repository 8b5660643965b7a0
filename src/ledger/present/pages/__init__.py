"""The pages of the ledger: what each says, and how it looks."""
