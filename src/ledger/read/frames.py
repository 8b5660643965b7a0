"""Rows under headers → a typed frame, for workbooks and CSV alike.

Columns are found by header name, so moved and added columns do no harm. A row whose required cell
cannot be used is left out with an error; an optional cell that cannot be used becomes missing with
an error.
"""

from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.layout.columns import Cell, Column, Kind, Table
from ledger.layout.frames import BEGINS, LETTERS, dtype_of, frame, letter
from ledger.layout.names_beside import name_headers
from ledger.model.characters import quoted
from ledger.model.folding import header_key as text_key, is_blank
from ledger.model.problems import Place, Problem, Severity
from ledger.read.cells import CellFinding, Raw, spoken, typed_column
from ledger.read.cells_by_row import typed_by_row
from ledger.read.equal_findings import InCell, shortened
from ledger.read.number_format_disguise import ERA

_NONE: Mapping[str, Cell] = MappingProxyType({})


class Grid(NamedTuple):
    """A table's cells as they stand in a sheet or a CSV.

    Attributes:
        headers: The header row.
        rows: The rows below it, each as long as the headers.
        place: File and sheet.
        first_row: Row number of the first of the rows, as its reader sees it.
        first_column: Position of the first header in the sheet, from 0.
        formulas: Cells `(row number, position in the sheet)` that hold a formula.
        errors: Cells that hold an error value.
        pictures: Those of them that are pictures placed in a cell.
        disguised: Cells whose number format shows another value (`guard_looks`).
        hidden: Row numbers that cannot be seen; every one where the sheet is hidden.
        beyond: What stands beside the table's frame; None where it is no table of a book's own,
            but a list whose makers know nothing of our headers.
    """

    headers: Sequence[Raw]
    rows: Sequence[Sequence[Raw]]
    place: Place
    first_row: int = 2
    first_column: int = 0
    formulas: frozenset[tuple[int, int]] = frozenset()
    errors: frozenset[tuple[int, int]] = frozenset()
    disguised: Mapping[tuple[int, int], str] = MappingProxyType({})
    hidden: frozenset[int] = frozenset()
    beyond: tuple[str, ...] | None = None
    pictures: frozenset[tuple[int, int]] = frozenset()

    def address(self, position: int, row: int) -> str:
        """Return the address of a cell: position among the headers, index among the rows."""
        return f"{letter(self.first_column + position)}{self.first_row + row}"

    def nameless(self) -> tuple[str, ...]:
        """Name each column that has no header and something filled in below it."""
        return tuple(
            f"{letter(self.first_column + position)}列(見出しなし)"
            for position, header in enumerate(self.headers)
            if not is_filled(header) and any(is_filled(row[position]) for row in self.rows)
        )

    def at(self, position: int, row: int) -> Place:
        """Return the place of a cell, see `address`."""
        return self.place.model_copy(update={"cell": self.address(position, row)})


class Columns(NamedTuple):
    """Where a table's columns stand among the headers.

    Attributes:
        positions: Position by column key.
        extra: Headers that the table does not know; those of its names beside codes it does.
        problems: Synonyms, missing and repeated headers.
        usable: Whether every required column was found, once.
    """

    positions: Mapping[str, int]
    extra: tuple[str, ...]
    problems: tuple[Problem, ...]
    usable: bool


class ReadTable(NamedTuple):
    """A table as it was read.

    Attributes:
        data: The typed frame; its index is the row number in the sheet.
        problems: What was found.
        left_out: Row numbers with content that are not in the frame.
        extra: Headers that the table does not know.
        whole: Every row with content, also those left out; what could not be used is missing.
        wrong: Keys of the columns that could not be used, by row number.
        usable: False where the headers do not fit: nothing was read.
        found: Keys of the columns that stand there.
    """

    data: pd.DataFrame
    problems: tuple[Problem, ...] = ()
    left_out: tuple[int, ...] = ()
    extra: tuple[str, ...] = ()
    usable: bool = True
    whole: pd.DataFrame | None = None
    wrong: Mapping[int, frozenset[str]] = MappingProxyType({})
    found: frozenset[str] = frozenset()


def header_key(header: Raw) -> str:
    """Return a header as it is compared: as every name, without the mark of what is required."""
    return text_key("" if header is None else str(header))


