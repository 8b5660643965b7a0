"""Where the header row of a table stands, below titles and notes."""

from collections.abc import Sequence

from ledger.layout.columns import Table
from ledger.read.cells.cell import Raw
from ledger.read.table_grid import header_key, is_filled

SEARCH = 20
"""Rows in which a header row is looked for."""


def header_row(
    table: Table, rows: Sequence[Sequence[Raw]], *, anywhere: bool = False
) -> int | None:
    """Return the row that has most of a table's headers, if they are enough to know it by.

    Args:
        table: The declared table.
        rows: The sheet's rows from its first on.
        anywhere: Look through the whole sheet: the table stands below another one.

    Returns:
        The row counted from 0; None if no row is like the table's headers.
    """
    scores = _scores(table, rows if anywhere else rows[:SEARCH])
    best = max(scores, default=0)
    return scores.index(best) if best and best >= _enough(table) else None


def next_header_row(table: Table, rows: Sequence[Sequence[Raw]], top: int) -> int | None:
    """Return the first row below a table's headers that is a header row too: the next table's.

    Two tables of one sheet that stand one below the other share columns, and so headers.

    Args:
        table: The upper table.
        rows: The sheet's rows from its first on.
        top: Its header row, from 0.
    """
    scores = _scores(table, rows)
    return next((row for row in range(top + 1, len(rows)) if scores[row] >= _SHARED), None)


_SHARED = 3
"""So many headers in a row are no entry of a person any more."""


def _scores(table: Table, rows: Sequence[Sequence[Raw]]) -> list[int]:
    known = {header_key(name) for c in table.columns for name in (c.header, *c.synonyms)}
    return [len(known & {header_key(cell) for cell in row if is_filled(cell)}) for row in rows]


def _enough(table: Table) -> float:
    required = sum(column.required for column in table.columns)
    return min(required, len(table.columns) / 2)
