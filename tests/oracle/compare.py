"""Product and oracle side by side: every difference, told so that a reader can find it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

import pandas as pd

from ledger.judge.verdicts import verdicts as judged
from ledger.layout.frames import Tables
from ledger.measure.gaps import gaps as covered
from ledger.measure.kpis import kpis as held_against_targets
from ledger.measure.participation import rates as measured
from ledger.model.policy import Policy
from oracle.columns import Table, Values, gap_rows, kpi_rows, rate_rows, verdict_rows
from oracle.gaps import Gap, GapOracle, SkillKey
from oracle.goals import Kpi, tenths
from oracle.kpis import KpiOracle
from oracle.rates import Rate, RateKey, RateOracle
from oracle.steps import Found, Key, StepOracle

Results = tuple[pd.DataFrame, pd.DataFrame]


class Product(NamedTuple):
    """What is judged: the four functions of the product."""

    verdicts: Callable[[Policy, Tables, dt.date], pd.DataFrame]
    rates: Callable[[Policy, Tables, pd.DataFrame, dt.date], Results]
    gaps: Callable[[Policy, Tables, dt.date], pd.DataFrame]
    kpis: Callable[[Policy, Tables, pd.DataFrame, pd.DataFrame, dt.date], pd.DataFrame]


PRODUCT = Product(judged, measured, covered, held_against_targets)
"""The product as it is."""


class Difference(NamedTuple):
    """One value on which product and oracle do not agree."""

    seed: int
    result: str
    row: object
    field: str
    product: object
    oracle: object

    def __str__(self) -> str:
        """Show the difference in one line."""
        return (
            f"seed {self.seed} {self.result} {self.row} {self.field}:"
            f" product {self.product!r}, oracle {self.oracle!r}"
        )


class Answer(NamedTuple):
    """What the oracle says about one city."""

    as_of: dt.date
    basis: str
    verdicts: Mapping[Key, Found]
    rates: Mapping[RateKey, Rate]
    gaps: Mapping[SkillKey, Gap]
    kpis: Mapping[str, Kpi]


def answer(tables: Tables, as_of: dt.date) -> Answer:
    """Ask the oracle everything about a city."""
    steps = StepOracle(tables, as_of)
    verdicts = steps.verdicts()
    rates = RateOracle(steps, verdicts)
    return Answer(
        as_of,
        steps.sheets.settings["rate_basis"],
        verdicts,
        rates.rates(),
        GapOracle(rates).gaps(),
        KpiOracle(rates).kpis(),
    )


def differences(
    seed: int, policy: Policy, tables: Tables, product: Product, expected: Answer
) -> list[Difference]:
    """Run the product and compare all of its results with the oracle's answer."""
    as_of = policy.settings.as_of
    verdicts = product.verdicts(policy, tables, as_of)
    rates, denominators = product.rates(policy, tables, verdicts, as_of)
    gaps = product.gaps(policy, tables, as_of)
    kpis = product.kpis(policy, tables, verdicts, rates, as_of)
    pairs = {
        "Step判定": (verdict_rows(verdicts), _expected_verdicts(expected)),
        "参加率": (rate_rows(rates, denominators), _expected_rates(expected)),
        "ギャップ": (gap_rows(gaps), _expected_gaps(expected)),
        "KPI": (kpi_rows(kpis), _expected_kpis(expected)),
    }
    return [found for result, pair in pairs.items() for found in _compared(seed, result, *pair)]


def _compared(seed: int, result: str, product: Table, oracle: Table) -> Iterator[Difference]:
    for row in sorted({*product, *oracle}, key=str):
        if row not in product or row not in oracle:
            there = (row in product, row in oracle)
            yield Difference(seed, result, row, "行の有無", *there)
            continue
        assert product[row].keys() == oracle[row].keys()
        for field, value in oracle[row].items():
            if product[row][field] != value:
                yield Difference(seed, result, row, field, product[row][field], value)


def _expected_verdicts(expected: Answer) -> Table:
    return {
        key: {
            "基準日": expected.as_of,
            "発効日": found.effective_on,
            "前年度Step": found.prior_step,
            "自己判定Step": found.own_step,
            "規則判定Step": found.rule_step,
            "上長判定Step": found.reviewed_step,
            "正式Step": found.official_step,
            "状態": found.state,
            "充足": found.met,
            "未充足": found.unmet,
            "必須未了": found.mandatory_left,
            "最短到達日": found.earliest_on,
            "差異": _said(found),
        }
        for key, found in expected.verdicts.items()
    }


def _said(found: Found) -> frozenset[object]:
    """Return 差異: the Steps that somebody gave, where they are not all the same."""
    given = {"自己": found.own_step, "規則": found.rule_step, "上長": found.reviewed_step}
    told = {(who, str(step)) for who, step in given.items() if step is not None}
    return frozenset(told if len({step for _, step in told}) > 1 else ())


def _expected_rates(expected: Answer) -> Table:
    return {
        key: {
            "状態": rate.state,
            "分子": rate.numerator,
            "分母": rate.denominator,
            "率": _percent(rate),
            "提供回数": rate.times,
            "分母の基準": expected.basis,
            "除外": tuple(sorted(rate.excluded)),
            "分母の注": _by_reason(rate),
        }
        for key, rate in expected.rates.items()
    }


def _percent(rate: Rate) -> Fraction | None:
    """Return the rate as it is shown: percent, one decimal, half up."""
    if rate.state != "算定":
        return None
    return tenths(Fraction(100 * len(rate.having), len(rate.counted)))


def _by_reason(rate: Rate) -> frozenset[object]:
    reasons = Counter(reason for _, reason in rate.excluded)
    return frozenset((reason, str(count)) for reason, count in reasons.items())


def _expected_gaps(expected: Answer) -> Table:
    return {key: _gap(gap) for key, gap in expected.gaps.items()}


def _gap(gap: Gap) -> Values:
    rate = gap.rate
    return {
        "把握方法": gap.method,
        "表示": None if rate is None else _shown(rate),
        "提供回数": None if rate is None else rate.times,
        "分子": None if rate is None else rate.numerator,
        "分母": None if rate is None else rate.denominator,
        "必要": gap.needed,
        "合致": gap.matching,
        "不足": gap.shortage,
    }


def _shown(rate: Rate) -> str:
    """Say a skill's 参加率 as W02, W03 and W07 do."""
    percent = _percent(rate)
    if percent is not None:
        return f"提供あり {rate.times}回 / {float(percent):.1f}%"
    return "研修提供なし" if rate.state == "提供なし" else "算定不能(対象0名)"


def _expected_kpis(expected: Answer) -> Table:
    return {
        target: {
            "分子": kpi.numerator,
            "分母": kpi.denominator,
            "判定": kpi.verdict,
            "実績": kpi.actual,
            "達成率": kpi.achievement,
            "途中目標": kpi.milestone,
            "前年度": kpi.last_year,
            "不足先": kpi.short,
            "うち": kpi.renewed,
        }
        for target, kpi in expected.kpis.items()
    }
