"""Where the tables of a review workbook stand: on 確認表 one below the other, by their rows."""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.layout.review import (
    HEADER_ROWS,
    REVIEW,
    REVIEW_LINES,
    REVIEW_REST,
    REVIEW_STEPS,
    REVIEW_WAITING,
)

_ON_FIRST = (REVIEW, REVIEW_REST, REVIEW_WAITING)


class Spread(NamedTuple):
    """Where a table of the workbook stands.

    Attributes:
        table: The table.
        rows: How many rows it has, blank ones included; a table has at least one.
        header: The row of its headers, from 1.
    """

    table: Table
    rows: int
    header: int

    @property
    def first(self) -> int:
        """Row number of the first row of data."""
        return self.header + 1

    @property
    def last(self) -> int:
        """Row number of the last row."""
        return self.header + max(self.rows, 1)

    def at(self, key: str, index: int) -> str:
        """Return a cell of the table, for formulas on its own sheet."""
        return f"${self.letter(key)}{self.first + index}"

    def all(self, key: str) -> str:
        """Return a column of the table, for formulas anywhere."""
        column = self.letter(key)
        return f"'{self.table.sheet}'!${column}${self.first}:${column}${self.last}"

    def letter(self, key: str) -> str:
        """Return the letter of a column."""
        return letter(self.table.keys.index(key))


def spreads(counts: Mapping[str, int]) -> dict[str, Spread]:
    """Return where every table stands.

    Args:
        counts: How many rows each table has, by its key.
    """
    found: dict[str, Spread] = {}
    header = HEADER_ROWS[REVIEW.key]
    for table in _ON_FIRST:
        found[table.key] = Spread(table, counts.get(table.key, 0), header)
        header = found[table.key].last + table.before_next + 1
    for table in (REVIEW_LINES, REVIEW_STEPS):
        found[table.key] = Spread(table, counts.get(table.key, 0), HEADER_ROWS[table.key])
    return found


def together_cell(rest: Spread) -> str:
    """Return where まとめて確認 is built: in the row above the headers of the second block."""
    return f"$C${rest.header - 1}"
