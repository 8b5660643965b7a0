"""目標 at the turn of the year: what moves on, what is emptied, what becomes the base."""

from typing import Any

import pytest

from builders import FIRST_ROW, policy, tables
from ledger.commands.next_targets import next_targets
from ledger.commands.recompute import results
from ledger.judge.consistency.findings import check
from ledger.judge.target_bases import baseless
from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY

FOUR = [{"event_no": f"E{n}", "held_on": f"2025-0{n}-10"} for n in (5, 6, 7, 8)]
"""Four events of the year: 実績 is 4."""


def target(**values: Any) -> dict[str, Any]:  # noqa: ANN401 - columns of any kind
    named = {"target_code": "G1", "target_type": "体制整備(配置)", "target_name": "会議を開く"}
    return {**named, "indicator": "行事回数", "goal_value": 6, "due_year": 2025, **values}


def turned(*given: dict[str, Any]) -> tuple[list[dict[str, Any]], Any]:
    built = tables(None, events=FOUR, targets=given)
    kpis = results(policy(built), built, policy(built).settings.as_of)["kpis"]
    made = next_targets(built, kpis)
    return records(BY_KEY["targets"], made.targets), made


@pytest.mark.parametrize(
    ("given", "due"),
    [
        pytest.param({"horizon": "年度計画"}, 2026, id="年度計画は次の年度へ"),
        pytest.param({"horizon": "年度計画", "due_year": 2023}, 2026, id="遅れていた年度計画も"),
        pytest.param({"horizon": "年度計画", "due_year": 2027}, 2027, id="先の期限はそのまま"),
        pytest.param({"horizon": "両方"}, 2025, id="両方は進めない"),
        pytest.param({"horizon": "基本方針"}, 2025, id="基本方針は進めない"),
        pytest.param({"horizon": "年度計画", "active": "×"}, 2025, id="有効でない目標は進めない"),
    ],
)
def test_期限年度(given: dict[str, Any], due: int) -> None:
    rows, made = turned(target(**given))
    assert rows[0]["due_year"] == due
    assert made.due == (("G1",) if due == 2026 else ())


@pytest.mark.parametrize("horizon", ["年度計画", "基本方針", "両方"])
def test_点検結果と点検根拠は空になる(horizon: str) -> None:
    marked = {"review_mark": "○", "review_evidence": "委員会で確かめた"}
    rows, made = turned(target(horizon=horizon, **marked), target(target_code="G2"))
    assert [(row["review_mark"], row["review_evidence"]) for row in rows] == [(None, None)] * 2
    assert made.emptied == ("G1",)


@pytest.mark.parametrize(
    ("given", "base"),
    [
        pytest.param({}, (2025, 4.0), id="空欄なら今年度の実績"),
        pytest.param({"base_year": 2025}, (2025, 4.0), id="今年度を基準とだけ書いてあれば実績"),
        pytest.param({"base_year": 2023, "base_value": 1}, (2023, 1.0), id="書いた基準はそのまま"),
        pytest.param({"base_year": 2023}, (2023, None), id="ほかの年度の値は作らない"),
        pytest.param({"base_value": 1}, (None, 1.0), id="年度のない値には触れない"),
        pytest.param({"indicator": "受講率", "object_code": "T1"}, (None, None), id="提供なし"),
        pytest.param({"indicator": "定性", "goal_value": None}, (None, None), id="定性"),
        pytest.param({"active": "×"}, (None, None), id="有効でない目標"),
    ],
)
def test_基準年度と基準値(given: dict[str, Any], base: tuple[int | None, float | None]) -> None:
    built = tables(
        None, events=FOUR, trainings=[{"training_code": "T1"}], targets=[target(**given)]
    )
    kpis = results(policy(built), built, policy(built).settings.as_of)["kpis"]
    made = next_targets(built, kpis)
    (row,) = records(BY_KEY["targets"], made.targets)
    assert (row["base_year"], row["base_value"]) == base
    assert made.based == (("G1",) if base == (2025, 4.0) else ())


def test_ほかの列と行の順と行番号は変わらない() -> None:
    given = [target(target_code=f"G{n}", hurdle=n, unit="回") for n in (3, 1, 2)]
    built = tables(None, events=FOUR, targets=given)
    kpis = results(policy(built), built, policy(built).settings.as_of)["kpis"]
    made = next_targets(built, kpis).targets
    assert list(made.index) == [FIRST_ROW, FIRST_ROW + 1, FIRST_ROW + 2]
    assert [(row["target_code"], row["hurdle"]) for row in records(BY_KEY["targets"], made)] == [
        ("G3", 3),
        ("G1", 1),
        ("G2", 2),
    ]


@pytest.mark.parametrize(
    ("given", "found"),
    [
        pytest.param({"due_year": 2024}, True, id="前の年度"),
        pytest.param({"due_year": 2024, "horizon": "基本方針"}, True, id="基本方針も"),
        pytest.param({"due_year": 2024, "horizon": "両方"}, True, id="両方も"),
        pytest.param({"due_year": 2025}, False, id="台帳の年度"),
        pytest.param({"due_year": 2024, "active": "×"}, False, id="有効でない目標"),
    ],
)
def test_点検は期限が台帳の年度より前の目標を名指しする(given: dict[str, Any], found: bool) -> None:  # noqa: FBT001 - the table's
    built = tables(None, targets=[target(**given)])
    told = [one for one in check(policy(built), built) if one.code == "target-overdue"]
    assert [(one.place.sheet, "G1 会議を開く" in one.what) for one in told] == (
        [("目標", True)] if found else []
    )


@pytest.mark.parametrize(
    ("given", "named"),
    [
        pytest.param({}, True, id="基準値も基準年度もない"),
        pytest.param({"base_value": 1}, True, id="基準年度がない"),
        pytest.param({"base_year": 2024}, True, id="基準値がない"),
        pytest.param({"base_year": 2024, "base_value": 0}, False, id="基準値0は、ある"),
        pytest.param({"horizon": "年度計画"}, False, id="年度計画は順調・遅れにならない"),
        pytest.param({"due_year": 2025}, False, id="期限の年度は達成か未達"),
        pytest.param({"indicator": "定性", "goal_value": None}, False, id="定性は点検結果で言う"),
        pytest.param({"active": "×"}, False, id="有効でない目標"),
    ],
)
def test_基準値のない目標(given: dict[str, Any], named: bool) -> None:  # noqa: FBT001 - the table's
    one = target(**{"horizon": "基本方針", "due_year": 2028, **given})
    assert baseless(policy(tables(None, targets=[one]))) == (("G1",) if named else ())


def test_今年度の途中目標が書いてあれば基準値は要らない() -> None:
    one = target(horizon="基本方針", due_year=2028)
    written = [{"target_code": "G1", "year": 2025, "goal_value": 3}]
    assert baseless(policy(tables(None, targets=[one], milestones=written))) == ()
