"""Values that have strayed from their table: where nobody would look for them."""

from collections.abc import Sequence

from ledger.layout.frames import letter
from ledger.read.cells import Raw
from ledger.read.frames import is_filled

FAR = 20
"""Rows or columns between a table and a value that has strayed from it."""


def far_cell(rows: Sequence[Sequence[Raw]], left: int, right: int, bottom: int) -> str:
    """Return the address of the first value far to the right of a table, or far below beside it.

    Values below a table within its columns are rows of it.

    Args:
        rows: Every row of the sheet.
        left: First column of the table, from 0.
        right: Its last column.
        bottom: Its last row, from 0.
    """
    for number, row in enumerate(rows):
        beside = [range(right + 1 + FAR, len(row))]
        if number > bottom + FAR:
            beside = [range(min(left, len(row))), range(right + 1, len(row))]
        for columns in beside:
            for column in columns:
                if is_filled(row[column]):
                    return f"{letter(column)}{number + 1}"
    return ""
