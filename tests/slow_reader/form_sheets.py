"""A self-report as a person sees it on the screen, and the file of it."""

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from slow_reader.form_town import FIRST_COLUMN, HEADER_ROW, TITLES, Blank, saved
from slow_reader.grid import Grid, Value

Row = tuple[Value, ...]
SINGLE_CELLS = ("C11", "E6", "C6")
"""提出日, 職員番号, 氏名 on the sheet 申告."""


@dataclass(frozen=True)
class Sheet:
    """One table of the form, with what was done to its sheet.

    Attributes:
        header: The headers as they stand, of all declared columns.
        rows: What stands below, top to bottom; more rows than the form has stand under its frame.
        columns: How many columns the frame of the table spans; all of them, or dragged to fewer.
        lost: Whether a gateway took the frame away.
        beside: What somebody wrote right of the table, by the number of the row.
        merged: Merged ranges: first row and column, last row and column, from 0.
        hidden: Rows that cannot be seen.
        narrow: Columns that cannot be seen.
        concealed: Whether the sheet is hidden.
        copied: Rows that stand on a copy of the sheet, beside those of the sheet itself; None where
            nobody copied it.
        title: What the sheet is called now.
        listed: Whether its tools or skills are named before the form goes out, so that a row which
            names one and says no more says nothing.
    """

    header: tuple[Value, ...]
    rows: tuple[Row, ...]
    columns: int
    title: str
    lost: bool = False
    beside: Mapping[int, str] | None = None
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: frozenset[int] = frozenset()
    narrow: frozenset[int] = frozenset()
    concealed: bool = False
    copied: tuple[Row, ...] | None = None
    listed: bool = False


@dataclass(frozen=True)
class Form:
    """A self-report that lies in the inbox.

    Attributes:
        blank: The form as it was issued.
        name: What its file is called.
        sheets: Its tables, by the ledger's table.
        submitted: What stands in 提出日.
        shown_no: What stands in 職員番号.
        shown_name: What stands in 氏名.
        added: What stands on a sheet of somebody's own.
        none: What stands beside the blocks of which there is nothing this year.
    """

    blank: Blank
    name: str
    sheets: Mapping[str, Sheet]
    submitted: Value
    shown_no: Value
    shown_name: Value
    added: Value = None
    none: Row = ()

    def file(self) -> bytes:
        """Return the file of it."""
        book = openpyxl.load_workbook(io.BytesIO(self.blank.data))
        for cell, value in zip(SINGLE_CELLS, self._single(), strict=True):
            Grid.put(book["申告"][cell], value)
        for key, sheet in self.sheets.items():
            _write(book, TITLES[key], sheet)
        if self.added is not None:
            Grid.put(book.create_sheet("メモ")["B2"], self.added)
        return saved(book)

    def _single(self) -> tuple[Value, ...]:
        return self.submitted, self.shown_no, self.shown_name


def _write(book: Workbook, title: str, form: Sheet) -> None:
    sheet = book[title]
    if form.copied is not None:
        copy = book.copy_worksheet(sheet)
        copy.title = f"{title} (2)"
        _fill(copy, form.header, form.copied)
    _fill(sheet, form.header, form.rows)
    right = FIRST_COLUMN + len(form.header)
    for number, text in (form.beside or {}).items():
        sheet.cell(HEADER_ROW + 1 + number, right).value = text
    for top, left, bottom, end in form.merged:
        first = HEADER_ROW + 1 + top
        last = HEADER_ROW + 1 + bottom
        sheet.merge_cells(None, first, FIRST_COLUMN + left, last, FIRST_COLUMN + end)
    for number in form.hidden:
        sheet.row_dimensions[HEADER_ROW + 1 + number].hidden = True
    for number in form.narrow:
        sheet.column_dimensions[get_column_letter(FIRST_COLUMN + number)].hidden = True
    sheet.sheet_state = "hidden" if form.concealed else "visible"
    _frame(sheet, form)
    sheet.title = form.title


def _fill(sheet: Worksheet, header: tuple[Value, ...], rows: tuple[Row, ...]) -> None:
    for number, row in enumerate((header, *rows), start=HEADER_ROW):
        for column, value in enumerate(row, start=FIRST_COLUMN):
            cell = sheet.cell(number, column)
            if cell.value != value:
                Grid.put(cell, value)
            if isinstance(value, dt.date):
                cell.number_format = "yyyy/mm/dd"


def _frame(sheet: Worksheet, form: Sheet) -> None:
    """Let the table's frame be what it was dragged to, and its columns bear their headers."""
    (key,) = sheet.tables
    if form.lost:
        del sheet.tables[key]
        return
    table = sheet.tables[key]
    if form.columns < len(form.header):
        last = int(table.ref.rpartition(":")[2].lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        end = get_column_letter(FIRST_COLUMN + form.columns - 1)
        table.ref = f"{get_column_letter(FIRST_COLUMN)}{HEADER_ROW}:{end}{last}"
        table.autoFilter = None
        table.tableColumns = table.tableColumns[: form.columns]
    for column, header in zip(table.tableColumns, form.header, strict=False):
        column.name = str(header) if header is not None else "列1"
