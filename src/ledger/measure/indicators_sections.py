"""Targets of coverage: the share of 課 that have enough people (配置課割合, ツール配置課割合)."""

from collections import Counter
from collections.abc import Mapping

from ledger.judge.criteria_columns import Bools
from ledger.judge.kinds.grade import latest
from ledger.judge.organisation import Section
from ledger.judge.population import Population
from ledger.measure.indicators import Figure, Measured, Taking, no_persona, numbers, share, unknown
from ledger.measure.official_steps import official_steps
from ledger.model.policy import Target
from ledger.model.terms import Indicator, SectionLevel
from ledger.model.verdicts import Lens


def persona_coverage(measured: Measured, target: Target) -> Figure:
    """配置課割合: 課 with enough holders of the persona who count / 課 that count (W31, W32).

    Where the target names a Step, only holders who reached it.
    """
    population = measured.present
    if not target.persona_code or target.persona_code not in measured.policy.personas:
        return no_persona(target)
    held = population.counting & population.holding(target.persona_code)
    if target.step is not None:
        row = official_steps(measured.verdicts, population.people, target.persona_code, None)
        held &= row.step >= target.step
    step = f"の正式Stepが{target.step}以上の人" if target.step is not None else "を持つ人"
    who = f"人材像{measured.persona_name(target.persona_code)}{step}"
    return _covered(measured, target, held, who)


def tool_coverage(measured: Measured, target: Target) -> Figure:
    """ツール配置課割合: 課 with enough people who have the Step, or the level, of the tool.

    The Step where the persona's criteria name the tool; else ツール習熟, in its latest year.
    """
    tool, population = target.object_code, measured.present
    if not tool or tool not in measured.policy.tools:
        return unknown(f"対象コード {tool or '(空)'} がツールにない。")
    if target.persona_code and target.persona_code not in measured.policy.personas:
        return no_persona(target)
    held, name = population.counting, measured.policy.tools[tool].tool_name
    wanted = 1 if target.step is None else target.step
    if target.persona_code:
        held = held & population.holding(target.persona_code)
        if tool in measured.policy.tools_of(target.persona_code):
            row = official_steps(measured.verdicts, population.people, target.persona_code, tool)
            persona = measured.persona_name(target.persona_code)
            who = f"人材像{persona}(ツール「{name}」)の正式Stepが{wanted}以上の人"
            return _covered(measured, target, held & (row.step >= wanted), who)
    levels = measured.present_attendances.facts.tool_levels
    own = (levels.code == tool) & (levels.rank <= Lens.OFFICIAL.reach)
    able = latest(levels, own, population.size) >= wanted
    return _covered(measured, target, held & able, f"「{name}」の習熟がレベル{wanted}以上の人")


def _covered(measured: Measured, target: Target, held: Bools, who: str) -> Figure:
    """Share the 課 that have enough people; a surplus elsewhere helps none of the others."""
    population = measured.present
    divisions = population.organisation.counted(SectionLevel.DIVISION)
    there, staff = _by_division(population, held), _by_division(population, population.counting)
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


def _by_division(population: Population, mask: Bools) -> Counter[str | None]:
    """Count people by their 課."""
    path = population.organisation.division_of
    return Counter(path(section) for section in population.sections[mask].tolist())


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
