"""A roster and codes through `load`: who is credited, what waits in 要確認, what the counts say."""

import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from small_office import Office, office_in


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The ledger of the office."""
    return office_in(tmp_path_factory.mktemp("office")).ledger.read_bytes()


@pytest.fixture
def office(whole: bytes, tmp_path: Path) -> Office:
    office = Office(tmp_path)
    office.ledger.write_bytes(whole)
    return office


def load(
    office: Office, table: str, data: bytes, name: str, *options: str, expect: int = 1
) -> dict[str, Any]:
    path = office.folder / name
    path.write_bytes(data)
    return office.run("load", office.ledger, table, path, *options, expect=(expect,))


def credited(office: Office, source: str) -> set[tuple[str, str]]:
    rows = office.table("attendances")
    return {
        (r["staff_no"], str(r["completed_on"])[:10]) for r in rows if r["source_file"] == source
    }


def waiting(office: Office) -> set[tuple[str, str, str]]:
    rows = office.to_look_at()
    return {(r["sheet"] or "", r["cell"] or "", r["code"]) for r in rows if r["origin"] == "取込"}


ROSTER = """DX研修 受講結果(6月分),,,,,,
職員番号,氏名,研修名,修了日,出欠,修了状況,所属
00124,丙川 三郎,BPR実践研修,2025-06-02,出席,修了,総務課
00123,乙山 吉子,BPR実践研修,2025-06-02,出席,修了,総務課
01000,甲野 一,BPR実践研修,2025-06-02,欠席,,総務課
00900,部野 長,BPR実践研修,2025-06-02,出席,追試,総務部
00124,乙山 𠮷子,BPR実践研修,2025-06-03,出席,修了,総務課
00900,町田 長,BPR実践研修,2025-06-04,出席,修了,総務部
2-Jan,丙川 三郎,BPR実践研修,2025-06-05,出席,修了,総務課
00123,乙山 吉子,BPR実践研修,,出席,修了,総務課
01000,甲野 一,BPR実践研修,,出席,修了,総務課
計,9名,,,,,
,,,,,,以上
"""


def test_a_roster_of_an_organiser_credits_only_who_completed(office: Office) -> None:
    """3 of 9 lines: 欠席, 追試, another's name, a day as number, and two without a day are not."""
    answer = load(office, "attendances", ROSTER.encode(), "6月.csv")
    assert answer["rows"] == {
        "read": 9,
        "accepted": 3,
        "superseded": 0,
        "quarantined": 5,
        "left_out": 1,
    }
    assert credited(office, "6月.csv") == {
        ("00124", "2025-06-02"),
        ("00123", "2025-06-02"),
        ("00900", "2025-06-04"),  # 名が同じなので、改姓として数える
    }
    assert waiting(office) == {
        ("", "F6", "result-unknown"),
        ("", "B7", "name-differs"),
        ("", "B8", "name-family-differs"),
        ("", "A9", "code-mangled"),
        ("", "D10", "days-missing"),
    }
    said = {problem["code"]: problem["what"] for problem in answer["found"]}
    assert "欠席・未修了 1 行は数えませんでした" in said["result-negative"]
    assert said["columns-ignored"].endswith("所属")
    assert "2 行" in said["lines-skipped"]


def test_the_same_roster_again_changes_nothing_but_the_run(office: Office) -> None:
    load(office, "attendances", ROSTER.encode(), "6月.csv")
    before, waits = office.table("attendances"), waiting(office)
    answer = load(office, "attendances", ROSTER.encode(), "6月.csv")
    assert answer["rows"]["superseded"] == 3
    assert (office.table("attendances"), waiting(office)) == (before, waits)


