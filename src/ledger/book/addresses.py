"""Addresses of cells in ranges."""

import re
from collections.abc import Iterator

from ledger.layout.addresses import letter, position

_CORNER = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")


def cells_of(ref: str) -> list[str]:
    """Return the addresses of a range, row by row; of several, `A2:A9,C2:C9`, one after another."""
    return [address for one in ref.split(",") for address in _cells_of_one(one)]


def _cells_of_one(ref: str) -> Iterator[str]:
    corners = _CORNER.findall(ref)
    (top, left), (bottom, right) = position(corners[0]), position(corners[-1])
    for row in range(top, bottom + 1):
        for column in range(left, right + 1):
            yield f"{letter(column)}{row + 1}"
