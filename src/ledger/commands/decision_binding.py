"""Binding a decision: what is to be written is read as it will stand, and held against the rule.

The 決定照合値 is reckoned by the readers themselves, over the book as it will be; so nothing can
stand in it that consolidation reads in another way.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

from ledger.commands.decision_checks import faults_in_review, faults_on_form
from ledger.layout.columns import Cell
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.model.reports import Decided, Review, SelfReport
from ledger.read.grids import OpenBook, SheetCell
from ledger.read.overlay import overlaid
from ledger.read.reviews.review import review_of
from ledger.read.reviews.rows import ReviewMemory
from ledger.read.self_reports.report import self_report_of

BoundMarks: TypeAlias = dict[str, dict[str, Cell]]
_UNSIGNED = "?"
"""Stands where a 決定照合値 will stand, so that the readers know that there will be one."""


def put(marks: BoundMarks, at: SheetCell, value: Cell) -> None:
    """Set a cell among marks."""
    marks.setdefault(at[0], {})[at[1]] = value


def bound_form(
    book: OpenBook, marks: BoundMarks, at: SheetCell | None, today: dt.date | None
) -> BoundMarks:
    """Return the marks of a self-report with the 決定照合値 of what they make it say.

    Args:
        book: The form as it stands.
        marks: What is to be set.
        at: The cell of 決定照合値; None on a form of an earlier version.
        today: The day of the run.

    Raises:
        Refusal: Consolidation would not use the decision.
    """
    made = _joined(marks)
    if at is not None:
        put(made, at, _UNSIGNED)
    seen = _form_with(book, made)
    if seen.decided is None:
        raise Refusal(_error_of(seen.problems, book.name))
    if at is not None:
        put(made, at, seen.decided.reckoned)
        seen = seen._replace(decided=_signed(seen.decided))
    _refuse(faults_on_form(seen, today))
    return made


def bound_review(
    book: OpenBook,
    marks: BoundMarks,
    cells: Mapping[str, SheetCell | None],
    today: dt.date | None,
    memory: ReviewMemory,
) -> tuple[BoundMarks, tuple[Problem, ...]]:
    """Return the marks of a review workbook with the 決定照合値 of everybody decided on.

    Args:
        book: The workbook as it stands.
        marks: What is to be set.
        cells: The cell of 決定照合値 by person decided on; None in one of an earlier version.
        today: The day of the run.
        memory: What was read of the workbook already.

    Returns:
        The marks, and what is wrong with the decisions on other people.

    Raises:
        Refusal: Consolidation would not use one of the decisions.
    """
    made = _joined(marks)
    for cell in filter(None, cells.values()):
        put(made, cell, _UNSIGNED)
    seen = _review_with(book, made, memory)
    decided = {one.staff_no: one for one in seen.decisions}
    for number, at in cells.items():
        if number not in decided:
            raise Refusal(seen.unusable.get(number) or _error_of(seen.problems, book.name))
        if at is not None:
            put(made, at, decided[number].reckoned)
    written = [decided[number] for number, at in cells.items() if at is not None]
    seen = seen._replace(
        decisions=tuple(_signed(one) if one in written else one for one in seen.decisions)
    )
    _refuse(faults_in_review(seen, today, cells))
    others = [number for number in seen.people if number not in cells]
    told = (*seen.problems, *faults_in_review(seen, today, others))
    return made, tuple(one for one in told if one.code != "decision-missing")


def _signed(decided: Decided) -> Decided:
    """Return a decision as it will be read once its 決定照合値 stands where `_UNSIGNED` does."""
    return decided._replace(recorded=decided.reckoned)


def _refuse(faults: tuple[Problem, ...]) -> None:
    wrong = next((one for one in faults if one.severity is Severity.ERROR), None)
    if wrong is not None:
        raise Refusal(wrong)


def _joined(marks: BoundMarks) -> BoundMarks:
    return {sheet: dict(cells) for sheet, cells in marks.items()}


def _form_with(book: OpenBook, marks: BoundMarks) -> SelfReport:
    seen = self_report_of(overlaid(book, marks))
    if isinstance(seen, SelfReport):
        return seen
    raise Refusal(seen.problem)


def _review_with(book: OpenBook, marks: BoundMarks, memory: ReviewMemory) -> Review:
    seen = review_of(overlaid(book, marks), memory=memory)
    if isinstance(seen, Review):
        return seen
    raise Refusal(seen.problem)


def _error_of(problems: tuple[Problem, ...], name: str) -> Problem:
    """Return the first error; a decision cannot be read without one."""
    errors = (one for one in problems if one.severity is Severity.ERROR)
    return next(errors, Problem.of("decision-missing", Place(file=name)))
