"""だれがだれの申告を確認するか: 長, 代理, 上位の長, 人事指定 (W20, W25).

部 `D` (長 90010) の下に 課 `A` (長 90001, 代理 90002) と 課 `B` (長 90003) がある。職員 00001 は
課A。課Aの係 `A1` の職員は 00002 (係には長がいない)。部の人事指定は 90099。
"""

import datetime as dt

import pytest

from builders import policy, tables
from ledger.judge.confirmation import confirmer_of, confirmers
from ledger.layout.frames import Tables

Row = dict[str, object]

ON = dt.date(2026, 3, 31)
STAFF, IN_UNIT = "00001", "00002"
HEAD, DEPUTY, HEAD_B, CHIEF, BY_HR = "90001", "90002", "90003", "90010", "90099"
HOMES = {STAFF: "A", IN_UNIT: "A1", HEAD: "A", DEPUTY: "A", HEAD_B: "B", CHIEF: "D", BY_HR: "HR"}

SECTIONS: list[Row] = [
    {"section_code": "D", "level": "部"},
    {"section_code": "A", "parent_code": "D"},
    {"section_code": "A1", "parent_code": "A", "level": "係"},
    {"section_code": "B", "parent_code": "D"},
    {"section_code": "HR"},
]


def head(section: str, number: str, kind: str = "長", **more: object) -> Row:
    return {"section_code": section, "staff_no": number, "kind": kind, **more}


HEADS = [
    head("A", HEAD),
    head("A", DEPUTY, "代理"),
    head("B", HEAD_B),
    head("D", CHIEF),
    head("D", BY_HR, "人事指定"),
]


def office(
    heads: list[Row] = HEADS, *, gone: tuple[str, ...] = (), away: tuple[str, ...] = ()
) -> Tables:
    """Make the office; `gone` retired the day before the 基準日, `away` are on leave."""
    retired = dt.date(2026, 3, 30)
    return tables(
        staff=[
            {"staff_no": number, "retired_on": retired if number in gone else None}
            for number in HOMES
        ],
        sections=SECTIONS,
        postings=[{"staff_no": number, "section_code": code} for number, code in HOMES.items()],
        heads=heads,
        leaves=[{"staff_no": n, "started_on": "2026-01-01", "ended_on": None} for n in away],
    )


def asked(built: Tables, staff_no: str, on: dt.date = ON) -> str | None:
    return confirmer_of(policy(built), built, staff_no, on)


@pytest.mark.parametrize(
    ("staff_no", "confirmer"),
    [
        pytest.param(STAFF, HEAD, id="職員は課の長"),
        pytest.param(IN_UNIT, HEAD, id="係に長がなければ課の長"),
        pytest.param(DEPUTY, HEAD, id="代理も長が確認する"),
        pytest.param(HEAD, CHIEF, id="W25 課長の申告は部長(自分の代理ではない)"),
        pytest.param(CHIEF, BY_HR, id="部長の申告は人事指定"),
        pytest.param(HEAD_B, CHIEF, id="課Bの長も部長"),
        pytest.param("99999", None, id="在籍しない人"),
    ],
)
def test_w25_ふつうのときの確認者(staff_no: str, confirmer: str | None) -> None:
    assert asked(office(), staff_no) == confirmer


@pytest.mark.parametrize(
    ("absent", "staff_no", "confirmer"),
    [
        pytest.param((HEAD,), STAFF, DEPUTY, id="W25 長がいなければ代理"),
        pytest.param((HEAD, DEPUTY), STAFF, CHIEF, id="W25 代理もいなければ上位の長"),
        pytest.param((HEAD, DEPUTY, CHIEF), STAFF, BY_HR, id="W25 だれもいなければ人事指定"),
        pytest.param((HEAD, DEPUTY, CHIEF, BY_HR), STAFF, None, id="確認者なし"),
        pytest.param((CHIEF,), HEAD, BY_HR, id="課長の申告 部長もいなければ人事指定"),
        pytest.param((HEAD,), DEPUTY, CHIEF, id="W25 代理の申告を代理自身は確認しない"),
    ],
)
@pytest.mark.parametrize("how", ["退職", "休職"])
def test_w25_確認者がいないとき(
    how: str, absent: tuple[str, ...], staff_no: str, confirmer: str | None
) -> None:
    built = office(gone=absent) if how == "退職" else office(away=absent)
    assert asked(built, staff_no) == confirmer


