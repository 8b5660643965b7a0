"""How HR's rows look in a closed ledger goes with their row; a filter is taken off and told."""

import datetime as dt
import io
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from builders import policy, tables
from ledger.book.closed import ClosedBook
from ledger.layout.ledger import BY_KEY
from ledger.present.package import Package
from small_office import Office
from untitled import build

PEOPLE = ("00001", "00002", "00003", "00004")
STAFF = BY_KEY["staff"]
HIRED = STAFF.keys.index("hired_on") + 1
YELLOW, ERA = "FFFFFF00", '[$-411]ge"."m"."d'
NOW = dt.datetime(2026, 3, 20, 9)  # noqa: DTZ001 - the ledger keeps local time


@pytest.fixture(scope="module")
def plain() -> bytes:
    """A ledger with four people, in rows 2 to 5."""
    made = tables(staff=[{"staff_no": number} for number in PEOPLE])
    return build(made, policy(made).settings)


def kept(folder: Path, book: bytes, dress: Callable[[Worksheet], None]) -> Path:
    """Write the ledger as HR keeps it."""
    path = folder / "台帳.xlsx"
    path.write_bytes(_dressed(book, dress))
    return path


@cache
def _dressed(book: bytes, dress: Callable[[Worksheet], None]) -> bytes:
    """Dress a ledger, once for all tests that begin with the same one."""
    opened, saved = openpyxl.load_workbook(io.BytesIO(book)), io.BytesIO()
    dress(opened["職員"])
    opened.save(saved)
    return saved.getvalue()


def second(sheet: Worksheet) -> None:
    """Mark 00002, in row 3: yellow, era dates, high, a note and a link."""
    for cell in sheet[3]:
        cell.fill = PatternFill("solid", fgColor=YELLOW)
    sheet.cell(3, HIRED).number_format = ERA
    sheet.row_dimensions[3].height = 40
    sheet["B3"].comment = Comment("育休の予定", "人事")
    sheet["C3"].hyperlink = "https://example.invalid/"


def first(sheet: Worksheet) -> None:
    """Mark 00001, in the first row of the table."""
    for cell in sheet[2]:
        cell.fill = PatternFill("solid", fgColor=YELLOW)


def staff(*numbers: str) -> pd.DataFrame:
    return tables(staff=[{"staff_no": number} for number in numbers])["staff"]


def written(path: Path, *numbers: str) -> Worksheet:
    """Replace 職員 by these people, in this order, and look at the sheet."""
    book = ClosedBook(path)
    book.read()
    book.write({"staff": staff(*numbers)})
    return openpyxl.load_workbook(path)["職員"]


def coloured(sheet: Worksheet) -> list[str]:
    """Return the people whose whole row is yellow; half a row is nobody's."""
    found = []
    for row in sheet.iter_rows(min_row=2, max_col=len(STAFF.columns)):
        yellow = {cell.fill.fgColor.rgb == YELLOW for cell in row}
        assert len(yellow) == 1
        if True in yellow:
            found.append(str(row[0].value))
    return found


ORDERS = {
    "新しい人が先頭": ("00000", *PEOPLE),
    "逆の順": tuple(reversed(PEOPLE)),
    "前の人がいなくなる": ("00002", "00003"),
    "そのまま": PEOPLE,
    "増えて_減って_入れ替わる": ("00009", "00004", "00008", "00002"),
}


@pytest.mark.parametrize("order", ORDERS)
def test_色_表示形式_高さ_メモ_リンクは_人とともに動く(
    plain: bytes, tmp_path: Path, order: str
) -> None:
    sheet = written(kept(tmp_path, plain, second), *ORDERS[order])
    now = ORDERS[order].index("00002") + 2
    assert coloured(sheet) == ["00002"]
    formats = {row: sheet.cell(row, HIRED).number_format for row in range(2, sheet.max_row + 1)}
    assert [row for row, shown in formats.items() if shown == ERA] == [now]
    assert [row for row, one in sheet.row_dimensions.items() if one.height == 40] == [now]
    notes = {c.coordinate: c.comment.text for r in sheet.iter_rows() for c in r if c.comment}
    assert notes == {f"B{now}": "育休の予定"}
    links = [cell.coordinate for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"C{now}"]


def test_いなくなった人のメモとリンクは残らない(plain: bytes, tmp_path: Path) -> None:
    sheet = written(kept(tmp_path, plain, second), "00001", "00003")
    assert coloured(sheet) == []
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.comment or cell.hyperlink]


def test_先頭の人の色は_ほかの人に付かない(plain: bytes, tmp_path: Path) -> None:
    sheet = written(kept(tmp_path, plain, first), *PEOPLE, "00005")
    assert coloured(sheet) == ["00001"]


