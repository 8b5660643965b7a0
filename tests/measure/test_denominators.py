"""分母: だれを数え、だれをなぜ除くか (W28-W30). 分母台帳 と 分母の注 もここで見る."""

import pytest

from builders import tables
from ledger.layout.frames import Tables
from measure.crowd import (
    EVERYBODY,
    HELD,
    TRAINING,
    Row,
    all_rates,
    completed,
    figures,
    left_out,
    numbers,
    people,
    rate,
)

ATTENDED, FINISHED = "受講率:研修T01", "修了率:研修T01"
IN = ""
"""理由 of somebody who counts."""


def one(
    person: Row | None = None,
    leaves: list[Row] | None = None,
    sessions: list[Row] | None = None,
    done: list[Row] | None = None,
    **settings: object,
) -> Tables:
    """Make a ledger of one person, T01, and one session in June unless said otherwise."""
    return tables(
        settings,
        staff=[person or {}],
        trainings=[TRAINING],
        sessions=[HELD] if sessions is None else sessions,
        leaves=leaves or [],
        attendances=done or [],
    )


def reason(built: Tables, number: str) -> str:
    """Return why the one person is left out of a rate; it must agree with the rate itself."""
    found = left_out(built, number)
    assert rate(built, number)["denominator"] == (0 if found else 1)
    return found.get("00001", IN)


def held(on: str, until: str | None = None) -> Row:
    return {**HELD, "session_no": f"K{on}", "held_on": on, "ended_on": until}


def away(kind: str, first: str, last: str | None) -> list[Row]:
    return [{"kind": kind, "started_on": first, "ended_on": last}]


JOINED: Row = {"hired_on": "2025-10-01"}


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        pytest.param([held("2025-06-10")], "機会なし", id="W28 採用前の6月だけ"),
        pytest.param(
            [held("2025-06-10"), held("2026-02-10")], IN, id="W28 2026年2月にもあれば入る"
        ),
        pytest.param([held("2025-09-30")], "機会なし", id="採用日の前の日"),
        pytest.param([held("2025-10-01")], IN, id="採用日"),
        pytest.param([held("2025-09-29", "2025-10-01")], IN, id="採用日まで続いた回"),
        pytest.param([held("2025-09-29", "2025-09-30")], "機会なし", id="採用日の前に終わった回"),
        pytest.param(
            [held("2025-06-10"), {**held("2026-02-10"), "state": "予定"}],
            "機会なし",
            id="予定の回は機会でない",
        ),
        pytest.param(
            [held("2025-06-10"), {**held("2026-02-10"), "state": "中止"}],
            "機会なし",
            id="中止の回は機会でない",
        ),
    ],
)
def test_w28_年度の途中で採用された人(sessions: list[Row], expected: str) -> None:
    built = one(JOINED, sessions=sessions)
    assert reason(built, ATTENDED) == expected
    assert reason(built, FINISHED) == IN  # 修了率は機会を問わない


def test_採用前に開かれた回でも_自分が修了していれば入る() -> None:
    built = one(JOINED, done=completed(numbers(1), "2025-11-01"))
    assert figures(rate(built, ATTENDED)) == (1, 1, 100.0, "算定")


@pytest.mark.parametrize(
    ("sessions", "leave", "attended", "finished"),
    [
        pytest.param(
            [held("2026-01-20")],
            ("2025-04-01", "2026-03-31"),
            "休職",
            "休職",
            id="W29 R7の間ずっと",
        ),
        pytest.param(
            [held("2026-01-20")], ("2024-01-01", None), "休職", "休職", id="前から続いて終わりなし"
        ),
        pytest.param(
            [held("2026-01-20")], ("2025-04-01", "2025-09-30"), IN, IN, id="W29 9月まで、1月に機会"
        ),
        pytest.param(
            [held("2025-06-10")],
            ("2025-04-01", "2025-09-30"),
            "機会なし",
            IN,
            id="9月まで、機会は6月だけ",
        ),
        pytest.param(
            [held("2025-09-30")], ("2025-04-01", "2025-09-30"), "機会なし", IN, id="休職の最後の日"
        ),
        pytest.param([held("2025-10-01")], ("2025-04-01", "2025-09-30"), IN, IN, id="復職した日"),
        pytest.param(
            [held("2025-04-02")], ("2025-04-02", "2026-03-31"), "機会なし", IN, id="4月1日だけ勤務"
        ),
    ],
)
@pytest.mark.parametrize("kind", ["休職", "育休", "その他"])
def test_w29_休職(
    kind: str,
    sessions: list[Row],
    leave: tuple[str, str | None],
    attended: str,
    finished: str,
) -> None:
    built = one(sessions=sessions, leaves=away(kind, *leave))
    assert (reason(built, ATTENDED), reason(built, FINISHED)) == (attended, finished)


def test_w29_すき間のない2つの休職は1年の休職() -> None:
    both = [*away("育休", "2025-04-01", "2025-09-30"), *away("休職", "2025-10-01", "2026-03-31")]
    assert reason(one(leaves=both), FINISHED) == "休職"
    gap = [*away("育休", "2025-04-01", "2025-09-29"), *away("休職", "2025-10-01", "2026-03-31")]
    assert reason(one(leaves=gap), FINISHED) == IN


