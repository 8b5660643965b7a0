"""One review workbook → what the confirmer decided, with every problem's cell.

Nothing here raises, see `self_reports.py`. A person in whose cells something cannot be used has no
decision taken from the workbook: a line that was meant to be refused is never accepted by a slip.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.layout import meta
from ledger.layout.addresses import position
from ledger.layout.columns import Column
from ledger.layout.review import (
    HELP_SHEET,
    REVIEW_LINES,
    REVIEW_STEPS,
    REVIEW_WAITING,
    SECTION_SHEET,
    TOGETHER_REASON,
)
from ledger.layout.self_report import LINE_DECISION, LINE_REASON
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.altered_decisions import decision_gone
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.reports import Decided, LineAccepted, LineRejected, Review, StepReviewed
from ledger.model.terms import BookKind, LineDecision, Phase
from ledger.read.cells.cell import CellFinding
from ledger.read.grids import OpenBook
from ledger.read.outlying_values import filled_where
from ledger.read.reviews.decided import reckoned, shown_people
from ledger.read.reviews.rows import ReviewMemory, read_tables
from ledger.read.reviews.tables import (
    ReviewRow,
    ReviewTable,
    ReviewTables,
    first_error,
    plain_number,
)
from ledger.read.reviews.together import Asked, asked_in
from ledger.read.self_reports.report import Unreadable
from ledger.read.workbooks import open_book


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
    except Refusal as refused:  # a sheet that the parser does not take
        return Unreadable(name, sha256, refused.problem)


def review_of(
    book: OpenBook,
    sha256: str = "",
    memory: ReviewMemory | None = None,
    *,
    reckons: bool = True,
) -> Review | Unreadable:
    """Read the decisions out of an opened workbook; see `read_review`.

    Args:
        book: The workbook.
        sha256: Digest of its bytes.
        memory: What was read of it before, and is added to.
        reckons: Whether the 決定照合値 of the decisions is reckoned.
    """
    problem = book.kind_problem(BookKind.REVIEW) or _meta_problem(book)
    if problem:
        return Unreadable(book.name, sha256, problem, book.meta().get(meta.KIND, ""))
    tables = read_tables(book, memory)
    if isinstance(tables, Problem):
        return Unreadable(book.name, sha256, tables, BookKind.REVIEW)
    review = _of_tables(book, sha256, tables)
    if not reckons:
        return review
    return review._replace(decisions=tuple(reckoned(review, one) for one in review.decisions))


def _meta_problem(book: OpenBook) -> Problem | None:
    """Say what the workbook does not tell of itself, if anything."""
    own = book.meta()
    layout = own.get(meta.REVIEW_LAYOUT, meta.TWO_BLOCKS)
    if layout != meta.TWO_BLOCKS:
        said = {"expected": meta.TWO_BLOCKS, "found": layout}
        return Problem.of("wrong-version", Place(file=book.name), **said)
    for key, usable in (
        (meta.YEAR, str.isdecimal),
        (meta.PHASE, tuple(Phase).__contains__),
        (meta.CONFIRMER_NO, bool),
    ):
        if not usable(own.get(key, "")):
            place = Place(file=book.name)
            return Problem.of("meta-incomplete", place, key=key, value=own.get(key) or "空")
    return None


def _of_tables(book: OpenBook, sha256: str, tables: ReviewTables) -> Review:
    own = book.meta()
    people, lines, steps = tables
    asked = asked_in(book)
    decided_lines = _lines(lines, LINE_DECISION.key, LINE_REASON.key, book)
    decided_steps = _lines(steps, "reviewed_step", "reason", book)
    unusable = _unusable(people, {**decided_steps.broken, **decided_lines.broken})
    rejections, acceptances = _line_decisions(book.name, decided_lines.usable)
    clear = [row for row in people.rows if row.usable and row.text("staff_no") not in unusable]
    undated = tuple(row for row in clear if asked.is_undated(row))
    return Review(
        file=book.name,
        sha256=sha256,
        fiscal_year=int(own[meta.YEAR]),
        phase=own[meta.PHASE],
        confirmer_no=own[meta.CONFIRMER_NO],
        decisions=tuple(
            _decided(row, own[meta.CONFIRMER_NO], asked, book.name)
            for row in clear
            if asked.decision(row) is not None
        ),
        rejections=rejections,
        step_reviews=tuple(_step(row, book.name) for row in decided_steps.usable),
        problems=_once(
            *(*asked.problems, *people.problems, *_without_decision(book, people, asked)),
            *(asked.undated(book, len(undated)) if undated else ()),
            *_strays(book, tables),
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
        undated=tuple(row.text("staff_no") for row in undated),
    )


def _once(*problems: Problem) -> tuple[Problem, ...]:
    """Return each problem once: what is odd about 見る人 is seen with its people and its lines."""
    return tuple(dict.fromkeys(problems))


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


def _lines(table: ReviewTable, decision: str, reason: str, book: OpenBook) -> _LineDecisions:
    """Sort the filled rows of 明細 or Step; a reason without a decision may mean either."""
    filled = [row for row in table.rows if row.filled]
    unclear = [row for row in filled if row.usable and row.values[decision] is None]
    column = (REVIEW_LINES if decision == LINE_DECISION.key else REVIEW_STEPS).column(decision)
    problems = tuple(_empty(book, row, column) for row in unclear if row.values[reason] is not None)
    usable = tuple(row for row in filled if row.usable and row.values[decision] is not None)
    broken: dict[str, Problem] = {}
    for row in filled:
        if not row.usable or row in unclear:
            said = first_error((*row.problems, *table.problems))
            wrong = said or _empty(book, row, column)
            broken.setdefault(plain_number(row.text("staff_no")), wrong)
    return _LineDecisions(usable, broken, problems)


def _empty(book: OpenBook, row: ReviewRow, column: Column) -> Problem:
    return CellFinding("value-missing").at(book.place(row.sheet, row.cells[column.key]), column)


def _without_decision(book: OpenBook, people: ReviewTable, asked: Asked) -> list[Problem]:
    """Tell of people whose reason or 確認日 stands there without a 判定, or who had one."""
    found = []
    for row in people.rows:
        place = book.place(row.sheet, row.cells["decision"])
        if not row.usable or row.values["decision"] is not None or asked.speaks_for(row):
            continue
        if row.text(DECISION_DIGEST.key):
            found.append(decision_gone(row.text("staff_no"), place))
        elif row.filled:
            found.append(Problem.of("decision-missing", place))
    return found


def _strays(book: OpenBook, tables: Sequence[ReviewTable]) -> Iterator[Problem]:
    """Tell what stands right of the tables, and on sheets that are none of ours."""
    last: dict[str, int] = {}
    for table in tables:
        for sheet, column in table.last_columns.items():
            last[sheet] = max(column, last.get(sheet, 0))
    for sheet in book.package.sheets:
        if sheet in last:
            cells = [*_beside_waiting(book, sheet), *_right_of(book, sheet, last[sheet])]
            if cells:
                place = book.place(sheet, cells[0])
                yield Problem.of("value-far", place, sheet=sheet, cells=cells_said(cells))
        elif not sheet.startswith((HELP_SHEET, SECTION_SHEET, "_")):
            count = len(book.filled(sheet))
            if count:
                yield Problem.of("sheet-extra", book.place(sheet), sheet=sheet, count=count)


def _beside_waiting(book: OpenBook, sheet: str) -> list[str]:
    """Return what stands beside and below 申告を待っている人, where nothing is filled in."""
    found = book.package.tables.get(REVIEW_WAITING.key)
    if found is None or found.sheet != sheet:
        return []
    (top, _), (bottom, right) = (position(one) for one in found.ref.split(":"))
    formulas = book.package.formulas.get(sheet, ())
    return filled_where(
        book.filled(sheet),
        formulas,
        lambda line, column, _raw: line >= top and (column > right or line > bottom),
    )


def _right_of(book: OpenBook, sheet: str, last: int) -> list[str]:
    right = [cell for cell in book.filled(sheet) if cell[1] > last]
    return filled_where(right, book.package.formulas.get(sheet, ()), lambda *_: True)


def _decided(row: ReviewRow, confirmer: str, asked: Asked, file: str) -> Decided:
    together = asked.speaks_for(row)
    return Decided(
        staff_no=row.text("staff_no"),
        phase=row.text("phase"),
        issue_no=row.text("issue_no"),
        decision=asked.decision(row) or "",
        confirmer_no=confirmer,
        confirmed_on=asked.day_of(row),
        digest=row.text("digest"),
        reason=TOGETHER_REASON if together else row.text("reason") or None,
        cell=row.cells["decision"],
        file=file,
        recorded=row.text(DECISION_DIGEST.key),
        together=together,
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
            own = (row.text("staff_no"), row.text("table"), number)
            sheet = "" if row.sheet == REVIEW_LINES.sheet else row.sheet
            rejected.append(LineRejected(*own, reason, cell, file, sheet))
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
