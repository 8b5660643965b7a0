"""How the rows of a table look in a closed ledger: colours, formats, heights go with their row.

A new row looks as the table does: as more than half of its rows do in that column, else as the
column itself. A row that stands keeps its look, also where it has none of its own: no other row's
colour comes to it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.layout.columns import Column
from ledger.present.sheet_rows import PLAIN, RowLook, SheetPart
from ledger.present.style_parts import StylesPart

_HIDDEN = re.compile(rb'\s*\bhidden="[^"]*"')
_ENOUGH = 3
"""Rows from which on a look is that of the table."""


@dataclass(frozen=True)
class RowLooks:
    """The looks of a table's rows before they are exchanged.

    Attributes:
        rows: How the cells of every row that stood look, those of other columns among them.
        attributes: Attributes of the rows: height, hidden, a style of their own.
        usual: Style id of a new row by column.
        empty: Style id of a row that stood without a cell, by column.
        plain: Style id that shows the values of a column rightly and nothing else, by column.
    """

    rows: Mapping[int, RowLook]
    attributes: Mapping[int, bytes]
    usual: Mapping[int, int | None]
    empty: Mapping[int, int | None]
    plain: Mapping[int, int | None]

    def look(self, stood: int | None) -> RowLook | None:
        """Return how the cells of a row looked; None for a new one.

        Args:
            stood: The row in which it stood; None if it is new.
        """
        return None if stood is None else self.rows.get(stood, ())

    def styles(self, look: RowLook | None) -> dict[int, int | None]:
        """Return the style ids of our cells by column, in a row that looked so; see `look`."""
        if look is None:
            return dict(self.usual)
        own = {
            at: self.plain[at] if style == PLAIN else style
            for at, style in look
            if at in self.usual
        }
        return {**self.empty, **own}

    def of_row(self, stood: int | None) -> bytes:
        """Return the attributes of a row; none if it is new."""
        return b"" if stood is None else self.attributes.get(stood, b"")


def row_looks(
    sheet: SheetPart,
    body: range,
    columns: Mapping[int, Column],
    styles: StylesPart,
    *,
    shown: bool,
) -> RowLooks:
    """Look at a table's rows.

    Args:
        sheet: Its sheet.
        body: Its rows.
        columns: Our columns by position from 0.
        styles: The book's styles; one is appended where a kind of value would not be seen rightly.
        shown: Whether every row is shown from now on.
    """
    standing = {number: sheet.rows[number] for number in body if number in sheet.rows}
    rows = {number: row.look for number, row in standing.items()}
    attributes = {
        number: _HIDDEN.sub(b"", row.attributes) if shown else row.attributes
        for number, row in standing.items()
    }
    found = _styles_found(rows.values())
    usual, empty, plain = {}, {}, {}
    for position, column in columns.items():
        own = sheet.column_styles.get(position)
        usual[position] = _most(found[position], len(body)) or own or styles.for_kind(column.kind)
        short = found[position].total() < len(standing)
        empty[position] = own or (styles.for_kind(column.kind) if short else None)
        plain[position] = styles.for_kind(column.kind) if PLAIN in found[position] else None
    return RowLooks(rows, attributes, usual, empty, plain)


def _styles_found(looks: Iterable[RowLook]) -> defaultdict[int, Counter[int]]:
    """Return how often each style stands in each column; most rows look alike."""
    found: defaultdict[int, Counter[int]] = defaultdict(Counter)
    for look, often in Counter(looks).items():
        for position, style in look:
            found[position][style] += often
    return found


def _most(found: Counter[int], height: int) -> int:
    """Return the style of more than half of the rows, if they are enough; else none (0)."""
    for most, often in found.most_common(1):
        if often >= _ENOUGH and often * 2 > height:
            return most
    return PLAIN
