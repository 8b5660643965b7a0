"""One list of a roster, sorted: which of its lines are rows, and what each row says.

Nothing is looked up here. A row is left out by its result, set aside where it cannot be told, or
typed and handed on.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.layout.frames import frame
from ledger.layout.roster_words import Words
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem
from ledger.read.cells.cell import Raw
from ledger.read.frames import read_table
from ledger.read.result_words import is_dash, kind_of
from ledger.read.rosters.grids import RosterGrid, ranges_named
from ledger.read.rosters.results import JudgedRow, judged
from ledger.read.table_grid import Columns, Grid, find_columns, header_key, is_filled
from ledger.read.total_lines import is_total_of

_PERSON = ("staff_no", "staff_name", "family_name", "given_name")
_DAY = "completed_on"
_SURE = ("staff_no", "training_code")
"""Columns whose value credits somebody: a formula there is no value."""


class RosterSheet(NamedTuple):
    """A list of a roster.

    Attributes:
        place: File and sheet.
        rows: The rows that say yes, typed; the index is the row number, `attrs` has the letters.
        whole: All rows, typed as far as they can be.
        denied: Of these, the rows whose result is no or cannot be told.
        left_out: How many rows say no.
        attended: Row numbers that say 出席 alone.
        aside: How many rows are set aside.
        problems: What was found.
        negative: Row numbers that say no.
    """

    place: Place
    rows: pd.DataFrame
    whole: pd.DataFrame
    denied: pd.DataFrame
    left_out: int = 0
    attended: frozenset[int] = frozenset()
    aside: int = 0
    problems: tuple[Problem, ...] = ()
    negative: frozenset[int] = frozenset()


def read_sheet(table: Table, found: RosterGrid, words: Words) -> RosterSheet:
    """Sort the lines of a list, and type its rows.

    Args:
        table: The roster's table.
        found: The list.
        words: What the words of result columns mean.
    """
    grid = found.grid
    columns = find_columns(table, grid.headers, grid.place)
    if not columns.usable:
        nothing = frame(table)
        problems = (*found.problems, *columns.problems)
        filled = sum(any(map(is_filled, row)) for row in grid.rows)
        return RosterSheet(grid.place, nothing, nothing, nothing, aside=filled, problems=problems)
    lines = _lines(grid, columns)
    taken = {p for key, p in columns.positions.items() if key != "evidence"}
    day = columns.positions.get(_DAY)
    results = judged(grid, lines.rows, taken, day, words)
    aside = results.aside | _unsure(found, columns, results, lines.rows)
    yes = [row for row in lines.rows if row not in results.negative and row not in aside]
    dayless = [row for row in yes if _is_dayless(grid, row, day)]
    typed = read_table(table, _only(grid, set(yes) - set(dayless)))
    whole = read_table(_loose(table), _only(grid, lines.rows)).data
    denied = {grid.first_row + row for row in (*results.negative, *results.aside)}
    problems = (
        *found.problems,
        *typed.problems,
        *results.problems,
        *aside.values(),
        *_told(table, found, columns, lines, results),
        *_dayless(grid, dayless, day),
    )
    return RosterSheet(
        grid.place,
        typed.data,
        whole,
        whole[whole.index.isin(denied)],
        len(results.negative),
        frozenset(grid.first_row + row for row in results.attended),
        len(aside) + len(dayless) + len(typed.left_out),
        tuple(problem for problem in problems if problem.code != "header-absent"),
        frozenset(grid.first_row + row for row in results.negative),
    )


def _loose(table: Table) -> Table:
    """Return the table without required columns."""
    columns = tuple(column.but(required=False) for column in table.columns)
    return table.but(columns=columns)


class _RosterLines(NamedTuple):
    """Positions of a list's rows, and of its lines that are none (計, headers again)."""

    rows: tuple[int, ...]
    skipped: tuple[int, ...]


def _lines(grid: Grid, columns: Columns) -> _RosterLines:
    positions = columns.positions
    persons = [positions[key] for key in _PERSON if key in positions]
    day = positions.get(_DAY)
    heads = {position: header_key(grid.headers[position]) for position in positions.values()}
    asked = {*heads, *(p for p, header in enumerate(grid.headers) if kind_of(header))}
    wrong = {row - grid.first_row for row, _ in grid.errors}
    rows: list[int] = []
    skipped: list[int] = []
    for index, row in enumerate(grid.rows):
        if not any(map(is_filled, row)) and index not in wrong:
            continue
        if is_total_of(row, persons, day) or _is_header(row, heads):
            skipped.append(index)
        elif index in wrong or any(is_filled(row[position]) for position in asked):
            rows.append(index)
    return _RosterLines(tuple(rows), tuple(skipped))


