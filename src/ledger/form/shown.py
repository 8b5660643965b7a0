"""How many rows of each block are in sight on 申告: two pages of A4 hold all that a person meets.

What a block begins with and four free rows are in sight; where that would take a third page, the
last of the rows that it begins with stand on 続き, of the longest blocks first.
"""

from collections.abc import Collection, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from ledger.form import grid
from ledger.form.kinds import DataRow
from ledger.form.laid import JUMPS, PERSONA_ROWS
from ledger.layout.columns import Cell
from ledger.layout.self_report import (
    BY_KEY,
    FORM_TABLES,
    FREE_ROWS,
    NONE_BLOCKS,
    SHOWN_ORDER,
    FormTable,
)
from ledger.model.characters import is_wide

PAGE = 1000
"""Points that a page of A4 has at the scale of 申告, inside its margins and its repeated row."""
PAGES = 2
_FEWEST = 3
"""Rows of what a block begins with that stay in sight whatever the room."""
_MOST_LINES = 4
_PEN = 36
"""Points of a row that somebody writes in by hand, where there is room."""
_DIGIT, _WIDE_SIGN, _EDGES = 8, 15, 5
"""Pixels of a digit, of a wide sign, and of a cell's two edges, in the form's font."""


class MainPage(NamedTuple):
    """What takes room on 申告.

    Attributes:
        rows: What each table begins with.
        unused: Tables whose block is out of sight.
        personas: Personas of the panel.
        legends: Lines that explain the levels of tools.
    """

    rows: Mapping[str, Sequence[DataRow]]
    unused: Collection[str]
    personas: int
    legends: int

    @property
    def used(self) -> list[FormTable]:
        """The tables in sight, from top to bottom."""
        return [form for form in SHOWN_ORDER if form.table.key not in self.unused]

    @property
    def front(self) -> float:
        """The height above the blocks, in points."""
        lines = JUMPS + 3 + PERSONA_ROWS * max(self.personas, 1)
        headings = grid.TITLE + 2 * grid.HEADING + grid.HEADER
        return headings + lines * grid.LINE + (3 + len(NONE_BLOCKS)) * grid.ROW

    def block(self, form: FormTable, shown: int) -> float:
        """Return the height of a block with so many rows in sight."""
        key = form.table.key
        example = grid.LINE if key in grid.EXAMPLES else 4
        lines = self.legends * grid.LINE if key == "my_tool_levels" else 0
        rows = [row_height(form, row) for row in self.rows[key][:shown]]
        blank = (shown - len(rows)) * grid.ROW
        around = grid.HEADING + example + grid.HEADER + lines + grid.FOOT
        return around + sum(rows) + blank

    def all(self, shown: Mapping[str, int]) -> float:
        """Return the height of the whole sheet."""
        return self.front + sum(self.block(form, shown[form.table.key]) for form in self.used)


def row_height(form: FormTable, row: DataRow) -> float:
    """Return the height that the texts of a row take, in points."""
    return _height(form.table.key, row)


@lru_cache(maxsize=4096)
def _height(table: str, row: DataRow) -> float:
    lines = max(_lines(row[at], width) for at, width in _widths(table))
    return grid.ROW + (min(lines, _MOST_LINES) - 1) * grid.MORE_LINE


@cache
def _widths(table: str) -> tuple[tuple[int, float], ...]:
    """Return the columns of a table whose texts run over several lines, with their widths."""
    form = BY_KEY[table]
    return tuple(
        (at, grid.WIDTHS[form.column_of(column.key) - 1])
        for at, column in enumerate(form.inputs)
        if column.key not in grid.RUNS_ON
    )


def _lines(value: Cell, width: float) -> int:
    """Return over how many lines a value runs: a sign that does not fit begins the next one."""
    if not isinstance(value, str):
        return 1
    room, lines = width * _DIGIT - _EDGES, 0
    if len(value) * _WIDE_SIGN <= room and "\n" not in value:
        return 1
    for part in value.split("\n"):
        lines, used = lines + 1, 0
        for sign in part:
            wide = _WIDE_SIGN if is_wide(sign) else _DIGIT
            if used + wide > room:
                lines, used = lines + 1, 0
            used += wide
    return lines


def begun(table: str, rows: Sequence[DataRow]) -> int:
    """Return how many rows of a table are filled from the start, beyond what is given."""
    own = _typed_in(table)
    filled = [place for place, row in enumerate(rows, 1) if any(row[at] is not None for at in own)]
    return max(filled, default=0) if table == "my_goals" else len(filled)


@cache
def _typed_in(table: str) -> tuple[int, ...]:
    """Return the columns of a table that are not filled in from the start."""
    form = BY_KEY[table]
    return tuple(at for at, one in enumerate(form.inputs) if one.key not in form.given)


def rows_shown(page: MainPage, room: Mapping[str, int], tools: int) -> dict[str, int]:
    """Return how many rows of each table are in sight on 申告.

    Args:
        page: What takes room.
        room: How many rows of each table 申告 has room for.
        tools: How many tools there are to choose from.
    """
    wanted: dict[str, int] = {}
    for form in FORM_TABLES:
        key = form.table.key
        first = begun(key, page.rows[key]) if key == "my_goals" else len(page.rows[key])
        free = FREE_ROWS if form.spills else 0
        if key == "my_tool_levels":
            free = min(free, max(tools - first, 0))
        wanted[key] = max(min(first + free, room[key]), 1)
    shrinking = [f for f in page.used if f.spills and page.rows[f.table.key]]
    while page.all(wanted) > PAGE * PAGES:
        longest = max(shrinking, key=lambda form: wanted[form.table.key], default=None)
        if longest is None or wanted[longest.table.key] <= FREE_ROWS + _FEWEST:
            break
        wanted[longest.table.key] -= 1
    return wanted


def page_two(page: MainPage, shown: Mapping[str, int]) -> str | None:
    """Return the table with whose block the second page begins, so that none is torn.

    Args:
        page: What takes room.
        shown: How many rows of each table are in sight.

    Returns:
        None where one page holds all, or where that would take a third one.
    """
    heights = [page.block(form, shown[form.table.key]) for form in page.used]
    above = page.front
    for number, (form, height) in enumerate(zip(page.used, heights, strict=True)):
        if above + height > PAGE:
            return form.table.key if sum(heights[number:]) <= PAGE else None
        above += height
    return None


def pen_height(page: MainPage, shown: Mapping[str, int]) -> float:
    """Return the height of rows that are written in by hand: what two pages leave for them."""
    count = sum(shown[form.table.key] for form in page.used)
    spare = PAGE * PAGES - page.all(shown)
    return min(max(grid.ROW + spare * 0.9 / count, grid.ROW), _PEN)
