"""部 and 課 in one column: 上位所属 out of the text, where its parts are clear, else a notice."""

from pathlib import Path
from typing import Any

import pytest

from importing import new_office, put
from ledger.judge.importing.section_paths import parts_of
from ledger.judge.importing.without_upper import without_upper
from small_office import Office

PARTS = {
    "続けて書いた部と課": ("総務部総務課", ("総務部", "総務課")),
    "空白で分けた部と課": ("総務部 総務課", ("総務部", "総務課")),
    "全角の空白": ("総務部　総務課", ("総務部", "総務課")),
    "斜線": ("総務部/総務課", ("総務部", "総務課")),
    "部と課と係": ("総務部総務課庶務係", ("総務部", "総務課", "庶務係")),
    "空白と続け書き": ("総務部 総務課庶務担当", ("総務部", "総務課", "庶務担当")),
    "局と室": ("議会事務局議事室", ("議会事務局", "議事室")),
    "課と係": ("税務課/賦課係", ("税務課", "賦課係")),
    "消防本部": ("消防本部総務課", ("消防本部", "総務課")),
    # 分けないもの
    "課だけ": ("総務課", ("総務課",)),
    "外部は部でない": ("外部連携課", ("外部連携課",)),
    "東部は部でない": ("東部出張所", ("東部出張所",)),
    "下から上へは読まない": ("総務課 総務部", ("総務課 総務部",)),
    "同じ階層は分けない": ("保健所/総務課", ("保健所/総務課",)),
    "部分に階層がない": ("農林・水産課", ("農林・水産課",)),
    "台帳にその名の所属がある": ("市民部窓口課", ("市民部窓口課",)),
}


@pytest.mark.parametrize("case", PARTS)
def test_所属の文の分け方(case: str) -> None:
    text, expected = PARTS[case]
    assert parts_of(text, {"市民部窓口課"}.__contains__, set().__contains__) == expected


def test_単独でも出てくる名なら_迷う名でも分ける() -> None:
    assert parts_of("東部地域課", set().__contains__, {"東部"}.__contains__) == ("東部", "地域課")


HEAD = "職員番号,漢字氏名,{own},採用年月日"
PEOPLE = ("000101,山田 太郎", "000102,佐藤 花子", "000103,鈴木 一郎")


def load(office: Office, header: str, *sections: str) -> dict[str, Any]:
    """Load an export twice: its proposal, then itself."""
    people = [f"{person},{own},2020/04/01" for person, own in zip(PEOPLE, sections, strict=False)]
    path = put(office, "人事情報.csv", "\n".join((HEAD.format(own=header), *people, "")))
    office.run("load", office.ledger, path, expect=(0, 1))
    return office.run("load", office.ledger, path, expect=(0,))


def tree(office: Office) -> dict[str, str | None]:
    """Return the name of the section above, by name."""
    rows = office.table("sections")
    names = {row["section_code"]: row["section_name"] for row in rows}
    return {row["section_name"]: names.get(row["parent_code"]) for row in rows}


def where(office: Office) -> list[str]:
    names = {row["section_code"]: row["section_name"] for row in office.table("sections")}
    return [names[row["section_code"]] for row in office.table("postings")]


FILES = {
    "名前だけ": (
        "所属名称",
        ("総務部総務課", "総務部 税務課", "市民部/市民課窓口係"),
        ["総務課", "税務課", "窓口係"],
    ),
    "コードと名前": (
        "所属コード,所属名称",
        ("0110,総務部総務課", "0120,総務部 税務課", "0211,市民部/市民課窓口係"),
        ["総務課", "税務課", "窓口係"],
    ),
    "コードと名前が1つのセル": (
        "所属",
        ("0110 総務部総務課", "0120 総務部税務課", "0211 市民部市民課窓口係"),
        ["総務課", "税務課", "窓口係"],
    ),
}


@pytest.mark.parametrize("case", FILES)
def test_部と課が1つのセルにあれば_上位所属まで入る(tmp_path: Path, case: str) -> None:
    office = new_office(tmp_path)
    header, sections, own = FILES[case]
    answer = load(office, header, *sections)
    above = {
        "総務部": None,
        "総務課": "総務部",
        "税務課": "総務部",
        "市民部": None,
        "市民課": "市民部",
        "窓口係": "市民課",
    }
    assert tree(office) == above
    assert where(office) == own
    assert any("総務課(課、上位所属 " in line for line in answer["summary"])
    assert "section-no-upper" not in {p["code"] for p in answer["found"]}
    again = office.run("load", office.ledger, tmp_path / "人事情報.csv", expect=(0,))
    assert (again["rows"]["superseded"], len(tree(office))) == (3, 6)


def test_所属履歴だけの一覧でも_部と課を分ける(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    load(office, "所属名称", "総務部総務課")
    path = put(office, "異動.csv", "職員番号,所属名\n000101,市民部市民課窓口係\n")
    office.run("load", office.ledger, "所属履歴", path, "--on", "2026-10-01", expect=(0,))
    assert tree(office) == {
        "総務部": None,
        "総務課": "総務部",
        "市民部": None,
        "市民課": "市民部",
        "窓口係": "市民課",
    }
    now = [row for row in office.table("postings") if not row["ended_on"]]
    names = {row["section_code"]: row["section_name"] for row in office.table("sections")}
    assert [names[row["section_code"]] for row in now] == ["窓口係"]


def test_文から分からない上位所属は_名を挙げて何を入れるかを言う(tmp_path: Path) -> None:
    office = new_office(tmp_path)
    answer = load(office, "所属コード,所属名称", "0100,総務部", "0110,総務課", "0130,外部連携課")
    (told,) = [p for p in answer["found"] if p["code"] == "section-no-upper"]
    assert ("0110 総務課" in told["what"], "0130 外部連携課" in told["what"]) == (True, True)
    assert "0100 総務部" not in told["what"]
    assert "上位所属コード" in told["remedy"]


def row(code: str, level: str, above: str | None = None, into: str | None = None) -> dict[str, Any]:
    return {"section_code": code, "level": level, "parent_code": above, "merged_into": into}


UPPER: dict[str, tuple[list[dict[str, Any]], list[str]]] = {
    "部のある町の課": ([row("A", "部"), row("B", "課")], ["B"]),
    "部のない町の課には、上がない": ([row("B", "課")], []),
    "上のある課": ([row("A", "部"), row("B", "課", "A")], []),
    "課のある町の係": ([row("B", "課"), row("C", "係")], ["C"]),
    "統合された課": ([row("A", "部"), row("B", "課", None, "A")], []),
}


@pytest.mark.parametrize("case", UPPER)
def test_上位所属が要る所属(case: str) -> None:
    rows, expected = UPPER[case]
    assert [one["section_code"] for one in without_upper(rows)] == expected
