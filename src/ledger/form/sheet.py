"""What every sheet of the form has in common: title, protection, printing, pieces of a page."""

from collections.abc import Iterable, Mapping

from openpyxl.formatting.rule import Rule
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from ledger.form import styles
from ledger.layout.addresses import letter
from ledger.layout.self_report import MAIN_SHEET

A4 = 9
SCREEN_ROWS = 22


WHO = "（氏名・職員番号・所属）"
"""What the footer says of whose form it is; issuing puts the person there."""
PORTRAIT_SCALE = 76
"""Per cent at which the grid of 申告 fits the width of A4, also where a wider font stands in."""


def page(
    book: Workbook, title: str, widths: Iterable[float], *, upright: bool = False
) -> Worksheet:
    """Add a visible sheet: no gridlines, column widths, ready for A4.

    Args:
        book: The workbook.
        title: Its name.
        widths: Widths of its columns.
        upright: Whether it is printed upright at the scale of 申告; else landscape, one page wide.
    """
    sheet: Worksheet = book.create_sheet(title)
    sheet.sheet_view.showGridLines = False
    sheet.sheet_view.zoomScale = 100
    for position, width in enumerate(widths):
        sheet.column_dimensions[letter(position)].width = width
    _print_setup(sheet, upright=upright)
    return sheet


def _print_setup(sheet: Worksheet, *, upright: bool) -> None:
    setup, margins = sheet.page_setup, sheet.page_margins
    setup.paperSize = A4
    setup.orientation = "portrait" if upright else "landscape"
    if upright:
        setup.scale = PORTRAIT_SCALE
        margins.left = margins.right = 0.3
        margins.top, margins.bottom = 0.35, 0.5
        margins.header = margins.footer = 0.2
    else:
        setup.fitToWidth, setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        margins.left = margins.right = 0.4
        margins.top, margins.bottom = 0.5, 0.6
        margins.header = margins.footer = 0.3
    sheet.print_options.horizontalCentered = True
    sheet.oddFooter = HeaderFooterItem(
        left=_footer(WHO),
        center=_footer("&A（育成のため・人事評価には使いません）"),
        right=_footer("&P / &N"),
    )


def _footer(text: str) -> _HeaderFooterPart:
    return _HeaderFooterPart(text=text, size=9, font=f"{styles.FONT},標準")


def protect(sheet: Worksheet) -> None:
    """Protect a sheet against slips, without a password; widths and heights may be changed."""
    sheet.protection.sheet = True
    sheet.protection.formatColumns = False
    sheet.protection.formatRows = False


def put(sheet: Worksheet, address: str, value: object, style: str) -> None:
    """Set a cell's value and named style."""
    cell = sheet[address]
    cell.value = value
    cell.style = style


def dress(sheet: Worksheet, addresses: Iterable[str], style: str) -> None:
    """Give cells a named style."""
    for address in addresses:
        sheet[address].style = style


def heights(sheet: Worksheet, wanted: Mapping[int, float]) -> None:
    """Set row heights, in points."""
    for row, height in wanted.items():
        sheet.row_dimensions[row].height = height


def as_table(sheet: Worksheet, name: str, ref: str, headers: Iterable[str]) -> None:
    """Make cells a table, without filter buttons (they are dead on a protected sheet).

    It says that it has no style: some readers stop at a table that says nothing of it.
    """
    made = SheetTable(displayName=name, ref=ref)
    made.tableColumns = [
        TableColumn(id=number, name=header) for number, header in enumerate(headers, start=1)
    ]
    made.tableStyleInfo = TableStyleInfo(
        showFirstColumn=False, showLastColumn=False, showRowStripes=False, showColumnStripes=False
    )
    sheet.add_table(made)


def link(sheet: Worksheet, address: str, target: str, text: str, cell: str = "A1") -> None:
    """Put a link to another sheet of this book into a cell."""
    put(sheet, address, text, styles.LINK)
    place = f"'{target}'!{cell}"
    sheet[address].hyperlink = Hyperlink(ref=address, location=place, display=text)
    sheet[address].style = styles.LINK


def back(sheet: Worksheet, address: str) -> None:
    """Put the way back to 申告 into a cell."""
    link(sheet, address, MAIN_SHEET, f"← {MAIN_SHEET}へもどる")


def mark(sheet: Worksheet, area: str, formula: str, look: DifferentialStyle) -> None:
    """Show cells of an area in a look where a formula (for its first cell) is true."""
    sheet.conditional_formatting.add(area, Rule(type="expression", dxf=look, formula=[formula]))
