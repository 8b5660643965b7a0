"""How 今日やること looks."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.present.book_writing import Formats


def home_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the home page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    del book
    sheet.set_column(0, 7, 20, formats.plain)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)
