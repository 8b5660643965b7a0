"""What a form shows otherwise than it is: disguised values, hidden rows, strayed ones."""

import datetime as dt
import io
from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from first_layout import office_form
from ledger.model.reports import SelfReport
from ledger.read.number_format_disguise import ERA, OTHER, disguise_of
from ledger.read.self_reports.report import read_self_report

COURSES, GOALS = "2 受講", "1 目標"
FIRST = 5
"""The first row of a table on a form."""


@pytest.fixture(scope="module")
def blank() -> bytes:
    """乙山's form as it was issued, in its first layout."""
    return office_form()


def changed(blank: bytes, change: Callable[[Workbook], None]) -> SelfReport:
    """Fill in a completion and a level, then change something; return what is read."""
    book = openpyxl.load_workbook(io.BytesIO(blank))
    sheet = book[COURSES]
    sheet.cell(FIRST, 3).value, sheet.cell(FIRST, 4).value = "T01", dt.date(2025, 6, 10)
    tools = book["5 ツール"]
    tools.cell(FIRST, 3).value, tools.cell(FIRST, 4).value = "LOGO", 2
    change(book)
    target = io.BytesIO()
    book.save(target)
    read = read_self_report(target.getvalue(), "申告.xlsx")
    assert isinstance(read, SelfReport)
    return read


def told(report: SelfReport) -> list[tuple[str, str, str]]:
    return [(p.code, p.place.sheet, p.place.cell) for p in report.problems]


def formatted(sheet: str, cell: str, code: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell].number_format = code

    return change


def hide_row(book: Workbook) -> None:
    book[COURSES].row_dimensions[FIRST].hidden = True


def flatten_row(book: Workbook) -> None:
    book[COURSES].row_dimensions[FIRST].height = 0.1


def hide_column(book: Workbook) -> None:
    book[COURSES].column_dimensions["D"].hidden = True


def hide_sheet(book: Workbook) -> None:
    book[COURSES].sheet_state = "hidden"


def stray(cell: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[COURSES][cell].value = "メモ"

    return change


def submitted_in_era(book: Workbook) -> None:
    book["申告"]["C11"].value = dt.date(2026, 3, 10)
    book["申告"]["C11"].number_format = 'ggge"年度"'


FLAGGED: list[tuple[str, Callable[[Workbook], None], tuple[str, str, str]]] = [
    ("52 元号だけの日付", formatted(COURSES, "D5", 'e"年度"'), ("date-era-only", COURSES, "D5")),
    (
        "52 gggeだけの日付",
        formatted(COURSES, "D5", "[$-411]ggge"),
        ("date-era-only", COURSES, "D5"),
    ),
    ("52 元号だけの提出日", submitted_in_era, ("date-era-only", "申告", "C11")),
    ("55 8に見せる", formatted("5 ツール", "D5", '"8"'), ("format-differs", "5 ツール", "D5")),
    ("55 何も見せない", formatted("5 ツール", "D5", ";;;"), ("format-differs", "5 ツール", "D5")),
    ("55 千で割る", formatted("5 ツール", "D5", "0,"), ("format-differs", "5 ツール", "D5")),
    ("39 隠れた行", hide_row, ("rows-hidden", COURSES, "")),
    ("39 高さ0の行", flatten_row, ("rows-hidden", COURSES, "")),
    ("39 隠れた列", hide_column, ("rows-hidden", COURSES, "")),
    ("39 隠れたシート", hide_sheet, ("rows-hidden", COURSES, "")),
    ("31 右に離れた値", stray("AZ3"), ("value-far", COURSES, "AZ3")),
    ("31 下に離れた値", stray("A5000"), ("value-far", COURSES, "A5000")),
]


@pytest.mark.parametrize(
    ("change", "problem"), [f[1:] for f in FLAGGED], ids=[f[0] for f in FLAGGED]
)
def test_what_looks_otherwise_is_flagged(
    blank: bytes, change: Callable[[Workbook], None], problem: tuple[str, str, str]
) -> None:
    assert told(changed(blank, change)) == [problem]


def test_an_untouched_form_has_nothing_to_flag(blank: bytes) -> None:
    report = changed(blank, lambda _: None)
    assert told(report) == []
    assert all(row.usable for row in report.rows)


def test_a_date_behind_an_era_is_not_used(blank: bytes) -> None:
    report = changed(blank, formatted(COURSES, "D5", 'e"年度"'))
    row = next(row for row in report.rows if row.table == "my_attendances")
    assert row.number == 1
    assert not row.usable


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("General", ""),
        ("@", ""),
        ("yyyy/m/d", ""),
        ('ggge"年"m"月"d"日"', ""),
        ("[$-411]ge.m.d;@", ""),
        ("#,##0", ""),
        ("0.00E+00", ""),
        ('0"日"', ""),
        ('yyyy"年度"', ""),
        ('e"年度"', ERA),
        ("ggge", ERA),
        ('"8"', OTHER),
        ("\\8", OTHER),
        (";;;", OTHER),
        ("0,", OTHER),
        ("0%", OTHER),
        ('"済"', OTHER),
    ],
)
def test_formats_that_disguise(code: str, expected: str) -> None:
    assert disguise_of(code) == expected
