"""Where the header row of a table stands, below titles and notes."""

from collections.abc import Sequence

from ledger.layout.columns import Table
from ledger.read.cells import Raw
from ledger.read.frames import header_key, is_filled

SEARCH = 20
"""Rows in which a header row is looked for."""


def header_row(table: Table, rows: Sequence[Sequence[Raw]]) -> int | None:
    """Return the row that has most of a table's headers, if they are enough to know it by.

    Args:
        table: The declared table.
        rows: The sheet's rows from its first on.

    Returns:
        The row counted from 0; None if no row is like the table's headers.
    """
    known = {header_key(name) for c in table.columns for name in (c.header, *c.synonyms)}
    scores = [
        len(known & {header_key(cell) for cell in row if is_filled(cell)}) for row in rows[:SEARCH]
    ]
    best = max(scores, default=0)
    required = sum(column.required for column in table.columns)
    return scores.index(best) if best and best >= min(required, len(table.columns) / 2) else None
