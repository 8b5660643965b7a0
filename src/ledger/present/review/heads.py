"""What stands above the tables of a review workbook: whose it is, how to, what is left."""

import datetime as dt
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.layout.columns import Table
from ledger.layout.review import (
    COMMON_DAY,
    COMMON_DAY_CELL,
    HELP_SHEET,
    REVIEW,
    REVIEW_REST,
    REVIEW_WAITING,
    SECTION_SHEET,
    TOGETHER,
    ReviewContent,
)
from ledger.layout.review_places import together_cell
from ledger.model.settings import Settings
from ledger.model.terms import ReportState
from ledger.present.book_writing import ACCENT, checked
from ledger.present.review.checks import Checks, Formula
from ledger.present.review.help import HOW_TO
from ledger.present.review.looks import BAD, GOOD, ReviewFormats
from ledger.present.review.tables import day_only, listed
from ledger.present.review.values import PROGRESS_CELL, SHEETS, SUMMARY_CELLS

_TITLE_HEIGHT, _LINE_HEIGHT, _ENTRY_HEIGHT, _MARKER_HEIGHT, _BLOCK_HEIGHT = 30, 19, 24, 16, 22
_ALWAYS = frozenset({"見る人", "そのまま確認できる人"})
_DAY_HOW = "← 判定した日。下の「確認日」が空欄の人は、この日になります"
TOGETHER_HOW = "← 「はい」を選ぶと、判定が空欄の人({count}名まで)を上の確認日で確認します"
_OVERRIDE_OFF = "設定により、上長判定は受け付けていません。見るだけのシートです。"


