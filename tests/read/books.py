"""Small workbooks for tests, written by openpyxl after the declared layout."""

import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.table import Table as ExcelTable
from openpyxl.worksheet.worksheet import Worksheet

from ledger.layout import ledger, meta, migrations
from ledger.layout.columns import Table

Value = str | float | dt.date | None
Rows = Sequence[Sequence[Value]]

LEDGER_META = {
    meta.KIND: "ledger",
    meta.SCHEMA: migrations.LEDGER_VERSION,
    meta.YEAR: "2025",
    meta.ORG: "999999",
}


def saved(book: Workbook) -> bytes:
    """Return a workbook's bytes."""
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_table(
    sheet: Worksheet, table: Table, rows: Rows, at: tuple[int, int] = (1, 1), blank: int = 0
) -> None:
    """Write a declared table with its frame, `at` row and column; with blank rows at its end."""
    top, left = at
    for offset, header in enumerate(table.headers):
        sheet.cell(top, left + offset, header)
    for number, row in enumerate(rows, start=top + 1):
        for offset, value in enumerate(row):
            sheet.cell(number, left + offset).value = value
    last = get_column_letter(left + len(table.columns) - 1)
    bottom = top + max(len(rows) + blank, 1)
    ref = f"{get_column_letter(left)}{top}:{last}{bottom}"
    sheet.add_table(ExcelTable(displayName=table.key, ref=ref))


def write_meta(book: Workbook, values: Mapping[str, str], *, sheet: bool = True) -> None:
    """Write what a book says of itself: very hidden sheet and defined names."""
    if sheet:
        hidden = book.create_sheet(meta.SHEET)
        hidden.append(["key", "value"])
        for pair in values.items():
            hidden.append(pair)
        hidden.sheet_state = "veryHidden"
    for key, value in values.items():
        name = f"{meta.NAME_PREFIX}{key}"
        book.defined_names[name] = DefinedName(name, attr_text=f'"{value}"')


def ledger_workbook(
    rows: Mapping[str, Rows], own: Mapping[str, str] = LEDGER_META, keys: Iterable[str] = ()
) -> Workbook:
    """Return a ledger with the tables that have rows and those of `keys`, one on a sheet."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for table in ledger.TABLES:
        if table.key in {*rows, *keys}:
            write_table(book.create_sheet(table.title), table, rows.get(table.key, ()))
    write_meta(book, own)
    return book
