"""`status`: what is missing, in order (今日やること)."""

import datetime as dt

from ledger.book.protocol import Book
from ledger.commands.opened import open_ledger
from ledger.commands.plan import Plan
from ledger.commands.results import today_frame
from ledger.judge.consistency import check
from ledger.layout import ledger
from ledger.layout.frames import records
from ledger.model.judged_day import JudgedDay


def plan(book: Book, now: dt.datetime) -> Plan:
    """Say where the year stands; nothing is written.

    Args:
        book: The ledger.
        now: The moment of the run.
    """
    opened = open_ledger(book)
    day = JudgedDay.of(opened.settings, now.date())
    own = (*opened.problems, *check(opened.policy, opened.tables))
    lines = records(ledger.BY_KEY["today"], today_frame(opened.policy, opened.tables, own))
    waiting = [line for line in lines if line["count"] != 0 and "確認済" not in str(line["item"])]
    first = waiting[0] if waiting else None
    return Plan(
        operation="status",
        as_of=day.on,
        summary=(
            f"{day.heading}。",
            *(
                f"{line['order']}. {line['item']}: "
                + ("—" if line["count"] is None else f"{line['count']}件")
                + f"  {line['action']}"
                for line in lines
            ),
        ),
        counts={str(line["item"]): line["count"] for line in lines},
        next_step=f"{first['action']}(ボタン: {first['button'] or '—'})"
        if first
        else "すべて済んでいます。",
    )
