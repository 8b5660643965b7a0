"""The gate: what two readers would read in two ways is refused, or read as Excel reads it.

Each case has its other side: the ordinary file next to it that passes. Where a file passes, the
reader of the cells (calamine) and openpyxl must see the same in it.
"""

import io
import struct
import zipfile
from collections.abc import Mapping
from typing import IO, cast

import pytest
from python_calamine import load_workbook

from both_readers import AGREED, fate
from ledger.read.guard.gate import GatedPackage, inspect
from ledger.read.self_reports.report import Unreadable, read_self_report
from test_guard import BOOK, PARTS, REL, ROW, SHEET, STRINGS, TYPES, packed, relations, sheet

RELS = "xl/_rels/workbook.xml.rels"
Changes = Mapping[str, str | bytes | None]


ROOT = {"_rels/.rels": relations(("officeDocument", "xl/workbook.xml"))}
"""How calamine knows a workbook."""


def cells(rows: str, before: str = "", after: str = "") -> Changes:
    """Return the book with these rows."""
    whole = sheet(rows, after).replace("<sheetData>", f"{before}<sheetData>")
    return {SHEET: whole}


def answer(data: bytes) -> tuple[str, str]:
    """Return the code and the cell that a file is refused with, blank if it passes."""
    package, problems = inspect(data, "申告.xlsx")
    assert (package is None) == (len(problems) == 1)
    assert fate(data) in AGREED
    return (problems[0].code, problems[0].place.cell) if problems else ("", "")


def passed(changes: Changes) -> GatedPackage:
    """Return what the gate found in a book that passes."""
    package, problems = inspect(packed(changes), "申告.xlsx")
    assert package is not None, problems
    return package


def seen_by_calamine(data: bytes) -> dict[str, object]:
    """Return the cells of the first sheet by address (errors are blank)."""
    rows = load_workbook(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    return {
        f"{chr(65 + column)}{number}": value
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row)
        if value not in {"", None}
    }


WHOLE = packed()


def counted(data: bytes, more: int) -> bytes:
    """Return a file whose directory says it has more parts than it has."""
    at = data.rindex(b"PK\5\6")
    here, total = struct.unpack_from("<HH", data, at + 8)
    return data[: at + 8] + struct.pack("<HH", here + more, total + more) + data[at + 12 :]


def with_comment(text: bytes) -> bytes:
    """Return the book with a comment of the archive."""
    out = io.BytesIO(WHOLE)
    with zipfile.ZipFile(out, "a") as archive:
        archive.comment = text
    return out.getvalue()


def added_to() -> bytes:
    """Return the book to which one more part was added behind its old directory."""
    out = io.BytesIO()
    out.write(WHOLE)
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/a.xml", "<x/>")
    return out.getvalue()


def streamed() -> bytes:
    """Return the book as a program writes it that cannot go back: sizes stand behind the parts."""
    out = io.BytesIO()

    class Pipe:
        """Takes what comes, and never goes back."""

        def write(self, data: bytes) -> int:
            return out.write(data)

        def flush(self) -> None:
            """Nothing waits."""

    with zipfile.ZipFile(cast("IO[bytes]", Pipe()), "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in PARTS.items():
            made.writestr(name, text)
    return out.getvalue()


OTHER = packed({SHEET: sheet('<row r="1"><c r="A1"><v>9</v></c></row>')})


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(WHOLE, "", id="ふつうの様式"),
        pytest.param(streamed(), "", id="大きさを部品の後ろに書くプログラムの様式"),
        pytest.param(added_to(), "", id="部品を書き足し、一覧も書き直した様式"),
        pytest.param(with_comment("保存済み".encode()), "", id="ZIPのコメントがある"),
        pytest.param(WHOLE + OTHER, "broken-zip", id="2つの様式をつないだ"),
        pytest.param(OTHER + WHOLE, "broken-zip", id="2つの様式を逆につないだ"),
        pytest.param(WHOLE + WHOLE, "broken-zip", id="同じ様式を2回つないだ"),
        pytest.param(WHOLE + b"\0", "broken-zip", id="後ろに1バイト"),
        pytest.param(WHOLE + b"<html>" * 9, "broken-zip", id="後ろに別の文書"),
        pytest.param(b"PK" + WHOLE, "broken-zip", id="前に2バイト"),
        pytest.param(with_comment(OTHER), "broken-zip", id="コメントの中にもう1つ"),
        pytest.param(counted(WHOLE, 1), "broken-zip", id="一覧の数が1つ多い"),
        pytest.param(counted(WHOLE, -1), "broken-zip", id="一覧の数が1つ少ない"),
    ],
)
def test_ファイルは1つのZIPで_前にも後ろにも何もない(data: bytes, expected: str) -> None:
    assert answer(data)[0] == expected


