"""日程表: 策定スケジュール as rows with real dates, each with what is to be said of it."""

import pandas as pd

from ledger.judge.planned_tasks import PlannedTask, PlanOfYear
from ledger.layout.columns import NewRow
from ledger.layout.frames import frame
from ledger.layout.schedule_tables import SCHEDULE_DATES
from ledger.model.calendar import wareki, wareki_year
from ledger.model.terms import PlanMode, TaskState


def schedule_dates(plan: PlanOfYear) -> pd.DataFrame:
    """Return the table 日程表.

    Args:
        plan: 策定スケジュール on the day judged.
    """
    return frame(SCHEDULE_DATES, [_row(plan, one) for one in plan.tasks])


def _row(plan: PlanOfYear, one: PlannedTask) -> NewRow:
    return {
        "task_no": one.task_no,
        "track": one.track.value if one.track else None,
        "task": one.task,
        "owner": one.owner,
        "starts_on": one.starts,
        "ends_on": one.ends,
        "gate_kind": one.gate.value if one.gate else None,
        "progress": one.state.value,
        "days_late": one.days if one.state is TaskState.OVERDUE else None,
        "done_on": one.done_on,
        "told": task_told(plan, one),
    }


def task_told(plan: PlanOfYear, one: PlannedTask) -> str | None:
    """Say how a task stands, in words; None where its state says it all."""
    said = [*_how(plan, one)]
    if one.is_open and one.owner is None:
        said.append("担当がまだ決まっていません")
    if one.is_reversed:
        said.append("終わりが始まりより前です")
    if one in plan.publishes_unapproved:
        said.append(f"{wareki_year(plan.year)}の年度計画の庁内決裁がまだです")
    return "。".join(said) or None


def _how(plan: PlanOfYear, one: PlannedTask) -> list[str]:
    said = ""
    match one.state:
        case TaskState.OVERDUE:
            said = f"期限を{one.days}日過ぎました"
        case TaskState.NOW if one.days is not None:
            said = "今日まで" if one.days == 0 else f"あと{one.days}日"
        case TaskState.LATER if one.starts is not None:
            said = f"{wareki(one.starts)}から"
        case TaskState.UNDATED:
            said = "開始月も終了月もありません"
        case TaskState.DONE if one.done_late is not None:
            said = f"期限の{one.done_late}日あとに済みました"
        case TaskState.SKIPPED if plan.mode is PlanMode.REVIEW:
            said = "見直しでは省きます"
        case _:
            pass
    return [said] if said else []
