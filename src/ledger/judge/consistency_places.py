"""Where a finding of 台帳点検 stands: sheet and cell."""

import pandas as pd

from ledger.layout.columns import Table
from ledger.layout.frames import address
from ledger.model.problems import Place


def place(table: Table, data: pd.DataFrame, key: str, row: object) -> Place:
    """Return where a value stands.

    Args:
        table: The declared table.
        data: The frame as it was read.
        key: The column.
        row: The row number in the sheet (the frame's index).
    """
    return Place(sheet=table.title, cell=address(table, data, key, int(str(row))))
