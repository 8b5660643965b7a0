"""判定 on one self-report, or on a confirmer's review workbook."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ledger.book.protocol import Form
from ledger.commands.decision_binding import BoundMarks, bound_form, bound_review, put
from ledger.commands.decision_options import Rejected, StepWish
from ledger.commands.people import perhaps_meant
from ledger.commands.plan import Plan
from ledger.layout.columns import Cell
from ledger.layout.review import TOGETHER_REASON
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.folding import number_key
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.reports import Review, SelfReport
from ledger.model.terms import BookKind, Decision, LineDecision, ReportState
from ledger.read.grids import OpenBook
from ledger.read.reviews.cells import ReviewCells, review_cells
from ledger.read.reviews.review import review_of
from ledger.read.reviews.rows import ReviewMemory
from ledger.read.self_reports.cells import form_cells
from ledger.read.self_reports.report import Unreadable, self_report_of
from ledger.read.step_reviews import joined


class WantedDecision(NamedTuple):
    """What a confirmer decides.

    Attributes:
        decision: 確認 or 差戻し.
        by: 職員番号 of the confirmer.
        on: 確認日.
        staff: Whom it concerns; everybody still undecided in a review workbook if empty.
        reason: Required for 差戻し.
        rejections: Lines that are not accepted.
        steps: Steps that are set otherwise than the rule.
        keep: Leave the reason and 確認日 of people whom a review workbook has marked already.
        today: The day of the run; 確認日 may not lie after it.
    """

    decision: Decision
    by: str
    on: dt.date
    staff: tuple[str, ...] = ()
    reason: str | None = None
    rejections: tuple[Rejected, ...] = ()
    steps: tuple[StepWish, ...] = ()
    keep: bool = False
    today: dt.date | None = None


class _Decided(NamedTuple):
    """Who is decided on, who is left as they are, the cells to set, and what else was found."""

    people: tuple[str, ...]
    left: tuple[str, ...]
    marks: BoundMarks
    said: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def decide(form: Form, wish: WantedDecision, operation: str) -> Plan:
    """Plan to write a decision into a workbook.

    Args:
        form: A review workbook or a self-report.
        wish: The decision.
        operation: The verb.

    Raises:
        Refusal: The file is neither, or names nobody and no line of what was asked for; nobody is
            said to decide, or the person themselves; or consolidation would not use the decision.
    """
    if not wish.by.strip():
        raise Refusal.of("option-blank", Place(file=form.name), option="--by")
    book = form.opened()
    report = self_report_of(book)
    if isinstance(report, SelfReport):
        done = _on_form(book, report, wish)
    elif report.kind == BookKind.REVIEW:
        memory = ReviewMemory()
        review = review_of(book, memory=memory, reckons=False)
        if isinstance(review, Unreadable):
            raise Refusal(review.problem)
        done = _on_review(book, review, wish, memory)
    else:
        raise Refusal(report.problem)
    left = f"不備のある {len(done.left)} 名は、そのままにします: {'、'.join(done.left)}"
    return Plan(
        operation=operation,
        summary=(
            f"「{form.name}」で {len(done.people)} 名を「{wish.decision}」にします。",
            *([left] if done.left else ()),
            *done.said,
        ),
        problems=done.problems,
        marks=done.marks,
        counts={
            "people": len(done.people),
            "staff": list(done.people),
            "left": list(done.left),
            "decision": wish.decision.value,
            "rejected_lines": len(wish.rejections),
            "steps": len(wish.steps),
        },
        next_step="保存して、人事に渡してください。",
    )


def _on_form(book: OpenBook, report: SelfReport, wish: WantedDecision) -> _Decided:
    """Mark a self-report; the content that was seen is the content of this file."""
    place = Place(file=report.file)
    wish = _with_zeros(wish, (report.staff_no,))
    _refuse_self(wish, report.staff_no, place)
    if foreign := [number for number in wish.staff if number != report.staff_no]:
        raise Refusal.of("person-not-here", place, staff_no=foreign[0], name=report.file)
    if other := [step for step in wish.steps if step.staff_no not in {None, report.staff_no}]:
        raise Refusal.of("person-not-here", place, staff_no=other[0].staff_no, name=report.file)
    cells = form_cells(book)
    values: dict[str, Cell] = {
        "decision": wish.decision.value,
        "confirmer_no": wish.by,
        "confirmed_on": wish.on,
        "decision_reason": wish.reason,
        "step_reviews": joined(tuple(step.what for step in wish.steps)),
        "digest": report.digest,
    }
    needed = (*values, DECISION_DIGEST.key) if wish.steps else tuple(values)
    if lost := [key for key in needed if key not in cells.fields]:
        raise Refusal.of("table-missing", place, table=lost[0])
    marks: BoundMarks = {}
    for key, value in values.items():
        put(marks, cells.fields[key], value)
    filled = {(row.table, row.number) for row in report.rows}
    for line in wish.rejections:
        own = (line.table, line.number)
        if line.staff_no not in {None, report.staff_no} or own not in filled:
            raise _no_line(report.file, report.staff_no, line)
        decision, reason = cells.lines[own]
        put(marks, decision, LineDecision.REJECT.value)
        put(marks, reason, line.reason)
    marks = bound_form(book, marks, cells.fields.get(DECISION_DIGEST.key), wish.today)
    said = _typed_before(report) if not wish.steps else ()
    return _Decided((report.staff_no,), (), marks, said)


def _typed_before(report: SelfReport) -> tuple[str, ...]:
    if not report.step_reviews:
        return ()
    return (
        "申告書に書かれていた上長判定は消します。使うなら、確認表の「Step」に記入してください。",
    )


def _with_zeros(
    wish: WantedDecision, numbers: Iterable[str], confirmers: Iterable[str] = ()
) -> WantedDecision:
    """Return the wish with every number written in full that lost its zeros (W44)."""
    known = tuple(numbers)

    def full(number: str | None) -> str | None:
        return None if number is None else perhaps_meant(number, known)

    return wish._replace(
        by=perhaps_meant(wish.by, confirmers),
        staff=tuple(perhaps_meant(number, known) for number in wish.staff),
        rejections=tuple(line._replace(staff_no=full(line.staff_no)) for line in wish.rejections),
        steps=tuple(step._replace(staff_no=full(step.staff_no)) for step in wish.steps),
    )


def _refuse_self(wish: WantedDecision, staff_no: str, place: Place) -> None:
    if number_key(wish.by) == number_key(staff_no):
        raise Refusal.of("self-confirmation", place, staff_no=staff_no)


def _on_review(
    book: OpenBook, review: Review, wish: WantedDecision, memory: ReviewMemory
) -> _Decided:
    """Mark a review workbook: the person's line, the lines of 明細, the Steps."""
    cells = review_cells(book, memory)
    wish = _with_zeros(wish, cells.people, (review.confirmer_no,))
    if wish.by != review.confirmer_no:
        raise Refusal.of(
            "not-confirmer",
            Place(file=review.file),
            staff_no=wish.staff[0] if wish.staff else "全員",
            expected=review.confirmer_no,
            found=wish.by,
        )
    people, left = _meant_people(review, cells, wish)
    marks: BoundMarks = {}
    for number in people:
        _mark_person(marks, review, cells, wish, number)
    _mark_lines(marks, review, cells, wish, people)
    digests = {number: cells.digests.get(number) for number in people}
    marks, told = bound_review(book, marks, digests, wish.today, memory)
    return _Decided(people, left, marks, problems=told)