def test_部品の間に隠れたデータは断る() -> None:
    info = zipfile.ZipFile(io.BytesIO(WHOLE)).getinfo(BOOK)
    gap, at = b"hidden part", info.header_offset
    data = WHOLE[:at] + gap + WHOLE[at:]
    moved = bytearray(data)
    for entry in zipfile.ZipFile(io.BytesIO(WHOLE)).infolist():
        record = data.index(b"PK\1\2", at + len(gap))
        while data[record + 46 : record + 46 + len(entry.filename)] != entry.filename.encode():
            record = data.index(b"PK\1\2", record + 1)
        offset = entry.header_offset + (len(gap) if entry.header_offset >= at else 0)
        moved[record + 42 : record + 46] = struct.pack("<I", offset)
    end = data.rindex(b"PK\5\6")
    start = struct.unpack_from("<I", data, end + 16)[0]
    moved[end + 16 : end + 20] = struct.pack("<I", start + len(gap))
    assert zipfile.ZipFile(io.BytesIO(bytes(moved))).testzip() is None  # どのライブラリも読める
    assert answer(bytes(moved))[0] == "broken-zip"


def rels(*more: str) -> str:
    return str(PARTS[RELS]).replace("</Relationships>", "".join(more) + "</Relationships>")


def rel(key: str, kind: str, target: str, mode: str = "") -> str:
    return f'<Relationship Id="{key}" Type="{REL}/{kind}" Target="{target}"{mode}/>'


def listed(*more: str) -> str:
    return str(PARTS[BOOK]).replace("</sheets>", "".join(more) + "</sheets>")


