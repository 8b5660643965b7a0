"""Files of lists as systems, Excel and people save them, and files that are no lists."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from ledger.model.problems import Place, Problem
from ledger.read.csv_dialect import csv_rows
from ledger.read.guard.gate import inspect
from small_office import Office, office_in

HEADERS = ("職員番号", "区分", "開始日", "終了日")
ROWS = (("00124", "育休", "2025-05-01", "2025-06-30"), ("00900", "休職", "2025-07-01", ""))


def parted(mark: str, *, end: str = "\r\n", tail: str = "", rows: Sequence[Any] = ROWS) -> str:
    return "".join(mark.join(row) + tail + end for row in (HEADERS, *rows))


QUOTED = [tuple(f'"{cell}"' for cell in row) for row in (HEADERS, *ROWS)]
AS_TEXT = [tuple(f'="{cell}"' for cell in row) for row in ROWS]

WAYS: dict[str, bytes] = {
    "UTF-8": parted(",").encode(),
    "BOM付きUTF-8": parted(",").encode("utf-8-sig"),
    "CP932": parted(",").encode("cp932"),
    "UTF-16、下位が先": parted(",").encode("utf-16"),
    "UTF-16、上位が先": b"\xfe\xff" + parted("\t").encode("utf-16-be"),
    "UTF-16、BOMなし": parted("\t").encode("utf-16-le"),
    "タブ区切り": parted("\t").encode(),
    "CP932のタブ区切り": parted("\t").encode("cp932"),
    "セミコロン区切り": parted(";").encode(),
    "CP932のセミコロン区切り": parted(";").encode("cp932"),
    "sep=;の行": ("sep=;\r\n" + parted(";")).encode("utf-8-sig"),
    "sep=,の行": ("sep=,\r\n" + parted(",")).encode(),
    "sep=タブの行": ("SEP=\t\r\n" + parted("\t")).encode("utf-16"),
    "引用符で囲んだsep=の行": ('"sep=;"\n' + parted(";")).encode("cp932"),
    "すべて引用符": "\n".join(",".join(row) for row in QUOTED).encode(),
    '="…"で守った値': parted(",", rows=AS_TEXT).encode(),
    "LFだけ": parted(",", end="\n").encode(),
    "CRだけ": parted(",", end="\r").encode(),
    "改行が混ざる": (
        ",".join(HEADERS) + "\n" + ",".join(ROWS[0]) + "\r" + ",".join(ROWS[1])
    ).encode(),
    "行末に余る区切り": parted(",", tail=",").encode(),
    "見出しにだけ余る区切り": (
        ",".join(HEADERS) + ",,\n" + parted(",").split("\r\n", 1)[1]
    ).encode(),
    "空行と表題": ("休職者一覧\n\n" + parted(",", end="\n\n")).encode(),
    "終わりに0x1A": (parted(",") + "\x1a").encode("cp932"),
}


def load(
    office: Office, data: bytes, name: str, expect: tuple[int, ...] = (0, 1)
) -> dict[str, Any]:
    path = office.folder / name
    path.write_bytes(data)
    return office.run("load", office.ledger, "leaves", path, "--replace", expect=expect)


def leaves(office: Office) -> list[tuple[str, str, str, str]]:
    return [
        (r["staff_no"], r["kind"], *(str(r[k] or "")[:10] for k in ("started_on", "ended_on")))
        for r in office.table("leaves")
    ]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return office_in(tmp_path_factory.mktemp("formats"))


@pytest.mark.parametrize("way", WAYS)
def test_the_same_list_in_every_way_of_writing(way: str) -> None:
    rows = csv_rows(WAYS[way], Place(file="休職.csv"))
    assert not isinstance(rows, Problem)
    filled = [tuple(cell for cell in row[:4]) for row in rows if sum(map(bool, row)) > 1]
    assert filled == [HEADERS, *ROWS]


THROUGH_LOAD = [
    "CP932",
    "UTF-16、上位が先",
    "セミコロン区切り",
    "sep=;の行",
    "行末に余る区切り",
    "CRだけ",
]


@pytest.mark.parametrize("way", [*THROUGH_LOAD, "見出しにだけ余る区切り", '="…"で守った値'])
def test_load_takes_the_list_in_every_way_of_writing(office: Office, way: str) -> None:
    answer = load(office, WAYS[way], "休職.csv", expect=(0,))
    assert (answer["rows"]["read"], answer["problems"]["error"]) == (2, 0)
    assert leaves(office) == list(ROWS)


WITHIN: list[tuple[str, str, list[str]]] = [
    ("引用符の中の改行", 'a,b\n1,"x\ny"\n', ["a|b", "1|x\ny"]),
    ("引用符の中の区切りと引用符", 'a,b\n1,"x,""y"""\n', ["a|b", '1|x,"y"']),
    ("タブ区切りの中のカンマ", "a\tb\n1\t1,200\n2\t2,300\n", ["a|b", "1|1,200", "2|2,300"]),
    ("カンマ区切りの中のセミコロン", "a,b\n1,x;y\n2,z;w\n", ["a|b", "1|x;y", "2|z;w"]),
    ("セミコロン区切りの中のカンマ", "a;b\n1;x,y\n2;z,w\n", ["a|b", "1|x,y", "2|z,w"]),
    ("1列だけ", "a\n1\n2\n", ["a", "1", "2"]),
    ("値の中の引用符", 'a,b\n1,3"の管\n', ["a|b", '1|3"の管']),
    ("値の中の数式らしい文字", "a,b\n1,=1+1\n", ["a|b", "1|=1+1"]),
]


