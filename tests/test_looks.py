"""Every sheet that a person sees: no #####, no cut text, no hidden line, no squeezed header."""

import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment
from openpyxl.utils import column_index_from_string
from openpyxl.worksheet.table import Table

import chart_parts
from city import LivedCity
from fit import (
    DIGIT_PIXELS,
    Misfit,
    column_pixels,
    header_tails,
    lines_needed,
    misfits,
    shown,
    text_pixels,
)
from ledger.layout import ledger
from office.harness import WORKBOOK, convert

FORMS = ("期首", "年度末")
TRACKED = Path(__file__).parent.parent / "workbooks"
SCREEN = 1366 - 30 - 20
"""Pixels of a usual screen between the row numbers and the scroll bar."""


@cache
def opened(path: Path, *, values: bool = False) -> Workbook:
    """Open a workbook of the city once for all tests, which only look at it."""
    return load_workbook(path, data_only=values)


def first(folder: Path, pattern: str) -> Path:
    """Return the first workbook of a folder that is not somebody's copy."""
    return next(p for p in sorted(folder.rglob(pattern)) if not p.parent.name.startswith("_"))


def looked_at(city: LivedCity) -> dict[str, Path]:
    """Return the forms and review workbooks that are looked at as a program shows them."""
    forms = {f"{phase}の様式": first(city.folder / "配布" / phase, "*.xlsx") for phase in FORMS}
    reviews = {f"{phase}の確認表": review(city, phase) for phase in FORMS}
    filled = first(city.folder / "提出" / "年度末", "自己申告書*.xlsx")
    return {**forms, **reviews, "記入済みの様式": filled}


def review(city: LivedCity, phase: str = "年度末") -> Path:
    return first(city.folder / "確認表" / phase, "*.xlsx")


@pytest.fixture(scope="module")
def recalculated(
    city: LivedCity, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Workbook]:
    """Let one office recalculate all of them at once."""
    folder = tmp_path_factory.mktemp("looks")
    given = folder / "given"
    given.mkdir()
    for name, path in looked_at(city).items():
        shutil.copyfile(path, given / f"{name}.xlsx")
    convert(sorted(given.iterdir()), folder / "made", WORKBOOK, folder / "profile")
    return lambda name: load_workbook(folder / "made" / f"{name}.xlsx", data_only=True)


def one_cell(
    value: str | float, width: float, *, beside: str = "", number_format: str = ""
) -> Workbook:
    """Make a sheet with one cell to be measured, and perhaps one at its right."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet["A1"] = value
    sheet["A1"].number_format = number_format or "General"
    if beside:
        sheet["B1"] = beside
    sheet.column_dimensions["A"].width = width
    return book


def kinds(book: Workbook) -> list[str]:
    """Return what is wrong with a workbook's cells."""
    return [found.what for found in misfits(book)]


@pytest.mark.parametrize(
    ("width", "pixels"),
    [(9.140625, 64), (12.7109375, 89), (1.7109375, 12)],
)
def test_a_column_is_as_wide_as_Excel_draws_it(width: float, pixels: int) -> None:
    assert column_pixels(width) == pixels


def test_a_full_width_character_is_as_wide_as_its_font_is_high() -> None:
    assert text_pixels("修了者", 11) == 3 * 15
    assert text_pixels("修了者", 12) == 3 * 16


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.1234, "0.0%", "12.3%"),
        (0.125, "0%", "13%"),
        (1234567, "#,##0", "1,234,567"),
        (-2.5, "#,##0.0", "-2.5"),
        (12, '0"名"', "12名"),
        (7, "General", "7"),
        ("00101", "@", "00101"),
    ],
)
def test_a_value_is_shown_by_its_number_format(
    value: object, number_format: str, text: str
) -> None:
    assert shown(value, number_format) == text


def test_a_number_wider_than_its_column_is_found() -> None:
    assert kinds(one_cell(123_456_789, 13, number_format="#,##0")) == []
    assert kinds(one_cell(123_456_789, 10, number_format="#,##0")) == ["#####"]


def test_a_text_is_cut_only_by_a_neighbour() -> None:
    assert kinds(one_cell("情報システム部門", 10)) == []
    assert kinds(one_cell("情報システム部門", 10, beside="人事")) == ["cut"]
    assert kinds(one_cell("情報システム部門", 20, beside="人事")) == []