SECOND = "xl/worksheets/sheet2.xml"
ANOTHER = sheet('<row r="1"><c r="A1"><v>77</v></c></row>')
TWO_SHEETS = {
    SECOND: ANOTHER,
    RELS: rels(rel("rId9", "worksheet", "worksheets/sheet2.xml")),
    BOOK: listed('<sheet name="別" sheetId="2" r:id="rId9"/>'),
}
OWN_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
OUTSIDE = rel("rId1", "hyperlink", "https://example.jp/", ' TargetMode="External"')


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(TWO_SHEETS, "", id="シート2枚"),
        pytest.param(
            {OWN_RELS: relations(("comments", "../comments1.xml"))},
            "broken-zip",
            id="コメントの部品がない",
        ),
        pytest.param(
            {
                OWN_RELS: relations(("comments", "../comments1.xml")),
                "xl/comments1.xml": "<comments/>",
            },
            "",
            id="コメントの部品がある",
        ),
        pytest.param(
            {OWN_RELS: relations(("table", "../tables/table1.xml"))},
            "broken-zip",
            id="表の部品がない",
        ),
        pytest.param(
            {OWN_RELS: relations(("drawing", "../drawings/drawing1.xml"))},
            "broken-zip",
            id="図の部品がない",
        ),
        pytest.param(
            {OWN_RELS: rels(OUTSIDE).replace(str(PARTS[RELS])[:0], "")},
            "broken-zip",
            id="シートの関係が本体の関係の写し",
        ),
        pytest.param(
            {OWN_RELS: relations().replace("</Relationships>", OUTSIDE + "</Relationships>")},
            "",
            id="外のページへのリンクに部品は要らない",
        ),
        pytest.param({OWN_RELS: relations(("image", "NULL"))}, "", id="取り除かれた写真"),
        pytest.param(
            {RELS: rels(rel("rId8", "theme", "theme/theme1.xml"))},
            "broken-zip",
            id="テーマの部品がない",
        ),
        pytest.param(
            {SECOND: ANOTHER, RELS: rels(rel("rId1", "worksheet", "worksheets/sheet2.xml"))},
            "broken-zip",
            id="関係の番号が重なる",
        ),
        pytest.param(
            {"xl/s2.xml": PARTS[STRINGS], RELS: rels(rel("rId9", "sharedStrings", "s2.xml"))},
            "broken-zip",
            id="文字列の一覧が2つ",
        ),
        pytest.param(
            {
                "xl/s2.xml": PARTS[STRINGS],
                RELS: str(PARTS[RELS]).replace("sharedStrings.xml", "s2.xml"),
            },
            "broken-zip",
            id="文字列の一覧がほかにあり、いつもの場所にも1つ",
        ),
        pytest.param(
            {RELS: relations(("worksheet", "worksheets/sheet1.xml"), ("styles", "styles.xml"))},
            "broken-zip",
            id="文字列の一覧につながっていない",
        ),
        pytest.param(
            {
                TYPES: str(PARTS[TYPES]).replace(
                    "</Types>",
                    '<Override PartName="/xl/wb2.xml" ContentType="application/vnd.openxmlformats-'
                    'officedocument.spreadsheetml.sheet.main+xml"/></Types>',
                ),
                "xl/wb2.xml": PARTS[BOOK],
            },
            "broken-zip",
            id="本体が2つ",
        ),
        pytest.param(
            {"_rels/.rels": relations(("officeDocument", "xl/workbook.xml"))},
            "",
            id="包みの関係が本体を指す",
        ),
        pytest.param(
            {
                "_rels/.rels": relations(("officeDocument", "xl/wb2.xml")),
                "xl/wb2.xml": "<workbook/>",
            },
            "broken-zip",
            id="包みの関係が別の本体を指す",
        ),
        pytest.param(
            {**TWO_SHEETS, BOOK: listed('<sheet name="別" sheetId="1" r:id="rId9"/>')},
            "sheet-broken",
            id="シートの番号が重なる",
        ),
        pytest.param(
            {**TWO_SHEETS, BOOK: listed('<sheet name="受講" sheetId="2" r:id="rId9"/>')},
            "sheet-broken",
            id="シートの名前が重なる",
        ),
        pytest.param(
            {BOOK: listed('<sheet name="別" sheetId="2" r:id="rId1"/>')},
            "sheet-broken",
            id="1つのシートが2度出る",
        ),
        pytest.param(
            {RELS: rels(rel("rId9", "xlMacrosheet", "m.xml")), "xl/m.xml": "<x/>"},
            "active-content",
            id="名前を変えたマクロシート",
        ),
        pytest.param(
            {RELS: rels(rel("rId9", "externalLink", "x.xml")), "xl/x.xml": "<x/>"},
            "active-content",
            id="名前を変えた外部リンク",
        ),
    ],
)
def test_部品のつながり(changes: Changes, expected: str) -> None:
    assert answer(packed(changes))[0] == expected


def test_文字列の部品の名前は_大文字でもよい() -> None:
    changes = {
        **ROOT,
        STRINGS: None,
        "xl/SharedStrings.xml": PARTS[STRINGS],
        RELS: str(PARTS[RELS]).replace("sharedStrings.xml", "SharedStrings.xml"),
    }
    assert seen_by_calamine(packed(changes)) == {"A1": "研修", "B1": 5.0}
    passed(changes)


def text(index: str) -> str:
    return f'<row r="1"><c r="A1" t="s"><v>{index}</v></c></row>'


def one(content: str, kind: str = "") -> str:
    return f'<row r="1"><c r="B1"{kind}>{content}</c></row>'