@pytest.mark.parametrize(("text", "rows"), [pytest.param(*c[1:], id=c[0]) for c in WITHIN])
def test_what_stands_within_a_cell_stays_there(text: str, rows: list[str]) -> None:
    found = csv_rows(text.encode(), Place(file="a.csv"))
    assert not isinstance(found, Problem)
    assert ["|".join(row) for row in found] == rows


def lines(widths: Sequence[int]) -> bytes:
    return "\n".join(
        ",".join("値" * min(1, width) for _ in range(width)) for width in widths
    ).encode()


BLOCKS: list[tuple[str, list[int], set[int]]] = [
    ("Excelが16行ずつ行末の空欄を省いたもの", [4] * 16 + [3] * 16 + [4] * 16, {4}),
    ("終わりの4行だけのまとまり", [4] * 16 + [3] * 4, {4}),
    ("終わりの3行だけでは決められない", [4] * 16 + [3] * 3, {3, 4}),
    ("まとまりの中の1行だけ短い", [4] * 16 + [4] * 9 + [3] + [4] * 6, {3, 4}),
    ("まとまりからずれた短い行", [4] * 10 + [3] * 16 + [4] * 22, {3, 4}),
]


@pytest.mark.parametrize(("widths", "read"), [pytest.param(*c[1:], id=c[0]) for c in BLOCKS])
def test_blank_ends_of_whole_blocks_are_given_back(widths: list[int], read: set[int]) -> None:
    rows = csv_rows(lines(widths), Place(file="a.csv"))
    assert not isinstance(rows, Problem)
    assert {len(row) for row in rows} == read


