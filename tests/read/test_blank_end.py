"""Rows that are only formatted cost nothing, whoever reads, and hide nothing (faults §2.3)."""

import tracemalloc
from collections.abc import Iterator

import pytest

from ledger.read.guard.blank_end import LEAST, without_blank_end
from ledger.read.guard.gate import inspect
from ledger.read.ordinary.book import ordinary_book
from ledger.read.workbooks import open_book
from test_guard import ROW, SHEET, packed, relations, sheet

FIRST = ROW.encode()


def blank(first: int, last: int, cells: str = "") -> bytes:
    """Return formatted rows; a column in `cells` gets a formatted cell."""

    def row(number: int) -> str:
        own = "".join(f'<c r="{letter}{number}" s="0"/>' for letter in cells)
        return f'<row r="{number}" s="0" customFormat="1">{own}</row>'

    return "".join(map(row, range(first, last + 1))).encode()


def book(cells: bytes) -> bytes:
    main = relations(("officeDocument", "xl/workbook.xml"))
    return packed({"_rels/.rels": main, SHEET: sheet(cells.decode())})


def readers(data: bytes) -> Iterator[str]:
    """Return the codes that the two readers refuse a file with, blank where they take it."""
    _, problems = inspect(data, "申告.xlsx")
    yield problems[0].code if problems else ""
    opened, problems = open_book(data, "申告.xlsx")
    assert (opened is None) == bool(problems)
    yield problems[0].code if problems else ""


@pytest.mark.parametrize("cells", ["", "AB"], ids=["行だけ", "各行に空のセル2つ"])
def test_書式だけの行が何千あっても_除いて読む(cells: str) -> None:
    rows = blank(2, 9_000, cells)
    assert without_blank_end(FIRST + rows, 1).cells == FIRST
    assert list(readers(book(FIRST + rows))) == ["", ""]
    assert ordinary_book(book(FIRST + rows)) is not None


def test_値より上の空の行は_除かない() -> None:
    rows = blank(2, 9_000)
    last = b'<row r="9001"><c r="A9001"><v>1</v></c></row>'
    assert without_blank_end(FIRST + rows + last, 1).cells == FIRST + rows + last


ODD = {
    "ほかの行のセル": b'<row r="9001"><c r="A1" s="0"/></row>',
    "行の順が逆": b'<row r="5"/>',
    "同じ行が2回": b'<row r="9000"/>',
    "ない書式": b'<row r="9001" s="7"/>',
    "ない書式のセル": b'<row r="9001"><c r="A9001" s="7"/></row>',
    "最後の列の外": b'<row r="9001"><c r="XFE9001" s="0"/></row>',
    "最後の行の外": b'<row r="1048577"/>',
    "知らない属性": b'<row r="9001" vm="1"/>',
    "種類のある空のセル": b'<row r="9001"><c r="A9001" t="s"/></row>',
    "ほかの要素": b'<row r="9001"><x/></row>',
    "文字": b'<row r="9001">x</row>',
}


@pytest.mark.parametrize("odd", ODD)
def test_ふつうでない行が1つでもあれば_何も除かない(odd: str) -> None:
    cells = FIRST + blank(2, 9_000) + ODD[odd]
    assert without_blank_end(cells, 1).cells == cells


def test_除いた行の名前空間も_ないと言われる() -> None:
    rows = blank(2, 9_000).replace(b' customFormat="1"', b' x14ac:dyDescent="0.4"')
    assert without_blank_end(FIRST + rows, 1).is_extended
    assert ordinary_book(book(FIRST + rows)) is None
    assert next(readers(book(FIRST + rows))) == "sheet-broken"


def test_短い空の行は_前のまま() -> None:
    rows = blank(2, 20)
    assert len(rows) < LEAST
    assert without_blank_end(FIRST + rows, 1).cells == FIRST + rows


def test_値の上の空のセルが多すぎれば_数えて断る() -> None:
    """Four million of them, and one value below, cost 18 s and 2.2 GB before they were counted."""
    letters = [*(chr(65 + n) for n in range(26)), "AA", "AB", "AC", "AD", "AE"]
    row = "".join(f'<c r="{letter}#" s="0"/>' for letter in letters)
    rows = "".join(f'<row r="{n}">{row.replace("#", str(n))}</row>' for n in range(2, 19_900))
    last = '<row r="19999"><c r="A19999"><v>1</v></c></row>'
    wide = book(FIRST + rows.encode() + last.encode())
    tracemalloc.start()
    found = list(readers(wide))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == ["too-heavy", "too-heavy"]
    assert peak < 100 * (1 << 20)
