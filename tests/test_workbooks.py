"""The tracked workbooks: what the code builds, clean packages, Excel 2016 only, kind to readers."""

import html
import io
import re
import runpy
import zipfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.formula import Tokenizer
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from fit import column_pixels
from ledger.form import styles
from ledger.layout import persona_card, self_report

FOLDER = Path(__file__).parent.parent / "workbooks"
BUILDERS: Mapping[str, Callable[[], bytes]] = runpy.run_path(str(FOLDER / "build.py"))["BOOKS"]
NAMES = sorted(BUILDERS)
PROTECTED = ("self-report.xlsx",)
"""Books that are handed out to be filled in."""

ALLOWED = frozenset(
    (
        *("AND", "ASC", "CHAR", "COUNT", "COUNTA", "COUNTIF", "COUNTIFS", "DATE", "DATEDIF"),
        *(
            "DAY",
            "EDATE",
            "EXACT",
            "FIND",
            "FREQUENCY",
            "HYPERLINK",
            "IF",
            "IFERROR",
            "INDEX",
            "INT",
            "ISBLANK",
        ),
        *(
            "ISERROR",
            "ISNA",
            "ISNUMBER",
            "LEFT",
            "LEN",
            "MID",
            "MATCH",
            "MAX",
            "MIN",
            "MOD",
            "MONTH",
            "N",
        ),
        *(
            "NA",
            "NOT",
            "OR",
            "REPT",
            "RIGHT",
            "ROUND",
            "ROW",
            "ROWS",
            "SEARCH",
            "SMALL",
            "SUBSTITUTE",
        ),
        *("SUM", "SUMIF", "SUMIFS", "SUMPRODUCT", "TEXT", "TRIM", "VALUE", "VLOOKUP"),
        "YEAR",
    )
)
"""Functions that Excel 2016 has, and that do not recalculate without need."""

FORMULA = re.compile(r"<(?:\w+:)?(?:f|formula|formula1|formula2)\b(?:[^>/]|/(?!>))*>([^<]+)<")
NAME = re.compile(r"<definedName\b[^>]*>([^<]+)<")
CHART_ANCHOR = re.compile(r"<xdr:graphicFrame\b.*?</xdr:graphicFrame>", re.DOTALL)
A4 = 9
READABLE_SCALE = 75
"""Per cent below which the text of a form is too small on paper."""
AT_A_FIXED_SCALE = (self_report.MAIN_SHEET, self_report.MORE_SHEET)
"""Sheets that are not shrunk until they fit: that they do is proved."""
IN_PARTS = persona_card.TITLE
"""A sheet whose pages stand beside each other; that each fits is proved in its own tests."""
A4_POINTS = 210 / 25.4 * 72