def archive(*parts: tuple[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as made:
        for name, data in parts:
            made.writestr(name, data)
    return target.getvalue()


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + stream.encode("utf-16-le")


TABLE = "<table><tr><td>職員番号</td></tr></table>"
SHEET_XML = (
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
)
TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
OPEN_SHEET = b"application/vnd.oasis.opendocument.spreadsheet"
WORD = archive(("[Content_Types].xml", TYPES), ("word/document.xml", b"x"))
OTHERS: list[tuple[str, bytes, str, str]] = [
    ("HTMLの.xls", f"<html><body>{TABLE}".encode("cp932"), "HTML", "Excelで開"),
    ("文書宣言のあるHTML", f"\ufeff<!DOCTYPE HTML>\n{TABLE}".encode(), "HTML", "Excelで開"),
    ("表だけのHTML", f"\r\n {TABLE}".encode("utf-16"), "HTML", "Excelで開"),
    ("Webアーカイブ", b"MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML", "Excel"),
    ("XMLスプレッドシート", SHEET_XML.encode(), "XMLスプレッドシート", "Excelで開"),
    ("ほかのXML", b"<?xml version='1.0'?><staff><no>1</no></staff>", "XML", "Excelで開"),
    ("古い.xls", ole("Workbook"), "古い形式", "Excelブック(.xlsx)"),
    ("古いWord", ole("WordDocument"), "Word", "Wordで開"),
    ("メール", ole("__properties_version1.0"), "メール", "添付"),
    (".ods", archive(("mimetype", OPEN_SHEET)), "ods", "Excel"),
    ("Numbers", archive(("Index/Document.iwa", b"x")), "Numbers", "書き出"),
    ("Word", WORD, "Word", "Wordで開"),
    ("zip", archive(("休職.csv", parted(",").encode())), "圧縮フォルダー", "すべて展開"),
    ("PDF", b"%PDF-1.7\n", "PDF", "もらって"),
    ("画像", b"\x89PNG\r\n\x1a\n\0", "画像", "Excelブック"),
    ("JSON", '[{"職員番号":"00124"}]'.encode(), "JSON", "CSV"),
    ("LZH", b"\x20\x30-lh5-abc", "圧縮ファイル", "圧縮を解"),
    ("ショートカット", b"L\0\0\0\x01\x14\x02\0" + bytes(60), "ショートカット", "元のファイル"),
]


@pytest.mark.parametrize(("data", "kind", "way"), [pytest.param(*c[1:], id=c[0]) for c in OTHERS])
def test_another_kind_of_file_is_called_what_it_is(
    office: Office, data: bytes, kind: str, way: str
) -> None:
    before = office.ledger.read_bytes()
    answer = load(office, data, "休職.xls", expect=(2,))
    problem = answer["refused"]
    assert kind in problem["what"]
    assert way in problem["remedy"]
    assert office.ledger.read_bytes() == before


BROKEN: list[tuple[str, bytes, str]] = [
    ("NULのあるCSV", parted(",").encode().replace(b"00900", b"00900\0"), "csv-nul"),
    ("終わりがNULで埋まったCSV", parted(",").encode("cp932") + bytes(100), "csv-nul"),
    ("閉じない引用符", (parted(",") + '"00124,育休').encode(), "csv-broken"),
    ("EUC-JP", parted(",").encode("euc_jp"), "encoding-unknown"),
    ("JIS", parted(",").encode("iso2022_jp"), "encoding-unknown"),
    ("途中で切れたUTF-16", parted(",").encode("utf-16")[:-1], "encoding-unknown"),
]


@pytest.mark.parametrize(("data", "code"), [pytest.param(*c[1:], id=c[0]) for c in BROKEN])
def test_what_cannot_be_read_for_sure_is_refused(office: Office, data: bytes, code: str) -> None:
    answer = load(office, data, "休職.csv", expect=(2,))
    assert answer["refused"]["code"] == code


@pytest.mark.parametrize(("data", "kind", "way"), [pytest.param(*c[1:], id=c[0]) for c in OTHERS])
def test_a_form_that_is_something_else_is_called_what_it_is(
    data: bytes, kind: str, way: str
) -> None:
    _, (problem,) = inspect(data, "申告書.xls")
    assert problem.code == ("old-format" if kind == "古い形式" else "not-xlsx")
    assert (kind in problem.what, way in problem.remedy) == (True, True)


def test_the_same_list_as_a_workbook_is_read_like_the_csv(office: Office) -> None:
    """Real days and text codes, under a title row."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["休職者一覧"])
    sheet.append(list(HEADERS))
    for number, kind, start, end in ROWS:
        days = [dt.date.fromisoformat(day) if day else None for day in (start, end)]
        sheet.append([number, kind, *days])
    target = io.BytesIO()
    book.save(target)
    answer = load(office, target.getvalue(), "休職.xlsx", expect=(0,))
    assert (answer["rows"]["read"], leaves(office)) == (2, list(ROWS))


def test_a_workbook_named_csv_is_read_as_a_workbook(tmp_path: Path) -> None:
    """The bytes decide, also for a roster whose ending is wrong."""
    office = office_in(tmp_path)
    book = openpyxl.Workbook()
    book.worksheets[0].append(["職員番号", "研修名", "修了日"])
    book.worksheets[0].append(["00124", "BPR実践研修", "2025-06-02"])
    book.save(tmp_path / "名簿.csv")
    answer = office.run("load", office.ledger, "attendances", tmp_path / "名簿.csv", expect=(0,))
    assert answer["rows"]["accepted"] == 1
