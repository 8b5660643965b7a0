"""Addresses of cells: `B12` as row and column, a table's rectangle."""

import re
from functools import lru_cache
from typing import NamedTuple

_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)")


@lru_cache(maxsize=1024)
def letter(position: int) -> str:
    """Return the letter of a column counted from 0 (27 is AB)."""
    letters = ""
    number = position + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def column_number(letters: str) -> int:
    """Return a column's position from 0 (A is 0, AA is 26)."""
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - ord("A") + 1
    return number - 1


@lru_cache(maxsize=1 << 15)
def position(address: str) -> tuple[int, int]:
    """Return row and column of an address, counted from 0."""
    found = _ADDRESS.fullmatch(address)
    if found is None:
        raise ValueError(address)
    return int(found[2]) - 1, column_number(found[1])


class TableArea(NamedTuple):
    """A table's rectangle: columns from 0, rows as in the sheet; `top` is the header."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, ref: str) -> "TableArea":
        """Return the rectangle of a range."""
        (top, left), (bottom, right) = (position(corner) for corner in ref.split(":"))
        return cls(left, top + 1, right, bottom + 1)

    def rows(self, first: int, last: int, left: int = -1, right: int = -1) -> str:
        """Return a range of some of its rows, over all of its columns or some."""
        begin = letter(self.left if left < 0 else left)
        end = letter(self.right if right < 0 else right)
        return f"{begin}{first}:{end}{last}"

    @property
    def ref(self) -> str:
        """The whole rectangle as a range."""
        return self.rows(self.top, self.bottom)

    @property
    def body(self) -> range:
        """Its rows below the header."""
        return range(self.top + 1, self.bottom + 1)

    @property
    def columns(self) -> range:
        """Its columns."""
        return range(self.left, self.right + 1)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell stands below its header."""
        return row in self.body and column in self.columns
