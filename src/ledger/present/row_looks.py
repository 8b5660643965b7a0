"""How the rows of a table look in a closed ledger: colours, formats, heights go with their row.

A new row looks as the table does: as more than half of its rows do in that column, else as the
column itself.
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


@dataclass(frozen=True)
class RowLooks:
    """The looks of a table's rows before they are exchanged.

    Attributes:
        rows: Style ids by column from 0, of every row that stood.
        attributes: Attributes of the rows: height, hidden, a style of their own.
        usual: Style id of a new row by column.
    """

    rows: Mapping[int, Mapping[int, int]]
    attributes: Mapping[int, bytes]
    usual: Mapping[int, int | None]

    def style(self, stood: int | None, position: int) -> int | None:
        """Return the style id of a cell.

        Args:
            stood: The row in which its row stood; None if it is new.
            position: Its column from 0.
        """
        usual = self.usual[position]
        return usual if stood is None else self.rows.get(stood, {}).get(position, usual)

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
    return RowLooks(
        rows,
        {
            number: _HIDDEN.sub(b"", row.attributes) if shown else row.attributes
            for number, row in standing.items()
        },
        {
            position: _usual(rows, position, len(body), sheet, column, styles)
            for position, column in columns.items()
        },
    )


def _styles(row: SheetRow, columns: Mapping[int, Column]) -> dict[int, int]:
    return {
        position: int(found[1])
        for position, xml in row.cells.items()
        if position in columns and (found := _STYLE.match(xml))
    }


def _usual(  # noqa: PLR0913, PLR0917 - the rows, and what stands behind them
    rows: Mapping[int, Mapping[int, int]],
    position: int,
    height: int,
    sheet: SheetPart,
    column: Column,
    styles: StylesPart,
) -> int | None:
    count = Counter(styles[position] for styles in rows.values() if position in styles)
    for most, often in count.most_common(1):
        if often >= _ENOUGH and often * 2 > height:
            return most
        return sheet.column_styles.get(position, most)
    own = sheet.column_styles.get(position)
    return styles.for_kind(column.kind) if own is None else own
