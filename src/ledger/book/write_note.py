"""What is noted of a write to a ledger before it is done, so that a crash can be judged by it."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version

import pandas as pd

from ledger.layout.frames import Tables, replaced
from ledger.layout.migrations import LEDGER_VERSION
from ledger.layout.page_frames import without_pages
from ledger.store.disk_state import sha256
from ledger.store.generations import Write
from ledger.trust.contents import contents_of
from ledger.trust.journal import CameIn


def noted(
    changes: Mapping[str, pd.DataFrame],
    before: Tables,
    came: Sequence[CameIn] = (),
    after: bytes | None = None,
) -> Write:
    """Return the note of a write.

    Args:
        changes: The new tables by key; of pages nothing is noted, they follow from the tables.
        before: The tables as they stand.
        came: The files that came in.
        after: The bytes that the ledger is to have; None where a program writes them.
    """
    tables = without_pages(changes)
    chain = _last(before["runs"], "chain")
    runs = tables.get("runs")
    return Write(
        tables=tuple(tables),
        after=sha256(after) if after is not None else "",
        run=_last(runs, "chain"),
        chain=chain,
        operation=_last(runs, "operation"),
        program=version("talent-ledger"),
        schema=LEDGER_VERSION,
        contents=contents_of(replaced(before, tables)),
        came=tuple(came),
    )


def _last(runs: pd.DataFrame | None, key: str) -> str:
    """Return what stands in the last line of 処理履歴; "" if it has none."""
    said = [] if runs is None else list(runs[key].dropna())
    return str(said[-1]) if said else ""
