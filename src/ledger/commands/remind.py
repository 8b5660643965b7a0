"""`remind`: 未提出・未確認 by section, with text ready to paste."""

import datetime as dt
from collections.abc import Sequence

from ledger.book.protocol import Book
from ledger.commands.opened import open_ledger
from ledger.commands.plan import Plan
from ledger.judge.reminders import Reminder, reminders


def plan(book: Book, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """List whom to remind; nothing is written.

    Args:
        book: The ledger.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    listed = reminders(opened.policy, opened.tables, opened.as_of)
    return Plan(
        operation="remind",
        as_of=opened.as_of,
        summary=spoken(listed),
        counts={
            "to_submit": sum(len(one.to_submit) for one in listed),
            "to_confirm": sum(len(one.to_confirm) for one in listed),
            "sections": len(listed),
        },
        next_step="文面を所属ごとにメールや掲示板へ貼り付けてください。"
        if listed
        else "集約してください。",
    )


def spoken(listed: Sequence[Reminder]) -> tuple[str, ...]:
    """Return the reminders as lines to paste, section by section."""
    lines: list[str] = []
    for one in listed:
        lines += [f"── {one.section_code} {one.section_name} ──", one.text, ""]
    return tuple(lines) or ("提出も確認も、すべて済んでいます。",)