INLINE = ' t="inlineStr"'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param(text("0"), "", id="文字列0番(1つだけある)"),
        pytest.param(text("1"), "A1", id="文字列1番はない"),
        pytest.param(text("-1"), "A1", id="文字列-1番"),
        pytest.param(text("0.0"), "A1", id="整数でない番号"),
        pytest.param(text("+0"), "A1", id="符号のある番号"),
        pytest.param(text("０"), "A1", id="全角の番号"),
        pytest.param(text(""), "", id="番号が空"),
        pytest.param(
            text("0").replace("<v>", "<v >").replace("</v>", "</v >"),
            "",
            id="かっこの中の空白",
        ),
        pytest.param(one("<v>1</v>", ' s="0"'), "", id="書式0番"),
        pytest.param(one("<v>1</v>", ' s="1"'), "-", id="書式1番はない"),
        pytest.param(one("", ' s="99"'), "-", id="空のセルの書式も"),
        pytest.param('<row r="1" s="9" customFormat="1"/>', "-", id="行の書式も"),
        pytest.param(one("<v>1</v>", ' t="x"'), "-", id="知らない種類"),
        pytest.param(one("<v>1</v>", ' t="n"'), "", id="数"),
        pytest.param(one("<v>-1.5E+3</v>"), "", id="指数のある数"),
        pytest.param(one("<v> 12 </v>"), "B1", id="空白のある数"),
        pytest.param(one("<v>１２</v>"), "B1", id="全角の数"),
        pytest.param(one("<v>1_0</v>"), "B1", id="下線のある数"),
        pytest.param(one("<v>NaN</v>"), "B1", id="NaN"),
        pytest.param(one("<v>1e</v>"), "B1", id="途中の指数"),
        pytest.param(one("<f>1</f><v>abc</v>"), "B1", id="数式の値が数でない"),
        pytest.param(one("<f>1</f><v>abc</v>", ' t="str"'), "", id="数式の値が文字"),
        pytest.param(one("<v>1</v>", ' t="b"'), "", id="真偽値"),
        pytest.param(one("<v>2</v>", ' t="b"'), "B1", id="2という真偽値"),
        pytest.param(one("<v>2025-04-01</v>", ' t="d"'), "", id="日付"),
        pytest.param(one("<v>4月1日</v>", ' t="d"'), "B1", id="日付でない日付"),
        pytest.param(one("<is><t>あ</t></is>", INLINE), "", id="中に書いた文字"),
        pytest.param(one("<is><t>あ</t></is>"), "B1", id="数のセルに書いた文字"),
        pytest.param(one("<v>0</v><is><t>あ</t></is>", INLINE), "B1", id="値と文字"),
        pytest.param(one("<v>1</v><v>2</v>"), "B1", id="値が2つ"),
        pytest.param(one("<is><t>a</t></is><is><t>b</t></is>", INLINE), "B1", id="文字が2つ"),
        pytest.param(one("<v>1</v><f>1+1</f>"), "B1", id="値の後の数式"),
        pytest.param(one("<v>1<!-- -->2</v>"), "-", id="値を分ける注釈"),
        pytest.param(one("<v><![CDATA[12]]></v>"), "-", id="CDATAの値"),
        pytest.param(one("<v>1</v>", ' x="1"'), "-", id="知らない属性"),
        pytest.param(
            '<row r="1"><c x=">" r="B1"><f>1</f><v>1</v></c></row>', "-", id="属性の中の >"
        ),
        pytest.param(
            '<row r="1"><c xmlns="urn:a" r="B1"><v>1</v></c></row>', "-", id="別の名前空間"
        ),
        pytest.param(
            '<row r="1"><y:c xmlns:y="urn:a" r="B1"><v>1</v></y:c></row>',
            "-",
            id="別の名前空間の接頭辞",
        ),
        pytest.param('<row r="2"><c r="B5"><v>1</v></c></row>', "-", id="行とセルの番号が違う"),
        pytest.param('<row r="2"/><c r="B2"><v>1</v></c>', "-", id="行の外のセル"),
        pytest.param('<row r="2"><c r="A2"/></row><c r="B2"><v>1</v></c>', "-", id="行の後のセル"),
        pytest.param('<row r="1"><c r="B1"><v>1</c></row>', "-", id="閉じていない値"),
        pytest.param('<row r="1"><c r="A1" r="B1"><v>1</v></c></row>', "-", id="番地が2つ"),
        pytest.param('<row r="1"><c r="b1"><v>1</v></c></row>', "-", id="小文字の番地"),
    ],
)
def test_値の読み方は1つ(rows: str, expected: str) -> None:
    found = answer(packed(cells(rows)))
    assert found == (("sheet-broken", expected.strip("-")) if expected else ("", ""))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(cells(ROW, before="<!-- 作成ソフト -->"), "", id="表の前の注釈は害がない"),
        pytest.param(
            cells(ROW, before='<cols><col min="1" max="1" style="0"/></cols>'), "", id="列"
        ),
        pytest.param(
            cells(ROW, before='<cols><col min="1" max="1" style="9"/></cols>'),
            "sheet-broken",
            id="列の書式がない",
        ),
        pytest.param(cells(ROW, after="<sheetData/>"), "sheet-broken", id="セルの置き場所が2つ"),
        pytest.param(cells(ROW, after='<row r="5"/>'), "sheet-broken", id="置き場所の外の行"),
        pytest.param(
            cells(ROW, after="<row><c><v>3</v></c></row>"),
            "sheet-broken",
            id="その外の番地のない行",
        ),
        pytest.param(
            {STRINGS: str(PARTS[STRINGS]).replace("研修", "研<v>7</v>修")},
            "sheet-broken",
            id="文字列の中の要素",
        ),
        pytest.param(
            {STRINGS: str(PARTS[STRINGS]).replace("</t>", "</t><is><t>了</t></is>")},
            "sheet-broken",
            id="文字列の横の知らない要素",
        ),
        pytest.param(
            {
                STRINGS: str(PARTS[STRINGS]).replace(
                    "<t>研修</t>",
                    "<r><rPr><b/></rPr><t>研</t></r>"
                    '<r><t>修</t></r><rPh sb="0" eb="2"><t>ケンシュウ</t></rPh>',
                )
            },
            "",
            id="太字とふりがなのある文字列",
        ),
        pytest.param(
            cells("<row><c/><v/><c><v>1</v></c></row>"),
            "sheet-broken",
            id="番地のないセルの間の要素",
        ),
        pytest.param({SHEET: "<worksheet/>"}, "sheet-broken", id="Excelのシートでない"),
        pytest.param(
            {SHEET: sheet(ROW).replace("spreadsheetml/2006", "x/2006")},
            "sheet-broken",
            id="別の名前空間のシート",
        ),
        pytest.param(
            {STRINGS: str(PARTS[STRINGS]).replace("研修", "研<!-- -->修")},
            "sheet-broken",
            id="文字列を分ける注釈",
        ),
        pytest.param(
            {STRINGS: str(PARTS[STRINGS]).replace("</si>", "")},
            "sheet-broken",
            id="閉じていない文字列",
        ),
    ],
)
def test_シートの形(changes: Changes, expected: str) -> None:
    assert answer(packed(changes))[0] == expected


