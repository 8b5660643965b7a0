"""Row heights for wrapped Japanese text, estimated: nothing else knows them before Excel opens.

Excel keeps a height that is marked as set by hand for ever. `growing` takes the marks away, so that
a row still grows when a long reason is typed into it.
"""

import math
import re
from collections.abc import Iterable

from ledger.model.characters import is_wide
from ledger.present.package import Package

LINE = 19.0
"""Points of one line at 11 points."""
TALLEST = 409.0
"""Points that a row may have."""

_WIDE_PIXELS, _NARROW_PIXELS = 15.5, 8.0
_PIXELS_A_CHARACTER = 7
_ROW = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')


def lines_of(text: str, width: float) -> int:
    """Return how many lines a text takes in a column.

    Args:
        text: The text; its own line breaks count.
        width: The column's width in characters.
    """
    room = width * _PIXELS_A_CHARACTER - 2
    return sum(max(1, math.ceil(_pixels(part) / room)) for part in text.split("\n"))


def width_of(text: str) -> float:
    """Return the width in characters of a column in which a text stands on one line."""
    return math.ceil((_pixels(text) + 2) / _PIXELS_A_CHARACTER)


def height_of(texts: Iterable[tuple[str, float]], least: int = 1) -> float:
    """Return the height of a row.

    Args:
        texts: Its cells' texts, each with its column's width.
        least: Lines that it has at least.
    """
    lines = max([least, *(lines_of(text, width) for text, width in texts)])
    return min(TALLEST, LINE * lines + 3)


def _pixels(text: str) -> float:
    wide = sum(map(is_wide, text))
    return wide * _WIDE_PIXELS + (len(text) - wide) * _NARROW_PIXELS


def growing(data: bytes, first_rows: dict[str, int]) -> bytes:
    """Return a workbook of ours in which the rows of some sheets fit themselves when edited.

    Args:
        data: The workbook, as XlsxWriter made it.
        first_rows: By sheet name, the first row to which this applies.
    """
    package = Package(data)
    parts: dict[str, bytes | None] = {}
    for sheet, first in first_rows.items():
        part = package.sheet_parts[sheet]
        parts[part] = _ROW.sub(
            lambda found, first=first: found[1] if int(found[2]) >= first else found[0],  # type: ignore[misc]
            package.read(part),
        )
    return package.replaced(parts)
