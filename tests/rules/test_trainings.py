"""研修の条件 beside `rulebook/研修と有効期限.csv`: expired ones named, and what is missing."""

import datetime as dt
from collections.abc import Sequence

import pytest

from builders import tables
from ledger.judge.criteria_columns import first_valid_day
from ledger.model.calendar import period_end
from scene import (
    P01,
    Row,
    completions,
    criterion,
    one_criterion,
    standing,
    verdict,
)

D = dt.date.fromisoformat


def test_mandatory_asks_for_official_unexpired_facts_and_trainings_in_use() -> None:
    built = tables(
        personas=[P01],
        skills=[
            {"skill_code": "S01", "persona_code": "P01"},
            {"skill_code": "S09", "persona_code": "P01", "active": "×"},
        ],
        trainings=[
            {"training_code": "E1", "training_name": "期限切れ", "valid_months": 12},
            {"training_code": "E2", "training_name": "確認待ち"},
            {"training_code": "E3", "training_name": "廃止", "active": "×"},
            {"training_code": "E4", "training_name": "選択"},
            {"training_code": "E5", "training_name": "使わないスキル"},
            {"training_code": "E6", "training_name": "修了済"},
        ],
        training_map=[
            *({"persona_code": "P01", "training_code": code} for code in ("E1", "E2", "E3", "E6")),
            {"persona_code": "P01", "training_code": "E4", "requirement": "選択"},
            {"persona_code": "P01", "training_code": "E5", "skill_code": "S09"},
            {"persona_code": "P02", "training_code": "E4"},
            {"persona_code": "P01", "training_code": "E6", "skill_code": "S02"},
            {"persona_code": "P01", "training_code": "E0"},
        ],
        attendances=[
            *completions("E1", on="2025-03-31"),
            *completions("E2", source="申告", confirmed="未"),
            *completions("E6"),
        ],
    )
    assert verdict(built)["mandatory_left"] == "E1 期限切れ、E2 確認待ち"


@pytest.mark.parametrize("months", [1, 2, 11, 12, 13, 36])
def test_the_first_valid_day_is_the_first(months: int) -> None:
    for offset in range(800):
        as_of = D("2024-01-01") + dt.timedelta(days=offset)
        first = first_valid_day(as_of, months)
        assert period_end(first, months) >= as_of
        assert period_end(first - dt.timedelta(days=1), months) < as_of


def test_an_expired_training_is_named_with_its_last_day() -> None:
    built = tables(
        personas=[P01],
        criteria=[criterion("1-1", "研修", "T01")],
        trainings=[{"training_code": "T01", "training_name": "基礎", "valid_months": 12}],
        attendances=[*completions("T01", on="2024-01-10"), *completions("T01", on="2025-02-10")],
    )
    (outcome,) = standing(built).outcomes
    assert (outcome.expired, outcome.expired_on) == (True, D("2026-02-09"))
    assert verdict(built)["unmet"] == "1-1 研修「基礎」 未修了(令和8年2月9日で期限切れ)"


def test_a_row_without_a_day_counts_nothing() -> None:
    built = one_criterion(criterion("1-1", "研修", "T01"), attendances=[{"training_code": "T01"}])
    assert standing(built).step == 0


def test_a_row_without_a_training_counts_nothing() -> None:
    built = one_criterion(criterion("1-1", "研修"), attendances=[{"completed_on": "2025-05-01"}])
    assert standing(built).step == 0


GROUP = ("T01", "T03", "T04")


def group(completion: str, members: Sequence[str] = GROUP) -> list[Row]:
    return [
        {"group_code": "G01", "group_name": "基礎", "training_code": code, "completion": completion}
        for code in members
    ]


def test_an_expired_member_of_a_group_is_open_again() -> None:
    built = tables(
        personas=[P01],
        criteria=[criterion("1-1", "研修", "G01")],
        trainings=[{"training_code": "T01", "valid_months": 12}, {"training_code": "T03"}],
        training_groups=group("全て", ["T01", "T03"]),
        attendances=[*completions("T01", on="2025-03-31"), *completions("T03", on="2020-03-31")],
    )
    (outcome,) = standing(built).outcomes
    assert (outcome.met, outcome.missing) == (False, ("T01",))
    assert (outcome.expired, outcome.expired_on) == (True, D("2026-03-30"))


def session(code: str, held_on: str, ended_on: str | None = None, state: str = "予定") -> Row:
    return {
        "session_no": f"{code}-{held_on}",
        "training_code": code,
        "held_on": held_on,
        "ended_on": ended_on,
        "state": state,
    }


def test_what_is_done_already_shortens_the_way() -> None:
    built = one_criterion(
        criterion("1-1", "研修", "G01"),
        training_groups=group("全て"),
        attendances=completions("T04"),
        sessions=[session("T01", "2026-05-10"), session("T03", "2026-06-10")],
    )
    assert standing(built).earliest_on == D("2026-06-10")
    assert standing(built).outcomes[0].missing == ("T01", "T03")
