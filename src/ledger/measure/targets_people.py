"""Targets that count people, or their share: 体制, 参加率 and 能力成熟度."""

import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools
from ledger.judge.population import Population
from ledger.layout.frames import day
from ledger.measure.figures import Figure, Measured, count, numbers, share, unknown
from ledger.measure.participation import with_opportunity
from ledger.measure.rate_rows import denominator_note
from ledger.measure.standing import OfficialSteps, official_steps
from ledger.model.policy import Target
from ledger.model.terms import Horizon, RateState

Taking = Callable[[Measured, Target], Figure]


def post_holders(measured: Measured, target: Target) -> Figure:
    """役割配置数: distinct persons in 体制 with the role on the 基準日 (W42)."""
    if not target.object_code:
        return unknown("対象コードに役割がない。")
    data, at = measured.tables["posts"], day(measured.as_of)
    lasts = data["ended_on"].isna() | (data["ended_on"] >= at)
    rows = data[(data["started_on"] <= at) & lasts]
    wanted = _folded(target.object_code)
    rows = rows[[_folded(role) == wanted for role in rows["role"].fillna("")]]
    people = rows["staff_no"].fillna(rows["person_name"].map(_folded, na_action="ignore"))
    basis = f"体制で{measured.on}に{target.object_code}に就いている人を数えた。"
    return count(people.nunique(), basis, rows["staff_no"].dropna())


def persona_holders(measured: Measured, target: Target) -> Figure:
    """人材像人数: who holds the persona on the 基準日 and counts."""
    if not target.persona_code or target.persona_code not in measured.policy.personas:
        return _no_persona(target)
    population = measured.present
    base = population.holding(target.persona_code)
    held = numbers(population, base & population.counting)
    name = measured.persona_name(target.persona_code)
    basis = f"{measured.on}に人材像{name}を持つ人を数えた。{_note(population, base)}"
    return count(len(held), basis, held)


def attendance_rate(measured: Measured, target: Target) -> Figure:
    """受講率: completed this year, of those with an opportunity."""
    base = _base(measured, target)
    if base is None or not target.object_code:
        return _no_training(target)
    population = measured.rated
    one = measured.rated_attendances.of_object(target.object_code)
    name = measured.training_name(target.object_code)
    if not one.offered:
        said = f"提供なし。{measured.during}に、{name}を実施した回も修了もない。"
        return Figure(None, state=RateState.NOT_OFFERED, basis=said)
    status = with_opportunity(population.status, one.had)
    counting = base & (status == 0)
    done = numbers(population, counting & one.this_year)
    basis = f"{measured.during}に{name}を修了した人を、機会のあった人で割った。"
    note = denominator_note(np.bincount(status[base], minlength=6))
    return share(len(done), int(counting.sum()), basis, done).said(note, "。", _rated(measured))


def completion_rate(measured: Measured, target: Target) -> Figure:
    """修了率: completed at any time and unexpired, of those who count."""
    base = _base(measured, target)
    if base is None or not target.object_code:
        return _no_training(target)
    population = measured.rated
    one = measured.rated_attendances.of_object(target.object_code)
    done = numbers(population, base & population.counting & one.unexpired)
    name = measured.training_name(target.object_code)
    basis = f"{measured.on}に有効な{name}の修了がある人を、対象の人で割った。"
    whole = int((base & population.counting).sum())
    return share(len(done), whole, basis, done).said(_note(population, base), _rated(measured))


def completers(measured: Measured, target: Target) -> Figure:
    """修了者数: distinct persons; this year's for 年度計画, else unexpired to date (W41)."""
    if not target.object_code or not _known_training(measured, target.object_code):
        return _no_training(target)
    population = measured.present
    one = measured.present_attendances.of_object(target.object_code)
    counting = population.counting
    if target.persona_code:
        counting = counting & population.holding(target.persona_code)
    annual = target.horizon is Horizon.ANNUAL
    done = numbers(population, counting & (one.this_year if annual else one.unexpired))
    name = measured.training_name(target.object_code)
    basis = (
        f"{measured.during}に{name}を修了した人を数えた。"
        if annual
        else f"{measured.on}に有効な{name}の修了がある人を数えた。"
    )
    return count(len(done), basis + "同じ人は1名と数える。", done)


def step_holders(measured: Measured, target: Target) -> Figure:
    """Step到達者数: 正式 ≥ Step on the 基準日, of those who count."""
    return _stepped(measured, target, measured.present, rated=False)


