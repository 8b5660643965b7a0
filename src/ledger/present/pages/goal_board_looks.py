"""How 中期目標ボード looks: titles, signs and headers are known by their words."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import GOAL_BOARD
from ledger.present.book_writing import ACCENT, FONT, GREY, HEADER_FILL, INK, Formats
from ledger.present.pages.board_lines import (
    BASE_WIDTH,
    LABEL_WIDTH,
    NOTE_MARK,
    REMARK_MARK,
    TITLE_MARK,
    YEAR_WIDTH,
)
from ledger.present.pages.goal_board import GOALS, HEADS, STATEMENTS
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.printing import prints_across

_HEADER, _LAST = 7, 1_500
"""Row of the header, and the last row with looks, from 0."""
_WARN = "#B3261E"
_PALE = "#F2F5FC"


def goal_board_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    last = GOAL_BOARD.columns - 1
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    value = book.add_format({**base, "align": "center"})
    sheet.set_column(0, 0, LABEL_WIDTH, formats.plain)
    sheet.set_column(1, 1, BASE_WIDTH, value)
    sheet.set_column(2, last, YEAR_WIDTH, value)
    sheet.set_row(1, TITLE_HEIGHT)
    heads = (formats.link, formats.title, formats.note, formats.plain, formats.note, formats.note)
    for row, look in enumerate(heads):
        sheet.write_blank(row, 0, None, look)
    for at in range(6):
        sheet.write_blank(_HEADER - 1, at, None, formats.link)
    _colour(book, sheet, last)
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.repeat_rows(_HEADER)
    prints_across(sheet, GOAL_BOARD)


def _colour(book: Workbook, sheet: Worksheet, last: int) -> None:
    """Set apart titles, headers, and what a sign says; a sign and its word stand in the cell."""
    area, first = (_HEADER, 0, _LAST, last), _HEADER + 1
    header = book.add_format(
        {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT}
    )
    part = book.add_format({"bold": True, "font_color": ACCENT, "bottom": 1})
    title = book.add_format({"bold": True, "bg_color": _PALE})
    warn = book.add_format({"bold": True, "font_color": _WARN})
    quiet = book.add_format({"font_color": GREY})
    note = f'MID($A{first},2,{len(NOTE_MARK)})="{NOTE_MARK}"'
    for formula, look in (
        (f'$A{first}="{GOALS}"', header),
        (f'OR($A{first}="{STATEMENTS}",$A{first}="{HEADS}")', part),
        (f'LEFT($A{first},{len(TITLE_MARK)})="{TITLE_MARK}"', title),
        (f'OR(LEFT(A{first},1)="▲",LEFT(A{first},1)="×",{note})', warn),
        (f'MID($A{first},2,{len(REMARK_MARK)})="{REMARK_MARK}"', quiet),
    ):
        rule = {"type": "formula", "criteria": f"={formula}", "format": look}
        sheet.conditional_format(*area, rule)
