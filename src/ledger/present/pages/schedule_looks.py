"""How 日程 looks: tracks, bars and what is late are known by their signs."""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import SCHEDULE_PAGE
from ledger.present.book_writing import ACCENT, FONT, GREY, HEADER_FILL, INK, Formats
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.printing import prints_across
from ledger.present.pages.schedule import HEADER
from ledger.present.pages.schedule_blocks import ALERT, HEADING
from ledger.present.pages.schedule_months import DONE, GATE, LATE, PLANNED, TODAY

_HEADER, _LAST = 9, 1_000
"""Row of the header, and the last row with looks, from 0."""
_WIDTHS = (15, 46, 13, 29)
_MONTH = 2.9
_APART = {"bottom": 1, "bottom_color": "#FFFFFF", "top": 1, "top_color": "#FFFFFF"}
_WARN, _PALE, _WARM, _DONE = "#B3261E", "#F2F5FC", "#FFF4E5", "#C5D7FB"


def schedule_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    own, last = len(HEADER), SCHEDULE_PAGE.columns - 1
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    text = {**base, "valign": "top"}
    wrap, shrink = (book.add_format({**text, key: True}) for key in ("text_wrap", "shrink"))
    for at, look in enumerate((book.add_format(text), wrap, shrink, shrink)):
        sheet.set_column(at, at, _WIDTHS[at], look)
    bar = book.add_format({**text, "align": "center", "font_size": 9})
    sheet.set_column(own, last, _MONTH, bar)
    sheet.set_row(1, TITLE_HEIGHT)
    heads = (formats.link, formats.title, formats.note, *[formats.plain] * 3)
    for row, look in enumerate(heads):
        for at in range(last + 1):
            sheet.write_blank(row, at, None, look)
    for at in range(own):
        sheet.write_blank(6, at, None, formats.link)
    small = book.add_format({**base, "font_size": 9, "font_color": GREY})
    for row in (7, 8):
        for at in range(last + 1):
            sheet.write_blank(row, at, None, small)
    _colour(book, sheet, own, last)
    sheet.freeze_panes(_HEADER + 1, 2)
    sheet.repeat_rows(_HEADER - 2, _HEADER)
    prints_across(sheet, SCHEDULE_PAGE)


def _colour(book: Workbook, sheet: Worksheet, own: int, last: int) -> None:
    """Colour headings, bars and what is late; a sign or word stands in each cell."""
    header = {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT}
    area = (_HEADER, 0, _LAST, last)
    rules: list[tuple[tuple[int, int, int, int], str, dict[str, object]]] = [
        (area, f'$A{_HEADER + 1}="{HEADER[0]}"', header),
        (area, f'LEFT($A{_HEADER + 1},1)="{HEADING}"', {"bold": True, "bg_color": _PALE}),
        ((3, 0, 5, 0), f'LEFT($A4,1)="{ALERT}"', {"bold": True, "font_color": _WARN}),
    ]
    bars = (_HEADER + 1, own, _LAST, last)
    first = f"E{_HEADER + 2}"
    signs: tuple[tuple[str, dict[str, object]], ...] = (
        (PLANNED, {"font_color": ACCENT, "bg_color": ACCENT, **_APART}),
        (GATE, {"font_color": "#FFFFFF", "bg_color": ACCENT, "bold": True, **_APART}),
        (DONE, {"font_color": INK, "bg_color": _DONE, **_APART}),
        (LATE, {"font_color": _WARN, "bg_color": _WARM}),
    )
    for sign, look in signs:
        rules.append((bars, f'{first}="{sign}"', look))
    texts = (_HEADER + 1, 0, _LAST, own - 1)
    late = {"font_color": _WARN, "bold": True}
    rules.append(((_HEADER + 1, 0, _LAST, 0), f'LEFT($A{_HEADER + 2},1)="{ALERT}"', late))
    rules.append((texts, f'LEFT($A{_HEADER + 2},1)="{ALERT}"', {"bg_color": _WARM}))
    month = (_HEADER - 1, own, _LAST, last)
    planned = f"COUNTA($E{_HEADER}:$AH{_HEADER})>0"
    now = f'AND(E${_HEADER}="{TODAY}",{planned})'
    rules.append((month, now, {"left": 1, "left_color": GREY, "right": 1, "right_color": GREY}))
    for where, formula, look in rules:
        rule = {"type": "formula", "criteria": f"={formula}", "format": book.add_format(look)}
        sheet.conditional_format(*where, rule)
