"""確保の逆算, reckoned slowly: every day is tried, none is calculated.

A way begins in time on a day if what it takes, months by 民法143条, is over before the day that it
leads to. The last such day is searched backwards day by day, the first day after which something
is over forwards; a 補正予算 by walking through the months of the year of 着任.
"""

import datetime as dt
from calendar import monthrange
from typing import Any, NamedTuple

DAY = dt.timedelta(days=1)
Money = tuple[str | None, dt.date | None, dt.date | None]
"""Kind of budget, its deadline, and the deadline of 当初予算."""


class Expected(NamedTuple):
    """What a case comes to: as the table 逆算 and `--json` say it."""

    shortage: int | None
    training_by: dt.date | None
    recruiting_by: dt.date | None
    arrival_by: dt.date | None
    budget: str | None
    budget_by: dt.date | None
    initial_budget_by: dt.date | None
    route: str
    timing: str | None
    method: str


def last_day(start: dt.date, months: int) -> dt.date:
    """Return the last day of a period: the day before its 応当日, else the end of the month."""
    year, month = start.year, start.month
    for _ in range(months):
        month += 1
        if month > 12:
            year, month = year + 1, 1
    if start.day > monthrange(year, month)[1]:
        return dt.date(year, month, monthrange(year, month)[1])
    return dt.date(year, month, start.day) - DAY


def is_over_before(start: dt.date, months: int, goal: dt.date) -> bool:
    """Whether whole months from a day on are over before another day."""
    return start <= goal if months == 0 else last_day(start, months) < goal


def latest(goal: dt.date, months: int | None) -> dt.date | None:
    """Walk back to the last day on which something can begin."""
    if months is None:
        return None
    day = goal
    while not is_over_before(day, months, goal):
        day -= DAY
    return day


def fiscal(day: dt.date) -> int:
    """Return the fiscal year of a day."""
    return day.year if day.month >= 4 else day.year - 1


def months_of(year: int) -> list[tuple[int, int]]:
    """Return the twelve months of a fiscal year, from April on."""
    return [(year, m) for m in range(4, 13)] + [(year + 1, m) for m in range(1, 4)]


def end_of(year: int, month: int) -> dt.date:
    """Return the last day of a month."""
    return dt.date(year, month, monthrange(year, month)[1])


def budget(arrival: dt.date, on: dt.date, asked: int, extra: list[int]) -> Money:
    """Return kind, deadline and the deadline of 当初予算."""
    year = fiscal(arrival)
    (initial,) = [end_of(y, m) for y, m in months_of(year - 1) if m == asked]
    calendar = months_of(year) + months_of(year + 1)
    usable = []
    for at, (y, m) in enumerate(months_of(year)):
        there = dt.date(*calendar[at + 2], 1)  # the assembly of the next month votes on it
        if m in extra and there <= arrival:
            usable.append(end_of(y, m))
    if on <= initial:
        return "当初予算", initial, initial
    if usable and on <= usable[-1]:
        return "補正予算", usable[-1], initial
    return "既決予算", usable[-1] if usable else initial, initial


def standing(day: dt.date | None, on: dt.date) -> str:
    """Return how near a deadline is."""
    if day is None:
        return "分からない"
    if day < on:
        return "過ぎた"
    return "3か月以内" if day <= last_day(on + DAY, 3) else "間に合う"


def expected(case: dict[str, Any], on: dt.date, asked: int, extra: list[int]) -> Expected:
    """Reckon a row of 確保計画 by hand."""
    short = None if case["expected"] is None else max(case["needed"] - case["expected"], 0)
    trainable = case["trainable"] != "×"
    training = latest(case["needed_on"], case["training_months"]) if trainable else None
    arrival = latest(case["needed_on"], case["ramp_months"])
    recruiting = latest(arrival, case["recruiting_months"]) if arrival else None
    money: Money = (None, None, None)
    free = case["funding"] == "無料(都・GovTech東京)" or case["estimate"] == 0
    if arrival and not free:
        money = budget(arrival, on, asked, extra)
    route = _route(case, short, trainable, training, recruiting, on)
    timing: str | None
    if route == "不足なし":
        timing, training, recruiting, arrival = None, None, None, None
        money = (None, None, None)
    elif route == "未定":
        timing = "分からない"
    elif route == "育成":
        timing = standing(training, on)
    else:
        timing = standing(recruiting, on)
        near = money[1] is not None and standing(money[1], on) == "3か月以内"
        if timing == "間に合う" and near:
            timing = "3か月以内"
    return Expected(short, training, recruiting, arrival, *money, route, timing, method(case))


def _route(  # noqa: PLR0913, PLR0917 - what a way is chosen by
    case: dict[str, Any],
    short: int | None,
    trainable: bool,  # noqa: FBT001 - the same
    training: dt.date | None,
    recruiting: dt.date | None,
    on: dt.date,
) -> str:
    if short is None:
        return "未定"
    if short == 0:
        return "不足なし"
    if trainable and not case["method"]:
        if training is None:
            return "未定"
        if training >= on:
            return "育成"
    if recruiting is not None and recruiting < on:
        return "間に合わない"
    return "確保"


def method(case: dict[str, Any]) -> str:
    """Return what the decision table advises."""
    if case["funding"] == "無料(都・GovTech東京)":
        return "自治体間派遣・交流"
    if case["period_fixed"] == "○" and case["scope_fixed"] == "○":
        return "外部委託"
    if case["hours_per_week"] is not None and case["hours_per_week"] * 60 >= 38 * 60 + 45:
        return "任用(常勤)"
    return "任用(非常勤)"


def order(cases: list[dict[str, Any]]) -> list[str]:
    """Return 案件番号 in the order in which they are seen to: picked out one after the other."""
    left, turn = list(cases), []
    while left:
        first = left[0]
        for other in left[1:]:
            a, b = other["priority"], first["priority"]
            sooner = a is not None and (b is None or a < b)
            if sooner or (a == b and other["needed_on"] < first["needed_on"]):
                first = other
        left.remove(first)
        turn.append(first["case_no"])
    return turn
