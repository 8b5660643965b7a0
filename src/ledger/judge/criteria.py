"""Step条件 held against people: one measure for each 種別, then `Outcome` records.

People with equal facts have equal outcomes, so outcomes are built once for each *case*: a bulk run
over a city makes a few hundred records, not a million.
"""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

from ledger.judge import criteria_counts, criteria_periods, criteria_trainings
from ledger.judge.criteria_columns import Bools, Ints, cases
from ledger.judge.criteria_facts import Facts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.model.policy import Criterion
from ledger.model.terms import CriterionKind
from ledger.model.verdicts import Lens, Outcome

Rule: TypeAlias = Callable[[Facts, Criterion, str, Lens], Measure]

RULES: dict[CriterionKind, Rule] = {
    CriterionKind.TRAINING: criteria_trainings.measure,
    CriterionKind.QUALIFICATION: criteria_counts.qualifications,
    CriterionKind.LEAD_TIME: criteria_periods.measure,
    CriterionKind.DUTY_TIME: criteria_periods.measure,
    CriterionKind.PROJECTS: criteria_counts.projects,
    CriterionKind.MENTORING: criteria_counts.mentoring,
    CriterionKind.TOOL: criteria_counts.tool_levels,
    CriterionKind.SKILL: criteria_counts.skill_ratings,
}
"""種別 -> the rule that measures it."""

PERIODS = (CriterionKind.LEAD_TIME, CriterionKind.DUTY_TIME)


class Cases(NamedTuple):
    """Outcomes of some people on one verdict row.

    Attributes:
        number: Which case each of the people is.
        outcomes: The outcomes of each case, in the order of the criteria.
    """

    number: Ints
    outcomes: tuple[tuple[Outcome, ...], ...]


class _Findings(NamedTuple):
    criterion: Criterion
    measure: Measure
    met: Bools
    prospect: Prospect

    def columns(self) -> tuple[Ints | Bools, ...]:
        """Return all that an outcome is made of."""
        unfinished = tuple(mask for _, mask in self.prospect.unfinished)
        measure, prospect = self.measure, self.prospect
        counted = (measure.have, measure.days, self.met, measure.lasting)
        return (*counted, prospect.earliest, prospect.lapsed, *unfinished)


def object_of(criterion: Criterion, tool_code: str | None) -> str:
    """Return what a criterion is about; a blank 対象コード of ツール is the row's tool."""
    if criterion.kind is CriterionKind.TOOL:
        return criterion.object_code or tool_code or ""
    return criterion.object_code or ""


def measure(facts: Facts, criterion: Criterion, tool_code: str | None, lens: Lens) -> Measure:
    """Hold one criterion against everybody.

    Args:
        facts: The facts.
        criterion: The criterion; its ツールコード only says on which row it stands.
        tool_code: The tool of the verdict row.
        lens: Which facts count (`Measure.lasting` is what LASTING looks at).
    """
    about = object_of(criterion, tool_code)
    holder = criterion.persona_code if criterion.kind in PERIODS else ""
    key = (criterion.kind, about, criterion.amount, holder, lens.reach)
    if key not in facts.measures:
        facts.measures[key] = RULES[criterion.kind](facts, criterion, about, lens)
    return facts.measures[key]


def met(facts: Facts, criterion: Criterion, tool_code: str | None, lens: Lens) -> Bools:
    """Return who meets a criterion, through a lens."""
    found = measure(facts, criterion, tool_code, lens)
    return found.lasting if lens is Lens.LASTING else found.met


def outcomes(
    facts: Facts, criteria: Sequence[Criterion], tool_code: str | None, lens: Lens, who: Ints
) -> Cases:
    """Hold the criteria of a verdict row against some people.

    Args:
        facts: The facts.
        criteria: The criteria of the row.
        tool_code: Its tool.
        lens: Which facts count.
        who: Positions of the people.
    """
    found = [_findings(facts, criterion, tool_code, lens) for criterion in criteria]
    number, firsts = cases([column[who] for one in found for column in one.columns()], len(who))
    return Cases(
        number,
        tuple(tuple(_outcome(one, int(who[first])) for one in found) for first in firsts.tolist()),
    )


def _findings(facts: Facts, criterion: Criterion, tool_code: str | None, lens: Lens) -> _Findings:
    found = measure(facts, criterion, tool_code, lens)
    ahead = _prospect(facts, criterion, object_of(criterion, tool_code), lens, found)
    return _Findings(criterion, found, met(facts, criterion, tool_code, lens), ahead)


def _prospect(
    facts: Facts, criterion: Criterion, about: str, lens: Lens, found: Measure
) -> Prospect:
    if criterion.kind in PERIODS:
        return criteria_periods.prospect(facts, criterion, about, lens, found)
    if criterion.kind is CriterionKind.TRAINING:
        return criteria_trainings.prospect(facts, about, lens, found)
    if criterion.kind is CriterionKind.QUALIFICATION:
        return criteria_counts.qualification_prospect(facts, about, lens)
    return Prospect.unknown(facts.size)


def _outcome(found: _Findings, person: int) -> Outcome:
    is_met = bool(found.met[person])
    expired = not is_met and bool(found.measure.lasting[person])
    return Outcome(
        criterion=found.criterion,
        met=is_met,
        have=int(found.measure.have[person]),
        days_left=int(found.measure.days[person]),
        earliest_on=None if is_met else _day(found.prospect.earliest[person]),
        expired=expired,
        needed=found.measure.needed,
        expired_on=_day(found.prospect.lapsed[person]) if expired else None,
        missing=tuple(code for code, mask in found.prospect.unfinished if mask[person]),
    )


def _day(ordinal: np.int64) -> dt.date | None:
    return dt.date.fromordinal(int(ordinal)) if ordinal else None
