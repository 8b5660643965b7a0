"""研修の一覧表: what the page says, and how it looks."""

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, TRAINING_MATRIX, PageCell
from ledger.measure.roll import Roll
from ledger.measure.training_matrix import MOST_TRAININGS, TrainingMatrix
from ledger.model.terms import Presence, TrainingState
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.headings import line
from ledger.present.pages.heads import NAME_HEIGHT, TITLE_HEIGHT

_OWN = ("部名", "所属名", "職員番号", "氏名", "在籍の状況")
_WIDTHS = (14, 22, 10, 15, 12)
_STATE_WIDTH = 10
_HEADER, _LAST = 5, 10_000
"""Row of the header, and the last row with looks, from 0."""
_LEGEND = (
    "期限間近 = 3か月以内に切れる。未受講 = その人の人材像の必須かStepの研修で、まだ。"
    "対象外 = その人の人材像では求めていない。名簿で届いたか、上長が確認した修了で見る"
)


def training_matrix_page(
    roll: Roll | None, matrix: TrainingMatrix | None, heading: str
) -> pd.DataFrame:
    """Return what the page says.

    Args:
        roll: Everybody in post on the day; None before anything was worked out.
        matrix: Where they stand with each training.
        heading: Of which day it is.
    """
    head = _head(matrix, heading)
    if roll is None or matrix is None:
        return page_frame(TRAINING_MATRIX, head)
    names = [one.training_name for one in matrix.trainings]
    rows: list[list[PageCell]] = [
        [
            entry.department,
            entry.section,
            entry.staff_no,
            entry.staff_name,
            None if entry.presence is Presence.HERE else entry.presence.value,
            *states,
        ]
        for entry, states in zip(roll.entries, matrix.states.tolist(), strict=True)
    ]
    return page_frame(TRAINING_MATRIX, [*head, [*_OWN, *names], *rows])


def _head(matrix: TrainingMatrix | None, heading: str) -> list[list[PageCell]]:
    left_out = matrix.left_out if matrix else 0
    more = f"。ほかに{left_out}の研修は、列が足りないため載せていません" if left_out else ""
    legend: list[PageCell] = [None] * (len(_OWN) - 1)
    return [
        [HOME_LINK],
        [TRAINING_MATRIX.title],
        [line(heading)],
        [_LEGEND + more],
        [*legend, "印の見方", *(state.value for state in TrainingState)],
    ]


def training_matrix_looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Give the page its looks: states by word and colour, a line between sections, A4 across.

    Args:
        book: The new ledger.
        sheet: The page's sheet.
        formats: The ledger's formats.
    """
    last = len(_OWN) + MOST_TRAININGS - 1
    base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
    text = book.add_format({**base, "num_format": "@", "shrink": True})
    state = book.add_format({**base, "align": "center"})
    header = book.add_format({**base, "bold": True, "text_wrap": True, "valign": "vcenter"})
    for at, width in enumerate(_WIDTHS):
        sheet.set_column(at, at, width, text)
    sheet.set_column(len(_OWN), last, _STATE_WIDTH, state)
    sheet.set_row(1, TITLE_HEIGHT)
    sheet.set_row(_HEADER, NAME_HEIGHT)
    for at in range(last + 1):
        sheet.write_blank(_HEADER, at, None, header)
    for row, look in ((0, formats.link), (1, formats.title), (2, formats.note), (3, formats.note)):
        sheet.write_blank(row, 0, None, look)
    sheet.write_blank(4, len(_OWN) - 1, None, formats.note)
    _colour(book, sheet, last)
    sheet.freeze_panes(_HEADER + 1, 4)
    sheet.autofilter(_HEADER, 0, _LAST, last)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(_HEADER)
    sheet.set_footer(f"&L{TRAINING_MATRIX.title}&C&P / &N")
    sheet.ignore_errors({"number_stored_as_text": "A1:E1048576"})


def _colour(book: Workbook, sheet: Worksheet, last: int) -> None:
    looks: dict[TrainingState, dict[str, object]] = {
        TrainingState.DONE: {"bg_color": HEADER_FILL},
        TrainingState.SOON: {"bg_color": "#FFEEE2", "font_color": "#AC3E00"},
        TrainingState.LAPSED: {"bg_color": "#FFEEE2", "font_color": "#AC3E00", "bold": True},
        TrainingState.NOT_TAKEN: {"bold": True},
        TrainingState.NOT_ASKED: {"font_color": "#767676"},
    }
    for state, look in looks.items():
        rule = {"type": "cell", "criteria": "==", "value": f'"{state.value}"'}
        shown = rule | {"format": book.add_format(look)}
        sheet.conditional_format(4, len(_OWN), _LAST, last, shown)
    filled = book.add_format({"bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT})
    named = {"type": "formula", "criteria": f'=A${_HEADER + 1}<>""', "format": filled}
    sheet.conditional_format(_HEADER, 0, _HEADER, last, named)
    border = book.add_format({"top": 1, "top_color": "#B3B3B3"})
    first = _HEADER + 2
    apart = {"type": "formula", "criteria": f'=AND($C{first}<>"",$B{first}<>$B{first - 1})'}
    sheet.conditional_format(_HEADER + 1, 0, _LAST, last, apart | {"format": border})
