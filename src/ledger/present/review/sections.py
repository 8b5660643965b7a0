"""わが課のいま: one A4 page for the head of a section, in the head's own review workbook.

It names people, because whoever opens the workbook may see them; it compares nobody and no section
with another, and scores nothing.
"""

import re
from collections.abc import Iterator, Sequence

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.layout.review import SECTION_SHEET
from ledger.layout.section_now import SectionNow
from ledger.model.characters import can_be_sheet
from ledger.present.book_writing import ACCENT, checked
from ledger.present.review.looks import LINE, ReviewFormats
from ledger.present.review.tables import in_footer
from ledger.present.row_heights import height_of, width_of

NEVER = "ほかの課とは比べません。点数も順位もありません。"
HEADERS = ("氏名", "いまのStep", "次の一歩に要ること", "上長ができること")
_WIDTHS = (20, 20, 46, 46)
_A4 = 9
_MOST_ON_A_PAGE = 30
"""With more people than this a page would be too small to read; it goes on then."""
ACTIONS = (
    (
        "係長の行動",
        (
            "仕事の割り振りを見直し、学ぶ時間と試す仕事をつくる",
            "改善の提案は、まず受けとめて一緒にやってみる",
            "研修の前に目的を話し、終わったら職場で使う場をつくる",
        ),
    ),
    (
        "課長の行動",
        (
            "課の組織目標に、業務改善を1つ入れる",
            "うまくいったことを見つけ、言葉にして返す",
            "研修の前と後に声をかけ、使う機会を決める",
        ),
    ),
    (
        "全庁DX担当の行動",
        (
            "困ったときの相談窓口を1つに決め、どの課にも知らせる",
            "研修や導入のあとに職場を訪ね、使えているかを一緒に見る",
        ),
    ),
)
"""What those who lead do on the job for their people, by what they are."""


def section_sheets(sections: Sequence[SectionNow]) -> Iterator[tuple[str, SectionNow]]:
    """Yield the sheet of each section; all but the first are called by their section."""
    taken: set[str] = set()
    for number, section in enumerate(sections, start=1):
        wanted = f"{SECTION_SHEET} {section.name}" if number > 1 else SECTION_SHEET
        fits = can_be_sheet(wanted) and wanted not in taken
        name = wanted if fits else f"{SECTION_SHEET} {number}"
        taken.add(name)
        yield name, section


def write_section(sheet: Worksheet, section: SectionNow, whose: str, looks: ReviewFormats) -> None:
    """Write one page.

    Args:
        sheet: The sheet.
        section: What stands on it.
        whose: The confirmer, for the footer.
        looks: The workbook's formats.
    """
    for position, width in enumerate(_WIDTHS):
        checked(sheet.set_column(position, position, width))
    page = _Page(sheet, looks)
    page.line(f"{SECTION_SHEET}　{section.name} {section.size}名(長を除く)", looks.title, 30)
    page.line(f"{section.judged}の姿を、申告のとおりに数えています。{NEVER}", looks.note)
    for heading, lines, nothing in (
        ("Stepごとの人数", section.spread, "Stepのある人像を持つ人がいません"),
        ("必須研修がまだの人", section.lacking, "いません"),
        ("開いている相談", section.consultations, "ありません"),
    ):
        page.block(heading, lines or (nothing,))
    page.table(section)
    page.actions()
    page.line("□は、自分のためのしるしです。書いても、集約では読みません。", looks.note)
    _finish(sheet, section, whose)


def parted(text: str, room: float) -> Iterator[str]:
    """Yield a text in lines that fit, broken behind 、; the cells beside it are blank."""
    line = ""
    for part in re.split("(?<=、)", text):
        if line and width_of(line + part) > room:
            yield line
            line = ""
        line += part
    yield line


class _Page:
    """A page that is written from top to bottom."""

    def __init__(self, sheet: Worksheet, looks: ReviewFormats) -> None:
        self._sheet = sheet
        self._looks = looks
        self._row = 0
        ruled = {"text_wrap": True, "border": 1, "border_color": LINE, "valign": "top"}
        self._cell = looks.make(**ruled)
        self._label = looks.make(bold=True, font_color=ACCENT, valign="top")

    def line(self, text: str, look: Format, height: float = 20) -> None:
        """Write one line across the page."""
        checked(self._sheet.write_string(self._row, 0, text, look))
        self._next(height)

    def block(self, heading: str, lines: Sequence[str]) -> None:
        """Write a heading at the left, and its lines beside it."""
        checked(self._sheet.write_string(self._row, 0, heading, self._label))
        plain = self._looks.make(valign="top")
        for line in lines:
            for part in parted(line, sum(_WIDTHS[1:])):
                checked(self._sheet.write_string(self._row, 1, part, plain))
                self._next(20)

    def table(self, section: SectionNow) -> None:
        """Write everybody's next step, and what the head can do."""
        self._next(6)
        for position, header in enumerate(HEADERS):
            look = self._looks.header(entry=False)
            checked(self._sheet.write_string(self._row, position, header, look))
        self._next(22)
        for person in section.people:
            for position, text in enumerate(person):
                checked(self._sheet.write_string(self._row, position, text, self._cell))
            self._next(height_of(zip(person, _WIDTHS, strict=True)))

    def actions(self) -> None:
        """Write what those who lead do, with a box to tick for oneself."""
        self._next(6)
        open_cell = self._looks.make(locked=False)
        for heading, actions in ACTIONS:
            checked(self._sheet.write_string(self._row, 0, heading, self._label))
            for action in actions:
                checked(self._sheet.write_string(self._row, 1, f"□ {action}", open_cell))
                self._next(20)

    def _next(self, height: float) -> None:
        self._sheet.set_row(self._row, height)
        self._row += 1


def _finish(sheet: Worksheet, section: SectionNow, whose: str) -> None:
    sheet.set_portrait()
    sheet.set_paper(_A4)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.fit_to_pages(1, 1 if section.size <= _MOST_ON_A_PAGE else 0)
    named = in_footer(f"{section.name}　{whose}")
    sheet.set_footer(f"&L{SECTION_SHEET}　{named}&C&P / &N&R育成のため・人事評価には使いません")
    sheet.hide_gridlines(2)
    sheet.protect("", {"format_rows": True, "format_columns": True})
