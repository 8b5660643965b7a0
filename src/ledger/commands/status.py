"""`status`: what is missing, in order (今日やること)."""

import datetime as dt

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.phases import said
from ledger.commands.plan import Plan
from ledger.commands.recompute import today_frame
from ledger.judge.consistency import check
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.layout import ledger
from ledger.layout.columns import RowValues
from ledger.layout.frames import records
from ledger.model.judged_day import JudgedDay
from ledger.model.terms import Phase


def plan(book: Book, now: dt.datetime, phase: Phase | None = None) -> Plan:
    """Say where the year stands; nothing is written.

    Args:
        book: The ledger.
        now: The moment of the run.
        phase: The phase; the one at hand if not given.
    """
    opened = open_ledger(book)
    day = JudgedDay.of(opened.settings, now.date())
    meant = phase or phase_at_hand(opened.policy, opened.tables, day.on)
    own = (*opened.problems, *check(opened.policy, opened.tables))
    data = today_frame(opened.policy, opened.tables, own, day.on, meant)
    lines = records(ledger.BY_KEY["today"], data)
    waiting = [line for line in lines if line["count"] != 0 and "確認済" not in str(line["item"])]
    first = waiting[0] if waiting else None
    return Plan(
        operation="status",
        as_of=day.on,
        summary=(
            f"{day.heading}。{said(meant)}",
            *(
                f"{line['order']}. {line['item']}: "
                + ("—" if line["count"] is None else f"{line['count']}件")
                + f"  {line['action']}"
                for line in lines
            ),
        ),
        problems=opened.errors,
        counts={
            "phase": meant.value,
            "button": next((line["button"] for line in waiting if line["button"]), None),
            **{str(line["item"]): line["count"] for line in lines},
        },
        next_step=_next_step(first) if first else f"{meant}は、すべて済んでいます。",
    )


def _next_step(line: RowValues) -> str:
    """Say what comes first, and its button if there is one; some things a person just does."""
    button = f"(ボタン: {line['button']})" if line["button"] else ""
    return f"{line['action']}{button}"
