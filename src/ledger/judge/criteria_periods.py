"""リード期間, 担当期間: whole months of work, counted person by person."""

import datetime as dt

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints, interval
from ledger.judge.criteria_facts import Facts
from ledger.judge.criteria_measure import Credit, Credits, Measure, Prospect
from ledger.judge.lead_time import Counting, Interval, credited, earliest, fragments
from ledger.model.policy import Criterion
from ledger.model.settings import Settings
from ledger.model.terms import CriterionKind, Role
from ledger.model.verdicts import Lens

REACHES = (0, 1, 2)


def roles_of(kind: CriterionKind, settings: Settings) -> tuple[Role, ...]:
    """Return the roles whose time counts.

    リード期間: リード, and 共同リード where colead_counts is on (W18). 担当期間: リード, 共同リード
    (whatever the switch) and 担当.
    """
    if kind is CriterionKind.DUTY_TIME:
        return (Role.LEAD, Role.COLEAD, Role.MEMBER)
    return (Role.LEAD, Role.COLEAD) if settings.colead_counts else (Role.LEAD,)


def counting_of(settings: Settings) -> Counting:
    """Return how fragments add up (settings lead_mode and day_carry)."""
    return Counting(settings.lead_mode, settings.day_carry)


def measure(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold a period against everybody: n whole months, leave cut out.

    A non-blank object restricts to engagements of that 種別. A lead before 人材像付与 counts.
    """
    found = credits_of(facts, criterion, object_code)[lens.reach]
    months = np.zeros(facts.size, dtype=np.int64)
    days = np.zeros(facts.size, dtype=np.int64)
    for person, credit in found.items():
        months[person], days[person] = credit.months, credit.days
    return Measure.of(months, criterion.amount, days=days)


def prospect(
    facts: Facts, criterion: Criterion, object_code: str, lens: Lens, found: Measure
) -> Prospect:
    """Say when those who fall short are there, if they go on (or start) without a break."""
    counting = counting_of(facts.policy.settings)

    def first_day(credit: Credit) -> int:
        day = earliest(credit.parts, criterion.amount, facts.as_of, counting)
        return day.toordinal() if day else 0

    ahead = np.where(found.met, 0, first_day(Credit((), 0, 0)))
    for person, credit in credits_of(facts, criterion, object_code)[lens.reach].items():
        if not found.met[person]:
            ahead[person] = first_day(credit)
    return Prospect(ahead, np.zeros_like(ahead))


def credits_of(facts: Facts, criterion: Criterion, object_code: str) -> Credits:
    """Return what the intervals of the persona's holders are worth, by reach and person."""
    key = (criterion.kind.value, object_code, criterion.persona_code)
    if key not in facts.credits:
        facts.credits[key] = _credits(facts, criterion, object_code)
    return facts.credits[key]


def _credits(facts: Facts, criterion: Criterion, object_code: str) -> Credits:
    counting = counting_of(facts.policy.settings)
    found: Credits = ({}, {}, {})
    for person, rows in _intervals(facts, criterion, object_code).items():
        absences = facts.absences.get(person, ())
        known: dict[int, Credit] = {}
        for reach, book in zip(REACHES, found, strict=True):
            own = [span for span, rank in rows if rank <= reach]
            if own:
                if len(own) not in known:
                    known[len(own)] = _credit(own, absences, facts.as_of, counting)
                book[person] = known[len(own)]
    return found


def _credit(
    own: list[Interval], absences: tuple[Interval, ...], as_of: dt.date, counting: Counting
) -> Credit:
    parts = fragments(own, absences, as_of)
    return Credit(parts, *credited(parts, counting))


def _intervals(
    facts: Facts, criterion: Criterion, kind: str
) -> dict[int, list[tuple[Interval, int]]]:
    """Return the intervals that count, by person, each with the rank of its fact."""
    rows = facts.engagements
    own: Bools = np.isin(rows.role, roles_of(criterion.kind, facts.policy.settings))
    own &= facts.holding(criterion.persona_code)[rows.person]
    if kind:
        own &= rows.kind == kind
    columns: tuple[Ints, ...] = (rows.person, rows.start, rows.end, rows.rank)
    found: dict[int, list[tuple[Interval, int]]] = {}
    for person, start, end, rank in zip(*(c[own].tolist() for c in columns), strict=True):
        found.setdefault(person, []).append((interval(start, end), rank))
    return found