@pytest.mark.parametrize(
    ("entry", "confirmer"),
    [
        pytest.param({}, HEAD, id="期間の中"),
        pytest.param({"ended_on": "2026-03-31"}, HEAD, id="基準日まで長"),
        pytest.param({"ended_on": "2026-03-30"}, DEPUTY, id="基準日の前の日まで長"),
        pytest.param({"started_on": "2026-03-31"}, HEAD, id="基準日から長"),
        pytest.param(
            {"started_on": "2026-04-01"}, DEPUTY, id="W25 4月1日の人事は基準日には効かない"
        ),
    ],
)
def test_w25_所属長は基準日で見る(entry: dict[str, str], confirmer: str) -> None:
    built = office([head("A", HEAD, **entry), head("A", DEPUTY, "代理"), head("D", CHIEF)])
    assert asked(built, STAFF) == confirmer


def test_w25_4月1日に異動した職員も_基準日の課の長が確認する() -> None:
    moved = office()
    rows: list[Row] = [
        {"staff_no": number, "section_code": code}
        for number, code in HOMES.items()
        if number != STAFF
    ]
    before = {"staff_no": STAFF, "section_code": "A", "ended_on": "2026-03-31"}
    after = {"staff_no": STAFF, "section_code": "B", "started_on": "2026-04-01"}
    built = {**moved, "postings": tables(postings=[*rows, before, after])["postings"]}
    assert asked(built, STAFF, ON) == HEAD
    assert asked(built, STAFF, dt.date(2026, 4, 1)) == HEAD_B


def test_w20_年度の途中で異動した職員は_基準日の主務の長が確認する() -> None:
    built = {
        **office(),
        "postings": tables(
            postings=[
                {"staff_no": HEAD, "section_code": "A"},
                {"staff_no": HEAD_B, "section_code": "B"},
                {"staff_no": STAFF, "section_code": "A", "ended_on": "2025-09-30"},
                {"staff_no": STAFF, "section_code": "B", "started_on": "2025-10-01"},
                {"staff_no": STAFF, "section_code": "A", "kind": "兼務"},
            ]
        )["postings"],
    }
    assert asked(built, STAFF) == HEAD_B


@pytest.mark.parametrize(
    ("heads", "staff_no", "confirmer"),
    [
        pytest.param(
            [head("A", HEAD), head("A", DEPUTY, started_on="2025-10-01")],
            STAFF,
            DEPUTY,
            id="長が2人なら後に始まった人",
        ),
        pytest.param(
            [head("A", BY_HR, "人事指定"), head("D", CHIEF)],
            STAFF,
            CHIEF,
            id="人事指定は上位の長より後",
        ),
        pytest.param(
            [head("A", HEAD_B, "人事指定"), head("D", BY_HR, "人事指定")],
            STAFF,
            HEAD_B,
            id="近い人事指定が先",
        ),
        pytest.param(
            [head("A", HEAD), head("D", HEAD), head("D", BY_HR, "人事指定")],
            HEAD,
            BY_HR,
            id="W25 部長を兼ねる課長も自分では確認しない",
        ),
        pytest.param([head("B", HEAD_B)], STAFF, None, id="ほかの課の長は確認しない"),
        pytest.param(
            [head("A", STAFF, "人事指定"), head("D", CHIEF, "人事指定")],
            STAFF,
            CHIEF,
            id="自分が人事指定でも自分では確認しない",
        ),
    ],
)
def test_だれが先か(heads: list[Row], staff_no: str, confirmer: str | None) -> None:
    assert asked(office(heads), staff_no) == confirmer


def test_統合された課の職員は統合先の長が確認する() -> None:
    built = office()
    merged: list[Row] = [*SECTIONS[:1], {"section_code": "A", "merged_into": "B"}, *SECTIONS[2:]]
    built = {**built, "sections": tables(sections=merged)["sections"]}
    assert asked(built, STAFF) == HEAD_B
    assert asked(built, IN_UNIT) == HEAD_B


def test_w25_だれも自分の申告を確認しない() -> None:
    for absent in ((), (HEAD,), (CHIEF,), (HEAD, DEPUTY, CHIEF), (BY_HR,)):
        built = office(away=absent)
        found = confirmers(policy(built), built, ON)
        assert set(found) == set(HOMES)
        assert all(staff != confirmer for staff, confirmer in found.items())


def test_主務のない人の確認者はいない() -> None:
    built = {
        **office(),
        "postings": tables(postings=[{"staff_no": HEAD, "section_code": "A"}])["postings"],
    }
    assert asked(built, STAFF) is None
