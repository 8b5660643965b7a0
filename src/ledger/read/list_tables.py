"""A file that is one table of ours under our own headers: a CSV, or the list of a workbook."""

from ledger.layout.columns import Table
from ledger.layout.frames import frame
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem
from ledger.read.apart import csv_rows_apart
from ledger.read.csv_tables import read_csv_table
from ledger.read.frames import ReadTable, read_table
from ledger.read.lists import lists_of
from ledger.read.lost_characters import lost_characters
from ledger.read.rosters.grids import PACKAGES, RosterGrid
from ledger.read.table_grid import Grid, header_key
from ledger.read.total_lines import is_total_line


def read_list(table: Table, data: bytes, name: str) -> ReadTable:
    """Read a file into a declared table.

    Args:
        table: The table.
        data: A CSV, or a workbook in which one sheet has the table's headers.
        name: Its name.
    """
    if not data.startswith(PACKAGES):
        return read_csv_table(table, data, name, csv_rows_apart)
    own = {header_key(one) for c in table.columns for one in (c.header, *c.synonyms)}
    found, problems = lists_of(data, name, lambda text: header_key(text) in own)
    if not found:
        problems = problems or (Problem.of("table-missing", Place(file=name), table=table.title),)
        return ReadTable(frame(table), problems, usable=False)

    def fit(one: RosterGrid) -> int:
        return len(own & {header_key(header) for header in one.grid.headers})

    best = max(found, key=fit)
    others = [one.grid.place.sheet for one in found if one is not best and fit(one) == fit(best)]
    if others:
        sheets = "、".join((best.grid.place.sheet, *others))
        several = Problem.of("sheets-several", Place(file=name), sheets=sheets)
        return ReadTable(frame(table), (several,), usable=False)
    return _read(table, best)


def _read(table: Table, found: RosterGrid) -> ReadTable:
    grid, problems = without_totals(found.grid)
    read = read_table(table, grid)
    if not read.usable:
        return read
    lost = lost_characters(table, read.data, grid.place)
    told = [*read.problems, *problems, *lost]
    if extra := [header for header in read.extra if not header.endswith("(見出しなし)")]:
        gaps = {"table": table.title, "headers": "、".join(extra)}
        told.append(Problem.of("columns-ignored", grid.place, **gaps))
    return read._replace(problems=tuple(told))


def without_totals(grid: Grid) -> tuple[Grid, tuple[Problem, ...]]:
    """Return a list with its total lines and repeated headers blank, and the notice of them."""
    heads = [header_key(header) for header in grid.headers]
    skipped = {
        index
        for index, row in enumerate(grid.rows)
        if is_total_line(row) or _is_header([header_key(raw) for raw in row], heads)
    }
    if not skipped:
        return grid, ()
    blank = [""] * len(grid.headers)
    rows = [blank if index in skipped else row for index, row in enumerate(grid.rows)]
    where = cells_said(f"{grid.first_row + index}行" for index in skipped)
    told = Problem.of("lines-skipped", grid.place, count=len(skipped), where=where)
    return grid._replace(rows=rows), (told,)


def _is_header(row: list[str], heads: list[str]) -> bool:
    """Whether a row repeats the headers, as lists printed over several pages do."""
    return sum(one == head != "" for one, head in zip(row, heads, strict=True)) > 1