def test_a_text_in_a_table_is_cut_by_its_column() -> None:
    book = one_cell("部門", 10)
    sheet = book.worksheets[0]
    sheet["A2"] = "情報システム部門"
    sheet.add_table(Table(displayName="sections", ref="A1:A2"))
    assert [(found.cell, found.what) for found in misfits(book)] == [("A2", "cut")]


def test_lines_below_the_end_of_a_row_are_found() -> None:
    book = one_cell("情報システム部門", 10)
    sheet = book.worksheets[0]
    sheet["A1"].alignment = Alignment(wrap_text=True)
    assert kinds(book) == []
    sheet.row_dimensions[1].height = 19
    assert kinds(book) == ["lines"]
    sheet.row_dimensions[1].height = 38
    assert kinds(book) == []


def test_lines_break_between_wide_characters_and_between_words() -> None:
    assert lines_needed("修了者数", 45) == 2
    assert lines_needed("修了者", 45) == 1
    assert lines_needed("修了。", 30) == 2, "a full stop begins no line"
    assert lines_needed("修了\n修了", 45) == 2
    assert lines_needed("talent ledger", text_pixels("talent ledg")) == 2


def test_a_hidden_sheet_and_a_hidden_column_are_nobodys_sight() -> None:
    book = one_cell(123_456_789, 4)
    book.worksheets[0].column_dimensions["A"].hidden = True
    assert kinds(book) == []


def test_everything_in_the_ledger_fits(city: LivedCity) -> None:
    book, values = opened(city.ledger), opened(city.ledger, values=True)
    assert [found for found in misfits(book, values) if not on_one_line(found)] == []


def on_one_line(found: Misfit) -> bool:
    """Whether a text ends at its column because its table declares rows of one line."""
    declared = {
        (table.title, column.header)
        for table in ledger.TABLES
        for column in table.columns
        if column.one_line
    }
    return found.what == "cut" and (found.sheet, found.header) in declared


def test_only_the_words_behind_a_figure_stay_on_one_line() -> None:
    held = [(t.key, c.key) for t in ledger.TABLES for c in t.columns if c.one_line]
    assert held == [("kpis", "basis")], "the last column: its text runs on to the right"


def test_merged_cells_have_the_room_of_all_their_columns_and_no_more() -> None:
    book = one_cell("情報システム部門", 10)
    sheet = book.worksheets[0]
    sheet.column_dimensions["B"].width = 10
    sheet.merge_cells("A1:B1")
    assert kinds(book) == []
    sheet["A1"] = "情報システム部門の職員"
    assert kinds(book) == ["cut"]


@pytest.mark.office
@pytest.mark.parametrize("phase", FORMS)
def test_everything_in_an_issued_form_fits(
    city: LivedCity, phase: str, recalculated: Callable[[str], Workbook]
) -> None:
    fits(city, f"{phase}の様式", recalculated)


@pytest.mark.office
def test_everything_in_a_filled_in_form_fits(
    city: LivedCity, recalculated: Callable[[str], Workbook]
) -> None:
    fits(city, "記入済みの様式", recalculated)


@pytest.mark.office
@pytest.mark.parametrize("phase", FORMS)
def test_everything_in_a_review_workbook_fits(
    city: LivedCity, phase: str, recalculated: Callable[[str], Workbook]
) -> None:
    fits(city, f"{phase}の確認表", recalculated)


def fits(city: LivedCity, name: str, recalculated: Callable[[str], Workbook]) -> None:
    """Assert that nothing in one of the city's workbooks is cut, with the values it shows."""
    assert list(misfits(opened(looked_at(city)[name]), recalculated(name))) == []


def test_everything_in_the_report_fits(city: LivedCity) -> None:
    assert list(misfits(opened(city.report))) == []


# what stands beside each other fits a screen, and pages break where a reader would


def room(book: Workbook, title: str, *, last: str = "") -> int:
    """Return how many pixels a sheet's columns take, up to the last that is used."""
    sheet = book[title]
    digit = DIGIT_PIXELS[str(book._fonts[0].name)]  # type: ignore[attr-defined]  # noqa: SLF001
    end = column_index_from_string(last) if last else sheet.max_column
    found = 0
    for dimension in sheet.column_dimensions.values():
        stand = range(dimension.min or 1, min(dimension.max or 1, end) + 1)
        found += 0 if dimension.hidden else len(stand) * column_pixels(dimension.width, digit)
    return found


