"""A real workbook in memory: what stands in the file, with its locks, as an open program has it."""

import copy
import datetime as dt
import io
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from ledger.book.memory import MemoryPages, MemorySheet
from ledger.book.ports import TableAt
from ledger.read.cells.cell import Raw
from ledger.read.guard.gate import LEDGER
from ledger.read.workbooks import open_book


def pages_of(path: Path) -> MemoryPages:
    """Open a closed workbook in memory; its formulas keep the values they were saved with."""
    sheets, tables, names = copy.deepcopy(_parts(path.read_bytes(), path.name))
    return MemoryPages(path, sheets, tables, names)


class _Parts(NamedTuple):
    """What a workbook in memory is made of."""

    sheets: dict[str, MemorySheet]
    tables: dict[str, TableAt]
    names: dict[str, str]


@lru_cache(maxsize=32)
def _parts(data: bytes, name: str) -> _Parts:
    """Take a workbook apart: once for all tests that begin with the same one."""
    opened, problems = open_book(data, name, LEDGER)
    assert opened is not None, problems
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheets = {
        sheet.title: _sheet(
            sheet, opened.rows(sheet.title) if sheet.title in opened.package.sheets else ()
        )
        for sheet in book.worksheets
    }
    tables = {
        table.displayName: TableAt(sheet.title, table.ref, bool(table.totalsRowCount))
        for sheet in book.worksheets
        for table in sheet.tables.values()
    }
    names = {one.name: f"={one.attr_text}" for one in book.defined_names.values()}
    return _Parts(sheets, tables, names)


def _sheet(sheet: Worksheet, rows: object) -> MemorySheet:
    cells: dict[tuple[int, int], Raw] = {}
    assert isinstance(rows, list | tuple)
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            if value != "":
                cells[number, column] = _as_com(value)
    formulas = {}
    unlocked = set()
    for row in sheet.iter_rows():
        for cell in row:
            if cell.data_type == "f":
                formulas[cell.coordinate] = str(getattr(cell.value, "text", cell.value))
            if not cell.protection.locked:
                unlocked.add(cell.coordinate)
    return MemorySheet(
        cells,
        formulas,
        visible=sheet.sheet_state == "visible",
        protected=bool(sheet.protection.sheet),
        unlocked=unlocked,
        hidden_rows={n for n, row in sheet.row_dimensions.items() if row.hidden},
    )


def _as_com(value: Raw) -> Raw:
    """Return a value as Excel hands it to Python: every day comes with a time."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value
