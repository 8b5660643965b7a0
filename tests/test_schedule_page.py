"""日程 and the home page: what is late, what comes, whom nobody named, in words and signs."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from builders import policy, tables
from ledger.commands.init import default_policy, first_tables
from ledger.judge.open_items import check_items
from ledger.judge.planned_tasks import plan_of_year
from ledger.layout.frames import Tables, replaced
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import PageFormula
from ledger.measure.schedule_rows import schedule_dates
from ledger.measure.schedule_view import schedule_view
from ledger.model.judged_day import JudgedDay
from ledger.present.pages.home_schedule import schedule_lines
from ledger.present.pages.schedule import schedule_page

D = dt.date.fromisoformat
Rows = Sequence[Mapping[str, object]]
SCHEDULE: Rows = [
    {
        "task_no": "B07",
        "track": "基本方針",
        "task": "文書にする",
        "owner": "人事",
        "start_month": -5,
        "end_month": -4,
    },
    {
        "task_no": "N04",
        "track": "年度計画",
        "task": "予算要求",
        "gate": "○",
        "start_month": -6,
        "end_month": -5,
    },
    {
        "task_no": "B10",
        "track": "基本方針",
        "task": "公表",
        "owner": "人事",
        "gate": "○",
        "start_month": 0,
        "end_month": 1,
    },
]


def texts(city: Tables, day: str) -> list[list[object]]:
    page = schedule_page(schedule_view(policy(city), city, D(day)))
    return [
        [cell.shown if isinstance(cell, PageFormula) else cell for cell in row]
        for row in page_rows(page)
    ]


def row_of(rows: list[list[object]], named: str) -> list[object]:
    (found,) = [row for row in rows if named in str(row[1])]
    return found


def test_遅れと節目と担当なしが_言葉と印で出る() -> None:
    rows = texts(tables(None, schedule=SCHEDULE), "2026-01-02")
    assert rows[2][0] == "令和8年度の策定(新規)     令和8年1月2日現在"
    assert rows[3][0] == "作業 3: ▲ 遅れ 2・– これから 1"
    assert rows[4][0] == "次の節目 公表 令和8年5月31日まで(あと149日)     ◆ は節目"
    late = row_of(rows, "B07")
    assert late[:4] == [
        *("▲ 遅れ 2日", "B07 文書にする", "人事"),
        "令和7年11月1日〜令和7年12月31日",
    ]
    request = row_of(rows, "N04")
    assert request[:3] == ["▲ 遅れ 33日", "◆ N04 予算要求", "担当なし"]
    months = rows[9]
    bars = dict(zip(months[4:12], request[4:12], strict=True))
    assert bars == {10: "■", 11: "◆", 12: "▲", 1: "▲", 2: None, 3: None, 4: None, 5: None}
    assert rows[8][4:12] == [None, None, None, "▼", None, None, None, None], "January"


def test_公表の時期に決裁がなければ_はじめに出る() -> None:
    rows = texts(tables(None, schedule=SCHEDULE), "2026-04-01")
    told = "▲ 基本方針の公表の時期ですが、令和8年度の年度計画の庁内決裁の節目がありません"
    assert rows[5][0] == told
    assert texts(tables(None, schedule=SCHEDULE), "2026-03-31")[5][0] is None


def test_作業がなければ_書く所を言う() -> None:
    rows = texts(tables(), "2026-01-02")
    assert "シート「策定スケジュール」に作業がありません" in str(rows[3][0])


def test_長い日程は_今日の月を残して_右の端まで出す() -> None:
    long = [{**SCHEDULE[0], "start_month": -36, "end_month": 36}]
    rows = texts(tables(None, schedule=long), "2026-01-02")
    assert len(rows[9][4:]) == 30
    assert "▼" in rows[8]
    assert rows[9][4] == 1, "January 2026, the month of today"


CHECKS: Rows = [
    {"category": "策定", "check_no": "1", "item": "位置づけ", "due_on": "2026-01-01"},
    {"category": "策定", "check_no": "2", "item": "要件", "due_on": "2026-01-02", "owner": "DX"},
    {"category": "策定", "check_no": "3", "item": "段階", "state": "済"},
    {"category": "策定", "check_no": "4", "item": "目標", "state": "省略"},
    {"category": "見直し", "check_no": "1", "item": "古い要件", "plan_mode": "見直し"},
    {"category": "策定", "check_no": "5", "item": "手順", "plan_mode": "新規"},
]
MODES = {
    "新規": ("新規", ["位置づけ", "要件", "手順"]),
    "見直し": ("見直し", ["位置づけ", "要件", "古い要件"]),
}


@pytest.mark.parametrize("case", MODES)
def test_点検項目は_場面に合うものだけ_期限の順(case: str) -> None:
    mode, items = MODES[case]
    city = tables({"plan_mode": mode}, checks=CHECKS)
    found = check_items(policy(city), city, D("2026-01-02"))
    assert [one.item for one in found.open] == items
    assert [(one.item, one.late) for one in found.late] == [("位置づけ", 1)]
    assert (found.done, found.skipped, found.elsewhere) == (1, 1, 1)
    assert "位置づけ" in [one.item for one in found.unowned]


def test_点検項目と分担と相談と行事が_下に並ぶ() -> None:
    city = tables(
        None,
        checks=CHECKS,
        responsibilities=[
            {"task": "研修の運営", "support": "DX"},
            {"task": "企画", "owner": "DX", "remark": "覚え"},
        ],
        consultations=[{"received_on": "2025-06-01", "section_code": "A01"}],
        events=[
            {"event_no": "E2", "subject": "発表", "kind": "成果発表会", "held_on": "2025-12-01"},
            {"event_no": "E1", "held_on": "2025-07-01", "state": "予定"},
            {"event_no": "E0", "held_on": "2025-03-31"},
        ],
    )
    rows = texts(city, "2026-01-02")
    assert row_of(rows, "[策定 1] 位置づけ")[0] == "▲ 遅れ 1日"
    assert row_of(rows, "[策定 2] 要件")[3] == "令和8年1月2日まで"
    assert row_of(rows, "研修の運営")[:4] == [
        *("▲ 担当なし", "研修の運営", "担当なし", "支援: DX"),
    ]
    assert row_of(rows, "所属")[:3] == ["・ 相談に答える", "所属", "相談 1(開 1)"]
    assert row_of(rows, "E2 発表")[:4] == ["✓ 実施", "E2 発表", "成果発表会", "令和7年12月1日"]
    assert row_of(rows, "E1")[0] == "▲ 予定のまま"
    assert not [row for row in rows if "E0" in str(row[1])], "of the year before"


def test_所属にない言葉の相談は_印が付く() -> None:
    talks = [{"received_on": "2025-06-01", "section_code": "総務室"}]
    row = row_of(texts(tables(None, consultations=talks), "2026-01-02"), "総務室")
    assert row[0] == "▲ 所属にない"


def home(city: Tables, day: str) -> list[str]:
    own = policy(city)
    return [*schedule_lines(own, city, JudgedDay.of(own.settings, D(day)))]


def test_今日やることに_日程と_部門のあいだのことが1行ずつ() -> None:
    city = tables(
        None,
        schedule=SCHEDULE,
        checks=CHECKS,
        responsibilities=[{"task": "研修の運営"}],
        consultations=[{"received_on": "2025-06-01", "section_code": "A01"}],
    )
    assert home(city, "2026-01-02") == [
        "策定の日程 遅れ 2件・節目 公表 あと149日: 済んだ作業の状態に「済」と書く",
        "点検項目の期限切れ 1件、担当のない業務 1件、開いている相談 1件(1課): 担当と期限を決める",
    ]


def test_基準日を過ぎても_日程は暦の日で見る() -> None:
    city = tables(None, schedule=SCHEDULE[2:])
    assert home(city, "2026-06-01")[0].startswith("策定の日程 遅れ 1件")
    assert home(city, "2026-05-31")[0].startswith("策定の日程 いま 1件")


def test_日程も点検項目も使っていなければ_何も言わない() -> None:
    assert home(tables(), "2026-01-02") == []


def test_日程表は_日付と進み具合と説明() -> None:
    city = tables(None, schedule=SCHEDULE)
    rows = schedule_dates(plan_of_year(policy(city), city, D("2026-01-02")))
    first = rows.iloc[0]
    assert (first["starts_on"].date(), first["ends_on"].date()) == (
        D("2025-11-01"),
        D("2025-12-31"),
    )
    assert (first["progress"], first["days_late"]) == ("遅れ", 2)
    assert rows["told"].tolist() == [
        "期限を2日過ぎました",
        "期限を33日過ぎました。担当がまだ決まっていません",
        "令和8年4月1日から",
    ]
    assert rows["gate_kind"].tolist()[1:] == ["予算要求", "公表"]


def test_はじめの台帳には_素材の日程と点検項目と分担が入る() -> None:
    made, own = first_tables(2026, "架空市", today=D("2026-11-27"))
    plan = plan_of_year(own, made, D("2026-11-27"))
    by_no = {one.task_no: one for one in plan.tasks}
    assert plan.year == 2027
    assert (by_no["N04"].starts, by_no["N04"].ends) == (D("2026-10-01"), D("2026-11-30"))
    assert by_no["B10"].starts == D("2027-04-01")
    kinds = {one.gate.value for one in plan.tasks if one.gate}
    assert kinds == {"予算要求", "庁内決裁", "委員会/議会報告", "予算決議", "公表"}
    assert {str(one.track) for one in plan.tasks} == {"基本方針", "年度計画"}
    per_mode = default_policy(2026)["checks"]["plan_mode"].value_counts(dropna=False)
    assert (per_mode["新規"], per_mode["見直し"]) == (6, 6)
    assert "全職員の受講管理" in made["responsibilities"]["task"].tolist()


def test_見直しにすると_素材の日程は短くなり_たたき台を省く() -> None:
    made, own = first_tables(2026, "架空市")
    review = own.settings.model_copy(update={"plan_mode": "見直し"})
    settings = made["settings"]
    mode = settings["key"] == "plan_mode"
    later = settings.assign(value=settings["value"].astype(object).where(~mode, "見直し"))
    city = replaced(made, {"settings": later})
    plan = plan_of_year(policy(city), city, D("2026-04-01"))
    by_no = {one.task_no: one for one in plan.tasks}
    assert plan.mode == review.plan_mode
    assert by_no["B01"].state.value == "省略"
    assert (by_no["B03"].starts, by_no["B03"].ends) == (D("2026-08-01"), D("2026-09-30"))
