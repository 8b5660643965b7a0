"""Whether a ledger agrees with its 処理履歴 and its journal: what differs, and where.

A table that differs from what the last write left is told as changed by hand, never as tampered
with: HR may type into its own ledger, and who changed it cannot be told (faults §4, §5.7).
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.layout import ledger
from ledger.layout.frames import records
from ledger.layout.migrations import LEDGER_VERSION
from ledger.model.problems import Place, Problem
from ledger.trust.chain import first_break
from ledger.trust.journal import JournalText, JournalWrite

RUNS = ledger.BY_KEY["runs"]
_CHAINED = ("run_no", "run_at", "operation", "counts")
"""The columns of 処理履歴 that its chain covers; 内容 is made of them."""


class LedgerNow(NamedTuple):
    """What a ledger says now.

    Attributes:
        name: File name, for messages.
        journal: File name of its journal.
        runs: 処理履歴.
        contents: Digest of every table (`trust/contents.py`).
    """

    name: str
    journal: str
    runs: pd.DataFrame
    contents: Mapping[str, str]


def chained(runs: pd.DataFrame) -> list[tuple[Mapping[str, object], str]]:
    """Return the lines of 処理履歴 as the chain covers them, each with its 鎖値.

    Args:
        runs: The table.
    """
    rows = records(RUNS, runs)
    return [({k: str(row[k]) for k in _CHAINED}, str(row["chain"] or "")) for row in rows]


def runs_problem(now: LedgerNow) -> Problem | None:
    """Return where 処理履歴 was rewritten; None if every link holds."""
    lines = chained(now.runs)
    at = first_break(lines)
    if at is None:
        return None
    place = Place(file=now.name, sheet=RUNS.title)
    return Problem.of("runs-broken", place, run_no=lines[at][0]["run_no"])


def journal_problems(now: LedgerNow, text: JournalText) -> Iterator[Problem]:
    """Yield what in the journal does not hold, and where ledger and journal part.

    Args:
        now: The ledger.
        text: Its journal.
    """
    place = Place(file=now.journal)
    if text.broken is not None:
        yield Problem.of("journal-broken", place, journal=now.journal, line=text.broken)
    if text.open is not None:
        yield Problem.of("write-open", place, operation=text.open.operation)
    done = [write for write in text.done if write.run]
    apart = parting(now.name, now.journal, now.runs, text)
    if apart is not None:
        yield apart
    elif done:
        yield from _contents(now, done[-1])


def parting(name: str, journal: str, runs: pd.DataFrame, text: JournalText) -> Problem | None:
    """Return how 処理履歴 and the journal part: which writes the one has and the other lacks.

    Args:
        name: The ledger's file name, for messages.
        journal: The journal's.
        runs: 処理履歴.
        text: The journal.
    """
    there = [write.run for write in text.done if write.run]
    if not there:
        return None
    chains = [chain for _, chain in chained(runs)]
    stands = _last_known(chains, there)
    if stands is None:
        return Problem.of("journal-of-another", Place(file=journal), journal=journal)
    behind, ahead = len(there) - 1 - there.index(stands), len(chains) - 1 - chains.index(stands)
    run_no = str(runs["run_no"].tolist()[chains.index(stands)])
    if ahead:
        gaps = {"count": ahead, "journal": journal, "run_no": run_no}
        return Problem.of("journal-behind", Place(file=journal), **gaps)
    if behind:
        return Problem.of("ledger-behind", Place(file=name), run_no=run_no, count=behind)
    return None


def _last_known(chains: Sequence[str], there: Sequence[str]) -> str | None:
    """Return the 鎖値 of the last line of 処理履歴 that the journal knows."""
    known = set(there)
    return next((chain for chain in reversed(chains) if chain in known), None)


def _contents(now: LedgerNow, write: JournalWrite) -> Iterator[Problem]:
    """Yield the tables that differ from what a write left."""
    if write.schema != LEDGER_VERSION:
        place = Place(file=now.journal)
        yield Problem.of("contents-of-older-version", place, program=write.program)
        return
    for table in ledger.TABLES:
        left = write.contents.get(table.key)
        if left is not None and left != now.contents.get(table.key):
            place = Place(file=now.name, sheet=table.title)
            yield Problem.of("table-by-hand", place, table=table.title)
