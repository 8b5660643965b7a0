"""Every workbook that we write opens in Excel 2016 as it is: nothing repaired or read anew.

No formula needs Ctrl+Shift+Enter there. Each rule is shown to bite where it is broken.
"""

import html
import re
from collections.abc import Iterator

import pytest

from array_context import breaches
from books_of_each_kind import KINDS, books
from ledger.present.package import Package
from repair_rules import repairs


@pytest.mark.parametrize("kind", KINDS)
def test_どのブックも_Excelに修復されない(kind: str) -> None:
    assert not repairs(books()[kind])


@pytest.mark.parametrize("kind", KINDS)
def test_どのブックにも題名があり_部品は近くから名指される(kind: str) -> None:
    package = Package(books()[kind])
    title = re.search(rb"<dc:title>([^<]+)</dc:title>", package.read("docProps/core.xml"))
    assert title is not None
    links = (package.read(name) for name in package.names if name.endswith(".rels"))
    assert not [one for text in links for one in re.findall(rb'Target="/[^"]*"', text)]


def planted(part: str, old: bytes, new: bytes, kind: str) -> list[str]:
    """Return what is found in a book in which one thing was exchanged."""
    package = Package(books()[kind])
    text = package.read(part)
    assert re.search(old, text), "the plant must take"
    return repairs(package.replaced({part: re.sub(old, new, text, count=1)}))


BOOK, FIRST = "xl/workbook.xml", "xl/worksheets/sheet1.xml"
CLAIMS = "xl/worksheets/sheet2.xml"
TABLE = "xl/tables/table1.xml"
SHEET_NAME = rb'(<sheet\b[^>]*?\bname=)"[^"]*"'


@pytest.mark.parametrize(
    ("part", "old", "new", "said"),
    [
        pytest.param(
            TABLE,
            rb'(<tableColumn\b[^>]*?name=)"[^"]*"',
            rb'\1"x"',
            "header 'x'",
            id="見出しとセルが違う",
        ),
        pytest.param(TABLE, rb' ref="[^"]*"', b' ref=""', "no range", id="範囲のない表"),
        pytest.param(
            TABLE,
            rb'displayName="[^"]*"',
            b'displayName="A1"',
            "name 'A1'",
            id="番地のような表の名前",
        ),
        pytest.param(
            TABLE,
            rb'displayName="[^"]*"',
            b'displayName="in_proxy"',
            "two names",
            id="同じ名前の表",
        ),
        pytest.param(
            BOOK, SHEET_NAME, rb'\1"' + b"a" * 32 + b'"', "sheet name", id="32字のシート名"
        ),
        pytest.param(BOOK, SHEET_NAME, rb'\1"a/b"', "sheet name", id="使えない字のシート名"),
        pytest.param(
            BOOK,
            rb'(<definedName name=)"in_proxy"',
            rb'\1"in proxy"',
            "name 'in proxy'",
            id="空白のある名前",
        ),
        pytest.param(
            BOOK,
            rb'(<definedName name="in_proxy"[^>]*>)[^<]*',
            rb"\1'x'!$A$1",
            "not there",
            id="ないシートの名前",
        ),
        pytest.param(
            CLAIMS,
            rb'(<dataValidation\b[^>]*?prompt=)"[^"]*"',
            rb'\1"' + b"a" * 256 + b'"',
            "prompt",
            id="長い案内",
        ),
        pytest.param(
            CLAIMS,
            rb'(<dataValidation\b[^>]*?errorTitle=)"[^"]*"',
            rb'\1"' + b"a" * 33 + b'"',
            "errorTitle",
            id="長い題",
        ),
        pytest.param(
            CLAIMS, rb'(<row r="5"[^>]*?ht=)"[^"]*"', rb'\1"410"', "row 5", id="高すぎる行"
        ),
        pytest.param(CLAIMS, rb' s="\d+"', b' s="60000"', "style", id="ない書式"),
        pytest.param(
            CLAIMS,
            rb"<f>[^<]*",
            b"<f>LEN(&quot;" + b"a" * 256 + b"&quot;)",
            "literal",
            id="長い文字の定数",
        ),
        pytest.param(
            CLAIMS, rb"<f>[^<]*", b"<f>" + b"1+" * 4096 + b"1", "formula of", id="長い数式"
        ),
        pytest.param(CLAIMS, rb"<f>[^<]*", b"<f>(1", "open", id="閉じない数式"),
        pytest.param(
            CLAIMS,
            rb"</sheetData>",
            b'<row r="999"><c r="A999"><v></v></c></row></sheetData>',
            "without a value",
            id="空の数",
        ),
        pytest.param(
            CLAIMS,
            rb"</sheetData>",
            b'</sheetData><mergeCells><mergeCell ref="C36:D37"/></mergeCells>',
            "overlaps",
            id="表の中の結合",
        ),
        pytest.param(CLAIMS, rb'dxfId="\d+"', b'dxfId="900"', "look", id="ない見た目"),
    ],
)
def test_決まりを一つ破ると_見つかる(part: str, old: bytes, new: bytes, said: str) -> None:
    found = planted(part, old, new, "配ったままの申告書")
    assert any(said in one for one in found), found


