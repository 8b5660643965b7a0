"""What keeps a decision from being used: one rule for 点検, 確認, 差戻し and consolidation.

A decision is held against what is known where it is looked at: a form knows its own 提出日, a
review workbook the lines it shows, the ledger both and more (who may confirm is looked at apart).
What is not known there is not asked.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple, TypeAlias

from ledger.judge.consolidation.confirmers_decisions import Ruling, line_place
from ledger.layout.review import REVIEW_STEPS
from ledger.layout.self_report import BY_KEY, MAIN_SHEET
from ledger.model.altered_decisions import decision_altered
from ledger.model.problems import Place, Problem
from ledger.model.reports import StepReviewed
from ledger.model.terms import Decision

FormRow: TypeAlias = tuple[str, int]
"""A row of a form: form table, and its number there."""


class DecisionGround(NamedTuple):
    """What a decision is held against; None is not known, and so not asked.

    Attributes:
        submitted_on: 提出日.
        issued_on: The day of issue, where the form was issued by the 基準日.
        latest: The last day that a 確認日 may name.
        now: The moment that `latest` is reckoned from, in words.
        lines: The lines that can be rejected.
        deficiency: Why the report cannot be confirmed; empty if it can.
        steps: The Steps that may be set by persona and tool; of a persona that is not in it,
            none. A blank set where 上長判定 is not allowed at all.
        override_allowed: Whether 上長判定 is allowed at all.
    """

    submitted_on: dt.date | None = None
    issued_on: dt.date | None = None
    latest: dt.date | None = None
    now: str = ""
    lines: Collection[FormRow] | None = None
    deficiency: str = ""
    steps: Mapping[tuple[str, str | None], frozenset[int] | None] | None = None
    override_allowed: bool = True


def decision_faults(ruling: Ruling, ground: DecisionGround) -> Iterator[Problem]:
    """Say what keeps a decision on the right content from being used."""
    d = ruling.decided
    confirms = d.decision == Decision.CONFIRM
    if confirms and ground.deficiency:
        said = {"staff_no": d.staff_no, "reason": ground.deficiency}
        yield Problem.of("not-confirmable", ruling.place, **said)
    if not confirms and not (d.reason or "").strip():
        said = {"staff_no": d.staff_no, "decision": d.decision}
        yield Problem.of("reason-missing", ruling.place, **said)
    yield from day_faults(ruling, ground)
    if confirms:
        yield from line_faults(ruling, ground)


def line_faults(ruling: Ruling, ground: DecisionGround) -> Iterator[Problem]:
    """Say what is wrong with the lines that are not accepted."""
    d = ruling.decided
    for line in ruling.rejections:
        place = line_place(line, ruling.sheet)
        title = BY_KEY[line.table].table.title if line.table in BY_KEY else line.table
        named = {"staff_no": d.staff_no, "table": title, "number": line.number}
        if ground.lines is not None and (line.table, line.number) not in ground.lines:
            yield Problem.of("line-unknown", place, **named)
        elif not (line.reason or "").strip():
            yield Problem.of("reject-reason-missing", place, **named)


def day_faults(ruling: Ruling, ground: DecisionGround) -> Iterator[Problem]:
    """Hold 確認日 against issue, 提出日 and the run.

    The clock judges nothing by itself: a year that is entered after the fact (issued after the
    基準日) has 確認日 before its issue, and a 確認日 up to the 基準日 is no day in the future.
    """
    d = ruling.decided
    if d.confirmed_on is None:
        said = {"staff_no": d.staff_no, "decision": d.decision}
        yield Problem.of("confirmed-on-missing", ruling.place, **said)
        return
    day, issued, submitted = d.confirmed_on, ground.issued_on, ground.submitted_on
    said = {"staff_no": d.staff_no, "day": day.isoformat()}
    if issued is not None and day < issued:
        yield Problem.of("confirmed-before-issue", ruling.place, **said, issued=issued.isoformat())
    elif submitted is not None and day < submitted:
        yield Problem.of(
            "confirmed-before-submission", ruling.place, **said, submitted=submitted.isoformat()
        )
    if ground.latest is not None and day > ground.latest:
        yield Problem.of("confirmed-in-future", ruling.place, **said, now=ground.now)


def step_fault(ruling: Ruling, step: StepReviewed, ground: DecisionGround) -> Problem | None:
    """Say why a 上長判定 cannot be used, if so; the 確認 itself stands without it."""
    named = " ".join(part for part in (step.persona_code, step.tool_code) if part)
    said = {"staff_no": ruling.decided.staff_no, "step": f"{named} Step{step.step}"}
    sheet = MAIN_SHEET if ruling.sheet == MAIN_SHEET else REVIEW_STEPS.title
    place = Place(file=step.file, sheet=sheet, cell=step.cell)
    if not ground.override_allowed:
        return Problem.of("override-refused", place, **said)
    if not _may_be_set(step, ground):
        return Problem.of("step-unknown", place, **said)
    if not (step.reason or "").strip():
        return Problem.of("step-reason-missing", place, **said)
    return None


def _may_be_set(step: StepReviewed, ground: DecisionGround) -> bool:
    if ground.steps is None:
        return True
    offered = ground.steps.get((step.persona_code, step.tool_code), frozenset())
    return offered is None or step.step in offered


def altered(ruling: Ruling) -> Problem:
    """Say that a decision was recorded, and does not say any more what was recorded."""
    d = ruling.decided
    return decision_altered(d.staff_no, d.decision, ruling.place)
