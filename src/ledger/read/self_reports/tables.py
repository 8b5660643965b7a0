"""Where the tables of a self-report stand: by their names, else by their headers on the sheet."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout import meta, self_report, self_report_first
from ledger.layout.columns import Table
from ledger.layout.self_report import (
    MAIN_SHEET,
    MORE_SHEET,
    MY_NONE,
    FormTable,
)
from ledger.model.problems import Problem
from ledger.read.cells.cell import Raw
from ledger.read.grids import FoundGrid, Frame, OpenBook
from ledger.read.table_grid import header_key, is_filled

LABELS = 1
"""Column (from 0) in which every row of a table bears its number, on 申告 and 続き."""


class FormPart(NamedTuple):
    """A table of claims as it stands in a book, or the part of it on 続き.

    Attributes:
        form: The declared table.
        found: Its grid.
        before: How many of its rows stand before these.
    """

    form: FormTable
    found: FoundGrid
    before: int = 0


def is_first(book: OpenBook) -> bool:
    """Whether a self-report has the first layout: a sheet for each table."""
    return book.meta().get(meta.SCHEMA, "") == self_report_first.VERSION


def tables_of(book: OpenBook) -> tuple[FormTable, ...]:
    """Return the tables of claims as a self-report has them."""
    return self_report_first.FORM_TABLES if is_first(book) else self_report.FORM_TABLES


def parts_of(book: OpenBook) -> Mapping[str, tuple[FormPart, ...]]:
    """Return the parts of each table of claims that stand in a self-report, by its key."""
    found: dict[str, tuple[FormPart, ...]] = {}
    for form in tables_of(book):
        main = _grid(book, form.table, form, form.sheet)
        if main is None:
            continue
        parts = [FormPart(form, main)]
        rest = _grid(book, form.more, form, MORE_SHEET) if form.spills else None
        if rest is not None:
            parts.append(FormPart(form, rest, len(main.grid.rows)))
        found[form.table.key] = tuple(parts)
    return MappingProxyType(found)


def none_grid(book: OpenBook) -> FoundGrid | None:
    """Return the grid of `my_none`; None on a form of the first layout, or where it is gone."""
    if is_first(book):
        return None
    if MY_NONE.key in book.package.tables:
        return book.grid(MY_NONE)
    return _by_headers(book, MY_NONE, MY_NONE.headers, MAIN_SHEET, None)


def _grid(book: OpenBook, table: Table, form: FormTable, sheet: str) -> FoundGrid | None:
    if table.key in book.package.tables or sheet == table.title:
        return book.grid(table)
    return _by_headers(book, table, form.headers, sheet, LABELS)


def _by_headers(
    book: OpenBook, table: Table, headers: Sequence[str], sheet: str, labels: int | None
) -> FoundGrid | None:
    """Find a table whose table part is gone by its header row, and its end by the row numbers."""
    if sheet not in book.package.sheets:
        return None
    rows = book.rows(sheet)
    wanted = [header_key(header) for header in headers]
    place = header_place(rows, wanted)
    if place is None:
        return None
    top, left = place
    at = left if labels is None else labels
    bottom = top
    while bottom + 1 < len(rows) and _is_label(rows[bottom + 1], at, number=labels is not None):
        bottom += 1
    frame = Frame(top, left, bottom, left + len(wanted) - 1)
    cut = book.cut(table, sheet, rows[: bottom + 1], frame)
    lost = Problem.of("table-lost", book.place(sheet), table=table.title)
    return cut._replace(problems=(lost, *cut.problems))


def header_place(rows: Sequence[Sequence[Raw]], wanted: Sequence[str]) -> tuple[int, int] | None:
    """Return row and column (from 0) of the first of some headers that stand side by side."""
    for top, row in enumerate(rows):
        keys = [header_key(raw) for raw in row]
        for left in range(len(keys) - len(wanted) + 1):
            if keys[left : left + len(wanted)] == list(wanted):
                return top, left
    return None


def _is_label(row: Sequence[Raw], at: int, *, number: bool) -> bool:
    raw = row[at] if at < len(row) else None
    if number:
        return isinstance(raw, (int, float)) and not isinstance(raw, bool)
    return is_filled(raw)
