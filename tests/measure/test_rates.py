"""参加率: 受講率, 修了率, 必須修了率, Step到達率, 表示と端数 (W01-W03, W07-W09, W26, W39)."""

from fractions import Fraction

import pytest

from builders import tables
from ledger.layout.frames import Tables
from ledger.measure.rounding import percent, shown
from measure.crowd import (
    EVERYBODY,
    HELD,
    PROMOTERS,
    TRAINING,
    Row,
    all_rates,
    completed,
    each,
    figures,
    holding,
    numbers,
    people,
    rate,
)

ATTENDED, FINISHED = "受講率:研修T01", "修了率:研修T01"


@pytest.mark.parametrize(
    ("eligible", "done", "shown_as"),
    [
        pytest.param(50, 30, 60.0, id="W01 DXマインドセット 30/50"),
        pytest.param(20, 19, 95.0, id="W01 セキュリティ 19/20"),
        pytest.param(16, 5, 31.3, id="W39 5/16 = 31.25は四捨五入で31.3"),
        pytest.param(40, 0, 0.0, id="W03 本当の0% 0/40"),
        pytest.param(3, 3, 100.0, id="全員 3/3"),
    ],
)
def test_w01_受講率は修了した人を機会のあった人で割る(
    eligible: int, done: int, shown_as: float
) -> None:
    built = tables(
        staff=people(eligible),
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=completed(numbers(done)),
    )
    row = rate(built, ATTENDED)
    assert figures(row) == (done, eligible, shown_as, "算定")
    assert row["note"] == f"分母 {eligible}(除外なし)"


@pytest.mark.parametrize(
    ("numerator", "denominator", "shown_as"),
    [
        pytest.param(624, 1249, 50.0, id="W39 49.96"),
        pytest.param(5, 16, 31.3, id="W39 31.25"),
        pytest.param(9114, 33623, 27.1, id="W40 27.106"),
        pytest.param(2296, 3945, 58.2, id="W40 58.200"),
        pytest.param(47, 62, 75.8, id="W42 75.806"),
        pytest.param(1, 2000, 0.1, id="0.05は0.1"),
        pytest.param(1, 2001, 0.0, id="0.05に届かなければ0.0"),
        pytest.param(1, 3, 33.3, id="33.33"),
        pytest.param(2, 3, 66.7, id="66.67"),
    ],
)
def test_w39_表示は小数1桁の四捨五入(numerator: int, denominator: int, shown_as: float) -> None:
    assert shown(percent(numerator, denominator)) == shown_as
    assert percent(numerator, denominator) == Fraction(100 * numerator, denominator)


CANCELLED: Row = {**HELD, "state": "中止"}
PLANNED: Row = {**HELD, "state": "予定"}
LAST_YEAR: Row = {**HELD, "held_on": "2025-03-31"}
FIRST_DAY: Row = {**HELD, "held_on": "2025-04-01"}
AFTER: Row = {**HELD, "held_on": "2026-04-01"}
SECOND: Row = {**HELD, "session_no": "K2", "held_on": "2025-11-10"}


@pytest.mark.parametrize(
    ("sessions", "times", "state"),
    [
        pytest.param([], None, "提供なし", id="W02 開催回がない"),
        pytest.param([CANCELLED], None, "提供なし", id="W02 すべて中止"),
        pytest.param([PLANNED], None, "提供なし", id="予定だけ"),
        pytest.param([LAST_YEAR], None, "提供なし", id="前年度の最後の日"),
        pytest.param([AFTER], None, "提供なし", id="次年度の最初の日"),
        pytest.param([FIRST_DAY], 1, "算定", id="年度の最初の日"),
        pytest.param(
            [{**LAST_YEAR, "ended_on": "2025-04-01"}],
            0,
            "算定",
            id="前年度に始まり4/1まで: 機会はあったが、今年度の回数には数えない",
        ),
        pytest.param([HELD, {**SECOND, "state": "中止"}], 1, "算定", id="1回は実施"),
        pytest.param([HELD, SECOND], 2, "算定", id="W03 2回実施して受講なし"),
    ],
)
def test_w02_提供なしと0パーセントは別のもの(
    sessions: list[Row], times: int | None, state: str
) -> None:
    built = tables(staff=people(40), trainings=[TRAINING], sessions=sessions)
    row = rate(built, ATTENDED)
    if state == "提供なし":
        assert figures(row) == (None, None, None, "提供なし")
        assert row["note"] == "今年度は、実施した回も修了もない"
    else:
        assert figures(row) == (0, 40, 0.0, "算定")
        assert row["times"] == times