def find_columns(  # noqa: PLR0913, PLR0917 - what stands there, beside it, and not yet
    table: Table,
    headers: Sequence[Raw],
    place: Place,
    beyond: Sequence[str] | None = None,
    nameless: Sequence[str] = (),
    new: Collection[str] = (),
) -> Columns:
    """Find the table's columns among the headers, by name or declared synonym.

    Args:
        table: The declared table.
        headers: The header row.
        place: File and sheet, for problems.
        beyond: What stands beside the frame of a book's own table; None for a list from elsewhere.
        nameless: Its filled columns without a header (`Grid.nameless`), as unknown as any other.
        new: Keys of columns that a book of this version does not have yet.

    Returns:
        Positions, with `header-synonym`, `header-missing`, `header-duplicate`, `header-absent`;
        or `header-changed` where a column is missing while something unknown stands there.
    """
    keys = [header_key(header) for header in headers]
    places = table.places(headers)
    positions: dict[str, int] = {}
    problems: list[Problem] = []
    absent: list[str] = []
    missing: list[str] = []
    for column in table.columns:
        found = places[column.key]
        if len(found) > 1:
            problems.append(_repeated(table, column, [str(headers[i]) for i in found], place))
        elif found:
            positions[column.key] = found[0]
            if keys[found[0]] != header_key(column.header):
                gaps = {"found": str(headers[found[0]]), "header": column.header}
                problems.append(Problem.of("header-synonym", place, **gaps))
        elif column.key in new:
            continue
        elif column.required:
            missing.append(column.header)
        else:
            absent.append(column.header)
    if missing:
        listed = "、".join(quoted(str(h)) for h in headers if header_key(h)) or "なし"
        gaps = {"table": table.title, "header": "」「".join(missing), "found": listed}
        problems.append(Problem.of("header-missing", place, **gaps, other=""))
    usable = not any(problem.severity is Severity.ERROR for problem in problems)
    ours = (*table.beside, *name_headers(table))
    own = {*positions.values(), *_positions(keys, ours)}
    extra = (*(str(h) for i, h in enumerate(headers) if i not in own and keys[i]), *nameless)
    unknown = (*extra, *beyond) if beyond is not None else ()
    if usable and absent:
        gaps = {"table": table.title, "headers": "、".join(absent)}
        found_ = {"found": "、".join(map(quoted, unknown))} if unknown else {}
        code = "header-changed" if unknown else "header-absent"
        problems.append(Problem.of(code, place, **gaps, **found_))
        usable = not unknown
    return Columns(MappingProxyType(positions), extra, tuple(problems), usable)


def _positions(keys: Sequence[str], names: Sequence[str]) -> list[int]:
    wanted = {header_key(name) for name in names}
    return [position for position, key in enumerate(keys) if key in wanted]


def _repeated(table: Table, column: Column, found: list[str], place: Place) -> Problem:
    gaps = {"table": table.title, "header": column.header, "found": "、".join(found)}
    return Problem.of("header-duplicate", place, **gaps)


def read_table(table: Table, grid: Grid, new: Mapping[str, Cell] = _NONE) -> ReadTable:
    """Turn a grid into the typed frame of a declared table.

    Args:
        table: The declared table.
        grid: Headers and rows as they stand.
        new: What rows have in columns that a book of this version does not have yet.

    Returns:
        The frame (dtypes of `Kind.dtype`), without rows that are blank in every column of the
        table and without rows whose required cell is missing or not usable.
    """
    columns = find_columns(table, grid.headers, grid.place, grid.beyond, grid.nameless(), new)
    if not columns.usable:
        filled = tuple(grid.first_row + i for i, row in enumerate(grid.rows) if any(row))
        return ReadTable(frame(table), columns.problems, filled, columns.extra, usable=False)
    kept = _filled_rows(grid, tuple(columns.positions.values()))
    problems = list(columns.problems)
    values: dict[str, list[Cell]] = {}
    dropped: set[int] = set()
    wrong: dict[int, frozenset[str]] = {}
    for column in table.columns:
        if (position := columns.positions.get(column.key)) is not None:
            others = columns.positions.get(column.by_row.by) if column.by_row else None
            values[column.key], bad, found = _read_column(column, grid, position, kept, others)
            problems.extend(found)
            dropped |= bad if column.required else set()
            for row in bad:
                number = grid.first_row + row
                wrong[number] = wrong.get(number, frozenset()) | {column.key}
        elif column.key in new:
            values[column.key] = [new[column.key]] * len(kept)
    index = pd.Index([grid.first_row + row for row in kept], dtype="int64")
    whole = _frame(table, values, index)
    data = whole[[row not in dropped for row in kept]] if dropped else whole
    data.attrs[LETTERS] = {
        key: letter(grid.first_column + position) for key, position in columns.positions.items()
    }
    data.attrs[BEGINS] = grid.first_row
    whole.attrs |= data.attrs
    left_out = tuple(grid.first_row + row for row in sorted(dropped))
    there = frozenset(columns.positions)
    return ReadTable(
        data, tuple(problems), left_out, columns.extra, whole=whole, wrong=wrong, found=there
    )


