"""Addresses of cells in ranges."""

import re

from ledger.layout.addresses import letter, position

_CORNER = re.compile(r"[A-Z]{1,3}[1-9][0-9]*")


def cells_of(ref: str) -> list[str]:
    """Return the addresses of a range, row by row."""
    corners = _CORNER.findall(ref)
    (top, left), (bottom, right) = position(corners[0]), position(corners[-1])
    return [
        f"{letter(column)}{row + 1}"
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    ]