def test_中止だけでも修了した人がいれば随時として数える() -> None:
    built = tables(
        staff=people(4),
        trainings=[TRAINING],
        sessions=[CANCELLED],
        attendances=completed(numbers(1)),
    )
    assert figures(rate(built, ATTENDED)) == (1, 4, 25.0, "算定")


@pytest.mark.parametrize(
    ("delivery", "done", "expected"),
    [
        pytest.param("随時", 1, (1, 4, 25.0, "算定"), id="随時は全員に機会がある"),
        pytest.param("随時", 0, (None, None, None, "提供なし"), id="随時でも実施も修了もなければ"),
    ],
)
def test_随時の研修(delivery: str, done: int, expected: tuple[object, ...]) -> None:
    training = {**TRAINING, "delivery": delivery}
    built = tables(staff=people(4), trainings=[training], attendances=completed(numbers(done)))
    assert figures(rate(built, ATTENDED)) == expected


MAPPED: Row = {"persona_code": "P02", "skill_code": "S01", "training_code": "T01"}
TAUGHT: Row = {"skill_code": "S01", "persona_code": "P02", "method": "研修"}


@pytest.mark.parametrize(
    ("holders", "expected"),
    [
        pytest.param(0, (0, 0, None, "算定不能"), id="W07 対象0名"),
        pytest.param(1, (1, 1, 100.0, "算定"), id="対象1名"),
    ],
)
@pytest.mark.parametrize(
    "number",
    [
        "受講率:研修T01",
        "受講率:研修T01:人材像P02",
        "受講率:スキルS01:人材像P02",
        "修了率:研修T01",
        "必須修了率:人材像P02",
        "Step到達率:人材像P02:Step1",
    ],
)
def test_w07_対象が0名の率は算定不能(
    number: str, holders: int, expected: tuple[object, ...]
) -> None:
    criterion = {"persona_code": "P02", "step": 1, "kind": "研修", "object_code": "T01"}
    built = tables(
        staff=people(2),
        personas=[PROMOTERS],
        skills=[TAUGHT],
        trainings=[TRAINING],
        training_map=[MAPPED],
        criteria=[criterion],
        sessions=[HELD],
        attendances=completed(numbers(2)),
        assignments=holding(numbers(holders)),
    )
    row = rate(built, number)
    assert figures(row) == expected
    if not holders:
        assert str(row["note"]).startswith("算定不能(対象0名)")


@pytest.mark.parametrize(
    ("on", "months", "attended", "finished"),
    [
        # 有効月数12か月: 2025-02-10 の修了は 2026-02-09 まで有効
        pytest.param("2025-02-10", None, 0, 1, id="W08 R6の修了 期限なし"),
        pytest.param("2025-02-10", 12, 0, 0, id="W08 R6の修了 1年の期限が切れた"),
        pytest.param("2025-04-01", 12, 1, 1, id="2026-03-31まで有効"),
        pytest.param("2025-03-31", 12, 0, 0, id="2026-03-30まで有効"),
        pytest.param("2025-04-02", None, 1, 1, id="W09 3/28に始まり4/2に修了はR7"),
        pytest.param("2025-03-31", None, 0, 1, id="W09 2025-03-31はR6"),
        pytest.param("2026-03-31", None, 1, 1, id="W09 2026-03-31はR7"),
        pytest.param("2026-04-01", None, 0, 0, id="W09 2026-04-01はR8で、まだ数えない"),
    ],
)
def test_w08_受講率は今年度の修了_修了率は有効な修了(
    on: str, months: int | None, attended: int, finished: int
) -> None:
    built = tables(
        staff=people(2),
        trainings=[{**TRAINING, "valid_months": months}],
        sessions=[HELD],
        attendances=completed(numbers(1), on),
    )
    assert figures(rate(built, ATTENDED))[:2] == (attended, 2)
    assert figures(rate(built, FINISHED))[:2] == (finished, 2)


def test_修了率には提供なしがない() -> None:
    built = tables(staff=people(3), trainings=[TRAINING])
    assert rate(built, ATTENDED)["state"] == "提供なし"
    assert figures(rate(built, FINISHED)) == (0, 3, 0.0, "算定")


