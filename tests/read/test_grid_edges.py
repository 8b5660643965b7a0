"""A table's grid ends where its frame ends, and is none where nothing says where it begins."""

from collections.abc import Callable

import pytest
from openpyxl import Workbook

from ledger.layout import ledger
from ledger.layout.fact_tables import ATTENDANCES
from ledger.model.problems import Problem, Refusal
from ledger.read.grids import FoundGrid
from ledger.read.guard.limits import Limits
from ledger.read.lists import lists_of
from ledger.read.reviews.review import read_review
from ledger.read.rosters.grids import roster_grids
from ledger.read.self_reports.report import Unreadable, read_self_report
from ledger.read.workbooks import open_book
from read.books import saved, write_table
from test_guard import SHEET, packed, sheet
from test_guard_fuzz import ROWS as CELLS, WHOLE

STAFF = ledger.BY_KEY["staff"]
ROWS = [["00001", "佐藤"], ["00002", "鈴木"]]


def grid(book: Workbook) -> FoundGrid | None:
    opened, problems = open_book(saved(book), "台帳.xlsx")
    assert opened is not None, problems
    return opened.grid(STAFF)


def titled() -> Workbook:
    book = Workbook()
    assert book.active is not None
    book.active.title = STAFF.title
    return book


def test_枠の右隣の列は_表の列でない() -> None:
    book = titled()
    write_table(book[STAFF.title], STAFF, ROWS)
    beside = len(STAFF.headers) + 1
    for row, value in enumerate(("メモ", "右の覚え書き"), start=1):
        book[STAFF.title].cell(row, beside, value)
    found = grid(book)
    assert found is not None
    assert list(found.grid.headers) == list(STAFF.headers)
    assert [len(row) for row in found.grid.rows] == [len(STAFF.headers)] * 2


def test_枠も見出しの行もないシートは_表でない() -> None:
    book = titled()
    book[STAFF.title].append(["ここには表がありません"])
    assert grid(book) is None


def test_シートもなければ_表でない() -> None:
    assert grid(Workbook()) is None


def test_ブックでないファイルは開かず_理由を言う() -> None:
    opened, problems = open_book(b"not a workbook", "台帳.xlsx")
    assert opened is None
    assert problems


def test_門番が断るブックは_読めても開かない() -> None:
    opened, problems = open_book(saved(titled()), "台帳.xlsx", Limits(file=10))
    assert opened is None
    assert problems


@pytest.mark.filterwarnings("ignore:File may not be readable")
def test_枠が使っている行の下にあれば_見出しも行もない() -> None:
    book = titled()
    write_table(book[STAFF.title], STAFF, ROWS)
    book[STAFF.title].tables["staff"].ref = "A50:H52"
    found = grid(book)
    assert found is not None
    assert (list(found.grid.headers), list(found.grid.rows)) == ([], [])


def test_途中から始まる表でも_集計行は行に数えない() -> None:
    book = titled()
    write_table(book[STAFF.title], STAFF, [*ROWS, ["集計", "2"]], at=(4, 1))
    book[STAFF.title].tables["staff"].totalsRowCount = 1
    found = grid(book)
    assert found is not None
    assert [row[0] for row in found.grid.rows] == ["00001", "00002", ""]


def test_枠の下に書かれた行は_シートの行番号で知らせる() -> None:
    book = titled()
    write_table(book[STAFF.title], STAFF, ROWS, at=(4, 1))
    book[STAFF.title].cell(8, 1, "00003")
    found = grid(book)
    assert found is not None
    (outside,) = found.problems
    assert outside.code == "rows-outside"
    assert "8行" in outside.what
    assert len(found.grid.rows) == 4


BAD_MERGE = packed(
    {**WHOLE, SHEET: sheet(CELLS, '<mergeCells><mergeCell ref="{=1}"/></mergeCells>')}
)
READERS: dict[str, Callable[[], tuple[object, tuple[Problem, ...]]]] = {
    "名簿": lambda: roster_grids(BAD_MERGE, "名簿.xlsx", ATTENDANCES),
    "一覧": lambda: lists_of(BAD_MERGE, "名簿.xlsx", lambda _: True),
}


@pytest.mark.parametrize("reader", READERS)
def test_門を通ったシートを読み取りの部品が受け付けなければ_シートの名を言って断る(
    reader: str,
) -> None:
    with pytest.raises(Refusal) as refused:
        READERS[reader]()
    place = refused.value.problem.place
    assert (refused.value.problem.code, place.file, place.sheet) == (
        *("sheet-broken", "名簿.xlsx", "受講"),
    )


def test_申告書なら_その1件の理由になる() -> None:
    told = read_self_report(BAD_MERGE, "申告.xlsx")
    assert isinstance(told, Unreadable)
    assert told.problem.code == "meta-missing"
    assert isinstance(read_review(BAD_MERGE, "確認表.xlsx"), Unreadable)
