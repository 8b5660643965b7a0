"""`report`: the report workbook (aggregates only) from the ledger's results."""

import datetime as dt
from pathlib import Path

from ledger.book.pdf import PdfMaker
from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.pdf_beside import places, written
from ledger.commands.plan import Plan
from ledger.commands.recompute import results
from ledger.layout.frames import replaced
from ledger.measure.gap_directions import directed
from ledger.model.terms import BookKind
from ledger.present.report import build


def plan(
    book: Book,
    target: Path,
    now: dt.datetime,
    as_of: dt.date | None = None,
    make_pdf: PdfMaker | None = None,
) -> Plan:
    """Plan to write the report.

    Args:
        book: The ledger.
        target: Where the report will stand.
        now: The moment of the run, printed as 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        make_pdf: Prints it into a PDF beside it, if one is wanted.

    Raises:
        Refusal: The ledger cannot be read, or another file than a report stands at the target.
    """
    seen = places(target, BookKind.REPORT, pdf=make_pdf is not None)
    opened = open_ledger(book).judging(now.date(), as_of)
    computed = results(opened.policy, opened.tables, opened.as_of)
    computed["gaps"] = directed(
        computed["gaps"], opened.settings, opened.tables, opened.day.by_calendar
    )
    tables = replaced(opened.tables, computed)
    made = written(target, build(tables, opened.policy, opened.day, now.date()), make_pdf)
    return Plan(
        operation="report",
        as_of=opened.as_of,
        summary=(
            *opened.told,
            f"レポート「{target.name}」を作ります(個人の情報は載りません)。",
            *made.told,
        ),
        problems=opened.problems,
        files=made.files,
        counts={"targets": len(computed["kpis"]), "rates": len(computed["rates"])},
        next_step=f"「{target.name}」を開いて、1枚目の要約から確かめてください。",
        seen=seen,
    )
