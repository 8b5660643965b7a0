"""Row heights for wrapped Japanese text, estimated: nothing else knows them before Excel opens.

Excel keeps a height that is marked as set by hand for ever. `growing` takes the marks away, so that
a row still grows when a long reason is typed into it.
"""

import math
import re
import unicodedata
from collections.abc import Iterable
from functools import cache

from ledger.model.characters import is_wide
from ledger.present.package import Package

LINE = 19.0
"""Points of one line at 11 points."""
TALLEST = 409.0
"""Points that a row may have."""

_WIDE_PIXELS, _NARROW_PIXELS = 15.5, 8.0
_WIDE_ADVANCE, _NARROW_ADVANCE = 15.0, 8.5
"""Pixels that a letter of 11 points takes on the screen, a narrow one at most on the whole."""
_PIECE = re.compile(
    r"[(\[{（「『【〈《〔]*(?:[!-~｡-ﾟ]+|[^ ])"
    r"[、。，．,.)）」』】〉》〕\]}!?！？:：;；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％]* *| +"
)
"""What a line is not broken within: a word in narrow letters, a sign with its brackets."""
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


def lines_in(text: str, room: float) -> int:
    """Return over how many lines a text runs in a cell, broken where Excel breaks it.

    Args:
        text: The text, at 11 points.
        room: The cell's pixels for it.
    """
    if "\n" not in text and len(text) * _WIDE_ADVANCE <= room:
        return 1
    return sum(_lines_of_part(part, room) for part in text.split("\n"))


def _lines_of_part(part: str, room: float) -> int:
    count, used = 1, 0.0
    if len(part) * _WIDE_ADVANCE <= room or _advance(part) <= room:
        return count
    for piece in _PIECE.findall(part):
        if used and used + _advance(piece.rstrip(" ")) > room:
            count, used = count + 1, 0.0
        used += _advance(piece)
        over = max(0, math.ceil(used / room) - 1)
        count, used = count + over, used - over * room
    return count


def _advance(text: str) -> float:
    """Return the pixels of a text; signs that only change the one before them take none."""
    return sum(map(_advance_of, text))


@cache  # as many as there are signs
def _advance_of(sign: str) -> float:
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    return _WIDE_ADVANCE if is_wide(sign) else _NARROW_ADVANCE


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
