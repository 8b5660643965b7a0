"""だれが在籍し、だれを数え、どの所属で数えるか. 境の日は両側を見る (W26, W28-W30).

R7 (2025-04-01…2026-03-31), 基準日 2026-03-31. 率から除く理由は tests/measure/test_denominators.py.
"""

import datetime as dt

import pytest

from builders import policy, tables
from ledger.judge.population import COUNTS, absent, in_post, main_sections, population_of
from ledger.layout.frames import Tables
from ledger.model.terms import LeaveKind, RateBasis

Row = dict[str, object]
ON = dt.date(2026, 3, 31)
PERSON = "00001"


@pytest.mark.parametrize(
    ("staff", "there"),
    [
        pytest.param({}, True, id="前から在籍"),
        pytest.param({"hired_on": "2026-03-31"}, True, id="基準日に採用"),
        pytest.param({"hired_on": "2026-04-01"}, False, id="次の日に採用"),
        pytest.param({"retired_on": "2026-03-31"}, True, id="基準日に退職"),
        pytest.param({"retired_on": "2026-03-30"}, False, id="前の日に退職"),
        pytest.param({"hired_on": None}, False, id="採用日がない"),
    ],
)
def test_在籍(staff: Row, *, there: bool) -> None:
    assert in_post(tables(staff=[staff], postings=[]), ON) == ({PERSON} if there else set())


@pytest.mark.parametrize(
    ("leave", "away"),
    [
        pytest.param({}, True, id="終わりのない休職"),
        pytest.param({"ended_on": "2026-03-31"}, True, id="基準日まで"),
        pytest.param({"ended_on": "2026-03-30"}, False, id="前の日まで"),
        pytest.param({"started_on": "2026-03-31"}, True, id="基準日から"),
        pytest.param({"started_on": "2026-04-01"}, False, id="次の日から"),
    ],
)
def test_その日の休職(leave: Row, *, away: bool) -> None:
    built = tables(leaves=[{"started_on": "2025-10-01", "ended_on": None, **leave}])
    assert absent(built, ON) == ({PERSON} if away else set())


def test_休職の区分を選べる() -> None:
    built = tables(leaves=[{"kind": "派遣・出向", "started_on": "2025-10-01", "ended_on": None}])
    assert absent(built, ON, [LeaveKind.SECONDED]) == {PERSON}
    assert absent(built, ON, [LeaveKind.LEAVE]) == set()


@pytest.mark.parametrize(
    ("postings", "section"),
    [
        pytest.param([{"section_code": "A"}], "A", id="主務"),
        pytest.param([{"section_code": "A", "kind": "兼務"}], None, id="兼務だけ"),
        pytest.param(
            [{"section_code": "A"}, {"section_code": "B", "kind": "兼務"}],
            "A",
            id="W26 主務で数える",
        ),
        pytest.param(
            [{"section_code": "A"}, {"section_code": "B", "started_on": "2025-10-01"}],
            "B",
            id="主務が2つなら後に始まった方",
        ),
        pytest.param([{"section_code": "A", "ended_on": "2026-03-31"}], "A", id="基準日までの主務"),
        pytest.param([{"section_code": "A", "ended_on": "2026-03-30"}], None, id="前の日まで"),
        pytest.param([{"section_code": "B", "started_on": "2026-04-01"}], None, id="次の日から"),
        pytest.param([{"section_code": "OLD"}], "B", id="統合先の課"),
        pytest.param([{"section_code": "OLDER"}], "B", id="統合先の統合先の課"),
        pytest.param([{"section_code": "ZZ"}], "ZZ", id="所属にないコードはそのまま"),
    ],
)
def test_主務の所属(postings: list[Row], section: str | None) -> None:
    sections: list[Row] = [
        {"section_code": "A"},
        {"section_code": "B"},
        {"section_code": "OLD", "merged_into": "B"},
        {"section_code": "OLDER", "merged_into": "OLD"},
    ]
    built = tables(sections=sections, postings=postings)
    assert main_sections(built, ON) == ({PERSON: section} if section else {})


