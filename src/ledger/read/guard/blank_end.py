"""Blank rows behind the last value of a sheet: looked over piece by piece, then left out.

A person who gave whole columns a border has a million of them (faults §2.3, 32). That is no fault,
so they are not refused; but as tags they would cost more than everything that stands in the sheet.
"""

import re
from operator import lt
from typing import NamedTuple

from ledger.model.sheet_room import LARGEST_ROW
from ledger.read.guard.limits import MEGABYTE

LEAST = 64 * 1024
"""Bytes of blank rows from which on it pays to leave them out."""
_PIECE = MEGABYTE
_EXTENDED = b" x14ac:dyDescent="
_COLUMN = rb"(?:[A-Z]{1,2}|[A-W][A-Z]{2}|X[A-E][A-Z]|XF[A-D])"
_ROW = re.compile(
    rb'<row r="([1-9][0-9]{0,6})"((?: [A-Za-z0-9:]+="[A-Za-z0-9:. -]*")*)'
    rb'(?:/>|>(?:<c r="' + _COLUMN + rb'\1"(?: s="[0-9]{1,5}")?/>)*</row>)'
)
_HEAD = re.compile(rb'<row r="([1-9][0-9]{0,6})"([^<>]*?)/?>')
_NUMBER = re.compile(rb'<row r="([0-9]+)')
_LISTED = re.compile(rb'<row r="[0-9]+"([^<>]*)')
_NAME = re.compile(rb" ([A-Za-z0-9:]+)=")
_STYLE = re.compile(rb' s="([0-9]+)"')
_KNOWN = frozenset(
    b"spans s customFormat ht hidden customHeight outlineLevel collapsed thickTop thickBot ph "
    b"x14ac:dyDescent".split()
)
_END = b"</row>"


class WithoutBlankEnd(NamedTuple):
    """The cells of a sheet without the blank rows at their end.

    Attributes:
        cells: What is left: all of it, where the end is short or written in another way.
        is_extended: Whether a row that was left out has the attribute of Excel's later namespace.
    """

    cells: bytes
    is_extended: bool = False


def without_blank_end(cells: bytes, styles: int) -> WithoutBlankEnd:
    """Leave out the rows behind the last cell with something in it.

    They are left out only where every reader takes them for the same blanks: numbered upwards,
    each cell in the row that it names, with styles that there are.

    Args:
        cells: What stands between `<sheetData>` and its end, without prefixes.
        styles: How many styles the workbook has.
    """
    last = cells.rfind(b"</c")
    start = 0 if last < 0 else cells.find(_END, last) + len(_END)
    whole = WithoutBlankEnd(cells)
    if len(cells) - start < LEAST or (last >= 0 and start < len(_END)):
        return whole
    before = _last_row(cells, start)
    at, extended = start, False
    while before is not None and at < len(cells):
        end = cells.find(b"<row ", at + _PIECE)
        piece = cells[at : end if end >= 0 else len(cells)]
        before = _looked_over(piece, before, styles)
        extended = extended or _EXTENDED in piece
        at += len(piece)
    return whole if before is None else WithoutBlankEnd(cells[:start], extended)


def _last_row(cells: bytes, end: int) -> int | None:
    """Return the number of the last row before a place, 0 if there is none, None if in doubt."""
    at = cells.rfind(b"<row", 0, end)
    if at < 0:
        return 0
    found = _HEAD.match(cells, at)
    return int(found[1]) if found else None


def _looked_over(piece: bytes, before: int, styles: int) -> int | None:
    """Return the last row of a piece if it holds nothing but blank rows in order, else None."""
    if _ROW.sub(b"", piece).strip():
        return None
    numbers = [before, *map(int, _NUMBER.findall(piece))]
    if not all(map(lt, numbers, numbers[1:])) or numbers[-1] > LARGEST_ROW:
        return None
    for listed in set(_LISTED.findall(piece)):
        names = _NAME.findall(listed)
        if len(set(names)) != len(names) or not _KNOWN.issuperset(names):
            return None
    if any(int(style) >= max(styles, 1) for style in set(_STYLE.findall(piece))):
        return None
    return numbers[-1]
