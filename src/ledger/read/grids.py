"""Tables of a workbook as they stand: found by table name, else by sheet and header row.

The workbook is a closed file behind the gate, or one that a program has open (`book/live.py`).
"""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.layout import meta
from ledger.layout.addresses import letter, position
from ledger.layout.columns import Table
from ledger.model.cell_ranges import cells_said
from ledger.model.problems import Place, Problem
from ledger.model.terms import BookKind
from ledger.read.cells.cell import Raw
from ledger.read.grid_days import as_shown
from ledger.read.grid_marks import Marked, marked_in
from ledger.read.guard.gate import GatedPackage
from ledger.read.guard.parts import FramedTable
from ledger.read.headers import header_row, next_header_row
from ledger.read.number_format_disguise import NOTHING_HIDDEN
from ledger.read.outlying_values import Filled, beyond_frame
from ledger.read.table_grid import Grid, is_filled
from ledger.read.versions import Versions, version_problem

Rows: TypeAlias = Sequence[Sequence[Raw]]
TextFormulas: TypeAlias = Mapping[tuple[int, int], str]
"""Texts that are written as formulas (`="00101"`), by row number and column."""
SheetCell: TypeAlias = tuple[str, str]
"""Sheet and address of a cell."""
Corners: TypeAlias = tuple[tuple[int, int], tuple[int, int]]
"""First and last cell of a range: row and column, from 0."""

_REFERENCE = re.compile(r"(?:'((?:[^']|'')+)'|([^'!]+))!(\$?[A-Z]{1,3}\$?[1-9][0-9]*)")


class Frame(NamedTuple):
    """Where a table stands on its sheet, counted from 0.

    `top` is its header row, `bottom` its last row of data; below it may follow a totals row.
    """

    top: int
    left: int
    bottom: int
    right: int
    totals: bool = False


class CellSource(NamedTuple):
    """Where the cells of a workbook come from.

    Attributes:
        package: What stands where in it.
        rows: Returns every row of a sheet from row 1 and column A on.
        merged: Returns the merged ranges of a sheet.
        filled: Returns the filled cells of a sheet; None where they are looked for in its rows.
        texts: Returns the texts of a sheet that are written as formulas.
    """

    package: GatedPackage
    rows: Callable[[str], Rows]
    merged: Callable[[str], Sequence[Corners]]
    filled: Callable[[str], Sequence[Filled]] | None = None
    texts: Callable[[str], TextFormulas] = lambda _: {}


class FoundGrid(NamedTuple):
    """A table's grid, and what was odd about it.

    Attributes:
        grid: Headers and rows.
        problems: `table-lost`, `rows-outside`, `cells-merged`.
        merged: Row numbers that a merged range covers, below the header.
        frame: Where it stands on its sheet.
    """

    grid: Grid
    problems: tuple[Problem, ...] = ()
    merged: frozenset[int] = frozenset()
    frame: Frame = Frame(0, 0, 0, 0)