def _is_header(row: Sequence[Raw], heads: Mapping[int, str]) -> bool:
    """Whether a row repeats the headers, as lists printed over several pages do."""
    again = (header_key(row[p]) == head for p, head in heads.items() if isinstance(row[p], str))
    return sum(again) > 1


def _unsure(
    found: RosterGrid, columns: Columns, results: JudgedRow, rows: Sequence[int]
) -> dict[int, Problem]:
    """Return the rows in which a merge or a formula hides what stands there."""
    grid = found.grid
    wanted = {*columns.positions.values(), *results.used}
    sure = [position for key in _SURE if (position := columns.positions.get(key)) is not None]
    merged = {
        number: area
        for area, (numbers, across) in found.merged.items()
        if wanted & {column - grid.first_column for column in across}
        for number in numbers
    }
    aside: dict[int, Problem] = {}
    for row in rows:
        number = grid.first_row + row
        if row in results.negative:
            continue
        if area := merged.get(number):
            place = grid.place.but(cell=area)
            aside[row] = Problem.of("cells-merged", place, range=area)
        for position in sure:
            if (number, grid.first_column + position) in grid.formulas:
                header = str(grid.headers[position])
                aside[row] = Problem.of("formula-in-input", grid.at(position, row), header=header)
    return aside


def _is_dayless(grid: Grid, row: int, day: int | None) -> bool:
    if day is None:
        return False
    at = (grid.first_row + row, grid.first_column + day)
    return is_dash(grid.rows[row][day]) and at not in grid.errors


def _dayless(grid: Grid, rows: Sequence[int], day: int | None) -> Iterator[Problem]:
    """Tell of the rows without a day in one line."""
    if rows and day is not None:
        where = cells_said(grid.address(day, row) for row in rows)
        first = grid.at(day, rows[0])
        yield Problem.of("days-missing", first, count=len(rows), where=where)


def _only(grid: Grid, rows: Collection[int]) -> Grid:
    """Return a list with some of its rows; the others are blank."""
    kept = frozenset(rows)
    numbers = {grid.first_row + row for row in kept}
    blank = [""] * len(grid.headers)
    return grid._replace(
        rows=[row if index in kept else blank for index, row in enumerate(grid.rows)],
        formulas=frozenset(at for at in grid.formulas if at[0] in numbers),
        errors=frozenset(at for at in grid.errors if at[0] in numbers),
        pictures=frozenset(at for at in grid.pictures if at[0] in numbers),
    )


def _told(
    table: Table, found: RosterGrid, columns: Columns, lines: _RosterLines, results: JudgedRow
) -> Iterator[Problem]:
    """Tell what was not used, what was read down, what cannot be seen, what was not counted."""
    grid = found.grid
    place = grid.place
    if unused := _unused(grid, columns, results):
        yield Problem.of("columns-ignored", place, table=table.title, headers="、".join(unused))
    if lines.skipped:
        where = cells_said(f"{grid.first_row + row}行" for row in lines.skipped)
        yield Problem.of("lines-skipped", place, count=len(lines.skipped), where=where)
    wanted = {grid.first_column + p for p in (*columns.positions.values(), *results.used)}
    if down := [area for area in found.read_down if area[0][1] in wanted]:
        yield Problem.of("cells-read-down", place, range=ranges_named(down))
    if where := _unseen(found, columns, results, lines.rows):
        yield Problem.of("rows-hidden", place, table=table.title, where=where)
    if results.negative:
        names = [*(str(grid.headers[p]) for p in sorted(results.used))] or ["修了日"]
        headers = "・".join(name.replace("\n", "") for name in names)
        where = cells_said(f"{grid.first_row + row}行" for row in results.negative)
        gaps = {"count": len(results.negative), "where": where, "headers": headers}
        yield Problem.of("result-negative", place, **gaps)


def _unused(grid: Grid, columns: Columns, results: JudgedRow) -> list[str]:
    """Name the columns that are neither the table's nor a result; one without header by letter."""
    used = {*columns.positions.values(), *results.used}
    names: list[str] = []
    for position, header in enumerate(grid.headers):
        if position in used:
            continue
        if header_key(header):
            names.append(str(header).replace("\n", ""))
        elif any(is_filled(row[position]) for row in grid.rows):
            names.append(f"{letter(grid.first_column + position)}列(見出しなし)")
    return names


def _unseen(found: RosterGrid, columns: Columns, results: JudgedRow, rows: Sequence[int]) -> str:
    """Name what cannot be seen and was read: the sheet, columns that are used, rows."""
    if not rows:
        return ""
    if found.hidden_sheet:
        return "シート全体"
    grid = found.grid
    used = {grid.first_column + p for p in (*columns.positions.values(), *results.used)}
    hidden = [f"{letter(column)}列" for column in sorted(found.hidden.columns & used)]
    numbers = [grid.first_row + row for row in rows]
    hidden += [f"{number}行" for number in numbers if number in found.hidden.rows]
    return cells_said(hidden)
