"""`check`: what is wrong in a ledger, each finding with sheet and cell."""

import datetime as dt

from ledger.book.protocol import Book
from ledger.commands.closing_words import coming
from ledger.commands.ledger_session import open_ledger
from ledger.commands.plan import Plan
from ledger.judge.consistency.findings import check
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.model.problems import Severity, severities

LOAD_FIRST = "人事システムから出した一覧を取り込んでください(ボタン: 名簿取込)。"
NEEDED = ("sections", "staff", "postings", "heads")
"""Tables that must have rows before a form can go out, in the order in which they are loaded."""


def plan(book: Book, now: dt.datetime) -> Plan:
    """Check a ledger; nothing is written.

    Args:
        book: The ledger.
        now: The moment of the run; what comes next is of its day.

    Raises:
        Refusal: It cannot be read.
    """
    opened = open_ledger(book)
    own = (*opened.problems, *check(opened.policy, opened.tables))
    problems = (*book.foreseen({}), *own)
    count = severities(problems)
    found = (
        "、".join(f"{severity} {count[severity]}件" for severity in Severity)
        if problems
        else "台帳に誤りは見つかりませんでした。"
    )
    first = begun(opened.tables)
    fix = LOAD_FIRST if first else _IN_ORDER if count[Severity.ERROR] else ""
    return Plan(
        operation="check",
        as_of=opened.as_of,
        summary=(*first, *((found,) if problems or not first else ())),
        problems=problems,
        next_step=fix or coming(opened, own, now).sentence,
    )


def begun(tables: Tables) -> tuple[str, ...]:
    """Say what a ledger lacks before there is anything to find fault with; nothing if it is set up.

    Args:
        tables: The ledger's tables.
    """
    lacking = [ledger.BY_KEY[key].title for key in NEEDED if tables[key].empty]
    if not lacking:
        return ()
    listed = "・".join(lacking)
    if tables["staff"].empty:
        return (f"職員がまだいません。はじめに、{listed}の一覧を、この順に取り込んでください。",)
    return (f"{listed}がまだありません。申告書を配る前に、取り込んでください。",)


_IN_ORDER = "上から順に直してください。"
