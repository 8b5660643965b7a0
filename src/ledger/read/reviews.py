"""One review workbook → what the confirmer decided, with every problem's cell.

Nothing here raises, see `self_reports.py`. A person in whose cells something cannot be used has no
decision taken from the workbook: a line that was meant to be refused is never accepted by a slip.
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from python_calamine import CalamineError

from ledger.judge.consolidation.decision_faults import decision_gone
from ledger.layout import meta
from ledger.layout.columns import Column
from ledger.layout.review import COMMON_DAY, HELP_SHEET, REVIEW, REVIEW_LINES, REVIEW_STEPS
from ledger.layout.self_report import LINE_DECISION, LINE_REASON
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.cell_ranges import cells_said
from ledger.model.plain_words import plainly
from ledger.model.problems import Place, Problem
from ledger.model.reports import Decided, LineAccepted, LineRejected, Review, StepReviewed
from ledger.model.terms import BookKind, LineDecision, Phase
from ledger.read.cells import CellFinding
from ledger.read.file_kinds import no_workbook
from ledger.read.frames import is_filled
from ledger.read.grids import OpenBook, open_book
from ledger.read.outlying_values import filled_where
from ledger.read.reviews_decided import reckoned, shown_people
from ledger.read.reviews_rows import (
    ReviewRow,
    ReviewTable,
    first_error,
    plain_number,
    read_table,
)
from ledger.read.self_reports import Unreadable
from ledger.read.self_reports_fields import day_of, read_field


class _LineDecisions(NamedTuple):
    """What the rows below one person's say: usable rows, whose others are, and what is wrong."""

    usable: tuple[ReviewRow, ...]
    broken: Mapping[str, Problem]
    problems: tuple[Problem, ...]


