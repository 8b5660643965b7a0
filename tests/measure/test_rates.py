"""参加率 by section, and beside last year's; its other cases are `rulebook/受講率と修了率.csv`."""

import pytest

from builders import tables
from measure.crowd import (
    HELD,
    TRAINING,
    all_rates,
    completed,
    figures,
    numbers,
    people,
    rate,
)

ATTENDED, FINISHED = "受講率:研修T01", "修了率:研修T01"


def test_部の率は課の率を足したもの_係は課に入る() -> None:
    built = tables(
        staff=people(4),
        sections=[
            {"section_code": "D", "level": "部"},
            {"section_code": "A", "parent_code": "D"},
            {"section_code": "A1", "parent_code": "A", "level": "係"},
            {"section_code": "B", "parent_code": "D"},
            {"section_code": "X", "counted": "×"},
            {"section_code": "OLD", "merged_into": "B"},
        ],
        postings=[
            {"staff_no": number, "section_code": code}
            for number, code in zip(numbers(4), ("A1", "A", "OLD", "D"), strict=True)
        ],
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=completed(["00001", "00003"]),
    )
    cut = {
        str(row["section_code"]): figures(row)[:2]
        for row in all_rates(built)
        if row["kind"] == "受講率"
    }
    # 課A = 00001(係) 00002、課B = 00003(統合前のOLD)、部D = 全員(00004は部に直属)
    assert cut == {"None": (2, 4), "D": (2, 4), "A": (1, 2), "B": (1, 1)}


@pytest.mark.parametrize(
    ("number", "last_year"),
    [("受講率:研修T01", 41.5), ("修了率:研修T01", None)],
    ids=["前年度の値", "前年度に同じ率がない"],
)
def test_前年度の率が並ぶ(number: str, last_year: float | None) -> None:
    built = tables(
        trainings=[TRAINING],
        sessions=[HELD],
        history=[
            {"year": 2024, "kind": "参加率", "code": ATTENDED, "value": 41.5, "state": "算定"},
            {"year": 2023, "kind": "参加率", "code": FINISHED, "value": 11.0, "state": "算定"},
            {"year": 2024, "kind": "目標", "code": FINISHED, "value": 12.0, "state": "達成"},
        ],
    )
    assert rate(built, number)["last_year"] == last_year
