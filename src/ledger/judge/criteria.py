"""Step条件 held against people: measured by their 種別 (`judge/kinds`), then `Outcome` records.

People with equal facts have equal outcomes, so outcomes are built once for each *case*: a bulk run
over a city makes a few hundred records, not a million.
"""

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints, cases
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.judge.kinds import kind_of
from ledger.model.policy import Criterion
from ledger.model.verdicts import Lens, Outcome


class OutcomeRows(NamedTuple):
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


def measure(
    facts: CriteriaFacts, criterion: Criterion, tool_code: str | None, lens: Lens
) -> Measure:
    """Hold one criterion against everybody.

    Args:
        facts: The facts.
        criterion: The criterion; its ツールコード only says on which row it stands.
        tool_code: The tool of the verdict row.
        lens: Which facts count (`Measure.lasting` is what LASTING looks at).
    """
    kind = kind_of(criterion)
    about = kind.about(criterion, tool_code)
    key = (kind.term, about, criterion.amount, kind.holders_of(criterion), lens.reach)
    if key not in facts.measures:
        facts.measures[key] = kind.measure(facts, criterion, about, lens)
    return facts.measures[key]


def met(facts: CriteriaFacts, criterion: Criterion, tool_code: str | None, lens: Lens) -> Bools:
    """Return who meets a criterion, through a lens."""
    found = measure(facts, criterion, tool_code, lens)
    return found.lasting if lens is Lens.LASTING else found.met


def outcomes(
    facts: CriteriaFacts,
    criteria: Sequence[Criterion],
    tool_code: str | None,
    lens: Lens,
    who: Ints,
) -> OutcomeRows:
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
    return OutcomeRows(
        number,
        tuple(tuple(_outcome(one, int(who[first])) for one in found) for first in firsts.tolist()),
    )


def _findings(
    facts: CriteriaFacts, criterion: Criterion, tool_code: str | None, lens: Lens
) -> _Findings:
    found = measure(facts, criterion, tool_code, lens)
    kind = kind_of(criterion)
    about = kind.about(criterion, tool_code)
    ahead = kind.prospect(facts, criterion, about, lens, found)
    return _Findings(criterion, found, met(facts, criterion, tool_code, lens), ahead)


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
