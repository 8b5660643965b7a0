"""研修の条件: W05, W06, W08, W09, 有効期限, グループ, 次の開催."""

import datetime as dt
from collections.abc import Sequence

import pytest

from builders import tables
from ledger.judge.criteria_columns import first_valid_day
from ledger.model.calendar import period_end
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
    one_criterion,
    standing,
    verdict,
)

D = dt.date.fromisoformat

MANDATORY_GENERAL: list[Row] = [
    {"persona_code": "P01", "training_code": code} for code in ("T01", "T03", "T04")
]
MANDATORY_PROMOTER: list[Row] = [{"persona_code": "P02", "training_code": "T06"}]


@pytest.mark.parametrize(
    ("persona", "completed", "step", "mandatory_left"),
    [
        pytest.param("P01", ["T01", "T03"], 1, "T04 行政デジタル基礎研修", id="W05 必須1つ未了"),
        pytest.param("P02", ["T06"], 0, None, id="W06 Y 必須は終えたがStep1でない"),
        pytest.param(
            "P02",
            ["T07", "T09"],
            1,
            "T06 プロジェクトマネジメント研修",
            id="W06 Z 必須未了",
        ),
        pytest.param(
            "P01", ["T01"], 0, "T03 情報セキュリティ研修、T04 行政デジタル基礎研修", id="1つだけ"
        ),
        pytest.param("P01", ["T01", "T03", "T04"], 1, None, id="すべて"),
    ],
)
def test_mandatory_trainings_are_not_the_trainings_of_the_step(
    persona: str, completed: list[str], step: int, mandatory_left: str | None
) -> None:
    built = tables(
        personas=[P01, P02],
        assignments=[APPOINTED],
        trainings=TRAININGS,
        criteria=[*GENERAL, *PROMOTER],
        training_map=[*MANDATORY_GENERAL, *MANDATORY_PROMOTER],
        attendances=completions(*completed),
    )
    row = verdict(built, persona)
    assert (row["rule_step"], row["mandatory_left"]) == (step, mandatory_left)


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


@pytest.mark.parametrize(
    ("completed_on", "valid_months", "as_of", "step"),
    [
        pytest.param("2025-02-10", None, "2026-03-31", 1, id="W08 期限なし"),
        pytest.param("2025-02-10", 12, "2026-02-09", 1, id="W08 最後の日"),
        pytest.param("2025-02-10", 12, "2026-02-10", 0, id="W08 翌日"),
        pytest.param("2024-02-29", 12, "2025-02-28", 1, id="2/29から1年の最後の日"),
        pytest.param("2024-02-29", 12, "2025-03-01", 0, id="2/29から1年の翌日"),
        pytest.param("2025-01-31", 1, "2025-02-28", 1, id="月末で終わる期限"),
        pytest.param("2025-01-31", 1, "2025-03-01", 0, id="月末で終わる期限の翌日"),
        pytest.param("2026-03-31", None, "2026-03-31", 1, id="W09 基準日の修了"),
        pytest.param("2026-04-01", None, "2026-03-31", 0, id="W09 基準日の翌日の修了"),
        pytest.param("1976-04-01", 600, "2026-03-31", 1, id="一番長い期限の最後の日"),
        pytest.param("1976-03-31", 600, "2026-03-31", 0, id="一番長い期限の翌日"),
    ],
)
def test_a_completion_holds_through_its_last_valid_day(
    completed_on: str, valid_months: int | None, as_of: str, step: int
) -> None:
    built = tables(
        {"as_of": as_of},
        personas=[P01],
        criteria=[criterion("1-1", "研修", "T01")],
        trainings=[{"training_code": "T01", "valid_months": valid_months}],
        attendances=completions("T01", on=completed_on),
    )
    assert standing(built).step == step


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


TWICE = criterion("1-1", "研修", "T01", 2)


@pytest.mark.parametrize(
    ("attended", "have"),
    [
        pytest.param([("2025-05-01", "名簿")], 1, id="1回"),
        pytest.param([("2025-05-01", "名簿"), ("2025-06-01", "名簿")], 2, id="別の日に2回"),
        pytest.param([("2025-05-01", "名簿"), ("2025-05-01", "申告")], 1, id="同じ日は1回"),
        pytest.param([("2025-05-01", "名簿"), ("2026-04-01", "名簿")], 1, id="基準日の後"),
        pytest.param([], 0, id="なし"),
    ],
)
def test_times_are_distinct_days(attended: list[tuple[str, str]], have: int) -> None:
    built = one_criterion(
        TWICE,
        attendances=[
            {"training_code": "T01", "completed_on": on, "source": source}
            for on, source in attended
        ],
    )
    (outcome,) = standing(built).outcomes
    assert (outcome.have, outcome.met) == (have, have == 2)


def test_a_row_without_a_day_counts_nothing() -> None:
    built = one_criterion(criterion("1-1", "研修", "T01"), attendances=[{"training_code": "T01"}])
    assert standing(built).step == 0


def test_a_row_without_a_training_counts_nothing() -> None:
    built = one_criterion(criterion("1-1", "研修"), attendances=[{"completed_on": "2025-05-01"}])
    assert standing(built).step == 0


def test_a_disabled_training_still_counts() -> None:
    built = tables(
        personas=[P01],
        criteria=[criterion("1-1", "研修", "T01")],
        trainings=[{"training_code": "T01", "active": "×"}],
        attendances=completions("T01"),
    )
    assert standing(built).step == 1


