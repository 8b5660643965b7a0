"""台帳点検: each thing that can be wrong, once, with its sheet and cell."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pytest

from ledger.judge.consistency import check
from ledger.layout import ledger
from ledger.layout.frames import Tables, empty_tables, frame, replaced
from ledger.layout.policy import policy_of

D = dt.date.fromisoformat
Rows = list[dict[str, Any]]

SOUND: dict[str, Rows] = {
    "settings": [{"key": "fiscal_year", "value": "2025"}],
    "personas": [{"persona_code": "P01", "persona_name": "一般", "scope": "全職員"}],
    "trainings": [
        {"training_code": "T01", "training_name": "DX"},
        {"training_code": "T02", "training_name": "BPR"},
    ],
    "training_groups": [
        {"group_code": "G1", "group_name": "組", "training_code": "T01", "completion": "全て"},
        {"group_code": "G1", "group_name": "組", "training_code": "T02", "completion": "全て"},
    ],
    "tools": [
        {"tool_code": "RPA", "tool_name": "RPA"},
        {"tool_code": "OLD", "tool_name": "旧", "active": "×"},
    ],
    "skills": [
        {"skill_code": "S1", "persona_code": "P01", "skill_name": "調達", "method": "合致人数"},
    ],
    "steps": [{"persona_code": "P01", "step": 1, "step_name": "基礎"}],
    "criteria": [
        {
            "persona_code": "P01",
            "step": 1,
            "criterion_no": 1,
            "kind": "研修",
            "object_code": "T01",
            "amount": 1,
        },
    ],
    "sections": [
        {"section_code": "A", "section_name": "A課", "level": "課"},
        {"section_code": "B", "section_name": "B課", "level": "課", "merged_into": "A"},
    ],
    "staff": [{"staff_no": "001", "staff_name": "甲", "hired_on": D("2020-04-01")}],
    "heads": [
        {"section_code": "A", "staff_no": "001", "kind": "長", "started_on": D("2024-04-01")},
    ],
    "postings": [
        {
            "staff_no": "001",
            "section_code": "A",
            "kind": "主務",
            "started_on": D("2024-04-01"),
        },
    ],
}


def city(**changes: Rows) -> Tables:
    """A sound ledger with some tables exchanged; data rows start at sheet row 2."""
    rows: Mapping[str, Rows] = {**SOUND, **changes}
    return replaced(
        empty_tables(),
        {
            key: frame(ledger.BY_KEY[key], listed, index=range(2, 2 + len(listed)))
            for key, listed in rows.items()
        },
    )


def findings(**changes: Rows) -> list[tuple[str, str, str]]:
    tables = city(**changes)
    policy, _ = policy_of(tables)
    found = check(policy, tables)
    return [(p.code, p.place.sheet, p.place.cell) for p in found]


def criterion(**changes: object) -> dict[str, Any]:
    return {**SOUND["criteria"][0], **changes}


def test_a_sound_ledger_has_no_findings() -> None:
    assert findings() == []


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {"staff": [*SOUND["staff"], *SOUND["staff"]]},
            ("duplicate-key", "職員", "A3"),
            id="同じ職員番号が2行",
        ),
        pytest.param(
            {"training_groups": [{**SOUND["training_groups"][0], "training_code": "T99"}]},
            ("unknown-code", "研修グループ", "C2"),
            id="研修グループに知らない研修",
        ),
        pytest.param(
            {
                "leaves": [
                    {
                        "staff_no": "001",
                        "kind": "休職",
                        "started_on": D("2025-04-02"),
                        "ended_on": D("2025-04-01"),
                    }
                ]
            },
            ("range-reversed", "休職等", "D2"),
            id="終了日が開始日の前日",
        ),
        pytest.param(
            {
                "postings": [
                    {**SOUND["postings"][0], "ended_on": D("2025-10-01")},
                    {**SOUND["postings"][0], "section_code": "B", "started_on": D("2025-10-01")},
                ]
            },
            ("posting-overlap", "所属履歴", "D3"),
            id="主務が1日だけ重なる",
        ),
        pytest.param(
            {"postings": [{**SOUND["postings"][0], "kind": "兼務"}]},
            ("posting-missing", "職員", "A2"),
            id="主務がなく兼務だけ",
        ),
        pytest.param({"heads": []}, ("section-headless", "所属", "A2"), id="長も代理もいない課"),
        pytest.param(
            {"heads": [{**SOUND["heads"][0], "kind": "代理"}]},
            ("section-deputy-only", "所属", "A2"),
            id="代理だけの課",
        ),
        pytest.param(
            {"sections": [{**SOUND["sections"][0], "parent_code": "A"}, SOUND["sections"][1]]},
            ("section-loop", "所属", "C2"),
            id="上位が自分",
        ),
        pytest.param(
            {
                "training_groups": [
                    SOUND["training_groups"][0],
                    {**SOUND["training_groups"][1], "completion": "いずれか"},
                ]
            },
            ("group-uneven", "研修グループ", "D3"),
            id="修了条件が行で違う",
        ),
        pytest.param(
            {"criteria": [criterion(object_code="T99")]},
            ("criterion-never", "Step条件", "F2"),
            id="条件の研修がない",
        ),
        pytest.param(
            {"criteria": [criterion(object_code="G1", amount=3)]},
            ("criterion-never", "Step条件", "F2"),
            id="2つの組から3つ",
        ),
        pytest.param(
            {"criteria": [criterion(kind="ツール", object_code="RPA", amount=4)]},
            ("criterion-never", "Step条件", "F2"),
            id="レベル4は存在しない",
        ),
        pytest.param(
            {"criteria": [criterion(kind="ツール", object_code=None)]},
            ("criterion-never", "Step条件", "F2"),
            id="どのツールか書いていない",
        ),
        pytest.param(
            {"criteria": [criterion(kind="案件数", object_code="紙")]},
            ("criterion-never", "Step条件", "F2"),
            id="案件の種別が選択肢にない",
        ),
        pytest.param(
            {"criteria": [criterion(tool_code="OLD")]},
            ("criterion-never", "Step条件", "F2"),
            id="有効でないツール",
        ),
        pytest.param(
            {"criteria": [criterion(), criterion(step=2)]},
            ("criterion-never", "Step条件", "F3"),
            id="Stepの定義がない",
        ),
        pytest.param({"criteria": []}, ("step-empty", "Step", "B2"), id="条件のないStep"),
        pytest.param(
            {
                "skills": [{**SOUND["skills"][0], "method": "研修"}],
            },
            ("skill-untaught", "スキル要件", "A2"),
            id="研修のないスキル",
        ),
        pytest.param(
            {
                "settings": [
                    {"key": "fiscal_year", "value": "2025"},
                    {"key": "as_of", "value": "2026-04-01"},
                ]
            },
            ("as-of-outside", "設定", ""),
            id="基準日が翌年度",
        ),
        pytest.param(
            {
                "targets": [
                    {
                        "target_code": "K1",
                        "target_type": "能力成熟度",
                        "target_name": "Step2",
                        "indicator": "Step到達者数",
                        "persona_code": "P01",
                        "goal_value": 3.0,
                        "unit": "名",
                        "horizon": "年度計画",
                        "due_year": 2025,
                    }
                ]
            },
            ("target-incomplete", "目標", "D2"),
            id="目標にStepがない",
        ),
    ],
)
def test_each_defect_is_found_where_it_stands(
    changes: dict[str, Rows], expected: tuple[str, str, str]
) -> None:
    assert findings(**changes) == [expected]


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": [criterion(object_code="G1", amount=2)]},
        {"criteria": [criterion(kind="ツール", tool_code="*", object_code=None, amount=3)]},
        {"criteria": [criterion(kind="スキル", object_code="S1", amount=3)]},
        {"criteria": [criterion(kind="リード期間", object_code=None, amount=12)]},
        {"criteria": [criterion(kind="資格", object_code="ITパスポート")]},
        {
            "postings": [
                {**SOUND["postings"][0], "ended_on": D("2025-09-30")},
                {**SOUND["postings"][0], "section_code": "B", "started_on": D("2025-10-01")},
            ]
        },
    ],
    ids=["組から2つ", "ツールごとのレベル3", "合致度3", "期間", "資格名", "主務が翌日に替わる"],
)
def test_the_other_side_of_each_boundary_is_sound(changes: dict[str, Rows]) -> None:
    assert findings(**changes) == []
