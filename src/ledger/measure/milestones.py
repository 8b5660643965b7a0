"""判定 of a target against its goal and this year's 途中目標 (design §5, rulings).

Everything is compared exactly, in fractions: 624 of 1,249 shows as 50.0 % and is 未達 (W39).
"""

import datetime as dt
import math
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from ledger.measure.indicators.figure import Figure
from ledger.measure.rounding import PERCENT, exactly, shown
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy, Target
from ledger.model.settings import Settings
from ledger.model.terms import Horizon, RateState, ReviewMark, TargetVerdict

MARKS: Mapping[ReviewMark | None, TargetVerdict] = {
    ReviewMark.GOOD: TargetVerdict.ACHIEVED,
    ReviewMark.FAIR: TargetVerdict.BEHIND,
    ReviewMark.POOR: TargetVerdict.MISSED,
    None: TargetVerdict.IN_YEAR,
}
"""判定 of a 定性 target by its 点検結果."""


class Held(NamedTuple):
    """A figure held against its goal.

    Attributes:
        verdict: 判定.
        milestone: 途中目標 of the year, None without one.
        achievement: 達成率 in percent, half-up to one decimal.
    """

    verdict: TargetVerdict
    milestone: Fraction | None
    achievement: float | None


def held(policy: Policy, target: Target, figure: Figure, as_of: dt.date) -> Held:
    """Hold a figure against the target's goal and milestone on the as-of date."""
    milestone = milestone_of(policy, target, fiscal_year_of(as_of))
    value = figure.value
    achievement = None
    if value is not None and target.goal_value:
        achievement = shown(PERCENT * value / exactly(target.goal_value))
    verdict = verdict_of(policy.settings, target, figure, milestone, as_of)
    return Held(verdict, milestone, achievement)


def verdict_of(
    settings: Settings,
    target: Target,
    figure: Figure,
    milestone: Fraction | None,
    as_of: dt.date,
) -> TargetVerdict:
    """Return 判定; the year ends with its 基準日, and a 期限 is the 基準日 of its year (W42).

    A target whose 期限 has come is 達成 or 未達 on any day; so is one of the 年度計画 at year-end.
    Before its 期限 one is 期中 until year-end, then 達成, else 順調 where this year's milestone is
    met, else 遅れ; without a milestone 期中.

    Args:
        settings: 設定, for the 基準日.
        target: The target, not a 定性 one.
        figure: What it measures.
        milestone: 途中目標 of the year of the as-of date.
        as_of: The day judged.
    """
    value = figure.value
    if figure.state is RateState.NOT_OFFERED:
        return TargetVerdict.NOT_OFFERED
    if value is None or target.goal_value is None:
        return TargetVerdict.NO_BASE
    year = fiscal_year_of(as_of)
    year_over = as_of >= settings.key_date_in(year)
    due = target.due_year < year or (target.due_year == year and year_over)
    if not year_over and not due:
        return TargetVerdict.IN_YEAR
    if value >= exactly(target.goal_value):
        return TargetVerdict.ACHIEVED
    if due or target.horizon is Horizon.ANNUAL:
        return TargetVerdict.MISSED
    return _on_the_way(value, milestone)


def _on_the_way(value: Fraction, milestone: Fraction | None) -> TargetVerdict:
    if milestone is None:
        return TargetVerdict.IN_YEAR
    return TargetVerdict.ON_TRACK if value >= milestone else TargetVerdict.BEHIND


def milestone_of(policy: Policy, target: Target, year: int) -> Fraction | None:
    """Return 途中目標 of a year: as written down, else on the straight line (W33).

    The line runs from 基準値 in 基準年度 to 目標値 in 期限年度, rounded up to whole units of the
    target but never beyond the goal, and ends exactly on it. None without a goal or a base.
    """
    asked = (target.target_code, year)
    written = [one for one in policy.milestones if (one.target_code, one.year) == asked]
    if written:
        return exactly(written[-1].goal_value)
    if target.goal_value is None or target.base_value is None or target.base_year is None:
        return None
    goal, base = exactly(target.goal_value), exactly(target.base_value)
    if year >= target.due_year:
        return goal
    if year <= target.base_year:
        return base
    way = Fraction(year - target.base_year, target.due_year - target.base_year)
    risen = Fraction(math.ceil(base + (goal - base) * way))
    return min(risen, goal) if goal >= base else risen
