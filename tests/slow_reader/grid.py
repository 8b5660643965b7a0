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
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet


class Share(float):
    """A number that the sheet shows as a percentage."""

    __slots__ = ()


class Formula(str):
    """A formula without a value of its own, as a program writes it that does not calculate."""

    __slots__ = ()


class Error(str):
    """What a formula left that failed (`#N/A`)."""

    __slots__ = ()


Value: TypeAlias = str | int | float | dt.date | None


@dataclass(frozen=True)
class Grid:
    """A list on one sheet.

    Attributes:
        rows: What stands in the cells, top to bottom; below the first of a merged range nothing.
        kind: `xlsx`, or the encoding of a CSV; UTF-16 is parted by tabs, as Excel saves it.
        merged: Ranges merged downwards: column, first and last row, from 0.
        across: Ranges of a row that are merged sideways: row, first and last column, from 0.
        hidden: Rows that a filter hides, from 0.
        narrow: Columns that are hidden, from 0.
        concealed: Whether the sheet is hidden.
        beside: What stands on the second sheet.
    """

    rows: tuple[tuple[Value, ...], ...]
    kind: str
    merged: tuple[tuple[int, int, int], ...] = ()
    across: tuple[tuple[int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    concealed: bool = False
    beside: "Grid | None" = None

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
        parted = "\t" if self.kind == "utf-16" else ","
        writer = csv.writer(made, delimiter=parted, lineterminator="\r\n")
        writer.writerows(["" if cell is None else cell for cell in row] for row in self.rows)
        return made.getvalue().encode(self.kind)

    def _book(self) -> bytes:
        book = openpyxl.Workbook()
        self._on(book.worksheets[0], "名簿")
        if self.beside is not None:
            self.beside._on(book.create_sheet(), "2回目")  # noqa: SLF001 - its own kind
        made = io.BytesIO()
        book.save(made)
        return made.getvalue()

    def _on(self, sheet: Worksheet, title: str) -> None:
        sheet.title = title
        sheet.sheet_state = "hidden" if self.concealed else "visible"
        for number, row in enumerate(self.rows, start=1):
            for column, value in enumerate(row, start=1):
                if value is not None:
                    self.put(sheet.cell(number, column), value)
        for column, first, last in self.merged:
            sheet.merge_cells(None, first + 1, column + 1, last + 1, column + 1)
        for number, first, last in self.across:
            sheet.merge_cells(None, number + 1, first + 1, number + 1, last + 1)
        for hidden in self.hidden:
            sheet.row_dimensions[hidden + 1].hidden = True
        for narrow in self.narrow:
            sheet.column_dimensions[get_column_letter(narrow + 1)].hidden = True

    @staticmethod
    def put(cell: Cell | MergedCell, value: Value) -> None:
        """Write a value into a cell of a workbook, as what it is."""
        if isinstance(value, Share):
            cell.value, cell.number_format = float(value), "0%"
        elif isinstance(value, Formula):
            cell.value = str(value)
        elif isinstance(value, Error):
            cell.value, cell.data_type = str(value), "e"
        elif isinstance(value, str):
            cell.value, cell.data_type = value, "s"
        else:
            cell.value = value
