"""Days of a workbook as Excel shows them, where its reader hands them over otherwise."""

import datetime as dt
import re
from collections.abc import Iterable, Sequence

from ledger.read.cells.cell import From1904, Raw

_MIDNIGHT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})T00:00(?::00(?:\.0+)?)?Z")


def as_shown(
    rows: Sequence[Sequence[Raw]], days: Iterable[tuple[int, int]], *, from_1904: bool = False
) -> Sequence[Sequence[Raw]]:
    """Return a sheet's rows, its days as Excel shows them.

    Args:
        rows: The rows.
        days: Row and column, from 0, of days that are written out (`t="d"`). At midnight of UTC
            they are that day for Excel and for the program that wrote them; any other time of
            UTC is turned to Japanese time, as every text is.
        from_1904: Whether plain numbers count days from 1904.
    """
    shown = [list(map(_numbered, row)) for row in rows] if from_1904 else rows
    written = [(row, column) for row, column in days if row < len(rows)]
    if not written:
        return shown
    changed = [list(row) for row in shown]
    for row, column in written:
        raw = changed[row][column] if column < len(changed[row]) else None
        if isinstance(raw, str) and (found := _MIDNIGHT.fullmatch(raw)):
            changed[row][column] = dt.date.fromisoformat(found[1])
    return changed


def _numbered(raw: Raw) -> Raw:
    return From1904(raw) if isinstance(raw, float) else raw
