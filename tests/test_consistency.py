"""台帳点検: each thing that can be wrong, once, with its sheet and cell."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest

from ledger.judge.consistency.findings import check
from ledger.layout import ledger
from ledger.layout.addresses import letter
from ledger.layout.frames import LETTERS, Tables, empty_tables, frame, replaced
from ledger.layout.policy import policy_of
from ledger.model.policy import Policy
from ledger.model.problems import Problem, Refusal

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


HEAD_A: dict[str, Any] = {
    "section_code": "A",
    "staff_no": "001",
    "kind": "長",
    "started_on": D("2024-04-01"),
}
HEAD_D: dict[str, Any] = {**HEAD_A, "section_code": "D"}
UNDER_D: dict[str, Rows] = {
    "sections": [
        {"section_code": "A", "section_name": "A課", "level": "課", "parent_code": "D"},
        {"section_code": "B", "section_name": "B課", "level": "課", "merged_into": "A"},
        {"section_code": "D", "section_name": "D部", "level": "部"},
    ],
    "staff": [
        *SOUND["staff"],
        {
            "staff_no": "009",
            "staff_name": "元",
            "hired_on": D("2000-04-01"),
            "retired_on": D("2026-03-30"),
        },
    ],
}
"""A課 belongs to D部; 009 left the day before the 基準日."""
PRIOR: dict[str, Any] = {"staff_no": "001", "persona_code": "P01", "official_step": 1}
TWO_TOOLS: dict[str, Rows] = {
    "tools": [
        {"tool_code": "RPA", "tool_name": "RPA"},
        {"tool_code": "BI", "tool_name": "BI"},
    ],
    "steps": [
        {"persona_code": "P01", "step": 1, "step_name": "基礎"},
        {"persona_code": "P01", "step": 2, "step_name": "実践"},
    ],
}


def posting(section: str, start: str, end: str | None = None) -> dict[str, Any]:
    return {
        **SOUND["postings"][0],
        "section_code": section,
        "started_on": D(start),
        "ended_on": D(end) if end else None,
    }


USUAL_UNITS = {
    **dict.fromkeys(("行事回数", "研修実施回数"), "回"),
    **dict.fromkeys(("案件数", "リード案件数"), "件"),
    **dict.fromkeys(("配置課割合", "ツール配置課割合", "回答割合", "うち割合"), "%"),
}


def target(indicator: str, **changes: object) -> dict[str, Any]:
    return {
        "target_code": "K1",
        "target_type": "能力成熟度",
        "target_name": "目標",
        "indicator": indicator,
        "persona_code": "P01",
        "step": 1,
        "goal_value": 3.0,
        "unit": USUAL_UNITS.get(indicator, "名"),
        "horizon": "年度計画",
        "due_year": 2025,
        **changes,
    }


def upper(**changes: object) -> dict[str, Any]:
    return {**SOUND["criteria"][0], "step": 2, "object_code": "T02", **changes}


def city(**changes: Rows) -> Tables:
    """A sound ledger of the first layout with some tables exchanged: rows start at sheet row 2."""
    rows: Mapping[str, Rows] = {**SOUND, **changes}
    return replaced(empty_tables(), {key: _first(key, listed) for key, listed in rows.items()})


def _first(key: str, listed: Rows) -> pd.DataFrame:
    """Return a table as a reader finds it where no names stand beside its codes."""
    table = ledger.BY_KEY[key]
    made = frame(table, listed, index=range(2, 2 + len(listed)))
    made.attrs[LETTERS] = {column: letter(at) for at, column in enumerate(table.keys)}
    return made


def told(policy: Policy, tables: Tables) -> list[Problem]:
    """Return the findings but for who confirms whom: one person alone has no confirmer."""
    return [found for found in check(policy, tables) if found.code != "confirmer-missing"]


def findings(**changes: Rows) -> list[tuple[str, str, str]]:
    tables = city(**changes)
    policy, _ = policy_of(tables)
    found = told(policy, tables)
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
        pytest.param(
            {"heads": []},
            ("section-headless-top", "所属", "A2"),
            id="長も代理もいない課、上位の所属がない",
        ),
        pytest.param(
            {"heads": [HEAD_D], **UNDER_D},
            ("section-headless", "所属", "A2"),
            id="長も代理もいない課、上位の部に長がいる",
        ),
        pytest.param(
            {"heads": [HEAD_A], **UNDER_D},
            ("section-headless-top", "所属", "A4"),
            id="長も代理もいない部、上位の所属がない",
        ),
        pytest.param(
            {"heads": [HEAD_D, {**HEAD_A, "staff_no": "009"}], **UNDER_D},
            ("section-headless", "所属", "A2"),
            id="課の長が、基準日の前の日に退職した",
        ),
        pytest.param(
            {"sections": [{**SOUND["sections"][0], "level": "係"}], "heads": []},
            ("section-headless-top", "所属", "A2"),
            id="上に課のない係の長がいない",
        ),
        pytest.param(
            {
                "sections": [{**SOUND["sections"][0], "level": "部"}, SOUND["sections"][1]],
                "postings": [{**SOUND["postings"][0], "section_code": "B"}],
                "heads": [],
            },
            ("section-headless-top", "所属", "A2"),
            id="統合された課の人が行く部に長がいない",
        ),
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
            ("criterion-never", "Step条件", "G2"),
            id="2つの組から3つ",
        ),
        pytest.param(
            {"criteria": [criterion(kind="ツール", object_code="RPA", amount=4)]},
            ("criterion-never", "Step条件", "G2"),
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
            ("criterion-never", "Step条件", "D2"),
            id="有効でないツール",
        ),
        pytest.param(
            {"criteria": [criterion(), criterion(step=2)]},
            ("criterion-never", "Step条件", "B3"),
            id="Stepの定義がない",
        ),
        pytest.param(
            {"criteria": [criterion(kind="資格", object_code="ITパスポート", amount=2)]},
            ("criterion-never", "Step条件", "G2"),
            id="名前を決めた資格を2つ",
        ),
        pytest.param(
            {
                "tools": [SOUND["tools"][1]],
                "criteria": [criterion(), criterion(criterion_no=2, tool_code="*")],
            },
            ("criterion-never", "Step条件", "D3"),
            id="ツールごとの条件なのに、有効なツールがない",
        ),
        pytest.param(
            {"criteria": [criterion(kind="ツール", object_code="OLD", amount=2)]},
            ("criterion-closed", "Step条件", "F2"),
            id="有効でないツールの習熟",
        ),
        pytest.param(
            {
                "skills": [{**SOUND["skills"][0], "active": "×"}],
                "criteria": [criterion(kind="スキル", object_code="S1", amount=2)],
            },
            ("criterion-closed", "Step条件", "F2"),
            id="有効でないスキルの合致度",
        ),
        pytest.param(
            {**TWO_TOOLS, "criteria": [criterion(tool_code="RPA"), upper(tool_code="*")]},
            ("step-tool-gap", "Step", "B2"),
            id="Step1はRPAだけ、Step2はどのツールにも: BIは上がれない",
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
            ("as-of-outside", "設定", "C3"),
            id="基準日が翌年度",
        ),
        pytest.param(
            {"prior_steps": [{"staff_no": "001", "persona_code": "P9", "official_step": 1}]},
            ("unknown-code", "前年度判定", "B2"),
            id="前年度判定に知らない人材像",
        ),
        pytest.param(
            {"prior_steps": [PRIOR, PRIOR]},
            ("duplicate-key", "前年度判定", "A3"),
            id="前年度判定に同じ行(ツールは空欄)が2つ",
        ),
        pytest.param(
            {"targets": [target("Step到達者数", step=None)]},
            ("target-incomplete", "目標", "G2"),
            id="目標にStepがない",
        ),
        pytest.param(
            {"targets": [target("Step到達率", step=2)]},
            ("target-incomplete", "目標", "G2"),
            id="目標のStepが決められていない",
        ),
        pytest.param(
            {"targets": [target("Step到達者数", object_code="RPA")]},
            ("target-incomplete", "目標", "F2"),
            id="目標のツールがStep条件にない",
        ),
        pytest.param(
            {"targets": [target("案件数", object_code="紙")]},
            ("target-incomplete", "目標", "F2"),
            id="案件数の種別が一覧にない",
        ),
        pytest.param(
            {"targets": [target("リード案件数", object_code="RPAツール")]},
            ("target-incomplete", "目標", "F2"),
            id="リード案件数の種別が一覧にない",
        ),
        pytest.param(
            {"targets": [target("うち割合", condition_code="K1")]},
            ("target-incomplete", "目標", "I2"),
            id="うち割合の条件目標が自分",
        ),
        pytest.param(
            {
                "targets": [
                    target("うち割合", condition_code="K2"),
                    {**target("行事回数"), "target_code": "K2"},
                ]
            },
            ("target-incomplete", "目標", "I2"),
            id="うち割合の条件目標が、人を数えない",
        ),
    ],
)
def test_each_defect_is_found_where_it_stands(
    changes: dict[str, Rows], expected: tuple[str, str, str]
) -> None:
    assert findings(**changes) == [expected]


def test_a_long_posting_is_held_against_every_later_one() -> None:
    """A課 without an end; B課 for two months within; B課 again a year later."""
    rows = [
        SOUND["postings"][0],
        posting("B", "2024-05-01", "2024-06-30"),
        posting("B", "2025-04-01"),
    ]
    assert findings(postings=rows) == [
        ("posting-overlap", "所属履歴", "D3"),
        ("posting-overlap", "所属履歴", "D4"),
    ]


@pytest.mark.parametrize(
    ("settings", "cell"),
    [
        ([{"key": "fiscal_year", "value": "2025"}, {"key": "day_carry", "value": "27"}], "C3"),
        ([{"key": "fiscal_year", "value": ""}], "C2"),
        ([{"key": "org_name", "value": "市"}], ""),
    ],
    ids=["端数日の換算が27", "年度が空", "年度の行がない"],
)
def test_a_setting_that_cannot_be_used_is_named_with_its_cell(settings: Rows, cell: str) -> None:
    with pytest.raises(Refusal) as refused:
        policy_of(city(settings=settings))
    assert refused.value.problem.code == "settings-invalid"
    assert (refused.value.problem.place.sheet, refused.value.problem.place.cell) == ("設定", cell)


MONTHS = [(0, ["G2"]), (1, []), (600, []), (601, ["G2"]), (99999, ["G2"])]


@pytest.mark.parametrize(("months", "cells"), MONTHS, ids=[f"有効月数{m[0]}" for m in MONTHS])
def test_a_policy_row_that_cannot_be_used_is_named_with_its_cell(
    months: int, cells: list[str]
) -> None:
    trainings = [{**SOUND["trainings"][0], "valid_months": months}, SOUND["trainings"][1]]
    _, problems = policy_of(city(trainings=trainings))
    assert [problem.place.cell for problem in problems] == cells


def test_a_head_who_is_gone_is_named() -> None:
    tables = city(heads=[{**HEAD_A, "staff_no": "009"}], **UNDER_D)
    policy, _ = policy_of(tables)
    (found, *_) = [p for p in check(policy, tables) if p.place.cell == "A2"]
    assert "009" in found.what
    assert "上位" in found.remedy


def test_at_the_top_nobody_above_is_promised() -> None:
    tables = city(heads=[])
    policy, _ = policy_of(tables)
    (found,) = told(policy, tables)
    assert "上位の所属もない" in found.what
    assert "上位の所属の長が確認します" not in found.remedy


@pytest.mark.parametrize(
    "changes",
    [
        {"criteria": [criterion(object_code="G1", amount=2)]},
        {"criteria": [criterion(kind="ツール", tool_code="*", object_code=None, amount=3)]},
        {"criteria": [criterion(kind="スキル", object_code="S1", amount=3)]},
        {"criteria": [criterion(kind="リード期間", object_code=None, amount=12)]},
        {"criteria": [criterion(kind="資格", object_code="ITパスポート")]},
        {"criteria": [criterion(kind="資格", object_code=None, amount=2)]},
        {**TWO_TOOLS, "criteria": [criterion(tool_code="*"), upper(tool_code="RPA")]},
        {
            **TWO_TOOLS,
            "criteria": [criterion(tool_code="RPA"), upper(tool_code="*")],
            "settings": [
                {"key": "fiscal_year", "value": "2025"},
                {"key": "cumulative_steps", "value": "×"},
            ],
        },
        {"heads": [HEAD_A, HEAD_D], **UNDER_D},
        {"heads": [HEAD_A], "sections": SOUND["sections"] + [{**UNDER_D["sections"][2]}]},
        {"targets": [target("Step到達率")]},
        {"targets": [target("案件数", object_code="BPR")]},
        {"targets": [target("案件数", object_code="RPA")]},
        {"targets": [target("研修実施回数")]},
        {
            "targets": [
                target("うち割合", condition_code="K2"),
                {**target("Step到達者数"), "target_code": "K2"},
            ]
        },
        {
            "prior_steps": [PRIOR, {**PRIOR, "tool_code": "RPA"}],
        },
        {
            "postings": [
                {**SOUND["postings"][0], "ended_on": D("2025-09-30")},
                {**SOUND["postings"][0], "section_code": "B", "started_on": D("2025-10-01")},
            ]
        },
    ],
    ids=[
        "組から2つ",
        "ツールごとのレベル3",
        "合致度3",
        "期間",
        "資格名",
        "何でもよい資格を2つ",
        "上のStepだけツールを決める",
        "累積条件でなければ、条件のないStepは妨げにならない",
        "課にも部にも長がいる",
        "だれの申告も通らない部に、長は要らない",
        "決められたStep",
        "案件の種別",
        "案件のツール",
        "研修実施回数は、研修を決めなくてよい",
        "人を数える条件目標",
        "前年度判定の、人材像の行とツールの行",
        "主務が翌日に替わる",
    ],
)
def test_the_other_side_of_each_boundary_is_sound(changes: dict[str, Rows]) -> None:
    assert findings(**changes) == []
