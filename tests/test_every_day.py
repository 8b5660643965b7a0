"""One ledger run on the days of its year: nothing that has not happened is stated.

令和8年度, 基準日 令和9年3月31日. 甲野 leads from 4/1 on and is away in August; 乙山 led until 9/30;
丙川's training holds until 1/14; 丁田 leaves on 12/31; 戊川 is appointed in October. Sessions,
events, projects and posts lie all over the year. `make proof` runs it on each of the 365 days.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd
import pytest

from builders import policy, tables
from ledger.commands.recompute import results
from ledger.layout.frames import Tables, day, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.model.calendar import from_era
from ledger.model.judged_day import JudgedDay
from sampling import cases, keep

OPENING, KEY_DATE = dt.date(2026, 4, 1), dt.date(2027, 3, 31)
DAYS = (KEY_DATE - OPENING).days + 1
USUAL = 7
SETTLED = {"達成", "未達", "順調", "遅れ"}
MARKED, BASELESS = "G8", "G6"
"""A 定性 target that HR marked ○, and one without 基準値."""

BEGINS = {
    "attendances": "completed_on",
    "qualifications": "acquired_on",
    "engagements": "started_on",
    "projects": "started_on",
    "sessions": "held_on",
    "events": "held_on",
    "posts": "started_on",
}
"""What each kind of fact is dated by."""

LOOKS_AHEAD = {"next_action", "earliest_on"}
"""Columns that say what can come, and by which day."""

WAREKI = re.compile(r"(令和)(\d+)年(\d+)月(\d+)日")


def at(month: int, number: int) -> str:
    return dt.date(2026 if month >= 4 else 2027, month, number).isoformat()


def _target(number: int, indicator: str, goal: float | None, **more: object) -> dict[str, Any]:
    named = {"target_code": f"G{number}", "target_type": "参加率目標型", "target_name": indicator}
    return {**named, "indicator": indicator, "goal_value": goal, "due_year": 2026, **more}


def _step(label: str, kind: str, about: str | None = None, amount: int = 1) -> dict[str, Any]:
    step, number = label.split("-")
    named = {"persona_code": "P2", "step": int(step), "criterion_no": int(number)}
    return {**named, "kind": kind, "object_code": about, "amount": amount}


PLAN: dict[str, Any] = {
    "personas": [{"persona_code": "P1"}, {"persona_code": "P2", "scope": "指名"}],
    "trainings": [{"training_code": "T1", "valid_months": 12}, {"training_code": "T2"}],
    "criteria": [
        _step("1-1", "研修", "T1"),
        _step("2-1", "リード期間", None, 6),
        _step("3-1", "リード期間", None, 11),
    ],
    "targets": [
        _target(1, "受講率", 60, object_code="T1"),
        _target(2, "修了者数", 2, object_code="T1"),
        _target(3, "案件数", 1),
        _target(4, "行事回数", 2, object_code="DX連携会議"),
        # 期限は令和9年度。令和7年度の0名から4名まで、途中目標は2名
        _target(
            5,
            "Step到達者数",
            4,
            persona_code="P2",
            step=1,
            horizon="基本方針",
            base_year=2025,
            base_value=0,
            due_year=2027,
        ),
        _target(6, "人材像人数", 9, persona_code="P2", horizon="基本方針", due_year=2027),
        _target(7, "役割配置数", 1, object_code="CIO補佐官", horizon="両方"),
        _target(8, "定性", None, review_mark="○"),
        _target(9, "定性", None),
    ],
}
CITY: dict[str, Any] = {
    "staff": [
        {"staff_no": "00001", "staff_name": "甲野"},
        {"staff_no": "00002", "staff_name": "乙山"},
        {"staff_no": "00003", "staff_name": "丙川"},
        {"staff_no": "00004", "staff_name": "丁田", "retired_on": at(12, 31)},
        {"staff_no": "00005", "staff_name": "戊川"},
    ],
    "assignments": [
        {"staff_no": no, "persona_code": "P2", "started_on": at(4, 1)}
        for no in ("00001", "00002", "00003", "00004")
    ]
    + [{"staff_no": "00005", "persona_code": "P2", "started_on": at(10, 1)}],
    "leaves": [{"staff_no": "00001", "started_on": at(8, 1), "ended_on": at(8, 31)}],
    "sessions": [
        {"session_no": "S1", "training_code": "T1", "held_on": at(6, 10)},
        {"session_no": "S2", "training_code": "T2", "held_on": at(11, 20)},
        {"session_no": "S3", "training_code": "T1", "held_on": at(3, 10), "state": "予定"},
    ],
    "attendances": [
        {"staff_no": "00001", "training_code": "T1", "completed_on": at(6, 10)},
        {"staff_no": "00002", "training_code": "T1", "completed_on": at(6, 10)},
        # 2026-01-15から12か月は2027-01-14まで
        {"staff_no": "00003", "training_code": "T1", "completed_on": "2026-01-15"},
        {"staff_no": "00005", "training_code": "T2", "completed_on": at(11, 20)},
    ],
    "projects": [
        {"project_no": "PJ1", "started_on": at(5, 1), "completed_on": at(12, 15)},
        {"project_no": "PJ2", "started_on": at(4, 1)},
    ],
    "engagements": [
        {"staff_no": "00001", "project_no": "PJ2", "started_on": at(4, 1)},
        {"staff_no": "00002", "project_no": "PJ1", "started_on": at(4, 1), "ended_on": at(9, 30)},
        {"staff_no": "00004", "project_no": "PJ2", "started_on": at(4, 1)},
        {"staff_no": "00005", "project_no": "PJ2", "started_on": at(10, 1), "confirmed": "未"},
    ],
    "events": [
        {"event_no": "E1", "held_on": at(7, 7)},
        {"event_no": "E2", "held_on": at(2, 2)},
    ],
    "posts": [{"role": "CIO補佐官", "person_name": "山田", "started_on": at(1, 1)}],
    "history": [{"year": 2025, "kind": "目標", "code": "G2", "value": 3.0, "state": "達成"}],
}
YEAR = tables({"fiscal_year": 2026, "as_of": KEY_DATE.isoformat()}, **PLAN, **CITY)


def known_by(on: dt.date) -> Tables:
    """Return the ledger as if nothing after a day had been written: no such fact, no such end."""
    cut = {key: YEAR[key][~(YEAR[key][column] > day(on))] for key, column in BEGINS.items()}
    projects = cut["projects"]
    ends = projects["completed_on"].where(projects["completed_on"] <= day(on))
    return replaced(YEAR, {**cut, "projects": projects.assign(completed_on=ends)})


def compared(made: Mapping[str, pd.DataFrame]) -> dict[str, list[dict[str, Any]]]:
    """Return the results as rows, without what looks ahead."""
    return {
        key: [
            {k: v for k, v in row.items() if k not in LOOKS_AHEAD}
            for row in records(BY_KEY[key], made[key])
        ]
        for key in ("verdicts", "rates", "denominators", "gaps", "kpis", "history")
    }


def days_named(row: Mapping[str, Any]) -> Iterator[dt.date]:
    for key, value in row.items():
        if isinstance(value, str) and key not in LOOKS_AHEAD:
            for era, *numbers in WAREKI.findall(value):
                yield from_era(era, *map(int, numbers))


@pytest.fixture(scope="module")
def settled() -> dict[str, list[dict[str, Any]]]:
    return compared(results(policy(YEAR), YEAR, KEY_DATE))


@pytest.mark.parametrize("number", [*cases(DAYS - 2, USUAL), DAYS - 2, DAYS - 1])
def test_まだ起きていないことは言わない(number: int) -> None:
    on = OPENING + dt.timedelta(days=number)
    early = on < KEY_DATE
    made = results(policy(YEAR), YEAR, on)
    found = compared(made)
    kpis = {row["target_code"]: row["verdict"] for row in found["kpis"]}
    if early:
        named = {code for code, verdict in kpis.items() if verdict in SETTLED}
        assert named == {MARKED}, "期中でないのは、人事が○を付けた定性の目標だけ"
    else:
        assert {code for code, verdict in kpis.items() if verdict == "期中"} == {BASELESS, "G9"}
    assert {row["as_of"] for row in found["verdicts"]} == {on}
    blank = {row["effective_on"] is None for row in found["verdicts"]}
    assert blank == {early}, "発効日は、基準日までは空欄"
    this_year = [row for row in found["history"] if row["year"] == 2026]
    said = {row["state"] for row in this_year if row["value"] is not None}
    assert this_year
    assert not early or said == {"期中"}
    # その日より後に書かれることがすべて無くても、同じ結果になる
    assert found == compared(results(policy(YEAR), known_by(on), on))
    texts = [row for key in ("verdicts", "rates", "kpis") for row in found[key]]
    assert all(named <= on for row in texts for named in days_named(row))
    keep("days of a year, nothing ahead of its day", days=1)


@pytest.mark.parametrize("number", [*cases(DAYS - 1, USUAL), DAYS - 1])
def test_見込Stepは_その日までの事実で基準日を待ったStep(number: int) -> None:
    on = OPENING + dt.timedelta(days=number)
    keys = ("staff_no", "persona_code", "tool_code")
    today = records(BY_KEY["verdicts"], results(policy(YEAR), YEAR, on)["verdicts"])
    waited = records(BY_KEY["verdicts"], results(policy(YEAR), known_by(on), KEY_DATE)["verdicts"])
    then = {tuple(row[k] for k in keys): row["rule_step"] for row in waited}
    for row in today:
        assert row["expected_step"] == then.get(tuple(row[k] for k in keys)), row["staff_no"]
    keep("days of a year, 見込Step", days=1)


def test_基準日の見込Stepは規則判定と同じ(settled: dict[str, list[dict[str, Any]]]) -> None:
    steps = [(row["expected_step"], row["rule_step"]) for row in settled["verdicts"]]
    assert all(expected == rule for expected, rule in steps)
    # 甲野は8月を除いて11か月でStep3、乙山は6か月でStep2、丙川の研修は切れ、戊川は研修がまだ
    found = {
        row["staff_no"]: row["rule_step"]
        for row in settled["verdicts"]
        if row["persona_code"] == "P2"
    }
    assert found == {"00001": 3, "00002": 2, "00003": 0, "00005": 0}


@pytest.mark.parametrize(
    ("on", "asked", "heading"),
    [
        # 今日, --as-of
        ("2026-11-26", None, "令和8年11月26日現在(途中)"),
        ("2027-03-30", None, "令和9年3月30日現在(途中)"),
        ("2027-03-31", None, "基準日 令和9年3月31日"),
        ("2027-06-01", None, "基準日 令和9年3月31日"),
        ("2026-02-01", None, "令和8年4月1日現在(途中)"),
        ("2026-11-26", "2027-03-31", "令和9年3月31日現在(見込み)"),
        ("2026-11-26", "2026-12-31", "令和8年12月31日現在(見込み)"),
        ("2026-11-26", "2026-11-26", "令和8年11月26日現在(途中)"),
        ("2027-06-01", "2026-09-30", "令和8年9月30日現在(途中)"),
        ("2027-06-01", "2027-03-31", "基準日 令和9年3月31日"),
    ],
)
def test_見出しは_いつの結果かを言う(on: str, asked: str | None, heading: str) -> None:
    day_asked = dt.date.fromisoformat(asked) if asked else None
    judged = JudgedDay.of(policy(YEAR).settings, dt.date.fromisoformat(on), day_asked)
    assert judged.heading == heading


@pytest.mark.parametrize(
    ("today", "judged"),
    [
        ("2026-04-01", "2026-04-01"),
        ("2027-02-27", "2027-02-27"),
        ("2027-02-28", "2027-02-28"),
        ("2027-03-01", "2027-02-28"),
    ],
)
def test_基準日が2月28日なら_その日で締まる(today: str, judged: str) -> None:
    made = tables({"fiscal_year": 2026, "as_of": "2027-02-28"}, **PLAN, **CITY)
    found = JudgedDay.of(policy(made).settings, dt.date.fromisoformat(today))
    assert found.on.isoformat() == judged
    rows = records(BY_KEY["kpis"], results(policy(made), made, found.on)["kpis"])
    verdict = next(row["verdict"] for row in rows if row["target_code"] == "G2")
    # 2/28までに修了したのは甲野と乙山の2名
    assert verdict == ("期中" if found.early else "達成")
