"""Who needs which training, and for what: 必須 of the 研修体系, and what the next Step takes.

What a Step takes is looked at on the person's own row of each persona (with tools: on that of the
leading one), up to the next Step, as 次にすること says it. Of a 選択組 or a group of which enough
is done nothing is missing. Trainings that are not 有効 are asked of nobody.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ledger.judge.asked_trainings import members
from ledger.judge.criteria import met
from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.curriculum import mandatory_of
from ledger.judge.kinds import kind_of
from ledger.judge.kinds.training import completed, needed_of
from ledger.judge.steps import VerdictRow, judge_persona, rows_of
from ledger.measure.training_standings import TrainingStandings
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Criterion, Policy
from ledger.model.verdicts import Lens

NO_STEP = 0


class Need(NamedTuple):
    """Why some people are to take a training; arrays are over the people of the facts.

    Attributes:
        persona_code: The persona that asks for it.
        training_code: The training.
        step: The Step that takes it; `NO_STEP` where it is 必須.
        missing: Who lacks it on the day judged.
        lapsing: Who has what is asked, but no more once three months are over.
        loose: Whether another training would do as well.
    """

    persona_code: str
    training_code: str
    step: int
    missing: Bools
    lapsing: Bools
    loose: bool = False


def needs(standings: TrainingStandings) -> Iterator[Need]:
    """Yield every need, persona by persona: 必須 first, then Step by Step."""
    facts = standings.facts
    active = {code for code, one in facts.policy.trainings.items() if one.active}
    for persona in facts.policy.active_personas:
        code = persona.persona_code
        holding = facts.holding(code)
        for training in mandatory_of(facts.policy, code):
            own = standings.of(training)
            yield Need(code, training, NO_STEP, holding & ~own.held, holding & own.soon)
        for need in _of_steps(standings, code):
            if need.training_code in active:
                yield need


class AskedSet(NamedTuple):
    """What a Step asks of some people at once: one must, or the alternatives of a 選択組.

    Attributes:
        row: The verdict row that it stands on.
        alike: The must alone, or the alternatives.
        inside: Whom it is asked of: the Step is theirs, or the one that they are to reach.
    """

    row: VerdictRow
    alike: tuple[Criterion, ...]
    inside: Bools


class _Standing(NamedTuple):
    """Where the holders of a persona stand; -1 for those who do not hold it.

    Attributes:
        step: The Step by the facts as claimed.
        reach: The Step to reach next, the highest at the top.
        tool: The place of the leading tool among the persona's rows.
    """

    step: Ints
    reach: Ints
    tool: Ints


def asked_by_steps(facts: CriteriaFacts, persona_code: str) -> Iterator[AskedSet]:
    """Yield what the Steps of a persona ask for, up to the one that each person is to reach.

    Args:
        facts: The facts, over the people who are looked at.
        persona_code: The persona.
    """
    rows = rows_of(facts.policy, persona_code)
    where = _standing(facts, persona_code, rows)
    for place, row in enumerate(rows):
        for rung in row.rungs:
            inside = (where.tool == place) & (where.reach >= rung.step)
            if not row.cumulative:
                inside &= where.step <= rung.step
            for alike in _alternatives(rung.criteria):
                yield AskedSet(row, alike, inside)


def _of_steps(standings: TrainingStandings, persona_code: str) -> Iterator[Need]:
    for asked in asked_by_steps(standings.facts, persona_code):
        yield from _of_set(standings, *asked)


def _standing(facts: CriteriaFacts, persona_code: str, rows: tuple[VerdictRow, ...]) -> _Standing:
    own = judge_persona(facts, persona_code, Lens.CLAIMED)[0]
    top = max((rung.step for rung in rows[0].rungs), default=NO_STEP)
    tools = {row.tool_code: place for place, row in enumerate(rows)}
    cases = [(one.step, one.next_step or top, tools[one.leading_tool]) for one in own.standings]
    found = np.full((3, facts.size), -1, dtype=np.int64)
    if len(own.who):
        found[:, own.who] = np.array(cases, dtype=np.int64).T[:, own.number]
    return _Standing(*found)


def _alternatives(criteria: Sequence[Criterion]) -> Iterator[tuple[Criterion, ...]]:
    """Yield each must alone, and each 選択組 together."""
    sets: dict[str | int, list[Criterion]] = {}
    for place, criterion in enumerate(criteria):
        sets.setdefault(criterion.any_of or place, []).append(criterion)
    yield from map(tuple, sets.values())


def _of_set(
    standings: TrainingStandings, row: VerdictRow, alike: tuple[Criterion, ...], inside: Bools
) -> Iterator[Need]:
    """Yield what musts or the alternatives of a 選択組 ask of those inside."""
    policy = standings.facts.policy
    now = [met(standings.facts, one, row.tool_code, Lens.OFFICIAL) for one in alike]
    then = [_then(standings, one, row, own) for one, own in zip(alike, now, strict=True)]
    enough, still = np.logical_or.reduce(now), np.logical_or.reduce(then)
    for criterion, own, own_then in zip(alike, now, then, strict=True):
        loose = len(alike) > 1 or _some_do(policy, criterion)
        for code in members(policy, criterion):
            missing = inside & ~enough & ~own & _lacks(standings, criterion, code)
            lapsing = inside & enough & ~still & own & ~own_then & _fewer(standings, code)
            yield Need(row.persona_code, code, criterion.step, missing, lapsing, loose)


def _then(standings: TrainingStandings, criterion: Criterion, row: VerdictRow, now: Bools) -> Bools:
    """Return who still meets a criterion after the three months; 継続受講 is of its year alone."""
    if kind_of(criterion).of_one_year or not members(standings.facts.policy, criterion):
        return now
    return met(standings.later, criterion, row.tool_code, Lens.OFFICIAL)


def _some_do(policy: Policy, criterion: Criterion) -> bool:
    """Say whether some trainings of a criterion's group are enough."""
    group = policy.group_of(criterion.object_code or "")
    return group is not None and needed_of(group, criterion.amount) < len(group.training_codes)


def _lacks(standings: TrainingStandings, criterion: Criterion, code: str) -> Bools:
    """Return who has still to complete one training of an unmet criterion."""
    facts = standings.facts
    if kind_of(criterion).of_one_year:
        before: Bools = (
            standings.of(code).last < year_start(fiscal_year_of(facts.as_of)).toordinal()
        )
        return before
    if facts.policy.group_of(criterion.object_code or "") is None:
        return np.ones(facts.size, dtype=bool)
    none: Bools = completed(facts, code, Lens.OFFICIAL).now == 0
    return none


def _fewer(standings: TrainingStandings, code: str) -> Bools:
    """Return whose completions of a training hold in smaller number after the three months."""
    now, then = (
        completed(facts, code, Lens.OFFICIAL).now for facts in (standings.facts, standings.later)
    )
    fewer: Bools = then < now
    return fewer
