"""Results of the schedule and of the yearly cycle: 日程表 and 年度サイクル."""

from ledger.layout.columns import Group, Table, choice, code, date, text, whole
from ledger.layout.list_tables import DEPARTMENT_NAME, SECTION_NAME, STAFF_NAME, STAFF_NO
from ledger.model.terms import GateKind, TaskState, Track

SCHEDULE_DATES = Table(
    key="schedule_dates",
    title="日程表",
    group=Group.RESULTS,
    row_key=("task_no",),
    columns=(
        code("task_no", "作業番号", required=True),
        choice("track", "トラック", Track),
        text("task", "作業", width=44),
        text("owner", "担当", width=14),
        date("starts_on", "開始日"),
        date("ends_on", "期限"),
        choice("gate_kind", "節目", GateKind, width=16),
        choice("progress", "進み具合", TaskState, required=True, width=12),
        whole("days_late", "遅れの日数", width=10),
        date("done_on", "実施日"),
        text("told", "説明", width=50),
    ),
    note="策定スケジュールを、策定の対象年度の日付にしたもの",
    since=3,
)

YEAR_CYCLE = Table(
    key="year_cycle",
    title="年度サイクル",
    group=Group.RESULTS,
    row_key=("staff_no",),
    columns=(
        DEPARTMENT_NAME,
        SECTION_NAME,
        STAFF_NO,
        STAFF_NAME,
        date("goal_on", "目標設定"),
        date("training_on", "Off-JT"),
        date("practice_on", "OJT"),
        date("review_on", "評価"),
        date("shared_on", "共有"),
        text("missing", "まだのもの", width=50),
    ),
    note="1人の1年: 目標設定→Off-JT(研修)→OJT(案件)→評価(年度末の上長確認)→共有(成果発表会)。"
    "それぞれの、この年度のはじめの日",
    since=3,
)

TABLES = (SCHEDULE_DATES, YEAR_CYCLE)
