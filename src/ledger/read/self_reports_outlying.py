"""What a person wrote on a self-report where nobody reads it: told, and rows of copies counted.

Beside the tables' frames, above their headers, beyond what we print on the other sheets, and on
sheets that are none of ours. A sheet that holds a form's table again (a copy, 「2 受講 (2)」) has
rows, which are set aside: which of the two a person means cannot be told.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.layout.addresses import position
from ledger.layout.self_report import (
    CONFIRM_FIELDS,
    FORM_TABLES,
    HEADING,
    OTHER_SHEETS,
    REFUSED_HEADING,
    REFUSED_WORD,
    FormTable,
)
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Problem
from ledger.model.reports import ReportRow
from ledger.read.cells import Raw
from ledger.read.frames import header_key, is_filled
from ledger.read.grids import FoundGrid, Frame, OpenBook
from ledger.read.headers import SEARCH
from ledger.read.outlying_values import filled_where
from ledger.read.self_reports_fields import NAME_PREFIX

_FAR = 1000
"""Added to the numbers of a copy's rows, so that they are never taken for the table's own."""


class _Like(NamedTuple):
    """A table of the form that a sheet holds again, and the row of its headers, from 0."""

    form: FormTable
    top: int


class Strays(NamedTuple):
    """What was found outside the form's inputs: problems, and the rows of copied tables."""

    problems: tuple[Problem, ...]
    rows: tuple[ReportRow, ...]


def strays_of(book: OpenBook, found: Mapping[str, FoundGrid], inputs: frozenset[str]) -> Strays:
    """Look for what was written outside of a form's inputs.

    Args:
        book: The opened form.
        found: Its tables, by key.
        inputs: Sheets on which its single input cells stand.
    """
    problems: list[Problem] = []
    rows: list[ReportRow] = []
    framed = {one.grid.place.sheet: one.frame for one in found.values()}
    for number, sheet in enumerate(book.package.sheets, start=1):
        if sheet.startswith("_"):
            continue
        if sheet in framed:
            problems += _told(book, sheet, _beside(book, sheet, framed[sheet]))
        elif sheet in OTHER_SHEETS:
            problems += _told(book, sheet, _beyond(book, sheet))
        elif sheet not in inputs:
            copied, told = _foreign(book, sheet, number)
            rows += copied
            problems += told
    return Strays(tuple(problems), tuple(rows))


def _told(book: OpenBook, sheet: str, cells: Sequence[str]) -> Iterator[Problem]:
    if cells:
        place = book.place(sheet, cells[0])
        yield Problem.of("value-far", place, sheet=sheet, cells=cells_said(cells))


def _beside(book: OpenBook, sheet: str, frame: Frame) -> list[str]:
    """Return what stands right of a table, above its header, or below it at its left."""

    def is_stray(line: int, column: int, raw: Raw) -> bool:
        if column > frame.right:
            ours = isinstance(raw, str) and raw.startswith(REFUSED_WORD)
            return not (ours and column == frame.right + 1)
        if line < frame.top:
            return column >= max(frame.left - 1, 1) and raw not in {HEADING, REFUSED_HEADING}
        return line > frame.bottom and column < frame.left and isinstance(raw, str)

    return filled_where(book.rows(sheet), book.package.formulas.get(sheet, ()), is_stray)


def _beyond(book: OpenBook, sheet: str) -> list[str]:
    usual, width = OTHER_SHEETS[sheet]
    last = max(usual, _lowest(book, sheet))
    formulas = book.package.formulas.get(sheet, ())
    return filled_where(
        book.rows(sheet), formulas, lambda line, column, _: line >= last or column >= width
    )


def _lowest(book: OpenBook, sheet: str) -> int:
    """Return the last row that a form of any size has on a sheet: frames, inputs, formulas."""
    tables = (found for found in book.package.tables.values() if found.sheet == sheet)
    named = (book.named_cell(f"{NAME_PREFIX}{field.key}") for field in CONFIRM_FIELDS)
    cells = [
        *(table.ref.rpartition(":")[2] for table in tables),
        *(where[1] for where in named if where and where[0] == sheet),
        *book.package.formulas.get(sheet, ()),
    ]
    return max((position(cell)[0] + 1 for cell in cells), default=0)


def _foreign(book: OpenBook, sheet: str, number: int) -> tuple[list[ReportRow], list[Problem]]:
    """Tell of a sheet that is none of ours; count its rows if it holds one of our tables."""
    rows, place = book.rows(sheet), book.place(sheet)
    filled = sum(is_filled(raw) for row in rows for raw in row)
    like = _like(rows)
    lines = list(_claims(*like, rows)) if like else []
    if like and lines:
        key, title = like.form.table.key, like.form.table.title
        told = Problem.of("sheet-copied", place, sheet=sheet, table=title, count=len(lines))
        first = _FAR * number
        return [ReportRow(key, first + n, f"A{n}", {}, usable=False) for n in lines], [told]
    told = Problem.of("sheet-extra", place, sheet=sheet, count=filled)
    return [], [told] if filled else []


def _like(rows: Sequence[Sequence[Raw]]) -> _Like | None:
    """Return the table of the form whose headers stand on a sheet: the one with the most."""
    best, most = None, 0
    for form in FORM_TABLES:
        wanted = {header_key(column.header) for column in form.inputs}
        needed = {header_key(column.header) for column in form.inputs if column.required}
        for top, row in enumerate(rows[:SEARCH]):
            there = wanted & {header_key(raw) for raw in row if is_filled(raw)}
            if needed <= there and len(there) * 2 > len(wanted) and len(there) > most:
                best, most = _Like(form, top), len(there)
    return best


def _claims(form: FormTable, top: int, rows: Sequence[Sequence[Raw]]) -> Iterator[int]:
    """Yield the numbers of the rows in which something is filled in beside what was given."""
    wanted = {header_key(c.header) for c in form.inputs if c.key not in form.given}
    columns = [at for at, raw in enumerate(rows[top]) if header_key(raw) in wanted]
    for line, row in enumerate(rows[top + 1 :], start=top + 2):
        if any(is_filled(row[at]) for at in columns if at < len(row)):
            yield line
