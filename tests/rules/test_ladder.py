"""Stepの組み立て beside `rulebook/累積と選択組.csv`: words, personas, people, the leading tool."""

import pytest

from builders import PERSON, policy, tables
from ledger.judge.steps import standings
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables
from ledger.model.verdicts import Lens
from scene import (
    APPOINTED,
    GENERAL,
    P01,
    P02,
    PROMOTER,
    TRAININGS,
    Row,
    completions,
    criterion,
    standing,
    verdict,
)

ABC = ("A", "B", "C", "D")
"""Trainings of the made-up ladder: A makes Step1, B Step2, C Step3."""
LADDER = [criterion(f"{n}-1", "研修", code) for n, code in enumerate(ABC[:3], 1)]


def ladder(
    completed: str, cumulative: str = "○", off: tuple[int, ...] = (), rules: list[Row] = LADDER
) -> Tables:
    return tables(
        {"cumulative_steps": cumulative},
        personas=[P01],
        trainings=[{"training_code": code, "training_name": code} for code in ABC],
        steps=[
            {"persona_code": "P01", "step": n, "active": "×" if n in off else None}
            for n in (3, 1, 2)
        ],
        criteria=rules,
        attendances=completions(*completed),
    )


def test_the_upper_requirements_are_told() -> None:
    row = verdict(ladder("B"))
    assert row["state"] == "上位要件のみ充足"
    assert row["met"] == "2-1 研修「B」 修了"
    assert "(Step2要件のみ充足)" in str(row["next_action"])


def test_a_persona_without_steps_stays_at_zero() -> None:
    built = ladder("ABC", off=(1, 2, 3))
    row = verdict(built)
    assert (row["rule_step"], row["met"], row["unmet"]) == (0, None, None)
    assert row["next_action"] == "この人材像にはStepがまだありません。"


TOOLS: list[Row] = [
    {"tool_code": "LOGO", "tool_name": "LoGoフォーム"},
    {"tool_code": "RPA", "tool_name": "RPA"},
    {"tool_code": "OLD", "tool_name": "旧ツール", "active": "×"},
]
BY_TOOL = [
    criterion("1-1", "研修", "T01"),
    criterion("2-1", "研修", "T12", tool_code="LOGO"),
    criterion("2-2", "ツール", amount=2, tool_code="RPA"),
    criterion("2-3", "ツール", amount=1, tool_code="OLD"),
]


def with_tools(completed: list[str], levels: dict[str, int], rules: list[Row] = BY_TOOL) -> Tables:
    return tables(
        personas=[P01],
        tools=TOOLS,
        trainings=TRAININGS,
        criteria=rules,
        attendances=completions(*completed),
        tool_levels=[{"tool_code": code, "level": level} for code, level in levels.items()],
    )


def test_the_row_of_the_persona_tells_of_its_leading_tool() -> None:
    row = verdict(with_tools(["T01", "T12"], {"RPA": 1}))
    assert row["met"] == (
        "1-1 研修「DXマインドセット研修」 修了、"
        "2-1 研修「LoGoフォーム作成研修」 修了(ツール「LoGoフォーム」)"
    )
    assert row["unmet"] is None
    assert row["next_action"] == (
        "ツール「LoGoフォーム」で最上位のStep2に到達しているので、次の条件はありません。"
    )


def test_of_equal_tools_the_one_that_is_reached_first_leads() -> None:
    built = tables(
        personas=[P01],
        tools=TOOLS,
        criteria=[
            criterion("1-1", "研修", "T12", tool_code="LOGO"),
            criterion("1-2", "研修", "T06", tool_code="RPA"),
        ],
        sessions=[
            {"session_no": "K1", "training_code": "T12", "held_on": "2026-06-01", "state": "予定"},
            {"session_no": "K2", "training_code": "T06", "held_on": "2026-05-01", "state": "予定"},
        ],
    )
    assert standing(built).leading_tool == "RPA"
    assert str(verdict(built)["earliest_on"]) == "2026-05-01"
    assert "ツール「RPA」でStep1に進むには" in str(verdict(built)["next_action"])


def test_every_column_of_the_persona_tells_of_the_same_tool() -> None:
    """RPA has the level of Step2, but nobody has Step1; LOGO stands before it in the sheet."""
    built = with_tools([], {"RPA": 2})
    assert standing(built).leading_tool == "LOGO"
    assert standing(built).upper_steps == ()
    row = verdict(built)
    assert row["state"] == "確定"
    assert "要件のみ充足" not in str(row["next_action"])
    assert verdict(built, tool="RPA")["state"] == "上位要件のみ充足"
    assert verdict(built, tool="LOGO")["state"] == "確定"


