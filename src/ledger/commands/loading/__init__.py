"""`load`: from any file, by its headers or its 取込定義, into the ledger's tables."""