@pytest.mark.parametrize(
    ("source", "confirmed", "needed", "counted"),
    [
        pytest.param("名簿", "済", "○", 1, id="名簿"),
        pytest.param("申告", "済", "○", 1, id="申告 済"),
        pytest.param("申告", "未", "○", 0, id="申告 未"),
        pytest.param("申告", "否認", "○", 0, id="申告 否認"),
        pytest.param("申告", "未", "×", 1, id="確認を要しない設定では 未も"),
        pytest.param("申告", "否認", "×", 0, id="確認を要しなくても 否認は数えない"),
    ],
)
def test_率は名簿と確認済みの事実から(
    source: str, confirmed: str, needed: str, counted: int
) -> None:
    fact = {**completed(numbers(1))[0], "source": source, "confirmed": confirmed}
    built = tables(
        {"official_needs_confirmation": needed},
        staff=people(2),
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=[fact],
    )
    assert figures(rate(built, ATTENDED))[:2] == (counted, 2)
    assert figures(rate(built, FINISHED))[:2] == (counted, 2)


def both_personas() -> Tables:
    # 00001は一般とDX推進員、00002は一般だけ。00001はA01が主務でB01が兼務。2人とも修了。
    return tables(
        staff=people(2),
        sections=[{"section_code": "A01"}, {"section_code": "B01"}],
        postings=[
            *each(numbers(2), section_code="A01"),
            {"section_code": "B01", "kind": "兼務"},
        ],
        personas=[EVERYBODY, PROMOTERS],
        assignments=holding(numbers(1)),
        trainings=[TRAINING],
        training_map=[{**MAPPED, "persona_code": "P01"}, MAPPED],
        sessions=[HELD],
        # 同じ研修を2回修了しても1名
        attendances=[*completed(numbers(2)), *completed(numbers(1), "2025-11-10")],
    )


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param("受講率:研修T01", (2, 2), id="W26 全職員では1度だけ"),
        pytest.param("受講率:研修T01:人材像P01", (2, 2), id="W26 一般の率に1度"),
        pytest.param("受講率:研修T01:人材像P02", (1, 1), id="W26 DX推進員の率に1度"),
        pytest.param("受講率:研修T01:所属A01", (2, 2), id="W26 主務の課で数える"),
        pytest.param("受講率:研修T01:所属B01", (0, 0), id="W26 兼務の課では数えない"),
    ],
)
def test_w26_2つの人材像と兼務_どの分母にも1度だけ(number: str, expected: tuple[int, int]) -> None:
    assert figures(rate(both_personas(), number))[:2] == expected


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


TWO = [TRAINING, {"training_code": "T02"}]


@pytest.mark.parametrize(
    ("requirements", "reached"),
    [
        pytest.param(("必須", "必須"), {"00001", "00002", "00003"}, id="必須のどれかを修了"),
        pytest.param(("必須", "選択"), {"00001", "00003"}, id="必須があれば必須だけ"),
        pytest.param(("選択", "必須"), {"00002", "00003"}, id="選択は数えない"),
        pytest.param(("選択", "選択"), {"00001", "00002", "00003"}, id="必須がなければどれか"),
    ],
)
def test_スキルの参加率(requirements: tuple[str, str], reached: set[str]) -> None:
    built = tables(
        staff=people(5),
        personas=[EVERYBODY],
        skills=[{**TAUGHT, "persona_code": "P01"}],
        trainings=TWO,
        training_map=[
            {**MAPPED, "persona_code": "P01", "training_code": code, "requirement": word}
            for code, word in zip(("T01", "T02"), requirements, strict=True)
        ],
        sessions=[HELD, {**SECOND, "training_code": "T02"}],
        attendances=[
            *completed(["00001", "00003"]),
            *completed(["00002", "00003"], "2025-11-10", "T02"),
        ],
    )
    row = rate(built, "受講率:スキルS01:人材像P01")
    assert figures(row)[:2] == (len(reached), 5)


@pytest.mark.parametrize(
    ("done", "expected"),
    [
        pytest.param({"T01": 3, "T02": 2}, (2, 4, 50.0, "算定"), id="2つとも修了した2名だけ"),
        pytest.param({"T01": 3, "T02": 0}, (0, 4, 0.0, "算定"), id="片方だけでは数えない"),
    ],
)
def test_必須修了率は必須研修をすべて修了した人(
    done: dict[str, int], expected: tuple[object, ...]
) -> None:
    built = tables(
        staff=people(4),
        personas=[EVERYBODY],
        trainings=TWO,
        training_map=[
            {**MAPPED, "persona_code": "P01", "training_code": code} for code in ("T01", "T02")
        ],
        attendances=[
            row for code, many in done.items() for row in completed(numbers(many), code=code)
        ],
    )
    assert figures(rate(built, "必須修了率:人材像P01")) == expected
    assert figures(rate(built, "必須修了率:人材像P01:所属A01")) == expected


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
