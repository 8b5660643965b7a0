"""`report`: the report workbook (aggregates only) from the ledger's results."""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.output_paths import own_book
from ledger.commands.plan import Plan
from ledger.commands.recompute import results
from ledger.layout.frames import replaced
from ledger.present.report import build


def plan(book: Book, target: Path, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan to write the report.

    Args:
        book: The ledger.
        target: Where the report will stand.
        now: The moment of the run, printed as 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: The ledger cannot be read, or another file than a report stands at the target.
    """
    seen = {target: own_book(target)}
    opened = open_ledger(book).judging(now.date(), as_of)
    computed = results(opened.policy, opened.tables, opened.as_of)
    tables = replaced(opened.tables, computed)
    return Plan(
        operation="report",
        as_of=opened.as_of,
        summary=(
            *opened.told,
            f"レポート「{target.name}」を作ります(個人の情報は載りません)。",
        ),
        problems=opened.problems,
        files={target: build(tables, opened.policy, opened.day, now.date())},
        counts={"targets": len(computed["kpis"]), "rates": len(computed["rates"])},
        next_step=f"「{target.name}」を開いて、1枚目の要約から確かめてください。",
        seen=seen,
    )
