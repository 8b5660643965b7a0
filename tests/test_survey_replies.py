"""調査回答: questions of other surveys, answered from targets or 指標, or named as unanswered."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

import builders
from ledger.commands.recompute import results
from ledger.judge.consistency.findings import check
from ledger.layout.frames import Tables, replaced
from ledger.layout.policy import policy_of
from public_cities import town

MARCH = dt.date(2026, 3, 31)
LETTERS = {"目標コード": "B", "指標": "D", "対象コード": "E", "人材像コード": "G", "Step": "I"}
"""Where the columns of 調査対応 stand: names stand beside the codes."""


def asked(*rows: Mapping[str, object], done: int = 12) -> Tables:
    """Return a town of 30 people, of whom so many completed T01, with the questions of a survey."""
    tables = town(done)
    return replaced(tables, {"survey_map": builders.table_of("survey_map", rows)})


def replies(tables: Tables) -> list[dict[str, Any]]:
    policy, _ = policy_of(tables)
    found = results(policy, tables, MARCH)["survey_replies"]
    listed = found.astype(object).where(found.notna(), None).to_dict("records")
    return [{str(key): value for key, value in row.items()} for row in listed]


@pytest.mark.parametrize(
    ("row", "value", "unit", "source"),
    [
        pytest.param(
            {"target_code": "K01"}, 1, "回", "目標 K01", id="目標で答える: 研修を1回実施した"
        ),
        pytest.param(
            {"indicator": "修了者数", "object_code": "T01"},
            12,
            "名",
            "指標「修了者数」",
            id="指標で答える: 研修を修了した12名",
        ),
        pytest.param(
            {"indicator": "受講率", "object_code": "T01"},
            40.0,
            "%",
            "対象「情報セキュリティ",
            id="割合は%で答える: 12 ÷ 30 = 40.0%",
        ),
        pytest.param(
            {"indicator": "人材像人数", "persona_code": "P01"},
            30,
            "名",
            "人材像「一般行政職員」",
            id="人材像コードで、その人材像の30名",
        ),
        pytest.param(
            {"indicator": "人材像人数", "object_code": "P01"},
            30,
            "名",
            "人材像「一般行政職員」",
            id="対象コードに人材像を書いても同じ",
        ),
        pytest.param(
            {"indicator": "Step到達者数", "persona_code": "P01", "step": 1},
            12,
            "名",
            "Step1以上",
            id="Step1以上は、研修を修了した12名",
        ),
        pytest.param(
            {"indicator": "研修実施回数"},
            1,
            "回",
            "指標「研修実施回数」",
            id="対象コードの空欄は、すべて",
        ),
        pytest.param(
            {"target_code": "K01", "indicator": "受講率"},
            1,
            "回",
            "目標 K01",
            id="両方あれば目標で答える",
        ),
    ],
)
def test_設問に答える(row: Mapping[str, object], value: float, unit: str, source: str) -> None:
    (reply,) = replies(asked({"question": "問1", **row}))
    assert (reply["value"], reply["unit"]) == (value, unit)
    assert source in reply["source"]
    assert reply["basis"]
    assert reply["as_of"].date() == MARCH


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        pytest.param({}, "目標コード", "目標コードも指標もない", id="何にも対応していない"),
        pytest.param({"target_code": "K99"}, "目標コード", "K99 が目標にない", id="ない目標"),
        pytest.param(
            {"indicator": "修了者数"},
            "対象コード",
            "対象コード(研修かグループ)がない",
            id="研修の書きもれ",
        ),
        pytest.param(
            {"indicator": "受講率", "object_code": "T99"}, "対象コード", "「T99」", id="ない研修"
        ),
        pytest.param(
            {"indicator": "人材像人数"}, "人材像コード", "人材像コードがない", id="人材像の書きもれ"
        ),
        pytest.param(
            {"indicator": "Step到達者数", "persona_code": "P01"},
            "Step",
            "Stepがない",
            id="Stepの書きもれ",
        ),
        pytest.param(
            {"indicator": "うち割合"}, "指標", "目標にしてから", id="条件目標の要る指標は目標で"
        ),
    ],
)
def test_答えられない設問は_調査回答と台帳点検で名前が出る(
    row: Mapping[str, object], column: str, reason: str
) -> None:
    tables = asked({"question": "問1 実績", **row}, {"question": "問2", "target_code": "K01"})
    first, second = replies(tables)
    assert first["value"] is None
    assert reason in first["remark"]
    assert "調査対応" in first["remark"]
    assert second["value"] == 1
    policy, _ = policy_of(tables)
    (found,) = [one for one in check(policy, tables) if one.code == "survey-unanswered"]
    assert "問1 実績" in found.what
    assert reason in found.what
    assert found.place.cell.startswith(LETTERS[column])


@pytest.mark.parametrize(
    ("done", "remark"),
    [
        pytest.param(0, None, id="0名"),
        pytest.param(1, "5人未満の数です", id="1名"),
        pytest.param(4, "5人未満の数です", id="4名"),
        pytest.param(5, None, id="5名"),
        pytest.param(25, None, id="25名: 残りは5名"),
        pytest.param(26, "5人未満の数です", id="26名: 残りが4名"),
        pytest.param(30, None, id="30名全員"),
    ],
)
def test_少人数の答えは_答える前に確かめるよう言う(done: int, remark: str | None) -> None:
    rows = ({"question": "問1", "indicator": "受講率", "object_code": "T01"},)
    (reply,) = replies(asked(*rows, done=done))
    assert reply["value"] == pytest.approx(round(done * 100 / 30 + 1e-9, 1))
    assert reply["remark"] is None if remark is None else remark in reply["remark"]


def test_配置の人数は_少なくても注意しない() -> None:
    """Official appointments are everybody's knowledge."""
    (reply,) = replies(
        asked({"question": "問1", "indicator": "役割配置数", "object_code": "CIO補佐官"})
    )
    assert (reply["value"], reply["remark"]) == (0, None)


def test_定性の目標は_数で答えない() -> None:
    (reply,) = replies(asked({"question": "問1", "target_code": "K02"}))
    assert reply["value"] is None
    assert "点検結果が空欄" in reply["basis"]
    assert "数で答えられません" in reply["remark"]


@pytest.mark.parametrize("rows", [(), ({"question": "問1", "target_code": "K01"},)])
def test_設問がなければ_答えもない(rows: Sequence[Mapping[str, object]]) -> None:
    assert len(replies(asked(*rows))) == len(rows)
