"""An error put into either side is found: each rule is broken once, and differences must appear.

Every case breaks one function for the length of one test and compares some drawn cities until a
difference shows. A case that shows none would mean that the comparison does not look there.
"""

import datetime as dt
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import Any

import pandas as pd
import pytest

from ledger.judge import criteria_columns, criteria_periods, criteria_projects, lead_time
from ledger.judge import steps as judged_steps
from ledger.layout.frames import Tables
from ledger.layout.policy import policy_of
from ledger.model import calendar
from ledger.model.policy import Policy
from oracle import days, facts, steps
from oracle.compare import PRODUCT, Answer, Difference, answer, differences
from oracle.generate import generate

CITIES = range(6)
Interval = tuple[dt.date, dt.date | None]
Breakage = Callable[[pytest.MonkeyPatch], None]


@cache
def _city(seed: int) -> tuple[Policy, Tables]:
    tables = generate(seed)
    return policy_of(tables)[0], tables


@cache
def _right_answer(seed: int) -> Answer:
    policy, tables = _city(seed)
    return answer(tables, policy.settings.as_of)


def _found(asked: Callable[[int], Answer]) -> Iterator[Difference]:
    for seed in CITIES:
        policy, tables = _city(seed)
        yield from differences(seed, policy, tables, PRODUCT, asked(seed))


def _swap(patch: pytest.MonkeyPatch, original: object, broken: object) -> None:
    """Exchange a function of the product wherever it has been imported to."""
    named = [module for name, module in sys.modules.items() if name.startswith("ledger.")]
    for module in named:
        for name, value in list(vars(module).items()):
            if value is original:
                patch.setattr(module, name, broken)


def _a_day_late(original: Callable[..., dt.date]) -> Callable[..., dt.date]:
    return lambda *args: original(*args) + dt.timedelta(days=1)


def _thirty_days_a_fragment(parts: Sequence[Any], counting: lead_time.Counting) -> tuple[int, int]:
    measured = [calendar.months_and_days(*part) for part in parts]
    if counting.mode == "継続" or len(parts) < 2:
        return RIGHT_CREDITED(parts, counting)
    odd_days = sum(min(left, counting.day_carry) for _, left in measured)
    return sum(
        m for m, _ in measured
    ) + odd_days // counting.day_carry, odd_days % counting.day_carry


RIGHT_CREDITED = lead_time.credited
RIGHT_FRAGMENTS = lead_time.fragments


def _touching_apart(
    intervals: Iterable[Interval], absences: Iterable[Interval], as_of: dt.date
) -> object:
    listed = list(intervals)
    starts = {first for first, _ in listed}
    day = dt.timedelta(days=1)
    shortened = [
        (first, last - day if last and last > first and last + day in starts else last)
        for first, last in listed
    ]
    return RIGHT_FRAGMENTS(shortened, absences, as_of)


def _leave_not_cut(
    intervals: Iterable[Interval], absences: Iterable[Interval], as_of: dt.date
) -> object:
    del absences
    return RIGHT_FRAGMENTS(intervals, (), as_of)


def _rejected_counted(original: Callable[..., object]) -> Callable[..., object]:
    def broken(data: pd.DataFrame, **more: bool) -> object:
        return original(data.assign(confirmed=data["confirmed"].replace("否認", "済")), **more)

    return broken


def _merges_ignored(original: Callable[..., object]) -> Callable[..., object]:
    def broken(engagements: pd.DataFrame, projects: pd.DataFrame) -> object:
        return original(engagements, projects.assign(merged_into=None))

    return broken


def _every_alternative(criteria: Sequence[object], flags: Sequence[bool]) -> bool:
    return bool(criteria) and all(flags)


IN_THE_PRODUCT: dict[str, tuple[object, object]] = {
    "期間が1日長い": (calendar.period_end, _a_day_late(calendar.period_end)),
    "端数日を30日まで数える": (lead_time.credited, _thirty_days_a_fragment),
    "接する期間をつながない": (lead_time.fragments, _touching_apart),
    "休職を除かない": (lead_time.fragments, _leave_not_cut),
    "期限の最終日を含めない": (
        criteria_columns.first_valid_day,
        _a_day_late(criteria_columns.first_valid_day),
    ),
    "選択組をすべて求める": (judged_steps.fulfilled, _every_alternative),
    "否認された実績を正式に数える": (
        criteria_columns.ranks,
        _rejected_counted(criteria_columns.ranks),
    ),
    "リードだけを数える": (criteria_periods.roles_of, lambda *_: ("リード",)),
    "統合先をたどらない": (
        criteria_projects.projects_of,
        _merges_ignored(criteria_projects.projects_of),
    ),
}


@pytest.mark.parametrize("broken", IN_THE_PRODUCT)
def test_an_error_in_the_product_is_found(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    original, replacement = IN_THE_PRODUCT[broken]
    _swap(monkeypatch, original, replacement)
    assert any(True for _ in _found(_right_answer))


def _asked_anew(seed: int) -> Answer:
    policy, tables = _city(seed)
    return answer(tables, policy.settings.as_of)


def _all_accepted(self: facts.Facts, row: object, lens: facts.Lens) -> bool:
    del self, row, lens
    return True


IN_THE_ORACLE: dict[str, tuple[object, str, object]] = {
    "期間が1日長い": (days, "last_day_of", _a_day_late(days.last_day_of)),
    "否認された実績も数える": (facts.Facts, "_accepted", _all_accepted),
    "選択組をすべて求める": (steps, "choices", lambda criteria: [[row] for row in criteria]),
}


@pytest.mark.parametrize("broken", IN_THE_ORACLE)
def test_an_error_in_the_oracle_is_found(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(*IN_THE_ORACLE[broken])
    assert any(True for _ in _found(_asked_anew))


def test_without_an_error_nothing_is_found() -> None:
    assert list(_found(_right_answer)) == []