def parts(data: bytes) -> dict[str, bytes]:
    """Return the parts of a package, uncompressed, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {info.filename: package.read(info) for info in package.infolist()}


@pytest.fixture(scope="module", params=NAMES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def tracked(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


@pytest.fixture(scope="module")
def book(tracked: bytes) -> Workbook:
    return load_workbook(io.BytesIO(tracked))


def visible(book: Workbook) -> Iterator[Worksheet]:
    """Yield the sheets that a person sees."""
    yield from (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")


def test_every_tracked_workbook_has_a_builder() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.xlsx")) == NAMES


def test_a_tracked_workbook_is_what_the_code_builds(name: str, tracked: bytes) -> None:
    fresh, kept = parts(BUILDERS[name]()), parts(tracked)
    assert list(kept) == list(fresh), "parts differ: run `make workbooks`"
    differing = [part for part in fresh if kept[part] != fresh[part]]
    assert not differing, "run `make workbooks`"


def test_building_twice_gives_the_same_parts(name: str) -> None:
    assert parts(BUILDERS[name]()) == parts(BUILDERS[name]())


def test_a_package_passes_the_audit(name: str) -> None:
    for version in (FileFormat.OFFICE_2016, FileFormat.OFFICE_2019):
        found = OpenXmlValidator(file_format=version).validate(FOLDER / name)
        assert [str(error) for error in found.errors] == []


def formulas(package: Mapping[str, bytes]) -> Iterator[str]:
    """Yield every formula: of cells, validations, looks and names."""
    for part, data in package.items():
        if part.startswith("xl/worksheets/sheet"):
            yield from (html.unescape(text) for text in FORMULA.findall(data.decode()))
    yield from (html.unescape(text) for text in NAME.findall(package["xl/workbook.xml"].decode()))


def functions(formula: str) -> Iterator[str]:
    """Yield the names of the functions that a formula calls."""
    for token in Tokenizer(f"={formula.removeprefix('=')}").items:
        if token.type == "FUNC" and token.subtype == "OPEN":
            yield token.value.rstrip("(").rpartition(":")[2].upper()


def test_functions_are_found_wherever_they_stand() -> None:
    assert list(functions('IF(A1="SUM(",_xlfn.XLOOKUP(A1,B:B,C:C),today())')) == [
        "IF",
        "_XLFN.XLOOKUP",
        "TODAY",
    ]


def test_formulas_use_what_excel_2016_has(name: str, tracked: bytes) -> None:
    texts = set(formulas(parts(tracked)))
    if name in PROTECTED:
        assert len(texts) > 1_000
    used = {function for text in texts for function in functions(text)}
    assert used <= ALLOWED
    assert not [part for part in parts(tracked) if "externalLink" in part or "vba" in part]


def test_no_table_holds_merged_cells(book: Workbook) -> None:
    for sheet in book.worksheets:
        for table in sheet.tables.values():
            left, top, right, bottom = range_boundaries(table.ref)
            for merged in sheet.merged_cells.ranges:
                apart = (
                    merged.max_row < top
                    or merged.min_row > bottom
                    or merged.max_col < left
                    or merged.min_col > right
                )
                assert apart, f"{sheet.title}!{merged} meets {table.name}"


def test_every_chart_says_in_words_what_it_shows(tracked: bytes) -> None:
    for part, data in parts(tracked).items():
        if part.startswith("xl/drawings/drawing"):
            frames = CHART_ANCHOR.findall(data.decode())
            assert frames
            for frame in frames:
                words = re.search(r'<xdr:cNvPr\b[^>]*\bdescr="([^"]{20,})"', frame)
                assert words, f"{part}: a chart without alt text"


def printed_points(sheet: Worksheet) -> float:
    """Return how wide a sheet is on paper at its scale, with its margins, in points."""
    first, _, last, _ = range_boundaries(str(sheet.print_area).rpartition("!")[-1])
    wide = sum(
        column_pixels(sheet.column_dimensions[get_column_letter(column)].width, 8)
        for column in range(int(first or 1), int(last or 1) + 1)
    )
    margins = sheet.page_margins
    around = 72 * (float(margins.left or 0) + float(margins.right or 0))
    return wide * 0.75 * int(sheet.page_setup.scale or 100) / 100 + around


def test_every_sheet_prints_on_a4(book: Workbook) -> None:
    for sheet in visible(book):
        assert int(sheet.page_setup.paperSize or 0) == A4, sheet.title
        if sheet.title == IN_PARTS:
            assert int(sheet.page_setup.scale or 0) >= READABLE_SCALE, sheet.title
            continue
        assert sheet.sheet_properties.pageSetUpPr is not None, sheet.title
        if sheet.title in AT_A_FIXED_SCALE:
            assert sheet.page_setup.orientation == "portrait", sheet.title
            assert int(sheet.page_setup.scale or 0) >= READABLE_SCALE, sheet.title
            assert printed_points(sheet) <= A4_POINTS, sheet.title
        else:
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.title


@pytest.mark.parametrize("name", PROTECTED, indirect=True)
def test_forms_are_protected_against_slips_only(book: Workbook) -> None:
    may_write = {styles.INPUT, styles.SUPERVISOR}
    written = set()
    for sheet in visible(book):
        guard = sheet.protection
        assert guard.sheet, sheet.title
        assert [guard.password, guard.hashValue] == [None, None], sheet.title
        unlocked = {
            cell.style for row in sheet.iter_rows() for cell in row if not cell.protection.locked
        }
        assert unlocked <= may_write, sheet.title
        written |= unlocked
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.style not in may_write or not cell.protection.locked, cell.coordinate
    assert written == may_write
