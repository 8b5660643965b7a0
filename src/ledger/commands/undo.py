"""`undo`: the ledger's tables as they were before the last operation; 処理履歴 goes on."""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.ledger_session import open_ledger
from ledger.commands.plan import Plan
from ledger.commands.run_log import recorded
from ledger.layout import ledger
from ledger.layout.columns import Group
from ledger.layout.frames import same_rows
from ledger.model.problems import Place, Refusal
from ledger.present.headings import JUDGED, last_headings
from ledger.read.file_bytes import file_bytes
from ledger.read.ledger_book import read_ledger
from ledger.store.generations import latest

_NEVER = frozenset({"runs", "today"})
"""What is not taken back: the journal tells of every operation, 今日やること follows the rest."""


def plan(book: Book, path: Path, now: dt.datetime) -> Plan:
    """Plan to take the last operation back; a second time takes the taking back back.

    What HR changed by hand in other tables since stays; files that were written stay too.

    Args:
        book: The ledger.
        path: Where it stands on the disk.
        now: The moment of the run.

    Raises:
        Refusal: Nothing was kept (`nothing-to-undo`), or it is not what was kept
            (`generation-damaged`).
    """
    before = latest(path)
    if before is None:
        raise Refusal.of("nothing-to-undo", Place(file=book.name), name=book.name)
    if not before.intact:
        raise Refusal.of("generation-damaged", Place(file=before.path.name), name=before.path.name)
    opened = open_ledger(book)
    wanted = tuple(key for key in before.tables if key not in _NEVER)
    data = file_bytes(before.path)
    kept = read_ledger(data, before.path.name, (*wanted, "runs")).tables
    changes = {
        key: kept[key]
        for key in wanted
        if not same_rows(ledger.BY_KEY[key], kept[key], opened.tables[key])
    }
    counts = {"tables": len(changes), "from": before.path.name}
    listed = [
        f"  {ledger.BY_KEY[key].title}: {len(opened.tables[key])} 行 → {len(data)} 行"
        for key, data in changes.items()
        if ledger.BY_KEY[key].group is not Group.RESULTS
    ]
    return Plan(
        operation="undo",
        summary=(
            f"直前の操作の前(控え「{before.path.name}」)に戻します: {len(changes)} 表。",
            *listed,
        ),
        problems=opened.problems,
        tables=recorded(
            opened, changes, "undo", {**counts, JUDGED: last_headings(kept["runs"])}, now
        ),
        anew=frozenset(changes),
        counts=counts,
        next_step="もう一度「元に戻す」と、戻す前に戻ります。作られたファイルは消していません。",
    )