@pytest.mark.parametrize(
    ("rows", "extends"),
    [(range(2, 6), True), (range(2, 5), True), (range(2, 4), False), (range(0), False)],
    ids=["4人とも", "3人", "2人", "だれも"],
)
def test_新しい行は_表の半分より多い行と同じ形になる(
    plain: bytes, tmp_path: Path, rows: range, *, extends: bool
) -> None:
    def era(sheet: Worksheet) -> None:
        for row in rows:
            sheet.cell(row, HIRED).number_format = ERA

    sheet = written(kept(tmp_path, plain, era), *PEOPLE, "00005")
    shown = sheet.cell(6, HIRED).number_format
    assert shown == (ERA if extends else "yyyy/mm/dd")


ANCHORS = {"1, 15, 2, 2, 3, 15, 6, 4": [1, 15, 4, 2, 3, 15, 8, 4], "": []}


@pytest.mark.parametrize("anchor", ANCHORS, ids=["箱の場所がある", "ない"])
@pytest.mark.parametrize("prefix", ["x:", "ns2:", ""])
def test_メモの箱も行とともに動く(plain: bytes, tmp_path: Path, anchor: str, prefix: str) -> None:
    path = kept(tmp_path, plain, second)
    package = Package(path.read_bytes())
    (part,) = (name for name in package.names if name.endswith(".vml"))
    place = f"<ns2:Anchor>{anchor}</ns2:Anchor>" if anchor else ""
    box = package.read(part).decode().replace("<ns2:Row>", f"{place}<ns2:Row>")
    box = box.replace("xmlns:ns2", f"xmlns:{prefix[:-1]}" if prefix else "xmlns")
    box = box.replace("<ns2:", f"<{prefix}").replace("</ns2:", f"</{prefix}")
    path.write_bytes(package.replaced({part: box.encode()}))
    written(path, "00000", "00009", *PEOPLE)
    now = Package(path.read_bytes()).read(part).decode()
    assert f"<{prefix}Row>4</{prefix}Row><{prefix}Column>1</{prefix}Column>" in now
    found = re.findall(r"Anchor>([^<]+)<", now)
    assert [[int(n) for n in one.split(",")] for one in found] == [ANCHORS[anchor]] * bool(anchor)


# filters


def filtered(sheet: Worksheet) -> None:
    """Show 00003 only."""
    table = sheet.tables["staff"]
    table.autoFilter.add_filter_column(0, ["00003"])
    table.autoFilter.add_sort_condition("A2:A5")
    sheet.sheet_properties.filterMode = True
    for row in (2, 3, 5):
        sheet.row_dimensions[row].hidden = True


def hidden_by_hand(sheet: Worksheet) -> None:
    """Hide 00003 without a filter."""
    sheet.row_dimensions[4].hidden = True


def hidden(sheet: Worksheet) -> list[str]:
    return [
        str(sheet.cell(row, 1).value) for row, one in sheet.row_dimensions.items() if one.hidden
    ]


def test_絞り込まれた表は_絞り込みを外し_前もって言う(plain: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, plain, filtered)
    told = ClosedBook(path).foreseen({"staff": staff(*PEOPLE)})
    assert [(p.code, p.place.sheet) for p in told] == [("filter-cleared", "職員")]
    sheet = written(path, "00000", *PEOPLE)
    assert hidden(sheet) == []
    assert not sheet.tables["staff"].autoFilter.filterColumn
    assert sheet.tables["staff"].autoFilter.ref == "A1:H6"
    assert b"filterMode" not in Package(path.read_bytes()).read(
        Package(path.read_bytes()).sheet_parts["職員"]
    )
    assert ClosedBook(path).foreseen({"staff": staff(*PEOPLE)}) == ()


def test_手で隠した行は_人とともに隠れたまま(plain: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, plain, hidden_by_hand)
    assert ClosedBook(path).foreseen({"staff": staff(*PEOPLE)}) == ()
    assert hidden(written(path, "00000", *PEOPLE)) == ["00003"]


def test_コマンドも絞り込みが外れると言う(plain: bytes, tmp_path: Path) -> None:
    path = kept(tmp_path, plain, filtered)
    source = tmp_path / "職員.csv"
    source.write_text("職員番号,氏名,採用日\n00009,青木 花,2025-04-01\n", "utf-8")
    said = Office(tmp_path, NOW).run("load", path, "staff", source)
    assert "filter-cleared" in str(said)
    assert hidden(openpyxl.load_workbook(path)["職員"]) == []
