"""Targets of coverage: the share of 課 that have enough people (配置課割合, ツール配置課割合)."""

from collections import Counter
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import Bools
from ledger.judge.kinds.grade import latest
from ledger.judge.organisation import Section
from ledger.judge.population import Population
from ledger.measure.indicators.figure import (
    Figure,
    Measured,
    Taking,
    no_persona,
    numbers,
    share,
    unknown,
)
from ledger.measure.official_steps import official_steps
from ledger.model.policy import Target
from ledger.model.terms import Indicator, SectionLevel
from ledger.model.verdicts import Lens


class CountedPeople(NamedTuple):
    """Whom a target of placement counts: who of the population, and in words."""

    who: Bools
    said: str


def persona_coverage(measured: Measured, target: Target) -> Figure:
    """配置課割合: 課 with enough holders of the persona who count / 課 that count (W31, W32).

    Where the target names a Step, only holders who reached it.
    """
    if not target.persona_code or target.persona_code not in measured.policy.personas:
        return no_persona(target)
    return _covered(measured, target, persona_held(measured, target.persona_code, target.step))


def persona_held(measured: Measured, persona_code: str, step: int | None) -> CountedPeople:
    """Return who counts and holds a persona, with the Step if one is asked for."""
    population = measured.present
    held = population.counting & population.holding(persona_code)
    if step is not None:
        row = official_steps(measured.verdicts, population, persona_code, None)
        held &= row.step >= step
    asked = f"の正式Stepが{step}以上の人" if step is not None else "を持つ人"
    return CountedPeople(held, f"人材像{measured.persona_name(persona_code)}{asked}")


def tool_coverage(measured: Measured, target: Target) -> Figure:
    """ツール配置課割合: 課 with enough people who have the Step, or the level, of the tool."""
    tool = target.object_code
    if not tool or tool not in measured.policy.tools:
        return unknown(f"対象コード {tool or '(空)'} がツールにない。")
    if target.persona_code and target.persona_code not in measured.policy.personas:
        return no_persona(target)
    return _covered(measured, target, tool_held(measured, tool, target.persona_code, target.step))


def tool_held(
    measured: Measured, tool_code: str, persona_code: str | None, step: int | None
) -> CountedPeople:
    """Return who counts and has the Step, or the level, of a tool; the first if none is named.

    The Step where the persona's criteria name the tool; else ツール習熟, in its latest year.
    """
    population, wanted = measured.present, 1 if step is None else step
    held, name = population.counting, measured.policy.tools[tool_code].tool_name
    if persona_code:
        held = held & population.holding(persona_code)
        if tool_code in measured.policy.tools_of(persona_code):
            row = official_steps(measured.verdicts, population, persona_code, tool_code)
            persona = measured.persona_name(persona_code)
            said = f"人材像{persona}(ツール「{name}」)の正式Stepが{wanted}以上の人"
            return CountedPeople(held & (row.step >= wanted), said)
    levels = measured.present_attendances.facts.tool_levels
    own = (levels.code == tool_code) & (levels.rank <= Lens.OFFICIAL.reach)
    able = latest(levels, own, population.size) >= wanted
    return CountedPeople(held & able, f"「{name}」の習熟がレベル{wanted}以上の人")


def _covered(measured: Measured, target: Target, counted: CountedPeople) -> Figure:
    """Share the 課 that have enough people; a surplus elsewhere helps none of the others."""
    population, (held, who) = measured.present, counted
    divisions = population.organisation.counted(SectionLevel.DIVISION)
    there, staff = by_division(population, held), by_division(population, population.counting)
    wanted = target.per_section or 1
    short = [one for one in divisions if there[one.code] < wanted]
    names = names_of(divisions)
    basis = (
        f"{measured.on}に{who}が{wanted}名以上いる課を、集計対象の課で割った。"
        "人は主務の課(係は上の課)で数える。"
    )
    figure = share(len(divisions) - len(short), len(divisions), basis, numbers(population, held))
    missing = (_short(names[s.code], wanted, there[s.code], staff[s.code]) for s in short)
    return figure._replace(short_of=tuple(missing))


def _short(name: str, wanted: int, there: int, staff: int) -> str:
    said = f"{name} 不足{wanted - there}名"
    return f"{said} 定員不足(定員 {staff}名)" if staff < wanted else said


def by_division(population: Population, mask: Bools) -> Counter[str | None]:
    """Count people by their 課; who is in none, under None."""
    path, (numbers_of, section) = population.organisation.division_of, population.sections
    people = np.bincount(section[mask] + 1, minlength=len(numbers_of) + 1).tolist()
    found: Counter[str | None] = Counter()
    for code, many in zip((None, *numbers_of), people, strict=True):
        found[path(code)] += many
    return found


def names_of(sections: tuple[Section, ...]) -> Mapping[str, str]:
    """Return how sections are named in print: by code besides where two have the same name."""
    same = Counter(section.name for section in sections)
    return {
        section.code: f"{section.name}({section.code})" if same[section.name] > 1 else section.name
        for section in sections
    }


FIGURES: Mapping[Indicator, Taking] = {
    Indicator.PERSONA_COVERAGE: persona_coverage,
    Indicator.TOOL_COVERAGE: tool_coverage,
}
"""How these 指標 are measured."""