def read_review(data: bytes, name: str) -> Review | Unreadable:
    """Read one review workbook.

    Args:
        data: The file's bytes.
        name: Its name, for problems and for 元ファイル.

    Returns:
        The decisions, with the problems inside; or why there are none: not readable, of another
        kind or schema version, without one of its tables, or not saying whose it is.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    try:
        book, problems = open_book(data, name)
        if book is None:
            return Unreadable(name, sha256, problems[0])
        return review_of(book, sha256)
    except CalamineError as error:
        problem = no_workbook(Place(file=name), plainly(error))
        return Unreadable(name, sha256, problem)


def review_of(book: OpenBook, sha256: str = "") -> Review | Unreadable:
    """Read the decisions out of an opened workbook; see `read_review`."""
    problem = book.kind_problem(BookKind.REVIEW) or _meta_problem(book)
    if problem:
        return Unreadable(book.name, sha256, problem, book.meta().get(meta.KIND, ""))
    return _review(book, sha256)


def _meta_problem(book: OpenBook) -> Problem | None:
    """Say what the workbook does not tell of itself, if anything."""
    own = book.meta()
    for key, usable in (
        (meta.YEAR, str.isdecimal),
        (meta.PHASE, tuple(Phase).__contains__),
        (meta.CONFIRMER_NO, bool),
    ):
        if not usable(own.get(key, "")):
            place = Place(file=book.name)
            return Problem.of("meta-incomplete", place, key=key, value=own.get(key) or "空")
    return None


def _review(book: OpenBook, sha256: str) -> Review | Unreadable:
    tables: list[ReviewTable] = []
    for table in (REVIEW, REVIEW_LINES, REVIEW_STEPS):
        read = read_table(book, table)
        if isinstance(read, Problem):
            return Unreadable(book.name, sha256, read, BookKind.REVIEW)
        tables.append(read)
    return _of_tables(book, sha256, *tables)


def _of_tables(
    book: OpenBook, sha256: str, people: ReviewTable, lines: ReviewTable, steps: ReviewTable
) -> Review:
    own = book.meta()
    common = read_field(book, COMMON_DAY, REVIEW.title)
    decided_lines = _lines(book, lines, LINE_DECISION.key, LINE_REASON.key)
    decided_steps = _lines(book, steps, "reviewed_step", "reason")
    unusable = _unusable(people, {**decided_steps.broken, **decided_lines.broken})
    rejections, acceptances = _line_decisions(book.name, decided_lines.usable)
    made = Review(
        file=book.name,
        sha256=sha256,
        fiscal_year=int(own[meta.YEAR]),
        phase=own[meta.PHASE],
        confirmer_no=own[meta.CONFIRMER_NO],
        decisions=tuple(
            _decided(row, own[meta.CONFIRMER_NO], day_of(common), book.name)
            for row in people.rows
            if row.values["decision"] is not None
            and row.usable
            and row.text("staff_no") not in unusable
        ),
        rejections=rejections,
        step_reviews=tuple(_step(row, book.name) for row in decided_steps.usable),
        problems=(
            *(*common.problems, *people.problems, *_without_decision(book, people)),
            *_strays(book, (people, lines, steps)),
            *(*lines.problems, *decided_lines.problems),
            *(*steps.problems, *decided_steps.problems),
        ),
        acceptances=acceptances,
        shown={
            row.text("staff_no"): row.text("digest")
            for row in people.rows
            if row.text("staff_no") and row.text("digest")
        },
        people=shown_people(people, lines, steps),
        unusable=unusable,
    )
    return made._replace(decisions=tuple(reckoned(made, one) for one in made.decisions))


def _unusable(people: ReviewTable, broken: Mapping[str, Problem]) -> dict[str, Problem]:
    """Return the people whose decision cannot be used: something in their cells is wrong.

    A line of nobody knows whom may be anybody's.
    """
    found: dict[str, Problem] = {}
    for row in people.rows:
        number = row.text("staff_no")
        said = (*row.problems, *people.problems)
        own = first_error(said) if row.filled and not row.usable else None
        wrong = own or broken.get(plain_number(number)) or broken.get("")
        if wrong is not None:
            found[number] = wrong
    return found


def _lines(book: OpenBook, table: ReviewTable, decision: str, reason: str) -> _LineDecisions:
    """Sort the filled rows of 明細 or Step; a reason without a decision may mean either."""
    filled = [row for row in table.rows if row.filled]
    unclear = [row for row in filled if row.usable and row.values[decision] is None]
    column = (REVIEW_LINES if decision == LINE_DECISION.key else REVIEW_STEPS).column(decision)
    problems = tuple(
        _empty(book, table, row, column) for row in unclear if row.values[reason] is not None
    )
    usable = tuple(row for row in filled if row.usable and row.values[decision] is not None)
    broken: dict[str, Problem] = {}
    for row in filled:
        if not row.usable or row in unclear:
            said = first_error((*row.problems, *table.problems))
            wrong = said or _empty(book, table, row, column)
            broken.setdefault(plain_number(row.text("staff_no")), wrong)
    return _LineDecisions(usable, broken, problems)


def _empty(book: OpenBook, table: ReviewTable, row: ReviewRow, column: Column) -> Problem:
    return CellFinding("value-missing").at(book.place(table.sheet, row.cells[column.key]), column)


def _without_decision(book: OpenBook, people: ReviewTable) -> list[Problem]:
    """Tell of people whose reason or 確認日 stands there without a 判定, or who had one."""
    found = []
    for row in people.rows:
        place = book.place(people.sheet, row.cells["decision"])
        if not row.usable or row.values["decision"] is not None:
            continue
        if row.text(DECISION_DIGEST.key):
            found.append(decision_gone(row.text("staff_no"), place))
        elif row.filled:
            found.append(Problem.of("decision-missing", place))
    return found


def _strays(book: OpenBook, tables: Sequence[ReviewTable]) -> Iterator[Problem]:
    """Tell what stands right of the tables, and on sheets that are none of ours."""
    framed = {table.sheet: table.frame for table in tables}
    for sheet in book.package.sheets:
        if sheet in framed:
            cells = _right_of(book, sheet, framed[sheet].right)
            if cells:
                place = book.place(sheet, cells[0])
                yield Problem.of("value-far", place, sheet=sheet, cells=cells_said(cells))
        elif sheet != HELP_SHEET and not sheet.startswith("_"):
            count = sum(is_filled(raw) for row in book.rows(sheet) for raw in row)
            if count:
                yield Problem.of("sheet-extra", book.place(sheet), sheet=sheet, count=count)


def _right_of(book: OpenBook, sheet: str, last: int) -> list[str]:
    formulas = book.package.formulas.get(sheet, ())
    return filled_where(book.rows(sheet), formulas, lambda _line, column, _raw: column > last)


def _decided(row: ReviewRow, confirmer: str, day: dt.date | None, file: str) -> Decided:
    own = row.values["confirmed_on"]
    return Decided(
        staff_no=row.text("staff_no"),
        phase=row.text("phase"),
        issue_no=row.text("issue_no"),
        decision=row.text("decision"),
        confirmer_no=confirmer,
        confirmed_on=own if isinstance(own, dt.date) else day,
        digest=row.text("digest"),
        reason=row.text("reason") or None,
        cell=row.cells["decision"],
        file=file,
        recorded=row.text(DECISION_DIGEST.key),
    )


def _line_decisions(
    file: str, rows: Sequence[ReviewRow]
) -> tuple[tuple[LineRejected, ...], tuple[LineAccepted, ...]]:
    rejected: list[LineRejected] = []
    accepted: list[LineAccepted] = []
    for row in rows:
        number = int(row.text("number"))
        if row.values[LINE_DECISION.key] == LineDecision.REJECT:
            reason = row.text(LINE_REASON.key) or None
            cell = row.cells[LINE_DECISION.key]
            rejected.append(
                LineRejected(row.text("staff_no"), row.text("table"), number, reason, cell, file)
            )
        else:
            accepted.append(LineAccepted(row.text("staff_no"), row.text("table"), number))
    return tuple(rejected), tuple(accepted)


def _step(row: ReviewRow, file: str) -> StepReviewed:
    return StepReviewed(
        staff_no=row.text("staff_no"),
        persona_code=row.text("persona_code"),
        tool_code=row.text("tool_code") or None,
        step=int(row.text("reviewed_step")),
        reason=row.text("reason") or None,
        cell=row.cells["reviewed_step"],
        file=file,
    )
