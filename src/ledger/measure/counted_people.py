"""Whom each figure counts on a day, person by person: what 前年差 is explained from.

The figures that say where people stand: who holds a persona, who has reached a Step, who has all
必須研修, and the targets that count such people (人材像人数, Step到達者数, Step到達率, 修了率, and
修了者数 to date). What counts the year's own work (events, sessions, projects, surveys, this
year's completions) is explained as a whole.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

import pandas as pd

from ledger.judge.criteria_columns import Bools
from ledger.judge.holders import in_post
from ledger.layout.frames import Tables
from ledger.measure.indicators.figure import Measured, numbers
from ledger.measure.kpis import figure_of
from ledger.measure.official_steps import with_leavers
from ledger.measure.participation import Asking
from ledger.measure.rate_rows import RateToCut
from ledger.model.policy import Policy, Target
from ledger.model.terms import Horizon, Indicator, RateKind

TARGET, PERSONA, STEP, MANDATORY = "目標", "人材像", "Step", "必須"
"""区分 of a figure."""

_STANDING = {
    Indicator.PERSONA_HOLDERS,
    Indicator.STEP_HOLDERS,
    Indicator.STEP_RATE,
    Indicator.COMPLETION_RATE,
    Indicator.COMPLETERS,
}
_RATED = {Indicator.STEP_RATE, Indicator.COMPLETION_RATE}
_OF_STEPS = {Indicator.STEP_HOLDERS, Indicator.STEP_RATE}


class Gain(StrEnum):
    """How one comes to be counted by a figure without coming or moving."""

    STEP = "Step上昇"
    COMPLETED = "修了"
    NONE = ""
    """One is counted by being there: who comes to be counted came, or moved."""


class CountedFigure(NamedTuple):
    """A figure and whom it counts.

    Attributes:
        kind: 区分.
        code: What it is of, the same every year.
        name: As people call it.
        people: Whom it counts.
        base: Of whom: who could be counted by being where they are.
        gain: How one of these comes to be counted.
    """

    kind: str
    code: str
    name: str
    people: frozenset[str]
    base: frozenset[str]
    gain: Gain


class CountedDay(NamedTuple):
    """Everybody and every figure on a day.

    Attributes:
        in_post: Who was in post.
        figures: By code, in the order in which they are told.
    """

    in_post: frozenset[str]
    figures: Mapping[str, CountedFigure]


def counted_day(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> CountedDay:
    """Return whom each figure counts on a day.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the day.
        as_of: The day.
    """
    measured = Measured(policy, tables, with_leavers(policy, tables, verdicts, as_of), as_of)
    found = (*_targets(measured), *_personas(measured), *_rates(measured))
    return CountedDay(in_post(tables, as_of), {one.code: one for one in found})


def target_code(code: str) -> str:
    """Return the code of a target's figure."""
    return f"{TARGET}:{code}"


def _targets(measured: Measured) -> Iterator[CountedFigure]:
    for target in measured.policy.targets.values():
        if not target.active or not _stands(target):
            continue
        people = figure_of(measured, target).people
        if people is None:
            continue
        population = measured.rated if target.indicator in _RATED else measured.present
        base = population.counting
        if target.persona_code:
            base = base & population.holding(target.persona_code)
        yield CountedFigure(
            TARGET,
            target_code(target.target_code),
            target.target_name,
            people,
            numbers(population, base),
            _gain(target),
        )


def _stands(target: Target) -> bool:
    """Say whether a target counts who stands there on the day, not what was done in the year."""
    if target.indicator is Indicator.COMPLETERS:
        return target.horizon is not Horizon.ANNUAL
    return target.indicator in _STANDING


def _gain(target: Target) -> Gain:
    if target.indicator is Indicator.PERSONA_HOLDERS:
        return Gain.NONE
    return Gain.STEP if target.indicator in _OF_STEPS else Gain.COMPLETED


def _personas(measured: Measured) -> Iterator[CountedFigure]:
    population = measured.present
    for persona in measured.policy.active_personas:
        code = persona.persona_code
        held = numbers(population, population.holding(code) & population.counting)
        name = f"人材像「{persona.persona_name}」の人数"
        yield CountedFigure(PERSONA, f"{PERSONA}:{code}", name, held, held, Gain.NONE)


def _rates(measured: Measured) -> Iterator[CountedFigure]:
    population = measured.rated
    for asked in Asking(population, measured.verdicts).standings():
        base: Bools = asked.base & population.counting
        is_step = asked.kind is RateKind.STEP
        yield CountedFigure(
            STEP if is_step else MANDATORY,
            asked.number(None),
            _named(measured.policy, asked),
            numbers(population, base & asked.reached),
            numbers(population, base),
            Gain.STEP if is_step else Gain.COMPLETED,
        )


def _named(policy: Policy, asked: RateToCut) -> str:
    persona = policy.personas[str(asked.persona_code)].persona_name
    if asked.step is None:
        return f"「{persona}」で必須研修をすべて修了した人"
    tool = f"・{policy.tool_name(asked.tool_code)}" if asked.tool_code else ""
    return f"「{persona}{tool}」でStep{asked.step}以上の人"
