"""What stands above the tables of a review workbook: whose it is, how to, what is left."""

import datetime as dt
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from ledger.layout.columns import RowValues, Table
from ledger.layout.review import (
    COMMON_DAY,
    COMMON_DAY_CELL,
    HELP_SHEET,
    REVIEW,
    TABLES,
    ReviewContent,
)
from ledger.model.settings import Settings
from ledger.model.terms import ReportState
from ledger.present.book_writing import ACCENT, checked
from ledger.present.review_checks import Checks, Formula
from ledger.present.review_help import HOW_TO
from ledger.present.review_looks import BAD, GOOD, ReviewFormats
from ledger.present.review_tables import day_only
from ledger.present.review_values import PROGRESS_CELL, SUMMARY_CELLS

_TITLE_HEIGHT, _LINE_HEIGHT, _ENTRY_HEIGHT, _MARKER_HEIGHT = 30, 19, 24, 16
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
        return f"確認者 {self.content.confirmer_name}({self.content.confirmer_no})"

    def write_people(self, sheet: Worksheet) -> None:
        """Write the head of 確認表, with the common 確認日."""
        self._title(sheet, self.title)
        due = self.settings.confirm_due
        said = [
            self.confirmer,
            f"基準日 {_day(self.settings.as_of)}",
            *([f"Stepは{self.content.judged}"] if self.content.judged else []),
            *([f"確認期限 {_day(due)}"] if due else []),
            _counted(self.content.people),
        ]
        _say(sheet, "A2", "　".join(said), self.looks.strong)
        _say(sheet, "A3", HOW_TO[REVIEW.key], self.looks.note)
        entry = COMMON_DAY_CELL.replace("$", "")
        _say(sheet, "B4", COMMON_DAY.label, self.looks.make(bold=True, align="right"))
        checked(sheet.write_blank(entry, None, self.looks.cell(COMMON_DAY.kind, entry=True)))
        checked(sheet.data_validation(entry, day_only()))
        _say(sheet, "D4", "← 下の「確認日」が空欄の人は、この日になります", self.looks.note)
        self._link(sheet, "K4", HELP_SHEET, "使い方を見る →")
        self._formula(sheet, PROGRESS_CELL, self.checks.progress())
        self._formula(sheet, SUMMARY_CELLS[REVIEW.key], self.checks.summary(*TABLES))
        for row in (1, 2):
            sheet.set_row(row, _LINE_HEIGHT)
        for row in (3, 4):
            sheet.set_row(row, _ENTRY_HEIGHT)
        sheet.set_row(5, _MARKER_HEIGHT)

    def write(self, sheet: Worksheet, table: Table, *, is_open: bool = True) -> None:
        """Write the head of 明細 or Step.

        Args:
            sheet: The sheet.
            table: Its table.
            is_open: Whether anything on it may be filled in.
        """
        self._title(sheet, f"{table.title}　{self.title}　{self.confirmer}")
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


def _counted(people: tuple[RowValues, ...]) -> str:
    """Say how many people there are, and how many of them ask for a look or are awaited."""
    told = sum(row["digest"] is not None and row.get("attention") is not None for row in people)
    awaited = sum(row["state"] == ReportState.NOT_SUBMITTED for row in people)
    return f"{len(people)}名(注意のある人 {told}名、未提出 {awaited}名)"