def _filled_rows(grid: Grid, positions: Sequence[int]) -> list[int]:
    errors = {row - grid.first_row for row, c in grid.errors if c - grid.first_column in positions}
    return [
        index
        for index, row in enumerate(grid.rows)
        if index in errors or any(is_filled(row[position]) for position in positions)
    ]


def is_filled(raw: Raw) -> bool:
    """Whether a raw cell shows anything."""
    return raw is not None and not (isinstance(raw, str) and is_blank(raw))


def _read_column(
    column: Column, grid: Grid, position: int, kept: Sequence[int], others: int | None
) -> tuple[list[Cell], set[int], list[Problem]]:
    raws = [grid.rows[row][position] for row in kept]
    if others is None:
        values, findings = typed_column(column, raws)
    else:
        values, findings = typed_by_row(column, [grid.rows[row][others] for row in kept], raws)
    found = [(kept[index], finding) for index, finding in findings]
    there = grid.first_column + position
    rows = set(kept)
    eras = {at for at, kind in grid.disguised.items() if kind == ERA and column.kind is Kind.DATE}
    for code, cells in (
        ("formula-cached", grid.formulas - grid.pictures),
        ("error-in-input", grid.errors - grid.pictures),
        (picture_code(column), grid.pictures),
        ("date-era-only", eras),
    ):
        marked = sorted(r - grid.first_row for r, c in cells if c == there)
        for row in (row for row in marked if row in rows):
            gaps = {"value": spoken(grid.rows[row][position])} if code == "formula-cached" else {}
            found = [(r, f) for r, f in found if r != row or f.code != "value-missing"]
            found.append((row, CellFinding(code, gaps)))
    bad = {row for row, finding in found if finding.is_error}
    return values, bad, _placed(column, grid, position, found)


def picture_code(column: Column) -> str:
    """Return what a picture in a cell of a column is: a loss of that cell alone, or an error.

    A free text may be blank. A blank of any other kind says something itself (終了日: it goes on),
    so that nobody knows what the row means.
    """
    free = column.kind is Kind.TEXT and not column.required
    return "picture-in-cell" if free else "picture-in-input"


def _placed(
    column: Column, grid: Grid, position: int, found: Sequence[tuple[int, CellFinding]]
) -> list[Problem]:
    by_row = sorted(found, key=lambda pair: pair[0])
    return list(shortened(InCell(grid.at(position, row), one, column) for row, one in by_row))


def _frame(table: Table, values: Mapping[str, list[Cell]], index: pd.Index) -> pd.DataFrame:
    return pd.DataFrame(
        {
            column.key: _series(column.kind, values.get(column.key), index)
            for column in table.columns
        },
        index=index,
    )


def _series(kind: Kind, values: list[Cell] | None, index: pd.Index) -> pd.Series:
    if values is None:
        return pd.Series(index=index, dtype=dtype_of(kind))
    if kind in (Kind.DATE, Kind.STAMP):
        days = np.array(values, dtype="datetime64[s]")
        return pd.Series(days, index=index)
    return pd.Series(values, index=index, dtype=dtype_of(kind))


__all__ = [
    "Columns",
    "Grid",
    "ReadTable",
    "find_columns",
    "header_key",
    "is_filled",
    "picture_code",
    "read_table",
]
