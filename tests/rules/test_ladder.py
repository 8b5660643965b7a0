"""Step の組み立て: 累積, 選択組, 無効のStep, ツールごとの行, 人材像ごとの行 (W19, W26)."""

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


@pytest.mark.parametrize(
    ("completed", "cumulative", "step", "upper", "following"),
    [
        pytest.param("", "○", 0, (), 1, id="何もない"),
        pytest.param("A", "○", 1, (), 2, id="Step1"),
        pytest.param("AB", "○", 2, (), 3, id="Step2"),
        pytest.param("ABC", "○", 3, (), None, id="最上位"),
        pytest.param("B", "○", 0, (2,), 1, id="W19 Step2要件のみ充足"),
        pytest.param("BC", "○", 0, (2, 3), 1, id="W19 Step2と3の要件のみ"),
        pytest.param("AC", "○", 1, (3,), 2, id="Step3要件のみ充足"),
        pytest.param("B", "×", 2, (), 3, id="W19 累積でなければStep2"),
        pytest.param("C", "×", 3, (), None, id="累積でなければ最上位"),
        pytest.param("A", "×", 1, (), 2, id="累積でなくてもStep1はStep1"),
        pytest.param("", "×", 0, (), 1, id="累積でなくても何もなければ0"),
    ],
)
def test_the_ladder(
    completed: str, cumulative: str, step: int, upper: tuple[int, ...], following: int | None
) -> None:
    found = standing(ladder(completed, cumulative))
    assert (found.step, found.upper_steps, found.next_step) == (step, upper, following)


def test_the_upper_requirements_are_told() -> None:
    row = verdict(ladder("B"))
    assert row["state"] == "上位要件のみ充足"
    assert row["met"] == "2-1 研修「B」 修了"
    assert "(Step2要件のみ充足)" in str(row["next_action"])


@pytest.mark.parametrize(
    ("completed", "step", "following"),
    [
        pytest.param("A", 1, 3, id="Step2を飛ばして、次はStep3"),
        pytest.param("AC", 3, None, id="Step2なしでStep3"),
        pytest.param("AB", 1, 3, id="無効のStepには到達しない"),
    ],
)
def test_a_disabled_step_is_skipped(completed: str, step: int, following: int | None) -> None:
    found = standing(ladder(completed, off=(2,)))
    assert (found.step, found.next_step) == (step, following)
    assert "2-1" not in str(verdict(ladder(completed, off=(2,))))


def test_a_step_without_criteria_is_never_reached() -> None:
    built = ladder("AC", rules=[LADDER[0], LADDER[2]])
    found = standing(built)
    assert (found.step, found.upper_steps, found.next_step) == (1, (3,), 2)
    row = verdict(built)
    assert row["earliest_on"] is None
    assert row["next_action"] == "Step2には条件が決められていないため、先に進めません。"


def test_a_persona_without_steps_stays_at_zero() -> None:
    built = ladder("ABC", off=(1, 2, 3))
    row = verdict(built)
    assert (row["rule_step"], row["met"], row["unmet"]) == (0, None, None)
    assert row["next_action"] == "この人材像にはStepがまだありません。"


ANY_OF = [
    criterion("1-1", "研修", "A"),
    criterion("1-2", "研修", "B", any_of="a"),
    criterion("1-3", "研修", "C", any_of="a"),
    criterion("1-4", "研修", "D", any_of="b"),
]


@pytest.mark.parametrize(
    ("completed", "step", "unmet"),
    [
        pytest.param("ABD", 1, None, id="組aはBで足りる"),
        pytest.param("ACD", 1, None, id="組aはCで足りる"),
        pytest.param("ABCD", 1, None, id="両方でもよい"),
        pytest.param(
            "AD",
            0,
            "1-2 研修「B」 未修了(選択組aのいずれか)、1-3 研修「C」 未修了(選択組aのいずれか)",
            id="組aがどれもない",
        ),
        pytest.param("ABC", 0, "1-4 研修「D」 未修了(選択組bのいずれか)", id="組bは別の組"),
        pytest.param("BCD", 0, "1-1 研修「A」 未修了", id="必須は別"),
    ],
)
def test_one_of_each_alternative_is_enough(completed: str, step: int, unmet: str | None) -> None:
    row = verdict(ladder(completed, off=(2, 3), rules=ANY_OF))
    assert (row["rule_step"], row["unmet"]) == (step, unmet)


def test_the_same_mark_on_another_step_is_another_set() -> None:
    rules = [
        criterion("1-1", "研修", "A", any_of="a"),
        criterion("2-1", "研修", "B", any_of="a"),
        criterion("3-1", "研修", "C"),
    ]
    assert standing(ladder("A", rules=rules)).step == 1


