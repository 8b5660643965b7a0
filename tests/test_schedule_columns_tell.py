"""Every column of the schedule, 点検項目, 分担, 相談 and 行事 changes 日程, or is a mere note."""

import datetime as dt
from collections.abc import Mapping

import pytest

from builders import policy, tables
from ledger.layout.frames import Tables
from ledger.layout.ledger import BY_KEY
from ledger.layout.page_frames import page_rows
from ledger.measure.schedule_view import schedule_view
from ledger.present.pages.schedule import schedule_page

DAY = dt.date(2026, 1, 2)
ROWS: Mapping[str, Mapping[str, object]] = {
    "schedule": {
        "task_no": "N06",
        "track": "年度計画",
        "task": "決裁を受ける",
        "owner": "人事",
        "start_month": -6,
        "end_month": -2,
        "gate": "○",
        "gate_kind": "庁内決裁",
        "review_months": 3,
    },
    "checks": {
        "category": "策定",
        "check_no": "1",
        "item": "位置づけ",
        "owner": "人事",
        "due_on": "2025-12-01",
        "plan_mode": "見直し",
        "remark": "覚え",
    },
    "responsibilities": {"task": "運営", "owner": "人事", "support": "DX", "remark": "覚え"},
    "consultations": {
        "received_on": "2025-06-01",
        "section_code": "A01",
        "category": "ツール",
        "closed_on": "2025-06-02",
    },
    "events": {
        "event_no": "E1",
        "kind": "DX連携会議",
        "subject": "第1回",
        "held_on": "2025-07-01",
        "state": "実施",
    },
}
"""One row each, in 見直し on January 2, 2026; the 公表 of 令和8年度 comes in April."""

CHANGES: Mapping[str, object] = {
    "schedule.task_no": "N99",
    "schedule.track": "基本方針",
    "schedule.task": "文書にする",
    "schedule.owner": None,
    "schedule.start_month": -3,
    "schedule.end_month": -3,
    "schedule.gate": "×",
    "schedule.state": "済",
    "schedule.done_on": "2025-12-25",
    "schedule.gate_kind": "予算要求",
    "schedule.review_months": 0,
    "checks.category": "連携",
    "checks.check_no": "9",
    "checks.item": "要件",
    "checks.owner": "未定",
    "checks.due_on": "2026-01-02",
    "checks.state": "済",
    "checks.remark": "別の覚え",
    "checks.plan_mode": "新規",
    "responsibilities.task": "企画",
    "responsibilities.owner": None,
    "responsibilities.support": None,
    "responsibilities.remark": "別の覚え",
    "consultations.received_on": "2025-03-31",
    "consultations.section_code": "A02",
    "consultations.category": "研修",
    "consultations.closed_on": None,
    "events.event_no": "E9",
    "events.kind": "説明会",
    "events.subject": "第2回",
    "events.held_on": "2025-08-01",
    "events.state": "中止",
    "settings.plan_year": 2027,
    "settings.plan_mode": "新規",
}
NOTES = {"checks.remark", "responsibilities.remark"}


def city(changed: str = "") -> Tables:
    key, _, column = changed.partition(".")
    settings: dict[str, object] = {"plan_mode": "見直し"}
    if key == "settings":
        settings[column] = CHANGES[changed]
    rows = {
        name: [{**row, column: CHANGES[changed]} if name == key else row]
        for name, row in ROWS.items()
    }
    sections = [
        {"section_code": "A01", "section_name": "総務課"},
        {"section_code": "A02", "section_name": "福祉課"},
    ]
    return tables(settings, sections=sections, **rows)


def shown(own: Tables) -> list[list[object]]:
    return [[*row] for row in page_rows(schedule_page(schedule_view(policy(own), own, DAY)))]


def test_どの列も試している() -> None:
    columns = {f"{key}.{column}" for key in ROWS for column in BY_KEY[key].keys}
    assert columns == {one for one in CHANGES if not one.startswith("settings.")}


@pytest.mark.parametrize("changed", CHANGES)
def test_列を変えれば_日程が変わる(changed: str) -> None:
    assert (shown(city(changed)) != shown(city())) is (changed not in NOTES)


@pytest.mark.parametrize("noted", sorted(NOTES))
def test_覚え書きの列は_そう言う(noted: str) -> None:
    key, _, column = noted.partition(".")
    assert BY_KEY[key].column(column).note == "覚え書き。どこにも使わない"
