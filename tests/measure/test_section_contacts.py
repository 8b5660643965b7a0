"""相談 and submissions by section: borders of the year, 係 under their 課, unknown codes."""

import datetime as dt
from collections.abc import Mapping, Sequence

import pytest

from builders import policy, tables
from ledger.layout.frames import Tables
from ledger.measure.section_contacts import SectionContacts, section_contacts

DAY = dt.date(2026, 3, 20)
Rows = Sequence[Mapping[str, object]]
SECTIONS: Rows = [
    {"section_code": "B", "section_name": "総務部", "level": "部"},
    {"section_code": "A01", "section_name": "総務課", "parent_code": "B"},
    {"section_code": "A02", "section_name": "福祉課", "parent_code": "B"},
    {"section_code": "K1", "section_name": "庶務係", "level": "係", "parent_code": "A01"},
]


def city(**rows: Rows) -> Tables:
    return tables(None, **{"sections": SECTIONS, "staff": [], **rows})


def found(own: Tables) -> SectionContacts:
    return section_contacts(policy(own), own, DAY)


def talks(*rows: tuple[str, str, str | None]) -> Rows:
    return [
        {"received_on": came, "section_code": code, "closed_on": done, "category": "ツール"}
        for came, code, done in rows
    ]


CASES: Mapping[str, tuple[Rows, list[tuple[str, int, int]]]] = {
    "課ごとに数える": (
        talks(("2025-06-01", "A01", None), ("2025-07-01", "A01", "2025-07-02")),
        [("総務課", 2, 1)],
    ),
    "係の相談は_その課に": (talks(("2025-06-01", "K1", None)), [("総務課", 1, 1)]),
    "部への相談は_部に": (talks(("2025-06-01", "B", None)), [("総務部", 1, 1)]),
    "4月1日の受付は_この年度": (talks(("2025-04-01", "A02", "2025-04-01")), [("福祉課", 1, 0)]),
    "3月31日に受けて閉じた相談は_前の年度": (
        talks(("2025-03-31", "A02", "2025-04-01")),
        [],
    ),
    "前の年度の相談も_開いていれば数える": (
        talks(("2025-03-31", "A02", None)),
        [("福祉課", 0, 1)],
    ),
    "その日に完了すれば_閉じている": (
        talks(("2026-03-19", "A02", "2026-03-20")),
        [("福祉課", 1, 0)],
    ),
    "完了日が明日なら_まだ開いている": (
        talks(("2026-03-19", "A02", "2026-03-21")),
        [("福祉課", 1, 1)],
    ),
    "明日の受付は数えない": (talks(("2026-03-21", "A02", None)), []),
    "組織の順に並べる": (
        talks(("2025-06-01", "A02", None), ("2025-06-01", "A01", None)),
        [("総務課", 1, 1), ("福祉課", 1, 1)],
    ),
    "所属にないコードは_コードのまま最後に": (
        talks(("2025-06-01", "999", None), ("2025-06-01", "A02", None)),
        [("福祉課", 1, 1), ("999", 1, 1)],
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_相談を課ごとに数える(case: str) -> None:
    rows, lines = CASES[case]
    counted = [(one.name, one.received, one.open) for one in found(city(consultations=rows)).lines]
    assert counted == lines


def test_先の日の受付は_数えずに知らせる() -> None:
    assert found(city(consultations=talks(("2026-03-21", "A02", None)))).ahead == 1
    assert found(city(consultations=talks(("2026-03-20", "A02", None)))).ahead == 0


def test_分類ごとの数は_多い順で_空欄は分類なし() -> None:
    rows = [
        *talks(("2025-06-01", "A02", None), ("2025-06-02", "A02", None)),
        {"received_on": "2025-06-01", "section_code": "A02"},
    ]
    assert found(city(consultations=rows)).kinds == (("ツール", 2), ("(分類なし)", 1))


STAFF: Rows = [{"staff_no": "1"}, {"staff_no": "2"}, {"staff_no": "3"}]
POSTED: Rows = [
    {"staff_no": "1", "section_code": "K1"},
    {"staff_no": "2", "section_code": "A01"},
    {"staff_no": "3", "section_code": "A02"},
]
ISSUED: Rows = [{"staff_no": n, "phase": "年度末", "issue_no": n} for n in ("1", "2", "3")]


def submitted(*states: tuple[str, str]) -> Rows:
    return [{"staff_no": number, "phase": "年度末", "state": state} for number, state in states]


def test_配った人のうち_出した人を課ごとに数える() -> None:
    own = city(
        staff=STAFF,
        postings=POSTED,
        issues=ISSUED,
        reports=submitted(("1", "提出"), ("2", "差戻し"), ("3", "未提出")),
    )
    lines = {one.name: (one.submitted, one.issued, one.is_silent) for one in found(own).lines}
    assert lines == {"総務課": (1, 2, False), "福祉課": (0, 1, True)}


def test_相談があれば_声のない課ではない() -> None:
    own = city(
        staff=STAFF,
        postings=POSTED,
        issues=ISSUED,
        consultations=talks(("2025-06-01", "A02", "2025-06-02")),
    )
    assert [one.name for one in found(own).lines if one.is_silent] == ["総務課"]


def test_まだ配っていなければ_声のない課とは言わない() -> None:
    assert not found(city(staff=STAFF, postings=POSTED)).lines
