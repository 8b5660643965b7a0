"""What was read of the tables of a review workbook, row by row."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.model.folding import number_key
from ledger.model.problems import Problem, Severity


class ReviewRow(NamedTuple):
    """One row of the workbook.

    Attributes:
        values: Typed values of the bound and the input columns; None if blank or not usable.
        cells: Their addresses.
        filled: Whether an input holds anything.
        problems: What was found in the row; looked at only where an input is filled.
        usable: Whether every one of these cells can be used.
        sheet: The sheet it stands on.
    """

    values: Mapping[str, Cell]
    cells: Mapping[str, str]
    filled: bool
    problems: tuple[Problem, ...]
    usable: bool
    sheet: str = ""

    def text(self, key: str) -> str:
        """Return a value as text, "" if there is none."""
        value = self.values.get(key)
        return "" if value is None else str(value)


class ReviewTable(NamedTuple):
    """One table of the workbook.

    Attributes:
        last_columns: The last column of each sheet that it stands on, from 0.
        rows: Its rows, without those that are blank.
        problems: What was found in it, that of its filled rows included.
    """

    last_columns: Mapping[str, int]
    rows: tuple[ReviewRow, ...]
    problems: tuple[Problem, ...]


class ReviewTables(NamedTuple):
    """The tables of a workbook: people, lines and Steps, each from wherever they stand."""

    people: ReviewTable
    lines: ReviewTable
    steps: ReviewTable


def plain_number(staff_no: str) -> str:
    """Return a staff number without leading zeros: how rows of one person are put together."""
    return number_key(staff_no) if staff_no else ""


def first_error(problems: Sequence[Problem]) -> Problem | None:
    """Return the first error among problems, if there is one."""
    return next((one for one in problems if one.severity is Severity.ERROR), None)
