"""The slow oracle for goals: what a figure is worth against its target, in exact fractions."""

import datetime as dt
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from oracle import days
from oracle.sheets import Row, number, number_or_none, text

MARKS = {"○": "達成", "△": "遅れ", "×": "未達"}

SHARES = frozenset(
    {
        "配置課割合",
        "ツール配置課割合",
        "受講率",
        "修了率",
        "回答割合",
        "Step到達率",
        "うち割合",
    }
)
COUNTED = {
    "役割配置数": "名",
    "人材像人数": "名",
    "配置課割合": "課",
    "ツール配置課割合": "課",
    "行事回数": "回",
    "研修実施回数": "回",
    "受講率": "名",
    "修了率": "名",
    "修了者数": "名",
    "延べ受講者数": "名",
    "回答割合": "名",
    "案件数": "件",
    "リード案件数": "件",
    "Step到達者数": "名",
    "Step到達率": "名",
    "うち割合": "名",
}
"""What the numerator of each 指標 counts in."""
SPELLED = {"％": "%", "人": "名"}


class Short(NamedTuple):
    """A 課 with too few people: how many are missing, and its head-count where that is too low."""

    section: str
    missing: int
    staff: int | None


class Renewed(NamedTuple):
    """Of those who reached a Step: how many are 要更新, how many stand by 上長判定."""

    renew: int
    reviewed: int


class Figure(NamedTuple):
    """What a target measures; a count has no denominator, a statement neither.

    A share whose target asks for its numerator is `counted`.
    """

    numerator: int | None
    denominator: int | None = None
    state: str = "算定"
    short: frozenset[Short] = frozenset()
    renewed: Renewed | None = None
    counted: bool = False


class Kpi(NamedTuple):
    """One target's row."""

    numerator: int | None
    denominator: int | None
    verdict: str
    actual: Fraction | None
    achievement: Fraction | None
    milestone: Fraction | None
    last_year: Fraction | None
    short: frozenset[Short]
    renewed: Renewed | None


class Day(NamedTuple):
    """The day judged, and the 基準日 on which its fiscal year is over for the targets."""

    as_of: dt.date
    key_date: dt.date


def kpi(
    target: Row, figure: Figure, day: Day, entered: Fraction | None, before: Fraction | None
) -> Kpi:
    """Hold a figure against its target.

    Args:
        target: The target.
        figure: What it measures.
        day: The day judged.
        entered: This year's 途中目標 as written down, if it is.
        before: Last year's 実績, if known.
    """
    statement = target["indicator"] == "定性"
    figure = figure if statement else _in_its_unit(target, figure)
    milestone = None if statement else _milestone(target, days.year_of(day.as_of), entered)
    actual = _actual(figure)
    return Kpi(
        numerator=figure.numerator,
        denominator=figure.denominator,
        verdict=_verdict(target, figure, day, milestone),
        actual=None if actual is None else tenths(actual),
        achievement=_achievement(target, actual),
        milestone=milestone,
        last_year=before,
        short=figure.short,
        renewed=figure.renewed,
    )


def _in_its_unit(target: Row, figure: Figure) -> Figure:
    """Say what of a figure the 単位 asks for; one that does not fit leaves nothing to compare."""
    written, indicator = text(target, "unit") or "", str(target["indicator"])
    unit = SPELLED.get(written, written)
    if unit == COUNTED[indicator]:
        return figure._replace(counted=indicator in SHARES)
    if unit == "%" and indicator in SHARES:
        return figure
    return Figure(None, state="算定不能")


def exact(value: object) -> Fraction:
    """Return a number as it was written down."""
    return Fraction(str(value))


def tenths(value: Fraction) -> Fraction:
    """Round to one decimal, half up, as it is shown."""
    return Fraction((20 * value + 1) // 2, 10)


def _actual(figure: Figure) -> Fraction | None:
    if figure.numerator is None or figure.denominator == 0:
        return None
    if figure.denominator is None or figure.counted:
        return Fraction(figure.numerator)
    return Fraction(100 * figure.numerator, figure.denominator)


def _achievement(target: Row, actual: Fraction | None) -> Fraction | None:
    if actual is None or not target["goal_value"]:
        return None
    return tenths(100 * actual / exact(target["goal_value"]))


def _verdict(target: Row, figure: Figure, day: Day, milestone: Fraction | None) -> str:
    if target["indicator"] == "定性":
        return MARKS.get(text(target, "review_mark") or "", "期中")
    if figure.state == "提供なし":
        return "提供なし"
    if figure.numerator is None or figure.denominator == 0 or target["goal_value"] is None:
        return "算定不能"
    return _on_a_day(target, figure, day, milestone)


def _on_a_day(target: Row, figure: Figure, day: Day, milestone: Fraction | None) -> str:
    years_left = number(target, "due_year") - days.year_of(day.as_of)
    early = day.as_of < day.key_date
    if years_left < 0 or (years_left == 0 and not early):
        on_the_way = False
    elif early:
        return "期中"
    else:
        on_the_way = target["horizon"] != "年度計画"
    if _reaches(figure, exact(target["goal_value"])):
        return "達成"
    return _midway(figure, milestone) if on_the_way else "未達"


def _midway(figure: Figure, milestone: Fraction | None) -> str:
    """Judge at a year's end that lies before the 期限."""
    if milestone is None:
        return "期中"
    return "順調" if _reaches(figure, milestone) else "遅れ"


def _reaches(figure: Figure, goal: Fraction) -> bool:
    """Compare exact integers: a share in percent with its goal, a count with its goal."""
    assert figure.numerator is not None
    if figure.denominator is None or figure.counted:
        return figure.numerator >= goal
    return 100 * figure.numerator >= goal * figure.denominator


def _milestone(target: Row, year: int, entered: Fraction | None) -> Fraction | None:
    """Return this year's 途中目標: as entered, else on the straight line, rounded up.

    The line ends exactly on the goal, asks for no more than that, and goes on level afterwards.
    """
    if entered is not None:
        return entered
    base_year, due = number_or_none(target, "base_year"), number(target, "due_year")
    if base_year is None or target["base_value"] is None or target["goal_value"] is None:
        return None
    base, goal = exact(target["base_value"]), exact(target["goal_value"])
    if year >= due:
        return goal
    line = base + (goal - base) * Fraction(year - base_year, due - base_year)
    return min(goal, Fraction(-(-line.numerator // line.denominator)))


def first(rows: Iterable[Row], column: str, **wanted: object) -> Fraction | None:
    """Return a number of the first row that says all that is wanted."""
    for row in rows:
        if all(row[key] == value for key, value in wanted.items()) and row[column] is not None:
            return exact(row[column])
    return None
