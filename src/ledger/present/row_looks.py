"""How the rows of a table look in a closed ledger: colours, formats, heights go with their row.

A new row looks as the table does: as more than half of its rows do in that column, else as the
column itself. A row that stands keeps its look, also where it has none of its own: no other row's
colour comes to it.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ledger.layout.columns import Column
from ledger.present.sheet_rows import SheetPart, SheetRow
from ledger.present.style_parts import StylesPart

_STYLE = re.compile(rb'<[^>]*?\bs="(\d+)"')
_HIDDEN = re.compile(rb'\s*\bhidden="[^"]*"')
_ENOUGH = 3
"""Rows from which on a look is that of the table."""
_PLAIN = 0
"""What a cell has that nobody gave a look."""


@dataclass(frozen=True)
class RowLooks:
    """The looks of a table's rows before they are exchanged.

    Attributes:
        rows: Style ids by column from 0, of every row that stood.
        attributes: Attributes of the rows: height, hidden, a style of their own.
        usual: Style id of a new row by column.
        empty: Style id of a row that stood without a cell, by column.
        plain: Style id that shows the values of a column rightly and nothing else, by column.
    """

    rows: Mapping[int, Mapping[int, int]]
    attributes: Mapping[int, bytes]
    usual: Mapping[int, int | None]
    empty: Mapping[int, int | None]
    plain: Mapping[int, int | None]

    def style(self, stood: int | None, position: int) -> int | None:
        """Return the style id of a cell.

        Args:
            stood: The row in which its row stood; None if it is new.
            position: Its column from 0.
        """
        if stood is None:
            return self.usual[position]
        own = self.rows.get(stood, {}).get(position)
        if own is None:
            return self.empty[position]
        return self.plain[position] if own == _PLAIN else own

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
    rows = {number: _styles(row, columns) for number, row in standing.items()}
    attributes = {
        number: _HIDDEN.sub(b"", row.attributes) if shown else row.attributes
        for number, row in standing.items()
    }
    usual, empty, plain = {}, {}, {}
    for position, column in columns.items():
        found = [own[position] for own in rows.values() if position in own]
        most = _most(found, len(body))
        own = sheet.column_styles.get(position)
        usual[position] = most or own or styles.for_kind(column.kind)
        short = len(found) < len(standing)
        empty[position] = own or (styles.for_kind(column.kind) if short else None)
        plain[position] = styles.for_kind(column.kind) if _PLAIN in found else None
    return RowLooks(rows, attributes, usual, empty, plain)


def _styles(row: SheetRow, columns: Mapping[int, Column]) -> dict[int, int]:
    return {
        position: int(found[1]) if (found := _STYLE.match(xml)) else _PLAIN
        for position, xml in row.cells.items()
        if position in columns
    }


def _most(found: list[int], height: int) -> int:
    """Return the style of more than half of the rows, if they are enough; else none (0)."""
    for most, often in Counter(found).most_common(1):
        if often >= _ENOUGH and often * 2 > height:
            return most
    return _PLAIN
