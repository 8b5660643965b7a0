"""From 基準値 to the goal, year by year: what stands on the way, and what each year adds (W33).

途中目標 that were written down are taken as they are; the other years lie on the straight line of
`milestones.milestone_of`. The last year is the goal itself. What cannot be worked out is said in a
sentence, and the numbers that would follow from it are left out.
"""

import math
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ledger.measure.milestones import milestone_of
from ledger.measure.rounding import PERCENT, exactly
from ledger.model.calendar import wareki_year
from ledger.model.policy import Policy, Target
from ledger.model.terms import Horizon, Indicator
from ledger.model.terms.indicators import PERCENT as PERCENT_UNIT
from ledger.model.units import unit_lacks, unit_of

_EACH_YEAR = frozenset(
    {
        *(Indicator.EVENTS, Indicator.SESSIONS, Indicator.ATTENDANCE_RATE, Indicator.DELIVERED),
        *(Indicator.ANSWER_RATE, Indicator.PROJECTS, Indicator.LED_PROJECTS),
    }
)
"""指標 that begin at nothing each year, so that nothing is carried from one to the next."""

NO_GOAL = "目標値が空欄なので、道すじを引けません。シート「目標」に書いてください。"
NO_BASE = (
    "基準年度か基準値が空欄なので、道すじを引けません。シート「目標」に、どの年度にいくつだったかを"
    "書いてください。"
)
FALLING = (
    "目標値が基準値より小さい目標です(新たに要る数は出しません)。判定は「目標値以上なら達成」なので、"
    "シート「目標」の目標値と基準値を確かめてください。"
)
OVER_ALL = "割合の目標値が100%を超えています。シート「目標」の目標値を確かめてください。"
LOSS_BELOW_NOTHING = "見込減がマイナスです。シート「目標」の見込減を、0以上の数に直してください。"
LOSS_NOT_USED = "毎年度0から数える指標なので、見込減は使いません。"
EACH_YEAR = "毎年度0から数える指標です。「新たに要る」は、その年度だけで要る数です。"
NO_WHOLE = "分母がまだ分からないので、人数にしていません。集約すると出ます。"
NOBODY = "分母が0なので、人数にできません(算定不能)。"


class PathYear(NamedTuple):
    """One year of a path.

    Attributes:
        year: Fiscal year.
        value: Where the target is to stand, in its own unit; None where no path leads.
        written: Whether 途中目標 says so.
        heads: The same as a number of people or 課 (回 or 件, where the target counts these).
        needed: What this year has to add: the step of the path, and 見込減.
    """

    year: int
    value: Fraction | None
    written: bool = False
    heads: int | None = None
    needed: int | None = None


class GoalPath(NamedTuple):
    """The way of one target.

    Attributes:
        target: The target.
        unit: Its unit as the table spells it.
        base: 基準値; None without one.
        base_heads: The same as a number of people or 課.
        years: The years after 基準年度 up to 期限年度, in their order.
        whole: 分母 that shares were turned into heads by; None where they were not.
        loss: Who is expected to leave a year, where that matters.
        notes: What keeps a number from being said, and what else is odd, in whole sentences.
        remarks: How the numbers are meant.
    """

    target: Target
    unit: str | None
    base: Fraction | None = None
    base_heads: int | None = None
    years: tuple[PathYear, ...] = ()
    whole: int | None = None
    loss: int = 0
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()

    def at(self, year: int) -> PathYear | None:
        """Return a year of the path, None where it has none."""
        return next((one for one in self.years if one.year == year), None)

    @property
    def is_each_year(self) -> bool:
        """Whether every year begins at nothing."""
        return counts_each_year(self.target)


class Wholes(NamedTuple):
    """What shares are shares of.

    Attributes:
        now: 分母 by 目標コード, as last measured.
        paths: Paths of other targets, whose heads are the 分母 of a うち割合.
    """

    now: Mapping[str, int]
    paths: Mapping[str, GoalPath]


