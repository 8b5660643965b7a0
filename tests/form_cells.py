"""Where the cells of a self-report stand, as openpyxl opens it: by the tables' names."""

from pathlib import Path
from typing import Any

import openpyxl

from ledger.layout.addresses import position
from ledger.layout.self_report import BY_KEY, FormTable
from ledger.layout.self_report_first import BY_KEY as OLD


def cell(book: Any, table: str, row: int, key: str) -> Any:  # noqa: ANN401 - openpyxl's own
    """Return an input cell of a form; rows are numbered as on the form."""
    form = (OLD if _old(book) else BY_KEY)[table]
    before = 0
    for name in (table, f"{table}_more"):
        found = next(((s, s.tables[name]) for s in book.worksheets if name in s.tables), None)
        if found is None:
            continue
        left, top, _, bottom = _corners(found[1].ref)
        if row - before <= bottom - top:
            return found[0].cell(top + row - before, left + form.order.index(key))
        before += bottom - top
    raise LookupError(table, row, key)


def _corners(ref: str) -> tuple[int, int, int, int]:
    """Return first column and row, last column and row of a range, from 1."""
    (top, left), (bottom, right) = map(position, ref.split(":"))
    return left + 1, top + 1, right + 1, bottom + 1


def _old(book: Any) -> bool:  # noqa: ANN401 - openpyxl's own
    return any(row[0].value == "schema_version" and row[1].value == "1" for row in book["_meta"])


def at(path: Path, table: str, row: int, key: str) -> tuple[str, str]:
    """Return sheet and address of an input cell of a form's file."""
    found = cell(openpyxl.load_workbook(path), table, row, key)
    return found.parent.title, found.coordinate


def field(book: Any, key: str) -> Any:  # noqa: ANN401 - openpyxl's own
    """Return a single input cell of a form."""
    sheet, address = next(iter(book.defined_names[f"in_{key}"].destinations))
    return book[sheet][address]


def line(book: Any, table: str, row: int) -> tuple[Any, Any]:  # noqa: ANN401 - openpyxl's own
    """Return 採否 and 否認理由 of a row, on the supervisor's sheet."""
    sheet = book["上長欄"]
    left, top, _, bottom = _corners(sheet.tables["my_lines"].ref)
    form: FormTable = BY_KEY[table]
    for number in range(top + 1, bottom + 1):
        if (sheet.cell(number, left).value, sheet.cell(number, left + 1).value) == (
            form.table.title,
            row,
        ):
            return sheet.cell(number, left + 2), sheet.cell(number, left + 3)
    raise LookupError(table, row)
