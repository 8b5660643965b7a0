"""A ledger that is not what the last write beside it left: told before it is written.

A copy that somebody used elsewhere, or an older state that was put back by hand: with the next
write the two are mixed, and what one of them lacks is missed by nobody. `verify` says more.
"""

import contextlib
from pathlib import Path

from ledger.model.problems import Problem
from ledger.read.ledger_book import LedgerBook
from ledger.store.journal import ends_with, journal_path, whole_journal
from ledger.trust.verification import chained, parting


def told_parting(read: LedgerBook, path: Path) -> tuple[Problem, ...]:
    """Say which writes a ledger lacks, or has without its journal; nothing where they agree.

    Args:
        read: The ledger.
        path: Where it stands.
    """
    runs = read.tables["runs"]
    lines = chained(runs)
    with contextlib.suppress(OSError):  # a journal that cannot be read refuses the write itself
        if ends_with(path, lines[-1][1] if lines else ""):
            return ()
        text = whole_journal(path)
        found = parting(read.name, journal_path(path).name, runs, text) if text else None
        return (found,) if found else ()
    return ()