class OpenBook:
    """A workbook, opened for reading; a sheet is read when it is asked for.

    Attributes:
        name: File name, for problems.
        package: What stands where in it.
        source: Where its cells come from.
        beneath: The workbook as it stands, where this one is it with some cells set (`overlay`).
        set_on: The sheets on which they are set.
    """

    def __init__(
        self,
        name: str,
        source: CellSource,
        beneath: "OpenBook | None" = None,
        set_on: Collection[str] = (),
    ) -> None:
        """Name a workbook and where its cells come from; see `open_book`."""
        self.name = name
        self.package = source.package
        self.source = source
        self.beneath = beneath
        self.set_on = frozenset(set_on)
        self._grids: dict[int, tuple[Table, FoundGrid | None]] = {}
        self._read: dict[str, Rows] = {}
        self._filled: dict[str, Sequence[Filled]] = {}
        self._marked: dict[str, Marked] = {}

    def place(self, sheet: str, cell: str = "") -> Place:
        """Return a place in this file."""
        return Place(file=self.name, sheet=sheet, cell=cell)

    def rows(self, sheet: str) -> Rows:
        """Return every row of a sheet from row 1 and column A on; blank cells are "" or None."""
        if sheet not in self._read:
            days = map(position, self.package.days.get(sheet, ()))
            rows = self.source.rows(sheet)
            self._read[sheet] = as_shown(rows, days, from_1904=self.package.from_1904)
        return self._read[sheet]

    def filled(self, sheet: str) -> Sequence[Filled]:
        """Return the filled cells of a sheet, row by row."""
        if sheet not in self._filled:
            known = self.source.filled
            self._filled[sheet] = filled_in(self.rows(sheet)) if known is None else known(sheet)
        return self._filled[sheet]

    def grid(self, table: Table) -> FoundGrid | None:
        """Return a table's grid: by its name, else by its sheet's title and the header row.

        Rows filled in below the table's frame are taken as rows of the table, with a warning.
        """
        kept = self._grids.get(id(table))
        if kept is None:
            kept = self._grids[id(table)] = (table, self._as_beneath(table) or self._grid(table))
        return kept[1]

    def _as_beneath(self, table: Table) -> FoundGrid | None:
        """Return the grid of a table on whose sheet no cell is set."""
        found = None if self.beneath is None else self.beneath.grid(table)
        return None if found is None or found.grid.place.sheet in self.set_on else found

    def _grid(self, table: Table) -> FoundGrid | None:
        found = self.package.tables.get(table.key)
        if found is not None:
            rows = self.rows(found.sheet)
            frame = _frame(found)
            own = self._above_next(table, found.sheet, frame, rows)
            return self.cut(table, found.sheet, own, frame)
        if table.sheet not in self.package.sheets:
            return None
        rows = self.rows(table.sheet)
        top = header_row(table, rows, anywhere=bool(table.stands_on))
        if top is None:
            return None
        if table.before_next and (following := next_header_row(table, rows, top)) is not None:
            rows = rows[: following - table.before_next]
        whole = Frame(top, 0, len(rows) - 1, len(rows[top]) - 1)
        cut = self.cut(table, table.sheet, rows, whole)
        lost = Problem.of("table-lost", self.place(table.sheet), table=table.title)
        return cut._replace(problems=(lost, *cut.problems))

    def _above_next(self, table: Table, sheet: str, frame: Frame, rows: Rows) -> Rows:
        """Return a sheet's rows down to where the next table on it begins, with what is its."""
        if not table.before_next:
            return rows[: frame.bottom + 1] if self._is_shared(sheet) else rows
        tops = [
            position(one.ref.split(":")[0])[0]
            for one in self.package.tables.values()
            if one.sheet == sheet
        ]
        below = [top - table.before_next for top in tops if top > frame.bottom]
        return rows[: max(frame.bottom + 1, min(below))] if below else rows

    def _is_shared(self, sheet: str) -> bool:
        """Whether several tables stand on a sheet: what is below one may be another's."""
        return sum(one.sheet == sheet for one in self.package.tables.values()) > 1

    def merged(self, sheet: str) -> Sequence[Corners]:
        """Return the merged ranges of a sheet."""
        return self.source.merged(sheet)

    def formula_texts(self, sheet: str) -> TextFormulas:
        """Return the texts of a sheet that are written as formulas, by row number and column."""
        return self.source.texts(sheet) if self.package.formulas.get(sheet) else {}

    def meta(self) -> Mapping[str, str]:
        """Return what the book says of itself: the sheet `_meta`, else the defined names."""
        if self.beneath is not None and meta.SHEET not in self.set_on:
            return self.beneath.meta()
        return self._meta

    @cached_property
    def _meta(self) -> Mapping[str, str]:
        rows = self.rows(meta.SHEET) if meta.SHEET in self.package.sheets else ()
        values = {
            str(row[0]): _as_text(row[1])
            for row in rows
            if len(row) >= len(meta.META.columns) and row[0] != meta.META.headers[0]
        }
        return MappingProxyType(values or self._meta_names())

    def _meta_names(self) -> Mapping[str, str]:
        return {
            name.removeprefix(meta.NAME_PREFIX): text.lstrip("=").strip('"').replace('""', '"')
            for name, text in self.package.names.items()
            if name.startswith(meta.NAME_PREFIX)
        }

    def kind_problem(self, kind: BookKind, version: Versions = version_problem) -> Problem | None:
        """Say why this book is not one of a kind and of this schema version, if it is not."""
        own = self.meta()
        found = own.get(meta.KIND, "")
        if found not in tuple(BookKind):
            return Problem.of("meta-missing", self.place(""))
        if found != kind:
            labels = {"expected": kind.label, "found": BookKind(found).label}
            return Problem.of("wrong-kind", self.place(""), **labels)
        return version(kind, own.get(meta.SCHEMA, ""), self.place(""))

    def named_cell(self, name: str) -> tuple[str, str] | None:
        """Return sheet and address of a defined name that stands for one cell."""
        found = _REFERENCE.fullmatch(self.package.names.get(name, ""))
        if found is None:
            return None
        sheet = (found[1] or found[2]).replace("''", "'")
        return (sheet, found[3].replace("$", "")) if sheet in self.package.sheets else None

    def cut(self, table: Table, sheet: str, rows: Rows, frame: Frame) -> FoundGrid:
        """Cut a table out of a sheet: its header row and everything below, within its columns."""
        cut = [_padded(row[frame.left : frame.right + 1], frame) for row in rows[frame.top :]]
        headers, body = (cut[0], cut[1:]) if cut else ([], [])
        totals = frame.bottom - frame.top
        if frame.totals and totals < len(body):
            body[totals] = [""] * len(headers)
        outside = [
            frame.top + 2 + index
            for index, row in enumerate(body)
            if frame.top + 1 + index > frame.bottom and any(map(is_filled, row))
        ]
        merged, marked = self._merged(sheet, frame), self._marks(sheet)
        where = cells_said(f"{row}行" for row in outside)
        gaps = {"table": table.title, "where": where, "count": len(outside)}
        problems = [Problem.of("rows-outside", self.place(sheet), **gaps)] if outside else []
        problems += [
            Problem.of("cells-merged", self.place(sheet, area), range=area) for area in merged
        ]
        grid = Grid(
            headers=headers,
            rows=body,
            place=self.place(sheet),
            first_row=frame.top + 2,
            first_column=frame.left,
            formulas=marked.formulas,
            errors=marked.errors,
            pictures=marked.pictures,
            disguised=marked.disguised,
            marked=marked.all,
            hidden=self._hidden(sheet, frame, len(body)),
            beyond=beyond_frame(
                table, rows, frame.top, frame.bottom, range(frame.left, frame.right + 1)
            ),
        )
        covered = (row for rows_ in merged.values() for row in rows_)
        return FoundGrid(grid, tuple(problems), frozenset(covered), frame)

    def _marks(self, sheet: str) -> Marked:
        """Return the cells of a sheet that hold no plain value, as its grids count them."""
        if sheet not in self._marked:
            self._marked[sheet] = marked_in(self.package, sheet)
        return self._marked[sheet]

    def _hidden(self, sheet: str, frame: Frame, height: int) -> frozenset[int]:
        """Return the row numbers of a table that cannot be seen: all, if a column is hidden."""
        rows, columns = self.package.lines.get(sheet, NOTHING_HIDDEN)
        if sheet in self.package.hidden or columns & set(range(frame.left, frame.right + 1)):
            return frozenset(range(frame.top + 2, frame.top + 2 + height))
        return rows

    def _merged(self, sheet: str, frame: Frame) -> dict[str, range]:
        """Return the merged ranges that touch a table, each with the row numbers it covers."""
        return {
            f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}": range(top + 1, bottom + 2)
            for (top, left), (bottom, right) in self.source.merged(sheet)
            if bottom >= frame.top and right >= frame.left and left <= frame.right
        }


def _padded(row: Sequence[Raw], frame: Frame) -> Sequence[Raw]:
    lacking = frame.right - frame.left + 1 - len(row)
    return [*row, *[""] * lacking] if lacking else row


def _frame(table: FramedTable) -> Frame:
    corners = [position(address) for address in table.ref.split(":")]
    (top, left), (bottom, right) = corners[0], corners[-1]
    return Frame(top, left, bottom - table.totals, right, table.totals)


def filled_in(rows: Rows) -> Sequence[Filled]:
    """Return the cells of some rows that show something."""
    return [
        (line, column, raw)
        for line, row in enumerate(rows)
        for column, raw in enumerate(row)
        if is_filled(raw)
    ]


def value_at(rows: Rows, address: str) -> Raw:
    """Return what stands at an address; None beyond what the sheet uses."""
    row, column = position(address)
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else None


def _as_text(raw: Raw) -> str:
    whole = isinstance(raw, float) and raw.is_integer()
    return str(int(raw)) if whole and isinstance(raw, float) else str("" if raw is None else raw)
