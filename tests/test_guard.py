"""The gate: what no ordinary workbook is, is refused by name before any reader sees it.

Faults 1-14, 24-31, 34, 35, 41, 42, 48. A book is made by hand, part by part, so that each case
breaks one thing.
"""

import io
import struct
import time
import tracemalloc
import zipfile
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from both_readers import AGREED, fate
from ledger.read.guard.gate import FORM, LEDGER, Limits, inspect

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SHEET = "xl/worksheets/sheet1.xml"
TYPES = "[Content_Types].xml"
BOOK = "xl/workbook.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"


def types(kind: str = KIND) -> str:
    return (
        f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}"/></Types>'
    )


def sheet(rows: str, more: str = "") -> str:
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{more}</worksheet>'


def relations(*targets: tuple[str, str]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{n}" Type="{REL}/{kind}" Target="{target}"/>'
        for n, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{listed}</Relationships>'


ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>5</v></c></row>'
PARTS: Mapping[str, str | bytes] = {
    TYPES: types(),
    BOOK: f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>'
    '<sheet name="受講" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
    ),
    SHEET: sheet(ROW),
    STYLES: f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/></cellXfs></styleSheet>',
    STRINGS: f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si><t>研修</t></si></sst>',
}


def packed(
    changes: Mapping[str, str | bytes | None] | None = None, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return the small book with parts exchanged, added or (None) left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, data in {**PARTS, **(changes or {})}.items():
            if data is not None:
                made.writestr(name, data)
    return out.getvalue()


def code(data: bytes, limits: Limits = FORM) -> str:
    """Return the code that a file is refused with, "" if it passes."""
    found, problems = inspect(data, "申告.xlsx", limits)
    assert (found is None) == bool(problems)
    assert limits is not FORM or fate(data) in AGREED
    assert all(problem.place.file == "申告.xlsx" for problem in problems)
    return problems[0].code if problems else ""


def test_an_ordinary_book_passes_and_is_mapped() -> None:
    found, problems = inspect(packed(), "申告.xlsx")
    assert not problems
    assert found is not None
    assert (dict(found.sheets), found.hidden) == ({"受講": SHEET}, frozenset())
    assert found.formulas["受講"] == frozenset() == found.errors["受講"]


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
NO_STYLES = relations(
    ("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")
)
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
WHOLE = packed()
LOCKED = bytearray(WHOLE)
for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
    LOCKED[WHOLE.index(mark) + offset] |= 1  # the flag that says: enciphered


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"", "not-xlsx", id="空のファイル"),
        pytest.param(b"<html><table>", "not-xlsx", id="HTML"),
        pytest.param("職員番号,研修".encode("cp932"), "not-xlsx", id="CSV"),
        pytest.param(bytes(range(256)) * 20, "not-xlsx", id="でたらめ"),
        pytest.param(WHOLE[: len(WHOLE) // 2], "broken-zip", id="途中まで"),
        pytest.param(WHOLE[:-1], "broken-zip", id="最後の1バイトがない"),
        pytest.param(b"PK\3\4" + b"\0" * 100, "broken-zip", id="先頭だけZIP"),
        pytest.param(OLE + b"\0" * 600, "old-format", id="xlsをxlsxに変えた"),
        pytest.param(
            OLE + b"\0" * 99 + "EncryptedPackage".encode("utf-16-le"), "password", id="パスワード"
        ),
        pytest.param(bytes(LOCKED), "password", id="ZIPのパスワード"),
        pytest.param(packed(method=zipfile.ZIP_LZMA), "broken-zip", id="LZMA"),
        pytest.param(packed(method=zipfile.ZIP_BZIP2), "broken-zip", id="BZIP2"),
        pytest.param(packed({TYPES: None}), "not-xlsx", id="ただのZIP"),
        pytest.param(
            packed(
                {TYPES: types(KIND.replace("spreadsheetml.sheet", "wordprocessingml.document"))}
            ),
            "not-xlsx",
            id="docx",
        ),
        pytest.param(
            packed({TYPES: types("application/vnd.ms-excel.sheet.binary.macroEnabled.main")}),
            "active-content",
            id="xlsb(macroEnabledを名乗る)",
        ),
        pytest.param(
            packed({TYPES: types("application/vnd.ms-excel.sheet.binary.main")}),
            "old-format",
            id="xlsb",
        ),
        pytest.param(packed({BOOK: None}), "broken-zip", id="本体がない"),
        pytest.param(packed({SHEET: None}), "broken-zip", id="シートがない"),
        pytest.param(packed({STRINGS: None}), "broken-zip", id="文字列がない"),
        pytest.param(packed({STYLES: None}), "broken-zip", id="書式がない"),
        pytest.param(
            packed({"xl/_rels/workbook.xml.rels": NO_STYLES}), "broken-zip", id="書式との関係がない"
        ),
        pytest.param(
            packed(
                {TYPES: types(KIND.replace("spreadsheetml.sheet", "wordprocessingml.template"))}
            ),
            "not-xlsx",
            id="Wordのひな形",
        ),
        pytest.param(
            packed(
                {TYPES: types(KIND.replace("spreadsheetml.sheet", "presentationml.presentation"))}
            ),
            "not-xlsx",
            id="PowerPoint",
        ),
        pytest.param(
            packed({TYPES: types(KIND.replace("spreadsheetml.sheet", "presentationml.template"))}),
            "not-xlsx",
            id="PowerPointのひな形",
        ),
        pytest.param(
            packed({BOOK: str(PARTS[BOOK]).replace(MAIN, STRICT)}), "strict-format", id="Strict"
        ),
        pytest.param(packed({"xl/_rels/workbook.xml.rels": None}), "broken-zip", id="関係がない"),
    ],
)
def test_files_that_are_no_workbook(data: bytes, expected: str) -> None:
    assert code(data) == expected


