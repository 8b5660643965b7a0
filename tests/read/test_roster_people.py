"""A number in a list is held against the name beside it: a slip credits nobody else."""

import pytest

import builders
from ledger.layout.policy import policy_of
from ledger.read.rosters.roster import ReadRoster, read_roster

STAFF = [
    {"staff_no": "00101", "staff_name": "西村 浩", "kana": "ニシムラ ヒロシ"},
    {"staff_no": "00113", "staff_name": "松田 誠", "kana": "マツダ マコト"},
    {"staff_no": "00120", "staff_name": "髙橋 惠"},
    {"staff_no": "00121", "staff_name": "佐藤花子", "kana": "サトウ ハナコ"},
    {"staff_no": "00130", "staff_name": "山本 浩", "kana": "ヤマモト ヒロシ"},
]
TABLES = builders.tables(
    staff=STAFF, trainings=[{"training_code": "T01", "training_name": "DX研修"}]
)
POLICY, _ = policy_of(TABLES)


def read(headers: str, cells: str) -> ReadRoster:
    text = f"研修名,修了日,{headers}\nDX研修,2025-07-01,{cells}\n"
    return read_roster(POLICY, TABLES, text.encode(), "名簿.csv")


# 見出し, 値, 数える職員, 知らせのコードとセル
CASES: list[tuple[str, str, str, str, tuple[tuple[str, str], ...]]] = [
    ("番号も氏名も合う", "職員番号,氏名", "00101,西村 浩", "00101", ()),
    ("氏名の列がない", "職員番号", "00101", "00101", ()),
    ("氏名が空", "職員番号,氏名", "00101,", "00101", ()),
    ("打ち間違えた番号", "職員番号,氏名", "00113,西村 浩", "", (("name-differs", "D2"),)),
    ("同じ姓の別人", "職員番号,氏名", "00101,西村 誠", "", (("name-differs", "D2"),)),
    ("改姓", "職員番号,氏名", "00101,東 浩", "00101", (("name-family-differs", "D2"),)),
    ("異体字", "職員番号,受講者名", "00120,高橋恵", "00120", ()),
    ("空白のない職員", "職員番号,氏名", "00121,田中花子", "", (("name-differs", "D2"),)),
    ("フリガナが合う", "職員番号,フリガナ", "00101,ﾆｼﾑﾗ ﾋﾛｼ", "00101", ()),
    ("フリガナの名が違う", "職員番号,カナ", "00101,ニシムラ コウ", "", (("name-differs", "D2"),)),
    ("フリガナのない職員", "職員番号,カナ", "00120,タカハシ メグミ", "00120", ()),
    ("氏名の欄にかな", "職員番号,氏名", "00101,にしむら ひろし", "00101", ()),
    ("氏名の欄に別人のかな", "職員番号,氏名", "00101,マツダ マコト", "", (("name-differs", "D2"),)),
    ("姓と名の2列", "職員番号,姓,名", "00101,西村,浩", "00101", ()),
    ("姓と名の2列の別人", "職員番号,姓,名", "00101,松田,誠", "", (("name-differs", "E2"),)),
    (
        "0の落ちた番号と別人の名",
        "職員番号,氏名",
        "113,西村 浩",
        "",
        (("staff-normalised", "C2"), ("name-differs", "D2")),
    ),
    (
        "CP932で失われた字",
        "職員番号,氏名",
        "00120,?橋 恵",
        "00120",
        (("character-lost", "D2"), ("name-family-differs", "D2")),
    ),
]


@pytest.mark.parametrize(
    ("headers", "cells", "credited", "told"),
    [case[1:] for case in CASES],
    ids=[case[0] for case in CASES],
)
def test_the_person_of_the_number_must_have_the_name(
    headers: str, cells: str, credited: str, told: tuple[tuple[str, str], ...]
) -> None:
    found = read(headers, cells)
    assert found.rows["staff_no"].to_list() == ([credited] if credited else [])
    said = [(p.code, p.place.cell) for p in found.problems if p.code != "header-synonym"]
    assert said == list(told)
    assert found.counts.quarantined == (not credited)


def test_the_message_names_both() -> None:
    (said,) = read("職員番号,氏名", "00113,西村 浩").problems
    assert all(word in said.what for word in ("00113", "松田 誠", "西村 浩"))


def test_a_changed_family_name_that_somebody_else_has_is_pointed_at() -> None:
    """山本 浩 is 00130; under 00101 it may be a slip."""
    (said,) = read("職員番号,氏名", "00101,山本 浩").problems
    assert said.code == "name-family-differs"
    assert "00130" in said.remedy
