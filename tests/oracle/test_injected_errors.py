"""An error put into either side is found: each rule is broken once, and differences must appear.

Every case breaks one function for the length of one test and compares some drawn cities until a
difference shows in the result that the rule is about. A case that shows none would mean that the
comparison does not look there.
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import cache

import pytest

from ledger.layout.frames import Tables
from ledger.layout.policy import policy_of
from ledger.model.policy import Policy
from oracle import days, facts, gaps, goals, people, rates, steps
from oracle.broken_product import ERRORS, a_day_late
from oracle.compare import PRODUCT, Answer, Difference, answer, differences
from oracle.generate import generate

CITIES = range(6)


@cache
def _city(seed: int) -> tuple[Policy, Tables]:
    tables = generate(seed)
    return policy_of(tables)[0], tables


@cache
def _right_answer(seed: int) -> Answer:
    return _asked_anew(seed)


def _asked_anew(seed: int) -> Answer:
    policy, tables = _city(seed)
    return answer(tables, policy.settings.as_of)


@pytest.fixture(autouse=True, scope="module")
def _drawn_before_anything_breaks() -> None:
    for seed in CITIES:
        _right_answer(seed)


def _found(asked: Callable[[int], Answer], result: str | None = None) -> Iterator[Difference]:
    for seed in CITIES:
        policy, tables = _city(seed)
        for found in differences(seed, policy, tables, PRODUCT, asked(seed)):
            if result in (None, found.result):
                yield found


@pytest.mark.parametrize("broken", ERRORS)
def test_an_error_in_the_product_is_found(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result, put_in = ERRORS[broken]
    put_in(monkeypatch)
    assert next(_found(_right_answer, result), None) is not None


def _always(*_: object) -> bool:
    return True


def _odd_days_lost(fragments: list[days.Run], *, continuous: bool, carry: int) -> int:
    del carry
    months = [run.months for run in fragments]
    return max(months, default=0) if continuous else sum(months)


def _shown_is_enough(figure: goals.Figure, goal: Fraction) -> bool:
    assert figure.numerator is not None
    if figure.denominator is None:
        return figure.numerator >= goal
    return goals.tenths(Fraction(100 * figure.numerator, figure.denominator)) >= goal


IN_THE_ORACLE: dict[str, tuple[str, object, str, object]] = {
    "期間が1日長い": ("Step判定", days, "last_day_of", a_day_late(days.last_day_of)),
    "端数日を捨てる": ("Step判定", days, "months_credited", _odd_days_lost),
    "否認された実績も数える": ("Step判定", facts.Facts, "_accepted", _always),
    "共同リードを数えない": ("Step判定", facts.Facts, "leading_roles", lambda _: {"リード"}),
    "選択組をすべて求める": (
        "Step判定",
        steps,
        "choices",
        lambda criteria: [[row] for row in criteria],
    ),
    "状態をいつも確定とする": ("Step判定", steps.StepOracle, "_state", lambda *_: "確定"),
    "休職の人も分母に入れる": ("参加率", people.People, "_absences", lambda *_: ()),
    "機会を問わない": ("参加率", rates.RateOracle, "_had_opportunity", _always),
    "だれもが合致する": ("ギャップ", gaps.GapOracle, "_matches", _always),
    "四捨五入した値で判定する": ("KPI", goals, "_reaches", _shown_is_enough),
}


@pytest.mark.parametrize("broken", IN_THE_ORACLE)
def test_an_error_in_the_oracle_is_found(broken: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result, owner, name, error = IN_THE_ORACLE[broken]
    monkeypatch.setattr(owner, name, error)
    assert next(_found(_asked_anew, result), None) is not None


def test_without_an_error_nothing_is_found() -> None:
    assert next(_found(_right_answer), None) is None
