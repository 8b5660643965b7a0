"""要求説明: the budget request on one page, to print and to take along to the 財政 department."""

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from ledger.layout.page_frames import page_frame
from ledger.layout.pages import BUDGET, HOME_LINK, PageCell
from ledger.measure.budget_summary import BudgetSummary, BudgetTotal
from ledger.model.calendar import wareki_year
from ledger.present.headings import line

HEADER, TOTAL, TITLE = "見出し", "計", "題"
"""What a row is, in the hidden last column: its looks hang on it."""
ORDER_RULE = (
    "席に入る順: 必須(採用見込はその最後) → 期限 → 次のStep。同じ理由の中では、期限の早い人、"
    "所属の順、職員番号の順。点数や評価は使いません(だれの席かは、シート「席の順」)"
)
_TOTAL_HEADS = ("件数", "金額(円)", "金額が未定(件)")


def budget_page(summary: BudgetSummary, heading: str) -> pd.DataFrame:
    """Return what the page says.

    Args:
        summary: The request.
        heading: Of which day it is; "" before it was worked out.
    """
    settings = summary.policy.settings
    year = wareki_year(settings.fiscal_year + 1)
    head: list[Sequence[PageCell]] = [
        [HOME_LINK],
        [f"{settings.org_name} {year} デジタル人材育成の予算要求".strip()],
        [line(heading)],
    ]
    return page_frame(BUDGET, [*head, *(_body(summary, year) if heading else ())])


def _body(summary: BudgetSummary, year: str) -> Iterator[Sequence[PageCell]]:
    yield from ([text] for text in _sentences(summary, year))
    yield from _totals("担当部門ごと", "担当部門", summary.by_department, summary.total)
    yield from _totals("財源ごと", "財源", summary.by_funding, summary.total)
    yield from _categories(summary)
    yield from _largest(summary)
    yield from _shortages(summary)
    yield from _open_points(summary)


def _sentences(summary: BudgetSummary, year: str) -> Iterator[str]:
    total = summary.total
    if summary.seats:
        rest = (
            f"(ほかに、随時か定員が未記入で回数の出ない研修 {summary.without_times}つ)"
            if summary.without_times
            else ""
        )
        yield (
            f"{year}に、{len(summary.demands)}つの研修で合計 {summary.seats}席・"
            f"{summary.times}回が要ります{rest}。うち無料の席は {summary.free_seats}席です。"
        )
    else:
        yield f"{year}に要る研修の席はありません。"
    unknown = f"。金額が未定の {total.open}件は入っていません" if total.open else ""
    yield f"要求は {total.lines}件、合計 {total.cost:,}円です{unknown}。"


def _totals(
    title: str, name: str, found: Iterable[BudgetTotal], whole: BudgetTotal
) -> Iterator[Sequence[PageCell]]:
    yield []
    yield _row([title], TITLE)
    yield _row([name, *_TOTAL_HEADS], HEADER)
    for one in found:
        yield [one.name, one.lines, one.cost, one.open]
    yield _row([whole.name, whole.lines, whole.cost, whole.open], TOTAL)


def _categories(summary: BudgetSummary) -> Iterator[Sequence[PageCell]]:
    if not summary.by_category:
        return
    yield []
    yield _row(["研修の区分ごと"], TITLE)
    yield _row(["区分", "研修の数", "席", "金額(円)"], HEADER)
    for one in summary.by_category:
        yield [*one]


def _largest(summary: BudgetSummary) -> Iterator[Sequence[PageCell]]:
    yield []
    yield _row(["金額の大きいもの"], TITLE)
    if not summary.largest:
        yield ["金額のあるものは、まだありません。単価か概算額を書くと、ここに出ます"]
        return
    yield _row(["内容", "担当部門", "金額(円)", "財源", "根拠"], HEADER)
    for row in summary.largest:
        yield [row[key] for key in ("subject", "department", "cost", "funding", "grounds")]


def _shortages(summary: BudgetSummary) -> Iterator[Sequence[PageCell]]:
    found = summary.shortages
    if not found:
        return
    yield []
    yield _row(["研修計画の席が足りない研修"], TITLE)
    yield _row(["研修", "要る席", "計画の席", "入らない席", "入らない席の理由"], HEADER)
    for one in found:
        reasons = "・".join(f"{why.value} {number}" for why, number in one.left_out.items())
        yield [one.name, one.seats, one.planned, one.beyond, reasons]
    yield [ORDER_RULE]


def _open_points(summary: BudgetSummary) -> Iterator[Sequence[PageCell]]:
    yield []
    yield _row(["まだ決まっていないこと"], TITLE)
    if not summary.open_points:
        yield ["ありません"]
        return
    yield _row(["何が", "件数", None, None, "どれ"], HEADER)
    for what, names in summary.open_points:
        yield [what, len(names), None, None, "、".join(names)]


def _row(cells: Sequence[PageCell], kind: str) -> Sequence[PageCell]:
    return [*cells, *[None] * (BUDGET.columns - 1 - len(cells)), kind]