def counts_each_year(target: Target) -> bool:
    """Say whether a target counts what happened in the year alone."""
    annual = target.indicator is Indicator.COMPLETERS and target.horizon is Horizon.ANNUAL
    return annual or target.indicator in _EACH_YEAR


def goal_path(policy: Policy, target: Target, wholes: Wholes) -> GoalPath:
    """Work out the way of one target.

    Args:
        policy: The policy, for 途中目標.
        target: The target, not a 定性 one.
        wholes: What a share is turned into heads by.
    """
    path = GoalPath(target, unit_of(target.indicator, target.unit))
    if lacks := unit_lacks(target.indicator, target.unit):
        return path._replace(notes=(f"{lacks}。シート「目標」を直してください。",))
    if target.goal_value is None:
        return path._replace(notes=(NO_GOAL,))
    if target.base_value is not None:
        path = path._replace(base=exactly(target.base_value))
    path = path._replace(years=tuple(_years(policy, target)))
    path = _in_heads(path, wholes)
    wrong = tuple(_wrong(path, policy.settings.fiscal_year))
    odd = tuple(_out_of_line(policy, target))
    if not wrong:
        path = _with_needs(path)
    return path._replace(notes=(*wrong, *odd, *path.notes), remarks=tuple(_remarks(path)))


def _years(policy: Policy, target: Target) -> Iterator[PathYear]:
    """Yield the years that a path leads through; the last one is the goal, whatever is written."""
    written = {m.year for m in policy.milestones if m.target_code == target.target_code}
    first = target.due_year
    if target.horizon is not Horizon.ANNUAL:
        known = [year + 1 for year in (target.base_year,) if year is not None]
        first = min([first, *(known or written)])
    for year in range(first, target.due_year):
        yield PathYear(year, milestone_of(policy, target, year), year in written)
    yield PathYear(target.due_year, exactly(target.goal_value or 0), target.due_year in written)


def _in_heads(path: GoalPath, wholes: Wholes) -> GoalPath:
    """Say a path in heads: shares of what is known to be their whole."""
    if path.unit != PERCENT_UNIT:
        years = (one._replace(heads=_up(one.value)) for one in path.years)
        return path._replace(years=tuple(years), base_heads=_nearest(path.base))
    if path.target.indicator is Indicator.ANSWER_RATE:
        return path
    now = wholes.now.get(path.target.target_code)
    other = _other(path.target, wholes)
    if now == 0 and other is None:
        return path._replace(notes=(NOBODY,))
    if now is None and other is None:
        return path._replace(notes=(NO_WHOLE,))

    def whole(year: int) -> int | None:
        return now if other is None else _there(other, year)

    years = (one._replace(heads=_up(_part(one.value, whole(one.year)))) for one in path.years)
    base_year = path.target.base_year
    first = now if base_year is None else whole(base_year)
    return path._replace(
        years=tuple(years),
        whole=whole(path.target.due_year),
        base_heads=_nearest(_part(path.base, first)),
    )


def _there(path: GoalPath, year: int) -> int | None:
    """Return the heads of a path in any year: its base before it begins, its goal after its end."""
    reached = [one.heads for one in path.years if one.year <= year]
    return reached[-1] if reached else path.base_heads


def _other(target: Target, wholes: Wholes) -> GoalPath | None:
    """Return the path of the people whom a うち割合 shares out, if nothing is wrong about it."""
    if target.indicator is not Indicator.SHARE_OF:
        return None
    path = wholes.paths.get(target.condition_code or "")
    if path is None or path.base_heads is None or not path.years:
        return None
    return path if all(one.needed is not None for one in path.years) else None


def _part(share: Fraction | None, whole: int | None) -> Fraction | None:
    return None if share is None or whole is None else share * whole / PERCENT


def _up(value: Fraction | None) -> int | None:
    return None if value is None else math.ceil(value)


