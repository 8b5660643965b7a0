"""What a page says anew, as few rectangles as it takes: a write costs as a call, not by its cells.

A cell that says what it said may be written again between others; one that a person fills in, that
holds a formula, or of which only its program knows the value may not.
"""

from collections.abc import Iterator, Sequence
from enum import IntEnum
from itertools import groupby
from typing import NamedTuple


class Wish(IntEnum):
    """What becomes of a cell; of two cells that are written together the greater holds."""

    MAY = 0
    MUST = 1
    NEVER = 2


class PageBlock(NamedTuple):
    """A rectangle that is written at once: rows and columns from 0, the last ones included."""

    top: int
    left: int
    bottom: int
    right: int


def blocks(wishes: Sequence[Sequence[Wish]]) -> tuple[PageBlock, ...]:
    """Return the rectangles that cover every cell that must be written, and none that never may.

    Args:
        wishes: The cells of a page row by row, all rows of one width.
    """
    return tuple(block for band in _bands(wishes) for block in _across(band, wishes))


def _bands(wishes: Sequence[Sequence[Wish]]) -> Iterator[range]:
    """Yield rows that can be written together: no column has to be written in one, spared in one.

    The first and the last row of each have a cell that must be written.
    """
    first = last = -1
    together: Sequence[Wish] = ()
    for number, row in enumerate(wishes):
        if Wish.MUST not in row:
            continue
        span = [together, *wishes[last + 1 : number + 1]] if together else [row]
        joined = _joined(span)
        if together and _agree(span, joined):
            together = joined
        else:
            if together:
                yield range(first, last + 1)
            first, together = number, row
        last = number
    if together:
        yield range(first, last + 1)


def _joined(rows: Sequence[Sequence[Wish]]) -> list[Wish]:
    return [max(column) for column in zip(*rows, strict=True)]


def _agree(rows: Sequence[Sequence[Wish]], joined: Sequence[Wish]) -> bool:
    """Whether no column that never may be written in one row must be in another."""
    columns = zip(zip(*rows, strict=True), joined, strict=True)
    return not any(most is Wish.NEVER and Wish.MUST in column for column, most in columns)


def _across(band: range, wishes: Sequence[Sequence[Wish]]) -> Iterator[PageBlock]:
    """Yield the rectangles of a band, side by side: from column to column until one is spared."""
    joined = _joined(wishes[band.start : band.stop])
    for spared, run in groupby(enumerate(joined), lambda one: one[1] is Wish.NEVER):
        must = [] if spared else [at for at, wish in run if wish is Wish.MUST]
        if must:
            yield PageBlock(band.start, must[0], band.stop - 1, must[-1])
