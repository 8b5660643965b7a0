"""Reading in one pass says of a workbook what reading with care says, or leaves it to that.

What is damaged here is damaged at random, by number; `make proof` looks at all of it.
"""

import io
import random
import zipfile
from collections import Counter
from functools import lru_cache

import pytest

from both_readers import fate
from ledger.model.reports import SelfReport
from ledger.read.guard.parts import FramedTable
from ledger.read.ordinary.book import ordinary_book
from ledger.read.ordinary.seen import ByBytes
from ledger.read.overlay import overlaid
from ledger.read.self_reports.report import self_report_of
from ledger.read.workbooks import open_book, open_with_care
from sampling import SEED, batches, keep
from slow_reader.one_sheet_draw import SheetDraw, present_town
from test_guard import BOOK, MAIN, SHEET, STRINGS, STYLES, packed, sheet
from test_guard_fuzz import CHANGES, WHOLE, damaged

BATCH = 50
LINKS = "xl/_rels/workbook.xml.rels"
ROOT = f'<worksheet xmlns="{MAIN}"'
EXTENDED = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"
FORMATS = (14, 22, 31, 46, 57, 0, 2, 4, 49)
"""Formats of days, of moments, of spans of time and of numbers."""


def with_cells(cells: str, strings: str = "", **parts: str) -> bytes:
    """Return the small book with one row of cells, and a list of texts."""
    listed = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1">{strings}</sst>'
    row = f'<row r="1">{cells}</row>'
    return packed({**WHOLE, SHEET: sheet(row), **({STRINGS: listed} if strings else {}), **parts})


def first_row(data: bytes) -> list[object]:
    book = ordinary_book(data)
    assert book is not None
    (found,) = book.sheets.values()
    return list(found.rows()[0])


@pytest.mark.parametrize(
    ("cells", "seen"),
    [
        pytest.param('<c r="A1"><v>5</v></c>', [5.0], id="数"),
        pytest.param('<c r="A1"><v>-1.5E-3</v></c>', [-0.0015], id="指数のある数"),
        pytest.param('<c r="B1" t="b"><v>1</v></c>', ["", True], id="真偽値"),
        pytest.param('<c r="A1" t="s"><v>1</v></c>', ["修了"], id="文字を分けて飾った文字列"),
        pytest.param('<c r="A1" t="str"><f>B1</f><v> a </v></c>', [" a "], id="式の文字列"),
        pytest.param('<c r="A1" t="str"><f>B1</f><v></v></c>', [""], id="式の空の文字列"),
        pytest.param('<c r="A1" t="e"><f>B1</f><v>#N/A</v></c>', [""], id="エラー値"),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><t>A&amp;B &lt;&quot;x&quot;&gt;</t></is></c>',
            ['A&B <"x">'],
            id="実体参照",
        ),
        pytest.param(
            '<c r="A1" t="inlineStr"><is><t xml:space="preserve"> あ\nい </t></is></c>',
            [" あ\nい "],
            id="前後の空白と改行",
        ),
        pytest.param('<c r="A1" t="inlineStr"><is><t>&amp;lt;</t></is></c>', ["&lt;"], id="&lt;"),
        pytest.param('<c r="A1" t="str"><v>&#12354;&#x3044;</v></c>', ["あい"], id="番号の文字"),
        pytest.param(
            '<c r="A1"><f>B2</f><v></v></c><c r="B1" t="n"></c><c r="C1"><v/></c><c r="D1"><v>1</v>'
            "</c>",
            ["", "", "", 1.0],
            id="計算していない式と空の値",
        ),
        pytest.param('<c r="A1" s="1"/><c r="C1"><v>1</v></c>', ["", "", 1.0], id="書式だけのセル"),
    ],
)
def test_ふつうのセルは_1回で読む(cells: str, seen: list[object]) -> None:
    data = with_cells(cells)
    assert fate(data) == "同じ"
    assert first_row(data) == seen
    assert list(map(type, first_row(data))) == list(map(type, seen))