def _mark_person(
    marks: BoundMarks, review: Review, cells: ReviewCells, wish: WantedDecision, number: str
) -> None:
    """Mark a person's line; まとめて確認 becomes a 判定 of their own, with its reason."""
    place = Place(file=review.file)
    own = cells.people.get(number)
    if own is None:
        raise Refusal.of("person-not-here", place, staff_no=number, name=review.file)
    _refuse_self(wish, number, place)
    said = {d.staff_no: d for d in review.decisions if wish.keep and d.decision == wish.decision}
    stands = said.get(number)
    put(marks, own.decision, wish.decision.value)
    if stands is None:
        together = wish.keep and number in review.undated
        put(marks, own.reason, TOGETHER_REASON if together else wish.reason)
    elif stands.together:
        put(marks, own.reason, stands.reason)
    put(marks, own.confirmed_on, (stands.confirmed_on if stands else None) or wish.on)


def _mark_lines(
    marks: BoundMarks,
    review: Review,
    cells: ReviewCells,
    wish: WantedDecision,
    people: Sequence[str],
) -> None:
    """Mark the lines that are not accepted, and the Steps that are set otherwise."""
    for line in wish.rejections:
        number = _meant(line.staff_no, people, review.file, f"{line.table}:{line.number}")
        at = cells.lines.get((number, line.table, line.number))
        if at is None:
            raise _no_line(review.file, number, line)
        put(marks, at.decision, LineDecision.REJECT.value)
        put(marks, at.reason, line.reason)
    for step in wish.steps:
        what = step.what
        spoken = what.persona_code + (f":{what.tool_code}" if what.tool_code else "")
        number = _meant(step.staff_no, people, review.file, spoken)
        at = cells.steps.get((number, what.persona_code, what.tool_code))
        if at is None:
            raise Refusal.of("step-unknown", Place(file=review.file), staff_no=number, step=spoken)
        put(marks, at.decision, what.step)
        put(marks, at.reason, what.reason)


def _meant_people(
    review: Review, cells: ReviewCells, wish: WantedDecision
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return who is decided on, and who is left: those named, else all who are undecided.

    Raises:
        Refusal: Somebody is named who cannot be confirmed, or nobody is undecided.
    """
    place = Place(file=review.file)
    barred = {
        number
        for number, state in cells.states.items()
        if wish.decision is Decision.CONFIRM and state == ReportState.DEFICIENT
    }
    for number in wish.staff:
        if number in barred:
            said = {"staff_no": number, "reason": "確認表の状態が「不備」です。"}
            raise Refusal.of("not-confirmable", place, **said)
    decided = {one.staff_no for one in review.decisions}
    undecided = tuple(number for number in cells.people if number not in decided)
    people = wish.staff or tuple(number for number in undecided if number not in barred)
    if not people:
        raise Refusal.of("nobody-undecided", place)
    left = () if wish.staff else tuple(number for number in undecided if number in barred)
    return people, left


def _meant(staff_no: str | None, people: Iterable[str], name: str, what: str) -> str:
    """Return whose line is meant: the one named, or the only one there is."""
    listed = tuple(people)
    if staff_no is not None and staff_no in listed:
        return staff_no
    if staff_no is None and len(listed) == 1:
        return listed[0]
    if staff_no is None:
        raise Refusal.of("option-person", Place(file=name), value=what)
    raise Refusal.of("person-not-here", Place(file=name), staff_no=staff_no, name=name)


def _no_line(name: str, staff_no: str, line: Rejected) -> Refusal:
    place = Place(file=name)
    return Refusal.of(
        "line-unknown", place, staff_no=staff_no, table=line.table, number=line.number
    )
