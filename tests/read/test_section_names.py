"""Sections by the names and codes that lists give them."""

import pytest

from ledger.layout.columns import Cell
from ledger.read.section_names import SectionNames, level_of


def section(code: str, name: str) -> dict[str, Cell]:
    return {"section_code": code, "section_name": name, "parent_code": None}


SECTIONS = [
    section("0100", "総務部"),
    section("0110", "総務課"),
    section("0111", "庶務係"),
    section("0211", "庶務係"),
    section("S007", "秘書室"),
]

NAMED: dict[str, tuple[dict[str, Cell], str | None, str]] = {
    "名前で見分ける": ({"section_name": "総務課"}, "0110", ""),
    "空白は数えない": ({"section_name": " 総務　課"}, "0110", ""),
    "同じ名前が2つあれば決めない": ({"section_name": "庶務係"}, None, "name-ambiguous"),
    "コードがあれば名前を見ない": (
        {"section_code": "0111", "section_name": "総務課"},
        "0111",
        "",
    ),
    "だれのものでもないコードはそのまま": ({"section_code": "999"}, "999", ""),
    "新しい名前には次の番号が付く": ({"section_name": "情報政策課"}, "S008", ""),
    "終わりから階層が分からない名前は決めない": (
        {"section_name": "企画センター"},
        None,
        "section-level-unknown",
    ),
    "階層があれば、どんな名前でも作る": (
        {"section_name": "企画センター", "level": "課"},
        "S008",
        "",
    ),
    "コードも名前もない": ({}, None, ""),
}


@pytest.mark.parametrize(("row", "code", "finding"), NAMED.values(), ids=NAMED)
def test_所属のコードと名前(row: dict[str, Cell], code: str | None, finding: str) -> None:
    named = SectionNames(SECTIONS).named(row)
    assert named.values.get("section_code") == code
    assert (named.finding.code if named.finding else "") == finding
    assert (named.new is not None) == (code == "S008")


def test_同じ新しい名前には同じ番号が付く() -> None:
    names = SectionNames(SECTIONS)
    codes = [names.named({"section_name": n}).values["section_code"] for n in ("税務課", "税務 課")]
    assert codes == ["S008", "S008"]


@pytest.mark.parametrize(
    ("name", "level"),
    [
        *(("総務部", "部"), ("会計局", "部"), ("税務課", "課"), ("秘書室", "課"), ("北支所", "課")),
        *(("庶務係", "係"), ("広報担当", "係"), ("第1班", "係"), ("部長会", None), ("課", "課")),
        ("", None),
    ],
)
def test_階層は名前の終わりで決まる(name: str, level: str | None) -> None:
    assert level_of(name) == level
