"""`export --public`: 公開データ, the figures that everybody may see, as files for machines."""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.output_paths import folder_to_fill
from ledger.commands.plan import Plan
from ledger.commands.public_contents import area_problems, public_contents
from ledger.present.csv_tables import UTF8
from ledger.read.inbox import shown_name
from ledger.withhold.publication_sheet import withheld

__all__ = ["UTF8", "plan"]


def plan(book: Book, folder: Path, now: dt.datetime, as_of: dt.date | None = None) -> Plan:
    """Plan to write 公開データ into a folder.

    Args:
        book: The ledger.
        folder: Where the files will stand.
        now: The moment of the run; 作成日.
        as_of: The day to judge; the earlier of today and the 基準日 if not given.

    Raises:
        Refusal: The ledger cannot be read, or the folder is a file.
    """
    folder_to_fill(folder)
    opened = open_ledger(book).judging(now.date(), as_of)
    made = public_contents(opened)
    files = made.data(opened, now.date()).files()
    hidden = withheld(made.figures, made.shown)
    counts = {"figures": len(made.figures), "withheld": hidden.total(), "tables": len(files)}
    return Plan(
        operation="export",
        as_of=opened.as_of,
        summary=(
            *opened.told,
            f"公開データを「{shown_name(folder)}」に書き出します({len(files)}つのCSV、個人の情報は載りません)。",
            f"値 {counts['figures']}行。伏せた数 {counts['withheld']}個。",
        ),
        problems=(*opened.errors, *opened.ahead, *area_problems(opened)),
        files={folder / name: data for name, data in files.items()},
        counts=counts,
        next_step=(
            "「metadata.csv」で時点と出典を確かめ、利用の条件を添えて公開してください。"
            "何をなぜ伏せたかは、「公表用を作る」でシート「公表」に出ます。"
        ),
    )
