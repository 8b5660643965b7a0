"""`report`: the report workbook (aggregates only) from the ledger's results."""

import datetime as dt
from pathlib import Path

from ledger.book.pdf import PdfMaker
from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.pdf_beside import places, written
from ledger.commands.plan import Plan
from ledger.commands.recompute import results_staged
from ledger.commands.stages_told import StagesTold
from ledger.layout.frames import replaced
from ledger.measure.gap_directions import directed
from ledger.model.terms import BookKind
from ledger.model.work_stages import REPORT, RESULTS
from ledger.present.report import report_staged
from ledger.read.inbox import Progress

STAGES = (*RESULTS, *REPORT)


def plan(  # noqa: PLR0913, PLR0917 - the verb's own options
    book: Book,
    target: Path,
    now: dt.datetime,
    as_of: dt.date | None = None,
    make_pdf: PdfMaker | None = None,
    stage: Progress | None = None,
) -> Plan:
    """Plan to write the report.

    Args:
        book: The ledger.
        target: Where the report will stand.
        now: The moment of the run, printed as 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        make_pdf: Prints it into a PDF beside it, if one is wanted.
        stage: Told `(done, total, what is worked out)` at every stage.

    Raises:
        Refusal: The ledger cannot be read, or another file than a report stands at the target.
    """
    seen = places(target, BookKind.REPORT, pdf=make_pdf is not None)
    stages = StagesTold(STAGES, stage)
    stages.reading()
    opened = open_ledger(book).judging(now.date(), as_of)
    computed = stages.through(results_staged(opened.policy, opened.tables, opened.as_of))
    computed["gaps"] = directed(
        computed["gaps"], opened.settings, opened.tables, opened.day.by_calendar
    )
    tables = replaced(opened.tables, computed)
    work = report_staged(tables, opened.policy, opened.day, now.date())
    made = written(target, stages.through(work), make_pdf)
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