@pytest.mark.parametrize(
    ("part", "form", "ledger"),
    [
        pytest.param("xl/vbaProject.bin", "active-content", "active-content", id="マクロ"),
        pytest.param("xl/VBAPROJECT.BIN", "active-content", "active-content", id="大文字のマクロ"),
        pytest.param("xl/vbaProjectSignature.bin", "active-content", "active-content", id="署名"),
        pytest.param("xl/externalLinks/externalLink1.xml", "active-content", "", id="外部リンク"),
        pytest.param("xl/connections.xml", "active-content", "", id="接続"),
        pytest.param("xl/queryTables/queryTable1.xml", "active-content", "", id="クエリ"),
        pytest.param("xl/embeddings/oleObject1.bin", "active-content", "", id="埋め込み"),
        pytest.param("xl/activeX/activeX1.xml", "active-content", "", id="ActiveX"),
        pytest.param("xl/ctrlProps/ctrlProp1.xml", "active-content", "", id="コントロール"),
        pytest.param("xl/model/item.data", "active-content", "", id="データモデル"),
        pytest.param("xl/comments1.xml", "", "", id="コメントは普通"),
        pytest.param("customXml/item1.xml", "", "", id="customXmlは普通"),
    ],
)
def test_active_content(part: str, form: str, ledger: str) -> None:
    book = packed({part: "<x/>"})
    assert (code(book, FORM), code(book, LEDGER)) == (form, ledger)


def test_a_macro_type_without_a_macro_part_is_refused_too() -> None:
    kind = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    assert code(packed({TYPES: types(kind)}), LEDGER) == "active-content"


@pytest.mark.parametrize(
    "name",
    ["xl\\a.xml", "../a.xml", "xl/../../a.xml", "/etc/a.xml", "C:/a.xml", "XL/Workbook.xml"],
)
def test_names_that_no_package_has(name: str) -> None:
    assert code(_renamed(packed({"xl/zzzzz.xml": "<x/>"}), "xl/zzzzz.xml", name)) == "broken-zip"


def _renamed(data: bytes, old: str, new: str) -> bytes:
    """Exchange a part's name; zipfile would tidy a false one up while writing."""
    rest = zipfile.ZipFile(io.BytesIO(data))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for info in rest.infolist():
            fresh = zipfile.ZipInfo("x")
            fresh.filename = new if info.filename == old else info.filename
            made.writestr(fresh, rest.read(info))
    return out.getvalue()


@pytest.mark.parametrize("text", [b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"<!DOCTYPE a SYSTEM 'x'>"])
@pytest.mark.parametrize("part", [SHEET, STRINGS, BOOK, "docProps/core.xml"])
def test_doctypes_are_refused_wherever_they_stand(part: str, text: bytes) -> None:
    before = str(PARTS.get(part, "<x/>")).encode()
    assert code(packed({part: text + before})) == "doctype"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(sheet(ROW).encode("utf-16"), id="UTF-16"),
        pytest.param(sheet(ROW).encode("utf-16-le"), id="印のないUTF-16"),
        pytest.param(
            b'<?xml version="1.0" encoding="Shift_JIS"?>' + sheet(ROW).encode("cp932"), id="SJIS"
        ),
    ],
)
def test_other_encodings_are_refused(text: bytes) -> None:
    assert code(packed({SHEET: text})) == "broken-zip"