@pytest.mark.parametrize(
    "strings",
    [
        pytest.param(
            '<si><t>漢字</t><rPh sb="0" eb="2"><t>カンジ</t></rPh><phoneticPr fontId="1"/></si>',
            id="ふりがな",
        ),
        pytest.param(
            '<si><r><t>漢</t></r><r><rPr><b/><sz val="11"/></rPr><t>字</t></r></si>', id="飾り"
        ),
    ],
)
def test_文字列の一覧は_ふりがなと飾りを除いて読む(strings: str) -> None:
    data = with_cells('<c r="A1" t="s"><v>0</v></c>', strings)
    assert fate(data) == "同じ"
    assert first_row(data) == ["漢字"]


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param('<c r="A1"><v>1</v><!-- --></c>', id="注釈"),
        pytest.param("<c r='A1'><v>1</v></c>", id="ほかの引用符"),
        pytest.param('<c s="1" r="A1"><v>1</v></c>', id="属性の順"),
        pytest.param('<c r="A1" t="inlineStr"><is><t> a </t></is></c>', id="残すかわからない空白"),
        pytest.param('<c r="A1" t="str"><v>a_x000D_b</v></c>', id="Excelの書き方の改行"),
        pytest.param('<c r="A1" t="str"><v>&#1;</v></c>', id="番号で書いた制御文字"),
        pytest.param('<c r="A1" t="str"><v>&#x110000;</v></c>', id="文字でない番号"),
        pytest.param('<c r="A1" t="d"><v>2026-04-01</v></c>', id="書き出された日付"),
        pytest.param('<c r="A1"><v>1e300</v></c>', id="とても大きい数"),
        pytest.param('<c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>', id="列の順"),
        pytest.param('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', id="同じセルが2回"),
        pytest.param('<c r="A1" t="e" vm="1"><v>#VALUE!</v></c>', id="セルの中の画像"),
        pytest.param('<c r="A1" t="s"><v>9</v></c>', id="一覧にない文字列"),
        pytest.param('<c r="A1" s="9"><v>1</v></c>', id="一覧にない書式"),
        pytest.param('<c r="A1"><v><![CDATA[1]]></v></c>', id="CDATA"),
        pytest.param('<x:c r="A1"><v>1</v></x:c>', id="接頭辞"),
        pytest.param('<c r="A1" t="str"><v>a\rb</v></c>', id="復帰文字"),
        pytest.param('<c r="A1" t="str"><v>\x01</v></c>', id="制御文字"),
        pytest.param('<c r="A1" t="str"><v>]]></v></c>', id="CDATAの終わりの記号"),
        pytest.param('<c r="A1" t="str"><v>\ufffe</v></c>', id="文字でない符号"),
        pytest.param('<c r="A1" s="1" s="1"><v>1</v></c>', id="同じ属性が2回"),
        pytest.param('<c r="A1"><f t="x" t="x">1</f><v>1</v></c>', id="式の同じ属性が2回"),
    ],
)
def test_ふつうでない書き方は_ていねいに読むほうに任せる(cells: str) -> None:
    assert fate(with_cells(cells)) == "任せる"


@pytest.mark.parametrize(
    ("root", "row", "expected"),
    [
        (f'{ROOT} xmlns:x14ac="{EXTENDED}">', 'r="1" spans="1:1" x14ac:dyDescent="0.2"', "同じ"),
        (f"{ROOT}>", 'r="1" spans="1:1" x14ac:dyDescent="0.2"', "任せる"),
        (f"{ROOT}>", 'r="1" ht="0" customHeight="1"', "同じ"),
        (f"{ROOT}>", 'r="1" hidden="1"', "同じ"),
        (f"{ROOT}>", 'r="01"', "任せる"),
        (f"{ROOT}>", 'r="1" r="2"', "任せる"),
        (f"{ROOT}>", 'r="2"', "任せる"),
    ],
    ids=[
        "Excelの属性",
        "宣言のない接頭辞",
        "高さ0",
        "非表示",
        "0で始まる",
        "番号が2つ",
        "番号違い",
    ],
)
def test_行の書き方(root: str, row: str, expected: str) -> None:
    cells = f'<row {row}><c r="A1"><v>1</v></c></row>'
    data = packed({**WHOLE, SHEET: f"{root}<sheetData>{cells}</sheetData></worksheet>"})
    assert fate(data) == expected


def test_セルの外の文字は_どれも見る() -> None:
    bad = sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row>',
        "<headerFooter><oddFooter>{}</oddFooter></headerFooter>",
    )
    fates = {
        text: fate(packed({**WHOLE, SHEET: bad.format(text)}))
        for text in ("&amp;P", "職員 太郎", "&nbsp;", "]]>", "\x02")
    }
    assert fates == {
        "&amp;P": "同じ",
        "職員 太郎": "同じ",
        "&nbsp;": "任せる",
        "]]>": "任せる",
        "\x02": "任せる",
    }


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        pytest.param(BOOK, 'name="受講"', 'name="\n"', id="シートの名前が改行"),
        pytest.param(BOOK, "<workbook", "<x:workbook", id="接頭辞のあるブック"),
        pytest.param(
            LINKS, "/relationships/worksheet", "/relationships/e5", id="種類の分からないシート"
        ),
        pytest.param(LINKS, "<Relationship ", "<Relation ", id="つながりでない要素"),
        pytest.param(
            *("_rels/.rels", "/relationships/officeDocument", "/relationship/officeDocument"),
            id="本体への道の種類が違う",
        ),
    ],
)
def test_ふつうでないブックの目次は_任せる(part: str, old: str, new: str) -> None:
    with zipfile.ZipFile(io.BytesIO(packed(WHOLE))) as archive:
        text = archive.read(part).decode()
    assert old in text
    assert fate(packed({**WHOLE, part: text.replace(old, new, 1)})) == "任せる"


def test_セルに書いたsheetDataという文字は_ただの文字() -> None:
    data = with_cells('<c r="A1" t="inlineStr"><is><t>sheetData</t></is></c>')
    assert fate(data) == "同じ"
    assert first_row(data) == ["sheetData"]


