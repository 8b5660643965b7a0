"""`schedule`: year N becomes dates (日程を作る): 日程, 日程表 and 年度サイクル anew."""

import datetime as dt

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.init import FIRST_YEAR, LAST_YEAR
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.judge.consistency.schedule import schedule_problems
from ledger.judge.planned_tasks import PlannedTask
from ledger.layout.frames import replaced
from ledger.layout.pages import SCHEDULE_PAGE
from ledger.measure.roll import roll_of
from ledger.measure.schedule_rows import schedule_dates, task_told
from ledger.measure.schedule_view import ScheduleView, schedule_view
from ledger.measure.year_cycle import STAGES, year_cycle
from ledger.model.calendar import wareki, wareki_year
from ledger.model.first_few import first_few
from ledger.model.problems import Refusal
from ledger.model.terms import TaskState
from ledger.present.headings import JUDGED
from ledger.present.pages.schedule import gate_said, schedule_page, unapproved_said

_NAMED = 3
"""So many names are told at once."""


def plan(
    book: Book, now: dt.datetime, as_of: dt.date | None = None, year: int | None = None
) -> Plan:
    """Plan to write 日程, 日程表 and 年度サイクル anew; what HR typed stays as it is.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to look from instead of today; of any year, as a schedule spans several.
        year: Another year N than that of 設定, for this once.

    Raises:
        Refusal: The ledger cannot be read, or there is no such year (`year-impossible`).
    """
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refusal.of("year-impossible", value=year, first=FIRST_YEAR, last=LAST_YEAR)
    opened = open_ledger(book).judging(now.date())
    day = as_of or now.date()
    cycle = year_cycle(roll_of(opened.policy, opened.tables, opened.as_of))
    tables = replaced(opened.tables, {"year_cycle": cycle})
    view = schedule_view(opened.policy, tables, day, year)
    dates = schedule_dates(view.plan)
    headings = {
        "schedule_dates": f"{wareki(day)}現在({wareki_year(view.plan.year)}の策定)",
        "year_cycle": opened.day.worked_out(now.date()),
    }
    counts = _counts(view)
    changes = {"schedule_dates": dates, "year_cycle": cycle}
    written = recorded(opened, changes, "schedule", {**counts, JUDGED: headings}, now)
    written[SCHEDULE_PAGE.key] = schedule_page(view)
    return Plan(
        operation="schedule",
        as_of=day,
        summary=(*_summary(view), _cycle_said(cycle)),
        problems=(*opened.errors, *schedule_problems(opened.policy, opened.tables)),
        tables=written,
        counts={**counts, **_listed(view)},
        next_step=_next_step(opened, view),
    )


def _counts(view: ScheduleView) -> dict[str, object]:
    """Return what was found as counts, for 処理履歴 too."""
    plan = view.plan
    return {
        "year": plan.year,
        "mode": plan.mode.value,
        "tasks": len(plan.tasks),
        "states": {state.value: len(plan.of(state)) for state in TaskState},
        "late": len(plan.late),
        "unapproved": len(plan.publishes_unapproved),
        "checks": {
            "open": len(view.checks.open),
            "late": len(view.checks.late),
            "done": view.checks.done,
        },
        "unowned": len(view.unowned) + len(plan.unowned) + len(view.checks.unowned),
        "consultations": {
            "open": view.contacts.open,
            "sections": view.contacts.open_sections,
        },
        "people": view.people,
    }


def _listed(view: ScheduleView) -> dict[str, object]:
    """Return the tasks, what nobody owns and the sections, for `--json`."""
    gate = view.plan.next_gate
    return {
        "schedule": [_task(view, one) for one in view.plan.tasks],
        "next_gate": None if gate is None else gate.task_no,
        "unowned_tasks": [one.task for one in view.unowned],
        "sections": [
            {
                "section": one.code,
                "consultations": one.received,
                "open": one.open,
                "issued": one.issued,
                "submitted": one.submitted,
            }
            for one in view.contacts.lines
        ],
        "cycle": dict(view.cycle),
    }


def _task(view: ScheduleView, one: PlannedTask) -> dict[str, object]:
    return {
        "task": one.task_no,
        "track": one.track.value if one.track else None,
        "starts": None if one.starts is None else one.starts.isoformat(),
        "ends": None if one.ends is None else one.ends.isoformat(),
        "gate": one.gate.value if one.gate else None,
        "state": one.state.value,
        "days": one.days,
        "told": task_told(view.plan, one),
    }


def _summary(view: ScheduleView) -> list[str]:
    plan = view.plan
    states = "、".join(f"{s} {len(plan.of(s))}" for s in TaskState if plan.of(s))
    head = f"{wareki_year(plan.year)}の策定({plan.mode})を、{wareki(plan.day)}で見ました。"
    told = [f"{head}作業 {len(plan.tasks)}({states or 'まだありません'})。"]
    if plan.late:
        named = first_few([f"「{one.task}」{one.days}日" for one in plan.late], _NAMED)
        told.append(f"▲ 遅れ: {named}。")
    told += [f"{said}。" for said in (gate_said(plan), unapproved_said(plan)) if said]
    checks = view.checks
    late = f"(期限切れ {len(checks.late)})" if checks.late else ""
    told.append(f"点検項目 まだ {len(checks.open)}{late}・済 {checks.done}。")
    if view.unowned:
        named = first_few([f"「{one.task}」" for one in view.unowned], _NAMED)
        told.append(f"▲ 担当のない業務: {named}。")
    if view.contacts.open:
        told.append(f"開いている相談 {view.contacts.open}件({view.contacts.open_sections}課)。")
    return told


def _cycle_said(cycle: pd.DataFrame) -> str:
    counts = "・".join(
        f"{name.partition('(')[0]} {int(cycle[key].notna().sum())}名"
        for key, name in STAGES.items()
    )
    return f"年度サイクル {len(cycle)}名: {counts}。"


def _next_step(opened: Opened, view: ScheduleView) -> str:
    if not view.plan.tasks:
        return "シート「策定スケジュール」に、作業・開始月・終了月を書いてください。"
    if view.plan.late:
        return (
            "シート「日程」で、▲ 遅れの作業から担当に確かめ、済んだものは"
            "シート「策定スケジュール」の"
            "状態に「済」と書いてください。"
        )
    if view.plan.is_finished and view.plan.year <= opened.settings.fiscal_year:
        following = view.plan.year + 1
        return (
            f"{wareki_year(view.plan.year)}の策定は、すべて済んでいます。{wareki_year(following)}に"
            "進めるときは、シート「設定」の策定の対象年度を空欄にし、シート「策定スケジュール」の"
            "状態と実施日を消してください。"
        )
    return "シート「日程」で、▶ いま進める作業の担当を確かめてください。"