def test_a_workbook_for_print_is_read_as_it_is_seen(office: Office) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = "名簿"
    rows: list[list[object]] = [
        ["BPR実践研修 名簿"],
        ["職員番号", "氏名", "研修名", "修了日", "合否"],
        ["00124", "丙川 三郎", "BPR実践研修", "2025-06-02", "合格"],
        ["00123", "乙山 吉子", None, None, "不合格"],
        ["=1+1", "甲野 一", None, None, "合格"],
        ["00900", "部野 長", None, None, "合格"],
        ["計 4名"],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("C3:C6")
    sheet.merge_cells("D3:D6")
    sheet.row_dimensions[6].hidden = True
    target = io.BytesIO()
    book.save(target)
    answer = load(office, "attendances", target.getvalue(), "名簿.xlsx")
    assert credited(office, "名簿.xlsx") == {("00124", "2025-06-02"), ("00900", "2025-06-02")}
    rows_ = answer["rows"]
    assert (rows_["accepted"], rows_["quarantined"], rows_["left_out"]) == (2, 1, 1)
    assert waiting(office) == {("名簿", "A5", "formula-in-input"), ("名簿", "", "rows-hidden")}
    assert "cells-read-down" in {problem["code"] for problem in answer["found"]}


# 表, ファイル, 台帳に立つ所属コード, 知らせ
CODES: list[tuple[str, str, str, list[object], str]] = [
    (
        "所属コードの落ちた0",
        "postings",
        "職員番号,所属コード,主務兼務,開始日\n00124,100,兼務,2025-05-01\n",
        ["0100", "0110"],
        "value-repaired",
    ),
    (
        "日付になった所属コード",
        "postings",
        "職員番号,所属コード,主務兼務,開始日\n00124,2-Jan,兼務,2025-05-01\n",
        ["0110"],
        "code-mangled",
    ),
    (
        "指数になった職員番号",
        "postings",
        "職員番号,所属コード,主務兼務,開始日\n1.24E+02,0100,兼務,2025-05-01\n",
        ["0110"],
        "code-mangled",
    ),
    (
        "見えない文字",
        "postings",
        "職員番号,所属コード,主務兼務,開始日\n00124,\u200b0100\xad,兼務,2025-05-01\n",
        ["0100", "0110"],
        "value-repaired",
    ),
]


@pytest.mark.parametrize(
    ("table", "text", "sections", "code"),
    [case[1:] for case in CODES],
    ids=[case[0] for case in CODES],
)
def test_a_code_is_restored_or_the_row_is_set_aside(
    office: Office, table: str, text: str, sections: list[object], code: str
) -> None:
    spoilt = code == "code-mangled"
    answer = load(office, table, text.encode(), "異動.csv", expect=1 if spoilt else 0)
    assert code in {problem["code"] for problem in answer["found"]}
    rows = [r["section_code"] for r in office.table(table) if r["staff_no"] == "00124"]
    assert sorted(map(str, rows)) == sections
    assert answer["rows"]["quarantined"] == spoilt


def test_a_code_that_a_system_marks_as_text_is_that_code(office: Office) -> None:
    text = '職員番号,所属コード,主務兼務,開始日\n"=""00124""",="0100",兼務,2025-05-01\n'
    answer = load(office, "postings", text.encode(), "異動.csv", expect=0)
    rows = [r["section_code"] for r in office.table("postings") if r["staff_no"] == "00124"]
    assert sorted(map(str, rows)) == ["0100", "0110"]
    assert "value-repaired" not in {problem["code"] for problem in answer["found"]}


def test_zeros_that_may_be_several_codes_set_the_row_aside(office: Office) -> None:
    text = "所属コード,所属名,階層\n0030,市民課,課\n00030,税務課,課\n"
    load(office, "sections", text.encode(), "所属.csv", expect=0)
    text = "職員番号,所属コード,主務兼務,開始日\n00124,30,兼務,2025-05-01\n"
    answer = load(office, "postings", text.encode(), "異動.csv")
    assert answer["rows"]["quarantined"] == 1
    (said,) = [p for p in answer["found"] if p["code"] == "code-ambiguous"]
    assert "00030・0030" in said["what"]


def test_a_master_that_lost_its_zeros_is_the_same_section(office: Office) -> None:
    text = "所属コード,所属名,上位所属コード,階層\n110,総務課(改称),100,課\n"
    load(office, "sections", text.encode(), "所属.csv", expect=0)
    names = {row["section_code"]: row["section_name"] for row in office.table("sections")}
    assert names == {"0100": "総務部", "0110": "総務課(改称)"}


def test_a_lost_character_in_a_name_is_told(office: Office) -> None:
    text = "職員番号,氏名,採用日\n00301,?田 健,2020-04-01\n00302,山田 太郎,2020-04-01\n"
    answer = load(office, "staff", text.encode("cp932"), "職員.csv")
    told = [(p["cell"], p["what"]) for p in answer["found"] if p["code"] == "character-lost"]
    assert [cell for cell, _ in told] == ["B2"]
    assert "?田 健" in told[0][1]
