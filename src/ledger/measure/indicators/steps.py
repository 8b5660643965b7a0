"""Targets of Steps: Step到達者数, Step到達率, and うち割合 of another target's people."""

from collections.abc import Mapping

from ledger.judge.criteria_columns import Bools
from ledger.judge.population import Population
from ledger.measure.indicators.figure import (
    Figure,
    Measured,
    Taking,
    count,
    no_persona,
    numbers,
    share,
    unknown,
    whom,
)
from ledger.measure.leads import leads_of
from ledger.measure.official_steps import OfficialSteps, official_steps
from ledger.model.policy import Target
from ledger.model.terms import Indicator


def step_holders(measured: Measured, target: Target) -> Figure:
    """Step到達者数: 正式 ≥ Step on the 基準日, of the persona's holders who count."""
    population = measured.present
    steps = steps_asked(measured, target, population)
    if isinstance(steps, Figure):
        return steps
    base = population.holding(str(target.persona_code))
    reached = base & population.counting & (steps.step >= int(target.step or 0))
    people = numbers(population, reached)
    said = _said(measured, target, steps, population, reached)
    return count(len(people), f"{said}を数えた。{whom(population.status[base])}", people)


def step_rate(measured: Measured, target: Target) -> Figure:
    """Step到達率: 正式 ≥ Step on the 基準日 / the persona's holders who count."""
    population = measured.rated
    steps = steps_asked(measured, target, population)
    if isinstance(steps, Figure):
        return steps
    base = population.holding(str(target.persona_code))
    counting = base & population.counting
    reached = counting & (steps.step >= int(target.step or 0))
    people = numbers(population, reached)
    said = _said(measured, target, steps, population, reached)
    figure = share(len(people), int(counting.sum()), f"{said}を、対象の人で割った。", people)
    return figure.said(whom(population.status[base]), measured.basis_said)


def share_of(measured: Measured, target: Target, base: Target, counted: Figure) -> Figure:
    """うち割合: of the people another target counts, who reach the Step, or who led (W37).

    Args:
        measured: What figures are taken from.
        target: The target; with a Step it asks for that, else for an accepted lead begun by the
            as-of date (共同リード by the switch). Its persona is its own, else the other's.
        base: The target that 条件目標コード names.
        counted: That target's figure.
    """
    people = counted.people
    if people is None:
        return unknown(f"条件目標{base.target_code}「{base.target_name}」は、人を数えられない。")
    if target.step is None:
        leads = leads_of(measured.present)
        also, who = numbers(measured.present, leads.begun) & people, leads.words
    else:
        asked = target.model_copy(update={"persona_code": target.persona_code or base.persona_code})
        steps = steps_asked(measured, asked, measured.present)
        if isinstance(steps, Figure):
            return steps
        also = numbers(measured.present, steps.step >= target.step) & people
        who = f"正式Stepが{target.step}以上の人"
    basis = (
        f"目標{base.target_code}「{base.target_name}」で数えた{len(people)}名のうち、"
        f"{measured.on}の時点で{who}の割合。"
    )
    return share(len(also), len(people), basis, also)


def steps_asked(
    measured: Measured, target: Target, population: Population
) -> OfficialSteps | Figure:
    """Return the 正式Steps that a target asks for, or why it cannot be said which.

    Args:
        measured: What figures are taken from.
        target: The target: persona, Step, and in 対象コード a tool or nothing.
        population: Over whom.
    """
    if not target.persona_code or target.persona_code not in measured.policy.personas:
        return no_persona(target)
    if target.step is None:
        return unknown("Stepが空欄。")
    tool = target.object_code
    if tool and tool not in measured.policy.tools_of(target.persona_code):
        known = measured.policy.tools.get(tool)
        named = f"{tool}「{known.tool_name}」" if known else tool
        return unknown(f"対象コード {named}は、この人材像のStep条件にあるツールではない。")
    return official_steps(measured.verdicts, population, target.persona_code, tool)


def _said(
    measured: Measured,
    target: Target,
    steps: OfficialSteps,
    population: Population,
    reached: Bools,
) -> str:
    """Say what is counted, and how many of them 要更新 or a 上長判定 that changed the Step."""
    persona, tool_code = str(target.persona_code), target.object_code
    without = official_steps(measured.unreviewed, population, persona, tool_code)
    changed = without.judged & (without.step != steps.step)
    renew, reviewed = int((reached & steps.renew).sum()), int((reached & changed).sum())
    name = measured.persona_name(str(target.persona_code))
    tool = f"(ツール「{measured.policy.tool_name(tool_code)}」)" if tool_code else ""
    return (
        f"{measured.on}に人材像{name}{tool}の正式Stepが{target.step}以上の人"
        f"(うち要更新 {renew}名、うち上長変更 {reviewed}名)"
    )


FIGURES: Mapping[Indicator, Taking] = {
    Indicator.STEP_HOLDERS: step_holders,
    Indicator.STEP_RATE: step_rate,
}
"""How these 指標 are measured."""