def test_日付は_ていねいに読むときと同じ日時になる() -> None:
    draw = random.Random(SEED)  # noqa: S311 - a sample, no secret
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in FORMATS)
    serials = [draw.uniform(61, 60_000) for _ in range(300)] + [
        draw.randrange(61, 2_958_466) for _ in range(300)
    ]
    rows = "".join(
        f'<row r="{line}"><c r="A{line}" s="{line % len(FORMATS)}"><v>{serial!r}</v></c></row>'
        for line, serial in enumerate(serials, start=1)
        if line % len(FORMATS) != 3
    )
    part = f'<styleSheet xmlns="{MAIN}"><cellXfs>{styles}</cellXfs></styleSheet>'
    assert fate(packed({**WHOLE, SHEET: sheet(rows), STYLES: part})) == "同じ"


@pytest.mark.parametrize("serial", ["0", "0.5", "59", "60", "60.9", "-1", "2958466"])
def test_読み手により違う日付は_任せる(serial: str) -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="14"/></cellXfs></styleSheet>'
    assert fate(with_cells(f'<c r="A1"><v>{serial}</v></c>', **{STYLES: styles})) == "任せる"


@pytest.mark.parametrize("numbers", batches(20_000, 150, BATCH))
def test_壊したブックを_2つの読み方で比べる(numbers: tuple[int, ...]) -> None:
    fates = {number: fate(damaged(number)) for number in numbers}
    assert {n: one for n, one in fates.items() if one not in {"同じ", "任せる"}} == {}
    found = Counter(fates.values())
    keep("壊したブックを、1回で読むのと、ていねいに読むのとで比べる", 数=len(numbers), **found)


@lru_cache(maxsize=4)
def drawn_forms(number: int) -> list[bytes]:
    return [data for _, data in SheetDraw(SEED, number, 0).files().values()]


def changed_form(number: int) -> bytes:
    """Return a form of a drawn inbox, at times with changes in one of its parts."""
    draw = random.Random(f"form {SEED}-{number}")  # noqa: S311 - a sample, no secret
    drawn = drawn_forms(number // 50)
    form = draw.choice([*drawn, *(form.data for form in present_town().forms.values())])
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    part = draw.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    text = parts[part].decode()
    for _ in range(draw.choice((0, 0, 1, 2))):
        text = draw.choice(CHANGES)(draw, text)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in {**parts, part: text.encode()}.items():
            made.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize("numbers", batches(10_000, 20, BATCH))
def test_書き換えた申告書を_2つの読み方で比べる(numbers: tuple[int, ...]) -> None:
    fates = {number: fate(changed_form(number)) for number in numbers}
    assert {n: one for n, one in fates.items() if one not in {"同じ", "任せる"}} == {}
    found = Counter(fates.values())
    assert found["同じ"] > len(numbers) / 4
    keep("書き換えた申告書を、1回で読むのと、ていねいに読むのとで比べる", 数=len(numbers), **found)


def test_申告書から読むものは_どちらで読んでも同じ() -> None:
    for data in drawn_forms(1):
        quick, careful = open_book(data, "a.xlsx")[0], open_with_care(data, "a.xlsx")[0]
        assert quick is not None
        assert careful is not None
        report = self_report_of(quick, "x")
        assert report == self_report_of(careful, "x")
        assert isinstance(report, SelfReport)


def test_書き込んだつもりで見る本では_記入のあるセルにも_それが入る() -> None:
    book, _ = open_book(packed(WHOLE), "申告.xlsx")
    assert book is not None
    (sheet_name,) = book.package.sheets
    before = list(book.filled(sheet_name))
    seen = overlaid(book, {sheet_name: {"J20": "遠くの字", "A2": None}})
    after = list(seen.filled(sheet_name))
    assert (19, 9, "遠くの字") in after
    assert [cell for cell in before if cell not in after] == [(1, 0, 5.0)]
    assert list(book.filled(sheet_name)) == before


def test_表に集計行があるかどうかは_どちらも言う() -> None:
    table = f'<table xmlns="{MAIN}" id="1" name="t" displayName="t" ref="A1:B3"{{}}/>'
    links = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        'relationships/table" Target="../tables/table1.xml"/></Relationships>'
    )
    for more, totals in (
        ("", False),
        (' totalsRowCount="1"', True),
        (' totalsRowCount="0"', False),
    ):
        parts = {
            "xl/tables/table1.xml": table.format(more),
            "xl/worksheets/_rels/sheet1.xml.rels": links,
        }
        data = packed({**WHOLE, **parts})
        book = ordinary_book(data)
        assert book is not None
        assert book.package.tables["t"] == FramedTable(next(iter(book.sheets)), "A1:B3", totals)
        assert fate(data) == "同じ"


def test_覚えておくのは_決めた量まで() -> None:
    seen: ByBytes[int] = ByBytes(10)
    for number in range(100):
        seen.keep(b"%03d" % number, number)
    assert seen.known(b"099") == 99
    assert seen.known(b"000") is None
    assert len(seen) <= 3
