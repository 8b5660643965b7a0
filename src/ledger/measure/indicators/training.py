"""Targets of trainings: 受講率, 修了率, 修了者数 and 研修実施回数."""

from collections.abc import Mapping

from ledger.judge.criteria_columns import Bools
from ledger.judge.opportunity import sessions_held
from ledger.judge.population import COUNTS
from ledger.measure.indicators.figure import (
    Figure,
    Measured,
    Taking,
    count,
    numbers,
    share,
    unknown,
    whom,
)
from ledger.measure.participation import with_opportunity
from ledger.model.policy import Target
from ledger.model.terms import GroupCompletion, Horizon, Indicator, RateState
from ledger.model.verdicts import Lens


def attendance_rate(measured: Measured, target: Target) -> Figure:
    """受講率: completed this year, of those with an opportunity."""
    code = target.object_code
    if not code or not _is_taught(measured, code):
        return _no_training(target)
    population, name = measured.rated, measured.training_name(code)
    one = measured.rated_attendances.of_object(code)
    if not one.offered:
        what = _not_offered(measured, code)
        said = f"提供なし。{measured.during}に、{what}を実施した回も修了もない。"
        return Figure(None, state=RateState.NOT_OFFERED, basis=said)
    base = _base(measured, target, code)
    status = with_opportunity(population.status, one.had)
    counting = base & (status == COUNTS)
    done = numbers(population, counting & one.this_year)
    basis = f"{measured.during}に{name}を修了した人を、機会のあった人で割った。"
    figure = share(len(done), int(counting.sum()), basis, done)
    return figure.said(whom(status[base]), measured.basis_said)


def completion_rate(measured: Measured, target: Target) -> Figure:
    """修了率: completed at any time and unexpired, of those who count."""
    code = target.object_code
    if not code or not _is_taught(measured, code):
        return _no_training(target)
    population, name = measured.rated, measured.training_name(code)
    one = measured.rated_attendances.of_object(code)
    base = _base(measured, target, code)
    counting = base & population.counting
    done = numbers(population, counting & one.unexpired)
    basis = f"{measured.on}に有効な{name}の修了がある人を、対象の人で割った。"
    figure = share(len(done), int(counting.sum()), basis, done)
    return figure.said(whom(population.status[base]), measured.basis_said)


def completers(measured: Measured, target: Target) -> Figure:
    """修了者数: distinct persons; this year's for 年度計画, else unexpired to date (W41)."""
    code = target.object_code
    if not code or not _is_taught(measured, code):
        return _no_training(target)
    population, name = measured.present, measured.training_name(code)
    one = measured.present_attendances.of_object(code)
    counting = _counted(measured, target)
    annual = target.horizon is Horizon.ANNUAL
    done = numbers(population, counting & (one.this_year if annual else one.unexpired))
    basis = (
        f"{measured.during}に{name}を修了した人を数えた。"
        if annual
        else f"{measured.on}に有効な{name}の修了がある人を数えた。"
    )
    return count(len(done), f"{basis}同じ人は1名と数える。", done)


def delivered(measured: Measured, target: Target) -> Figure:
    """延べ受講者数: distinct persons, trainings and 修了日 of the year (ruling)."""
    code = target.object_code
    if not code or not _is_taught(measured, code):
        return _no_training(target)
    facts, counting = measured.present_attendances.facts, _counted(measured, target)
    first, number = measured.present.year_start, 0
    for member in _members(measured, code) or ():
        rows = facts.completions(member)
        done = (rows.rank <= Lens.OFFICIAL.reach) & (rows.day >= first)
        number += int(counting[rows.person[done]].sum())
    name = measured.training_name(code)
    basis = f"{measured.during}の{name}の修了を、人と研修と修了日ごとに1と数えた。"
    return count(number, f"{basis}同じ人も、修了日が違えばその数だけ数える。")


def sessions(measured: Measured, target: Target) -> Figure:
    """研修実施回数: 実施 sessions begun in the year; one of several days is one (W41)."""
    code = target.object_code
    if code and not _is_taught(measured, code):
        return _no_training(target)
    held = sessions_held(measured.policy, measured.as_of, _members(measured, code))
    name = measured.training_name(code) if code else "研修"
    basis = f"{measured.during}に始まり、状態が実施の{name}の開催回を数えた。"
    return count(len({session.session_no for session in held}), basis)


def _counted(measured: Measured, target: Target) -> Bools:
    """Return whom a head-count is about: who counts, of the target's persona if it names one."""
    counting = measured.present.counting
    if target.persona_code:
        counting = counting & measured.present.holding(target.persona_code)
    return counting


def _members(measured: Measured, code: str | None) -> tuple[str, ...] | None:
    if code is None:
        return None
    group = measured.policy.group_of(code)
    return group.training_codes if group else (code,)


def _base(measured: Measured, target: Target, code: str) -> Bools:
    """Return whom a rate is about: the target's persona, else whom the trainings are for."""
    if target.persona_code:
        return measured.rated.holding(target.persona_code)
    return measured.rated_attendances.audience(*(_members(measured, code) or ()))


def _not_offered(measured: Measured, code: str) -> str:
    """Name what was not offered: of a group that asks for all, those of its trainings."""
    group, name = measured.policy.group_of(code), measured.training_name(code)
    if group is None or group.completion is GroupCompletion.ANY:
        return name
    missing = "".join(
        measured.training_name(member)
        for member in group.training_codes
        if not measured.rated_attendances.of(member).offered
    )
    return f"{name}のうち{missing}"


def _is_taught(measured: Measured, code: str) -> bool:
    return code in measured.policy.trainings or measured.policy.group_of(code) is not None


def _no_training(target: Target) -> Figure:
    return unknown(f"対象コード {target.object_code or '(空)'} が研修・研修グループにない。")


FIGURES: Mapping[Indicator, Taking] = {
    Indicator.SESSIONS: sessions,
    Indicator.ATTENDANCE_RATE: attendance_rate,
    Indicator.COMPLETION_RATE: completion_rate,
    Indicator.COMPLETERS: completers,
    Indicator.DELIVERED: delivered,
}
"""How these 指標 are measured."""
