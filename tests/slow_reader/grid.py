"""A list as a person sees it on the screen, and the file of it.

The slow reader looks at the grid, the product at the file: neither knows what the drawing meant.
"""

import csv
import datetime as dt
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

import openpyxl
from openpyxl.cell.cell import Cell, MergedCell


class Share(float):
    """A number that the sheet shows as a percentage."""

    __slots__ = ()


class Formula(str):
    """A formula without a value of its own, as a program writes it that does not calculate."""

    __slots__ = ()


Value: TypeAlias = str | int | float | dt.date | None


@dataclass(frozen=True)
class Grid:
    """A list on one sheet.

    Attributes:
        rows: What stands in the cells, top to bottom; below the first of a merged range nothing.
        kind: `xlsx`, or the encoding of a CSV.
        merged: Ranges merged downwards: column, first and last row, from 0.
        hidden: Rows that a filter hides, from 0.
    """

    rows: tuple[tuple[Value, ...], ...]
    kind: str
    merged: tuple[tuple[int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()

    @property
    def suffix(self) -> str:
        return ".xlsx" if self.kind == "xlsx" else ".csv"

    def file(self) -> bytes:
        """Return the file of it."""
        return self._book() if self.kind == "xlsx" else self._text()

    def seen(self) -> Iterator[tuple[Value, ...]]:
        """Yield the rows with the merged value on every row that its range covers."""
        filled = [list(row) for row in self.rows]
        for column, first, last in self.merged:
            for row in range(first + 1, last + 1):
                filled[row][column] = filled[first][column]
        yield from map(tuple, filled)

    def _text(self) -> bytes:
        made = io.StringIO()
        writer = csv.writer(made, lineterminator="\r\n")
        writer.writerows(["" if cell is None else cell for cell in row] for row in self.rows)
        return made.getvalue().encode(self.kind)

    def _book(self) -> bytes:
        book = openpyxl.Workbook()
        sheet = book.worksheets[0]
        sheet.title = "名簿"
        for number, row in enumerate(self.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    self._cell(sheet.cell(number, column), value)
        for column, first, last in self.merged:
            sheet.merge_cells(None, first + 1, column + 1, last + 1, column + 1)
        for hidden in self.hidden:
            sheet.row_dimensions[hidden + 1].hidden = True
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()

    @staticmethod
    def _cell(cell: Cell | MergedCell, value: Value) -> None:
        if isinstance(value, Share):
            cell.value, cell.number_format = float(value), "0%"
        elif isinstance(value, Formula):
            cell.value = str(value)
        elif isinstance(value, str):
            cell.value, cell.data_type = value, "s"
        else:
            cell.value = value