GROUP = ("T01", "T03", "T04")


def group(completion: str, members: Sequence[str] = GROUP) -> list[Row]:
    return [
        {"group_code": "G01", "group_name": "基礎", "training_code": code, "completion": completion}
        for code in members
    ]


@pytest.mark.parametrize(
    ("completion", "amount", "completed", "step", "shown"),
    [
        pytest.param("全て", 1, ["T01", "T03"], 0, "2/3研修", id="全て: 1つ足りない"),
        pytest.param("全て", 1, ["T01", "T03", "T04"], 1, "3/3研修", id="全て: そろった"),
        pytest.param("いずれか", 1, [], 0, "0/1研修", id="いずれか: なし"),
        pytest.param("いずれか", 1, ["T04"], 1, "1/1研修", id="いずれか: 1つ"),
        pytest.param("全て", 2, ["T01"], 0, "1/2研修", id="2つ以上: 1つ"),
        pytest.param("全て", 2, ["T01", "T04"], 1, "2/2研修", id="2つ: 全てでも足りる"),
        pytest.param("いずれか", 2, ["T01"], 0, "1/2研修", id="2つ: いずれかでも要る"),
        pytest.param("いずれか", 2, ["T01", "T01"], 0, "1/2研修", id="同じ研修は1つ"),
    ],
)
def test_a_group_in_a_criterion(
    completion: str, amount: int, completed: list[str], step: int, shown: str
) -> None:
    attended = [
        row for n, code in enumerate(completed) for row in completions(code, on=f"2025-05-0{n + 1}")
    ]
    built = one_criterion(
        criterion("1-1", "研修", "G01", amount),
        training_groups=group(completion),
        attendances=attended,
    )
    row = verdict(built)
    assert row["rule_step"] == step
    assert row["met" if step else "unmet"] == f"1-1 研修グループ「基礎」 {shown}"


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


@pytest.mark.parametrize(
    ("rule", "sessions", "earliest"),
    [
        pytest.param("T01", [], None, id="予定がなければ空欄"),
        pytest.param("T01", [session("T01", "2026-05-10")], "2026-05-10", id="次の開催の日"),
        pytest.param(
            "T01", [session("T01", "2026-05-10", "2026-05-12")], "2026-05-12", id="最終日"
        ),
        pytest.param(
            "T01",
            [session("T01", "2026-06-01"), session("T01", "2026-05-10")],
            "2026-05-10",
            id="早い方",
        ),
        pytest.param("T01", [session("T01", "2026-03-31")], None, id="基準日の開催は次ではない"),
        pytest.param("T01", [session("T01", "2026-04-01")], "2026-04-01", id="基準日の翌日は次"),
        pytest.param("T01", [session("T01", "2026-05-10", state="中止")], None, id="中止"),
        pytest.param("T01", [session("T01", "2026-05-10", state="実施")], None, id="予定でない"),
        pytest.param("T01", [session("T03", "2026-05-10")], None, id="ほかの研修"),
        pytest.param(
            "T01", [session("T01", "2026-05-10", "2026-03-01")], "2026-05-10", id="逆さの終了日"
        ),
        pytest.param("T01:2", [session("T01", "2026-05-10")], None, id="2回要るのに1回だけ"),
        pytest.param(
            "T01:2",
            [session("T01", "2026-05-10"), session("T01", "2026-07-01")],
            "2026-07-01",
            id="2回目の日",
        ),
        pytest.param(
            "T01:2",
            [session("T01", "2026-05-10"), session("T01", "2026-05-09", "2026-05-10")],
            None,
            id="同じ日に終わる2つは1回",
        ),
        pytest.param(
            "G01",
            [session("T01", "2026-05-10"), session("T03", "2026-07-01")],
            None,
            id="全て: 予定のない研修がある",
        ),
        pytest.param(
            "G01",
            [session(code, f"2026-0{n}-01") for n, code in enumerate(GROUP, 5)],
            "2026-07-01",
            id="全て: 最後の研修の日",
        ),
        pytest.param(
            "G01:2",
            [session(code, f"2026-0{n}-01") for n, code in enumerate(GROUP, 5)],
            "2026-06-01",
            id="3つのうち2つ: 2番目の日",
        ),
        pytest.param("G01:2", [session("T04", "2026-05-10")], None, id="2つ要るのに予定は1つ"),
    ],
)
def test_the_earliest_day_is_that_of_the_next_session(
    rule: str, sessions: list[Row], earliest: str | None
) -> None:
    about, _, amount = rule.partition(":")
    built = one_criterion(
        criterion("1-1", "研修", about, int(amount or 1)),
        training_groups=group("全て"),
        sessions=sessions,
    )
    assert verdict(built)["earliest_on"] == (D(earliest) if earliest else None)


def test_what_is_done_already_shortens_the_way() -> None:
    built = one_criterion(
        criterion("1-1", "研修", "G01"),
        training_groups=group("全て"),
        attendances=completions("T04"),
        sessions=[session("T01", "2026-05-10"), session("T03", "2026-06-10")],
    )
    assert standing(built).earliest_on == D("2026-06-10")
    assert standing(built).outcomes[0].missing == ("T01", "T03")


def test_once_done_of_two_times_takes_one_session_more() -> None:
    built = one_criterion(
        TWICE, attendances=completions("T01"), sessions=[session("T01", "2026-05-10")]
    )
    assert standing(built).earliest_on == D("2026-05-10")
