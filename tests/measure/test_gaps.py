"""ギャップ: 研修で把握するスキルの表示と、合致人数で把握するスキルの不足 (W02-W04, W07, W36)."""

import pytest

from builders import tables
from ledger.layout.columns import Cell
from measure.crowd import (
    EVERYBODY,
    HELD,
    PROMOTERS,
    TRAINING,
    Row,
    completed,
    each,
    gap,
    holding,
    numbers,
    people,
)

SECOND: Row = {**HELD, "session_no": "K2", "held_on": "2025-11-10"}


@pytest.mark.parametrize(
    ("staff", "sessions", "done", "display"),
    [
        pytest.param(40, [], 0, "研修提供なし", id="W02 開催なし"),
        pytest.param(40, [{**HELD, "state": "中止"}], 0, "研修提供なし", id="W02 すべて中止"),
        pytest.param(40, [HELD, SECOND], 0, "提供あり 2回 / 0.0%", id="W03 本当の0%"),
        pytest.param(50, [HELD], 30, "提供あり 1回 / 60.0%", id="W01 30/50"),
        pytest.param(50, [], 30, "提供あり 随時 / 60.0%", id="開催回がなく修了がある"),
        pytest.param(0, [HELD], 0, "算定不能(対象0名)", id="W07 対象0名"),
    ],
)
def test_w02_研修で把握するスキルの表示(
    staff: int, sessions: list[Row], done: int, display: str
) -> None:
    built = tables(
        staff=people(staff),
        personas=[EVERYBODY],
        skills=[{"skill_code": "S05", "persona_code": "P01", "method": "研修"}],
        trainings=[TRAINING],
        training_map=[{"persona_code": "P01", "skill_code": "S05", "training_code": "T01"}],
        sessions=sessions,
        attendances=completed(numbers(done)),
    )
    assert gap(built, "S05")["display"] == display


def test_w02_研修が1つも結び付いていないスキル() -> None:
    built = tables(
        personas=[EVERYBODY],
        skills=[{"skill_code": "S05", "persona_code": "P01", "method": "研修"}],
    )
    row = gap(built, "S05")
    assert (row["display"], row["numerator"], row["denominator"]) == ("研修提供なし", None, None)


def matching(skill: str, many: int) -> list[Row]:
    return each(numbers(many), skill_code=skill, rating=2)


def needs(**needed: int | None) -> list[Row]:
    return [
        {"skill_code": code, "persona_code": "P02", "needed": many} for code, many in needed.items()
    ]


@pytest.mark.parametrize(
    ("skill", "expected"),
    [
        # 必要, 合致, 不足
        pytest.param("PM", (8, 10, 0), id="W04 PM 10名は2名多いが、ほかを埋めない"),
        pytest.param("CLOUD", (8, 5, 3), id="W04 クラウド 8 − 5 = 3"),
        pytest.param("NW", (5, 5, 0), id="W04 NW 5 − 5 = 0"),
    ],
)
def test_w04_合致人数と不足(skill: str, expected: tuple[int, int, int]) -> None:
    built = tables(
        staff=people(12),
        personas=[PROMOTERS],
        assignments=holding(numbers(12)),
        skills=needs(PM=8, CLOUD=8, NW=5),
        skill_ratings=[*matching("PM", 10), *matching("CLOUD", 5), *matching("NW", 5)],
    )
    row = gap(built, skill)
    assert (row["needed"], row["matching"], row["shortage"]) == expected
    needed, found, short = expected
    assert row["display"] == f"合致 {found}名 / 必要 {needed}名 / 不足 {short}名"


def test_w36_実務者2名は足り_専門家1名が足りない() -> None:
    built = tables(
        staff=people(2),
        personas=[PROMOTERS],
        assignments=holding(numbers(2)),
        skills=needs(PRACTICE=2, EXPERT=1),
        skill_ratings=matching("PRACTICE", 2),
    )
    short = [gap(built, code)["shortage"] for code in ("PRACTICE", "EXPERT")]
    assert short == [0, 1]  # 3 − 2ではない


@pytest.mark.parametrize(
    ("change", "level", "found"),
    [
        pytest.param({"rating": 2}, 2, 1, id="合致度2は設定2で合致"),
        pytest.param({"rating": 1}, 2, 0, id="合致度1は設定2で合致しない"),
        pytest.param({"rating": 2}, 3, 0, id="合致度2は設定3で合致しない"),
        pytest.param({"rating": 3}, 3, 1, id="合致度3は設定3で合致"),
        pytest.param({"confirmed": "未"}, 2, 0, id="未は数えない"),
        pytest.param({"confirmed": "否認"}, 2, 0, id="否認は数えない"),
        pytest.param({"year": 2024}, 2, 0, id="前年度の評価は数えない"),
        pytest.param({"skill_code": "NW"}, 2, 0, id="ほかのスキル"),
        pytest.param({"staff_no": "00002"}, 2, 0, id="その人材像でない人"),
        pytest.param({"staff_no": "00003"}, 2, 0, id="数えない人(集計対象×)"),
    ],
)
def test_合致するのはだれか(change: Row, level: int, found: int) -> None:
    rating = {"skill_code": "PM", "rating": 2, **change}
    built = tables(
        {"match_level": level},
        staff=[{}, {"staff_no": "00002"}, {"staff_no": "00003", "counted": "×"}],
        personas=[PROMOTERS],
        assignments=holding(["00001", "00003"]),
        skills=needs(PM=1, NW=1),
        skill_ratings=[rating],
    )
    assert gap(built, "PM")["matching"] == found


def test_必要人数が空欄なら不足を言わない() -> None:
    built = tables(personas=[PROMOTERS], skills=needs(PM=None))
    row = gap(built, "PM")
    expected: tuple[Cell, ...] = (None, 0, None, "合致 0名 / 必要人数が空欄")
    assert (row["needed"], row["matching"], row["shortage"], row["display"]) == expected
