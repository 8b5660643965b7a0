"""What is wrong with decisions that stand in a book: 点検, 確認 and 差戻し ask the same.

It is the rule by which consolidation takes a decision (`judge/consolidation/decision_faults.py`),
held against what the book itself tells. Only the ledger knows who may confirm, and on which day of
issue.
"""

import datetime as dt
from collections.abc import Collection, Iterator

from ledger.judge.consolidation.confirmers_decisions import Ruling, on_form, rulings_of, typed_steps
from ledger.judge.consolidation.decision_faults import (
    DecisionGround,
    altered,
    decision_faults,
    line_faults,
    step_fault,
)
from ledger.judge.consolidation.ledger_index import TOLERANCE
from ledger.judge.consolidation.report_content import claimed_deficiencies
from ledger.judge.consolidation.report_versions import submitted_ahead
from ledger.judge.review import undecided
from ledger.model.calendar import year_end
from ledger.model.folding import number_key
from ledger.model.problems import Problem
from ledger.model.reports import Review, SelfReport, Shown
from ledger.model.terms import Decision, ReportState

DEFICIENT = "確認表の状態が「不備」です。"


def latest_day(year: int, today: dt.date | None) -> dt.date | None:
    """Return the last day that a 確認日 may name; None without a today.

    It may lie ahead up to the 基準日, which no form knows, and which lies within the year.
    """
    return None if today is None else max(today, year_end(year)) + TOLERANCE


def faults_on_form(report: SelfReport, today: dt.date | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the decision on a self-report.

    Args:
        report: The report as read.
        today: The day of the look; without it no day lies in the future.
    """
    if report.decided is None:
        return tuple(typed_steps(report))
    ruling = on_form(report, report.decided)
    latest = latest_day(report.fiscal_year, today)
    ground = DecisionGround(
        submitted_on=report.submitted_on,
        latest=latest,
        now=str(today),
        lines=frozenset((row.table, row.number) for row in report.rows),
        deficiency=" ".join(one.what for one in _deficiencies(report, latest)),
        steps=_settable(report),
        override_allowed=report.may_set is None or bool(report.may_set),
    )
    return (*_faults(ruling, ground), *typed_steps(report))


def _deficiencies(report: SelfReport, latest: dt.date | None) -> Iterator[Problem]:
    """Say what would make the report 不備, as far as it can be seen on the form."""
    yield from claimed_deficiencies(report)
    if latest is not None and report.submitted_on is not None and report.submitted_on > latest:
        yield submitted_ahead(report)


def _settable(report: SelfReport) -> dict[tuple[str, str | None], frozenset[int] | None] | None:
    """Return the Steps of the form's personas for every tool that the decision names."""
    if report.may_set is None:
        return None
    named = {(step.persona_code, step.tool_code) for step in report.step_reviews}
    return {(code, tool): report.may_set.get(code, frozenset()) for code, tool in named}


def faults_in_review(
    review: Review, today: dt.date | None = None, staff: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """Return what is wrong with the decisions in a review workbook.

    Args:
        review: The workbook as read.
        today: The day of the look; without it no day lies in the future.
        staff: Only the decisions on these people; if None all of them, and what stands there of
            people who are not decided on yet.
    """
    latest = latest_day(review.fiscal_year, today)
    found: list[Problem] = []
    for ruling in rulings_of(review):
        number = ruling.decided.staff_no
        if staff is None or number in staff:
            shown = review.people.get(number, Shown())
            found += _faults(ruling, _ground_of(shown, latest, str(today)))
    for ruling in undecided(review) if staff is None else ():
        shown = review.people.get(ruling.decided.staff_no, Shown())
        ground = _ground_of(shown, latest, str(today))
        found += (*line_faults(ruling, ground), *_step_faults(ruling, ground))
    return tuple(found)


def _ground_of(shown: Shown, latest: dt.date | None, now: str) -> DecisionGround:
    offered = set(shown.steps.values())
    return DecisionGround(
        submitted_on=shown.submitted_on,
        latest=latest,
        now=now,
        lines=shown.lines or None,
        deficiency=DEFICIENT if shown.state == ReportState.DEFICIENT else "",
        steps=shown.steps or None,
        override_allowed=offered != {frozenset()},
    )


def _faults(ruling: Ruling, ground: DecisionGround) -> Iterator[Problem]:
    d = ruling.decided
    if d.altered:
        yield altered(ruling)
        return
    if number_key(d.confirmer_no) == number_key(d.staff_no):
        yield Problem.of("self-confirmation", ruling.place, staff_no=d.staff_no)
    elif not d.confirmer_no:
        said = {"staff_no": d.staff_no, "expected": "台帳の所属長で決まる人", "found": "(空)"}
        yield Problem.of("not-confirmer", ruling.place, **said)
    yield from decision_faults(ruling, ground)
    if d.decision == Decision.CONFIRM:
        yield from _step_faults(ruling, ground)


def _step_faults(ruling: Ruling, ground: DecisionGround) -> Iterator[Problem]:
    steps = (step_fault(ruling, step, ground) for step in ruling.steps)
    yield from (fault for fault in steps if fault is not None)