@pytest.mark.parametrize(
    ("rows", "formulas", "errors", "values"),
    [
        pytest.param(
            "<row><c><v>1</v></c><c><f>1+1</f><v>2</v></c></row>"
            '<row><c/><c t="e"><v>#N/A</v></c></row>',
            {"B1"},
            {"B2"},
            {"A1": 1.0, "B1": 2.0},
            id="番地のないセルは、順に読む",
        ),
        pytest.param(
            '<row r="3"><c r="C3"><v>1</v></c><c><f>1+1</f><v>2</v></c><c r="F3"><v>5</v></c></row>'
            '<row><c t="e"><v>#REF!</v></c></row>',
            {"D3"},
            {"A4"},
            {"C3": 1.0, "D3": 2.0, "F3": 5.0},
            id="番地のあるセルの次から数える",
        ),
        pytest.param(
            '<row r="2"/><row/><row><c><f t="shared" si="0"/><v>9</v></c></row>',
            {"A4"},
            set(),
            {"A4": 9.0},
            id="番号のない行は、前の行の次",
        ),
        pytest.param(
            "<row r='2'><c s='0' r='C2'><f>1</f><v>3</v></c></row>",
            {"C2"},
            set(),
            {"C2": 3.0},
            id="一重引用符でも同じ",
        ),
        pytest.param(
            '<row\nr="2" ><c\tr = "C2"><f>1</f><v>3</v></c ></row>',
            {"C2"},
            set(),
            {"C2": 3.0},
            id="改行やタブで区切っても同じ",
        ),
        pytest.param(
            '<row r="1"> <c r="A1"> <f>1</f> <v>3</v> </c> '
            '<c r="B1" t="inlineStr">\n<is><t>字</t></is></c></row>',
            {"A1"},
            set(),
            {"A1": 3.0, "B1": "字"},
            id="字下げした書き方",
        ),
        pytest.param(
            '<row r="1"><c r="C1"><v>3</v></c><c r="A1"><f>1</f><v>1</v></c></row>',
            {"A1"},
            set(),
            {"A1": 1.0, "C1": 3.0},
            id="セルの順が逆でも、番地のとおり",
        ),
    ],
)
def test_番地のない数式とエラーも見つかる(
    rows: str, formulas: set[str], errors: set[str], values: dict[str, object]
) -> None:
    data = packed({**ROOT, **cells(rows)})
    package = passed(cells(rows))
    assert package.formulas["受講"] == formulas
    assert package.errors["受講"] == errors
    assert seen_by_calamine(data) == values


