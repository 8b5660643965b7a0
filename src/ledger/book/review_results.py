"""What the formulas of a closed review workbook come to once cells of it are set."""

import datetime as dt
from collections.abc import Mapping, Sequence

from ledger.layout import meta
from ledger.layout.columns import Cell, CellMarks, RowValues, Table
from ledger.layout.review import COMMON_DAY_CELL, REVIEW, REVIEW_REST, TABLES
from ledger.layout.review_places import spreads, together_cell
from ledger.model.terms import BookKind
from ledger.present.review.values import Entered, review_values
from ledger.read.cells.cell import Raw
from ledger.read.grids import FoundGrid, OpenBook, value_at
from ledger.read.overlay import overlaid
from ledger.read.table_grid import header_key


def results_with(book: OpenBook, marks: CellMarks) -> CellMarks:
    """Return what the checks of a review workbook say once some cells are set.

    Where its tables do not stand as they were built, or a cell that the checks look at holds an
    error value, nothing is said: Excel calculates them on opening.

    Args:
        book: A workbook as it stands.
        marks: What is set.

    Returns:
        By sheet and address, what does not stand there already; nothing for a workbook of another
        kind.
    """
    if book.meta().get(meta.KIND) != BookKind.REVIEW or book.package.from_1904:
        return {}
    seen = overlaid(book, marks)
    found = [(table, grid) for table in TABLES if (grid := seen.grid(table))]
    rows = {table.key: _rows(table, grid) for table, grid in found}
    if len(found) < len(TABLES) or not _is_as_built(found, rows):
        return {}
    sheets = {table.sheet: grid.grid.place.sheet for table, grid in found}
    on_first = seen.rows(sheets[REVIEW.sheet])
    rest = spreads({key: len(own) for key, own in rows.items()})[REVIEW_REST.key]
    common, answer = (
        _value(value_at(on_first, cell.replace("$", "")))
        for cell in (COMMON_DAY_CELL, together_cell(rest))
    )
    said = review_values(Entered(rows, common, answer))
    found_ = {sheets[title]: cells for title, cells in said.items()}
    return {sheet: new for sheet, cells in found_.items() if (new := _new(seen, sheet, cells))}


def _new(book: OpenBook, sheet: str, said: Mapping[str, str]) -> dict[str, Cell]:
    """Return what formulas of a sheet come to and do not say already."""
    rows = book.rows(sheet)
    return {at: text for at, text in said.items() if (value_at(rows, at) or "") != text}


def _is_as_built(
    found: Sequence[tuple[Table, FoundGrid]], rows: Mapping[str, Sequence[RowValues]]
) -> bool:
    """Whether every table stands where its formulas look for it, without error values."""
    places = spreads({key: len(own) for key, own in rows.items()})
    return all(_stands(table, grid, places[table.key].header) for table, grid in found)


def _stands(table: Table, found: FoundGrid, header: int) -> bool:
    keys = [header_key(column.header) for column in table.columns]
    frame, headers = found.frame, [header_key(one) for one in found.grid.headers]
    checks = {table.keys.index(key) for key in ("check", "line_check") if key in table.keys}
    within = range(header, frame.bottom + 2)
    return (
        (frame.top, frame.left) == (header - 1, 0)
        and headers[: len(keys)] == keys
        and all(
            column in checks
            for row, column in found.grid.errors
            if column < len(keys) and row in within
        )
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
