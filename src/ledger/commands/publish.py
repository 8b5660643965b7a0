"""`publish`: the page for 議会, 公開データ, and the sheet 公表: what is withheld, and why."""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ledger.book.pdf import PdfMaker
from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.output_paths import folder_to_fill
from ledger.commands.pdf_beside import places, written
from ledger.commands.plan import Plan
from ledger.commands.public_contents import area_problems, public_contents
from ledger.commands.run_log import recorded
from ledger.layout.publication_tables import PUBLICATION, SURVEY_REPLIES
from ledger.model.terms import BookKind
from ledger.model.terms.public import WithheldReason
from ledger.present.headings import JUDGED
from ledger.present.public_page import build
from ledger.read.inbox import shown_name
from ledger.withhold.publication_sheet import publication_sheet, withheld

PAGE = "公表用.xlsx"
DATA = "公開データ"


def plan(
    book: Book,
    folder: Path,
    now: dt.datetime,
    as_of: dt.date | None = None,
    *,
    make_pdf: PdfMaker,
) -> Plan:
    """Plan to write what is published into a folder, and the sheet 公表 into the ledger.

    All other results stay as 集約 left them, but for 調査回答, which is worked out with it.

    Args:
        book: The ledger.
        folder: Where page, PDF and 公開データ will stand.
        now: The moment of the run; 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.
        make_pdf: Prints the page.

    Raises:
        Refusal: The ledger cannot be read, the folder is a file, or another workbook stands there
            under the page's name.
    """
    folder_to_fill(folder)
    target = folder / PAGE
    seen = places(target, BookKind.PUBLICATION, pdf=True) if folder.is_dir() else {}
    opened = open_ledger(book).judging(now.date(), as_of)
    made = public_contents(opened)
    page = written(target, build(made.source, made.figures, now.date()), make_pdf)
    data = made.data(opened, now.date()).files()
    hidden = withheld(made.figures, made.shown)
    counts: dict[str, object] = {
        "figures": len(made.figures),
        "withheld": hidden.total(),
        "reasons": {reason.value: number for reason, number in hidden.items()},
        "pdf": len(page.files) > 1,
        "questions": len(made.tables[SURVEY_REPLIES.key]),
    }
    heading = opened.day.worked_out(now.date(), "公表用の作成")
    changes = {
        PUBLICATION.key: publication_sheet(opened.policy, made.figures, made.shown),
        SURVEY_REPLIES.key: made.tables[SURVEY_REPLIES.key],
    }
    judged = {**counts, JUDGED: dict.fromkeys(changes, heading)}
    return Plan(
        operation="publish",
        as_of=opened.as_of,
        summary=(
            *opened.told,
            f"公表用の1枚「{PAGE}」と、公開データ({len(data)}つのCSV)を「{shown_name(folder)}」に作ります。",
            *page.told,
            *_withheld(hidden, opened.settings.suppress_below),
        ),
        problems=(*opened.errors, *opened.ahead, *area_problems(opened)),
        files={**page.files, **{folder / DATA / name: one for name, one in data.items()}},
        tables=recorded(opened, changes, "publish", judged, now),
        counts=counts,
        next_step=f"シート「{PUBLICATION.title}」で伏せた数と理由を確かめてから、公表してください。",
        seen=seen,
        folders=(folder,),
    )


def _withheld(hidden: Counter[WithheldReason], least: int) -> Iterator[str]:
    """Say how much is withheld, and why."""
    if not hidden:
        yield "伏せる数はありません。個人の情報は載りません。"
        return
    words = {WithheldReason.FEW: f"{least}人未満"}
    parts = "、".join(f"{words.get(reason, reason)} {n}" for reason, n in hidden.items())
    yield f"伏せる数 {hidden.total()}個({parts})。個人の情報は載りません。"
