"""Product and oracle side by side: every difference, told so that a reader can find it."""

import datetime as dt
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

import pandas as pd

from ledger.judge.verdicts import verdicts as judged
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.participation import rates as measured
from ledger.measure.targets import kpis as held_against_targets
from ledger.model.policy import Policy
from oracle.kpis import Kpi, KpiOracle
from oracle.rates import Rate, RateKey, RateOracle
from oracle.sheets import Row, code, day, day_or_none, number, number_or_none, text
from oracle.steps import Found, Key, StepOracle

LABEL = re.compile(r"(?:^|[\n、;；])\s*(\d+-\d+)(?!\d|-)")

EXCLUDED = re.compile(r"(在籍なし|集計対象外|派遣|休職|機会なし) (\d+)")

Results = tuple[pd.DataFrame, pd.DataFrame]


class Product(NamedTuple):
    """What is judged: the three functions of the product."""

    verdicts: Callable[[Policy, Tables, dt.date], pd.DataFrame]
    rates: Callable[[Policy, Tables, pd.DataFrame, dt.date], Results]
    kpis: Callable[[Policy, Tables, pd.DataFrame, pd.DataFrame, dt.date], pd.DataFrame]


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

    verdicts: Mapping[Key, Found]
    rates: Mapping[RateKey, Rate]
    kpis: Mapping[str, Kpi]


def answer(tables: Tables, as_of: dt.date) -> Answer:
    """Ask the oracle everything about a city."""
    steps = StepOracle(tables, as_of)
    verdicts = steps.verdicts()
    rates = RateOracle(steps, verdicts)
    return Answer(verdicts, rates.rates(), KpiOracle(rates).kpis())


def differences(
    seed: int, policy: Policy, tables: Tables, product: Product, expected: Answer
) -> list[Difference]:
    """Run the product and compare all of its results with the oracle's answer."""
    as_of = policy.settings.as_of
    verdicts = product.verdicts(policy, tables, as_of)
    rates, denominators = product.rates(policy, tables, verdicts, as_of)
    kpis = product.kpis(policy, tables, verdicts, rates, as_of)
    return [
        *_compared(seed, "Step判定", _verdict_rows(verdicts), _expected_verdicts(expected)),
        *_compared(seed, "参加率", _rate_rows(rates, denominators), _expected_rates(expected)),
        *_compared(seed, "KPI", _kpi_rows(kpis), _expected_kpis(expected)),
    ]


Values = Mapping[str, object]


def _compared(
    seed: int, result: str, product: Mapping[object, Values], oracle: Mapping[object, Values]
) -> Iterator[Difference]:
    for row in sorted({*product, *oracle}, key=str):
        if row not in product or row not in oracle:
            there = (row in product, row in oracle)
            yield Difference(seed, result, row, "行の有無", *there)
            continue
        for field, value in oracle[row].items():
            if product[row][field] != value:
                yield Difference(seed, result, row, field, product[row][field], value)


def _rows(table: str, frame: pd.DataFrame) -> list[dict[str, object]]:
    return [dict(row) for row in records(BY_KEY[table], frame)]


def _labels(cell: str | None) -> frozenset[str]:
    return frozenset(LABEL.findall(cell or ""))


def _verdict_rows(frame: pd.DataFrame) -> dict[object, Values]:
    found: dict[object, Values] = {}
    for row in records(BY_KEY["verdicts"], frame):
        key = (code(row, "staff_no"), code(row, "persona_code"), text(row, "tool_code"))
        assert key not in found, f"two verdict rows for {key}"
        found[key] = {
            "発効日": day(row, "effective_on"),
            "前年度Step": number_or_none(row, "prior_step"),
            "自己判定Step": number_or_none(row, "own_step"),
            "規則判定Step": number(row, "rule_step"),
            "上長判定Step": number_or_none(row, "reviewed_step"),
            "正式Step": number(row, "official_step"),
            "状態": code(row, "state"),
            "充足": _labels(text(row, "met")),
            "未充足": _labels(text(row, "unmet")),
            "必須未了": _codes(row, "mandatory_left"),
            "最短到達日": day_or_none(row, "earliest_on"),
        }
    return found


def _codes(row: Row, key: str) -> frozenset[str]:
    return frozenset(re.findall(r"K\d{3}", text(row, key) or ""))


def _expected_verdicts(expected: Answer) -> dict[object, Values]:
    return {
        key: {
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
        }
        for key, found in expected.verdicts.items()
    }


def _rate_rows(rates: pd.DataFrame, denominators: pd.DataFrame) -> dict[object, Values]:
    excluded: dict[str, set[tuple[str, str]]] = {}
    for row in records(BY_KEY["denominators"], denominators):
        left_out = (code(row, "staff_no"), code(row, "reason"))
        excluded.setdefault(code(row, "rate_no"), set()).add(left_out)
    found: dict[object, Values] = {}
    for row in records(BY_KEY["rates"], rates):
        key = RateKey(
            code(row, "kind"),
            text(row, "persona_code"),
            text(row, "skill_code"),
            text(row, "training_code"),
            number_or_none(row, "step"),
            text(row, "tool_code"),
            text(row, "section_code"),
        )
        assert key not in found, f"two rates for {key}"
        found[key] = {
            "状態": code(row, "state"),
            "分子": number_or_none(row, "numerator"),
            "分母": number_or_none(row, "denominator"),
            "率": None if row["rate"] is None else str(row["rate"]),
            "提供回数": number_or_none(row, "times"),
            "除外": frozenset(excluded.get(code(row, "rate_no"), ())),
            "分母の注": frozenset(EXCLUDED.findall(text(row, "note") or "")),
        }
    return found


def _expected_rates(expected: Answer) -> dict[object, Values]:
    return {
        key: {
            "状態": rate.state,
            "分子": rate.numerator,
            "分母": rate.denominator,
            "率": _percent(rate),
            "提供回数": rate.times,
            "除外": rate.excluded,
            "分母の注": _by_reason(rate),
        }
        for key, rate in expected.rates.items()
    }


def _percent(rate: Rate) -> str | None:
    """Return the rate as it is shown: percent, one decimal, half up."""
    if rate.state != "算定":
        return None
    thousandths = (2000 * len(rate.having) + len(rate.counted)) // (2 * len(rate.counted))
    return f"{thousandths // 10}.{thousandths % 10}"


def _by_reason(rate: Rate) -> frozenset[tuple[str, str]]:
    reasons = Counter(reason for _, reason in rate.excluded)
    return frozenset((reason, str(count)) for reason, count in reasons.items())


def _kpi_rows(kpis: pd.DataFrame) -> dict[object, Values]:
    return {
        code(row, "target_code"): {
            "分子": number_or_none(row, "numerator"),
            "分母": number_or_none(row, "denominator"),
            "判定": code(row, "verdict"),
        }
        for row in records(BY_KEY["kpis"], kpis)
    }


def _expected_kpis(expected: Answer) -> dict[object, Values]:
    return {
        code_: {"分子": kpi.numerator, "分母": kpi.denominator, "判定": kpi.verdict}
        for code_, kpi in expected.kpis.items()
    }


PRODUCT = Product(judged, measured, held_against_targets)
"""The product as it is."""
