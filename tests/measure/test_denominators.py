"""分母 beside `rulebook/分母.csv`: 年度累計 in every kind of rate, and numerator ⊆ denominator."""

import pytest

from builders import tables
from measure.crowd import (
    HELD,
    TRAINING,
    Row,
    all_rates,
    completed,
    figures,
    numbers,
    rate,
)

LEFT: Row = {"retired_on": "2025-12-31"}
DONE = completed(numbers(1), "2025-06-10")


@pytest.mark.parametrize(
    ("basis", "expected"),
    [pytest.param("基準日在籍", (1, 1), id="基準日"), pytest.param("年度累計", (2, 2), id="累計")],
)
@pytest.mark.parametrize("kind", ["Step到達率:人材像P01:Step1", "必須修了率:人材像P01"])
def test_w30_退職した人は_Stepでも必須研修でも_両方に入るか_どちらにも入らない(
    kind: str, basis: str, expected: tuple[int, int]
) -> None:
    """00001 left in December, 00002 is there; both completed what Step1 and the 体系 ask for."""
    built = tables(
        {"rate_basis": basis},
        staff=[LEFT, {"staff_no": "00002"}],
        postings=[{"staff_no": number} for number in ("00001", "00002")],
        personas=[{"persona_code": "P01"}],
        trainings=[TRAINING],
        training_map=[{"persona_code": "P01", "training_code": "T01"}],
        criteria=[{"persona_code": "P01", "step": 1, "kind": "研修", "object_code": "T01"}],
        attendances=[{**DONE[0], "staff_no": number} for number in ("00001", "00002")],
    )
    assert figures(rate(built, kind))[:2] == expected


@pytest.mark.parametrize("basis", ["基準日在籍", "年度累計"])
def test_w30_分子はいつも分母のうち(basis: str) -> None:
    everybody_done = completed(numbers(6), "2025-06-10")
    built = tables(
        {"rate_basis": basis},
        staff=[
            {"staff_no": "00001"},
            {"staff_no": "00002", "retired_on": "2025-12-31"},
            {"staff_no": "00003", "counted": "×"},
            {"staff_no": "00004"},
            {"staff_no": "00005"},
            {"staff_no": "00006", "hired_on": "2026-04-01"},
        ],
        trainings=[TRAINING],
        sessions=[HELD],
        leaves=[
            {"staff_no": "00004", "started_on": "2025-04-01", "ended_on": None},
            {
                "staff_no": "00005",
                "kind": "派遣・出向",
                "started_on": "2025-10-01",
                "ended_on": None,
            },
        ],
        attendances=everybody_done,
    )
    # 基準日在籍は00001だけ、年度累計は00001と00002
    wanted = {"基準日在籍": 1, "年度累計": 2}[basis]
    for row in all_rates(built):
        if row["section_code"] is None:
            assert figures(row)[:2] == (wanted, wanted)
