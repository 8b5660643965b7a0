"""How 今日やること looks: eight columns, for the stages of the year and groups of sheets."""

from collections.abc import Mapping, Sequence

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import HOME
from ledger.layout.sheet_order import SheetGroup
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.pages.home import ALSO_ROWS, HERE, NUMBER_ROWS
from ledger.present.pages.printing import prints_on_one

COLUMNS, _WIDTH = 8, 19
_TIMELINE = 3
_NEXT = _TIMELINE + 5
_ALSO = _NEXT + 2
_NUMBERS = _ALSO + ALSO_ROWS + 1
_INDEX = _NUMBERS + NUMBER_ROWS + 1
INDEX_ROWS = 26
"""Rows below the index's heading that are made ready."""
_QUIET, _LINE, _WARM = "#626264", "#B3C7F5", "#FFF4E5"
_TEXT_FROM, _TEXT_TO = 1, 5
_BUTTON_AT, _LINK_AT = 6, 7


def home_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the home page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    looks = _looks(book)
    sheet.set_column(0, COLUMNS - 1, _WIDTH, formats.plain)
    sheet.set_row(0, 28)
    _blank(sheet, 0, looks["title"])
    _blank(sheet, 1, looks["note"])
    _timeline(book, sheet, looks)
    _lines(sheet, looks)
    _index(book, sheet, looks)
    _print(sheet)


def _looks(book: Workbook) -> Mapping[str, Format]:
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    centred = {**base, "align": "center", "valign": "vcenter"}
    link: dict[str, object] = {"font_color": ACCENT, "underline": 1}
    text = {**base, "text_wrap": True, "valign": "vcenter"}
    made: dict[str, dict[str, object]] = {
        "title": {**base, "bold": True, "font_size": 16, "font_color": ACCENT},
        "note": {**base, "font_color": _QUIET},
        "stage": {**centred, **link, "bold": True, "bg_color": HEADER_FILL, "top": 2}
        | {"top_color": ACCENT},
        "state": {**centred, "bold": True, "bg_color": HEADER_FILL},
        "count": {**centred, "bg_color": HEADER_FILL},
        "date": {**centred, "font_size": 10, "font_color": _QUIET, "bg_color": HEADER_FILL},
        "label": {**text, "bold": True, "font_color": ACCENT},
        "next": {**text, "bold": True, "font_size": 12, "bg_color": _WARM},
        "next_label": {**text, "bold": True, "font_color": ACCENT, "bg_color": _WARM},
        "next_button": {**centred, "bold": True, "bg_color": _WARM},
        "next_link": {**text, **link, "bg_color": _WARM},
        "due": {**text, "bold": True, "bg_color": _WARM},
        "text": {**base, "valign": "vcenter", "shrink": True},
        "button": {**centred, "font_color": _QUIET},
        "link": {**text, **link},
        "head": {**base, "bold": True, "bottom": 1, "bottom_color": _LINE, "font_color": ACCENT},
        "entry": {**base, "font_color": ACCENT},
    }
    return {name: book.add_format(look) for name, look in made.items()}


def _blank(sheet: Worksheet, row: int, look: Format, first: int = 0, last: int = 7) -> None:
    for at in range(first, last + 1):
        sheet.write_blank(row, at, None, look)


def _timeline(book: Workbook, sheet: Worksheet, looks: Mapping[str, Format]) -> None:
    for row, name in enumerate(("stage", "state", "count", "date"), start=_TIMELINE):
        sheet.set_row(row, 22)
        _blank(sheet, row, looks[name])
    here = book.add_format({"bold": True, "font_color": "#FFFFFF", "bg_color": ACCENT})
    sheet.conditional_format(
        _TIMELINE + 1,
        0,
        _TIMELINE + 1,
        COLUMNS - 1,
        {"type": "cell", "criteria": "==", "value": f'"{HERE}"', "format": here},
    )


def _lines(sheet: Worksheet, looks: Mapping[str, Format]) -> None:
    """Make ready the lines with a text across the page, a button's name and a link."""
    for row in (_NEXT, _NEXT + 1):
        text = "next" if row == _NEXT else "due"
        _line(sheet, row, [looks[n] for n in ("next_label", text, "next_button", "next_link")])
    sheet.set_row(_NEXT, 34)
    sheet.set_row(_NEXT + 1, 20)
    for row in (*range(_ALSO, _ALSO + ALSO_ROWS), *range(_NUMBERS, _NUMBERS + NUMBER_ROWS)):
        sheet.set_row(row, 20)
        _line(sheet, row, [looks[name] for name in ("label", "text", "button", "link")])


def _line(sheet: Worksheet, row: int, looks: Sequence[Format]) -> None:
    label, text, button, link = looks
    sheet.write_blank(row, 0, None, label)
    sheet.merge_range(row, _TEXT_FROM, row, _TEXT_TO, "", text)
    sheet.write_blank(row, _BUTTON_AT, None, button)
    sheet.write_blank(row, _LINK_AT, None, link)


def _index(book: Workbook, sheet: Worksheet, looks: Mapping[str, Format]) -> None:
    _blank(sheet, _INDEX, looks["head"])
    for row in range(_INDEX + 1, _INDEX + INDEX_ROWS):
        _blank(sheet, row, looks["entry"])
    first = f"A{_INDEX + 2}"
    names = ",".join(f'{first}="{group.value}"' for group in SheetGroup)
    plain = book.add_format({"bold": True, "bottom": 1, "bottom_color": _LINE})
    note = book.add_format({"font_color": _QUIET})
    area = (_INDEX + 1, 0, _INDEX + INDEX_ROWS - 1, COLUMNS - 1)
    sheet.conditional_format(
        *area, {"type": "formula", "criteria": f"=OR({names})", "format": plain}
    )
    sheet.conditional_format(
        *area, {"type": "formula", "criteria": f'=LEFT({first},1)="…"', "format": note}
    )


def _print(sheet: Worksheet) -> None:
    prints_on_one(sheet, HOME)
    sheet.print_area(0, 0, _INDEX + INDEX_ROWS - 1, COLUMNS - 1)
