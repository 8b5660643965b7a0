"""`restore` 復元: the ledger as one of its kept states (控え) has it; 処理履歴 goes on.

Also where the ledger cannot be read any more, or is gone: what stands in its place is kept first.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ledger.book.protocol import Book
from ledger.book.restored import RestoredBook
from ledger.commands.ledger_session import Opened, open_ledger, opened_of
from ledger.commands.plan import Plan, PlanQuestion
from ledger.commands.run_log import recorded
from ledger.layout import ledger
from ledger.layout.columns import Group
from ledger.layout.frames import Tables, same_rows
from ledger.model.problems import NOWHERE, Place, Problem, Refusal
from ledger.model.verbs import BY_NAME
from ledger.present.headings import JUDGED, last_headings
from ledger.read.file_bytes import file_bytes
from ledger.read.ledger_book import LedgerBook, read_ledger
from ledger.store.generations import Generation, generations

_NEVER = frozenset({"runs", "today"})
"""処理履歴 tells of every operation and goes on; やること一覧 follows from the rest."""


class _LedgerThere(NamedTuple):
    """The ledger as it stands: opened, or why it cannot be."""

    opened: Opened | None
    problem: Problem | None = None


def plan(book: Book, path: Path, now: dt.datetime, number: int = 0) -> Plan:
    """Plan to put the ledger back to a kept state; without a number the states are listed.

    Args:
        book: The ledger, open in Excel or (`RestoredBook`) on disk.
        path: Where it stands.
        now: The moment of the run.
        number: Which state, 1 for the newest; 0 to be shown them, and asked.

    Raises:
        Refusal: Nothing was kept (`nothing-to-restore`), not so many (`generation-unknown`), or
            the copy is not what was kept (`generation-damaged`).
    """
    place = Place(file=book.name)
    kept = list(generations(path))
    if not kept:
        raise Refusal.of("nothing-to-restore", place, name=book.name)
    standing = _standing(book)
    if number:
        return _back(book, standing, _chosen(kept, number), now)
    listed = (*_unreadable(standing), *_listed(kept, standing.opened))
    question = "\n".join((*listed, "どの控えに戻しますか(番号)。"))
    return Plan(
        operation="restore",
        summary=listed,
        question=PlanQuestion(
            question,
            typed=True,
            preset="1",
            then=lambda said: _back(book, standing, _chosen(kept, _number(said)), now),
        ),
        next_step="番号を付けて実行すると、その控えに戻します(例: restore 台帳.xlsx --to 1)。",
    )


def _standing(book: Book) -> _LedgerThere:
    try:
        return _LedgerThere(open_ledger(book))
    except Refusal as refusal:
        return _LedgerThere(None, refusal.problem)


def _unreadable(standing: _LedgerThere) -> tuple[str, ...]:
    """Say that the ledger cannot be read, and why; nothing if it can."""
    return (f"今の台帳は使えません。{standing.problem.what}",) if standing.problem else ()


def _number(said: str) -> int:
    text = said.strip()
    return int(text) if text.isdecimal() else 0


def _chosen(kept: Sequence[Generation], number: int) -> Generation:
    if not 1 <= number <= len(kept):
        gaps = {"number": number, "last": len(kept)}
        raise Refusal.of("generation-unknown", NOWHERE, **gaps)
    chosen = kept[number - 1]
    if not chosen.intact:
        name = chosen.path.name
        raise Refusal.of("generation-damaged", Place(file=name), name=name)
    return chosen


def _listed(kept: Sequence[Generation], opened: Opened | None) -> tuple[str, ...]:
    """Return the states, the newest first, each with when it was kept and what followed."""
    runs = opened.tables["runs"] if opened else None
    verbs = dict(zip(runs["chain"], runs["operation"], strict=True)) if runs is not None else {}
    lines = []
    for number, one in enumerate(kept, start=1):
        moment = f"{one.moment:%Y-%m-%d %H:%M}" if one.moment else one.path.name
        verb = BY_NAME.get(str(verbs.get(one.run)))
        after = f"「{verb.label}」の直前" if verb else "そのあとの処理は、今の台帳にない"
        lines.append(f"{number}: {moment} の状態({after})")
    return (f"控えは {len(kept)} 個あります(新しい順)。", *lines)


def _back(book: Book, standing: _LedgerThere, chosen: Generation, now: dt.datetime) -> Plan:
    """Plan to put the ledger back to a state that was chosen."""
    kept = _content(book, chosen)
    base = standing.opened or opened_of(kept)
    changes = {
        table.key: kept.tables[table.key]
        for table in ledger.TABLES
        if table.key not in _NEVER and table.key in kept.tables
    }
    told = _told(base.tables, changes) if standing.opened else ()
    differing = sum(_differs(base.tables, key, data) for key, data in changes.items())
    counts = {"tables": differing, "from": chosen.path.name}
    headings = {JUDGED: last_headings(kept.tables["runs"])}
    return Plan(
        operation="restore",
        summary=(
            f"控え「{chosen.path.name}」の状態に戻します。",
            *(told or _unreadable(standing)),
        ),
        problems=opened_of(kept).problems,
        tables=recorded(base, changes, "restore", {**counts, **headings}, now),
        anew=frozenset(changes),
        counts=counts,
        next_step="「検証」で確かめてください。「元に戻す」を押すと、復元の前に戻ります。",
    )


def _content(book: Book, chosen: Generation) -> LedgerBook:
    """Read the chosen state; a book on disk takes it for its content, sheets and looks included."""
    data = file_bytes(chosen.path)
    if isinstance(book, RestoredBook):
        return book.back_to(data)
    return read_ledger(data, chosen.path.name)


def _told(now: Tables, changes: Mapping[str, pd.DataFrame]) -> tuple[str, ...]:
    """Say which tables will differ; the results only by their number."""
    differing = {key: data for key, data in changes.items() if _differs(now, key, data)}
    if not differing:
        return ("今の台帳と、表の中身は同じです。",)
    own = [key for key in differing if ledger.BY_KEY[key].group is not Group.RESULTS]
    lines = [
        f"  {ledger.BY_KEY[key].title}: {len(now[key])} 行 → {len(differing[key])} 行"
        for key in own
    ]
    results = len(differing) - len(own)
    return (*lines, *((f"  結果のシート: {results} 枚",) if results else ()))


def _differs(now: Tables, key: str, data: pd.DataFrame) -> bool:
    return not same_rows(ledger.BY_KEY[key], now[key], data)
