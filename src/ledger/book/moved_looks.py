"""How rows look in a workbook that is open in a program: colours and notes go with their row."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ledger.book.pages import Looks
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import cells, letter
from ledger.read.grids import position


def row_key(table: Table, values: Sequence[Cell], number: int) -> tuple[object, ...]:
    """Return what a row is recognised by: its key, or its place where a table has none."""
    if not table.row_key:
        return (number,)
    return tuple(values[table.keys.index(key)] for key in table.row_key)


def moved_rows(
    table: Table, before: pd.DataFrame, rows: Sequence[Sequence[Cell]], first: int
) -> dict[int, int]:
    """Return the new row of each row that stays, by its old one.

    Args:
        table: The table.
        before: Its rows as they were read (the index is the sheet row).
        rows: The new ones.
        first: Row in which the first of them stands.
    """
    stands = {row_key(table, values, n): n for n, values in enumerate(rows, start=first)}
    stood = zip(before.index, cells(table, before), strict=True)
    keys = {int(number): row_key(table, values, int(number)) for number, values in stood}
    return {old: stands[key] for old, key in keys.items() if key in stands}


def moved_looks(looks: Looks, moved: Mapping[int, int]) -> Looks:
    """Return looks where their rows stand from now on; of a row that is gone none is left."""
    found = {}
    for address, look in looks.items():
        row, column = position(address)
        if row + 1 in moved:
            found[f"{letter(column)}{moved[row + 1]}"] = look
    return found
