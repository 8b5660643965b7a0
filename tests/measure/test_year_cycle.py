"""年度サイクル: the first day of each stage in 令和7年度, and what is missing in words."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from builders import policy, tables
from ledger.measure.roll import roll_of
from ledger.measure.year_cycle import GOAL_UNDATED, STAGES, year_cycle

DAY = dt.date(2026, 3, 20)
Rows = Mapping[str, Sequence[Mapping[str, object]]]
OPENING = {"phase": "期首", "state": "確認済", "submitted_on": "2025-05-10"}
CLOSING = {"phase": "年度末", "state": "提出", "submitted_on": "2026-03-10"}
GOAL: Rows = {"goals": [{}]}

CASES: Mapping[str, tuple[str, Rows, str | None]] = {
    "目標の日は_期首の提出日": ("goal_on", {**GOAL, "reports": [CLOSING, OPENING]}, "2025-05-10"),
    "年度末だけなら_年度末の提出日": ("goal_on", {**GOAL, "reports": [CLOSING]}, "2026-03-10"),
    "目標がなければ_提出しても空欄": ("goal_on", {"reports": [OPENING]}, None),
    "前の年度の目標は数えない": (
        "goal_on",
        {"goals": [{"year": 2024}], "reports": [OPENING]},
        None,
    ),
    "あとの提出日は_まだない": (
        "goal_on",
        {**GOAL, "reports": [{**OPENING, "submitted_on": "2026-03-21"}]},
        None,
    ),
    "その日の提出は_ある": (
        "goal_on",
        {**GOAL, "reports": [{**OPENING, "submitted_on": "2026-03-20"}]},
        "2026-03-20",
    ),
    "研修は_一番早い修了日": (
        "training_on",
        {"attendances": [{"completed_on": "2025-09-01"}, {"completed_on": "2025-06-01"}]},
        "2025-06-01",
    ),
    "3月31日の修了は_前の年度": (
        "training_on",
        {"attendances": [{"completed_on": "2025-03-31"}]},
        None,
    ),
    "4月1日の修了は_この年度": (
        "training_on",
        {"attendances": [{"completed_on": "2025-04-01"}]},
        "2025-04-01",
    ),
    "否認の修了は数えない": (
        "training_on",
        {"attendances": [{"completed_on": "2025-06-01", "confirmed": "否認"}]},
        None,
    ),
    "未確認の修了も_したことのうち": (
        "training_on",
        {"attendances": [{"completed_on": "2025-06-01", "confirmed": "未"}]},
        "2025-06-01",
    ),
    "続いている案件は_4月1日から": (
        "practice_on",
        {"engagements": [{"started_on": "2024-10-01"}]},
        "2025-04-01",
    ),
    "3月31日に終わった案件は_前の年度": (
        "practice_on",
        {"engagements": [{"started_on": "2024-10-01", "ended_on": "2025-03-31"}]},
        None,
    ),
    "4月1日に終わった案件は_その日": (
        "practice_on",
        {"engagements": [{"started_on": "2024-10-01", "ended_on": "2025-04-01"}]},
        "2025-04-01",
    ),
    "年度の中で始まった案件": (
        "practice_on",
        {"engagements": [{"started_on": "2025-11-01"}, {"started_on": "2025-08-01"}]},
        "2025-08-01",
    ),
    "終わりが始まりより前の案件は数えない": (
        "practice_on",
        {"engagements": [{"started_on": "2025-08-01", "ended_on": "2025-07-31"}]},
        None,
    ),
    "これから始まる案件は_まだない": (
        "practice_on",
        {"engagements": [{"started_on": "2026-03-21"}]},
        None,
    ),
    "評価は_年度末の確認の日": (
        "review_on",
        {
            "reports": [
                {**CLOSING, "state": "確認済", "confirmed_at": "2026-03-19T17:00:00"},
                {**OPENING, "confirmed_at": "2025-05-20T10:00:00"},
            ]
        },
        "2026-03-19",
    ),
    "期首の確認は_評価ではない": (
        "review_on",
        {"reports": [{**OPENING, "confirmed_at": "2025-05-20T10:00:00"}]},
        None,
    ),
    "確認のあと内容が変われば_評価はまだ": (
        "review_on",
        {
            "reports": [
                {**CLOSING, "state": "内容変更", "confirmed_at": "2026-03-19T17:00:00"},
            ]
        },
        None,
    ),
    "共有は_はじめの成果発表会": (
        "shared_on",
        {
            "events": [
                {"event_no": "1", "kind": "成果発表会", "held_on": "2026-02-20"},
                {"event_no": "2", "kind": "成果発表会", "held_on": "2025-12-01"},
                {"event_no": "3", "kind": "説明会", "held_on": "2025-05-01"},
            ]
        },
        "2025-12-01",
    ),
    "予定の成果発表会は_共有ではない": (
        "shared_on",
        {
            "events": [
                {
                    "event_no": "1",
                    "kind": "成果発表会",
                    "held_on": "2026-02-20",
                    "state": "予定",
                }
            ]
        },
        None,
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_はじめの日と_まだのもの(case: str) -> None:
    key, rows, day = CASES[case]
    city = tables(None, **rows)
    row = year_cycle(roll_of(policy(city), city, DAY)).iloc[0]
    found = row[key]
    assert (None if found != found else found.date().isoformat()) == day  # noqa: PLR0124 - NaT
    missing = str(row["missing"]).split("・")
    words = {STAGES[key], *([GOAL_UNDATED] if key == "goal_on" else [])}
    assert bool(words.intersection(missing)) is (day is None)


def test_目標はあるが提出日がなければ_そう言う() -> None:
    city = tables(None, **GOAL)
    row = year_cycle(roll_of(policy(city), city, DAY)).iloc[0]
    assert str(row["missing"]).startswith(GOAL_UNDATED)


def test_みなそろえば_まだのものは空欄() -> None:
    city = tables(
        None,
        **GOAL,
        reports=[{**CLOSING, "state": "確認済", "confirmed_at": "2026-03-19T17:00:00"}],
        attendances=[{"completed_on": "2025-06-01"}],
        engagements=[{"started_on": "2025-06-01"}],
        events=[{"event_no": "1", "kind": "成果発表会", "held_on": "2026-02-20"}],
    )
    (row,) = year_cycle(roll_of(policy(city), city, DAY)).to_dict("records")
    assert row["missing"] != row["missing"], "NaN"


def test_在籍する人が1人1行() -> None:
    city = tables(
        None,
        staff=[{"staff_no": "1"}, {"staff_no": "2", "retired_on": "2026-03-19"}],
    )
    assert year_cycle(roll_of(policy(city), city, DAY))["staff_no"].tolist() == ["1"]
