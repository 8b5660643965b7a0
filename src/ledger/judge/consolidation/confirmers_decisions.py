"""The decisions of confirmers, gathered from review workbooks and from the forms themselves."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, TypeVar

from ledger.judge.consolidation.ledger_index import LedgerIndex
from ledger.judge.consolidation.outcomes import ReportOf
from ledger.layout.columns import NewRow
from ledger.layout.review import REVIEW, REVIEW_LINES
from ledger.layout.self_report import BY_KEY, MAIN_SHEET
from ledger.model.calendar import wareki_year
from ledger.model.characters import file_in_cell
from ledger.model.folding import number_key
from ledger.model.problems import Place, Problem
from ledger.model.reports import (
    Decided,
    LineAccepted,
    LineRejected,
    Review,
    SelfReport,
    StepReviewed,
)
from ledger.model.terms import LineDecision

L = TypeVar("L", LineRejected, LineAccepted, StepReviewed)


class Ruling(NamedTuple):
    """One decision on one person's report, with its lines.

    Attributes:
        decided: The decision; its digest names the content that the confirmer saw.
        rejections: Lines not accepted.
        accepted: Lines expressly accepted, `(form table, number)`.
        steps: Steps set otherwise than the rule.
        sheet: The sheet it stands on, for messages.
        signed: Whether the confirmer's file carried the digest of the content; else it is the
            form's own.
    """

    decided: Decided
    rejections: tuple[LineRejected, ...] = ()
    accepted: frozenset[tuple[str, int]] = frozenset()
    steps: tuple[StepReviewed, ...] = ()
    sheet: str = REVIEW.title
    signed: bool = True

    @property
    def bound(self) -> bool:
        """Whether the add-in or `confirm` recorded it, and it says what was recorded."""
        return bool(self.decided.recorded) and not self.decided.altered

    @property
    def by_hand(self) -> bool:
        """Whether it was written on the form by hand: whoever has the form may have written it."""
        return self.sheet == MAIN_SHEET and not self.decided.recorded

    @property
    def place(self) -> Place:
        """Where the decision stands."""
        return Place(file=self.decided.file, sheet=self.sheet, cell=self.decided.cell)

    @property
    def substance(self) -> tuple[object, ...]:
        """What the ruling says, wherever it was written."""
        d = self.decided
        return (
            (d.decision, d.confirmer_no, d.confirmed_on, d.digest, d.reason or "", d.altered),
            frozenset((line.table, line.number, line.reason) for line in self.rejections),
            self.accepted,
            frozenset((s.persona_code, s.tool_code, s.step, s.reason) for s in self.steps),
        )

    def row(self) -> NewRow:
        """Return the ruling as a row of 確認履歴; its 確認日 begins the moment."""
        d = self.decided
        return {
            "staff_no": d.staff_no,
            "phase": d.phase,
            "issue_no": d.issue_no,
            "decision": d.decision,
            "confirmer_no": d.confirmer_no,
            "confirmed_at": moment_of(d.confirmed_on),
            "digest": d.digest,
            "decision_digest": d.reckoned or None,
            "reason": d.reason or None,
            "source_file": d.file,
        }


def moment_of(day: dt.date | None) -> dt.datetime | None:
    """Return a day as the moment at which it begins."""
    return dt.datetime.combine(day, dt.time()) if day else None


class Gathered(NamedTuple):
    """The decisions of a run.

    Attributes:
        rulings: By person, those whose form was issued to the person they name.
        blank: Where a content is shown without a decision, `(digest, place)`, by person.
        problems: What is wrong with the others.
    """

    rulings: Mapping[ReportOf, tuple[Ruling, ...]]
    blank: Mapping[ReportOf, tuple[tuple[str, Place], ...]]
    problems: tuple[Problem, ...]


def gather(
    known: LedgerIndex, reports: Sequence[SelfReport], reviews: Iterable[Review]
) -> Gathered:
    """Gather the decisions by person, in an order that does not depend on the files'.

    Args:
        known: The ledger.
        reports: The admitted self-reports, copies and older versions included.
        reviews: The review workbooks.
    """
    rulings = [on_form(report, report.decided) for report in reports if report.decided]
    problems: list[Problem] = []
    ordered = sorted(map(_plainly, reviews), key=lambda one: (one.file, one.sha256))
    for review in ordered:
        wrong = _wrong_year(known, review)
        problems += [wrong] if wrong else review.problems
        rulings += [] if wrong else rulings_of(review)
    by_person: dict[ReportOf, list[Ruling]] = {}
    for ruling in sorted(rulings, key=_rank):
        owned = _owned(known, ruling)
        if isinstance(owned, Problem):
            problems.append(owned)
        else:
            named, told = _confirmer_in_full(known, owned)
            problems += told
            person = (named.decided.staff_no, named.decided.phase)
            by_person.setdefault(person, []).append(named)
    distinct = {person: _distinct(listed) for person, listed in by_person.items()}
    return Gathered(distinct, _blank(known, reports, ordered), tuple(problems))


def _blank(
    known: LedgerIndex, reports: Iterable[SelfReport], reviews: Iterable[Review]
) -> Mapping[ReportOf, tuple[tuple[str, Place], ...]]:
    """Find the contents that are shown without a decision, in forms and in review workbooks."""
    found: dict[ReportOf, tuple[tuple[str, Place], ...]] = {}
    for report in reports:
        if report.decided is None:
            place = Place(file=report.file, sheet=MAIN_SHEET)
            person = (report.staff_no, report.phase)
            found[person] = (*found.get(person, ()), (report.digest, place))
    for review in reviews:
        decided = {one.staff_no for one in review.decisions}
        for number in review.shown.keys() - decided - review.unusable.keys():
            for full in known.by_fold.get(number_key(number), ()):
                place = Place(file=review.file, sheet=REVIEW.title)
                shown = (review.shown[number], place)
                found[full, review.phase] = (*found.get((full, review.phase), ()), shown)
    return found


def _plainly(review: Review) -> Review:
    file = file_in_cell(review.file)
    return review._replace(
        file=file,
        decisions=tuple(one._replace(file=file) for one in review.decisions),
        rejections=tuple(one._replace(file=file) for one in review.rejections),
        step_reviews=tuple(one._replace(file=file) for one in review.step_reviews),
    )


def _rank(ruling: Ruling) -> tuple[object, ...]:
    d = ruling.decided
    return (d.staff_no, d.phase, d.confirmed_on or dt.date.min, d.file, d.cell, d.decision)


def _distinct(rulings: Sequence[Ruling]) -> tuple[Ruling, ...]:
    """Return each ruling once; of equal ones the first, one from a review workbook before all."""
    found: dict[tuple[object, ...], Ruling] = {}
    for ruling in rulings:
        standing = found.setdefault(ruling.substance, ruling)
        if standing.by_hand and not ruling.by_hand:
            found[ruling.substance] = ruling
    return tuple(found.values())


def on_form(report: SelfReport, written: Decided) -> Ruling:
    """Return the decision on a self-report; 上長判定 that was typed in by hand is left out."""
    rejected = tuple(
        LineRejected(report.staff_no, row.table, row.number, row.line_reason, row.cell, report.file)
        for row in report.rows
        if row.line_decision == LineDecision.REJECT
    )
    accepted = frozenset(
        (row.table, row.number) for row in report.rows if row.line_decision == LineDecision.ACCEPT
    )
    decided = written._replace(
        staff_no=report.staff_no, digest=written.digest or report.digest, file=report.file
    )
    signed = bool(written.digest or (written.recorded and not written.altered))
    steps = report.step_reviews if written.recorded else ()
    return Ruling(decided, rejected, accepted, steps, MAIN_SHEET, signed)


def typed_steps(report: SelfReport) -> Iterator[Problem]:
    """Tell of 上長判定 on a self-report that nobody recorded: it may be the writer's own."""
    if report.decided is not None and report.decided.recorded:
        return
    for step in report.step_reviews:
        place = Place(file=report.file, sheet=MAIN_SHEET, cell=step.cell)
        named = " ".join(part for part in (step.persona_code, step.tool_code) if part)
        said = {"staff_no": report.staff_no, "step": f"{named} Step{step.step}"}
        yield Problem.of("step-on-form", place, **said)


