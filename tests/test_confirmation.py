"""だれがだれの申告を確認するか: だれも自分では確認しない。例は `rulebook/確認者.csv`.

部 `D` (長 90010) の下に 課 `A` (長 90001, 代理 90002) と 課 `B` (長 90003) がある。職員 00001 は
課A。課Aの係 `A1` の職員は 00002 (係には長がいない)。部の人事指定は 90099。
"""

import datetime as dt

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
