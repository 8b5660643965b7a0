"""リード期間, 担当期間: whole months of work, counted person by person."""

import datetime as dt
from abc import abstractmethod
from collections.abc import Iterator
from functools import cache
from typing import TypeAlias

import numpy as np

from ledger.judge.criteria_columns import Ints, interval
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Credit, Credits, Measure, Prospect
from ledger.judge.fact_status import FactStatus
from ledger.judge.kinds.kind import CriterionRule, Fault
from ledger.judge.kinds.period_words import amount, told
from ledger.judge.kinds.projects import unknown_kind
from ledger.judge.kinds.saying import MODE, Saying, units_named
from ledger.judge.lead_time import Counting, Interval, credited, earliest, fragments
from ledger.model.policy import Criterion, Policy
from ledger.model.settings import Settings
from ledger.model.terms import CriterionKind, Role
from ledger.model.verdicts import Lens, Outcome

REACHES = (0, 1, 2)
Reached: TypeAlias = tuple[Credit | None, ...]
"""What some intervals are worth by reach, None where none of them is within it."""


class Period(CriterionRule):
    """n whole months in some 役割 by the persona's holders, leave cut out.

    A non-blank object restricts to engagements of that 種別. What was done before 人材像付与
    counts.
    """

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        after, blank = f"の案件の{self.term}が", f"{self.term}が"
        return Saying("", after, blank, "", MODE, f"{self.unit}あること", units_named(self.unit))

    @property
    @abstractmethod
    def spoken(self) -> str:
        """What somebody does in that time, as a head speaks of it."""

    @abstractmethod
    def roles(self, settings: Settings) -> tuple[Role, ...]:
        """Return the roles whose time counts."""

    def holders_of(self, criterion: Criterion) -> str:
        """Return the persona: nobody else's time is counted for it."""
        return criterion.persona_code

    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold it against everybody: whole months, and days beyond them."""
        found = self.credits_of(facts, criterion, about)[lens.reach]
        months = np.zeros(facts.size, dtype=np.int64)
        days = np.zeros(facts.size, dtype=np.int64)
        for person, credit in found.items():
            months[person], days[person] = credit.months, credit.days
        return Measure.of(months, criterion.amount, days=days)

    def prospect(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens, found: Measure
    ) -> Prospect:
        """Say when those who fall short are there, if they go on (or start) without a break."""
        counting = counting_of(facts.policy.settings)

        @cache
        def first_day(credit: Credit) -> int:
            day = earliest(credit.parts, criterion.amount, facts.as_of, counting)
            return day.toordinal() if day else 0

        ahead = np.where(found.met, 0, first_day(Credit((), 0, 0)))
        for person, credit in self.credits_of(facts, criterion, about)[lens.reach].items():
            if not found.met[person]:
                ahead[person] = first_day(credit)
        return Prospect(ahead, np.zeros_like(ahead))

    def credits_of(self, facts: CriteriaFacts, criterion: Criterion, about: str) -> Credits:
        """Return what the intervals of the persona's holders are worth, by reach and person."""
        key = (self.term.value, about, criterion.persona_code)
        if key not in facts.credits:
            facts.credits[key] = _credits(facts, self._intervals(facts, criterion, about))
        return facts.credits[key]

    def _intervals(
        self, facts: CriteriaFacts, criterion: Criterion, about: str
    ) -> dict[int, list[tuple[Interval, int]]]:
        """Return the intervals that count, by person, each with the rank of its fact."""
        rows = facts.engagements
        own = rows.counting(self.roles(facts.policy.settings), about) == FactStatus.COUNTS
        own &= facts.holding(criterion.persona_code)[rows.person]
        columns: tuple[Ints, ...] = (rows.person, rows.start, rows.end, rows.rank)
        found: dict[int, list[tuple[Interval, int]]] = {}
        span = cache(interval)
        for person, start, end, rank in zip(*(c[own].tolist() for c in columns), strict=True):
            found.setdefault(person, []).append((span(start, end), rank))
        return found

    def how_far(self, policy: Policy, outcome: Outcome) -> str:
        """Return the months, and how many it takes: `11か月30日/12か月`."""
        del policy
        return f"{amount(outcome)}/{outcome.needed}か月"

    def requirement(self, policy: Policy, what: str, outcome: Outcome) -> str:
        """Return the months that it takes, and those of today."""
        del policy
        return f"{what}{outcome.needed}か月(今は{amount(outcome)})"

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return to let somebody go on, or begin, with the time that counts."""
        del policy, about, on
        if not outcome.have and not outcome.days_left:
            return f"案件の{self.spoken}を任せる({outcome.needed}か月で届く)"
        return f"{self.spoken}を続けられるようにする(いま{amount(outcome)}/{outcome.needed}か月)"

    def no_day(self, policy: Policy, what: str, about: str, outcome: Outcome) -> str:
        """Say that the day lies beyond all days."""
        del policy, about, outcome
        return f"{what}の満了が暦の終わりより後になる"

    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell each engagement, what leave cut out, and how it adds up, by the facts as claimed."""
        rows = facts.engagements
        status = rows.counting(self.roles(facts.policy.settings), about)
        found = self.credits_of(facts, outcome.criterion, about)[Lens.CLAIMED.reach].get(0)
        yield from told(facts, self.term, status, found, counting_of(facts.policy.settings))

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find a 種別 that no project has."""
        del policy
        return unknown_kind(criterion)


class LeadTime(Period):
    """リード期間: リード, and 共同リード where colead_counts is on (W18)."""

    spoken = "リード"

    def roles(self, settings: Settings) -> tuple[Role, ...]:
        """Return the roles of who leads."""
        return lead_roles(settings)


class DutyTime(Period):
    """担当期間: リード, 共同リード (whatever the switch) and 担当."""

    spoken = "担当"

    def roles(self, settings: Settings) -> tuple[Role, ...]:
        """Return the roles of who works on it."""
        del settings
        return (Role.LEAD, Role.COLEAD, Role.MEMBER)


KINDS = (
    LeadTime(CriterionKind.LEAD_TIME, unit="か月"),
    DutyTime(CriterionKind.DUTY_TIME, unit="か月"),
)


def lead_roles(settings: Settings) -> tuple[Role, ...]:
    """Return the 役割 of who leads: リード, and 共同リード where colead_counts is on (W18)."""
    return (Role.LEAD, Role.COLEAD) if settings.colead_counts else (Role.LEAD,)


def counting_of(settings: Settings) -> Counting:
    """Return how fragments add up (settings lead_mode and day_carry)."""
    return Counting(settings.lead_mode, settings.day_carry)


def _credits(facts: CriteriaFacts, intervals: dict[int, list[tuple[Interval, int]]]) -> Credits:
    """Count everybody's intervals; people with the same ones, and the same leave, together."""
    counting = counting_of(facts.policy.settings)
    found: Credits = ({}, {}, {})

    @cache
    def by_reach(rows: tuple[tuple[Interval, int], ...], away: tuple[Interval, ...]) -> Reached:
        spans = (tuple(span for span, rank in rows if rank <= reach) for reach in REACHES)
        return tuple(credit(one, away) if one else None for one in spans)

    @cache
    def credit(own: tuple[Interval, ...], away: tuple[Interval, ...]) -> Credit:
        parts = fragments(own, away, facts.as_of)
        return Credit(parts, *credited(parts, counting))

    for person, rows in intervals.items():
        reached = by_reach(tuple(rows), facts.absences.get(person, ()))
        for one, book in zip(reached, found, strict=True):
            if one:
                book[person] = one
    return found