@pytest.mark.parametrize(
    ("new", "limit"),
    [
        pytest.param(b"<f>" + b"1+" * 4095 + b"11", 8_192, id="数式8,192字まで"),
        pytest.param(b"<f>LEN(&quot;" + b"a" * 255 + b"&quot;)", 255, id="定数255字まで"),
    ],
)
def test_ちょうどの長さは_直されない(new: bytes, limit: int) -> None:
    assert limit
    assert not planted(CLAIMS, rb"<f>[^<]*", new, "配ったままの申告書")


FORMULA = re.compile(rb"<(?:f|formula|formula1|formula2)\b[^>]*>([^<]+)<")
LISTS = re.compile(rb'<dataValidation\b[^>]*type="list"[^>]*>.*?</dataValidation>', re.DOTALL)


def formulas(book: bytes) -> Iterator[tuple[str, str]]:
    """Yield the formulas of cells, conditional formats and validations, alike ones once.

    The source of a dropdown is a range by its nature and is left out.
    """
    package = Package(book)
    seen: set[str] = set()
    for sheet, part in package.sheet_parts.items():
        for found in FORMULA.findall(LISTS.sub(b"", package.read(part))):
            text = html.unescape(found.decode())
            alike = re.sub(r"\d+", "0", text)
            if alike not in seen:
                seen.add(alike)
                yield sheet, text


@pytest.mark.parametrize("kind", KINDS)
def test_どの数式も_2016で配列数式にしなくてよい(kind: str) -> None:
    wrong = {
        (sheet, text[:200]): found
        for sheet, text in formulas(books()[kind])
        if (found := breaches(text))
    }
    assert not wrong


def test_様式の数式は_確かに調べられている() -> None:
    assert len(list(formulas(books()["配ったままの申告書"]))) > 200


@pytest.mark.parametrize(
    "formula",
    [
        "SUMPRODUCT((A1:A9=B1)*(C1:C9>0))",
        "SUMPRODUCT(MAX(EXACT(list_tool_key,B1)*(ROW(list_tool_key)-1)))",
        'COUNTIFS(A1:A9,B1,C1:C9,">"&D1)',
        'IF(COUNTIF(A1:A9,B1)>0,INDEX(C1:C9,MATCH(B1,A1:A9,0)),"")',
        "SUMIFS(A1:A9,B1:B9,C1)+SUMIF(A1:A9,B1,C1:C9)",
        "MAX(A1:A9)-MIN(1,B2)",
        'SUMPRODUCT((LEFT(A1:A9,1)="×")*1)>0',
        "OR(A1={1,2})",
        "N(A1)&INDEX(A1:A9,3)",
    ],
)
def test_このままでよい数式(formula: str) -> None:
    assert not breaches(formula)


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("MAX((A1:A9=B1)*C1:C9)", "operator"),
        ("SUM(IF(A1:A9>0,1,0))", "operator"),
        ("SUMPRODUCT(IF(A1:A9>0,1,0))", "IF"),
        ("SUMPRODUCT(N(A1:A9))", "N"),
        ("SUMPRODUCT(INDEX(A1:A9,B1:B9)*1)", "INDEX"),
        ("LEN(A1:A9)", "LEN"),
        ("INDEX(A1:A9,MATCH(1,(B1:B9=C1)*1,0))", "operator"),
        ("MAX(EXACT(list_tool_key,B1)*1)", "EXACT"),
        ("A1:A9", "more than one"),
        ("IF(A1=1,B1:B9,0)", "IF"),
        ("MAX(ROW(A1:A9))", "ROW"),
        ('SUMPRODUCT(COUNTIF(LEFT(A1:A9,1),"x"))', "COUNTIF"),
        ("COUNTIF(A1:A9,B1:B9)", "COUNTIF"),
    ],
)
def test_配列数式でないと違う値になる数式は_見つかる(formula: str, said: str) -> None:
    assert any(said in found for found in breaches(formula)), breaches(formula)
