"""What stands in a book outside every table: beside a frame, on a sheet that is none of ours.

Nobody reads it, so everything that a person may have written there is told.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import TypeAlias

from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.read.cells.cell import Raw
from ledger.read.table_grid import header_key, is_filled


def beyond_frame(
    table: Table, rows: Sequence[Sequence[Raw]], top: int, bottom: int, columns: range
) -> tuple[str, ...]:
    """Return what stands beside a table's frame: headers, and else the first filled cell.

    Args:
        table: The table; its own headers beside it are left out, with what stands below them.
        rows: Every row of the sheet.
        top: The table's header row, from 0.
        bottom: Its last row.
        columns: Its columns, from 0.
    """
    if top >= len(rows):
        return ()
    beside = {header_key(header) for header in table.beside}
    headers = rows[top]
    outside = [
        column
        for column in range(len(headers))
        if column not in columns and header_key(headers[column]) not in beside
    ]
    named = tuple(str(headers[column]) for column in outside if is_filled(headers[column]))
    bare = [column for column in outside if not is_filled(headers[column])]
    return named or next(_filled(rows, range(top + 1, bottom + 1), bare), ())


def _filled(
    rows: Sequence[Sequence[Raw]], lines: Iterable[int], columns: Collection[int]
) -> Iterator[tuple[str]]:
    for line in lines:
        row = rows[line] if line < len(rows) else ()
        for column in columns:
            if column < len(row) and is_filled(row[column]):
                yield (f"{letter(column)}{line + 1}",)


Filled: TypeAlias = tuple[int, int, Raw]
"""A filled cell: row and column, from 0, and what stands in it."""


def filled_where(
    filled: Iterable[Filled],
    formulas: Collection[str],
    is_stray: Callable[[int, int, Raw], bool],
) -> list[str]:
    """Return the addresses of filled cells that are nobody's, by row.

    Args:
        filled: The filled cells of the sheet.
        formulas: Addresses of formulas, which are never a person's entry beside the tables.
        is_stray: Says of row, column (from 0) and value whether it is nobody's.
    """
    return [
        at
        for line, column, raw in filled
        if is_stray(line, column, raw) and (at := f"{letter(column)}{line + 1}") not in formulas
    ]
