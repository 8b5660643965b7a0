"""Cells of an open ledger that a value alone does not tell: days from 1904, pictures in cells."""

import datetime as dt

import pytest

from ledger.book.live import LiveBook
from ledger.layout.addresses import position
from ledger.layout.frames import cells
from ledger.layout.ledger import BY_KEY
from windows.excel import Worksheet
from windows.test_windows_engine import Excel, Stage
from windows.test_windows_moods import built, opened

__all__ = ["built", "opened"]
STAFF = BY_KEY["staff"]
DAY = dt.date(2022, 4, 1)
EPOCHS = {True: dt.date(1904, 1, 1), False: dt.date(1899, 12, 30)}


def column(key: str) -> str:
    return "ABCDEFGH"[STAFF.keys.index(key)]


@pytest.mark.parametrize("from_1904", [True, False], ids=["1904年から", "1900年から"])
@pytest.mark.parametrize("key", ["hired_on", "retired_on"])
def test_日付の形のない数は_そのブックの数え始めから数える(
    opened: tuple[Excel, Stage], key: str, *, from_1904: bool
) -> None:
    excel, _ = opened
    excel.file.pages.from_1904 = from_1904
    sheet, at = excel.file.pages.held["職員"], f"{column(key)}3"
    sheet.formats[at] = "General"
    sheet.cells[position(at)] = float((DAY - EPOCHS[from_1904]).days)
    rows = cells(STAFF, LiveBook(excel.pages).read().tables["staff"])
    assert rows[1][STAFF.keys.index(key)] == DAY


def test_日付の形のあるセルは_Excelが渡した日のまま(opened: tuple[Excel, Stage]) -> None:
    excel, _ = opened
    excel.file.pages.from_1904 = True
    rows = cells(STAFF, LiveBook(excel.pages).read().tables["staff"])
    assert rows[0][STAFF.keys.index("hired_on")] == dt.date(2000, 4, 1)


ODD = {
    "自由な文字の欄の画像": ("kana", True, True, "picture-in-cell", 3),
    "必須の欄の画像": ("hired_on", True, True, "picture-in-input", 2),
    "空欄に意味のある欄の画像": ("retired_on", True, True, "picture-in-input", 3),
    "画像でないエラー値": ("kana", False, True, "error-in-input", 3),
    "画像を知らないExcelのエラー値": ("kana", True, False, "error-in-input", 3),
}


@pytest.mark.parametrize("case", ODD)
def test_セルに置かれた画像は_画像と言う(opened: tuple[Excel, Stage], case: str) -> None:
    key, picture, rich, code, count = ODD[case]
    excel, stage = opened
    stage.patch.setattr(Worksheet, "rich", rich)
    sheet, at = excel.file.pages.held["職員"], f"{column(key)}3"
    sheet.cells[position(at)] = "#VALUE!"
    sheet.pictures = frozenset({at} if picture else ())
    read = LiveBook(excel.pages).read()
    assert [(p.code, p.place.cell) for p in read.problems] == [(code, at)]
    assert len(read.tables["staff"]) == count
