"""Letters and number formats of cells in Excel, by columns; and pictures that were placed in cells.

As thin as `book/excel.py`. `.api` where xlwings cannot say that cells differ, or has nothing:
`Font` (the seven of `book.pages.Font`, read and written) and `HasRichDataType` (only read).
"""

import contextlib
from collections.abc import Iterator, Sequence
from itertools import groupby

import xlwings as xw

from ledger.book.cell_parts import CellPart
from ledger.book.excel_values import LONGEST_RANGE
from ledger.book.ports import Font, RowStyles, Style
from ledger.layout.addresses import letter

MOST_PIECES = 400
"""Pieces of one style that are carried along; more of them are a pattern, not marks on rows."""


class _TooManyPiecesError(Exception):
    """More pieces have a style of their own than are carried along."""


def styles(sheet: xw.Sheet, ref: str, alike: Sequence[Sequence[int]]) -> RowStyles | None:
    """Return how the cells of each column differ; None if in too many places; see `Pages`."""
    whole = CellPart.of(ref)
    pieces = _Pieces(sheet, whole, fonts=None in _font(sheet.range(ref)))
    found: dict[str, list[Style]] = {}
    with contextlib.suppress(_TooManyPiecesError):
        for group in alike or [range(whole.left, whole.right + 1)]:
            for at in pieces.unlike(group):
                cells = list(pieces.parted(whole.of_column(at)))
                if len(set(cells)) > 1:
                    found[letter(at)] = cells
        return found
    return None


def _font(area: xw.Range) -> Font:
    """Return the letters of a range; None of what its cells, or those of one cell, differ in."""
    own = area.api.Font
    return Font(*(getattr(own, member) for member in Font._fields))


class _Pieces:
    """Parts a range until its cells agree, or one cell is left.

    Attributes:
        left: How many pieces of one style may still be found.
    """

    def __init__(self, sheet: xw.Sheet, whole: CellPart, *, fonts: bool) -> None:
        """Look at a range of a sheet; at its letters only where they differ at all."""
        self._sheet, self._whole = sheet, whole
        self._fonts = fonts
        self.left = MOST_PIECES

    def unlike(self, columns: Sequence[int]) -> Iterator[int]:
        """Yield those of some columns whose cells do not all have one style."""
        ref = ",".join(part.ref for part in self._whole.of_columns(columns))
        if len(ref) <= LONGEST_RANGE and self._agree(self._style(ref)):
            return
        if len(columns) == 1:
            yield from columns
            return
        middle = len(columns) // 2
        yield from self.unlike(columns[:middle])
        yield from self.unlike(columns[middle:])

    def parted(self, column: CellPart) -> Iterator[Style]:
        """Yield the style of each cell of a column."""
        style = self._style(column.ref)
        if not column.is_one_cell and not self._agree(style):
            for half in column.halves:
                yield from self.parted(half)
            return
        self.left -= 1
        if self.left < 0:
            raise _TooManyPiecesError
        yield from [style] * (column.bottom - column.top + 1)

    def _style(self, ref: str) -> Style:
        area = self._sheet.range(ref)
        return Style(area.number_format, _font(area) if self._fonts else None)

    @staticmethod
    def _agree(style: Style) -> bool:
        return style.shown is not None and (style.font is None or None not in style.font)


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