class Heads(NamedTuple):
    """What the heads of all three sheets have in common."""

    content: ReviewContent
    settings: Settings
    checks: Checks
    looks: ReviewFormats

    @property
    def title(self) -> str:
        """What the workbook is called."""
        named = ("確認表", self.settings.year_label, self.content.phase, self.settings.org_name)
        return " ".join(part for part in named if part)

    @property
    def confirmer(self) -> str:
        """Whose workbook it is."""
        post = f"({self.content.confirmer_post})" if self.content.confirmer_post else ""
        return f"{self.content.confirmer_name or self.content.confirmer_no}{post}"

    def write_people(self, sheet: Worksheet) -> None:
        """Write all of 確認表 that is no table: its head, and what stands above each block."""
        self._title(sheet, f"確認表　{self.confirmer}　{_counted(self.content)}")
        due = self.settings.confirm_due
        said = [
            self.title.removeprefix("確認表 "),
            f"基準日 {_day(self.settings.as_of)}",
            *([f"Stepは{self.content.judged}"] if self.content.judged else []),
            *([f"確認期限 {_day(due)}"] if due else []),
        ]
        _say(sheet, "A2", "　".join(said), self.looks.strong)
        _say(sheet, "A3", HOW_TO[REVIEW.key], self.looks.note)
        entry = COMMON_DAY_CELL.replace("$", "")
        _say(sheet, "B4", COMMON_DAY.label, self.looks.make(bold=True, align="right"))
        checked(sheet.write_blank(entry, None, self.looks.cell(COMMON_DAY.kind, entry=True)))
        checked(sheet.data_validation(entry, day_only()))
        _say(sheet, "D4", _DAY_HOW, self.looks.note)
        self._link(sheet, "H4", HELP_SHEET, "使い方 →")
        if self.content.sections:
            self._link(sheet, "I4", SECTION_SHEET, f"{SECTION_SHEET} →")
        self._formula(sheet, PROGRESS_CELL, self.checks.progress())
        self._formula(sheet, SUMMARY_CELLS[REVIEW.key], self.checks.summary(*SHEETS))
        self._blocks(sheet)
        for row in (1, 2):
            sheet.set_row(row, _LINE_HEIGHT)
        for row in (3, 4):
            sheet.set_row(row, _ENTRY_HEIGHT)

    def _blocks(self, sheet: Worksheet) -> None:
        """Write the title of each block, and the cell that confirms the second one together."""
        places, looks = self.checks.places, self.looks
        first, rest, waiting = (
            places[table.key].header for table in (REVIEW, REVIEW_REST, REVIEW_WAITING)
        )
        looked = len({row["staff_no"] for row in self.content.people})
        size = len(self.content.rest)
        _say(sheet, f"A{first - 1}", f"■ 見る人 {looked}名", looks.block)
        _say(sheet, f"A{rest - 2}", f"■ そのまま確認できる人 {size}名", looks.block)
        sheet.set_row(first - 2, _BLOCK_HEIGHT)
        sheet.set_row(rest - 3, _BLOCK_HEIGHT)
        sheet.set_row(rest - 2, _ENTRY_HEIGHT)
        if size:
            entry = together_cell(places[REVIEW_REST.key]).replace("$", "")
            label = looks.make(bold=True, align="right")
            _say(sheet, f"B{rest - 1}", TOGETHER.label, label)
            checked(sheet.write_blank(entry, None, looks.cell(TOGETHER.kind, entry=True)))
            checked(sheet.data_validation(entry, listed(TOGETHER.choices)))
            _say(sheet, f"D{rest - 1}", TOGETHER_HOW.format(count=size), looks.note)
        if self.content.waiting:
            count = len(self.content.waiting)
            _say(sheet, f"A{waiting - 1}", f"■ 申告を待っている人 {count}名", looks.block)
            sheet.set_row(waiting - 2, _BLOCK_HEIGHT)

    def write(self, sheet: Worksheet, table: Table, *, is_open: bool = True) -> None:
        """Write the head of 明細 or Step.

        Args:
            sheet: The sheet.
            table: Its table.
            is_open: Whether anything on it may be filled in.
        """
        self._title(sheet, f"{table.title}　{self.title}　確認者 {self.confirmer}")
        _say(sheet, "A2", HOW_TO[table.key] if is_open else _OVERRIDE_OFF, self.looks.note)
        self._link(sheet, "A3", REVIEW.title, "← 確認表へ")
        self._formula(sheet, SUMMARY_CELLS[table.key], self.checks.summary(table))
        sheet.set_row(1, _LINE_HEIGHT)
        sheet.set_row(2, _ENTRY_HEIGHT)
        sheet.set_row(3, _MARKER_HEIGHT)

    def _title(self, sheet: Worksheet, text: str) -> None:
        _say(sheet, "A1", text, self.looks.title)
        sheet.set_row(0, _TITLE_HEIGHT)

    def _formula(self, sheet: Worksheet, cell: str, formula: Formula) -> None:
        checked(sheet.write_formula(cell, formula.text, self.looks.strong, formula.value))
        for word, colour in (("×", BAD), ("残り 0名", GOOD)):
            rule = {"type": "text", "criteria": "containing", "value": word}
            checked(sheet.conditional_format(cell, {**rule, "format": self.looks.rule(colour)}))

    def _link(self, sheet: Worksheet, cell: str, target: str, text: str) -> None:
        look = self.looks.make(font_color=ACCENT, underline=1)
        checked(sheet.write_url(cell, f"internal:'{target}'!A1", look, text))


def _say(sheet: Worksheet, cell: str, text: str, look: Format) -> None:
    checked(sheet.write_string(cell, text, look))


def _day(day: dt.date) -> str:
    return f"{day.year}/{day.month}/{day.day}"


def _counted(content: ReviewContent) -> str:
    """Say how many people there are in each block: `16名 = 見る人 2名 ・ …`."""
    absent = sum(row["attention"] == ReportState.NOT_SUBMITTED for row in content.waiting)
    counts = {
        "見る人": len({row["staff_no"] for row in content.people}),
        "そのまま確認できる人": len(content.rest),
        "未提出": absent,
        "申告を待っている人": len(content.waiting) - absent,
    }
    told = [f"{word} {count}名" for word, count in counts.items() if count or word in _ALWAYS]
    return f"{sum(counts.values())}名 = {' ・ '.join(told)}"
