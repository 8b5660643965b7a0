"""`plan`: next year's demand, the budget request and ギャップ, worked out anew (次年度計画).

Verb `plan`, button 「次年度計画」. 集約 works them out too; this does it again after HR edited
研修計画, 確保計画, 方向性 or what else they follow from, and leaves all other results as they are.
"""

import datetime as dt

from ledger.book.protocol import Book
from ledger.commands.acquisition_results import acquisition_results
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.recompute import next_year_plan
from ledger.commands.run_log import recorded
from ledger.commands.set_aside_rows import listed_anew
from ledger.judge.consistency import plans
from ledger.judge.consistency.again import asked
from ledger.layout.frames import replaced
from ledger.measure.budget_summary import BudgetSummary
from ledger.measure.gaps import gap_results
from ledger.model.calendar import wareki_year
from ledger.model.first_few import first_few
from ledger.model.terms import ProblemOrigin
from ledger.present.headings import JUDGED

_NAMED = 3
"""So many names are told at once."""


def plan(book: Book, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan to write 次年度需要, 予算要求一覧, 要求説明, ギャップ and 逆算 anew.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: The ledger cannot be read.
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    judging = (opened.policy, opened.tables, opened.as_of)
    made = next_year_plan(*judging) | gap_results(*judging)
    heading = opened.day.worked_out(now.date())
    acquired = acquisition_results(opened, replaced(opened.tables, made), heading)
    made |= acquired.tables
    tables = replaced(opened.tables, made)
    checked = asked(opened.policy, tables)
    own = (*opened.problems, *checked.problems)
    summary = BudgetSummary(opened.policy, tables)
    counts = _counts(summary)
    judged = {**counts, JUDGED: dict.fromkeys(made, heading)}
    found = {ProblemOrigin.CHECK: own}
    listed = listed_anew(opened.tables["problems"], found, tables, opened.policy)
    changes = {**made, **acquired.pages, "problems": listed}
    omitted = tuple(problem for problem in own if problem.code in plans.CODES)
    return Plan(
        operation="plan",
        as_of=opened.as_of,
        summary=(*opened.told, *_told(opened, summary)),
        problems=(*opened.errors, *opened.ahead, *omitted),
        tables=recorded(opened, changes, "plan", judged, now, checked),
        counts=counts,
        next_step=_next_step(summary),
    )


def _counts(summary: BudgetSummary) -> dict[str, object]:
    total = summary.total
    return {
        "trainings": len(summary.demands),
        "seats": summary.seats,
        "free_seats": summary.free_seats,
        "sessions": summary.times,
        "lines": total.lines,
        "cost": total.cost,
        "without_cost": total.open,
        "beyond_plan": sum(one.beyond for one in summary.shortages),
    }


def _told(opened: Opened, summary: BudgetSummary) -> tuple[str, ...]:
    year, total = wareki_year(opened.settings.fiscal_year + 1), summary.total
    unknown = f"(金額が未定の {total.open}件を除く)" if total.open else ""
    seats = f"{summary.seats}席・{summary.times}回(うち無料 {summary.free_seats}席)"
    return (
        f"{year}の需要: {len(summary.demands)}つの研修で {seats}。",
        f"予算要求: {total.lines}件、合計 {total.cost:,}円{unknown}。",
        *(
            f"{what} {len(names)}件: {first_few(names, _NAMED)}"
            for what, names in summary.open_points
        ),
        *(
            f"研修計画の席が足りません: {one.name} {one.seats}席に対して {one.planned}席。"
            for one in summary.shortages
        ),
        *(("だれの席が足りないかは、シート「席の順」にあります。",) if summary.shortages else ()),
    )


def _next_step(summary: BudgetSummary) -> str:
    if not summary.rows:
        return "要求するものはありません。"
    if summary.open_points:
        return (
            "シート「研修計画」「確保計画」の空欄(単価・定員・財源など)を埋めて、"
            "もう一度「次年度計画」を実行してください。"
        )
    return "シート「要求説明」を印刷し、シート「予算要求一覧」を添えて要求してください。"
