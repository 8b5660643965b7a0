"""What Excel hands over, and what is handed to it, so that a value stays what it is."""

import decimal
import re
from collections.abc import Iterator, Sequence

from ledger.layout.columns import Cell
from ledger.read.cells import Raw

_ERRORS = range(-2146826288, -2146826188)
"""Excel's error values as numbers; xlwings knows the names of the old ones only."""
_READS_OTHERWISE = re.compile(
    r"\s*[=+\-@'＝＋－＠]|.*[0-9０-９%％]|\s*(?:true|false|#.*)\s*$", re.IGNORECASE | re.DOTALL
)
"""Texts that Excel might take for a number, a date, a formula or a truth value."""


def without_dollars(address: str) -> str:
    """Return an address as the ports write it."""
    return address.replace("$", "")


def handed_over(value: object) -> Raw:
    """Return what Excel has in a cell: sums of money as numbers, new error values as `#VALUE!`."""
    if isinstance(value, decimal.Decimal):
        return float(value)
    return "#VALUE!" if isinstance(value, int) and value in _ERRORS else value  # type: ignore[return-value]


def guarded(value: Cell, *, textual: bool) -> Cell:
    """Return a value so that Excel stores a text as it is; an apostrophe before it is no part.

    Args:
        value: The value.
        textual: Whether it goes where the number format is `@`.
    """
    if not isinstance(value, str):
        return value
    if textual:
        return f"'{value}" if value.startswith("'") else value
    return f"'{value}" if _READS_OTHERWISE.match(value) else value


def runs(rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run of neighbouring rows."""
    first = last = 0
    for row in sorted(rows):
        if last and row != last + 1:
            yield first, last
        first = row if row != last + 1 else first
        last = row
    if last:
        yield first, last
