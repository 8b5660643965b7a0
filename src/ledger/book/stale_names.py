"""Which tables' names beside codes are out of date: their own rows need not change for that.

A person was renamed, somebody typed over a name, or an older ledger has just got the columns.
"""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from ledger.layout import ledger
from ledger.layout.frames import replaced
from ledger.layout.name_filling import NamesKnown
from ledger.read.cells.cell import Raw
from ledger.read.ledger_book import LedgerBook


def stale_names(
    before: LedgerBook, changes: Mapping[str, pd.DataFrame] | None = None
) -> tuple[str, ...]:
    """Return the keys of tables whose names have to be written anew.

    Args:
        before: The ledger as it was read.
        changes: Tables that are written anyway, with their names.

    Returns:
        None of `changes`; no table of which a row could not be read, or whose frame is gone.
    """
    return tuple(_stale(before, changes or {}))


def _stale(before: LedgerBook, changes: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    known = NamesKnown(replaced(before.tables, changes))
    for key, shown in before.names.items():
        left = key in changes or before.left_out.get(key) or key in before.lost_frames
        if left or not shown or before.tables[key].empty:
            continue
        wanted = known.beside(ledger.BY_KEY[key], before.tables[key])
        if any(not _same(shown[one], wanted[one]) for one in shown):
            yield key


def _same(shown: Sequence[Raw], wanted: Sequence[str | None]) -> bool:
    pairs = zip(shown, wanted, strict=True)
    return all(_text(one) == (name or "").strip() for one, name in pairs)


def _text(raw: Raw) -> str | None:
    """Return what stands in a cell of names; None if it is no text."""
    return raw.strip() if isinstance(raw, str) else "" if raw is None else None
