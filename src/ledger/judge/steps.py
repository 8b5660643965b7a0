"""Step: the highest k with every criterion of Steps 1..k met (design §5 "Step").

One verdict row per persona held and 有効; where its criteria name tools, one per tool, and the
persona's own row takes the highest over them.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria import met, outcomes
from ledger.judge.criteria_columns import Bools, Ints, cases
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.layout.frames import Tables
from ledger.model.policy import Criterion, Policy
from ledger.model.verdicts import Lens, Outcome, Standing


class Rung(NamedTuple):
    """An active Step of a verdict row, with the criteria that apply there."""

    step: int
    criteria: tuple[Criterion, ...]


class VerdictRow(NamedTuple):
    """A verdict row: a persona, or a persona with one of its tools; Steps lowest first."""

    persona_code: str
    tool_code: str | None
    rungs: tuple[Rung, ...]
    cumulative: bool

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """Every criterion of the row, Step by Step."""
        return tuple(criterion for rung in self.rungs for criterion in rung.criteria)


class JudgedPeople(NamedTuple):
    """A verdict row of everybody who holds the persona: few cases, many people.

    Attributes:
        persona_code: The persona.
        tool_code: The tool, None on the persona's own row.
        who: Positions of the holders among the people of the facts.
        number: Which case each holder is.
        standings: The standing of each case, its staff_no blank.
    """

    persona_code: str
    tool_code: str | None
    who: Ints
    number: Ints
    standings: tuple[Standing, ...]

    def taken(self, of_cases: Sequence[bool]) -> Bools:
        """Return for each holder what is known of the cases."""
        return np.array(of_cases, dtype=bool)[self.number]


def standings(
    policy: Policy,
    tables: Tables,
    as_of: dt.date,
    lens: Lens,
    staff: Iterable[str] | None = None,
) -> tuple[Standing, ...]:
    """Judge people: where each stands on every verdict row.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日; facts after it do not count.
        lens: Which facts count.
        staff: Only these people; everybody in post on the as-of date if None. Who is not in post
            has no standing.

    Returns:
        By person in the order of `staff`, then by persona, its own row before those of its tools.
    """
    facts = facts_of(policy, tables, as_of, staff)
    numbers = facts.people.tolist()
    found = [
        (who, place, judged.standings[case])
        for place, judged in enumerate(judge(facts, lens))
        for who, case in zip(judged.who.tolist(), judged.number.tolist(), strict=True)
    ]
    found.sort(key=lambda one: one[:2])
    return tuple(Standing(numbers[who], *standing[1:]) for who, _, standing in found)


def judge(facts: CriteriaFacts, lens: Lens) -> tuple[JudgedPeople, ...]:
    """Judge everybody at once: the rows of every active persona, its own row first."""
    return tuple(
        row
        for persona in facts.policy.active_personas
        for row in judge_persona(facts, persona.persona_code, lens)
    )


def judge_persona(facts: CriteriaFacts, persona_code: str, lens: Lens) -> tuple[JudgedPeople, ...]:
    """Judge the holders of one persona: its own row, then one per tool that its criteria name."""
    who = np.flatnonzero(facts.holding(persona_code))
    rows = tuple(_judged(facts, row, lens, who) for row in rows_of(facts.policy, persona_code))
    if rows[0].tool_code is None:
        return rows
    number, firsts = cases([row.number for row in rows], len(who))
    own = tuple(
        leading([row.standings[int(row.number[first])] for row in rows])
        for first in firsts.tolist()
    )
    return (JudgedPeople(persona_code, None, who, number, own), *rows)


def rows_of(policy: Policy, persona_code: str) -> tuple[VerdictRow, ...]:
    """Return the rows a persona is judged on: one per tool, or its only row without any."""
    tools = policy.tools_of(persona_code) or (None,)
    steps = policy.steps_of(persona_code)
    cumulative = policy.settings.cumulative_steps
    found = []
    for tool in tools:
        own = policy.criteria_of(persona_code, tool)
        rungs = tuple(Rung(one.step, tuple(c for c in own if c.step == one.step)) for one in steps)
        found.append(VerdictRow(persona_code, tool, rungs, cumulative))
    return tuple(found)


def steps_through(facts: CriteriaFacts, row: VerdictRow, lens: Lens, who: Ints) -> Ints:
    """Return the Step of each of some people on one row, through a lens."""
    flags = [met(facts, criterion, row.tool_code, lens)[who] for criterion in row.criteria]
    number, firsts = cases(flags, len(who))
    steps = [_climbed(row, [bool(flag[first]) for flag in flags])[0] for first in firsts.tolist()]
    return np.array(steps, dtype=np.int64)[number]


def _judged(facts: CriteriaFacts, row: VerdictRow, lens: Lens, who: Ints) -> JudgedPeople:
    found = outcomes(facts, row.criteria, row.tool_code, lens, who)
    own = tuple(_standing(row, case) for case in found.outcomes)
    return JudgedPeople(row.persona_code, row.tool_code, who, found.number, own)


def _standing(row: VerdictRow, found: tuple[Outcome, ...]) -> Standing:
    step, upper = _climbed(row, [outcome.met for outcome in found])
    following = next((rung.step for rung in row.rungs if rung.step > step), None)
    return Standing(
        staff_no="",
        persona_code=row.persona_code,
        tool_code=row.tool_code,
        step=step,
        outcomes=found,
        upper_steps=upper,
        next_step=following,
        earliest_on=soonest([one for one in found if one.criterion.step == following]),
    )


def _climbed(row: VerdictRow, flags: Sequence[bool]) -> tuple[int, tuple[int, ...]]:
    """Return the Step that flags (one a criterion, in the row's order) come to.

    Cumulative: the highest Step up to which every Step is met, and the Steps beyond it whose own
    criteria are met nevertheless (W19). Else: the highest Step that is met.
    """
    rest = iter(flags)
    done = [
        rung.step
        for rung in row.rungs
        if fulfilled(rung.criteria, [next(rest) for _ in rung.criteria])
    ]
    if not row.cumulative:
        return max(done, default=0), ()
    step = 0
    for rung in row.rungs:
        if rung.step not in done:
            break
        step = rung.step
    return step, tuple(one for one in done if one > step)


def fulfilled(criteria: Sequence[Criterion], flags: Sequence[bool]) -> bool:
    """Say whether a Step's own criteria are met.

    Every must is met, and one at least of each 選択組. A Step without criteria is never reached.
    """
    alternatives: dict[str, bool] = {}
    for criterion, flag in zip(criteria, flags, strict=True):
        if criterion.any_of:
            alternatives[criterion.any_of] = alternatives.get(criterion.any_of, False) or flag
        elif not flag:
            return False
    return bool(criteria) and all(alternatives.values())


def open_sets(found: Iterable[Outcome]) -> tuple[tuple[Outcome, ...], ...]:
    """Return what is still to be done for a Step: each must alone, each 選択組 together.

    Musts that are met, and 選択組 of which one is met, are done.
    """
    sets: dict[str | int, list[Outcome]] = {}
    for place, outcome in enumerate(found):
        sets.setdefault(outcome.criterion.any_of or place, []).append(outcome)
    return tuple(tuple(one) for one in sets.values() if not any(outcome.met for outcome in one))


def soonest(found: Sequence[Outcome]) -> dt.date | None:
    """Return the first day on which a Step is reached, None if it cannot be known.

    The latest of the musts, the earliest of each 選択組; one that is unknown leaves it unknown.
    """
    days = []
    for one in open_sets(found):
        known = [outcome.earliest_on for outcome in one if outcome.earliest_on]
        if not known:
            return None
        days.append(min(known))
    return max(days, default=None)


def leading(found: Sequence[Standing]) -> Standing:
    """Return the row of a persona with tools: that of its leading tool, whole, and which it is.

    The highest Step leads; of equal ones the one with the earliest date, then the first tool of
    the sheet. Nothing of another tool is mixed in, so that every column tells of the same one.
    """
    best = min(found, key=lambda one: (-one.step, one.earliest_on or dt.date.max))
    return best._replace(tool_code=None, leading_tool=best.tool_code)
