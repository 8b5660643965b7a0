"""`acquire`: 確保計画 reckoned back: who has to come from outside, and by when what begins.

Verb `acquire`, button 「確保を逆算」. 集約 does it too; this does it again after HR edited
確保計画, 人物要件 or the months of budgets, works out ギャップ with it, whose 方向性 follows
from 確保計画, and leaves all other results as they stand.
"""

import datetime as dt
from collections.abc import Iterator, Sequence

from ledger.book.protocol import Book
from ledger.commands.acquisition_results import AcquisitionResults, acquisition_results
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.commands.set_aside_rows import listed_anew
from ledger.judge.consistency.acquisitions import CODES
from ledger.judge.consistency.again import asked
from ledger.layout.frames import replaced
from ledger.layout.pages import ACQUISITION
from ledger.measure.acquisition.plans import AcquisitionPlan
from ledger.measure.acquisition.terms import acquisition_counts, summary_said
from ledger.measure.gaps import gap_results
from ledger.model.first_few import first_few
from ledger.model.terms import ProblemOrigin, Route, Timing
from ledger.present.headings import JUDGED

_NAMED = 3
"""So many cases are named at once."""
_SHEETS = "シート「確保計画」「人物要件」"


def plan(book: Book, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan to write 逆算, 確保の逆算, and ギャップ with its 方向性 anew.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day from which deadlines are seen; today if not given.

    Raises:
        Refusal: The ledger cannot be read.
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    heading = opened.day.worked_out(now.date(), "逆算")
    gaps = gap_results(opened.policy, opened.tables, opened.as_of)
    found = acquisition_results(opened, replaced(opened.tables, gaps), heading)
    made = gaps | found.tables
    tables = replaced(opened.tables, made)
    checked = asked(opened.policy, tables)
    own = (*opened.problems, *checked.problems)
    again = {ProblemOrigin.CHECK: own}
    listed = listed_anew(opened.tables["problems"], again, tables, opened.policy)
    counts = _counts(found.plans, opened.day.by_calendar)
    judged = {**counts, JUDGED: dict.fromkeys(made, heading)}
    changes = {**made, **found.pages, "problems": listed}
    open_points = tuple(problem for problem in own if problem.code in CODES)
    return Plan(
        operation="acquire",
        as_of=opened.as_of,
        summary=(*opened.told, *_told(found)),
        problems=(*opened.errors, *opened.ahead, *open_points),
        tables=recorded(opened, changes, "acquire", judged, now, checked),
        counts=counts | {"plans": [_case(one) for one in found.plans]},
        next_step=_next_step(opened, found.plans, open_points),
    )


def _counts(plans: Sequence[AcquisitionPlan], on: dt.date) -> dict[str, object]:
    found = acquisition_counts(plans)
    return {
        "seen_from": on.isoformat(),
        "cases": found.cases,
        "short": found.short,
        "people": found.people,
        "unknown": found.unknown,
        "soon": found.soon,
        "late": found.late,
        "unfunded": found.unfunded,
    }


def _case(plan: AcquisitionPlan) -> dict[str, object]:
    """Return a case for `--json`; a day that cannot be told is null."""
    found, budget = plan.found, plan.found.budget
    days = {
        "training_by": found.training_by,
        "recruiting_by": found.recruiting_by,
        "arrival_by": found.arrival_by,
        "budget_by": budget.by if budget else None,
        "initial_budget_by": budget.initial_by if budget else None,
    }
    return {
        "case": plan.row.case_no,
        "shortage": found.shortage,
        "route": found.route.value,
        "timing": found.timing.value if found.timing else None,
        "budget": budget.kind.value if budget else None,
        "method": plan.choice.advised.value,
        "method_taken": plan.choice.taken.value,
        **{key: day.isoformat() if day else None for key, day in days.items()},
    }


def _told(found: AcquisitionResults) -> Iterator[str]:
    plans = found.plans
    if not plans:
        yield "シート「確保計画」に案件がありません。"
        return
    yield f"{summary_said(plans)}。"
    for timing, told in (
        (Timing.LATE, "間に合わない案件"),
        (Timing.SOON, "3か月以内に始める案件"),
        (Timing.UNKNOWN, "分からないところがある案件"),
    ):
        names = [one.row.named for one in plans if one.found.timing is timing]
        if names:
            yield f"{told} {len(names)}件: {first_few(names, _NAMED)}。"
    other = [one.row.named for one in plans if _is_overridden(one)]
    if other:
        yield f"推奨と違う手法にした案件 {len(other)}件: {first_few(other, _NAMED)}。"


def _is_overridden(plan: AcquisitionPlan) -> bool:
    return plan.choice.is_override and plan.found.route is not Route.NOT_NEEDED


def _next_step(
    opened: Opened, plans: Sequence[AcquisitionPlan], open_points: Sequence[object]
) -> str:
    if not plans:
        return (
            "足りない役割を、シート「確保計画」に書いて、もう一度「確保を逆算」を実行してください。"
        )
    if opened.errors:
        return "台帳の誤りを直して、もう一度「確保を逆算」を実行してください。"
    if open_points:
        return f"{_SHEETS}の空欄などを直して、もう一度「確保を逆算」を実行してください。"
    return f"シート「{ACQUISITION.title}」で、いつまでに何を始めるかを見てください。"
