"""日程: what the page says. `schedule_looks` gives it its looks, by its signs."""

import datetime as dt
from collections.abc import Iterator, Sequence

import pandas as pd

from ledger.judge.planned_tasks import PlannedTask, PlanOfYear
from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, SCHEDULE_PAGE, PageCell, link
from ledger.layout.sheet_order import title_of
from ledger.measure.schedule_rows import task_told
from ledger.measure.schedule_view import ScheduleView
from ledger.model.calendar import wareki, wareki_year
from ledger.model.terms import TaskState, Track
from ledger.present.pages.schedule_blocks import ALERT, HEADING, schedule_blocks
from ledger.present.pages.schedule_months import MonthBars

Row = Sequence[PageCell]

HEADER = ("進み具合", "作業", "担当", "期間")
NOBODY = "担当なし"
_SIGNS = {
    TaskState.OVERDUE: ALERT,
    TaskState.NOW: "▶",
    TaskState.LATER: "–",
    TaskState.UNDATED: "？",
    TaskState.DONE: "✓",
    TaskState.SKIPPED: "－",
}
_SAID_BESIDE = (TaskState.LATER, TaskState.OVERDUE)
"""States of which sign and 期間 say all there is."""
_EMPTY = (
    "シート「策定スケジュール」に作業がありません。作業・開始月・終了月を書くと、"
    "ここに日程が出ます。"
)


def schedule_page(view: ScheduleView) -> pd.DataFrame:
    """Return what the page says.

    Args:
        view: The schedule and what belongs to it, on a day.
    """
    plan = view.plan
    bars = MonthBars.of(plan, SCHEDULE_PAGE.columns - len(HEADER))
    blanks = [None] * len(HEADER)
    return page_frame(
        SCHEDULE_PAGE,
        [
            [HOME_LINK],
            [SCHEDULE_PAGE.title],
            [f"{wareki_year(plan.year)}の策定({plan.mode})     {wareki(plan.day)}現在"],
            [_summary(plan)],
            [_gate(plan)],
            [_warning(plan)],
            [link(title_of(key), f"→ {title_of(key)}") for key in _LINKS],
            [*blanks, *bars.years()],
            [*blanks, *bars.today()],
            [*HEADER, *bars.months()],
            *_tracks(plan, bars),
            *schedule_blocks(view),
        ],
    )


_LINKS = ("checks", "schedule", "responsibilities", "consultations")


def _summary(plan: PlanOfYear) -> str:
    if not plan.tasks:
        return _EMPTY
    counts = [(state, len(plan.of(state))) for state in TaskState]
    told = "・".join(f"{_SIGNS[state]} {state} {many}" for state, many in counts if many)
    return f"作業 {len(plan.tasks)}: {told}"


def gate_said(plan: PlanOfYear) -> str:
    """Say which gate comes next and how long that is; "" where none lies ahead."""
    gate = plan.next_gate
    if gate is None or gate.ends is None:
        return ""
    left = "今日まで" if gate.days == 0 else f"あと{gate.days}日"
    name = gate.gate.value if gate.gate else gate.task
    return f"次の節目 {name} {wareki(gate.ends)}まで({left})"


def _gate(plan: PlanOfYear) -> str:
    return f"{gate_said(plan) or 'この先の節目はありません'}     ◆ は節目"


def unapproved_said(plan: PlanOfYear) -> str:
    """Say that 公表 comes without an approved 年度計画; "" where it does not (S05)."""
    found = plan.publishes_unapproved
    if not found:
        return ""
    done = any(one.state is TaskState.DONE for one in found)
    when = "公表は済んだことになっています" if done else "公表の時期です"
    lacks = "庁内決裁がまだです" if plan.approvals else "庁内決裁の節目がありません"
    return f"基本方針の{when}が、{wareki_year(plan.year)}の年度計画の{lacks}"


def _warning(plan: PlanOfYear) -> str | None:
    said = unapproved_said(plan)
    if said:
        return f"{ALERT} {said}"
    if plan.is_finished:
        return f"✓ {wareki_year(plan.year)}の策定は、すべて済んでいます"
    return None


def _tracks(plan: PlanOfYear, bars: MonthBars) -> Iterator[Row]:
    for track in (*Track, None):
        own = [one for one in plan.tasks if one.track is track]
        if own:
            open_ = sum(one.is_open for one in own)
            name = track.value if track else "トラックなし"
            yield [f"{HEADING} {name}  作業 {len(own)}(まだ {open_})"]
        for one in own:
            yield [
                _sign(one),
                _task(plan, one),
                one.owner or NOBODY,
                _span(one),
                *bars.of_task(one),
            ]


def _sign(one: PlannedTask) -> str:
    days = f" {one.days}日" if one.state is TaskState.OVERDUE else ""
    return f"{_SIGNS[one.state]} {one.state}{days}"


def _task(plan: PlanOfYear, one: PlannedTask) -> str:
    gate = "◆ " if one.is_gate else ""
    said = None if one.state in _SAID_BESIDE else task_told(plan, one)
    return f"{gate}{one.task_no} {one.task}{f'({said})' if said else ''}"


def _span(one: PlannedTask) -> str:
    if one.starts is None and one.ends is None:
        return "日程なし"
    return f"{_said(one.starts)}〜{_said(one.ends)}"


def _said(day: dt.date | None) -> str:
    return "" if day is None else wareki(day)
