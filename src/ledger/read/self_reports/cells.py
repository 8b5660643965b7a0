"""Where a supervisor's decision stands on a self-report: the addresses of the cells."""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout.self_report import CONFIRM_FIELDS, FORM_TABLES, MY_LINES, SUPERVISOR_KEYS
from ledger.read.grids import OpenBook, SheetCell
from ledger.read.self_reports.fields import find_field
from ledger.read.self_reports.tables import is_first, parts_of
from ledger.read.table_grid import find_columns


class FormCells(NamedTuple):
    """The supervisor's cells of one self-report.

    Attributes:
        fields: Single cells by key (`layout.self_report.CONFIRM_FIELDS`).
        lines: 採否 and 否認理由 by `(form table, number)`.
    """

    fields: Mapping[str, SheetCell]
    lines: Mapping[tuple[str, int], tuple[SheetCell, SheetCell]]


def form_cells(book: OpenBook) -> FormCells:
    """Find the supervisor's cells.

    Args:
        book: A self-report that can be read.
    """
    fields = {f.key: at for f in CONFIRM_FIELDS if (at := find_field(book, f)) is not None}
    lines = _beside_rows(book) if is_first(book) else _on_own_sheet(book)
    return FormCells(fields, lines)


def input_cell(book: OpenBook, table: str, number: int, key: str) -> SheetCell | None:
    """Return where an input of a row stands; None where there is no such row.

    Args:
        book: A self-report that can be read.
        table: The table of claims.
        number: The row as numbered on the form.
        key: The column.
    """
    for form, found, before in parts_of(book).get(table, ()):
        index = number - 1 - before
        at = find_columns(form.table, found.grid.headers, found.grid.place).positions.get(key)
        if at is not None and 0 <= index < len(found.grid.rows):
            return found.grid.place.sheet, found.grid.address(at, index)
    return None


def _on_own_sheet(book: OpenBook) -> dict[tuple[str, int], tuple[SheetCell, SheetCell]]:
    """Return 採否 and 否認理由 of each row, as they stand on the supervisor's sheet."""
    found = book.grid(MY_LINES)
    if found is None:
        return {}
    grid = found.grid
    columns = find_columns(MY_LINES, grid.headers, grid.place).positions
    if not all(key in columns for key in MY_LINES.keys):
        return {}
    block, number, decision, reason = (columns[key] for key in MY_LINES.keys)
    tables = {form.table.title: form.table.key for form in FORM_TABLES}
    return {
        (tables[str(row[block])], int(line)): (
            (grid.place.sheet, grid.address(decision, index)),
            (grid.place.sheet, grid.address(reason, index)),
        )
        for index, row in enumerate(grid.rows)
        if str(row[block]) in tables and isinstance(line := row[number], (int, float))
    }


def _beside_rows(book: OpenBook) -> dict[tuple[str, int], tuple[SheetCell, SheetCell]]:
    """Return the same of a form of the first layout, where they stand right of the rows."""
    lines: dict[tuple[str, int], tuple[SheetCell, SheetCell]] = {}
    for key, ((form, found, _), *_) in parts_of(book).items():
        grid = found.grid
        columns = find_columns(form.table, grid.headers, grid.place).positions
        if not all(one in columns for one in SUPERVISOR_KEYS):
            continue
        decision, reason = (columns[one] for one in SUPERVISOR_KEYS)
        for index in range(len(grid.rows)):
            lines[key, index + 1] = (
                (grid.place.sheet, grid.address(decision, index)),
                (grid.place.sheet, grid.address(reason, index)),
            )
    return lines
