"""How ギャップと方向性 looks: A4 across; what a row is stands in its hidden last column."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import GAP_BOARD
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.pages.gap_board import CARE, HEADER, TITLE, WARN
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.printing import prints_across

_WIDTHS = (52, 9, 9, 9, 9, 13, 11, 11, 54)
_FIRST, _LAST = 6, 1_000
"""The first and the last row with looks, from 0."""
_SHORTAGE = 6
_WARNING = "#B3261E"


def gap_board_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    last = GAP_BOARD.columns - 1
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    top = {**base, "valign": "top", "align": "left"}
    plain, wrapped = book.add_format(top), book.add_format({**top, "text_wrap": True})
    looks = (*[plain] * (len(_WIDTHS) - 1), wrapped)
    for at, (width, look) in enumerate(zip(_WIDTHS, looks, strict=True)):
        sheet.set_column(at, at, width, look)
    sheet.set_column(last, last, 2, formats.plain, {"hidden": True})
    sheet.set_row(1, TITLE_HEIGHT)
    heads = (formats.link, formats.title, formats.note, formats.plain, formats.note)
    for row, look in enumerate(heads):
        sheet.write_blank(row, 0, None, look)
    for at in range(last):
        sheet.write_blank(len(heads), at, None, formats.link)
    _kinds(book, sheet, last)
    sheet.freeze_panes(_FIRST, 1)
    prints_across(sheet, GAP_BOARD)


def _kinds(book: Workbook, sheet: Worksheet, last: int) -> None:
    kinds: dict[str, dict[str, object]] = {
        TITLE: {"bold": True, "font_color": ACCENT},
        HEADER: {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT},
    }
    warn = book.add_format({"bold": True, "font_color": _WARNING})
    for kind, look in kinds.items():
        rule = {"type": "formula", "criteria": f'=$J{_FIRST + 1}="{kind}"'}
        rule["format"] = book.add_format(look)
        sheet.conditional_format(_FIRST, 0, _LAST, last - 1, rule)
    for kind, first, end in ((WARN, _SHORTAGE, _SHORTAGE), (CARE, 0, 0)):
        rule = {"type": "formula", "criteria": f'=$J{_FIRST + 1}="{kind}"', "format": warn}
        sheet.conditional_format(_FIRST, first, _LAST, end, rule)
