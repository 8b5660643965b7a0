"""見込Step where tools stand beside it, and in words; its cases are `rulebook/見込Step.csv`."""

import datetime as dt
from typing import Any

import pytest

from builders import policy, tables
from ledger.judge.explain import explain
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from scene import P02, criterion

ON = "2026-11-26"
APPOINTED = {"persona_code": "P02", "started_on": "2026-04-01"}
LEAD = {"project_name": "窓口の改善", "started_on": "2026-04-01"}


def months(n: int) -> dict[str, Any]:
    return {**criterion("1-1", "リード期間", None, n), "persona_code": "P02"}


RETIRING = {"staff_no": "00001", "retired_on": "2027-03-30"}
TOLD: dict[str, tuple[dict[str, Any], str]] = {
    "続くリードは基準日まで延びる": (
        {},
        "このまま続けば、基準日の令和9年3月31日にはStep1です(見込Step)。",
    ),
    "基準日の前に退職するなら空欄": ({"staff": [RETIRING]}, "見込Stepはありません。"),
}


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


@pytest.mark.parametrize(("rows", "said"), TOLD.values(), ids=TOLD)
def test_判定理由にも見込みを言う(rows: dict[str, Any], said: str) -> None:
    made = tables(
        {"fiscal_year": 2026, "as_of": "2027-03-31"},
        personas=[P02],
        assignments=[APPOINTED],
        criteria=[months(12)],
        engagements=[LEAD],
        **rows,
    )
    lines = explain(policy(made), made, dt.date.fromisoformat(ON), "00001").lines()
    assert "令和8年11月26日(途中)のStep判定の理由です。" in lines[0]
    assert any(said in line for line in lines)
    later = explain(policy(made), made, dt.date(2027, 3, 31), "00001").lines()
    assert not any("見込Step" in line for line in later)
