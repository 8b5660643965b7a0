"""`check`: what is wrong in a ledger, each finding with sheet and cell."""

from ledger.book.protocol import Book
from ledger.commands.opened import open_ledger
from ledger.commands.plan import Plan
from ledger.commands.results import severities
from ledger.judge.consistency import check
from ledger.model.problems import Severity


def plan(book: Book) -> Plan:
    """Check a ledger; nothing is written.

    Args:
        book: The ledger.

    Raises:
        Refusal: It cannot be read.
    """
    opened = open_ledger(book)
    problems = (*opened.problems, *check(opened.policy, opened.tables))
    count = severities(problems)
    clean = not problems
    return Plan(
        operation="check",
        as_of=opened.as_of,
        summary=(
            "台帳に誤りは見つかりませんでした。"
            if clean
            else "、".join(f"{severity} {count[severity]}件" for severity in Severity),
        ),
        problems=problems,
        next_step="申告書を配れます(issue)。"
        if not count[Severity.ERROR]
        else "上から順に直してください。",
    )
