"""Files of other programs: judged by what is in them; a refusal names what is in the way.

The books are those of `test_guard`: made by hand, one thing changed at a time.
"""

from pathlib import Path

import pytest

from both_readers import AGREED, fate
from ledger.model.problems import Problem
from ledger.read.guard.gate import FORM, LEDGER, Limits, inspect
from ledger.read.inbox import listed
from test_guard import OLE, PACKAGE, PARTS, SHEET, TYPES, packed, relations, types

RELS = "xl/_rels/workbook.xml.rels"
OWN_RELS = "xl/worksheets/_rels/sheet1.xml.rels"
DRAWING_RELS = "xl/drawings/_rels/drawing1.xml.rels"
ROOT = {"_rels/.rels": relations(("officeDocument", "xl/workbook.xml"))}
MAIN_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO_KIND = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
BINARY = "application/vnd.ms-excel.sheet.binary.macroEnabled.main"


def listed_types(*entries: str) -> str:
    return f'<Types xmlns="{PACKAGE}/content-types">{"".join(entries)}</Types>'


def of_ending(ending: str, kind: str) -> str:
    return f'<Default Extension="{ending}" ContentType="{kind}"/>'


def of_part(part: str, kind: str) -> str:
    return f'<Override PartName="/{part}" ContentType="{kind}"/>'


BOOK = of_part("xl/workbook.xml", MAIN_KIND)


def refused(data: bytes, limits: Limits = FORM) -> Problem | None:
    package, problems = inspect(data, "申告.xlsx", limits)
    assert (package is None) == bool(problems)
    assert limits is not FORM or fate(data) in AGREED
    return problems[0] if problems else None


def code(data: bytes, limits: Limits = FORM) -> str:
    problem = refused(data, limits)
    return problem.code if problem else ""


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            {TYPES: listed_types(of_ending("bin", BINARY), BOOK)},
            "",
            id="ブラウザの書き出し: .binの種類だけがあり、部品はない",
        ),
        pytest.param(
            {
                TYPES: listed_types(of_ending("bin", BINARY), BOOK),
                "xl/printerSettings/printerSettings1.bin": b"\0",
            },
            "",
            id="同じ書き出しに、印刷の設定がある",
        ),
        pytest.param(
            {TYPES: listed_types(BOOK, of_part("xl/vbaProject.bin", "application/vnd.vba"))},
            "",
            id="無害化でマクロの部品だけが抜かれた",
        ),
        pytest.param(
            {TYPES: listed_types(of_ending("xml", MAIN_KIND)), **ROOT},
            "",
            id="本体の種類が拡張子で書いてある",
        ),
        pytest.param(
            {TYPES: listed_types(of_ending("xml", MACRO_KIND)), **ROOT},
            "active-content",
            id="拡張子で書いてあるのが、マクロのブックの種類",
        ),
        pytest.param(
            {TYPES: listed_types(of_ending("bin", BINARY), BOOK), "xl/vbaProject.bin": b"\0"},
            "active-content",
            id="同じ書き出しに、マクロがある",
        ),
        pytest.param(
            {
                TYPES: listed_types(BOOK),
                "xl/code.bin": b"\0",
                RELS: relations(
                    ("worksheet", "worksheets/sheet1.xml"),
                    ("sharedStrings", "sharedStrings.xml"),
                    ("styles", "styles.xml"),
                    ("vbaProject", "code.bin"),
                ),
            },
            "active-content",
            id="ほかの名前のマクロ",
        ),
        pytest.param({TYPES: types(MACRO_KIND)}, "active-content", id="マクロのブックと名乗る"),
        pytest.param(
            {
                TYPES: listed_types(of_ending("bin", BINARY)),
                "_rels/.rels": relations(("officeDocument", "xl/workbook.bin")),
                "xl/workbook.bin": b"\0",
            },
            "old-format",
            id="本物のxlsb",
        ),
    ],
)
def test_マクロのブックかどうかは_入っている部品で決まる(
    changes: dict[str, str | bytes | None], expected: str
) -> None:
    assert code(packed(changes), LEDGER) == expected


ON_SHEET = "シート「受講」"


