"""席の順: who gets a seat of a training of which 研修計画 has too few; by the printed rule alone.

Judged on 2026-03-31; 情報セキュリティ研修 holds for 12か月. A completion of 2025-05-01
holds through 2026-04-30, one of 2025-04-15 through 2026-04-14: both are gone on the next 基準日.
"""

import pytest

from builders import policy, tables
from demand_cities import BPR, EVERYONE, MUST, PROMOTER, SECURITY, YEAR_END
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.demand import demand_of
from ledger.measure.demand_rows import training_demands
from ledger.measure.next_year import NextYear
from ledger.measure.seat_turns import seat_turn_rows, seat_turns

NEW_A, NEW_B, LATE, EARLY, EARLY_TOO = "00001", "00002", "00003", "00004", "00005"
HOME = {NEW_A: "S2", NEW_B: "S1", LATE: "S1", EARLY: "S2", EARLY_TOO: "S1"}
PLAN = {
    "plan_no": "R1",
    "aim": "守る",
    "audience": "全職員",
    "training_code": "T03",
    "department": "人事",
    "times": 1,
}


def city(seats: int | None, hires: int = 1, **more: object) -> Tables:
    """Make a city of five, two of whom never completed 情報セキュリティ研修."""
    done = {LATE: "2025-05-01", EARLY: "2025-04-15", EARLY_TOO: "2025-04-15"}
    given: dict[str, object] = {
        "settings": {"expected_hires": hires},
        "personas": [EVERYONE],
        "sections": [{"section_code": "S1"}, {"section_code": "S2"}],
        "staff": [{"staff_no": one} for one in HOME],
        "postings": [{"staff_no": one, "section_code": at} for one, at in HOME.items()],
        "trainings": [{**SECURITY, "valid_months": 12}],
        "training_map": [MUST],
        "plans": [{**PLAN, "seats": seats}],
        "attendances": [
            {"staff_no": one, "training_code": "T03", "completed_on": day}
            for one, day in done.items()
        ],
        **more,
    }
    return tables(**given)  # type: ignore[arg-type]


def turns(made: Tables) -> list[tuple[object, ...]]:
    """Return the table 席の順 as (職員番号, 理由, 有効期限, 席)."""
    known = policy(made)
    demand = demand_of(known, made, NextYear(known, made, YEAR_END))
    listed = seat_turn_rows(seat_turns(demand, training_demands(demand)))
    rows = list(records(BY_KEY["seat_turns"], listed))
    assert [row["turn"] for row in rows] == list(range(1, len(rows) + 1))
    keys = ("staff_no", "reason", "valid_through", "given")
    return [tuple(None if row[k] is None else str(row[k]) for k in keys) for row in rows]


ORDER = (
    (NEW_B, "必須", None),
    (NEW_A, "必須", None),
    (None, "採用見込", None),
    (EARLY_TOO, "期限", "2026-04-14"),
    (EARLY, "期限", "2026-04-14"),
    (LATE, "期限", "2026-04-30"),
)
"""必須 (S1、S2の順) → 採用見込 → 期限 (早い日、同じ日は所属の順)."""


@pytest.mark.parametrize("seats", [1, 2, 3, 5])
def test_seats_go_by_reason_then_day_then_section_then_number(seats: int) -> None:
    expected = [(*one, "席あり" if place < seats else "席なし") for place, one in enumerate(ORDER)]
    assert turns(city(seats)) == expected


NO_LIST = [
    pytest.param(6, id="6席: 全員入る"),
    pytest.param(7, id="7席: 余る"),
    pytest.param(None, id="定員が未記入: 席は限られていない"),
]


@pytest.mark.parametrize("seats", NO_LIST)
def test_where_nobody_is_left_out_there_is_no_order(seats: int | None) -> None:
    assert turns(city(seats)) == []


def test_without_a_plan_there_is_no_order() -> None:
    assert turns(city(1, plans=[])) == []


def test_for_the_next_step_the_section_and_the_number_decide() -> None:
    """BPR研修 は DX推進員 の Step1: 3人に2席."""
    made = city(
        9,
        hires=0,
        personas=[PROMOTER],
        trainings=[BPR],
        training_map=[],
        attendances=[],
        assignments=[{"staff_no": one, "persona_code": "P02"} for one in (EARLY, LATE, NEW_B)],
        criteria=[{"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T09"}],
        plans=[{**PLAN, "training_code": "T09", "seats": 2}],
    )
    assert turns(made) == [
        (NEW_B, "次のStep", None, "席あり"),
        (LATE, "次のStep", None, "席あり"),
        (EARLY, "次のStep", None, "席なし"),
    ]