def rows(count: int) -> str:
    return "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, count + 1))


def cell(address: str, more: str = "<v>1</v>", attributes: str = "") -> str:
    number = "".join(ch for ch in address if ch.isdigit()) or "1"
    return f'<row r="{number}"><c r="{address}"{attributes}>{more}</c></row>'


SMALL = replace(FORM, cells=10, rows=20, columns=5, parts=7, inflated=20_000, file=50_000)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        pytest.param(rows(10), "", id="値10個まで"),
        pytest.param(rows(11), "too-heavy", id="値11個"),
        pytest.param(cell("A20"), "", id="20行目まで"),
        pytest.param(cell("A21"), "stray-cell", id="21行目"),
        pytest.param(cell("E1"), "", id="5列目まで"),
        pytest.param(cell("F1"), "stray-cell", id="6列目"),
        pytest.param('<row r="99"><c r="F99" s="0"/></row>', "", id="遠くても書式だけなら"),
        pytest.param(cell("XFD1048576"), "stray-cell", id="右下の端"),
    ],
)
def test_limits_on_both_sides(content: str, expected: str) -> None:
    assert code(packed({SHEET: sheet(content)}), SMALL) == expected


def test_a_stray_cell_is_named() -> None:
    _, (problem,) = inspect(packed({SHEET: sheet(cell("F21"))}), "a.xlsx", SMALL)
    assert (problem.place.sheet, problem.place.cell) == ("受講", "F21")


@pytest.mark.parametrize(
    ("content", "more", "expected"),
    [
        pytest.param(ROW + ROW, "", "sheet-broken", id="同じ行が2回"),
        pytest.param('<row r="2"/><row r="1"/>', "", "sheet-broken", id="行の順が逆"),
        pytest.param(
            '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
            "",
            "sheet-broken",
            id="同じセルが2回",
        ),
        pytest.param('<row r="1"><c r="A0"><v>1</v></c></row>', "", "sheet-broken", id="A0"),
        pytest.param('<row r="1"><c r="ZZZZ1"><v>1</v></c></row>', "", "sheet-broken", id="ZZZZ1"),
        pytest.param(
            '<row r="1"><c r="A4294967297"><v>1</v></c></row>', "", "sheet-broken", id="大きな番号"
        ),
        pytest.param('<row r="1048577"/>', "", "sheet-broken", id="1048577行"),
        pytest.param(cell("A1", "<v>\x01</v>"), "", "sheet-broken", id="制御文字"),
        pytest.param(cell("A1", "<v>&#1;</v>"), "", "sheet-broken", id="制御文字の参照"),
        pytest.param(cell("A1", "<v>&#x0;</v>"), "", "sheet-broken", id="0の参照"),
        pytest.param(cell("A1", "<v>&#10;</v>"), "", "", id="改行の参照は普通"),
        pytest.param(
            ROW,
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
            "too-heavy",
            id="シート全体の結合",
        ),
        pytest.param(ROW, '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', "", id="小さな結合"),
        pytest.param(
            cell("A1", "<v>" + "x" * 100_000 + "</v>"), "", "text-too-heavy", id="長い文字"
        ),
    ],
)
def test_sheets_that_no_excel_writes(content: str, more: str, expected: str) -> None:
    assert code(packed({SHEET: sheet(content, more)})) == expected


@pytest.mark.parametrize(
    ("strings", "expected"),
    [
        ('uniqueCount="4294967295"', "sheet-broken"),
        ('uniqueCount="1002"', ""),
        ('uniqueCount="1003"', "sheet-broken"),
    ],
    ids=["42億", "2×1+1000まで", "それより多い"],
)
def test_a_false_count_of_strings(strings: str, expected: str) -> None:
    made = f'<sst xmlns="{MAIN}" {strings}><si><t>研修</t></si></sst>'
    assert code(packed({STRINGS: made})) == expected


def test_formulas_and_errors_are_listed() -> None:
    content = (
        '<row r="1"><c r="A1"><f>B1</f><v>1</v></c><c r="B1" t="e"><v>#REF!</v></c>'
        '<c r="C1"><v>1</v></c></row>'
    )
    found, _ = inspect(packed({SHEET: sheet(content)}), "a.xlsx")
    assert found is not None
    assert found.formulas["受講"] == {"A1"}
    assert found.errors["受講"] == {"B1"}


def nested(depth: int, name: str = "x") -> str:
    return f"<{name}>" * depth + f"</{name}>" * depth


def book_with(names: int) -> str:
    listed = "".join(f'<definedName name="n{n}">1</definedName>' for n in range(names))
    whole = str(PARTS[BOOK])
    return whole.replace("</workbook>", f"<definedNames>{listed}</definedNames></workbook>")


