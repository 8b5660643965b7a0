"""`share`: what the DX department needs, as a workbook without people (DX部門へ共有)."""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.output_paths import own_book
from ledger.commands.plan import Plan
from ledger.commands.recompute import results
from ledger.layout.frames import replaced
from ledger.model.terms import BookKind
from ledger.present.share import build
from ledger.withhold.extract import extract


def plan(book: Book, target: Path, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan to write the extract for the DX department.

    Args:
        book: The ledger.
        target: Where the extract will stand.
        now: The moment of the run, printed as 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: The ledger cannot be read, or another file than an extract stands at the target.
    """
    seen = {target: own_book(target, BookKind.EXTRACT)}
    opened = open_ledger(book).judging(now.date(), as_of)
    computed = results(opened.policy, opened.tables, opened.as_of)
    made = extract(opened.policy, replaced(opened.tables, computed), opened.as_of)
    counts = {key: len(data) for key, data in made.tables.items()}
    return Plan(
        operation="share",
        as_of=opened.as_of,
        summary=(
            *opened.told,
            f"DX部門へ共有する「{target.name}」を作ります(氏名・職員番号・理由・コメントは載りません)。",
            (
                f"Step {counts['share_steps']} 行、次に要る研修 {counts['share_missing']} 行、"
                f"修了 {counts['share_completions']} 行。"
            ),
            *(f"載せないもの: {line}" for line in made.left_out),
        ),
        problems=opened.problems,
        files={target: build(made, opened.settings, opened.day, now.date())},
        counts={"tables": counts},
        next_step=f"「{target.name}」を開いて、シート「説明」を確かめてから渡してください。",
        seen=seen,
    )