@pytest.mark.parametrize(
    ("parts", "named", "way_out"),
    [
        pytest.param(
            {
                OWN_RELS: relations(("ctrlProp", "../ctrlProps/ctrlProp1.xml")),
                "xl/ctrlProps/ctrlProp1.xml": "<x/>",
            },
            ("チェックボックス", ON_SHEET),
            "Deleteキー",
            id="古いチェックボックス",
        ),
        pytest.param(
            {
                OWN_RELS: relations(("oleObject", "../embeddings/oleObject1.bin")),
                "xl/embeddings/oleObject1.bin": b"\0",
            },
            ("埋め込まれた", ON_SHEET),
            "Deleteキー",
            id="埋め込んだPDF",
        ),
        pytest.param(
            {
                OWN_RELS: relations(("drawing", "../drawings/drawing1.xml")),
                "xl/drawings/drawing1.xml": "<x/>",
                DRAWING_RELS: relations(("chart", "../charts/chart1.xml")),
                "xl/charts/chart1.xml": "<x/>",
                "xl/charts/_rels/chart1.xml.rels": relations(
                    ("package", "../embeddings/Microsoft_Excel_Sheet.xlsx")
                ),
                "xl/embeddings/Microsoft_Excel_Sheet.xlsx": b"PK",
            },
            ("埋め込まれた", ON_SHEET),
            "Deleteキー",
            id="スライドから貼ったグラフ",
        ),
        pytest.param(
            {"xl/externalLinks/externalLink1.xml": "<x/>"},
            ("ほかのブックへのリンク", "externalLink1.xml"),
            "リンクを解除",
            id="ほかのブックへのリンク",
        ),
        pytest.param(
            {"xl/connections.xml": "<x/>"},
            ("外のデータ", "xl/connections.xml"),
            "クエリと接続",
            id="データの接続",
        ),
        pytest.param(
            {"xl/vbaProject.bin": b"\0"},
            ("マクロ", "xl/vbaProject.bin"),
            "Excelブック(.xlsx)",
            id="マクロ",
        ),
    ],
)
def test_断るときは_どのシートの何かと_どうすればよいかを言う(
    parts: dict[str, str | bytes | None], named: tuple[str, ...], way_out: str
) -> None:
    problem = refused(packed(parts))
    assert problem is not None
    assert problem.code == "active-content"
    assert all(word in problem.what for word in named), problem.what
    assert way_out in problem.remedy


def test_二つあれば_二つとも言う() -> None:
    parts: dict[str, str | bytes | None] = {
        OWN_RELS: relations(
            ("ctrlProp", "../ctrlProps/ctrlProp1.xml"), ("oleObject", "../embeddings/a.bin")
        ),
        "xl/ctrlProps/ctrlProp1.xml": "<x/>",
        "xl/embeddings/a.bin": b"\0",
    }
    problem = refused(packed(parts))
    assert problem is not None
    assert "チェックボックス" in problem.what
    assert "埋め込まれた" in problem.what
    assert problem.place.sheet == "受講"
    assert not code(packed(parts), LEDGER)


def ole(*names: str) -> bytes:
    return OLE + b"\0" * 99 + b"\0".join(name.encode("utf-16-le") for name in names)


@pytest.mark.parametrize(
    ("data", "expected", "word"),
    [
        pytest.param(
            ole("EncryptedPackage", "StrongEncryptionDataSpace"),
            "password",
            "パスワードを外して",
            id="パスワード",
        ),
        pytest.param(
            ole("DRMEncryptedDataSpace", "EncryptedPackage"),
            "rights-protected",
            "秘密度ラベル",
            id="秘密度ラベル",
        ),
        pytest.param(
            ole("EncryptedPackage", "DRMEncryptedTransform"),
            "rights-protected",
            "アクセス制限なし",
            id="IRM",
        ),
        pytest.param(
            ole("Workbook", "DRMContent"), "rights-protected", "暗号化のない", id="IRMのxls"
        ),
        pytest.param(ole("Workbook"), "old-format", "Excelブック(.xlsx)", id="ふつうのxls"),
    ],
)
def test_暗号化されたものは_外し方まで正しく言う(data: bytes, expected: str, word: str) -> None:
    problem = refused(data)
    assert problem is not None
    assert problem.code == expected
    assert word in problem.remedy
    assert ("パスワードを外して" in problem.remedy) == (expected == "password")


@pytest.mark.parametrize("limits", [FORM, LEDGER], ids=["様式", "台帳"])
@pytest.mark.parametrize(
    ("ref", "said"),
    [
        pytest.param('ref=""', "範囲がありません", id="空の範囲"),
        pytest.param("", "範囲がありません", id="範囲がない"),
        pytest.param('ref="B3:A1"', "「B3:A1」", id="逆さの範囲"),
        pytest.param('ref="A:C"', "「A:C」", id="列だけの範囲"),
        pytest.param('ref="#REF!"', "「#REF!」", id="消えた範囲"),
    ],
)
def test_範囲のおかしい表は_表の名前を言って断る(ref: str, said: str, limits: Limits) -> None:
    parts = {
        OWN_RELS: relations(("table", "../tables/t.xml")),
        "xl/tables/t.xml": f'<table displayName="my_goals" name="my_goals" {ref}/>',
    }
    problem = refused(packed(parts), limits)
    assert problem is not None
    assert (problem.code, problem.place.sheet) == ("sheet-broken", "受講")
    assert "「my_goals」" in problem.what
    assert said in problem.what
    assert "台帳は「復元」で控えに戻し" in problem.remedy


