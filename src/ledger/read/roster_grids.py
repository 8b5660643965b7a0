"""The lists of a workbook or a CSV that have a roster's headers, as a person would read them.

What Excel shows once for several rows (cells merged downwards in one column) is read in each of
them. What it does not show (hidden rows, columns, sheets) is read, and told.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Table
from ledger.layout.frames import letter
from ledger.model.problems import Place, Problem
from ledger.read.cells import Raw
from ledger.read.csv_tables import csv_grid
from ledger.read.frames import Grid
from ledger.read.grids import Corners, Frame, OpenBook, open_book
from ledger.read.guard_looks import NOTHING_HIDDEN, Hidden
from ledger.read.headers import header_row

PACKAGES = (b"PK", b"\xd0\xcf\x11\xe0")
"""First bytes of a workbook; anything else is taken for CSV."""
NAMED = 5
"""Places that a message names one by one."""


class RosterGrid(NamedTuple):
    """A list with a roster's headers.

    Attributes:
        grid: Its header row and the rows below; cells merged downwards are filled.
        problems: What was found about the file or the sheet.
        read_down: Ranges that were read downwards.
        merged: Other merged ranges, each with the row numbers and the columns that it covers.
        hidden: Rows (by number) and columns (from 0) that cannot be seen.
        hidden_sheet: Whether the whole sheet cannot be seen.
    """

    grid: Grid
    problems: tuple[Problem, ...] = ()
    read_down: tuple[Corners, ...] = ()
    merged: Mapping[str, tuple[range, range]] = MappingProxyType({})
    hidden: Hidden = NOTHING_HIDDEN
    hidden_sheet: bool = False


def roster_grids(
    data: bytes, name: str, table: Table
) -> tuple[list[RosterGrid], tuple[Problem, ...]]:
    """Return every list of a file that has a roster's headers.

    Args:
        data: A CSV or an Excel workbook.
        name: Its name, for problems.
        table: The roster's table.

    Returns:
        The lists, hidden sheets among them, and what is wrong with the file as a whole.
    """
    place = Place(file=name)
    if not data.startswith(PACKAGES):
        grid, problems = csv_grid(table, data, place)
        return [RosterGrid(grid)] if grid else [], problems
    book, problems = open_book(data, name)
    grids = list(_of_book(book, table)) if book else []
    if not grids and not problems:
        problems = (Problem.of("table-missing", place, table=table.title),)
    return grids, problems


def _of_book(book: OpenBook, table: Table) -> Iterator[RosterGrid]:
    for sheet in book.package.sheets:
        merged = sorted(book.merged(sheet))
        rows = _filled_down(book.rows(sheet), merged)
        top = header_row(table, rows)
        if top is None:
            continue
        frame = Frame(top, 0, len(rows) - 1, len(rows[top]) - 1)
        below = [area for area in merged if area[1][0] > top]
        yield RosterGrid(
            book.cut(table, sheet, rows, frame).grid,
            read_down=tuple(area for area in below if _is_down(area)),
            merged={_named(area): _covered(area) for area in below if not _is_down(area)},
            hidden=book.package.lines.get(sheet, NOTHING_HIDDEN),
            hidden_sheet=sheet in book.package.hidden,
        )


def _is_down(area: Corners) -> bool:
    """Whether a merged range lies in one column: then its value means every row of it."""
    (_, left), (_, right) = area
    return left == right


def _filled_down(rows: Sequence[Sequence[Raw]], merged: Sequence[Corners]) -> list[list[Raw]]:
    filled = [list(row) for row in rows]
    for (top, left), (bottom, _) in filter(_is_down, merged):
        if top >= len(filled) or left >= len(filled[top]):
            continue
        for row in filled[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = filled[top][left]
    return filled


def _named(area: Corners) -> str:
    (top, left), (bottom, right) = area
    return f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"


def _covered(area: Corners) -> tuple[range, range]:
    (top, left), (bottom, right) = area
    return range(top + 1, bottom + 2), range(left, right + 1)


def ranges_named(areas: Sequence[Corners]) -> str:
    """Name merged ranges in a message: the first ones, and how many more."""
    return listed([_named(area) for area in areas])


def listed(places: Sequence[str]) -> str:
    """Name places in a message: the first ones, and how many more."""
    more = len(places) - NAMED
    return "・".join(places[:NAMED]) + (f" ほか{more}か所" if more > 0 else "")
