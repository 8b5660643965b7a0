"""KPI: targets in use, measured and held against their goals (table `kpis`); 例 only measured.

実績 and 達成率 are rounded for display (half-up, one decimal); 判定 compares exact numbers.
算定根拠 tells in whole sentences what was counted, of whom, and by which basis.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

import pandas as pd

from ledger.judge.coded_tables import coded
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import Tables, frame
from ledger.layout.result_tables import KPIS
from ledger.measure.history import HistoryKind, last_year
from ledger.measure.indicators import activity, people, sections, steps, survey, training
from ledger.measure.indicators.figure import Figure, Measured, Taking, unknown
from ledger.measure.milestones import MARKS, held
from ledger.measure.official_steps import with_leavers
from ledger.measure.rounding import shown
from ledger.model.policy import Policy, Target
from ledger.model.terms import Indicator, TargetVerdict
from ledger.model.terms.indicators import PERCENT
from ledger.model.units import unit_lacks, unit_of

_FAMILIES = (
    people,
    sections,
    activity,
    training,
    survey,
    steps,
)
NOT_DECIDED = "例の目標です。数字を決めて、シート「目標」の有効を○にすると、判定します。"
FIGURES: Mapping[Indicator, Taking] = {
    indicator: taking for family in _FAMILIES for indicator, taking in family.FIGURES.items()
}
"""How each 指標 is measured; うち割合 and 定性 rest on something else."""


def kpis(
    policy: Policy,
    tables: Tables,
    verdicts: pd.DataFrame,
    _rates: pd.DataFrame,
    as_of: dt.date,
) -> pd.DataFrame:
    """Work out every target in use.

    Args:
        policy: The policy.
        tables: The ledger's tables, `history` of earlier years among them.
        verdicts: Step判定 on the as-of date (table `verdicts`).
        _rates: 参加率 on the as-of date (table `rates`); targets ask also for groups and for other
            people, so they are measured from the same facts instead.
        as_of: 基準日.

    Returns:
        The table `kpis`, in the order of the targets.
    """
    own = coded(tables)
    measured = Measured(policy, own, with_leavers(policy, own, verdicts, as_of), as_of)
    before = last_year(tables, HistoryKind.TARGET, as_of)
    rows = [
        {**_row(measured, target), "last_year": before.get(target.target_code)}
        for target in policy.targets.values()
        if target.active or target.active.is_example
    ]
    return frame(KPIS, rows)


def counting(rows: Iterable[NewRow]) -> list[NewRow]:
    """Return the rows of `kpis` that count: a target that stands there as 例 is in no summary."""
    return [row for row in rows if row["verdict"] != TargetVerdict.EXAMPLE]


def figure_of(measured: Measured, target: Target, above: tuple[str, ...] = ()) -> Figure:
    """Measure a target.

    Args:
        measured: What figures are taken from.
        target: The target, not a 定性 one.
        above: Targets that ask for this one by 条件目標コード, so that a circle ends.
    """
    if target.indicator is not Indicator.SHARE_OF:
        return FIGURES[target.indicator](measured, target)
    base = measured.policy.targets.get(target.condition_code or "")
    if base is None:
        return unknown(f"条件目標コード {target.condition_code or '(空)'} が目標にない。")
    named = f"条件目標{base.target_code}「{base.target_name}」"
    if base.target_code in (*above, target.target_code):
        return unknown(f"{named}が、めぐって自分に戻る。")
    if base.indicator is Indicator.STATEMENT:
        return unknown(f"{named}は定性の目標で、人を数えない。")
    counted = figure_of(measured, base, (*above, target.target_code))
    return steps.share_of(measured, target, base, counted)


def _row(measured: Measured, target: Target) -> dict[str, Cell]:
    common: dict[str, Cell] = {
        "target_code": target.target_code,
        "target_type": target.target_type.value,
        "target_name": target.target_name,
        "unit": PERCENT if _is_percent(target) else target.unit,
        "goal_value": target.goal_value,
    }
    if target.active.is_example:
        return {**common, **_example(measured, target)}
    if target.indicator is Indicator.STATEMENT:
        return {**common, **_statement(target)}
    figure = _in_its_unit(measured, target)
    against = held(measured.policy, target, figure, measured.as_of)
    value = figure.value
    goal = "" if target.goal_value is not None else "目標値が空欄のため判定しない。"
    return {
        **common,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "actual": None if value is None else shown(value),
        "achievement": against.achievement,
        "milestone": None if against.milestone is None else float(against.milestone),
        "verdict": against.verdict.value,
        "short_of": "、".join(figure.short_of) or None,
        "basis": figure.basis + goal,
    }


def _example(measured: Measured, target: Target) -> dict[str, Cell]:
    """Measure a target that nobody has decided on yet: its figure, and no judgement."""
    said: dict[str, Cell] = {"verdict": TargetVerdict.EXAMPLE.value, "basis": NOT_DECIDED}
    if target.indicator is Indicator.STATEMENT:
        return said
    figure = _in_its_unit(measured, target)
    return {
        **said,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "actual": None if figure.value is None else shown(figure.value),
        "basis": NOT_DECIDED + figure.basis,
    }


def _is_percent(target: Target) -> bool:
    return unit_of(target.indicator, target.unit) == PERCENT


def _in_its_unit(measured: Measured, target: Target) -> Figure:
    """Measure a target in its own 単位; one that does not belong to the 指標 compares nothing."""
    if lacks := unit_lacks(target.indicator, target.unit):
        return unknown(f"{lacks}。")
    figure = figure_of(measured, target)
    if figure.denominator is None or _is_percent(target):
        return figure
    said = f"単位が{target.unit}なので、割合でなく分子の数を目標値と比べた。"
    return figure._replace(counted=True).said(said)


def _statement(target: Target) -> dict[str, Cell]:
    mark = target.review_mark
    said = f"点検結果は{mark}。" if mark else "点検結果が空欄。"
    evidence = f"根拠: {target.review_evidence}" if target.review_evidence else "点検根拠が空欄。"
    return {"verdict": MARKS[mark].value, "basis": said + evidence}
