"""How rows look in a workbook that is open in a program: their looks go with their row.

Colours and notes are a cell's own. Letters and number formats are looked at by columns; a new row
is shown as most rows of its column were.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from ledger.book.ports import CellLooks, RowStyles
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


def moved_looks(looks: CellLooks, moved: Mapping[int, int]) -> CellLooks:
    """Return looks where their rows stand from now on; of a row that is gone none is left."""
    found = {}
    for address, look in looks.items():
        row, column = position(address)
        if row + 1 in moved:
            found[f"{letter(column)}{moved[row + 1]}"] = look
    return found


def moved_styles(
    styles: RowStyles, moved: Mapping[int, int], rows: range, texts: Collection[str]
) -> RowStyles:
    """Return styles where their rows stand from now on.

    Args:
        styles: The styles of each column, from the first of the rows on.
        moved: The new row of each row that stays, by its old one.
        rows: Every row that was looked at; those of the table come first.
        texts: Letters of columns whose number format is ours: texts.
    """
    stood = {new: old for old, new in moved.items()}
    found = {}
    for at, column in styles.items():
        (usual, _), *_ = Counter(column[old - rows.start] for old in moved).most_common(1) or [
            (column[0], 1)
        ]
        wanted = [
            column[stood[number] - rows.start] if number in stood else usual for number in rows
        ]
        found[at] = [one._replace(shown=None) for one in wanted] if at in texts else wanted
    return found


def stay(moved: Mapping[int, int], before: pd.DataFrame) -> bool:
    """Say whether every row stays where it is: then nothing of its looks has to be looked at."""
    return all(moved.get(int(old)) == old for old in before.index)
