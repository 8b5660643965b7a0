"""Ledgers of earlier versions: two that earlier programs made, and any that lacks what is named.

`first.xlsx` is what the first program's `init` wrote for 2025, `later.xlsx` a later one's; both say
version 1. Run as a script it writes down the columns of today's version, as
`data/ledger_layouts` keeps them.
"""

import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import openpyxl
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.table import TableColumn
from openpyxl.worksheet.worksheet import Worksheet

from ledger.layout import meta
from ledger.layout.addresses import position
from ledger.layout.ledger import BY_KEY, TABLES
from ledger.layout.migrations import LEDGER_VERSION
from ledger.layout.names_beside import SINCE, beside, shown
from ledger.layout.pages import HOME

MADE = Path(__file__).parent / "data" / "older_ledgers"


OLDER, LIST = ("1", "2"), BY_KEY["today"].title
"""The versions before there were pages and names beside codes; and the sheet that had the home
page's name before."""
LAYOUTS = Path(__file__).parent / "data" / "ledger_layouts"


def made(name: str) -> bytes:
    """Return a ledger that an earlier program made."""
    return (MADE / name).read_bytes()


def aged(
    book: bytes,
    columns: Mapping[str, Sequence[str]] | None = None,
    sheets: Sequence[str] = (),
    version: str = "1",
) -> bytes:
    """Return a ledger as an earlier version had it.

    Args:
        book: A ledger of today.
        columns: Headers that it lacks, by the title of the sheet.
        sheets: Titles of the sheets that it lacks.
        version: What it says of itself.
    """
    lacking = tuple((title, tuple(headers)) for title, headers in (columns or {}).items())
    return _aged(book, lacking, tuple(sheets), version)


@cache
def _aged(
    book: bytes,
    columns: tuple[tuple[str, tuple[str, ...]], ...],
    sheets: tuple[str, ...],
    version: str,
) -> bytes:
    """Make such a ledger, once for all tests that ask for the same one."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    if version in OLDER:
        _without_pages(opened)
    for title, headers in columns:
        for header in headers:
            _without(opened[title], header)
    for title in sheets:
        del opened[title]
    if version in OLDER:
        for table in (t for t in TABLES if t.since < SINCE and t.title in opened.sheetnames):
            for one in beside(table):
                _without(opened[table.title], one.column.header)
    for row in opened[meta.SHEET].iter_rows():
        if row[0].value == meta.SCHEMA:
            row[1].value = version
    opened.defined_names[f"{meta.NAME_PREFIX}{meta.SCHEMA}"].attr_text = f'"{version}"'
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def _without_pages(opened: Workbook) -> None:
    """Let the list of 今日やること stand where it stood before there was a page, without links."""
    if LIST in opened.sheetnames:
        del opened[HOME.title]
        opened[LIST].title = HOME.title
        opened.move_sheet(HOME.title, -len(opened.sheetnames))
    for sheet in opened.worksheets:
        for (cell,) in sheet.iter_rows(max_row=1, max_col=1):
            if cell.data_type == "f":
                cell.value = None


def _without(sheet: Worksheet, header: str) -> None:
    """Take a column out of the one table of a sheet, the cells right of it move up to it."""
    (table,) = sheet.tables.values()
    (top, left), (bottom, right) = map(position, table.ref.split(":"))
    names = [column.name for column in table.tableColumns]
    at = names.index(header)
    sheet.delete_cols(left + at + 1)
    del table.tableColumns[at]
    end = sheet.cell(bottom + 1, right).coordinate
    table.ref = f"{sheet.cell(top + 1, left + 1).coordinate}:{end}"
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref


def with_own_column(book: bytes, title: str, header: str, values: Sequence[object]) -> bytes:
    """Return a ledger in whose table HR added a column of its own, at the right end."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    sheet = opened[title]
    (table,) = sheet.tables.values()
    (top, left), (bottom, right) = map(position, table.ref.split(":"))
    for row, value in enumerate((header, *values), start=top + 1):
        sheet.cell(row, right + 2).value = value  # type: ignore[assignment]
    ids = [column.id for column in table.tableColumns]
    table.tableColumns.append(TableColumn(id=max(ids) + 1, name=header))
    end = sheet.cell(bottom + 1, right + 2).coordinate
    table.ref = f"{sheet.cell(top + 1, left + 1).coordinate}:{end}"
    if table.autoFilter is not None:
        table.autoFilter.ref = table.ref
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


@cache
def with_cell(book: bytes, title: str, address: str, value: object) -> bytes:
    """Return a ledger in which HR wrote something into one cell; the sheet is made if need be."""
    opened = openpyxl.load_workbook(io.BytesIO(book))
    sheet = opened[title] if title in opened.sheetnames else opened.create_sheet(title)
    sheet[address].value = value
    written = io.BytesIO()
    opened.save(written)
    return written.getvalue()


def record() -> None:
    """Write down the columns of every table of today's version."""
    listed = {
        table.key: {
            "sheet": table.title,
            "columns": {column.key: column.header for column in shown(table)},
        }
        for table in TABLES
    }
    text = json.dumps(listed, ensure_ascii=False, indent=1) + "\n"
    (LAYOUTS / f"{LEDGER_VERSION}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    record()
