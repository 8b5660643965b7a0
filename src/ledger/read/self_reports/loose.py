"""What was written on 申告 or 続き where it is no input: beside the tables, between them, below.

These sheets are protected, so it takes some will; what we wrote there ourselves is told apart by
where it stands: texts alone, above a table its heading, its example and its header, and right of a
row why it was not accepted.
"""

from collections.abc import Sequence

from ledger.layout.addresses import position
from ledger.layout.self_report import (
    FIELDS,
    MAIN_SHEET,
    MY_NONE,
    REFUSED_COLUMN,
    REFUSED_HEADING,
    REFUSED_WORD,
)
from ledger.read.cells.cell import Raw
from ledger.read.grids import Frame, OpenBook
from ledger.read.outlying_values import filled_where
from ledger.read.self_reports.fields import find_field

_ABOVE = 2
"""Rows above a header that are ours: heading and example."""
_LEGEND = 2
"""Column (from 0) of the lines below a table that explain it."""
_GRID = REFUSED_COLUMN - 1
"""Columns (from 0) up to which our texts stand."""


def loose_cells(book: OpenBook, sheet: str, frames: Sequence[Frame]) -> list[str]:
    """Return the addresses of what was written where it is no input.

    Args:
        book: The form.
        sheet: 申告 or 続き.
        frames: Where the tables stand on it, from top to bottom.
    """
    if not frames:
        return []
    inputs = {
        position(where[1])
        for field in FIELDS
        if (where := find_field(book, field)) is not None and where[0] == sheet
    }
    front = frames[0].top - _ABOVE
    none = book.package.tables.get(MY_NONE.key)
    ticks = _area(none.ref) if none is not None and sheet == MAIN_SHEET else None

    def is_stray(line: int, column: int, raw: Raw) -> bool:
        if (line, column) in inputs or (ticks and _within(ticks, line, column)):
            return False
        for frame in frames:
            if frame.top <= line <= frame.bottom:
                return _is_beside(frame, line, column, raw)
        if column >= _GRID or not isinstance(raw, str):
            return True
        is_above = any(frame.top - _ABOVE <= line < frame.top for frame in frames)
        return not (line < front or is_above or column == _LEGEND)

    return filled_where(book.filled(sheet), book.package.formulas.get(sheet, ()), is_stray)


def _is_beside(frame: Frame, line: int, column: int, raw: Raw) -> bool:
    if frame.left <= column <= frame.right or column < frame.left:
        return False
    ours = isinstance(raw, str) and raw.startswith((REFUSED_WORD, REFUSED_HEADING))
    return not (ours and column == REFUSED_COLUMN - 1) or line == frame.top


def _area(ref: str) -> tuple[tuple[int, int], tuple[int, int]]:
    first, _, last = ref.partition(":")
    return position(first), position(last)


def _within(area: tuple[tuple[int, int], tuple[int, int]], line: int, column: int) -> bool:
    (top, left), (bottom, right) = area
    return top <= line <= bottom and left <= column <= right
