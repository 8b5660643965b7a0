"""What our own reader does with an ordinary workbook is bounded by what the gate has measured.

It reads ledgers in the program's own process, where nothing ends it (decision 0019). So its work is
counted: each pattern goes over its bytes in proportion to them, whatever they are; and what it
makes of them has no more places than is said. What is larger is left to a child.
"""

import importlib
import multiprocessing
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import ledger.read.workers
from ledger.read import number_format_disguise
from ledger.read.child_side import Failure
from ledger.read.guard import sheets as guard_sheets
from ledger.read.guard.limits import LEDGER
from ledger.read.ordinary import book as ordinary, styles
from ledger.read.ordinary.book import ordinary_book
from ledger.read.reading_costs import inflated
from ledger.read.workbooks import open_ordinary
from ledger.read.workers import ForChild, as_it_is, read_all
from read.linear_patterns import is_linear
from read.test_ordinary_books import with_cells
from test_guard import MAIN, SHEET, STYLES

SOURCE = Path(ledger.read.__file__).parent
MODULES = sorted(
    [
        *SOURCE.glob("guard/*.py"),
        *SOURCE.glob("ordinary/*.py"),
        *(SOURCE / f"{name}.py" for name in ("number_format_disguise", "workbooks", "grids")),
    ]
)
"""What goes over the bytes of an ordinary workbook, and the gate."""
ELSEWHERE = {
    "guard.tags._TAG": "over cells: only the careful reader, in a child",
    "guard.tags._ANY_TAG": "over cells: only the careful reader, in a child",
    "guard.tags._STRAY_ELEMENT": "over cells: only the careful reader, in a child",
    "guard.tags._ATTRIBUTE": "here only over one tag that `LISTED` has matched: it fails nowhere",
    "guard.values._WHOLE_CELL": "only the careful reader, in a child",
    "guard.values._CONTENT": "only the careful reader, in a child",
    "guard.values._IN_TEXT": "only the careful reader, in a child",
    "guard.well_formed._DECLARED": "over 200 bytes",
    "number_format_disguise._IN_BRACKETS": "over 255 signs",
    "ordinary.grammar._ATTRIBUTE": "only over what `LISTED` has matched: it fails nowhere",
}
"""Patterns that would scan some texts again and again, and why none of these comes to them here."""


def patterns() -> Iterator[tuple[str, re.Pattern[str] | re.Pattern[bytes], bool]]:
    """Yield each pattern by name, and whether it is tried at one place only."""
    text = "\n".join(path.read_text("utf-8") for path in SOURCE.rglob("*.py"))
    for path in MODULES:
        own = path.relative_to(SOURCE).with_suffix("").as_posix().replace("/", ".")
        said = vars(importlib.import_module(f"ledger.read.{own}".removesuffix(".__init__")))
        for name, thing in said.items():
            held = thing if isinstance(thing, tuple) else (thing,)
            for one in (x for y in held for x in (y if isinstance(y, tuple) else (y,))):
                if isinstance(one, re.Pattern):
                    where = path.read_text("utf-8") if name.startswith("_") else text
                    once = re.search(rf"\b{name}\.(match|fullmatch)\(", where) is not None
                    more = re.search(rf"\b{name}\.(search|find\w+|sub|split)\(", where) is not None
                    yield f"{own}.{name}", one, once and not more


FOUND = {f"{name} {n}": (name, one, once) for n, (name, one, once) in enumerate(patterns())}


@pytest.mark.parametrize("which", FOUND)
def test_どの型も_読むバイトに比例した手間で済む(which: str) -> None:
    name, one, once = FOUND[which]
    assert is_linear(one.pattern, one.flags, anchored=once) is (name not in ELSEWHERE)


def test_見ている型に_漏れはない() -> None:
    assert {name for name, _, _ in FOUND.values()} >= set(ELSEWHERE)
    assert len(FOUND) > 50


SLOW = (
    rb">[^<]{100000,}<",
    rb"<cellXfs\b.*?</cellXfs>",
    rb'<col\b[^>]*?\bstyle="(\d+)"',
    rb"\s+([\w:.-]+)\s*=",
    rb'<c\b[^<>]*?\br="([A-Z])"[^<>]*?(?<!/)>',
    r"spreadsheetml\.sheet.*\.main\+xml$",
    r"vbaProject[^/]*\.bin$",
    r"\[[^\]]*\]",
    r"<a(?:b*c?)*d>(?:b|c)*e",
)
QUICK = (
    rb"<[^<>]*+>[^<]{100000,}+<",
    rb"<cellXfs\b",
    rb'<col\b[^<>]*?\bstyle="(\d+)"',
    rb"([A-Z]{1,3})([1-9]\d{0,6})",
    r"sheet.{0,40}\.main\+xml$",
    r"&(?:#x([0-9A-Fa-f]+)|#([0-9]+)|([a-z]+));",
    rb'<col\b(?=[^<>]*?\bmin="(\d+)")(?=[^<>]*?\bmax="(\d+)")',
)


@pytest.mark.parametrize("pattern", SLOW)
def test_比例しない型は_見つかる(pattern: str | bytes) -> None:
    assert not is_linear(pattern, 0, anchored=False)


@pytest.mark.parametrize("pattern", QUICK)
def test_比例する型は_通る(pattern: str | bytes) -> None:
    assert is_linear(pattern, 0, anchored=False)


# places


def with_rows(lines: str) -> bytes:
    text = f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>'
    return with_cells("", **{SHEET: text})