def step_rate(measured: Measured, target: Target) -> Figure:
    """Step到達率: 正式 ≥ Step on the 基準日, of the persona's holders who count."""
    return _stepped(measured, target, measured.rated, rated=True)


def _stepped(measured: Measured, target: Target, population: Population, *, rated: bool) -> Figure:
    steps = steps_asked(measured, target, population)
    if isinstance(steps, Figure):
        return steps
    base = population.holding(str(target.persona_code))
    counting = base & population.counting
    mask = counting & (steps.step >= int(target.step or 0))
    reached = numbers(population, mask)
    name = measured.persona_name(str(target.persona_code))
    tool = f"(ツール {target.object_code})" if target.object_code else ""
    said = (
        f"{measured.on}に人材像{name}{tool}の正式Stepが{target.step}以上の人"
        f"(うち要更新 {int((mask & steps.renew).sum())}名、"
        f"うち上長変更 {int((mask & steps.reviewed).sum())}名)"
    )
    note = _note(population, base)
    if not rated:
        return count(len(reached), f"{said}を数えた。{note}", reached)
    figure = share(len(reached), int(counting.sum()), f"{said}を、対象の人で割った。", reached)
    return figure.said(note, _rated(measured))


def steps_asked(
    measured: Measured, target: Target, population: Population
) -> OfficialSteps | Figure:
    """Return the 正式Steps that a target asks for, or why it cannot be said which."""
    if not target.persona_code or target.persona_code not in measured.policy.personas:
        return _no_persona(target)
    if target.step is None:
        return unknown("Stepが空欄。")
    tool = target.object_code
    if tool and tool not in measured.policy.tools_of(target.persona_code):
        return unknown(f"対象コード {tool} は、この人材像のStep条件にあるツールではない。")
    return official_steps(measured.verdicts, population.people, target.persona_code, tool)


def _base(measured: Measured, target: Target) -> Bools | None:
    """Return whom a rate of a training is about, None if there is no such training."""
    code = target.object_code
    if not code or not _known_training(measured, code):
        return None
    if target.persona_code:
        return measured.rated.holding(target.persona_code)
    group = measured.policy.group_of(code)
    return measured.rated_attendances.audience(*(group.training_codes if group else (code,)))


def _known_training(measured: Measured, code: str) -> bool:
    return code in measured.policy.trainings or measured.policy.group_of(code) is not None


def _no_persona(target: Target) -> Figure:
    return unknown(f"人材像コード {target.persona_code or '(空)'} が人材像にない。")


def _no_training(target: Target) -> Figure:
    return unknown(f"対象コード {target.object_code or '(空)'} が研修・研修グループにない。")


def _note(population: Population, base: Bools) -> str:
    """Say who is left out of a head-count or a rate."""
    note = denominator_note(np.bincount(population.status[base], minlength=6))
    return note.replace("分母", "対象", 1) + "。"


def _rated(measured: Measured) -> str:
    return f"率の基準は{measured.policy.settings.rate_basis}。"


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def share_of(measured: Measured, target: Target, base: Target, counted: Figure) -> Figure:
    """うち割合: of the people another target counts, who reach the Step, or who led (W37).

    Args:
        measured: What figures are taken from.
        target: The target.
        base: The target that 条件目標コード names.
        counted: That target's figure.
    """
    people = counted.people
    if people is None:
        return unknown(f"条件目標 {base.target_code} は人を数える目標ではない。")
    asked = target.model_copy(update={"persona_code": target.persona_code or base.persona_code})
    if target.step is None:
        also, who = accepted_leads(measured) & people, _leads_said(measured)
    else:
        population = measured.rated
        steps = steps_asked(measured, asked, population)
        if isinstance(steps, Figure):
            return steps
        also = numbers(population, steps.step >= target.step) & people
        who = f"正式Stepが{target.step}以上の人"
    basis = (
        f"目標{base.target_code}「{base.target_name}」で数えた{len(people)}名のうち、"
        f"{measured.on}までの{who}の割合。"
    )
    return share(len(also), len(people), basis, also)


def accepted_leads(measured: Measured) -> frozenset[str]:
    """Return who has an accepted lead begun by the as-of date (共同リード by the switch)."""
    engagements = measured.rated_attendances.facts.engagements
    mask = (engagements.rank == 0) & np.isin(engagements.role, lead_roles(measured))
    return frozenset(measured.rated.people[np.unique(engagements.person[mask])].tolist())