RPA_LEADS: list[Row] = [
    criterion("1-1", "ツール", amount=1, tool_code="*"),
    criterion("2-1", "ツール", amount=2, tool_code="*"),
    criterion("3-1", "後進育成"),
]


@pytest.mark.parametrize(
    ("confirmed", "rule", "official", "state"),
    [
        pytest.param("済", 2, 2, "確定", id="RPAのレベル2は確認済"),
        pytest.param("未", 2, 1, "未確認", id="RPAのレベル2は確認待ち: 正式はLOGOの1"),
        pytest.param("否認", 2, 1, "確定", id="RPAのレベル2は否認: 正式はLOGOの1"),
    ],
)
def test_one_tool_leads_by_claims_and_another_by_what_counts(
    confirmed: str, rule: int, official: int, state: str
) -> None:
    built = tables(
        personas=[P01],
        tools=TOOLS,
        criteria=RPA_LEADS,
        tool_levels=[
            {"tool_code": "LOGO", "level": 1},
            {"tool_code": "RPA", "level": 2, "confirmed": confirmed},
        ],
    )
    row = verdict(built)
    assert (row["rule_step"], row["official_step"], row["state"]) == (rule, official, state)
    assert row["met"] == "1-1 ツール「RPA」 レベル2/1、2-1 ツール「RPA」 レベル2/2"
    assert str(row["next_action"]).startswith("ツール「RPA」でStep3に進むには、後進育成")


def test_two_personas_are_two_rows() -> None:  # W26
    built = tables(
        personas=[P01, P02],
        assignments=[APPOINTED],
        trainings=TRAININGS,
        criteria=[*GENERAL, *PROMOTER],
        attendances=completions("T01", "T03", "T07"),
    )
    found = policy(built)
    rows = standings(found, built, found.settings.as_of, Lens.CLAIMED)
    assert [(row.staff_no, row.persona_code, row.step) for row in rows] == [
        (PERSON, "P01", 1),
        (PERSON, "P02", 0),
    ]


PEOPLE: list[Row] = [
    {"staff_no": "1", "staff_name": "在職"},
    {"staff_no": "2", "staff_name": "集計対象外", "counted": "×"},
    {"staff_no": "3", "staff_name": "休職中"},
    {"staff_no": "4", "staff_name": "派遣中"},
    {"staff_no": "5", "staff_name": "基準日に退職", "retired_on": "2026-03-31"},
    {"staff_no": "6", "staff_name": "前日に退職", "retired_on": "2026-03-30"},
    {"staff_no": "7", "staff_name": "基準日に採用", "hired_on": "2026-03-31"},
    {"staff_no": "8", "staff_name": "翌日に採用", "hired_on": "2026-04-01"},
]


def test_everybody_in_post_on_the_day_has_a_row() -> None:
    built = tables(
        personas=[P01],
        criteria=GENERAL,
        staff=PEOPLE,
        leaves=[
            {"staff_no": "3", "kind": "休職", "started_on": "2020-04-01"},
            {"staff_no": "4", "kind": "派遣・出向", "started_on": "2020-04-01"},
        ],
    )
    found = policy(built)
    shown = verdicts(found, built, found.settings.as_of)
    assert shown["staff_no"].to_list() == ["1", "2", "3", "4", "5", "7"]


@pytest.mark.parametrize(
    ("assigned", "rows"),
    [
        pytest.param(("2026-03-31", None), 1, id="基準日に付与"),
        pytest.param(("2026-04-01", None), 0, id="翌日に付与"),
        pytest.param(("2020-04-01", "2026-03-31"), 1, id="基準日まで"),
        pytest.param(("2020-04-01", "2026-03-30"), 0, id="前日まで"),
    ],
)
def test_an_appointed_persona_is_held_from_day_to_day(
    assigned: tuple[str, str | None], rows: int
) -> None:
    start, end = assigned
    built = tables(
        personas=[P02],
        criteria=PROMOTER,
        assignments=[{**APPOINTED, "started_on": start, "ended_on": end}],
    )
    found = policy(built)
    assert len(verdicts(found, built, found.settings.as_of)) == rows


def test_a_persona_out_of_use_has_no_verdict() -> None:
    built = tables(personas=[{**P01, "active": "×"}], criteria=GENERAL)
    found = policy(built)
    assert verdicts(found, built, found.settings.as_of).empty
    assert standings(found, built, found.settings.as_of, Lens.CLAIMED) == ()


def test_some_people_can_be_judged_alone() -> None:
    built = tables(personas=[P01], criteria=GENERAL, staff=PEOPLE)
    found = policy(built)
    rows = standings(found, built, found.settings.as_of, Lens.OFFICIAL, ["7", "1", "6", "99"])
    assert [row.staff_no for row in rows] == ["1", "7"]
