"""Stepの目標 and what they print, うち割合 by Step; others in `rulebook/成果と調査.csv`."""

import pytest

from builders import tables
from ledger.layout.frames import Tables
from measure.crowd import (
    EVERYBODY,
    PROMOTERS,
    TRAINING,
    Row,
    completed,
    holding,
    judged,
    kpi,
    numbers,
    people,
    target,
)

STEP1: Row = {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T01"}
STEP2: Row = {"persona_code": "P02", "step": 2, "kind": "研修", "object_code": "T02"}


def stepped(many: int, one: int, two: int, **rows: object) -> Tables:
    """Make `many` promoters, `one` of them with T01 and `two` of these with T02 too."""
    given: dict[str, object] = {
        "staff": people(many),
        "personas": [PROMOTERS],
        "assignments": holding(numbers(many)),
        "trainings": [TRAINING, {"training_code": "T02"}],
        "criteria": [STEP1, STEP2],
        "attendances": [*completed(numbers(one)), *completed(numbers(two), code="T02")],
    }
    return tables(None, **{**given, **rows})  # type: ignore[arg-type]


HOLDERS = target("Step到達者数", 3, persona_code="P02", step=2)
RATE = {**HOLDERS, "indicator": "Step到達率", "goal_value": 50, "unit": "%"}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        pytest.param({**HOLDERS, "step": 1}, (5, None, 5.0, "達成"), id="Step1以上は5名"),
        pytest.param(HOLDERS, (3, None, 3.0, "達成"), id="Step2以上は3名"),
        pytest.param({**HOLDERS, "goal_value": 4}, (3, None, 3.0, "未達"), id="4名に1名足りない"),
        pytest.param(RATE, (3, 6, 50.0, "達成"), id="3/6で50%"),
        pytest.param({**RATE, "goal_value": 50.1}, (3, 6, 50.0, "未達"), id="50.1%に届かない"),
        pytest.param({**RATE, "step": 3}, (0, 6, 0.0, "未達"), id="だれも届かないStep3"),
    ],
)
def test_Stepに届いた人(wanted: Row, expected: tuple[object, ...]) -> None:
    assert judged(kpi(stepped(6, 5, 3, targets=[wanted]))) == expected


def test_うち要更新と_うち上長変更を言う() -> None:
    # 3名はStep2を満たす。00004は前年度Step2(要更新)、00005は上長がStep2とした
    built = stepped(
        6,
        5,
        3,
        targets=[RATE],
        prior_steps=[{"staff_no": "00004", "persona_code": "P02", "official_step": 2}],
        step_reviews=[{"staff_no": "00005", "persona_code": "P02", "reviewed_step": 2}],
    )
    row = kpi(built)
    assert judged(row) == (5, 6, 83.3, "達成")
    assert "(うち要更新 1名、うち上長変更 1名)" in str(row["basis"])


@pytest.mark.parametrize(
    ("reviewed", "actual", "changed"),
    [
        pytest.param(2, 3, 0, id="上長判定が規則と同じなら、変更ではない"),
        pytest.param(3, 3, 1, id="上長がStepを上げた"),
        pytest.param(1, 2, 0, id="上長が下げた人は、ここで数える人の中にいない"),
    ],
)
def test_うち上長変更は_Stepを変えた上長判定だけ(reviewed: int, actual: int, changed: int) -> None:
    # 3名がStep2。そのうち00001に上長判定がある
    own = {"staff_no": "00001", "persona_code": "P02", "reviewed_step": reviewed}
    row = kpi(stepped(6, 5, 3, targets=[HOLDERS], step_reviews=[own]))
    assert row["actual"] == actual
    assert f"うち上長変更 {changed}名" in str(row["basis"])


@pytest.mark.parametrize("wanted", [HOLDERS, RATE], ids=["到達者数", "到達率"])
def test_Stepの空欄は算定不能(wanted: Row) -> None:
    row = kpi(stepped(1, 1, 1, targets=[{**wanted, "step": None}]))
    assert (row["verdict"], row["basis"]) == ("算定不能", "算定不能。Stepが空欄。")


HALF = target("うち割合", 50, condition_code="G0", unit="%")


def test_Stepのあるうち割合は_条件目標の人のうちStepに届いた人() -> None:
    done = target("修了者数", 1, object_code="T01", target_code="G0", horizon="両方")
    share = {**HALF, "persona_code": "P02", "step": 2}
    # T01の修了者5名のうち、Step2は3名
    assert judged(kpi(stepped(6, 5, 3, targets=[done, share]))) == (3, 5, 60.0, "達成")


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        pytest.param("G9", "条件目標コード G9 が目標にない。", id="ない目標"),
        pytest.param(None, "条件目標コード (空) が目標にない。", id="空欄"),
        pytest.param("G1", "条件目標G1「目標」が、めぐって自分に戻る。", id="自分"),
        pytest.param("G2", "条件目標G2「目標」は定性の目標で、人を数えない。", id="定性"),
        pytest.param("G3", "条件目標G3「目標」は、人を数えられない。", id="行事を数える目標"),
    ],
)
def test_人を数えられない条件目標(condition: str | None, said: str) -> None:
    built = tables(
        personas=[EVERYBODY],
        targets=[
            {**HALF, "condition_code": condition},
            target("定性", None, target_code="G2"),
            target("行事回数", 1, target_code="G3"),
        ],
    )
    row = kpi(built)
    assert (row["verdict"], row["basis"]) == ("算定不能", f"算定不能。{said}")
