"""`explain`: one person's verdict as an indented tree, down to the file and row that decided."""

import datetime as dt

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.people import person_of
from ledger.commands.plan import Plan
from ledger.judge.explain import explain
from ledger.model.problems import Place


def plan(book: Book, staff_no: str, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Explain one person's verdicts; nothing is written.

    Args:
        book: The ledger.
        staff_no: 職員番号; leading zeros may be missing.
        now: The moment of the run.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: Nobody has that number (`staff-unknown`), or it may mean several people.
    """
    opened = open_ledger(book).judging(now.date(), as_of)
    staff_no = person_of(staff_no, opened.tables["staff"], Place(file=book.name))
    reason = explain(opened.policy, opened.tables, opened.as_of, staff_no)
    return Plan(
        operation="explain",
        as_of=opened.as_of,
        problems=(*opened.errors, *opened.ahead),
        summary=(*opened.told, *reason.lines()),
        next_step="事実を直すときは、申告書か名簿を直して、もう一度集約してください。",
    )
