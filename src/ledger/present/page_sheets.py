"""Pages in a new ledger: their looks, and what they say."""

from collections.abc import Mapping

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.page_frames import page_rows
from ledger.layout.pages import Kept, LedgerPage, PageFormula
from ledger.present.book_writing import Formats, checked, write_value
from ledger.present.pages.looks import LOOKS


def write_page(
    book: Workbook,
    sheet: Worksheet,
    page: LedgerPage,
    said: Mapping[str, pd.DataFrame],
    formats: Formats,
) -> None:
    """Fill the new sheet of a page.

    Args:
        book: The new ledger.
        sheet: The sheet, blank.
        page: The page.
        said: Frames by page key; a page that is not among them stays blank.
        formats: The ledger's formats.
    """
    LOOKS[page.key](book, sheet, formats)
    if page.key not in said:
        return
    for number, row in enumerate(page_rows(said[page.key])):
        for at, value in enumerate(row):
            if value is None or isinstance(value, Kept):
                continue
            look = _look(sheet, number, at)
            if isinstance(value, PageFormula):
                checked(sheet.write_formula(number, at, value.text, look, value.shown))
            else:
                write_value(sheet, number, at, value, look)


def _look(sheet: Worksheet, number: int, at: int) -> Format | None:
    """Return the format that a cell was given; None leaves it its row's or its column's."""
    cell = sheet.table.get(number, {}).get(at)
    return getattr(cell, "format", None)
