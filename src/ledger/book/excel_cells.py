"""What cells of a sheet in Excel say: in blocks of rows, each cell once as value, once as formula.

As thin as `book/excel.py`, and as raw: xlwings' `value` asks Excel a dozen things about a range
besides. A block has so many cells that a sheet of a few thousand people is one, and that the memory
of the largest sheet is bounded. `.api` where xlwings has nothing: `Value2`, which is only read.
"""

from collections.abc import Iterator, Sequence

import xlwings as xw

from ledger.book.busy import is_busy
from ledger.book.cell_parts import CellPart
from ledger.book.excel_values import SheetPlace, handed_over, without_dollars
from ledger.book.ports import TEXT_FORMAT, SheetCells
from ledger.layout.addresses import letter
from ledger.read.cells.cell import Raw

MOST_AT_ONCE = 500_000
"""Cells that are asked for by one call; their values and formulas are some 60 MB."""


def _blocks(whole: CellPart) -> Iterator[CellPart]:
    """Yield blocks of rows, none of more cells than are asked for at once."""
    height = max(1, MOST_AT_ONCE // (whole.right - whole.left + 1))
    for top in range(whole.top, whole.bottom + 1, height):
        yield whole._replace(top=top, bottom=min(whole.bottom, top + height - 1))


def cells_at(sheet: xw.Sheet, ref: str = "") -> SheetCells:
    """Return what the cells of a range say, or all from A1 to the end of what is used."""
    area = sheet.range(ref) if ref else sheet.used_range
    at = CellPart.of(ref or without_dollars(area.address))
    whole = at if ref else at._replace(top=1, left=0)
    values: list[list[Raw]] = []
    formulas: dict[str, str] = {}
    for part in _blocks(whole):
        held = area if part == at else sheet.range(part.ref)
        rows = _values(sheet, held, part)
        formulas |= _formulas(held, part, rows)
        values += rows
    return SheetCells(values, formulas)


def _values(sheet: xw.Sheet, held: xw.Range, part: CellPart) -> list[list[Raw]]:
    """Return the values of a block; a day that is none, such as -1 or 20260401, is its number.

    One day that Python knows no date for lets the reading of a whole range fail: the range is
    parted until that cell stands alone, and its number is read.
    """
    try:
        rows = held.raw_value
    except Exception as error:
        if is_busy(error):
            raise
        if part.is_one_cell:
            return [[handed_over(held.api.Value2)]]
    else:
        return [[handed_over(value) for value in row] for row in _rows(rows)]
    one, other = (_values(sheet, sheet.range(half.ref), half) for half in part.halves)
    return [*one, *other] if part.bottom > part.top else [[*one[0], *other[0]]]


def _formulas(held: xw.Range, part: CellPart, values: list[list[Raw]]) -> dict[str, str]:
    """Return the formulas of a block; a text that begins with `=` is its own value."""
    return {
        f"{letter(part.left + column)}{part.top + number}": text
        for number, row in enumerate(_rows(held.formula))
        for column, text in enumerate(row)
        if isinstance(text, str) and text.startswith("=") and values[number][column] != text
    }


def _rows(told: object) -> Sequence[Sequence[object]]:
    """Return the rows of a range; of one cell Excel tells just what stands in it."""
    return told if isinstance(told, tuple) else ((told,),)


def for_texts(
    sheet: xw.Sheet, area: xw.Range, part: CellPart, asked: Sequence[SheetPlace]
) -> Iterator[SheetPlace]:
    """Yield those of some cells whose number format is that of texts.

    Args:
        sheet: The sheet.
        area: The range that they are in; it is parted until they agree.
        part: Where it stands.
        asked: The cells, by row as in the sheet and column from 0.
    """
    shown = area.number_format
    if shown == TEXT_FORMAT:
        yield from asked
    elif shown is None and not part.is_one_cell:
        for half in part.halves if part.left == part.right else part.sides:
            if inside := [place for place in asked if half.holds(*place)]:
                yield from for_texts(sheet, sheet.range(half.ref), half, inside)
