"""手法 of 確保: advised by a decision table with its reason, decided by HR (S77).

The table is read from above; the first line that applies is the one. What HR writes into 手法
stands, whatever is advised; where it differs, 判断理由 says why.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from ledger.judge.acquisition_rows import AcquisitionRow
from ledger.model.terms import Funding, Method

FULL_WEEK = Decimal("38.75")
"""Hours a week of full-time staff: 7 hours 45 minutes on five days."""


class MethodRule(NamedTuple):
    """One line of the decision table.

    Attributes:
        applies: Whether it is about a case.
        method: What it advises.
        reason: Why.
    """

    applies: Callable[[AcquisitionRow], bool]
    method: Method
    reason: Callable[[AcquisitionRow], str]


def _is_full_time(row: AcquisitionRow) -> bool:
    hours = row.hours_per_week
    return hours is not None and Decimal(str(hours)) >= FULL_WEEK


def _open(row: AcquisitionRow) -> str:
    """Say what is not fixed."""
    if not row.period_fixed and not row.scope_fixed:
        return "期間も範囲も決まっておらず"
    return "期間が決まっておらず" if row.scope_fixed else "範囲が決まっておらず"


def _hours(row: AcquisitionRow) -> str:
    return (
        "(週時間が空欄で、常勤にするほどの仕事があるかは分からない)"
        if row.hours_per_week is None
        else ""
    )


METHOD_RULES = (
    MethodRule(
        lambda row: row.funding is Funding.FREE,
        Method.EXCHANGE,
        lambda _: "財源が無料(都・GovTech東京)で、都やGovTech東京の支援を受けられるため",
    ),
    MethodRule(
        lambda row: row.period_fixed and row.scope_fixed,
        Method.OUTSOURCE,
        lambda _: "期間も範囲も決まっていて、仕様書に書けるため",
    ),
    MethodRule(
        _is_full_time,
        Method.FULL_TIME,
        lambda row: f"{_open(row)}、週38時間45分以上の仕事があるため",
    ),
    MethodRule(
        lambda _: True,
        Method.PART_TIME,
        lambda row: f"{_open(row)}、会計年度任用職員と相談しながら進めるため{_hours(row)}",
    ),
)
"""The decision table."""


class MethodChoice(NamedTuple):
    """What is advised of a case, and what HR decided.

    Attributes:
        advised: What the table advises.
        because: Its reason.
        decided: What HR wrote; None before.
        rationale: 判断理由 of HR.
    """

    advised: Method
    because: str
    decided: Method | None
    rationale: str | None

    @property
    def taken(self) -> Method:
        """The way that is gone: HR's, else the one advised."""
        return self.decided or self.advised

    @property
    def is_override(self) -> bool:
        """Whether HR decided on another than the one advised."""
        return self.decided is not None and self.decided is not self.advised


def method_choice(row: AcquisitionRow) -> MethodChoice:
    """Return what is advised of a case, and what HR decided.

    Args:
        row: The case.
    """
    rule = next(rule for rule in METHOD_RULES if rule.applies(row))
    rationale = (row.rationale or "").strip() or None
    return MethodChoice(rule.method, rule.reason(row), row.method, rationale)