LEFT: Row = {"retired_on": "2025-12-31"}
DONE = completed(numbers(1), "2025-06-10")


@pytest.mark.parametrize(
    ("person", "basis", "expected"),
    [
        pytest.param(
            LEFT, "基準日在籍", (0, 0), id="W30 12月に退職 基準日在籍では分子にも分母にもない"
        ),
        pytest.param(LEFT, "年度累計", (1, 1), id="W30 年度累計では両方に入る"),
        pytest.param({"retired_on": "2026-03-31"}, "基準日在籍", (1, 1), id="基準日に退職"),
        pytest.param({"retired_on": "2026-03-30"}, "基準日在籍", (0, 0), id="基準日の前の日に退職"),
        pytest.param({"retired_on": "2025-04-01"}, "年度累計", (1, 1), id="4月1日に退職 年度累計"),
        pytest.param(
            {"retired_on": "2025-03-31"}, "年度累計", (0, 0), id="前年度末に退職 年度累計"
        ),
    ],
)
def test_w30_退職した人と率の基準(person: Row, basis: str, expected: tuple[int, int]) -> None:
    built = one(person, done=DONE, rate_basis=basis)
    for number in (ATTENDED, FINISHED):
        row = rate(built, number)
        assert figures(row)[:2] == expected
        assert row["basis"] == basis


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


def test_w30_年度累計では最後に在籍した日の課で数える() -> None:
    built = tables(
        {"rate_basis": "年度累計"},
        staff=[LEFT],
        sections=[{"section_code": "A"}, {"section_code": "B"}],
        postings=[
            {"section_code": "A", "ended_on": "2025-09-30"},
            {"section_code": "B", "started_on": "2025-10-01"},
        ],
        trainings=[TRAINING],
        sessions=[HELD],
        attendances=DONE,
    )
    assert figures(rate(built, "受講率:研修T01:所属A"))[:2] == (0, 0)
    assert figures(rate(built, "受講率:研修T01:所属B"))[:2] == (1, 1)


@pytest.mark.parametrize(
    ("leave", "counted", "expected"),
    [
        pytest.param(("2025-10-01", None), "×", "派遣", id="基準日に派遣中"),
        pytest.param(("2025-10-01", None), "○", IN, id="派遣を数える設定"),
        pytest.param(("2025-10-01", "2026-03-31"), "×", "派遣", id="基準日が派遣の最後の日"),
        pytest.param(("2025-10-01", "2026-03-30"), "×", IN, id="基準日の前の日に戻った"),
        pytest.param(("2024-04-01", None), "○", IN, id="1年派遣でも数える設定"),
    ],
)
def test_派遣と出向(leave: tuple[str, str | None], counted: str, expected: str) -> None:
    built = one(leaves=away("派遣・出向", *leave), count_seconded=counted)
    assert reason(built, FINISHED) == expected
    assert reason(built, ATTENDED) == expected


@pytest.mark.parametrize(
    ("counted", "expected"),
    [("○", IN), (None, IN), ("×", "集計対象外")],
    ids=["集計対象", "空欄は集計対象", "集計対象外(会計年度任用など)"],
)
def test_集計対象(counted: str | None, expected: str) -> None:
    assert reason(one({"counted": counted}), FINISHED) == expected


@pytest.mark.parametrize(
    ("person", "kind", "expected"),
    [
        pytest.param({**LEFT, "counted": "×"}, "派遣・出向", "在籍なし", id="在籍なしが先"),
        pytest.param({"counted": "×"}, "派遣・出向", "集計対象外", id="次に集計対象外"),
        pytest.param({}, "派遣・出向", "派遣", id="次に派遣"),
        pytest.param({}, "休職", "休職", id="次に休職"),
    ],
)
def test_理由はいくつあっても1つ(person: Row, kind: str, expected: str) -> None:
    built = one(person, leaves=away(kind, "2025-04-01", None))
    assert reason(built, ATTENDED) == expected


def mixed() -> Tables:
    # 42名: 休職2(00001-2) 採用が遅く機会なし2(00003-4) 残り38名のうち19名が修了
    staff = people(42)
    late = [{**row, "hired_on": "2025-12-01"} for row in staff[2:4]]
    return tables(
        staff=[*staff[:2], *late, *staff[4:]],
        personas=[EVERYBODY],
        trainings=[TRAINING],
        sessions=[HELD],
        leaves=[
            {"staff_no": number, "started_on": "2025-01-01", "ended_on": None}
            for number in numbers(2)
        ],
        attendances=completed([*numbers(2), *numbers(19, 5)]),
    )


def test_分母の注は引き算を見せる() -> None:
    row = rate(mixed(), ATTENDED)
    # 42 − 2 − 2 = 38、休職の2名の修了は分子にも入らない
    assert figures(row) == (19, 38, 50.0, "算定")
    assert row["note"] == "分母 38 = 42 − 休職 2 − 機会なし 2"
    assert left_out(mixed(), ATTENDED) == {
        "00001": "休職",
        "00002": "休職",
        "00003": "機会なし",
        "00004": "機会なし",
    }
    finished = rate(mixed(), FINISHED)
    assert finished["note"] == "分母 40 = 42 − 休職 2"


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