def looked_at(built: Tables, basis: RateBasis = RateBasis.ON_DATE) -> dict[str, bool]:
    """Return who is looked at in the year, and who of them counts."""
    found = population_of(policy(built), built, ON, basis)
    return dict(zip(found.people, (found.status == COUNTS).tolist(), strict=True))


@pytest.mark.parametrize(
    ("staff", "on_date", "whole_year"),
    [
        pytest.param({}, {PERSON: True}, {PERSON: True}, id="在籍"),
        pytest.param(
            {"retired_on": "2025-12-31"}, {PERSON: False}, {PERSON: True}, id="W30 12月に退職"
        ),
        pytest.param(
            {"retired_on": "2025-04-01"}, {PERSON: False}, {PERSON: True}, id="4月1日に退職"
        ),
        pytest.param({"retired_on": "2025-03-31"}, {}, {}, id="前年度末に退職した人は見ない"),
        pytest.param({"hired_on": "2026-03-31"}, {PERSON: True}, {PERSON: True}, id="基準日に採用"),
        pytest.param({"hired_on": "2026-04-01"}, {}, {}, id="次の日に採用された人は見ない"),
    ],
)
def test_w30_年度に在籍した人(
    staff: Row, on_date: dict[str, bool], whole_year: dict[str, bool]
) -> None:
    built = tables(staff=[staff])
    assert looked_at(built, RateBasis.ON_DATE) == on_date
    assert looked_at(built, RateBasis.WHOLE_YEAR) == whole_year


def test_職員番号が2行あっても1人() -> None:
    built = tables(staff=[{}, {"staff_name": "同じ人"}])
    assert looked_at(built) == {PERSON: True}


@pytest.mark.parametrize(
    ("start", "end", "there"),
    [
        # 在籍 2025-06-01…、休職 2025-08-01…2025-09-30
        pytest.param("2025-05-01", "2025-05-31", False, id="採用の前"),
        pytest.param("2025-05-01", "2025-06-01", True, id="採用の日まで"),
        pytest.param("2025-08-01", "2025-09-30", False, id="休職の間"),
        pytest.param("2025-07-31", "2025-09-30", True, id="休職の前の日から"),
        pytest.param("2025-08-01", "2025-10-01", True, id="休職の次の日まで"),
        pytest.param("2025-08-15", "2025-08-15", False, id="休職のある1日"),
    ],
)
def test_ある期間に1日でも勤務したか(start: str, end: str, *, there: bool) -> None:
    built = tables(
        staff=[{"hired_on": "2025-06-01"}],
        leaves=[
            {"started_on": "2025-08-01", "ended_on": "2025-08-31"},
            {"started_on": "2025-09-01", "ended_on": "2025-09-30"},
        ],
    )
    found = population_of(policy(built), built, ON)
    first, last = (dt.date.fromisoformat(one).toordinal() for one in (start, end))
    assert found.present(first, last).tolist() == [there]


def test_派遣を数える設定では派遣は不在でない() -> None:
    away = [{"kind": "派遣・出向", "started_on": "2025-04-01", "ended_on": None}]
    for counted, expected in (("×", False), ("○", True)):
        built = tables({"count_seconded": counted}, leaves=away)
        assert looked_at(built) == {PERSON: expected}


@pytest.mark.parametrize(
    ("assigned", "holds"),
    [
        pytest.param({}, True, id="付与の期間の中"),
        pytest.param({"started_on": "2026-03-31"}, True, id="基準日から"),
        pytest.param({"started_on": "2026-04-01"}, False, id="次の日から"),
        pytest.param({"ended_on": "2026-03-31"}, True, id="基準日まで"),
        pytest.param({"ended_on": "2026-03-30"}, False, id="前の日まで"),
        pytest.param({"persona_code": "P03"}, False, id="ほかの人材像"),
    ],
)
def test_指名の人材像は付与の期間に持つ(assigned: Row, *, holds: bool) -> None:
    built = tables(
        personas=[{"persona_code": "P01"}, {"persona_code": "P02", "scope": "指名"}],
        assignments=[{"persona_code": "P02", **assigned}],
    )
    found = population_of(policy(built), built, ON)
    assert found.holding("P01").tolist() == [True]
    assert found.holding("P02").tolist() == [holds]
