"""How 職員カード looks: one A4 page upright, blocks under headings, long texts on several lines."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import STAFF_CARD
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.pages.staff_card import list_formula
from ledger.present.pages.staff_card_places import (
    DAY,
    FIRST,
    INPUT,
    LAST,
    LINE,
    MESSAGE,
    PLACE,
    ROWS,
)

_INPUT_FILL = "#FFF9E5"
_WIDTH = 9
_NAME_SIZE = 14


def staff_card_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks, and its input cell the list of people.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    base: dict[str, object] = {"font_name": FONT, "font_size": 10, "font_color": INK}
    body = {**base, "valign": "top", "text_wrap": True, "bottom": 4, "bottom_color": "#B3B3B3"}
    value = book.add_format({**body, "num_format": "@"})
    short = book.add_format({**body, "text_wrap": False, "shrink": True, "num_format": "@"})
    label = book.add_format({**body, "font_color": "#626264"})
    big = book.add_format({**body, "bold": True, "font_size": _NAME_SIZE, "valign": "vcenter"})
    heading = book.add_format(
        {**base, "bold": True, "bg_color": HEADER_FILL, "bottom": 2, "bottom_color": ACCENT}
    )
    sheet.set_column(f"A:{LAST}", _WIDTH, formats.plain)
    sheet.set_column("M:M", 2)
    sheet.set_column(f"{PLACE[0]}:{PLACE[0]}", _WIDTH, formats.plain, {"hidden": True})
    for number, row in enumerate(ROWS, start=FIRST):
        sheet.set_row(number - 1, row.height)
        for shown in row.shown:
            words = short if row.height == LINE else value
            look = heading if row.heads else label if shown.label else words
            if shown.says == "staff_name":
                look = big
            _wide(sheet, f"{shown.first}{number}", f"{shown.last}{number}", look)
    _top(book, sheet, formats, base)
    _page(sheet)


def _wide(sheet: Worksheet, first: str, last: str, look: object) -> None:
    if first == last:
        sheet.write_blank(first, None, look)
    else:
        sheet.merge_range(f"{first}:{last}", "", look)


def _top(book: Workbook, sheet: Worksheet, formats: Formats, base: dict[str, object]) -> None:
    typed = book.add_format(
        {**base, "font_size": 12, "num_format": "@", "bg_color": _INPUT_FILL, "border": 1}
    )
    right = book.add_format({**base, "align": "right"})
    told = book.add_format({**base, "bold": True, "font_color": "#AC3E00"})
    sheet.write_blank("A1", None, formats.link)
    sheet.write_blank("A2", None, formats.title)
    sheet.merge_range(f"{DAY}:{LAST}2", "", right)
    sheet.write_blank("A3", None, formats.plain)
    sheet.merge_range(f"{INPUT}:G3", "", typed)
    sheet.write_blank(MESSAGE, None, told)
    sheet.write_blank("A4", None, formats.note)
    sheet.set_row(2, 22)
    sheet.data_validation(
        INPUT,
        {
            "validate": "list",
            "source": list_formula(),
            "show_error": False,
            "input_title": "だれの記録",
            "input_message": "▼から選ぶか、職員番号を入れます。",
        },
    )


def _page(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.freeze_panes(FIRST - 2, 0)
    sheet.set_portrait()
    sheet.set_paper(9)
    sheet.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
    sheet.print_area(f"A2:{LAST}{FIRST + len(ROWS) - 1}")
    sheet.fit_to_pages(1, 1)
    sheet.set_footer(f"&L{STAFF_CARD.title}(育成のための記録。人事評価には使いません)")
    sheet.set_selection(INPUT)
