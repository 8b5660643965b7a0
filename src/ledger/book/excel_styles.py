"""Letters and number formats of cells in Excel, by columns; and pictures that were placed in cells.

As thin as `book/excel.py`. `.api` where xlwings cannot say that cells differ, or has nothing:
`Font` (the seven of `book.pages.Font`, read and written) and `HasRichDataType` (only read).
"""

import contextlib
from collections.abc import Iterator, Sequence
from itertools import groupby

import xlwings as xw

from ledger.book.excel_values import without_dollars
from ledger.book.ports import Font, RowStyles, Style

MOST_PIECES = 400
"""Pieces of one style that are carried along; more of them are a pattern, not marks on rows."""


class _TooManyPiecesError(Exception):
    """More pieces have a style of their own than are carried along."""


def styles(area: xw.Range) -> RowStyles | None:
    """Return how the cells of each column differ; None if in too many places."""
    fonts = None in _font(area)
    found: dict[str, list[Style]] = {}
    left = [MOST_PIECES]
    with contextlib.suppress(_TooManyPiecesError):
        for column in area.columns:
            cells = list(_parted(column, left, fonts=fonts))
            if len(set(cells)) > 1:
                found[without_dollars(column.address).partition(":")[0].rstrip("0123456789")] = (
                    cells
                )
        return found
    return None


def _font(area: xw.Range) -> Font:
    """Return the letters of a range; None of what its cells, or those of one cell, differ in."""
    own = area.api.Font
    return Font(*(getattr(own, member) for member in Font._fields))


def _parted(column: xw.Range, left: list[int], *, fonts: bool) -> Iterator[Style]:
    """Yield the style of each cell of a column; parted until cells agree, or one is left."""
    shown, font = column.number_format, _font(column) if fonts else Font()
    height = column.shape[0]
    if height == 1 or (shown is not None and None not in font):
        left[0] -= 1
        if left[0] < 0:
            raise _TooManyPiecesError
        yield from [Style(shown, font if fonts else None)] * height
        return
    yield from _parted(column[: height // 2, :], left, fonts=fonts)
    yield from _parted(column[height // 2 :, :], left, fonts=fonts)


def changes(
    worn: Sequence[Style], wanted: Sequence[Style], first: int
) -> Iterator[tuple[int, int, Style, Style]]:
    """Yield first and last row of neighbours that change alike, with the old and the new style."""
    rows = enumerate(zip(worn, wanted, strict=True), start=first)
    for (old, new), group in groupby(rows, key=lambda row: row[1]):
        if old != new:
            numbers = [number for number, _ in group]
            yield numbers[0], numbers[-1], old, new


def restyle(area: xw.Range, old: Style, new: Style) -> None:
    """Give the cells of a range, which wear one style, another."""
    if new.shown is not None and new.shown != old.shown:
        area.number_format = new.shown
    if new.font is None:
        return
    own = area.api.Font
    before = old.font or Font(*[None] * len(Font._fields))
    for member, was, value in zip(Font._fields, before, new.font, strict=True):
        if value is not None and value != was:
            setattr(own, member, value)


def pictures(sheet: xw.Sheet, errors: Sequence[str]) -> frozenset[str]:
    """Return those of the cells that hold more than a value, of which Excel shows a picture."""
    with contextlib.suppress(Exception):  # Excel 2016 has no such member, and no such pictures
        if sheet.used_range.api.HasRichDataType is False:
            return frozenset()
        return frozenset(a for a in errors if sheet.range(a).api.HasRichDataType)
    return frozenset()