def test_接頭辞のあるシートも_同じに読む() -> None:
    whole = sheet("<row><c><f>1</f><v>2</v></c></row>")
    for tag in ("worksheet", "sheetData", "row", "c", "f", "v"):
        whole = whole.replace(f"<{tag}>", f"<x:{tag}>").replace(f"</{tag}>", f"</x:{tag}>")
    whole = whole.replace("<worksheet xmlns=", "<x:worksheet xmlns:x=")
    assert passed({SHEET: whole}).formulas["受講"] == {"A1"}
    mixed = whole.replace("<x:v>2</x:v>", "<v>2</v>")
    assert answer(packed({SHEET: mixed}))[0] == "sheet-broken"


def test_隠れた行と書式も_番地のない行で見つかる() -> None:
    styles = (
        str(PARTS["xl/styles.xml"])
        .replace(
            "<cellXfs>", '<numFmts><numFmt numFmtId="164" formatCode=";;;"/></numFmts><cellXfs>'
        )
        .replace('<xf numFmtId="0"/>', '<xf numFmtId="0"/><xf numFmtId="164"/>')
    )
    rows = '<row r="4"/><row hidden="1"><c/><c s="1"><v>7</v></c></row>'
    package = passed({**cells(rows), "xl/styles.xml": styles})
    assert dict(package.disguised["受講"]) == {"B5": "other"}
    assert package.lines["受講"].rows == {5}


def table(name: str, ref: str) -> str:
    return f'<table displayName="{name}" name="{name}" ref="{ref}"/>'


@pytest.mark.parametrize(
    ("tables", "expected"),
    [
        pytest.param([("a", "A1:B3"), ("b", "A4:B9")], "", id="上下に並ぶ表"),
        pytest.param([("a", "A1:B3"), ("b", "C1:D3")], "", id="左右に並ぶ表"),
        pytest.param([("a", "A1:B3"), ("b", "B3:D9")], "sheet-broken", id="1つのセルで重なる表"),
        pytest.param([("a", "A1:B3"), ("A", "A5:B9")], "sheet-broken", id="同じ名前の表"),
        pytest.param([("a", "B3:A1")], "sheet-broken", id="逆さの範囲"),
        pytest.param([("a", "A1:ZZZ9")], "sheet-broken", id="シートにない列"),
        pytest.param([("a", "A1:B1048577")], "sheet-broken", id="シートにない行"),
        pytest.param([("a", "A1:XFD9")], "too-heavy", id="大きすぎる枠"),
        pytest.param([("a", "表1")], "sheet-broken", id="範囲でない"),
    ],
)
def test_表の枠(tables: list[tuple[str, str]], expected: str) -> None:
    parts = {f"xl/tables/t{n}.xml": table(*one) for n, one in enumerate(tables)}
    own = relations(*(("table", f"../tables/t{n}.xml") for n in range(len(tables))))
    assert answer(packed({**parts, OWN_RELS: own}))[0] == expected


def test_断った様式は_だれの申告としても読まれない() -> None:
    read = read_self_report(WHOLE + OTHER, "申告.xlsx")
    assert isinstance(read, Unreadable)
    assert "余計なデータ" in read.problem.what
