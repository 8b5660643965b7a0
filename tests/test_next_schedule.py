"""年度更新 and the schedule: what is done turns to the next year, what is open comes along."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from builders import tables
from ledger.commands.next_schedule import next_schedule, with_plan_year
from ledger.commands.next_year import next_settings
from ledger.layout.frames import Tables
from ledger.layout.policy import settings_of

Row = Mapping[str, object]
DRAFT: Row = {
    "task_no": "B07",
    "track": "基本方針",
    "task": "文書にする",
    "owner": "人事",
    "start_month": -5,
    "end_month": -4,
}
PUBLISH: Row = {
    "task_no": "B10",
    "track": "基本方針",
    "task": "公表",
    "gate": "○",
    "start_month": 0,
    "end_month": 1,
}
CARRY_OUT: Row = {
    "task_no": "N07",
    "track": "年度計画",
    "task": "実行",
    "start_month": 0,
    "end_month": 11,
}
CHECK: Row = {"category": "策定", "check_no": "1", "item": "見る", "owner": "人事"}


def city(rows: Sequence[Row], **settings: object) -> Tables:
    """Return the ledger of 令和7年度 (2025); 令和8年度 is planned for unless it says so."""
    check = {**CHECK, "state": "済", "due_on": "2028-02-29", "remark": "覚え"}
    return tables(settings, schedule=rows, checks=[check])


def done(row: Row) -> Row:
    return {**row, "state": "済", "done_on": "2026-03-01"}


CASES: Mapping[str, tuple[Tables, int, bool]] = {
    "だれも使っていない日程は_次の年度に進む": (
        city([DRAFT, PUBLISH, CARRY_OUT]),
        2027,
        False,
    ),
    "公表がまだなら_そのまま": (city([done(DRAFT), PUBLISH, CARRY_OUT]), 2026, False),
    "実行だけが残れば_次の年度に進む": (
        city([done(DRAFT), done(PUBLISH), CARRY_OUT]),
        2027,
        True,
    ),
    "書いた年度がまだなら_そのまま": (
        city([done(DRAFT), PUBLISH], plan_year=2025),
        2025,
        False,
    ),
    "書いた年度が済めば_空欄に戻す": (
        city([done(DRAFT), done(PUBLISH)], plan_year=2026),
        2027,
        True,
    ),
    "もっと先の年度は_触らない": (
        city([done(DRAFT), done(PUBLISH)], plan_year=2027),
        2027,
        False,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_年度更新で_日程は(case: str) -> None:
    before, year, turned = CASES[case]
    found = next_schedule(before)
    assert found.turned is turned
    settings = with_plan_year(next_settings(before["settings"]), found.plan_year)
    assert settings_of(settings).planned_year == year
    schedule = found.tables.get("schedule", before["schedule"])
    assert schedule["state"].notna().any() == (before["schedule"]["state"].notna().any() & ~turned)
    assert bool(list(found.told)) is (turned or year <= 2026)


def test_進むときは_点検項目の状態を空にし_期限を1年進める() -> None:
    (row,) = next_schedule(city([done(DRAFT)])).tables["checks"].to_dict("records")
    assert row["state"] != row["state"], "NaN"
    assert row["due_on"].date() == dt.date(2029, 2, 28), "no February 29 in 2029"
    assert row["remark"] == "覚え"


def test_進むときも_担当と月は残る() -> None:
    (row,) = next_schedule(city([done(DRAFT)])).tables["schedule"].to_dict("records")
    assert (row["owner"], row["start_month"], row["end_month"]) == ("人事", -5, -4)
