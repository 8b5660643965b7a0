"""What is noted of a write to a ledger before it is done, so that a crash can be judged by it."""

from collections.abc import Mapping

import pandas as pd

from ledger.layout.page_frames import without_pages
from ledger.store.disk_state import sha256
from ledger.store.generations import Write


def noted(changes: Mapping[str, pd.DataFrame], after: bytes | None = None) -> Write:
    """Return the note of a write.

    Args:
        changes: The new tables by key; of pages nothing is noted, they follow from the tables.
        after: The bytes that the ledger is to have; None where a program writes them.
    """
    runs = list(changes["runs"]["chain"].dropna()) if "runs" in changes else []
    return Write(
        tables=tuple(without_pages(changes)),
        after=sha256(after) if after is not None else "",
        run=str(runs[-1]) if runs else "",
    )
