"""How 要求説明 looks: A4 upright, on one page; what a row is stands in its hidden last column."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import BUDGET
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.pages.budget import HEADER, TITLE, TOTAL
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.printing import prints_on_one

_WIDTHS = (37, 10, 14, 22, 52)
_FIRST, _LAST = 3, 200
"""The first and the last row with looks, from 0."""


def budget_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    last = BUDGET.columns - 1
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    top = {**base, "valign": "top"}
    plain, wrapped = book.add_format(top), book.add_format({**top, "text_wrap": True})
    figure = book.add_format({**top, "num_format": "#,##0", "align": "right", "indent": 1})
    looks = (plain, figure, figure, figure, wrapped)
    for at, (width, look) in enumerate(zip(_WIDTHS, looks, strict=True)):
        sheet.set_column(at, at, width, look)
    sheet.set_column(last, last, 2, formats.plain, {"hidden": True})
    sheet.set_row(1, TITLE_HEIGHT)
    for row, look in enumerate((formats.link, formats.title, formats.note)):
        sheet.write_blank(row, 0, None, look)
    _kinds(book, sheet, last - 1)
    prints_on_one(sheet, BUDGET, upright=True)


def _kinds(book: Workbook, sheet: Worksheet, last: int) -> None:
    looks: dict[str, dict[str, object]] = {
        TITLE: {"bold": True, "font_color": ACCENT},
        HEADER: {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT},
        TOTAL: {"bold": True, "top": 1, "top_color": ACCENT},
    }
    for kind, look in looks.items():
        rule = {"type": "formula", "criteria": f'=$F{_FIRST + 1}="{kind}"'}
        sheet.conditional_format(_FIRST, 0, _LAST, last, rule | {"format": book.add_format(look)})