def rulings_of(review: Review) -> list[Ruling]:
    """Return the decisions of a review workbook, each with its own lines and Steps."""
    rejected = _by_number(review.rejections)
    accepted = _by_number(review.acceptances)
    steps = _by_number(review.step_reviews)
    rulings = []
    for decided in review.decisions:
        number = number_key(decided.staff_no)
        lines = frozenset((line.table, line.number) for line in accepted.get(number, ()))
        rulings.append(Ruling(decided, rejected.get(number, ()), lines, steps.get(number, ())))
    return rulings


def _by_number(lines: Sequence[L]) -> Mapping[str, tuple[L, ...]]:
    numbers = [number_key(line.staff_no) for line in lines]
    listed: dict[str, list[L]] = {number: [] for number in numbers}
    for number, line in zip(numbers, lines, strict=True):
        listed[number].append(line)
    return {number: tuple(own) for number, own in listed.items()}


def _wrong_year(known: LedgerIndex, review: Review) -> Problem | None:
    year = known.policy.settings.fiscal_year
    if review.fiscal_year == year:
        return None
    return Problem.of(
        "wrong-year",
        Place(file=review.file),
        expected=wareki_year(year),
        found=wareki_year(review.fiscal_year),
    )


def _owned(known: LedgerIndex, ruling: Ruling) -> Ruling | Problem:
    """Hold a decision against the issue record it names: a pasted block names another's."""
    decided = ruling.decided
    issue = known.issues.get(decided.issue_no)
    if issue is None:
        return Problem.of("issue-unknown", ruling.place, issue_no=decided.issue_no)
    number = str(issue["staff_no"])
    if number_key(decided.staff_no) != number_key(number):
        return Problem.of(
            "staff-mismatch",
            ruling.place,
            issue_no=decided.issue_no,
            expected=number,
            found=decided.staff_no,
        )
    if decided.phase != issue["phase"]:
        return Problem.of(
            "issue-mismatch",
            ruling.place,
            issue_no=decided.issue_no,
            item="時期",
            expected=issue["phase"],
            found=decided.phase,
        )
    return ruling._replace(decided=decided._replace(staff_no=number))


def _confirmer_in_full(known: LedgerIndex, ruling: Ruling) -> tuple[Ruling, tuple[Problem, ...]]:
    """Give the confirmer's number the zeros back that it lost, where one person can be meant."""
    written = ruling.decided.confirmer_no
    candidates = known.by_fold.get(number_key(written), ())
    if not written or written in known.hired_on or len(candidates) != 1:
        return ruling, ()
    told = Problem.of("staff-normalised", ruling.place, value=written, staff_no=candidates[0])
    return ruling._replace(decided=ruling.decided._replace(confirmer_no=candidates[0])), (told,)


def line_place(line: LineRejected, sheet: str) -> Place:
    """Return where a rejected line stands: in the review's 明細, or on the form's own sheet."""
    own = BY_KEY[line.table].table.title if line.table in BY_KEY else sheet
    there = own if sheet == MAIN_SHEET else line.sheet or REVIEW_LINES.title
    return Place(file=line.file, sheet=there, cell=line.cell)