def test_two_rows_of_one_number_are_both_musts() -> None:
    rules = [criterion("1-1", "研修", "A"), criterion("1-1", "研修", "B")]
    assert standing(ladder("A", off=(2, 3), rules=rules)).step == 0
    assert verdict(ladder("A", off=(2, 3), rules=rules))["unmet"] == "1-1 研修「B」 未修了"


@pytest.mark.parametrize(
    ("sessions", "earliest"),
    [
        pytest.param([("A", 5), ("B", 6), ("C", 7), ("D", 8)], "08", id="必須と組の遅い方"),
        pytest.param([("A", 9), ("B", 6), ("C", 7), ("D", 8)], "09", id="必須が遅い"),
        pytest.param([("A", 5), ("B", 9), ("D", 6)], "09", id="組aはBだけ分かる"),
        pytest.param([("A", 4), ("B", 7), ("C", 6), ("D", 5)], "06", id="組aは早い方"),
        pytest.param([("A", 4), ("D", 5)], None, id="組aの日が分からない"),
        pytest.param([("B", 7), ("C", 6), ("D", 5)], None, id="必須の日が分からない"),
    ],
)
def test_the_latest_of_the_musts_and_the_earliest_of_a_set(
    sessions: list[tuple[str, int]], earliest: str | None
) -> None:
    built = tables(
        personas=[P01],
        criteria=ANY_OF,
        sessions=[
            {
                "session_no": code,
                "training_code": code,
                "held_on": f"2026-{month:02}-01",
                "state": "予定",
            }
            for code, month in sessions
        ],
    )
    shown = verdict(built)["earliest_on"]
    assert str(shown) == (f"2026-{earliest}-01" if earliest else "None")


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


def steps_by_row(built: Tables) -> dict[str | None, int]:
    found = policy(built)
    rows = standings(found, built, found.settings.as_of, Lens.CLAIMED)
    return {row.tool_code: row.step for row in rows}


@pytest.mark.parametrize(
    ("completed", "levels", "steps"),
    [
        pytest.param([], {}, {None: 0, "LOGO": 0, "RPA": 0}, id="何もない"),
        pytest.param(["T01"], {}, {None: 1, "LOGO": 1, "RPA": 1}, id="Step1はどのツールでも"),
        pytest.param(
            ["T01", "T12"], {}, {None: 2, "LOGO": 2, "RPA": 1}, id="LoGoでStep2なら人材像もStep2"
        ),
        pytest.param(
            ["T01"], {"RPA": 2}, {None: 2, "LOGO": 1, "RPA": 2}, id="行のツールのレベルを見る"
        ),
        pytest.param(["T01"], {"RPA": 1}, {None: 1, "LOGO": 1, "RPA": 1}, id="レベルが足りない"),
        pytest.param(
            ["T01"], {"LOGO": 3}, {None: 1, "LOGO": 1, "RPA": 1}, id="ほかのツールのレベル"
        ),
        pytest.param(["T12"], {}, {None: 0, "LOGO": 0, "RPA": 0}, id="Step1がなければ0"),
    ],
)
def test_one_row_per_tool_and_the_highest_for_the_persona(
    completed: list[str], levels: dict[str, int], steps: dict[str | None, int]
) -> None:
    assert steps_by_row(with_tools(completed, levels)) == steps


def test_a_star_stands_for_every_tool_in_use_by_itself() -> None:
    rules = [criterion("1-1", "ツール", amount=1, tool_code="*")]
    assert steps_by_row(with_tools([], {"RPA": 1, "OLD": 3}, rules)) == {
        None: 1,
        "LOGO": 0,
        "RPA": 1,
    }


def test_criteria_of_tools_out_of_use_leave_one_row() -> None:
    rules = [criterion("1-1", "研修", "T01"), criterion("2-1", "ツール", tool_code="OLD")]
    assert steps_by_row(with_tools(["T01"], {"OLD": 3}, rules)) == {None: 1}


@pytest.mark.parametrize(
    ("active", "rows"),
    [("○", {None: 0, "LOGO": 0, "RPA": 0}), ("×", {None: 1})],
    ids=["有効なStep2", "有効でないStep2"],
)
def test_criteria_of_a_step_out_of_use_make_no_rows_of_tools(
    active: str, rows: dict[str | None, int]
) -> None:
    built = tables(
        personas=[P01],
        tools=TOOLS,
        steps=[
            {"persona_code": "P01", "step": 1},
            {"persona_code": "P01", "step": 2, "active": active},
        ],
        criteria=[criterion("1-1", "研修", "T01"), criterion("2-1", "ツール", tool_code="*")],
        attendances=completions("T01") if active == "×" else (),
    )
    assert steps_by_row(built) == rows


def test_a_tool_named_by_the_criterion_is_no_tool_of_the_row() -> None:
    rules = [criterion("1-1", "ツール", "RPA", 2)]
    assert steps_by_row(with_tools([], {"RPA": 2}, rules)) == {None: 1}


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
