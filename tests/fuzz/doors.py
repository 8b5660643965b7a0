"""What becomes of an input at its door: only what the product declares, or it is found out."""

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from both_readers import AGREED, fate
from fuzz.drawing import BOOK, CSV, FORM, JOURNAL, LEDGER, PACKAGE, REVIEW, FuzzInput
from ledger.book.closed import ClosedBook
from ledger.commands import check, federate
from ledger.layout import ledger
from ledger.model.problems import Refusal
from ledger.read.csv_tables import read_csv_table
from ledger.read.guard.limits import FORM as FORM_LIMITS, LEDGER as LEDGER_LIMITS, Limits
from ledger.read.reviews.review import read_review
from ledger.read.self_reports.report import Unreadable, read_self_report
from ledger.read.workbooks import open_with_care
from ledger.trust.journal import journal_text

REFUSED, READ, SILENT = "断る", "読む", "黙って違う"
"""What may become of an input; the last must not."""
NOW = dt.datetime(2026, 4, 2, 9)  # noqa: DTZ001 - the ledger keeps local time


class Doors:
    """The doors, with the place that one of them needs and the journal that another compares to."""

    def __init__(self, folder: Path, journal: bytes) -> None:
        """Open them.

        Args:
            folder: An empty folder of this process.
            journal: The journal as it was before it was changed.
        """
        self._folder, self._journal = folder, journal_text(journal)
        self._at: Mapping[str, Callable[[FuzzInput], str]] = {
            BOOK: _book,
            FORM: _form,
            REVIEW: _review,
            CSV: _csv,
            PACKAGE: self._package,
            JOURNAL: self._changed_journal,
            LEDGER: self._ledger,
        }

    def fate(self, drawn: FuzzInput) -> str:
        """Return what becomes of an input; whatever is raised is raised."""
        return self._at[drawn.door](drawn)

    def _package(self, drawn: FuzzInput) -> str:
        home = self._folder / "公開" / "市"
        home.mkdir(parents=True, exist_ok=True)
        for name, data in drawn.files.items():
            (home / name).write_bytes(data)
        try:
            plan = federate.plan(home.parent, self._folder / "広域.xlsx", NOW)
        except Refusal:
            return REFUSED
        return READ if plan.files else REFUSED

    def _ledger(self, drawn: FuzzInput) -> str:
        """Read a ledger by both readers, and check it as `check` does: every table is asked for."""
        told = _book(drawn, LEDGER_LIMITS)
        if told not in {READ, REFUSED}:
            return told
        path = self._folder / "台帳.xlsx"
        path.write_bytes(drawn.data)
        try:
            check.plan(ClosedBook(path), NOW)
        except Refusal:
            return REFUSED
        return told

    def _changed_journal(self, drawn: FuzzInput) -> str:
        """A journal that was changed is noticed, unless whole lines at its end are gone."""
        text, before = journal_text(drawn.data), self._journal
        if text.broken or text.torn:
            return REFUSED
        same = text.records == before.records[: len(text.records)]
        return READ if same else f"{SILENT}: {len(text.records)} / {len(before.records)}"


def _book(drawn: FuzzInput, limits: Limits = FORM_LIMITS) -> str:
    """Read a workbook by both readers; what the quick one leaves, the careful one takes."""
    told = fate(drawn.data, limits)
    if told not in AGREED:
        return f"{SILENT}: {told[:300]}"
    book, _ = open_with_care(drawn.data, "申告.xlsx", limits)
    if book is None:
        return REFUSED
    try:
        for name in book.package.sheets:
            book.rows(name)
            list(book.filled(name))
    except Refusal:  # a sheet is parsed when it is asked for
        return REFUSED
    return READ


def _form(drawn: FuzzInput) -> str:
    told = _book(drawn)
    read = read_self_report(drawn.data, "申告.xlsx", year=2025)
    return REFUSED if told == READ and isinstance(read, Unreadable) else told


def _review(drawn: FuzzInput) -> str:
    told = _book(drawn)
    read = read_review(drawn.data, "確認表.xlsx")
    return REFUSED if told == READ and isinstance(read, Unreadable) else told


def _csv(drawn: FuzzInput) -> str:
    """Read a table: every line with content is in it or is named as left out."""
    read = read_csv_table(ledger.BY_KEY[drawn.name], drawn.data, "表.csv")
    if not read.usable:
        return REFUSED if read.problems else f"{SILENT}: nothing read, nothing said"
    whole = read.data if read.whole is None else read.whole
    gone = set(whole.index) - set(read.data.index) - set(read.left_out)
    return f"{SILENT}: rows {sorted(gone)[:5]}" if gone else READ
