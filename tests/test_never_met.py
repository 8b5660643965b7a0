"""台帳点検: criteria of grades that nobody can meet, and targets that cannot be reckoned."""

from typing import Any

import pytest

from ledger.judge.consistency.findings import check
from ledger.judge.kinds import kind_of
from ledger.layout import ledger
from ledger.layout.frames import Tables, empty_tables, frame, replaced
from ledger.layout.policy import policy_of

POLICY: dict[str, list[dict[str, Any]]] = {
    "settings": [{"key": "fiscal_year", "value": "2025"}],
    "personas": [{"persona_code": "P01", "persona_name": "一般行政職員", "scope": "全職員"}],
    "tools": [
        {"tool_code": "RPA", "tool_name": "RPA"},
        {"tool_code": "BI", "tool_name": "BIツール", "active": "×"},
    ],
    "skills": [
        {"skill_code": "S1", "persona_code": "P01", "skill_name": "調達", "method": "合致人数"},
        {"skill_code": "S2", "persona_code": "P01", "skill_name": "分析", "method": "研修"},
        {
            "skill_code": "S3",
            "persona_code": "P01",
            "skill_name": "設計",
            "method": "合致人数",
            "active": "×",
        },
    ],
    "steps": [{"persona_code": "P01", "step": 1, "step_name": "基礎"}],
}
CRITERION = {"persona_code": "P01", "step": 1, "criterion_no": 1}


def city(**changes: list[dict[str, Any]]) -> Tables:
    rows = {**POLICY, **changes}
    made = {key: frame(ledger.BY_KEY[key], values) for key, values in rows.items()}
    return replaced(empty_tables(), made)


FAULTS = {
    "レベル3を求める": ("ツール", "RPA", 3, None),
    "レベルは3まで": ("ツール", "RPA", 4, "amount"),
    "ツールが書かれていない": ("ツール", None, 2, "object_code"),
    "ないツール": ("ツール", "AI", 2, "object_code"),
    "有効でないツール": ("ツール", "BI", 2, "object_code"),
    "合致度3を求める": ("スキル", "S1", 3, None),
    "合致度は3まで": ("スキル", "S1", 4, "amount"),
    "スキルが書かれていない": ("スキル", None, 2, "object_code"),
    "ないスキル": ("スキル", "S9", 2, "object_code"),
    "研修で把握するスキル": ("スキル", "S2", 2, "object_code"),
    "有効でないスキル": ("スキル", "S3", 2, "object_code"),
}
CLOSED = {"有効でないツール", "有効でないスキル"}
"""Whoever has a grade of old still meets these; nobody new can."""


@pytest.mark.parametrize("case", FAULTS)
def test_満たせない習熟の条件は_その列で分かる(case: str) -> None:
    kind, code, amount, column = FAULTS[case]
    row = {**CRITERION, "kind": kind, "object_code": code, "amount": amount}
    policy, _ = policy_of(city(criteria=[row]))
    (criterion,) = policy.criteria
    fault = kind_of(criterion).fault(policy, criterion)
    assert (fault.column if fault else None) == column
    assert (fault is not None and fault.code == "criterion-closed") is (case in CLOSED)


def target(code: str, indicator: str, **changes: object) -> dict[str, Any]:
    usual = {"target_type": "能力成熟度", "target_name": "目標", "goal_value": 3.0}
    when = {"horizon": "年度計画", "due_year": 2025, "unit": "名"}
    return {"target_code": code, "indicator": indicator, **usual, **when, **changes}


REACHED = {"persona_code": "P01", "step": 1}
SHARE = {"unit": "%"}
TARGETS: dict[str, tuple[list[dict[str, Any]], str]] = {
    "目標値がない": (
        [target("K1", "Step到達者数", **REACHED, goal_value=None)],
        "目標値がない",
    ),
    "人材像がない": ([target("K1", "Step到達者数", step=1)], "人材像コードがない"),
    "うち割合に条件目標がない": ([target("K1", "うち割合", **SHARE)], "条件目標コードがない"),
    "条件目標をたどると自分に戻る": (
        [target("K1", "うち割合", **SHARE, condition_code="K1")],
        "自分に戻る",
    ),
    "うち割合のStepがない": (
        [
            target("K1", "うち割合", **SHARE, condition_code="K2", persona_code="P01", step=4),
            target("K2", "Step到達者数", **REACHED),
        ],
        "有効なStep4がない",
    ),
}


@pytest.mark.parametrize("case", TARGETS)
def test_数えられない目標は_足りないものが分かる(case: str) -> None:
    rows, reason = TARGETS[case]
    tables = city(targets=rows)
    policy, _ = policy_of(tables)
    (found,) = [one for one in check(policy, tables) if one.code == "target-incomplete"]
    assert reason in str(found)


def test_足りていれば_何も言わない() -> None:
    rows = [
        target("K1", "うち割合", **SHARE, condition_code="K2", **REACHED),
        target("K2", "Step到達者数", **REACHED),
    ]
    tables = city(targets=rows)
    policy, _ = policy_of(tables)
    assert "target-incomplete" not in {one.code for one in check(policy, tables)}
