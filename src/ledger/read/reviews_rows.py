"""The rows of one table of a review workbook: what the confirmer wrote, and on what."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell, Column, Table
from ledger.layout.review import INPUTS, REVIEW, REVIEW_LINES, REVIEW_STEPS
from ledger.model.folding import number_key
from ledger.model.problems import Problem, Severity
from ledger.read.cells import CellFinding, Raw, disguise, typed
from ledger.read.frames import find_columns, is_filled, picture_code
from ledger.read.grids import FoundGrid, Frame, OpenBook

_BOUND = {
    REVIEW.key: ("staff_no", "issue_no", "phase", "digest"),
    REVIEW_LINES.key: ("staff_no", "table", "number"),
    REVIEW_STEPS.key: ("staff_no", "persona_code"),
}
"""What binds a row's inputs to the content that the confirmer saw; without it they are not used."""
_KNOWN = {
    REVIEW.key: ("state", "submitted_on", "decision_digest"),
    REVIEW_STEPS.key: ("offered",),
}
"""What is read beside that where the workbook has it; one from an earlier version has not."""
_BLANK = "空"


class ReviewRow(NamedTuple):
    """One row of the workbook.

    Attributes:
        values: Typed values of the bound and the input columns; None if blank or not usable.
        cells: Their addresses.
        filled: Whether an input holds anything.
        problems: What was found in the row; looked at only where an input is filled.
        usable: Whether every one of these cells can be used.
    """

    values: Mapping[str, Cell]
    cells: Mapping[str, str]
    filled: bool
    problems: tuple[Problem, ...]
    usable: bool

    def text(self, key: str) -> str:
        """Return a value as text, "" if there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


class ReviewTable(NamedTuple):
    """One table of the workbook.

    Attributes:
        sheet: The sheet it stands on.
        frame: Where on it.
        rows: Its rows, without those that are blank.
        problems: What was found in it, that of its filled rows included.
    """

    sheet: str
    frame: Frame
    rows: tuple[ReviewRow, ...]
    problems: tuple[Problem, ...]


def read_table(book: OpenBook, table: Table) -> ReviewTable | Problem:
    """Read one table of a review workbook.

    Args:
        book: The opened workbook.
        table: One of `layout.review.TABLES`.

    Returns:
        The table; or why it cannot be used: it is gone, or a header of a needed column is.
    """
    found = book.grid(table)
    if found is None:
        return Problem.of("table-missing", book.place(table.title), table=table.title)
    grid = found.grid
    columns = find_columns(_strict(table), grid.headers, grid.place)
    if not columns.usable:
        return next(p for p in columns.problems if p.severity is Severity.ERROR)
    reader = _TableReader(table, found, columns.positions)
    rows = [reader.row(index, raws) for index, raws in enumerate(grid.rows) if reader.seen(raws)]
    told = [problem for row in rows if row.filled for problem in row.problems]
    return ReviewTable(
        grid.place.sheet, found.frame, tuple(rows), (*found.problems, *columns.problems, *told)
    )


def _needed(table: Table) -> tuple[str, ...]:
    extra = ("tool_code",) if table.key == REVIEW_STEPS.key else ()
    return (*_BOUND[table.key], *extra, *INPUTS[table.key])


def _strict(table: Table) -> Table:
    """Return the table with a required header for every column that is read, and for no other."""
    needed = _needed(table)
    columns = tuple(column.but(required=column.key in needed) for column in table.columns)
    return table.model_copy(update={"columns": columns})


class _TableReader(NamedTuple):
    """What the rows of one table have in common."""

    table: Table
    found: FoundGrid
    positions: Mapping[str, int]

    def seen(self, raws: Sequence[Raw]) -> bool:
        """Whether anything stands in the columns that are read."""
        return any(is_filled(raws[self.positions[key]]) for key in _needed(self.table))

    def row(self, index: int, raws: Sequence[Raw]) -> ReviewRow:
        """Read one row."""
        grid = self.found.grid
        values: dict[str, Cell] = {}
        problems: list[Problem] = []
        usable = grid.first_row + index not in self.found.merged
        for key in _needed(self.table):
            column = self.table.column(key).but(required=False)
            value, findings = self._cell(column, index, raws)
            values[key] = value
            usable = usable and not any(finding.is_error for finding in findings)
            place = grid.at(self.positions[key], index)
            unseen = key == "digest" and findings and findings[0].code == "meta-incomplete"
            if unseen and self.table.key == REVIEW.key and values["staff_no"]:
                problems.append(self._nothing_shown(index, str(values["staff_no"])))
            else:
                problems += [finding.at(place, column) for finding in findings]
        values |= {key: self._known(key, raws) for key in self._known_keys()}
        cells = {key: grid.address(self.positions[key], index) for key in values}
        filled = any(self._filled(key, index, raws) for key in INPUTS[self.table.key])
        return ReviewRow(values, cells, filled, tuple(problems), usable)

    def _known_keys(self) -> tuple[str, ...]:
        return tuple(key for key in _KNOWN.get(self.table.key, ()) if key in self.positions)

    def _known(self, key: str, raws: Sequence[Raw]) -> Cell:
        """Return what the workbook tells beside; what cannot be typed is told as it was written."""
        raw = raws[self.positions[key]]
        result = typed(self.table.column(key).but(required=False), raw)
        return result.value if result.usable else f"?{raw}"

    def _nothing_shown(self, index: int, number: str) -> Problem:
        """Say whom a decision was made on whose content the workbook does not show."""
        place = self.found.grid.at(self.positions["decision"], index)
        reason = "この確認表に、確認できる申告がありません。"
        return Problem.of("not-confirmable", place, staff_no=number, reason=reason)

    def _filled(self, key: str, index: int, raws: Sequence[Raw]) -> bool:
        """Whether an input holds anything; a formula, a picture or an error value counts."""
        return is_filled(raws[self.positions[key]]) or bool(self._mark(key, index))

    def _cell(
        self, column: Column, index: int, raws: Sequence[Raw]
    ) -> tuple[Cell, Sequence[CellFinding]]:
        if mark := self._mark(column.key, index):
            return None, (CellFinding(mark),)
        raw = raws[self.positions[column.key]]
        looks = disguise(column, self._format(column.key, index), raw)
        result = typed(column, raw)
        if any(finding.is_error for finding in looks):
            return None, (*looks, *(f for f in result.findings if f.is_error))
        if result.value is None and result.usable and column.key in _BOUND[self.table.key]:
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
            return picture_code(self.table.column(key).but(required=False))
        if where in grid.errors:
            return "error-in-input"
        return "formula-in-input" if where in grid.formulas else ""


def plain_number(staff_no: str) -> str:
    """Return a staff number without leading zeros: how rows of one person are put together."""
    return number_key(staff_no) if staff_no else ""


def first_error(problems: Sequence[Problem]) -> Problem | None:
    """Return the first error among problems, if there is one."""
    return next((one for one in problems if one.severity is Severity.ERROR), None)