@pytest.mark.parametrize("title", ["はじめに", "申告", "次の一歩", "続き"])
def test_a_form_fits_the_screen(title: str) -> None:
    assert room(opened(TRACKED / "self-report.xlsx"), title) <= SCREEN


def test_a_forms_columns_are_measured_in_the_font_of_its_cells() -> None:
    """Excel takes the font of the style Normal, others the first font: they are the same."""
    book = opened(TRACKED / "self-report.xlsx")
    first = book._fonts[0]  # type: ignore[attr-defined]  # noqa: SLF001 - nowhere else
    normal = vars(book)["_named_styles"]["Normal"].font
    assert (first.name, normal.name) == ("游ゴシック", "游ゴシック")


def test_the_second_page_of_a_form_begins_with_a_block() -> None:
    sheet = opened(TRACKED / "self-report.xlsx")["申告"]
    (after,) = (one.id for one in sheet.row_breaks.brk)
    assert sheet.cell(after + 1, 2).value == "3 資格"


def test_two_charts_beside_each_other_fit_the_screen(city: LivedCity) -> None:
    ends = {chart.anchor.to.col for chart in vars(opened(city.ledger)["グラフ"])["_charts"]}
    assert max(ends) * 64 <= SCREEN


def test_whose_row_it_is_stays_when_others_are_scrolled(city: LivedCity) -> None:
    book = opened(city.ledger)
    frozen = {title: book[title].freeze_panes for title in ("KPI", "Step判定", "従事", "職員")}
    assert frozen == {"KPI": "D5", "Step判定": "E5", "従事": "D5", "職員": "C5"}
    assert book["やること一覧"].freeze_panes == "A5"


def test_the_next_thing_to_do_is_marked_without_colour_too(city: LivedCity) -> None:
    sheet = opened(city.ledger)["今日やること"]
    marked = [cell for row in sheet.iter_rows() for cell in row if "▶" in str(cell.value)]
    here, following = marked
    assert here.value == "▶ 今ここ"
    (rule,) = (
        rule
        for area in sheet.conditional_formatting
        if here.coordinate in area.sqref
        for rule in area.rules
    )
    assert (rule.formula, rule.dxf.font.b) == (['"▶ 今ここ"'], True)
    assert sheet[f"A{following.row}"].value == "次の一手"
    assert (str(following.value)[:2], following.font.b) == ("▶ ", True)


def test_a_check_value_takes_one_line(city: LivedCity) -> None:
    sheet = opened(city.ledger)["申告状況"]
    headers = [cell.value for cell in sheet[4]]
    alignment = sheet.cell(5, headers.index("内容照合値") + 1).alignment
    assert (alignment.shrink_to_fit, alignment.wrap_text) == (True, None)


@pytest.mark.parametrize("kind", ["ledger", "report"])
def test_every_bar_has_its_name_and_no_line_runs_through_a_number(
    city: LivedCity, kind: str
) -> None:
    data = {"ledger": city.ledger, "report": city.report}[kind].read_bytes()
    for chart in chart_parts.charts(data):
        assert chart_parts.values(chart, "catAx/tickLblSkip") == ["1"]
        if chart_parts.values(chart, "barChart/overlap") == ["100"]:
            stacked = chart_parts.values(chart, "barChart/grouping") != ["clustered"]
            labelled = chart.findall(f".//{chart_parts.C}dLbls/{chart_parts.C}spPr")
            assert stacked or len(labelled) == 1


@pytest.mark.parametrize("kind", ["ledger", "report", "review"])
def test_no_header_ends_in_a_line_of_one_character(city: LivedCity, kind: str) -> None:
    looked = {"ledger": city.ledger, "report": city.report, "review": review(city)}
    book = opened(looked[kind])
    assert [found for found in header_tails(book) if len(found[-1]) == 1] == []


@pytest.mark.parametrize("title", ["確認表", "明細", "Step"])
def test_a_supervisor_decides_without_scrolling_sideways(city: LivedCity, title: str) -> None:
    assert room(opened(review(city)), title) <= SCREEN
