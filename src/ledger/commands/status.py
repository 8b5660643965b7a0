"""`status`: what is missing, in order (今日やること)."""

import datetime as dt

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.phases import said
from ledger.commands.plan import Plan
from ledger.commands.recompute import today_frame
from ledger.judge.consistency.findings import check
from ledger.judge.next_thing import next_thing
from ledger.judge.phase_at_hand import phase_at_hand
from ledger.layout import ledger
from ledger.layout.frames import records, replaced
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
    coming = next_thing(opened.policy, replaced(opened.tables, {"today": data}), day)
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
            "button": coming.button or None,
            **{str(line["item"]): line["count"] for line in lines},
        },
        next_step=coming.sentence,
    )
