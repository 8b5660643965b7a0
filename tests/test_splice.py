"""Nothing of HR's is lost when the closed ledger is written: only our own cells change."""

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

import pandas as pd
import pytest
from openxml_audit import FileFormat, OpenXmlValidator

from builders import policy, tables
from hr_ledger import SHEET, enriched, own_cells
from ledger.layout.frames import Tables, cells, frame
from ledger.layout.ledger import BY_KEY
from ledger.model.problems import Refusal
from ledger.present.package import WORKBOOK, Package
from ledger.present.splice import splice
from ledger.read.ledger_book import read_ledger
from office.harness import convert
from untitled import build

Row = dict[str, object]
PEOPLE = ("00001", "00002", "00003")
STAFF = BY_KEY["staff"]


def staff(*numbers: str) -> pd.DataFrame:
    return tables(staff=[{"staff_no": number} for number in numbers])["staff"]


def plain() -> bytes:
    built = tables(staff=[{"staff_no": number} for number in PEOPLE])
    return build(built, policy(built).settings)


@pytest.fixture(scope="module")
def before() -> bytes:
    return enriched(plain(), len(PEOPLE))


@pytest.fixture(scope="module")
def after(before: bytes) -> bytes:
    """A newcomer first, the others in another order, and facts besides."""
    facts = tables(
        attendances=[
            {"staff_no": "00002", "training_code": "T01", "completed_on": "2025-06-10"},
            {"staff_no": "00003", "training_code": "T01", "completed_on": "2025-06-11"},
        ]
    )
    changes = {
        "staff": staff("00009", "00003", "00001", "00002"),
        "attendances": facts["attendances"],
    }
    return splice(before, changes, read(before))


def read(book: bytes) -> Tables:
    return read_ledger(book, "台帳.xlsx").tables


def parts(book: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(book)) as package:
        return {name: package.read(name) for name in package.namelist()}


def ours(book: bytes, *keys: str) -> set[str]:
    package = Package(book)
    found = [package.table_parts[key] for key in keys]
    return {part for sheet, table in found for part in (package.sheet_parts[sheet], table)}


def around(sheet: bytes) -> tuple[bytes, bytes]:
    """Return a sheet without its rows and its dimension: what must never change."""
    head, rest = sheet.split(b"<sheetData", 1)
    return re.sub(rb"<dimension[^>]*>", b"", head), rest.split(b"</sheetData>", 1)[1]


