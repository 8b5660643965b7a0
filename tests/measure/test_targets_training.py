"""研修の目標 and what they print; the other cases are `rulebook/KPIと途中目標.csv`."""

import pytest

from builders import tables
from measure.crowd import (
    HELD,
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


@pytest.mark.parametrize(
    ("completion", "verdict", "words"),
    [
        pytest.param("全て", "提供なし", "「組」(全て)のうち「BPR研修」を実施した", id="全て"),
        pytest.param(
            "いずれか", "未達", "を修了した人を", id="いずれか1つが提供されていれば足りる"
        ),
    ],
)
def test_組のうち提供のなかった研修を名指しする(completion: str, verdict: str, words: str) -> None:
    codes = ("T01", "T02")
    built = tables(
        trainings=[TRAINING, {"training_code": "T02", "training_name": "BPR研修"}],
        training_groups=[
            {"group_code": "G", "group_name": "組", "training_code": code, "completion": completion}
            for code in codes
        ],
        sessions=[HELD],
        targets=[target("受講率", 50, object_code="G")],
    )
    row = kpi(built)
    assert row["verdict"] == verdict
    assert words in str(row["basis"])


@pytest.mark.parametrize(
    ("basis", "expected"), [("基準日在籍", (1, 2)), ("年度累計", (2, 3))], ids=["基準日", "累計"]
)
def test_w30_目標の率も率の基準による(basis: str, expected: tuple[int, int]) -> None:
    built = tables(
        {"rate_basis": basis},
        staff=[*people(2), {"staff_no": "00003", "retired_on": "2025-12-31"}],
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=completed(["00001", "00003"]),
        targets=[target("受講率", 50, object_code="T01")],
    )
    row = kpi(built)
    assert judged(row)[:2] == expected
    assert f"率の基準は{basis}。" in str(row["basis"])


BOTH: list[Row] = [
    {"group_code": "G", "training_code": code, "completion": "全て"} for code in ("T01", "T02")
]


PROGRAM: list[Row] = [{**row, "completion": "いずれか"} for row in BOTH]


@pytest.mark.parametrize(
    ("attended", "object_code", "counted"),
    [
        pytest.param([], "T01", 0, id="修了がなければ0名"),
        pytest.param([("T01", "2025-06-10")], "T01", 1, id="1人が1回なら1名"),
        pytest.param(
            [("T01", "2025-06-10"), ("T01", "2025-11-10")], "T01", 2, id="同じ人の別の日は2名"
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T01", "2025-06-10")], "T01", 1, id="同じ人の同じ日は1名"
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T02", "2025-06-10")], "G", 2, id="グループは研修ごとに数える"
        ),
        pytest.param(
            [("T01", "2025-06-10"), ("T02", "2025-06-10")], "T01", 1, id="研修は自分の修了だけ"
        ),
        pytest.param([("T01", "2025-04-01")], "T01", 1, id="年度の最初の日を数える"),
        pytest.param([("T01", "2025-03-31")], "T01", 0, id="前の年度の日は数えない"),
        pytest.param([("T01", "2026-03-31")], "T01", 1, id="年度の最後の日を数える"),
    ],
)
def test_延べ受講者数は人と研修と日ごとに数える(
    attended: list[tuple[str, str]], object_code: str, counted: int
) -> None:
    built = tables(
        trainings=[TRAINING, {"training_code": "T02"}],
        training_groups=PROGRAM,
        attendances=[{"training_code": code, "completed_on": on} for code, on in attended],
        targets=[target("延べ受講者数", 1, object_code=object_code)],
    )
    assert kpi(built)["actual"] == counted


def test_延べ受講者数を1つの人材像に限る() -> None:
    built = tables(
        staff=people(3),
        personas=[PROMOTERS],
        assignments=holding(numbers(1)),
        trainings=[TRAINING],
        attendances=completed(numbers(3)),
        targets=[target("延べ受講者数", 3, object_code="T01", persona_code="P02")],
    )
    assert kpi(built)["actual"] == 1


def test_修了者数を1つの人材像に限る() -> None:
    built = tables(
        staff=people(3),
        personas=[PROMOTERS],
        assignments=holding(numbers(1)),
        trainings=[TRAINING],
        attendances=completed(numbers(3)),
        targets=[target("修了者数", 3, object_code="T01", persona_code="P02")],
    )
    assert kpi(built)["actual"] == 1


@pytest.mark.parametrize(
    ("code", "actual"), [("G", 2), (None, 3)], ids=["グループの研修だけ", "空欄はすべての研修"]
)
def test_研修実施回数の対象(code: str | None, actual: int) -> None:
    built = tables(
        trainings=[{"training_code": code} for code in ("T01", "T02", "T03")],
        training_groups=BOTH,
        sessions=[
            {**HELD, "session_no": f"K{number}", "training_code": f"T0{number}"}
            for number in (1, 2, 3)
        ],
        targets=[target("研修実施回数", 4, object_code=code, unit="回")],
    )
    assert kpi(built)["actual"] == actual


@pytest.mark.parametrize("indicator", ["受講率", "修了率", "修了者数", "研修実施回数"])
def test_知らない研修の目標は算定不能(indicator: str) -> None:
    row = kpi(tables(targets=[target(indicator, 1, object_code="T99")]))
    assert judged(row) == (None, None, None, "算定不能")
    assert row["basis"] == "算定不能。対象コード T99 が研修・研修グループにない。"
