"""課×研修 and 課×Step: what the pages say, and how they look."""

from collections.abc import Callable, Sequence

import pandas as pd
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout.page_frames import page_frame
from ledger.layout.pages import HOME_LINK, SECTION_STEPS, SECTION_TRAININGS, LedgerPage, PageCell
from ledger.measure.section_tables import SectionLine, SectionSteps, SectionTrainings
from ledger.model.terms import SectionLevel
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats
from ledger.present.headings import line
from ledger.present.pages.heads import NAME_HEIGHT, TITLE_HEIGHT

NOT_COMPARED = (
    "ほかの課と比べるための表ではありません。足りない研修と、声をかける人を見つけるための表です"
)
_COUNTED = "数えるのは在籍していて集計対象の人(休職等を除く)。部の行は、部に直接いる人も足した数"
_OWN = ("部・課", "人数")
_INDENT = "　"
_HEADER, _LAST = 6, 1_000
"""Last row of the header, and the last row with looks, from 0."""


def section_trainings_page(table: SectionTrainings | None, heading: str) -> pd.DataFrame:
    """Return what 課×研修 says: 修了/対象 for each 必須 training.

    Args:
        table: The table; None before anything was worked out.
        heading: Of which day it is.
    """
    room = SECTION_TRAININGS.columns - len(_OWN)
    trainings = table.trainings[:room] if table else ()
    names = [one.training_name for one in trainings]
    return _page(
        SECTION_TRAININGS,
        heading,
        "修了した人/必須の人。必須の人がいない課は空欄",
        [[], [*_OWN, *names]],
        table.lines if table else (),
        len(trainings),
    )


def section_steps_page(table: SectionSteps | None, heading: str) -> pd.DataFrame:
    """Return what 課×Step says: how many stand on each Step of each persona.

    Args:
        table: The table; None before anything was worked out.
        heading: Of which day it is.
    """
    columns = table.columns[: SECTION_STEPS.columns - len(_OWN)] if table else ()
    personas = [
        None if at and columns[at - 1][0] == persona else persona.persona_name
        for at, (persona, _) in enumerate(columns)
    ]
    steps = [f"Step{step}" for _, step in columns]
    return _page(
        SECTION_STEPS,
        heading,
        "正式Stepごとの人数(名)。Step0は、まだStep1に届いていない人",
        [[None, None, *personas], [*_OWN, *steps]],
        table.lines if table else (),
        len(columns),
    )


def _page(  # noqa: PLR0913, PLR0917 - the parts of one page
    page: LedgerPage,
    heading: str,
    what: str,
    header: Sequence[Sequence[PageCell]],
    lines: Sequence[SectionLine],
    width: int,
) -> pd.DataFrame:
    head: list[Sequence[PageCell]] = [
        [HOME_LINK],
        [page.title],
        [line(heading)],
        [f"{what}。{_COUNTED}"],
        [NOT_COMPARED],
    ]
    rows = [[_named(one), one.people, *one.figures[:width]] for one in lines]
    return page_frame(page, [*head, *(header if lines else ()), *rows])


def _named(one: SectionLine) -> str:
    return f"{_INDENT}{one.name}" if one.level is SectionLevel.DIVISION else one.name


def section_looks(page: LedgerPage) -> Callable[[Workbook, Worksheet, Formats], None]:
    """Return what gives one of the two pages its looks."""

    def looks(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
        last = page.columns - 1
        base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
        value = book.add_format({**base, "align": "center"})
        bold = book.add_format({**base, "bold": True})
        header = book.add_format(
            {**base, "bold": True, "text_wrap": True, "valign": "vcenter", "align": "center"}
        )
        sheet.set_column(0, 0, 24, formats.plain)
        sheet.set_column(1, 1, 8, value)
        sheet.set_column(2, last, 13 if page is SECTION_TRAININGS else 9, value)
        for at in range(last + 1):
            sheet.write_blank(_HEADER - 1, at, None, bold)
            sheet.write_blank(_HEADER, at, None, header)
        sheet.set_row(1, TITLE_HEIGHT)
        heads = (formats.link, formats.title, *[formats.note] * 3)
        for row, look in enumerate(heads):
            sheet.write_blank(row, 0, None, look)
        if page is SECTION_TRAININGS:
            sheet.set_row(_HEADER, NAME_HEIGHT)
        _colour(book, sheet, last)
        sheet.freeze_panes(_HEADER + 1, 1)
        sheet.set_portrait()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(_HEADER - 1, _HEADER)
        sheet.set_footer(f"&L{page.title}&C&P / &N")

    return looks


def _colour(book: Workbook, sheet: Worksheet, last: int) -> None:
    """Set header, 部 and 全庁 apart; no number is coloured by how large it is."""
    first, header = _HEADER + 2, _HEADER + 1
    filled = book.add_format({"bg_color": HEADER_FILL, "bottom": 1, "bottom_color": ACCENT})
    named = {"type": "formula", "criteria": f'=A${header}<>""', "format": filled}
    sheet.conditional_format(_HEADER, 0, _HEADER, last, named)
    bold = book.add_format({"bold": True, "top": 1, "top_color": "#B3B3B3"})
    whole = f'AND($A{first}<>"",LEFT($A{first},1)<>"{_INDENT}",A${header}<>"")'
    rule = {"type": "formula", "criteria": f"={whole}", "format": bold}
    sheet.conditional_format(_HEADER + 1, 0, _LAST, last, rule)
