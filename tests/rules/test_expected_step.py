"""見込Step 「このまま続けば」: the Step on the 基準日, as it can be said on 令和8年11月26日."""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

import pytest

from builders import policy, tables
from ledger.judge.explain import explain
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from scene import P02, criterion

ON = "2026-11-26"
APPOINTED = {"persona_code": "P02", "started_on": "2026-04-01"}
LEAD = {"project_name": "窓口の改善", "started_on": "2026-04-01"}
DONE = {"training_code": "T1"}


class Case(NamedTuple):
    """A person on a day: the rows of the ledger, and the Steps that come out."""

    rule: dict[str, Any]
    rows: dict[str, list[dict[str, Any]]]
    now: int
    expected: int | None
    on: str = ON
    settings: Mapping[str, Any] = MappingProxyType({})


def months(n: int) -> dict[str, Any]:
    return {**criterion("1-1", "リード期間", None, n), "persona_code": "P02"}


def training(valid: int | None = None) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    rule = {**criterion("1-1", "研修", "T1"), "persona_code": "P02"}
    return rule, [{"training_code": "T1", "valid_months": valid}]


def taken(on: str, valid: int | None = None, **more: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the rows of a completion on a day, of a training of so many 有効月数."""
    return {"trainings": training(valid)[1], "attendances": [{**DONE, "completed_on": on}], **more}


TRAINED = training()[0]
LICENSED = {**criterion("1-1", "資格", "基本情報"), "persona_code": "P02"}
PAPER = {"qualification": "基本情報", "acquired_on": "2025-05-01"}

CASES = {
    # 4/1から3/31までで、ちょうど12か月
    "続くリードは基準日まで延びる": Case(months(12), {"engagements": [LEAD]}, 0, 1),
    "1日遅く始めたリードは11か月30日で届かない": Case(
        months(12), {"engagements": [{**LEAD, "started_on": "2026-04-02"}]}, 0, 0
    ),
    "終了日が基準日のリードは届く": Case(
        months(12), {"engagements": [{**LEAD, "ended_on": "2027-03-31"}]}, 0, 1
    ),
    "終了日が基準日の前日なら届かない": Case(
        months(12), {"engagements": [{**LEAD, "ended_on": "2027-03-30"}]}, 0, 0
    ),
    "終わったリードは延びない": Case(
        months(12), {"engagements": [{**LEAD, "ended_on": "2026-09-30"}]}, 0, 0
    ),
    "まだ始まっていないリードは数えない": Case(
        months(1), {"engagements": [{**LEAD, "started_on": "2026-11-27"}]}, 0, 0
    ),
    "見る日に始めたリードは数える": Case(
        months(1), {"engagements": [{**LEAD, "started_on": ON}]}, 0, 1
    ),
    # 12か月から1月の31日を除くと、4/1〜12/31の9か月と2/1〜3/31の2か月
    "入力済みの先の休職で止まる": Case(
        months(12),
        {
            "engagements": [LEAD],
            "leaves": [{"started_on": "2027-01-01", "ended_on": "2027-01-31"}],
        },
        0,
        0,
    ),
    "休職で止めない設定なら届く": Case(
        months(12),
        {
            "engagements": [LEAD],
            "leaves": [{"started_on": "2027-01-01", "ended_on": "2027-01-31"}],
        },
        0,
        1,
        settings={"leave_stops_clock": False},
    ),
    "否認された申告も、申告どおりに見る": Case(
        months(12), {"engagements": [{**LEAD, "confirmed": "否認"}]}, 0, 1
    ),
    "上長判定は見込みを変えない": Case(
        months(12),
        {
            "engagements": [LEAD],
            "step_reviews": [{"persona_code": "P02", "reviewed_step": 0}],
        },
        0,
        1,
    ),
    # 2026-02-28まで有効な12か月ではなく、2026-03-01から12か月は2027-02-28まで
    "基準日までに期限の切れる研修は数えない": Case(TRAINED, taken("2026-03-01", 12), 1, 0),
    "基準日まで有効な研修は数える": Case(TRAINED, taken("2026-04-01", 12), 1, 1),
    "予定の回は、受けたことにしない": Case(
        TRAINED,
        {
            "trainings": training()[1],
            "sessions": [{"session_no": "S1", **DONE, "held_on": "2026-12-10", "state": "予定"}],
        },
        0,
        0,
    ),
    "先の日の名簿も、まだ数えない": Case(TRAINED, taken("2026-12-10"), 0, 0),
    "基準日の前日に切れる資格は数えない": Case(
        LICENSED, {"qualifications": [{**PAPER, "expires_on": "2027-03-30"}]}, 1, 0
    ),
    "基準日に切れる資格は数える": Case(
        LICENSED, {"qualifications": [{**PAPER, "expires_on": "2027-03-31"}]}, 1, 1
    ),
    "人材像付与が基準日までに終わるなら空欄": Case(
        TRAINED,
        taken("2026-06-01", assignments=[{**APPOINTED, "ended_on": "2027-03-30"}]),
        1,
        None,
    ),
    "人材像付与が基準日までなら基準日のStep": Case(
        TRAINED, taken("2026-06-01", assignments=[{**APPOINTED, "ended_on": "2027-03-31"}]), 1, 1
    ),
    "基準日の前に退職するなら空欄": Case(
        TRAINED,
        taken("2026-06-01", staff=[{"staff_no": "00001", "retired_on": "2027-03-30"}]),
        1,
        None,
    ),
    "基準日に退職するなら基準日のStep": Case(
        TRAINED,
        taken("2026-06-01", staff=[{"staff_no": "00001", "retired_on": "2027-03-31"}]),
        1,
        1,
    ),
    # 4/1から2/28までは11か月
    "基準日が2月28日なら、そこまでの11か月": Case(
        months(11), {"engagements": [LEAD]}, 0, 1, settings={"as_of": "2027-02-28"}
    ),
    "基準日が2月28日なら、12か月には届かない": Case(
        months(12), {"engagements": [LEAD]}, 0, 0, settings={"as_of": "2027-02-28"}
    ),
    "基準日の前日": Case(months(12), {"engagements": [LEAD]}, 0, 1, on="2027-03-30"),
    "基準日には規則判定と同じ": Case(months(12), {"engagements": [LEAD]}, 1, 1, on="2027-03-31"),
    "基準日には切れた研修も規則判定と同じ": Case(
        TRAINED, taken("2026-03-01", 12), 0, 0, on="2027-03-31"
    ),
}


def built(case: Case) -> Tables:
    settings = {"fiscal_year": 2026, "as_of": "2027-03-31", **case.settings}
    rows = {"assignments": [APPOINTED], **case.rows}
    return tables(settings, personas=[P02], criteria=[case.rule], **rows)


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_見込Step(case: Case) -> None:
    made = built(case)
    table = verdicts(policy(made), made, dt.date.fromisoformat(case.on))
    (row,) = records(BY_KEY["verdicts"], table)
    assert (row["rule_step"], row["expected_step"]) == (case.now, case.expected)


def test_ツールのある人材像は_一番高いツールの見込み() -> None:
    made = tables(
        {"fiscal_year": 2026, "as_of": "2027-03-31"},
        personas=[P02],
        assignments=[APPOINTED],
        tools=[{"tool_code": code, "tool_name": code} for code in ("RPA", "BI")],
        # Step1はツールごとのレベル1、Step2はリード12か月(どのツールにも共通)
        criteria=[
            {**criterion("1-1", "ツール", tool_code="*"), "persona_code": "P02"},
            {**criterion("2-1", "リード期間", None, 12), "persona_code": "P02"},
        ],
        tool_levels=[{"tool_code": "RPA", "year": 2026, "level": 1}],
        engagements=[LEAD],
    )
    table = verdicts(policy(made), made, dt.date.fromisoformat(ON))
    rows = records(BY_KEY["verdicts"], table)
    found = {row["tool_code"]: (row["rule_step"], row["expected_step"]) for row in rows}
    # RPAはいまStep1、12か月になる基準日にStep2。BIはレベルがないので0のまま
    assert found == {None: (1, 2), "RPA": (1, 2), "BI": (0, 0)}


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "続くリードは基準日まで延びる",
            "このまま続けば、基準日の令和9年3月31日にはStep1です(見込Step)。",
        ),
        ("基準日の前に退職するなら空欄", "見込Stepはありません。"),
    ],
)
def test_判定理由にも見込みを言う(name: str, said: str) -> None:
    made = built(CASES[name])
    lines = explain(policy(made), made, dt.date.fromisoformat(ON), "00001").lines()
    assert "令和8年11月26日(途中)のStep判定の理由です。" in lines[0]
    assert any(said in line for line in lines)
    later = explain(policy(made), made, dt.date(2027, 3, 31), "00001").lines()
    assert not any("見込Step" in line for line in later)
