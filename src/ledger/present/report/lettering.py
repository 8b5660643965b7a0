"""How much room a text takes in a sheet of the report: its width in columns' units, its lines."""

import math

from ledger.model.characters import is_wide

WIDE = 2.14
"""Columns' units that a full-width character takes."""
MARGIN = 2.1
"""Columns' units that a cell keeps free at its sides."""


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column of some width."""
    room = max(width - MARGIN, 1)
    return sum(max(1, math.ceil(units(part) / room)) for part in text.split("\n"))


_NOT_FIRST = frozenset("、。」)）・%％")
"""Signs that do not begin a line."""


def wrapped(text: str, room: float, times: float = 1.0) -> list[str]:
    """Return a text as lines that fit in a width.

    Args:
        text: The text.
        room: The width in columns' units.
        times: How much wider the letters are than the usual ones.
    """
    lines = [""]
    for sign in text:
        if units(lines[-1] + sign) * times > room and sign not in _NOT_FIRST:
            lines.append("")
        lines[-1] += sign
    return lines


def units(text: str) -> float:
    """Return the width of a text in columns' units."""
    return sum(WIDE if is_wide(sign) else 1.1 for sign in text)


def shortened(text: str, width: float, most: int) -> str:
    """Return a list in a column of some width on at most so many lines: its first, how many more.

    Args:
        text: Things with 、 between them.
        width: The column's width.
        most: The lines that there are.
    """
    if lines_of(text, width) <= most:
        return text
    listed = text.split("、")
    for kept in range(len(listed) - 1, 0, -1):
        said = f"{'、'.join(listed[:kept])}、ほか {len(listed) - kept} 件(表の下にすべて)"
        if lines_of(said, width) <= most:
            return said
    return text
