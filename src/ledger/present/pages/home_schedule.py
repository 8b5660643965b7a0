"""What 日程 has for the home page: what is late, which gate comes, what is open between two desks.

None of it is the year's next thing of the reports; it stands under ほかに, with its own next step.
"""

from collections.abc import Iterator

from ledger.judge.planned_tasks import PlanOfYear
from ledger.layout.frames import Tables
from ledger.layout.pages import SCHEDULE_PAGE
from ledger.measure.schedule_view import ScheduleView, schedule_view
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.terms import TaskState
from ledger.present.pages.schedule import unapproved_said

_STATE_IT = "済んだ作業の状態に「済」と書く"


def schedule_lines(policy: Policy, tables: Tables, day: JudgedDay) -> Iterator[str]:
    """Yield what the home page says of 日程: the schedule, 公表 too early, and the rest.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        day: The day judged; what is late is so by the calendar.
    """
    view = schedule_view(policy, tables, day.by_calendar)
    yield from _planned(view)
    yield from _between(view)


SHEET = SCHEDULE_PAGE.key
"""Where all of it stands."""


def _planned(view: ScheduleView) -> Iterator[str]:
    plan = view.plan
    late, now = plan.late, plan.of(TaskState.NOW)
    told = [f"遅れ {len(late)}件"] if late else []
    told += [f"いま {len(now)}件"] if now else []
    if not told:
        return
    unapproved, gate = unapproved_said(plan), _gate(plan)
    if gate and not unapproved:
        told.append(gate)
    step = _STATE_IT if late else f"「{now[0].task}」から進める"
    yield f"策定の日程 {'・'.join(told)}: {step}"
    if unapproved:
        yield unapproved


def _gate(plan: PlanOfYear) -> str:
    gate = plan.next_gate
    if gate is None:
        return ""
    left = "今日まで" if gate.days == 0 else f"あと{gate.days}日"
    return f"節目 {gate.gate.value if gate.gate else gate.task} {left}"


def _between(view: ScheduleView) -> Iterator[str]:
    checks, contacts = view.checks, view.contacts
    told = []
    if checks.late:
        told.append(f"点検項目の期限切れ {len(checks.late)}件")
    elif checks.open:
        told.append(f"まだの点検項目 {len(checks.open)}件")
    if view.unowned:
        told.append(f"担当のない業務 {len(view.unowned)}件")
    if contacts.open:
        told.append(f"開いている相談 {contacts.open}件({contacts.open_sections}課)")
    if told:
        yield f"{'、'.join(told)}: 担当と期限を決める"
