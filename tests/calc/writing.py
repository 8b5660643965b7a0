"""Writing into a sheet of Calc as Excel would: what it refuses, and what it makes of values."""

import datetime as dt
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from calc.places import Rectangle, cell_at
from calc.reading import EPOCH, TEXT, Formats, Look
from ledger.book.ports import CellBlock
from ledger.layout.columns import Cell

DAY_FORMAT, MOMENT_FORMAT, TRUTH_FORMAT = "yyyy/m/d", "yyyy/m/d h:mm", "BOOLEAN"
LONGEST_TEXT = 32_767


class RefusedError(Exception):
    """Excel would not do that."""


def free_parts(sheet: Any, at: Rectangle) -> list[Rectangle]:  # noqa: ANN401 - no types
    """Return the unlocked parts of a rectangle."""
    found = sheet.getCellRangeByPosition(*at).getUniqueCellFormatRanges()
    kinds = [found.getByIndex(number) for number in range(found.Count)]
    free = [kind for kind in kinds if not kind.CellProtection.IsLocked]
    return [Rectangle.at(area) for kind in free for area in kind.RangeAddresses]


def with_merged(sheet: Any, at: Rectangle) -> Rectangle:  # noqa: ANN401 - no types
    """Return a rectangle with the whole of the merged ranges that it touches."""
    cursor = sheet.createCursorByRange(sheet.getCellRangeByPosition(*at))
    cursor.collapseToMergedArea()
    return Rectangle.at(cursor.RangeAddress)


def refuse_locked(sheet: Any, at: Rectangle) -> None:  # noqa: ANN401 - no types
    """Refuse a rectangle of a protected sheet in which a cell is locked.

    Raises:
        RefusedError: There is such a cell.
    """
    if sheet.isProtected():
        height, width = at.size
        free = sum(part.size[0] * part.size[1] for part in free_parts(sheet, at))
        if free < height * width:
            message = f"{sheet.Name}!{at.ref}: locked cells"
            raise RefusedError(message)


def refuse_covered(sheet: Any, at: Rectangle, block: CellBlock) -> None:  # noqa: ANN401 - no types
    """Refuse values for cells that a merged range covers, all but its first.

    Raises:
        RefusedError: There is such a value.
    """
    merged = sheet.getCellRangeByPosition(*at).IsMerged
    if not merged and with_merged(sheet, at) == at:
        return
    for row, column in at.cells():
        if block[row - at.top][column - at.left] is not None:
            own = with_merged(sheet, Rectangle(column, row, column, row))
            if own[:2] != (column, row):
                message = f"{sheet.Name}!{cell_at(row, column)} is covered by {own.ref}"
                raise RefusedError(message)


def write_block(sheet: Any, at: Rectangle, block: CellBlock, formats: Formats) -> None:  # noqa: ANN401
    """Write values: numbers in cells of the format `@` as text, days with a format."""
    area = sheet.getCellRangeByPosition(*at)
    rows = [list(row) for row in block]
    plain = all(value is None or isinstance(value, str) for row in rows for value in row)
    looks = [] if plain else list(formats.looks(area))
    for row, column in _cells(looks, TEXT):
        value = rows[row - at.top][column - at.left]
        if value is not None:
            rows[row - at.top][column - at.left] = _written(value)
    area.setDataArray(tuple(tuple(map(_given, row)) for row in rows))
    usual = set(_cells([look for look in looks if look.usual]))
    for wanted, part in _to_dress(rows, at, usual):
        sheet.getCellRangeByPosition(*part).NumberFormat = formats.key(wanted)


def _cells(looks: Sequence[Look], kind: int | None = None) -> Iterator[tuple[int, int]]:
    for look in looks:
        if kind is None or look.kind & kind:
            for part in look.areas:
                yield from part.cells()


def _to_dress(
    rows: Sequence[Sequence[Cell]], at: Rectangle, usual: set[tuple[int, int]]
) -> Iterator[tuple[str, Rectangle]]:
    """Yield the parts, each of one column, that need a number format of their own."""
    for column in range(at.left, at.right + 1):
        needs = [
            (row, _usual_format(rows[row - at.top][column - at.left]))
            for row in range(at.top, at.bottom + 1)
        ]
        needed = [(row, need if (row, column) in usual else "") for row, need in needs]
        for need, group in groupby(needed, key=lambda one: one[1]):
            lines = [row for row, _ in group]
            if need:
                yield need, Rectangle(column, lines[0], column, lines[-1])


def _usual_format(value: Cell) -> str:
    """Return the number format that a value brings along, "" for most."""
    if isinstance(value, bool):
        return TRUTH_FORMAT
    if isinstance(value, dt.datetime):
        return DAY_FORMAT if value.time() == dt.time() else MOMENT_FORMAT
    return DAY_FORMAT if isinstance(value, dt.date) else ""


def _given(value: Cell) -> str | float:
    """Return a value as Calc takes it."""
    if value is None:
        return ""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            message = f"a text of {len(value)} characters"
            raise RefusedError(message)
        return value
    if isinstance(value, dt.date):
        when = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        return (when - EPOCH) / dt.timedelta(days=1)
    return float(value)


def _written(value: Cell) -> str:
    """Return a value as the text that Excel makes of it."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{value.year}/{value.month}/{value.day} {value:%H:%M:%S}"
    if isinstance(value, dt.date):
        return f"{value.year}/{value.month}/{value.day}"
    return f"{value:.15g}"
