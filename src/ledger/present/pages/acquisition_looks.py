"""How 確保の逆算 looks: bars, signs and titles are known by what stands in the cells."""

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.pages import ACQUISITION
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.pages.acquisition import (
    ASKING,
    BY_WIDTH,
    ENOUGH,
    LABEL_WIDTH,
    MONTH_WIDTH,
    NEED,
    NOW,
    RAMP,
    RECRUITING,
    STANDING_WIDTH,
    STEPS,
    TOO_LATE,
    TRAINING,
)
from ledger.present.pages.board_lines import TITLE_MARK
from ledger.present.pages.heads import TITLE_HEIGHT
from ledger.present.pages.printing import prints_across

_LINKS, _YEARS, _HEADER, _LAST = 5, 6, 8, 2_000
"""Rows of the links, of the years and of the header, and the last row with looks, from 0."""
_AXIS = 3
"""The first column of the months, from 0."""
_WARN, _WARN_FILL = "#B3261E", "#F9DEDC"
_PALE = "#F2F5FC"
_BARS = {TRAINING: "#C5D7FB", RECRUITING: "#3460FB", RAMP: "#7096F8", ASKING: "#E8F1FE"}
_INKS = {TRAINING: INK, RECRUITING: "#FFFFFF", RAMP: "#FFFFFF", ASKING: ACCENT}


def acquisition_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    month = book.add_format({**base, "align": "center", "font_size": 9})
    for at, width in enumerate((LABEL_WIDTH, BY_WIDTH, STANDING_WIDTH)):
        sheet.set_column(at, at, width, formats.plain)
    sheet.set_column(_AXIS, ACQUISITION.columns - 1, MONTH_WIDTH, month)
    sheet.set_row(1, TITLE_HEIGHT)
    heads = (formats.link, formats.title, formats.note, formats.plain, formats.note)
    for row, look in enumerate(heads):
        sheet.write_blank(row, 0, None, look)
    for at in range(_AXIS):
        sheet.write_blank(_LINKS, at, None, formats.link)
    year = book.add_format({**base, "font_size": 9})
    for at in range(_AXIS, ACQUISITION.columns):
        sheet.write_blank(_YEARS, at, None, year)
    _bars(book, sheet)
    _words(book, sheet)
    sheet.freeze_panes(_HEADER + 1, 1)
    sheet.repeat_rows(_YEARS, _HEADER)
    prints_across(sheet, ACQUISITION)


def _bars(book: Workbook, sheet: Worksheet) -> None:
    """Fill the months by their letters: of a bar only the first letter is seen; late ones red."""
    first = _HEADER + 2
    here, before = (f"{xl_col_to_name(at)}{first}" for at in (_AXIS, _AXIS - 1))
    standing = f'LEFT(${xl_col_to_name(_AXIS - 1)}{first},1)="×"'
    for mark, fill in _BARS.items():
        is_mark, goes_on = f'{here}="{mark}"', f'{before}="{mark}"'
        late = f"{is_mark},{standing}"
        for formula, ink, ground in (
            (f"AND({late},{goes_on})", _WARN_FILL, _WARN_FILL),
            (f"AND({late})", _WARN, _WARN_FILL),
            (f"AND({is_mark},{goes_on})", fill, fill),
            (f"AND({is_mark})", _INKS[mark], fill),
        ):
            look = book.add_format({"font_color": ink, "bg_color": ground})
            _rule(sheet, (_HEADER + 1, _AXIS), formula, look, stops=True)
    need = book.add_format({"font_color": ACCENT, "bold": True})
    _rule(sheet, (_HEADER + 1, _AXIS), f'{here}="{NEED}"', need)
    now = f'{xl_col_to_name(_AXIS)}{_YEARS + 2}="{NOW}"'
    _rule(sheet, (_YEARS + 1, _AXIS), now, need)


def _words(book: Workbook, sheet: Worksheet) -> None:
    """Set apart titles, the header, and what a sign says; sign and word stand in the cell."""
    header = book.add_format(
        {"bold": True, "bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT}
    )
    part = book.add_format({"bold": True, "font_color": ACCENT, "bottom": 1})
    title = book.add_format({"bold": True, "bg_color": _PALE})
    warn = book.add_format({"bold": True, "font_color": _WARN})
    first = _HEADER + 1
    for formula, look in (
        (f'$A{first}="{STEPS}"', header),
        (f'$A{first}="{ENOUGH}"', part),
        (f'LEFT($A{first},{len(TITLE_MARK)})="{TITLE_MARK}"', title),
        (f'AND(LEFT($A{first},1)="{TITLE_MARK[0]}",ISNUMBER(FIND("{TOO_LATE}",$A{first})))', warn),
        (f'OR(LEFT(A{first},1)="▲",LEFT(A{first},1)="×",LEFT(A{first},1)="？")', warn),
    ):
        _rule(sheet, (_HEADER, 0), formula, look)


def _rule(
    sheet: Worksheet,
    start: tuple[int, int],
    formula: str,
    look: object,
    *,
    stops: bool = False,
) -> None:
    last = (_LAST, ACQUISITION.columns - 1)
    rule = {"type": "formula", "criteria": f"={formula}", "format": look, "stop_if_true": stops}
    sheet.conditional_format(*start, *last, rule)