OWN_EXTENSION = r'<c r="I(\d+)"[^>]*><is><r><t>内線</t></r><r><rPr><b/></rPr><t>(\d+)番</t>'
NOTES = {
    "xl/comments1.xml",
    "xl/threadedComments/threadedComment1.xml",
    "xl/drawings/vmlDrawing1.vml",
}
"""Where the note on 00001 stands: its row moves."""
CHAIN = {"xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}


@pytest.mark.parametrize(
    ("part", "mark"),
    [
        pytest.param("xl/worksheets/sheet900.xml", b"x14:sparkline", id="スパークライン"),
        pytest.param("xl/worksheets/sheet900.xml", b"<r><rPr>", id="リッチテキスト"),
        pytest.param("xl/charts/chart900.xml", b"barChart", id="グラフ"),
        pytest.param("xl/drawings/drawing900.xml", b"txBody", id="テキストボックス"),
        pytest.param("xl/comments1.xml", b"comment", id="コメント"),
        pytest.param("xl/threadedComments/threadedComment1.xml", b"personId", id="スレッド"),
        pytest.param("xl/persons/person.xml", b"displayName", id="スレッドの人"),
        pytest.param("customXml/item1.xml", b"kept", id="customXml"),
        pytest.param("xl/calcChain.xml", b'r="C2"', id="計算の順"),
    ],
)
def test_用意した台帳に本当にある(before: bytes, part: str, mark: bytes) -> None:
    assert mark in parts(before)[part]


@pytest.mark.parametrize("mark", [b"x14:dataBar", b"x14:dataValidation ", b"legacyDrawing"])
def test_職員シートに本当にある(before: bytes, mark: bytes) -> None:
    assert mark in parts(before)[Package(before).sheet_parts["職員"]]


def test_私たちのでない部品は1バイトも変わらない(before: bytes, after: bytes) -> None:
    old, new = parts(before), parts(after)
    changed = {name for name in old if old[name] != new.get(name)}
    assert set(new) <= set(old)
    shared = CHAIN | NOTES | {"xl/styles.xml", WORKBOOK}
    assert changed <= ours(before, "staff", "attendances") | shared
    assert ours(before, "staff") <= changed, "職員は書き換わった"
    calculated = re.sub(rb'( fullCalcOnLoad="1")?/?>', b"", new[WORKBOOK])
    assert calculated == re.sub(rb'( fullCalcOnLoad="1")?/?>', b"", old[WORKBOOK])


def test_私たちのシートでも行のほかは変わらない(before: bytes, after: bytes) -> None:
    for sheet in ("職員", "受講"):
        part = Package(before).sheet_parts[sheet]
        assert around(parts(before)[part]) == around(parts(after)[part])


def test_人事の列は職員番号とともに動く(after: bytes) -> None:
    sheet = parts(after)[Package(after).sheet_parts["職員"]].decode()
    ext = dict(re.findall(OWN_EXTENSION, sheet))
    # 1行目は見出し。2行目は新しい人、3行目=00003(前は4行)、4行目=00001(2行)、5行目=00002(3行)
    assert ext == {"3": "4", "4": "2", "5": "3"}


def test_メモは職員番号とともに動く(after: bytes) -> None:
    new = parts(after)
    assert b'<comment ref="B4"' in new["xl/comments1.xml"]
    assert b'<threadedComment ref="B4"' in new["xl/threadedComments/threadedComment1.xml"]
    assert b"<x:Row>3</x:Row>" in new["xl/drawings/vmlDrawing1.vml"]


def test_人事の列の式は動いた先の行を見る(after: bytes) -> None:
    sheet = parts(after)[Package(after).sheet_parts["職員"]].decode()
    found = dict(re.findall(r'<c r="J(\d+)"[^>]*><f>(.*?)</f>', sheet))
    # 式の中の文字列「さんB2」は番地ではない
    assert found == {row: f'B{row}&amp;"さんB2"' for row in ("3", "4", "5")}


def test_動いた式を計算の順に残さない(after: bytes) -> None:
    new = parts(after)
    assert "xl/calcChain.xml" not in new
    assert b"calcChain" not in new["[Content_Types].xml"] + new["xl/_rels/workbook.xml.rels"]


def test_式に触れなければ計算の順は変わらない(before: bytes) -> None:
    changes = {"events": tables(events=[])["events"]}
    new = parts(splice(before, changes, read(before)))
    assert new["xl/calcChain.xml"] == parts(before)["xl/calcChain.xml"]


def test_書いたとおりに読める(after: bytes) -> None:
    written = staff("00009", "00003", "00001", "00002")
    assert cells(STAFF, read(after)["staff"]) == cells(STAFF, written)
    assert read(after)["attendances"]["staff_no"].tolist() == ["00002", "00003"]


def test_表の範囲は行の数と人事の列に合う(after: bytes) -> None:
    table = parts(after)[Package(after).table_parts["staff"][1]]
    assert set(re.findall(rb' ref="([^"]+)"', table)) == {b"A1:J5"}


def test_2回目の同じ書き込みは何も変えない(after: bytes) -> None:
    again = splice(after, {"staff": read(after)["staff"]}, read(after))
    assert parts(again) == parts(after)


def test_減った行は消え_人事のほかの列も残らない(before: bytes) -> None:
    book = splice(before, {"staff": staff("00002")}, read(before))
    sheet = parts(book)[Package(book).sheet_parts["職員"]]
    assert set(re.findall(rb'<c r="[A-Z]+(\d+)"', sheet)) == {b"1", b"2"}
    table = parts(book)[Package(book).table_parts["staff"][1]]
    assert b'ref="A1:J2"' in table


def test_空にしても表は1行残る(before: bytes) -> None:
    book = splice(before, {"staff": frame(STAFF)}, read(before))
    table = parts(book)[Package(book).table_parts["staff"][1]]
    assert b'ref="A1:J2"' in table
    assert read(book)["staff"].empty


@pytest.mark.parametrize("text", ["=1+1", "@x", "<b>&\"'", "_x0041_", "1行目\n2行目", "0123"])
def test_文字は式にならず_そのまま戻る(before: bytes, text: str) -> None:
    written = tables(staff=[{"staff_name": text}])["staff"]
    book = splice(before, {"staff": written}, read(before))
    assert read(book)["staff"]["staff_name"].tolist() == [text]
    sheet = parts(book)[Package(book).sheet_parts["職員"]]
    assert b"<f>" not in sheet.split(b"<sheetData")[1].split(b'<c r="J')[0]


def test_表の下に物があれば書かない(before: bytes) -> None:
    package = Package(before)
    part = package.sheet_parts["職員"]
    below = package.read(part).replace(
        b"</sheetData>", b'<row r="5"><c r="B5"><v>1</v></c></row></sheetData>'
    )
    blocked = package.replaced({part: below})
    with pytest.raises(Refusal) as refused:
        splice(blocked, {"staff": staff("00001", "00002", "00003", "00004")}, read(before))
    assert refused.value.problem.code == "table-blocked"
    assert refused.value.problem.place.cell == "A5"
    splice(blocked, {"staff": staff("00001", "00002", "00003")}, read(before))


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ('name="氏名"', 'name="名前"', "header-missing"),
        ('displayName="staff"', 'displayName="staff2"', "table-missing"),
    ],
)
def test_見出しや表がなければ書かない(before: bytes, old: str, new: str, code: str) -> None:
    package = Package(before)
    part = package.table_parts["staff"][1]
    broken = package.replaced({part: package.read(part).replace(old.encode(), new.encode())})
    with pytest.raises(Refusal) as refused:
        splice(broken, {"staff": staff("00001")}, read(before))
    assert refused.value.problem.code == code


@pytest.mark.parametrize("which", ["before", "after"])
def test_検査に通る(which: str, request: pytest.FixtureRequest, tmp_path: Path) -> None:
    path = tmp_path / "台帳.xlsx"
    path.write_bytes(request.getfixturevalue(which))
    found = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(path)
    assert [str(error) for error in found.errors] == []


@pytest.mark.office
def test_LibreOfficeで開ける(after: bytes, tmp_path: Path) -> None:
    given = tmp_path / "台帳.xlsx"
    given.write_bytes(after)
    number = list(Package(after).sheet_parts).index(SHEET) + 1
    to = f"csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,{number}"
    convert([given], tmp_path / "out", to, tmp_path / "profile")
    (made,) = (tmp_path / "out").iterdir()
    lines = made.read_text("utf-8").splitlines()
    # 2行目は 3 + 5 = 8、3行目は職員の数(書き込みの後は4人)
    assert [line.rstrip(",") for line in lines] == ["部署 要調整", "3,5,8", "4"]


def test_人事の式の見本(before: bytes) -> None:
    sheet = parts(before)[Package(before).sheet_parts["職員"]]
    assert all(own_cells(row) in sheet for row in (1, 2, 3, 4))
