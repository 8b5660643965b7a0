"""What next year needs: on page one in short, on a sheet of its own training by training."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.measure.budget_summary import BudgetSummary, BudgetTotal
from ledger.measure.training_standings import ANY_TIME
from ledger.model.calendar import wareki_year
from ledger.model.terms import RateKind
from ledger.present.report.page import ColumnLook, Head, Page, Report
from ledger.present.report.source import ReportSource, Row
from ledger.withhold import WITHHELD
from ledger.withhold.next_year import shows_seats

_HEADS = (
    Head("担当部門"),
    Head("研修名"),
    Head("必要席数(席)", ColumnLook.WHOLE),
    Head("必要回数(回)", ColumnLook.WHOLE),
    Head("金額(円)", ColumnLook.WHOLE),
    Head("財源"),
)
_WIDTHS = (17, 34, 14, 14, 16, 24)
OPEN = "未定"
"""Stands where a figure is not known yet."""
_ON_PAGE_ONE = 5
"""So many trainings stand on page one; all of them are on the sheet of their own."""


class NeededTraining(NamedTuple):
    """A training that next year needs, as far as it may be told.

    Attributes:
        row: Its row of 次年度需要.
        funding: 財源.
        free: Whether it costs nothing.
        any_time: Whether it has no sessions (随時).
        told: Whether its seats, and what follows from them, may be told.
    """

    row: Row
    funding: str | None
    free: bool
    any_time: bool
    told: bool

    def number(self, key: str) -> int:
        """Return a figure that may be told, 0 where it is not known."""
        value = self.row[key]
        return value if self.told and isinstance(value, int) else 0


class NextYearNeeds:
    """What next year needs, in the order in which it is shown."""

    def __init__(self, source: ReportSource) -> None:
        """Take the report's source."""
        self._source = source
        self._summary = BudgetSummary(source.policy, source.tables)

    @cached_property
    def trainings(self) -> tuple[NeededTraining, ...]:
        """Most seats first; those that are withheld last, so that no order tells of them."""
        bases = {
            row["training_code"]: row["denominator"]
            for row in self._source.overall(RateKind.COMPLETION)
        }
        found = [
            self._needed(row, bases.get(row["training_code"])) for row in self._summary.demands
        ]
        return tuple(sorted(found, key=lambda one: (not one.told, -one.number("seats"))))

    def _needed(self, row: Row, base: Cell) -> NeededTraining:
        offer = self._summary.offers[str(row["training_code"])]
        funding = offer.funding.value if offer.funding else None
        told = shows_seats(self._source.veil, row, base)
        return NeededTraining(row, funding, offer.is_free, offer.any_time, told)

    def cells(self, one: NeededTraining) -> tuple[Cell, ...]:
        """Return a training as a row."""
        name = self._source.training(one.row["training_code"])
        if not one.told:
            return one.row["department"], name, WITHHELD, WITHHELD, WITHHELD, one.funding
        times = ANY_TIME if one.any_time else one.row["times"]
        figures = (OPEN if value is None else value for value in (times, one.row["cost"]))
        return one.row["department"], name, one.row["seats"], *figures, one.funding

    def total(self) -> Iterator[str]:
        """Yield what it comes to: only of what is told, so that nothing follows by taking away."""
        told = [one for one in self.trainings if one.told]
        seats, times, cost = (
            sum(one.number(key) for one in told) for key in ("seats", "times", "cost")
        )
        free = sum(one.number("seats") for one in told if one.free)
        unpriced = sum(one.row["cost"] is None for one in told)
        yield f"合計 {seats:,}席・{times:,}回・{cost:,}円(うち無料 {free:,}席)"
        if unpriced:
            yield f"金額が未定の {unpriced}つは入っていません"
        if hidden := len(self.trainings) - len(told):
            yield f"少人数のため伏せた {hidden}つは入っていません"
        if (people := self._summary.acquisitions).lines:
            yield f"ほかに人材の確保 {people.lines}件 {_money(people)}"


def _money(total: BudgetTotal) -> str:
    """Return what is asked for in words; an amount that nobody wrote is not 0."""
    if total.open == total.lines:
        return "金額は未定"
    return f"{total.cost:,}円" + (f"(金額が未定の {total.open}件を除く)" if total.open else "")


def needs(page: Page, source: ReportSource) -> None:
    """Write what next year needs on page one: some trainings, and what all come to."""
    found = NextYearNeeds(source)
    if not found.trainings:
        page.says("来年度に要ること: 要る研修の席はありません。")
        return
    shown = found.trainings[:_ON_PAGE_ONE]
    page.table("next_year_needs", _HEADS, [found.cells(one) for one in shown], "来年度に要ること")
    page.says(f"{_rest(found.trainings, shown)}{'。'.join(found.total())}。")


def _rest(every: Sequence[NeededTraining], shown: Sequence[NeededTraining]) -> str:
    rest = len(every) - len(shown)
    return f"ほかに {rest}つの研修(シート「次年度需要」)。" if rest else ""


def next_year_sheet(report: Report, source: ReportSource) -> None:
    """Write 次年度需要: every training that next year needs."""
    found = NextYearNeeds(source)
    year = wareki_year(source.policy.settings.fiscal_year + 1)
    page = Page(
        report,
        "次年度需要",
        f"{year}に要る研修",
        ("次の4月1日に在籍する人と採用見込の分。必須・次のStep・期限切れで要る席を数えます。",),
        _WIDTHS,
    )
    page.table("next_year_trainings", _HEADS, [found.cells(one) for one in found.trainings])
    if found.trainings:
        page.says(f"{'。'.join(found.total())}。")
    page.finish()