def wide(rows: int, column: str, *, every: bool = False) -> bytes:
    """Return a book with so many rows of one value, the first or every one of them far right."""
    lines = "".join(
        f'<row r="{n}"><c r="{column if n == 1 or every else "A"}{n}"><v>5</v></c></row>'
        for n in range(1, rows + 1)
    )
    return with_rows(lines)


@pytest.mark.parametrize("every", [False, True])
def test_値の置き場が決めた数までなら読み_超えれば子プロセスに任せる(
    every: bool,  # noqa: FBT001 - a case
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows, column, width = 40, "CV", 100
    monkeypatch.setattr(ordinary, "MOST_PLACES", rows * width)
    found = ordinary_book(wide(rows, column, every=every), LEDGER)
    assert found is not None
    (sheet,) = found.sheets.values()
    assert sheet.places == rows * width
    assert {len(row) for row in sheet.rows()} == {width}
    assert ordinary_book(wide(rows + 1, column, every=every), LEDGER) is None
    assert ordinary_book(wide(rows, "CW", every=every), LEDGER) is None


def test_置き場は_ブックのシートを合わせて数える(monkeypatch: pytest.MonkeyPatch) -> None:
    one = ordinary_book(wide(10, "J"), LEDGER)
    assert one is not None
    assert sum(sheet.places for sheet in one.sheets.values()) == 100
    assert ordinary_book(wide(10, "J"), LEDGER) is not None
    monkeypatch.setattr(ordinary, "MOST_PLACES", 99)
    assert ordinary_book(wide(10, "J"), LEDGER) is None


def test_いちばん右のセルが1つあっても_空の行を列の数だけは作らない() -> None:
    found = ordinary_book(wide(3, "XFD"), LEDGER)
    assert found is not None
    (sheet,) = found.sheets.values()
    rows = sheet.rows()
    assert [len(row) for row in rows] == [16_384] * 3
    assert rows[0][-1] == rows[1][0] == 5.0


def test_行のない所は_同じ1つの空の行() -> None:
    line = '<row r="900"><c r="B900"><v>5</v></c></row>'
    found = ordinary_book(with_rows(line))
    assert found is not None
    rows = next(iter(found.sheets.values())).rows()
    assert len(rows) == 900
    assert len({id(row) for row in rows[:-1]}) == 1


def test_隠れた列は_重なる指定がいくつあっても_1度ずつ数える() -> None:
    spans = [(1, 3), (2, 9), (5, 5), (12, 99_999), (1, 1)]
    said = "".join(f'<col min="{a}" max="{b}" hidden="1"/>' for a, b in spans).encode()
    wanted = {c for a, b in spans for c in range(a - 1, min(b, 16_384))}
    assert number_format_disguise.hidden_lines(said, ()).columns == wanted


def test_大きすぎる書式の部品は_子プロセスに任せる(monkeypatch: pytest.MonkeyPatch) -> None:
    data = with_cells('<c r="A1"><v>5</v></c>')
    assert ordinary_book(data) is not None
    monkeypatch.setattr(styles, "_LARGEST", 10)
    styles._STYLES.clear()  # noqa: SLF001 - what another test read
    assert ordinary_book(data) is None


def test_書式は_始めと終わりの間だけを数える() -> None:
    one = (
        b"<styleSheet><cellXfs><xf/><xf></xf></cellXfs><cellStyles><xf/></cellStyles></styleSheet>"
    )
    assert guard_sheets.count_styles(one) == 2
    assert guard_sheets.count_styles(b"<styleSheet><cellXfs/><xf/></styleSheet>") == 0
    assert guard_sheets.count_styles(b'<s xmlns:x="u"><x:cellXfs><x:xf/></x:cellXfs></s>') == 1


# files that made it spin


def around(after: str = "", before: str = "") -> bytes:
    text = f'<worksheet xmlns="{MAIN}">{before}<sheetData/>{after}</worksheet>'
    return with_cells("", **{SHEET: text})


def styled(inside: str) -> bytes:
    return with_cells("", **{STYLES: f'<styleSheet xmlns="{MAIN}">{inside}</styleSheet>'})


def long_lines() -> bytes:
    return around(f"<extLst>{ONE_LONG * 20}</extLst>")


def long_format() -> bytes:
    one = f'<numFmt numFmtId="200" formatCode="{"[" * 90_000}"/>'
    return styled(f"<numFmts>{one}</numFmts>")


HIDDEN_ALL = '<col min="1" max="16384" hidden="1"/>'
ONE_LONG = f"<ext>{'>' * 99_000}</ext>"
SPINNING: dict[str, Callable[[], bytes]] = {
    "長い文字の中の>": long_lines,
    "空の書式の一覧": lambda: styled("<cellXfs/>" * 40_000),
    "長い表示形式": long_format,
    "重なる列": lambda: around(before=f"<cols>{HIDDEN_ALL * 20_000}</cols>"),
}
"""Ledgers of some hundred kilobytes that took minutes in the program's own process."""


@pytest.mark.parametrize("which", SPINNING)
def test_かつて回り続けたファイルも_子プロセスに許す時間で読み終わる(
    which: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger.read.workers, "START", multiprocessing.get_context("fork"))
    data = SPINNING[which]()
    (found,) = read_all([ForChild(data, len(data), inflated(data))], _tried, as_it_is, workers=1)
    assert not isinstance(found, Failure), found


def _tried(data: bytes) -> int:
    """Read all that a verb may ask of a ledger."""
    book = open_ordinary(data, "台帳.xlsx", LEDGER)
    titles = book.package.sheets if book is not None else ()
    return sum(len(book.rows(t)) + len(book.formula_texts(t)) for t in titles if book is not None)
