"""The rows of one table of a review workbook: what the confirmer wrote, and on what."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple, Self

from ledger.layout import meta
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Column, Table
from ledger.model.problems import NOWHERE, Problem, Severity
from ledger.read.cells.cell import CellFinding, Raw, Typed, disguise, typed
from ledger.read.grids import FoundGrid, OpenBook
from ledger.read.reviews.tables import ReviewRow, ReviewTable, ReviewTables
from ledger.read.reviews.views import DOUBTED_LINES, OTHER_LINES, PEOPLE, REST, STEPS, View
from ledger.read.table_grid import Columns, Grid, find_columns, is_filled, picture_code

_BLANK = "空"


def is_of_two_blocks(book: OpenBook) -> bool:
    """Whether a workbook has 見る人 and そのまま確認できる人; an older one has a line a person."""
    return book.meta().get(meta.REVIEW_LAYOUT) == meta.TWO_BLOCKS


@dataclass(frozen=True, eq=False)
class ReviewMemory:
    """What was read of one review workbook, for looking at it again, also with some cells set.

    Attributes:
        tables: Its tables, as they stand and with cells set.
        views: Each table as it stands.
        rows: Rows of them, by where they stand and what stands in them; not those in which
            something but plain values stands.
    """

    tables: dict[OpenBook, ReviewTables] = field(default_factory=dict)
    views: dict[View, ReviewTable] = field(default_factory=dict)
    rows: dict[tuple[View, int, tuple[Raw, ...]], ReviewRow] = field(default_factory=dict)


def read_tables(book: OpenBook, memory: ReviewMemory | None = None) -> ReviewTables | Problem:
    """Read every table of a review workbook.

    Args:
        book: The opened workbook.
        memory: What was read of the same workbook before, and is added to.

    Returns:
        Its tables; or why one of them cannot be used.
    """
    known = memory or ReviewMemory()
    if book in known.tables:
        return known.tables[book]
    two = is_of_two_blocks(book)
    found = []
    for views in (
        (PEOPLE, REST) if two else (PEOPLE,),
        (DOUBTED_LINES, OTHER_LINES) if two else (OTHER_LINES,),
        (STEPS,),
    ):
        read = [read_table(book, view, known) for view in views]
        if wrong := next((one for one in read if isinstance(one, Problem)), None):
            return wrong
        found.append(_joined([one for one in read if isinstance(one, ReviewTable)]))
    known.tables[book] = ReviewTables(*found)
    return known.tables[book]


def _joined(tables: Sequence[ReviewTable]) -> ReviewTable:
    """Return tables as one; what is odd about a table that is read twice is told once."""
    last: dict[str, int] = {}
    for one in tables:
        for sheet, column in one.last_columns.items():
            last[sheet] = max(column, last.get(sheet, 0))
    rows = tuple(row for one in tables for row in one.rows)
    problems = dict.fromkeys(problem for one in tables for problem in one.problems)
    return ReviewTable(last, rows, tuple(problems))


def read_table(book: OpenBook, view: View, memory: ReviewMemory) -> ReviewTable | Problem:
    """Read one table of a review workbook.

    Args:
        book: The opened workbook.
        view: What is looked for in it.
        memory: What was read of it before.

    Returns:
        The table; or why it cannot be used: it is gone, or a header of a needed column is.
    """
    known = memory.views.get(view)
    if known is not None and book.set_on.isdisjoint(known.last_columns):
        return known
    read = _read_table(book, view, memory)
    if not book.set_on and isinstance(read, ReviewTable):
        memory.views[view] = read
    return read


def _read_table(book: OpenBook, view: View, memory: ReviewMemory) -> ReviewTable | Problem:
    table = view.table
    found = book.grid(table)
    if found is None:
        return Problem.of("table-missing", book.place(table.sheet), table=table.title)
    grid = found.grid
    columns = _columns(view, grid, of_two_blocks=is_of_two_blocks(book))
    if not columns.usable:
        return next(p for p in columns.problems if p.severity is Severity.ERROR)
    rows = _TableReader.of(view, found, columns.positions).rows(memory)
    told = [problem for row in rows if row.filled for problem in row.problems]
    return ReviewTable(
        {grid.place.sheet: found.frame.right},
        tuple(rows),
        (*found.problems, *columns.problems, *told),
    )


def _columns(view: View, grid: Grid, *, of_two_blocks: bool) -> Columns:
    """Find the columns among the headers; as a rule they stand as in every other workbook."""
    headers = tuple("" if header is None else str(header) for header in grid.headers)
    usual = _usual_columns(view, headers)
    if of_two_blocks and not usual.problems:
        return usual
    declared = view.strict if of_two_blocks else _as_it_was(view.strict, headers)
    return find_columns(declared, headers, grid.place)


@lru_cache(maxsize=64)
def _usual_columns(view: View, headers: tuple[str, ...]) -> Columns:
    return find_columns(view.strict, headers, NOWHERE)


def _as_it_was(table: Table, headers: Sequence[object]) -> Table:
    """Return the table without the columns that a workbook from an earlier version has not."""
    places = table.places(headers)
    columns = tuple(one for one in table.columns if one.required or places[one.key])
    return table.but(columns=columns)


class _TableReader(NamedTuple):
    """What the rows of one table have in common.

    Attributes:
        view: What is looked for.
        found: The table's grid.
        positions: Where the columns that are read stand among the headers.
        letters: Their letters in the sheet.
        odd: Numbers of rows in which something but plain values stands, or that are merged.
        typed: Values of the cells that were read, by column and content.
    """

    view: View
    found: FoundGrid
    positions: Mapping[str, int]
    letters: Mapping[str, str]
    odd: frozenset[int]
    typed: dict[tuple[str, type, Raw], Typed]

    @classmethod
    def of(cls, view: View, found: FoundGrid, positions: Mapping[str, int]) -> Self:
        """Return what reads the rows of a table."""
        grid = found.grid
        read = {key: positions[key] for key in view.columns if key in positions}
        letters = {key: letter(grid.first_column + at) for key, at in read.items()}
        places = {grid.first_column + at for at in read.values()}
        marked = (*grid.formulas, *grid.errors, *grid.pictures, *grid.disguised)
        odd = {row for row, column in marked if column in places}
        return cls(view, found, read, letters, found.merged | odd, {})

    def rows(self, memory: ReviewMemory) -> list[ReviewRow]:
        """Read every row in which something stands in the columns that are looked at."""
        telling = [self.positions[key] for key in self.view.telling]
        read = list(self.positions.values())
        found: list[ReviewRow] = []
        for index, raws in enumerate(self.found.grid.rows):
            if not any(is_filled(raws[at]) for at in telling):
                continue
            if self.found.grid.first_row + index in self.odd:
                found.append(self.row(index, raws))
                continue
            key = (self.view, index, tuple([raws[at] for at in read]))
            row = memory.rows.get(key)
            if row is None:
                row = memory.rows[key] = self.row(index, raws)
            found.append(row)
        return found

    def row(self, index: int, raws: Sequence[Raw]) -> ReviewRow:
        """Read one row."""
        grid = self.found.grid
        number = grid.first_row + index
        values: dict[str, Cell] = {}
        problems: list[Problem] = []
        usable, odd = number not in self.found.merged, number in self.odd
        for key in self.view.needed:
            column = self.view.columns[key]
            result = self._typed(column, raws[self.positions[key]])
            if odd or (result.value is None and (not result.usable or key in self.view.bound)):
                value, findings = self._cell(column, index, raws)
            else:
                value, findings = result.value, result.findings
            values[key] = value
            if findings:
                usable = usable and not any(finding.is_error for finding in findings)
                problems += self._told(key, index, findings, str(values["staff_no"] or ""))
        for key in self.view.known:
            if key in self.positions:
                values[key] = self._known(key, raws)
        cells = {key: f"{self.letters[key]}{number}" for key in values}
        filled = any(self._filled(key, index, raws, odd=odd) for key in self.view.inputs)
        return ReviewRow(values, cells, filled, tuple(problems), usable, grid.place.sheet)

    def _told(
        self, key: str, index: int, findings: Sequence[CellFinding], number: str
    ) -> list[Problem]:
        """Return what was found in a cell, with its place."""
        if key == "digest" and findings[0].code == "meta-incomplete" and number:
            return [self._nothing_shown(index, number)]
        place = self.found.grid.at(self.positions[key], index)
        return [finding.at(place, self.view.columns[key]) for finding in findings]

    def _typed(self, column: Column, raw: Raw) -> Typed:
        """Return a cell's value; equal cells of a column are looked at once."""
        key = (column.key, raw.__class__, raw)
        result = self.typed.get(key)
        if result is None:
            result = self.typed[key] = typed(column, raw)
        return result

    def _known(self, key: str, raws: Sequence[Raw]) -> Cell:
        """Return what the workbook tells beside; what cannot be typed is told as it was written."""
        raw = raws[self.positions[key]]
        result = self._typed(self.view.columns[key], raw)
        return result.value if result.usable else f"?{raw}"

    def _nothing_shown(self, index: int, number: str) -> Problem:
        """Say whom a decision was made on whose content the workbook does not show."""
        place = self.found.grid.at(self.positions["decision"], index)
        reason = "この確認表に、確認できる申告がありません。"
        return Problem.of("not-confirmable", place, staff_no=number, reason=reason)

    def _filled(self, key: str, index: int, raws: Sequence[Raw], *, odd: bool) -> bool:
        """Whether an input holds anything; a formula, a picture or an error value counts."""
        return is_filled(raws[self.positions[key]]) or (odd and bool(self._mark(key, index)))

    def _cell(
        self, column: Column, index: int, raws: Sequence[Raw]
    ) -> tuple[Cell, Sequence[CellFinding]]:
        raw = raws[self.positions[column.key]]
        result = self._typed(column, raw)
        looks: tuple[CellFinding, ...] = ()
        odd = self.found.grid.first_row + index in self.odd
        if result.value is not None and not odd:
            return result.value, result.findings
        if odd:
            if mark := self._mark(column.key, index):
                return None, (CellFinding(mark),)
            looks = disguise(column, self._format(column.key, index), raw)
        if any(finding.is_error for finding in looks):
            return None, (*looks, *(f for f in result.findings if f.is_error))
        if result.value is None and result.usable and column.key in self.view.bound:
            gaps = {"key": column.header, "value": _BLANK}
            return None, (CellFinding("meta-incomplete", gaps),)
        return result.value, (*looks, *result.findings)

    def _format(self, key: str, index: int) -> str:
        """Return how a cell's number format disguises its value, "" if it does not."""
        grid = self.found.grid
        where = (grid.first_row + index, grid.first_column + self.positions[key])
        return grid.disguised.get(where, "")

    def _mark(self, key: str, index: int) -> str:
        """Return the code for a picture, an error value or a formula in a cell, "" if none."""
        grid = self.found.grid
        where = (grid.first_row + index, grid.first_column + self.positions[key])
        if where in grid.pictures:
            return picture_code(self.view.columns[key])
        if where in grid.errors:
            return "error-in-input"
        return "formula-in-input" if where in grid.formulas else ""