def _nearest(value: Fraction | None) -> int | None:
    """基準値 was rounded when it was written down, so the nearest whole number was there."""
    return None if value is None else math.floor(value + Fraction(1, 2))


def _wrong(path: GoalPath, year: int) -> Iterator[str]:
    """Say what makes the needs of each year impossible to say."""
    target, goal, base = path.target, path.years[-1].value, path.base
    if path.unit == PERCENT_UNIT and goal is not None and goal > PERCENT:
        yield OVER_ALL
    if target.expected_loss is not None and target.expected_loss < 0:
        yield LOSS_BELOW_NOTHING
    if target.horizon is Horizon.ANNUAL:
        return
    if base is None or target.base_year is None:
        if not path.is_each_year:
            yield NO_BASE
        return
    if target.base_year >= target.due_year < year:
        yield (
            f"期限年度({wareki_year(target.due_year)})は過ぎています。シート「目標」で、期限年度と目標値を"
            "決め直すか、有効を×にしてください。"
        )
    elif target.base_year >= target.due_year:
        yield (
            f"基準年度({wareki_year(target.base_year)})が期限年度"
            f"({wareki_year(target.due_year)})より前ではありません。シート「目標」を直してください。"
        )
    if goal is not None and goal < base:
        yield FALLING
    else:
        yield from _disorder(path, base)


def _disorder(path: GoalPath, base: Fraction) -> Iterator[str]:
    """Say which 途中目標 lie above the goal, or below what was to be reached before."""
    goal, before, since = path.years[-1].value, base, "基準値"
    for one in path.years:
        if one.value is None:
            continue
        said = f"{wareki_year(one.year)}の途中目標 {number_said(one.value)}{path.unit}"
        if goal is not None and one.value > goal:
            yield (
                f"{said}が、目標値 {number_said(goal)}{path.unit}より大きくなっています。"
                "シート「途中目標」を直してください。"
            )
        elif one.value < before and one.year != path.target.due_year:
            yield (
                f"{said}が、{since}の {number_said(before)}{path.unit}より小さくなっています。"
                "シート「途中目標」を直してください。"
            )
        before, since = max(before, one.value), wareki_year(one.year)


def _out_of_line(policy: Policy, target: Target) -> Iterator[str]:
    """Say which 途中目標 are not used: after the 期限, by the 基準年度, or another goal."""
    first, last = target.base_year, target.due_year
    for one in policy.milestones:
        if one.target_code != target.target_code:
            continue
        said = f"{wareki_year(one.year)}の途中目標"
        if one.year > last:
            yield f"{said}は、期限({wareki_year(last)})より後なので使いません。"
        elif first is not None and one.year <= first:
            yield f"{said}は、基準年度({wareki_year(first)})までのものなので使いません。"
        elif one.year == last and one.goal_value != target.goal_value:
            yield (
                f"{said} {number_said(exactly(one.goal_value))}が、目標値と違います。"
                "期限の年度は、目標値で見ます。"
            )


def _remarks(path: GoalPath) -> Iterator[str]:
    if path.is_each_year:
        yield EACH_YEAR
        if path.target.expected_loss:
            yield LOSS_NOT_USED


def _with_needs(path: GoalPath) -> GoalPath:
    """Say what each year has to add: what the path rises by, and what leaves.

    What one year has too much of (the 分母 shrank) helps the next.
    """
    if path.is_each_year:
        return path._replace(years=tuple(one._replace(needed=one.heads) for one in path.years))
    if path.base_heads is None or path.target.horizon is Horizon.ANNUAL:
        return path
    loss, there = path.target.expected_loss or 0, path.base_heads
    years = []
    for one in path.years:
        if one.heads is None:
            return path
        left = there - loss
        years.append(one._replace(needed=max(0, one.heads - left)))
        there = max(one.heads, left)
    return path._replace(years=tuple(years), loss=loss)


def number_said(value: Fraction) -> str:
    """Say a number without a point where it is whole, else to one decimal."""
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.1f}"
