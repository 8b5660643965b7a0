"""Which earlier states of a ledger stay (ruling "Generations").

The last five; of each of the last seven days with states the last one; of each of the last eight
weeks (Monday to Sunday) the last one. Only states that were kept push others out, and only with
their days: a ledger that rests for a year keeps what it has.
"""

import datetime as dt
from collections.abc import Callable, Hashable, Mapping
from pathlib import Path

LAST = 5
DAYS = 7
WEEKS = 8


def kept(copies: Mapping[Path, dt.datetime]) -> frozenset[Path]:
    """Return which copies stay.

    Args:
        copies: When each was made, the oldest first.
    """
    newest_first = list(copies)[::-1]
    return frozenset(
        {
            *newest_first[:LAST],
            *_last_of_each(newest_first, lambda copy: copies[copy].date(), DAYS),
            *_last_of_each(newest_first, lambda copy: copies[copy].isocalendar()[:2], WEEKS),
        }
    )


def _last_of_each(
    newest_first: list[Path], part: Callable[[Path], Hashable], most: int
) -> list[Path]:
    """Return the newest of each day or week, of as many of these as are kept."""
    newest: dict[Hashable, Path] = {}
    for copy in newest_first:
        newest.setdefault(part(copy), copy)
    return list(newest.values())[:most]
