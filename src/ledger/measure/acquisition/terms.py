"""What is offered and what is required of a case, in words; and what all cases come to."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ledger.judge.acquisition_methods import method_choice
from ledger.judge.acquisition_rows import EMPLOYED, AcquisitionRow, PersonRequirement
from ledger.measure.acquisition.plans import AcquisitionPlan
from ledger.measure.rounding import PERCENT, shown
from ledger.model.terms import BudgetKind, Flag, Route, Timing

_OPEN = "未記入"
_PUBLIC = "公募"


class AcquisitionCounts(NamedTuple):
    """What all cases come to.

    Attributes:
        cases: How many there are.
        short: Those of which somebody is missing.
        people: How many people are missing in them.
        unknown: Those of which it cannot be told.
        by_route: Cases by 経路, those that are enough apart.
        soon: Those that have to be begun within three months.
        late: Those of which no way is in time.
        unfunded: Those to be acquired whose budget can be asked for no more.
    """

    cases: int
    short: int
    people: int
    unknown: int
    by_route: dict[Route, int]
    soon: int
    late: int
    unfunded: int


def acquisition_counts(plans: Sequence[AcquisitionPlan]) -> AcquisitionCounts:
    """Count the cases.

    Args:
        plans: The cases.
    """
    found = [plan.found for plan in plans]
    routes = [one.route for one in found if one.route is not Route.NOT_NEEDED]
    return AcquisitionCounts(
        cases=len(found),
        short=sum(bool(one.shortage) for one in found),
        people=sum(one.shortage or 0 for one in found),
        unknown=sum(one.timing is Timing.UNKNOWN for one in found),
        by_route={route: routes.count(route) for route in Route if route in routes},
        soon=sum(one.timing is Timing.SOON for one in found),
        late=sum(one.timing is Timing.LATE for one in found),
        unfunded=sum(_is_unfunded(plan) for plan in plans),
    )


def _is_unfunded(plan: AcquisitionPlan) -> bool:
    budget = plan.found.budget
    acquires = plan.found.route in (Route.ACQUIRE, Route.TOO_LATE)
    return acquires and budget is not None and budget.kind is BudgetKind.EXISTING


def summary_said(plans: Sequence[AcquisitionPlan]) -> str:
    """Return what all cases come to, in one line."""
    found = acquisition_counts(plans)
    routes = "、".join(f"{route.value} {many}件" for route, many in found.by_route.items())
    parts = (
        f"案件 {found.cases}件のうち、不足 {found.short}件・{found.people}名",
        f"経路: {routes}" if routes else "",
        f"× 間に合わない {found.late}件" if found.late else "",
        f"▲ 3か月以内に始める {found.soon}件" if found.soon else "",
        f"× 予算要求が過ぎた {found.unfunded}件" if found.unfunded else "",
        f"？ 分からない {found.unknown}件" if found.unknown else "",
    )
    return "。".join(part for part in parts if part)


def shortage_said(row: AcquisitionRow, skill: str, matching: int | None) -> str:
    """Return how many are missing, of which skill, and for what.

    Args:
        row: The case.
        skill: The name of its skill; "" without one.
        matching: 合致人数 of the skill in ギャップ; None where that is not known.
    """
    known = f"見込 {row.expected}名" if row.expected is not None else f"見込 {_OPEN}"
    missing = "不明" if row.shortage is None else f"{row.shortage}名"
    parts = [f"必要 {row.needed}名 − {known} = 不足 {missing}"]
    if skill:
        now = "" if matching is None else f"(いまの合致 {matching}名)"
        parts.append(f"スキル「{skill}」{now}")
    if row.duty:
        parts.append(f"業務: {row.duty}")
    return "。".join(parts)


def terms_said(row: AcquisitionRow) -> str:
    """Return what is offered: time, place, 公募, pay against the market, money (S78, W43)."""
    employed = method_choice(row).taken in EMPLOYED
    parts = (
        _hours(row, employed=employed),
        f"在宅 {Flag.YES.value if row.remote else Flag.NO.value}",
        _recruitment(row, employed=employed),
        _pay(row, employed=employed),
        _panel(row, employed=employed),
        f"概算額 {_OPEN}" if row.estimate is None else f"概算額 {row.estimate:,}円",
        f"財源 {row.funding.value if row.funding else _OPEN}",
    )
    return "、".join(part for part in parts if part)


def lead_times_said(row: AcquisitionRow) -> str:
    """Return how long each way takes, as far as it is written: for whom nothing has to begin."""
    months = {"育成": row.training_months, "募集": row.recruiting_months, "立上": row.ramp_months}
    known = "、".join(f"{what} {many}か月" for what, many in months.items() if many is not None)
    return f"(かかる月数: {known})" if known else ""


def requirements_said(row: AcquisitionRow) -> Iterator[tuple[str, str]]:
    """Yield each 人物要件 with how it is judged: a label and a text."""
    for one in row.requirements:
        yield f"要件 {one.number} {one.kind.value}", _requirement(one)


def _hours(row: AcquisitionRow, *, employed: bool) -> str:
    week, days, each = row.hours_per_week, row.days_per_week, row.hours_a_day
    if week is None and days is None:
        return f"週の時間 {_OPEN}" if employed else ""
    parts = [
        f"週{week:g}時間" if week is not None else f"週時間 {_OPEN}",
        f"週{days:g}日" if days is not None else f"週日数 {_OPEN}",
    ]
    day = "" if each is None else f"(1日{float(round(each, 2)):g}時間)"
    return "・".join(parts) + day


def _recruitment(row: AcquisitionRow, *, employed: bool) -> str:
    if row.recruitment is None:
        return f"公募区分 {_OPEN}(公募が原則)" if employed else ""
    return row.recruitment if row.recruitment == _PUBLIC else f"{row.recruitment}(公募が原則)"


def _pay(row: AcquisitionRow, *, employed: bool) -> str:
    low, high, market, gap = row.salary_low, row.salary_high, row.market_salary, row.pay_gap
    if low is None and high is None and not employed:
        return ""
    yen = [_OPEN if value is None else f"{value:,}円" for value in (low, high)]
    said = f"給与 {yen[0]}〜{yen[1]}"
    if market is None:
        return f"{said}(民間水準 {_OPEN})"
    if gap is None:
        return f"{said}(民間 {market:,}円)"
    percent = shown(abs(gap) * PERCENT)
    side = "低い" if gap > 0 else "高い"
    against = f"上限は民間より{percent}%{side}" if gap else "上限は民間と同じ"
    return f"{said}(民間 {market:,}円、{against})"


def _panel(row: AcquisitionRow, *, employed: bool) -> str:
    if not employed and not row.expert_interviewer:
        return ""
    return f"専門の人の面接同席 {Flag.YES.value if row.expert_interviewer else Flag.NO.value}"


def _requirement(one: PersonRequirement) -> str:
    parts = (
        one.text,
        f"評価方法: {one.assessment or _OPEN}",
        f"目安: {one.guide}" if one.guide else "",
        f"担当: {one.department.value if one.department else _OPEN}",
    )
    return "。".join(part for part in parts if part)
