"""In which form the tables of a ledger leave it."""

from enum import StrEnum


class ExportForm(StrEnum):
    """File format of an export."""

    CSV = "csv"
    PARQUET = "parquet"
