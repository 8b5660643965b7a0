"""途中目標 of every year of a line (W33); the other cases are `rulebook/KPIと途中目標.csv`."""

import pytest

from builders import policy, tables
from ledger.measure.milestones import milestone_of
from measure.crowd import TRAINING, Row, kpi, target

GROWING: Row = {
    "horizon": "基本方針",
    "base_year": 2024,
    "base_value": 100,
    "goal_value": 250,
    "due_year": 2027,
}
"""W33: 500名の50% = 250名をR9まで、R6は100名."""


def milestones(goal: Row, written: dict[int, float] | None = None) -> list[float | None]:
    """Return 途中目標 of R6 to R10."""
    built = tables(
        targets=[target("修了者数", None, object_code="T01", **goal)],
        milestones=[
            {"target_code": "G1", "year": year, "goal_value": value}
            for year, value in (written or {}).items()
        ],
    )
    found = policy(built)
    one = found.targets["G1"]
    values = [milestone_of(found, one, year) for year in range(2024, 2029)]
    return [None if value is None else float(value) for value in values]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # R6, R7, R8, R9, R10
        pytest.param({}, [100, 150, 200, 250, 250], id="W33 +150名を3年で 150・200・250"),
        # 100 + 100/3 = 133.3→134、100 + 200/3 = 166.7→167
        pytest.param({"goal_value": 200}, [100, 134, 167, 200, 200], id="割り切れなければ切り上げ"),
        # 0 + 1/3→1、2/3→1、1
        pytest.param({"base_value": 0, "goal_value": 1}, [0, 1, 1, 1, 1], id="目標を超えない"),
        pytest.param(
            {"base_value": 20, "goal_value": 50, "unit": "%"}, [20, 30, 40, 50, 50], id="割合"
        ),
        # 10 + 0.5/3→11だが目標は10.5
        pytest.param(
            {"base_value": 10, "goal_value": 10.5}, [10, 10.5, 10.5, 10.5, 10.5], id="端数の目標"
        ),
        pytest.param({"due_year": 2025}, [100, 250, 250, 250, 250], id="1年で"),
        pytest.param({"base_value": None}, [None] * 5, id="基準値がない"),
        pytest.param({"base_year": None}, [None] * 5, id="基準年度がない"),
        pytest.param({"goal_value": None}, [None] * 5, id="目標値がない"),
    ],
)
def test_w33_途中目標は直線で割り_最後はちょうど目標(
    change: Row, expected: list[float | None]
) -> None:
    assert milestones({**GROWING, **change}) == expected


def test_書かれた途中目標は直線より先() -> None:
    assert milestones(GROWING, {2025: 120, 2026: 180.5}) == [100, 120, 180.5, 250, 250]


def test_前年度の実績が並ぶ() -> None:
    built = tables(
        trainings=[TRAINING],
        targets=[target("修了者数", 1, object_code="T01")],
        history=[
            {"year": 2024, "kind": "目標", "code": "G1", "value": 7.0, "state": "達成"},
            {"year": 2023, "kind": "目標", "code": "G1", "value": 5.0, "state": "未達"},
        ],
    )
    assert kpi(built)["last_year"] == 7.0


def test_有効でない目標は出さない() -> None:
    built = tables(
        targets=[target("行事回数", 1), target("行事回数", 1, target_code="G2", active="×")]
    )
    with pytest.raises(ValueError, match="unpack"):
        kpi(built, "G2")
    assert kpi(built, "G1")["actual"] == 0
