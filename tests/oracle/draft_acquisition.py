"""Drawn 確保計画: cases whose deadlines lie on, before and after the day, at ends of months."""

import datetime as dt
import random
from typing import Any, NamedTuple

from oracle.acquisition import last_day

DAY = dt.timedelta(days=1)


class Plan(NamedTuple):
    """A municipality's 確保計画, the day, and when budgets are asked for."""

    on: dt.date
    asked: int
    extra: list[int]
    cases: list[dict[str, Any]]


def drawn_plan(seed: int) -> Plan:
    """Draw a plan of some cases, half of them built around the day itself."""
    chance = random.Random(seed)  # noqa: S311 - drawn cases, no secrets
    on = dt.date(2025, 4, 1) + DAY * chance.randrange(364)
    if chance.random() < 0.3:
        on = _month_end(on)
    asked = chance.choice((10, 10, 10, 9, 12, 1, 3, 4))
    extra = chance.choice(([5, 8, 11], [5, 8, 11], [], [1], [2, 3], [4, 6, 9, 12]))
    cases = [_case(chance, f"C{number:02}", on) for number in range(12)]
    return Plan(on, asked, extra, cases)


def _month_end(day: dt.date) -> dt.date:
    while (day + DAY).day != 1:
        day += DAY
    return day


def _case(chance: random.Random, code: str, on: dt.date) -> dict[str, Any]:
    months = [chance.choice((None, 0, 1, 3, 4, 6, 12, 18, 25)) for _ in range(3)]
    return {
        "case_no": code,
        "role": f"役割{code}",
        "needed": chance.randint(0, 4),
        "expected": chance.choice((None, 0, 0, 1, 2, 5)),
        "needed_on": _needed(chance, on, months),
        "trainable": chance.choice((None, "○", "×")),
        "priority": chance.choice((None, 1, 1, 2, 3)),
        "training_months": months[0],
        "recruiting_months": months[1],
        "ramp_months": months[2],
        "method": chance.choice((None, None, None, "外部委託", "任用(常勤)")),
        "period_fixed": chance.choice((None, "○", "×")),
        "scope_fixed": chance.choice((None, "○", "×")),
        "hours_per_week": chance.choice((None, 7.0, 38.5, 38.75, 40.0)),
        "estimate": chance.choice((None, 0, 1_000_000)),
        "funding": chance.choice((None, "一般財源", "無料(都・GovTech東京)", "その他")),
    }


def _needed(chance: random.Random, on: dt.date, months: list[int | None]) -> dt.date:
    """Draw 必要時期: some so that a deadline falls on the day, or a day beside it."""
    if chance.random() < 0.6:
        day = on + DAY * chance.choice((-1, 0, 1, 91, 92))
        lengths = [months[0]] if chance.random() < 0.5 else [months[1], months[2]]
        for length in lengths:
            day = last_day(day, length) + DAY if length else day
        return day
    day = on + DAY * chance.randrange(-60, 900)
    return _month_end(day) if chance.random() < 0.4 else day
