"""What the formulas of a closed review workbook come to once cells of it are set."""

import datetime as dt
from collections.abc import Sequence

from ledger.layout import meta
from ledger.layout.addresses import position
from ledger.layout.columns import Cell, CellMarks, RowValues, Table
from ledger.layout.review import COMMON_DAY_CELL, HEADER_ROWS, REVIEW, TABLES
from ledger.model.terms import BookKind
from ledger.present.review_values import Entered, review_values
from ledger.read.cells import Raw
from ledger.read.frames import header_key
from ledger.read.grids import FoundGrid, OpenBook
from ledger.read.overlay import overlaid


def results_with(book: OpenBook, marks: CellMarks) -> CellMarks:
    """Return what the checks of a review workbook say once some cells are set.

    Where its tables do not stand as they were built, or a cell that the checks look at holds an
    error value, nothing is said: Excel calculates them on opening.

    Args:
        book: A workbook as it stands.
        marks: What is set.

    Returns:
        By sheet and address; nothing for a workbook of another kind.
    """
    if book.meta().get(meta.KIND) != BookKind.REVIEW or book.package.from_1904:
        return {}
    seen = overlaid(book, marks)
    found = [(table, grid) for table in TABLES if (grid := seen.grid(table))]
    if len(found) < len(TABLES) or not all(_is_as_built(*one) for one in found):
        return {}
    sheets = {table.title: grid.grid.place.sheet for table, grid in found}
    row, column = position(COMMON_DAY_CELL)
    common = _value(seen.rows(sheets[REVIEW.title])[row][column])
    rows = {table.key: _rows(table, grid) for table, grid in found}
    said = review_values(Entered(rows, common))
    return {sheets[title]: cells for title, cells in said.items()}


def _is_as_built(table: Table, found: FoundGrid) -> bool:
    """Whether a table's columns stand where its formulas look for them, without error values."""
    keys = [header_key(column.header) for column in table.columns]
    frame, headers = found.frame, [header_key(one) for one in found.grid.headers]
    check = table.keys.index("check")
    return (
        (frame.top, frame.left) == (HEADER_ROWS[table.key] - 1, 0)
        and headers[: len(keys)] == keys
        and all(column == check for _, column in found.grid.errors)
    )


def _rows(table: Table, found: FoundGrid) -> list[RowValues]:
    body: Sequence[Sequence[Raw]] = found.grid.rows[: found.frame.bottom - found.frame.top]
    return [dict(zip(table.keys, map(_value, row), strict=False)) for row in body]


def _value(raw: Raw) -> Cell:
    """Return a cell as it counts: a time of the day is a part of one."""
    if isinstance(raw, dt.time):
        since = dt.timedelta(hours=raw.hour, minutes=raw.minute, seconds=raw.second)
        return since / dt.timedelta(days=1)
    return raw / dt.timedelta(days=1) if isinstance(raw, dt.timedelta) else raw
