"""What a person wrote on a self-report where nobody reads it: told, and rows of copies counted.

Beside the tables' frames, above their headers, beyond what we print on the other sheets, and on
sheets that are none of ours. A sheet that holds a form's tables again (a copy, 「申告 (2)」) has
rows, which are set aside: which of the two a person means cannot be told.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.layout.addresses import position
from ledger.layout.self_report import (
    CONFIRM_FIELDS,
    MAIN_SHEET,
    MORE_SHEET,
    OTHER_SHEETS,
    REFUSED_HEADING,
    REFUSED_WORD,
    SUPERVISOR_SHEET,
    FormTable,
)
from ledger.layout.self_report_first import HEADING
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Problem
from ledger.model.reports import ReportRow, Value
from ledger.read.cells.cell import Raw
from ledger.read.grids import Frame, OpenBook
from ledger.read.headers import SEARCH
from ledger.read.outlying_values import filled_where
from ledger.read.self_reports.fields import NAME_PREFIX
from ledger.read.self_reports.loose import loose_cells
from ledger.read.self_reports.rows import DigestRow
from ledger.read.self_reports.tables import LABELS, FormPart, is_first, tables_of
from ledger.read.table_grid import header_key, is_filled

_FAR = 1000
"""Added to the numbers of a copy's rows, so that they are never taken for the table's own."""
FIRST_MAIN = (60, 8)
"""Last row and column that we wrote on 申告 of the first layout."""


class Strays(NamedTuple):
    """What was found outside the form's inputs.

    Attributes:
        problems: What is told of it.
        rows: The rows of copied tables.
        digested: These rows as the digest sees them: their place, and every cell.
    """

    problems: tuple[Problem, ...]
    rows: tuple[ReportRow, ...]
    digested: tuple[DigestRow, ...] = ()


class _Copied(NamedTuple):
    """A row of a table that a sheet holds again: the table, its row number, its cells."""

    form: FormTable
    line: int
    cells: tuple[Raw, ...]


def strays_of(
    book: OpenBook, parts: Mapping[str, Sequence[FormPart]], inputs: frozenset[str]
) -> Strays:
    """Look for what was written outside of a form's inputs.

    Args:
        book: The opened form.
        parts: Its tables, by key.
        inputs: Sheets on which its single input cells stand.
    """
    problems: list[Problem] = []
    rows: list[ReportRow] = []
    digested: list[DigestRow] = []
    framed = _frames(parts)
    shared = frozenset() if is_first(book) else frozenset({MAIN_SHEET, MORE_SHEET})
    for number, sheet in enumerate(book.package.sheets, start=1):
        if sheet.startswith("_") or sheet == SUPERVISOR_SHEET:
            continue
        if sheet in shared:
            problems += _told(book, sheet, loose_cells(book, sheet, framed.get(sheet, ())))
        elif sheet in framed:
            problems += _told(book, sheet, _beside(book, sheet, framed[sheet][0]))
        elif sheet in OTHER_SHEETS or sheet == MAIN_SHEET:
            problems += _told(book, sheet, _beyond(book, sheet))
        elif sheet not in inputs:
            copied, told = _foreign(book, sheet)
            first = _FAR * number
            rows += (
                ReportRow(one.form.table.key, first + one.line, f"A{one.line}", {}, usable=False)
                for one in copied
            )
            digested += ([sheet, one.line, *map(_as_seen, one.cells)] for one in copied)
            problems += told
    return Strays(tuple(problems), tuple(rows), tuple(digested))


def _as_seen(raw: Raw) -> Value:
    return None if raw is None or raw == "" else str(raw)


def _frames(parts: Mapping[str, Sequence[FormPart]]) -> dict[str, list[Frame]]:
    """Return where the tables stand on each sheet, from top to bottom."""
    found: dict[str, list[Frame]] = {}
    for own in parts.values():
        for part in own:
            found.setdefault(part.found.grid.place.sheet, []).append(part.found.frame)
    return {sheet: sorted(frames) for sheet, frames in found.items()}


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

    return filled_where(book.filled(sheet), book.package.formulas.get(sheet, ()), is_stray)


def _beyond(book: OpenBook, sheet: str) -> list[str]:
    usual, width = OTHER_SHEETS.get(sheet, FIRST_MAIN)
    last = max(usual, _lowest(book, sheet))
    formulas = book.package.formulas.get(sheet, ())
    return filled_where(
        book.filled(sheet), formulas, lambda line, column, _: line >= last or column >= width
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


def _foreign(book: OpenBook, sheet: str) -> tuple[list[_Copied], list[Problem]]:
    """Tell of a sheet that is none of ours; count its rows if it holds tables of ours."""
    rows, place = book.rows(sheet), book.place(sheet)
    filled = len(book.filled(sheet))
    copied = list(_copied(rows, tables_of(book)))
    if copied:
        titles = "・".join(dict.fromkeys(one.form.table.title for one in copied))
        told = Problem.of("sheet-copied", place, sheet=sheet, table=titles, count=len(copied))
        return copied, [told]
    told = Problem.of("sheet-extra", place, sheet=sheet, count=filled)
    return [], [told] if filled else []


def _copied(rows: Sequence[Sequence[Raw]], forms: Sequence[FormTable]) -> Iterator[_Copied]:
    """Yield the rows of our tables on a sheet in which something is filled in beside the given."""
    tops = list(_tops(rows, forms))
    ends = [*(top for _, top in tops[1:]), len(rows)][: len(tops)]
    for (form, top), end in zip(tops, ends, strict=True):
        names = {header_key(name): c for c in form.inputs for name in (c.header, *c.synonyms)}
        columns = {
            at: names[key] for at, raw in enumerate(rows[top]) if (key := header_key(raw)) in names
        }
        claims = [at for at, column in columns.items() if column.key not in form.given]
        labelled = form.sheet != form.table.title
        for line, row in enumerate(rows[top + 1 : end], start=top + 2):
            if labelled and not _is_number(row):
                break
            if any(is_filled(row[at]) for at in claims if at < len(row)):
                yield _Copied(form, line, tuple(row[at] for at in columns if at < len(row)))


def _is_number(row: Sequence[Raw]) -> bool:
    return len(row) > LABELS and isinstance(row[LABELS], (int, float))


def _tops(
    rows: Sequence[Sequence[Raw]], forms: Sequence[FormTable]
) -> Iterator[tuple[FormTable, int]]:
    """Yield the tables whose headers stand on a sheet, each with the row of its headers."""
    several = any(form.sheet != form.table.title for form in forms)
    for top, row in enumerate(rows if several else rows[:SEARCH]):
        there = {header_key(raw) for raw in row if is_filled(raw)}
        best, most = None, 0
        for form in forms:
            wanted = {header_key(column.header) for column in form.inputs}
            needed = {header_key(column.header) for column in form.inputs if column.required}
            found = len(wanted & there)
            if needed <= there and found * 2 > len(wanted) and found > most:
                best, most = form, found
        if best is not None:
            yield best, top
