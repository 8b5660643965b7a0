"""Where a supervisor's decision stands on a self-report: the addresses of the cells."""

from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout.self_report import CONFIRM_FIELDS, FORM_TABLES, SUPERVISOR_KEYS
from ledger.read.frames import find_columns
from ledger.read.grids import OpenBook, SheetCell
from ledger.read.self_reports_fields import find_field


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
    lines: dict[tuple[str, int], tuple[SheetCell, SheetCell]] = {}
    for form in FORM_TABLES:
        found = book.grid(form.table)
        if found is None:
            continue
        grid = found.grid
        columns = find_columns(form.table, grid.headers, grid.place).positions
        if not all(key in columns for key in SUPERVISOR_KEYS):
            continue
        decision, reason = (columns[key] for key in SUPERVISOR_KEYS)
        for index in range(len(grid.rows)):
            lines[form.table.key, index + 1] = (
                (grid.place.sheet, grid.address(decision, index)),
                (grid.place.sheet, grid.address(reason, index)),
            )
    return FormCells(fields, lines)
