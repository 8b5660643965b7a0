"""The lists of a workbook or a CSV that have a roster's headers, as a person would read them.

What Excel shows once for several rows (cells merged downwards in one column) is read in each of
them. What it does not show (hidden rows, columns, sheets) is read, and told.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem
from ledger.read.apart import csv_rows_apart, open_apart
from ledger.read.cells.cell import Raw
from ledger.read.csv_tables import csv_grid
from ledger.read.grids import Corners, Frame, OpenBook, TextFormulas
from ledger.read.headers import header_row
from ledger.read.number_format_disguise import NOTHING_HIDDEN, Hidden
from ledger.read.table_grid import Grid, header_key

PACKAGES = (b"PK", b"\xd0\xcf\x11\xe0")
"""First bytes of a workbook; anything else is taken for CSV."""
_COMPLETION = ("training_code", "training_name", "completed_on", "session_no")


class RosterGrid(NamedTuple):
    """A list with a roster's headers.

    Attributes:
        grid: Its header row and the rows below; cells merged downwards are filled. The list is
            nobody's table: it may lack what is declared, and have columns of its own.
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
        grid, problems = csv_grid(table, data, place, csv_rows_apart)
        return [RosterGrid(grid)] if grid else [], problems
    book, problems = open_apart(data, name)
    grids = list(_of_book(book, table)) if book else []
    if not grids and not problems:
        problems = (Problem.of("table-missing", place, table=table.title),)
    return grids, problems


def _of_book(book: OpenBook, table: Table) -> Iterator[RosterGrid]:
    for sheet in book.package.sheets:
        merged = sorted(book.merged(sheet))
        rows = filled_down(book.rows(sheet), merged)
        top = header_row(table, rows)
        if top is None or not _is_about_completion(table, rows[top]):
            continue
        texts = book.formula_texts(sheet)
        frame = Frame(top, 0, len(rows) - 1, len(rows[top]) - 1)
        below = [area for area in merged if area[1][0] > top]
        yield RosterGrid(
            with_texts(book.cut(table, sheet, rows, frame).grid._replace(beyond=None), texts),
            read_down=tuple(area for area in below if is_down(area)),
            merged={range_named(area): covered(area) for area in below if not is_down(area)},
            hidden=book.package.lines.get(sheet, NOTHING_HIDDEN),
            hidden_sheet=sheet in book.package.hidden,
        )


def _is_about_completion(table: Table, headers: Sequence[Raw]) -> bool:
    """Whether a header row asks for more than who somebody is: a list of staff is no roster."""
    keys = {header_key(header) for header in headers}
    return any(
        header_key(name) in keys
        for column in table.pick(_COMPLETION)
        for name in (column.header, *column.synonyms)
    )


def with_texts(grid: Grid, texts: TextFormulas) -> Grid:
    """Return a grid in which a formula that is a mere text is that text."""
    if not texts:
        return grid
    rows = [list(row) for row in grid.rows]
    for (number, column), text in texts.items():
        row, place = number - grid.first_row, column - grid.first_column
        if 0 <= row < len(rows) and 0 <= place < len(rows[row]):
            rows[row][place] = text
    return grid._replace(rows=rows, formulas=grid.formulas - texts.keys())


def is_down(area: Corners) -> bool:
    """Whether a merged range lies in one column: then its value means every row of it."""
    (_, left), (_, right) = area
    return left == right


def filled_down(rows: Sequence[Sequence[Raw]], merged: Sequence[Corners]) -> list[list[Raw]]:
    """Return rows in which cells merged downwards say the same in each of them."""
    filled = [list(row) for row in rows]
    for (top, left), (bottom, _) in filter(is_down, merged):
        if top >= len(filled) or left >= len(filled[top]):
            continue
        for row in filled[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = filled[top][left]
    return filled


def range_named(area: Corners) -> str:
    """Return a merged range as a person names it."""
    (top, left), (bottom, right) = area
    return f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"


def covered(area: Corners) -> tuple[range, range]:
    """Return the row numbers and the columns that a merged range covers."""
    (top, left), (bottom, right) = area
    return range(top + 1, bottom + 2), range(left, right + 1)


def ranges_named(areas: Sequence[Corners]) -> str:
    """Name merged ranges in a message."""
    return cells_said(range_named(area) for area in areas)