def styled(count: int) -> str:
    xfs = '<xf numFmtId="0"/>' * count
    return f'<styleSheet xmlns="{MAIN}"><cellXfs>{xfs}</cellXfs></styleSheet>'


def validated(count: int) -> str:
    listed = '<dataValidation type="whole" sqref="A1"/>' * count
    return sheet(ROW, f"<dataValidations>{listed}</dataValidations>")


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({SHEET: sheet(nested(200_000))}, "too-heavy", id="29 20万段の入れ子"),
        pytest.param({SHEET: sheet(nested(200_000, "c"))}, "too-heavy", id="29 セルの入れ子"),
        pytest.param({SHEET: sheet("<x>" * 200_000)}, "too-heavy", id="29 閉じていない"),
        pytest.param({STRINGS: nested(200_000)}, "too-heavy", id="29 文字列の入れ子"),
        pytest.param({SHEET: sheet(ROW + nested(50))}, "", id="29 浅い入れ子"),
        pytest.param({BOOK: book_with(5_000)}, "", id="35 名前5,000個"),
        pytest.param({BOOK: book_with(100_000)}, "too-heavy", id="35 名前10万個"),
        pytest.param({STYLES: styled(10_000)}, "", id="35 書式1万個"),
        pytest.param({STYLES: styled(50_000)}, "too-heavy", id="35 書式5万個"),
        pytest.param({SHEET: validated(5_000)}, "", id="35 入力規則5,000個"),
        pytest.param({SHEET: validated(50_000)}, "too-heavy", id="35 入力規則5万個"),
        pytest.param(
            {f"xl/worksheets/s{n}.xml": "<x/>" for n in range(10_000)},
            "too-heavy",
            id="35 シート1万枚",
        ),
    ],
)
def test_too_much_of_a_kind_is_refused_at_once(changes: dict[str, str], expected: str) -> None:
    started = time.perf_counter()
    assert code(packed(changes)) == expected
    assert time.perf_counter() - started < 5


BLANKS = b" " * (8 << 20)


@pytest.mark.parametrize(
    ("changes", "limits", "expected"),
    [
        pytest.param({"xl/big.xml": BLANKS}, FORM, "too-heavy", id="圧縮率"),
        pytest.param({"xl/big.bin": BLANKS}, FORM, "too-heavy", id="XMLでない部品も"),
        pytest.param({"xl/a.xml": b"<x/>"}, SMALL, "", id="7個まで"),
        pytest.param({"xl/a.xml": "<x/>", "xl/b.xml": "<x/>"}, SMALL, "too-heavy", id="8個"),
        pytest.param({"xl/a.xml": b"<x/>" + b" " * 30_000}, SMALL, "too-heavy", id="展開の合計"),
    ],
)
def test_bombs(changes: dict[str, str | bytes], limits: Limits, expected: str) -> None:
    assert code(packed(changes), limits) == expected


def test_a_large_file_is_refused_by_its_size() -> None:
    stored = packed({"xl/a.bin": bytes(60_000)}, zipfile.ZIP_STORED)
    assert code(stored, replace(SMALL, inflated=1 << 30)) == "too-heavy"


def test_a_bomb_is_not_inflated() -> None:
    bomb = packed({f"xl/{n}.xml": b" " * (40 << 20) for n in range(4)})
    tracemalloc.start()
    assert code(bomb) == "too-heavy"
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 10 << 20


def test_a_part_that_lies_about_its_size_is_refused() -> None:
    book = bytearray(packed({"xl/a.xml": b"<x>" + b"y" * 5000 + b"</x>"}))
    at = book.rindex(b"PK\1\2", 0, book.rindex(b"xl/a.xml"))
    book[at + 24 : at + 28] = struct.pack("<I", 10)
    assert code(bytes(book)) == "broken-zip"


@pytest.mark.parametrize("at", [10, 20, 30])
def test_a_flipped_bit_in_a_part_is_noticed(at: int) -> None:
    stored = bytearray(packed(method=zipfile.ZIP_STORED))
    place = stored.index(b"<sheetData") + at
    stored[place] ^= 1
    assert code(bytes(stored)) == "broken-zip"


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(cuts=st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.binary(max_size=8)), min_size=1))
def test_no_damage_ever_raises(cuts: list[tuple[int, bytes]]) -> None:
    data = bytearray(WHOLE)
    for at, new in cuts:
        data[at : at + len(new)] = new
    found, problems = inspect(bytes(data), "a.xlsx")
    assert (found is None) == (len(problems) == 1)