def test_範囲が一つのセルだけの表は_断らない() -> None:
    parts = {
        OWN_RELS: relations(("table", "../tables/t.xml")),
        "xl/tables/t.xml": '<table displayName="a" name="a" ref="A1"/>',
    }
    assert not code(packed(parts))


# pictures in cells

RICH = {
    "xl/metadata.xml": (
        "<metadata><metadataTypes><metadataType name='XLRICHVALUE'/></metadataTypes>"
        "<futureMetadata name='XLRICHVALUE'>"
        "<bk><extLst><ext><rvb i='0'/></ext></extLst></bk>"
        "<bk><extLst><ext><rvb i='1'/></ext></extLst></bk></futureMetadata>"
        "<valueMetadata><bk><rc t='1' v='0'/></bk><bk><rc t='1' v='1'/></bk></valueMetadata>"
        "</metadata>"
    ),
    "xl/richData/rdrichvalue.xml": (
        "<rvData><rv s='1'><v>0</v></rv><rv s='0'><v>0</v></rv></rvData>"
    ),
    "xl/richData/rdrichvaluestructure.xml": (
        "<rvStructures><s t='_linkedentity'/><s t='_localImage'/></rvStructures>"
    ),
    RELS: relations(
        ("worksheet", "worksheets/sheet1.xml"),
        ("sharedStrings", "sharedStrings.xml"),
        ("styles", "styles.xml"),
        ("sheetMetadata", "metadata.xml"),
        ("rdRichValue", "richData/rdrichvalue.xml"),
        ("rdRichValueStructure", "richData/rdrichvaluestructure.xml"),
    ),
}


@pytest.mark.parametrize(
    ("cell", "parts", "picture"),
    [
        pytest.param('t="e" vm="1"><v>#VALUE!</v>', RICH, True, id="画像"),
        pytest.param('t="e" vm="2"><v>#VALUE!</v>', RICH, False, id="株価などのデータ型"),
        pytest.param('t="e" vm="1"><v>#VALUE!</v>', {}, True, id="画像の一覧が失われた画像"),
        pytest.param('t="e"><v>#VALUE!</v>', RICH, False, id="ただの計算の誤り"),
        pytest.param('t="e" vm="1"><v>#REF!</v>', RICH, False, id="ほかの誤り"),
    ],
)
def test_セルの画像は_ほかのエラー値と区別される(
    cell: str, parts: dict[str, str | bytes | None], *, picture: bool
) -> None:
    whole = str(PARTS[SHEET]).replace("</row>", f'<c r="C1" {cell}</c></row>')
    package, problems = inspect(packed({SHEET: whole, **parts}), "申告.xlsx")
    assert package is not None, problems
    assert package.errors["受講"] == {"C1"}
    assert package.pictures.get("受講", frozenset()) == ({"C1"} if picture else set())


# names of files


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        pytest.param("自己申告書　松田　誠.xlsx", "自己申告書　松田　誠.xlsx", id="全角の空白"),
        pytest.param("申告\u00a0松田.xlsx", "申告\u00a0松田.xlsx", id="改行しない空白"),
        pytest.param("申告_\ue000田.xlsx", "申告_\ue000田.xlsx", id="外字"),
        pytest.param("申告_𠮷田.xlsx", "申告_𠮷田.xlsx", id="4バイトの字"),
        pytest.param("申告\n書.xlsx", "申告\\x0a書.xlsx", id="改行"),
        pytest.param("申告\u202exslx.exe.xlsx", "申告\\x202exslx.exe.xlsx", id="右から左"),
        pytest.param("申告\u2028書.xlsx", "申告\\x2028書.xlsx", id="行の区切り"),
    ],
)
def test_ファイルの名前は_見えるとおりに言う(tmp_path: Path, name: str, shown: str) -> None:
    folder = tmp_path / "広報課　提出分"
    folder.mkdir()
    (folder / name).write_bytes(b"PK")
    assert [file.name for file in listed(tmp_path).books] == [f"広報課　提出分/{shown}"]
