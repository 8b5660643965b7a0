"""What Excel does by itself with a ledger: refuses days that are none, calculates on opening."""

import datetime as dt
import io
import re

import openpyxl
import pytest
from openpyxl.worksheet.datavalidation import DataValidation

from builders import policy, tables
from ledger.layout.addresses import letter
from ledger.layout.columns import Group, Kind, Table
from ledger.layout.ledger import BY_KEY, TABLES, TITLE_ROWS
from ledger.layout.names_beside import shown
from ledger.present.ledger_book import build
from ledger.present.package import WORKBOOK, Package
from ledger.present.splice import splice
from ledger.present.templates import template
from ledger.read.ledger_book import read_ledger

ENTERED = [table for table in TABLES if table.group is not Group.RESULTS]
EPOCH = dt.date(1899, 12, 30)
BUILT = build(made := tables(staff=[{"staff_no": "00001"}]), policy(made).settings)
SHEETS = openpyxl.load_workbook(io.BytesIO(BUILT))


def days(table: Table) -> list[str]:
    return [c.header for c in table.columns if c.kind is Kind.DATE and not (c.choices or c.refers)]


def validations(table: Table) -> dict[str, DataValidation]:
    """Return what is allowed in each column, by its header."""
    sheet = SHEETS[table.title]
    found = {}
    for one in sheet.data_validations.dataValidation:
        for area in one.sqref.ranges:
            for position in range(area.min_col, area.max_col + 1):
                found[shown(table)[position - 1].header] = one
    return found


@pytest.mark.parametrize("table", [t for t in ENTERED if days(t)], ids=lambda t: t.title)
def test_日付の列はどれも日付だけを受ける(table: Table) -> None:
    found = validations(table)
    for header in days(table):
        rule = found[header]
        assert (rule.type, rule.operator or "between") == ("date", "between")
        assert rule.allow_blank
        assert rule.errorStyle in (None, "stop")
        assert "日付" in str(rule.error)


@pytest.mark.parametrize(
    ("typed", "taken"),
    [
        (-1, False),
        (20260401, False),
        (2958466, False),
        (2026, False),
        ((dt.date(1950, 1, 1) - EPOCH).days - 1, False),
        ((dt.date(1950, 1, 1) - EPOCH).days, True),
        ((dt.date(2026, 4, 1) - EPOCH).days, True),
        ((dt.date(9999, 12, 31) - EPOCH).days, True),
    ],
    ids=["負の数", "8桁", "1万年", "年だけ", "前の日", "初めの日", "年度の初め", "終わりの日"],
)
def test_日付の境(typed: int, *, taken: bool) -> None:
    rule = validations(BY_KEY["staff"])["採用日"]
    assert (float(str(rule.formula1)) <= typed <= float(str(rule.formula2))) == taken


def asks(book: bytes) -> bool:
    """Return whether a workbook asks to be calculated when it is opened."""
    (settings,) = re.findall(rb"<calcPr[^>]*>", Package(book).read(WORKBOOK))
    return b'fullCalcOnLoad="1"' in settings


@pytest.mark.parametrize(
    ("name", "calculates"),
    [("ledger", True), ("report", False), ("review", True), ("self-report", True)],
)
def test_式のあるブックだけが_開くときに計算する(name: str, *, calculates: bool) -> None:
    assert asks(template(f"{name}.xlsx")) == calculates


def with_cell(title: str, xml: bytes) -> bytes:
    """Put a cell far to the right of a sheet's first row."""
    package = Package(BUILT)
    part = package.sheet_parts[title]
    sheet = re.sub(
        rb"(<row\b[^>]*>.*?)(</row>)", lambda m: m[1] + xml + m[2], package.read(part), count=1
    )
    return package.replaced({part: sheet})


CELLS = {
    "式": (b'<c r="AZ1"><f>COUNTA(staff[])</f><v>1</v></c>', True),
    "ほかのシートの配列の式": (b'<c r="AZ1"><f t="array" ref="AZ1">1</f><v>1</v></c>', True),
    "値": (b'<c r="AZ1"><v>1</v></c>', True),
    "式に見える文字": (b'<c r="AZ1" t="inlineStr"><is><t>&lt;f&gt;</t></is></c>', True),
}


@pytest.mark.parametrize("title", ["職員", "所属"])
@pytest.mark.parametrize("cell", CELLS)
def test_名前の式があるので_書いたあとは開くときに計算する(title: str, cell: str) -> None:
    xml, calculates = CELLS[cell]
    book = with_cell(title, xml)
    more = tables(staff=[{"staff_no": "00001"}, {"staff_no": "00002"}])["staff"]
    written = splice(book, {"staff": more}, read_ledger(book, "台帳.xlsx").tables)
    assert asks(written) == calculates
    last = letter(len(shown(BY_KEY["staff"])) - 1)
    ref = f'ref="A{TITLE_ROWS + 1}:{last}{TITLE_ROWS + 3}"'
    assert ref.encode() in Package(written).read(Package(written).table_parts["staff"][1])
