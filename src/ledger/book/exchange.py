"""The rows of one table in an open workbook: looked at, exchanged, put back as they were.

Columns are found by their headers. HR's own columns, colours and notes travel with their row by row
key, and their formulas follow the rows that they name, as in a closed ledger (`present/splice.py`).
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.book.ports import TEXT_FORMAT, CellBlock, CellLooks, Pages, RowStyles, Style
from ledger.book.row_formats import moved_looks, moved_rows, moved_styles, stay
from ledger.layout.chart_tables import FIXED_ROWS, is_hidden
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import cells, letter
from ledger.model.problems import Place, Refusal
from ledger.present.moved_formulas import Moves, followed
from ledger.read.cells import Raw
from ledger.read.frames import find_columns, is_filled
from ledger.read.grids import position

TEXTS = frozenset({Kind.CODE, Kind.TEXT, Kind.CHOICE, Kind.FLAG})
"""Kinds whose cells hold texts, whatever they look like."""


class TableArea(NamedTuple):
    """A table's rectangle: columns from 0, rows as in the sheet; `top` is the header."""

    left: int
    top: int
    right: int
    bottom: int

    @classmethod
    def of(cls, ref: str) -> "TableArea":
        """Return the rectangle of a range."""
        (top, left), (bottom, right) = (position(corner) for corner in ref.split(":"))
        return cls(left, top + 1, right, bottom + 1)

    def rows(self, first: int, last: int, left: int = -1, right: int = -1) -> str:
        """Return a range of some of its rows, over all of its columns or some."""
        begin = letter(self.left if left < 0 else left)
        end = letter(self.right if right < 0 else right)
        return f"{begin}{first}:{end}{last}"

    @property
    def ref(self) -> str:
        """The whole rectangle as a range."""
        return self.rows(self.top, self.bottom)


class StandingTable(NamedTuple):
    """A table as it stands in the open workbook.

    Attributes:
        table: What it is.
        sheet: Title of its sheet.
        area: Where it stands.
        body: Values of its rows, as wide as the area.
        below: Values under it, as wide as the area.
        formulas: Formulas within the area by address.
        columns: Position in the sheet of each declared column, from 0.
        looks: Colours and notes of its rows; none where no row moves.
        styles: Letters and number formats that differ within a column, down to `last`.
        last: The last row that the table had or is going to have.
        moved: The new row of each row that stays, by its old one.
    """

    table: Table
    sheet: str
    area: TableArea
    body: CellBlock
    below: Sequence[Sequence[Raw]]
    formulas: Mapping[str, str]
    columns: Mapping[str, int]
    looks: CellLooks
    styles: RowStyles
    last: int
    moved: Mapping[int, int]

    @property
    def strange(self) -> list[int]:
        """Positions of HR's own columns."""
        own = set(self.columns.values())
        return [p for p in range(self.area.left, self.area.right + 1) if p not in own]


def standing(pages: Pages, table: Table, before: pd.DataFrame, data: pd.DataFrame) -> StandingTable:
    """Look at a table; how its rows look only if one of them is going to move.

    Args:
        pages: The workbook.
        table: The table.
        before: Its rows as they were read (the index is the sheet row).
        data: Its new rows.

    Raises:
        Refusal: It or one of its columns is gone (`table-missing`, `header-missing`), or it shows
            a totals row (`table-totals`).
    """
    at = pages.tables().get(table.key)
    place = Place(file=pages.name, sheet=table.title)
    if at is None:
        raise Refusal.of("table-missing", place, table=table.title)
    if at.totals:
        raise Refusal.of("table-totals", place, table=table.title)
    area = TableArea.of(at.ref)
    rows = [_cut(row, area) for row in pages.values(at.sheet)[area.top - 1 :]]
    headers = rows[0] if rows else []
    found = find_columns(table, headers, place).positions
    for column in table.columns:
        if column.key not in found:
            listed = "、".join(str(header) for header in headers)
            gaps = {"table": table.title, "header": column.header, "found": listed}
            raise Refusal.of("header-missing", place, **gaps, other="")
    height = area.bottom - area.top
    missing: list[list[Cell]] = [[None] * len(headers) for _ in range(height + 1 - len(rows))]
    body = [*rows[1 : height + 1], *missing]
    formulas = {
        address: text
        for address, text in pages.formulas(at.sheet).items()
        if _inside(address, area)
    }
    columns = {key: area.left + place_ for key, place_ in found.items()}
    moved = moved_rows(table, before, cells(table, data), area.top + 1)
    last = max(area.bottom, _bottom(table, area, len(data)))
    looks: CellLooks = {}
    styles: RowStyles = {}
    if not stay(moved, before):
        looks = pages.looks(at.sheet, area.rows(area.top + 1, area.bottom))
        styles = pages.styles(at.sheet, area.rows(area.top + 1, last))
    below = rows[height + 1 :]
    return StandingTable(
        table, at.sheet, area, body, below, formulas, columns, looks, styles, last, moved
    )


def _bottom(table: Table, area: TableArea, count: int) -> int:
    """Return the last row of a table of so many rows."""
    return area.top + max(count, FIXED_ROWS.get(table.key, 1))


def show_all(pages: Pages, table: Table) -> None:
    """Take a filter off a table: what is written into filtered rows lands in others.

    Raises:
        Refusal: It is still filtered (`table-filtered`).
    """
    if table.key in pages.filtered():
        pages.unfilter(table.key)
    if table.key in pages.filtered():
        place = Place(file=pages.name, sheet=table.title)
        raise Refusal.of("table-filtered", place, table=table.title)


def staying(
    pages: Pages, table: Table, before: pd.DataFrame, data: pd.DataFrame
) -> tuple[str, ...]:
    """Name the looks that will not go with their rows, if any row moves."""
    at = pages.tables().get(table.key)
    if at is None:
        return ()
    area = TableArea.of(at.ref)
    moved = moved_rows(table, before, cells(table, data), area.top + 1)
    if stay(moved, before):
        return ()
    return pages.staying(at.sheet, area.rows(area.top + 1, area.bottom))


def _cut(row: Sequence[Raw], area: TableArea) -> list[Cell]:
    cut = [None if value == "" else value for value in row[area.left : area.right + 1]]
    return [*cut, *[None] * (area.right - area.left + 1 - len(cut))]  # type: ignore[list-item]


def _inside(address: str, area: TableArea) -> bool:
    row, column = position(address)
    return area.top <= row <= area.bottom - 1 and area.left <= column <= area.right


def exchange(pages: Pages, now: StandingTable, data: pd.DataFrame) -> None:
    """Exchange the rows of a table.

    Args:
        pages: The workbook.
        now: The table as it stands.
        data: Its new rows.

    Raises:
        Refusal: It would grow into what stands below it (`table-blocked`).
    """
    table, area = now.table, now.area
    rows = cells(table, data)
    new = area._replace(bottom=_bottom(table, area, len(rows)))
    rows += [(None,) * len(table.columns)] * (new.bottom - area.top - len(rows))
    _refuse_blocked(pages, now, new)
    extras = _extras(now, now.moved, new)
    if new.bottom > area.bottom:
        pages.resize_table(table.key, new.ref)
        _extend_formats(pages, now, new)
    _put(pages, now, new, rows, extras)
    if new.bottom < area.bottom:
        pages.resize_table(table.key, new.ref)
        pages.clear(now.sheet, area.rows(new.bottom + 1, area.bottom))
    _dress(pages, now)
    _hide(pages, now, rows)


def _dress(pages: Pages, now: StandingTable) -> None:
    """Let each row look as it did where it stood; nothing to do where no row moved."""
    if now.looks:
        pages.dress(now.sheet, now.looks, moved_looks(now.looks, now.moved))
    if now.styles:
        texts = {letter(now.columns[c.key]) for c in now.table.columns if c.kind in TEXTS}
        first = now.area.top + 1
        wanted = moved_styles(now.styles, now.moved, range(first, now.last + 1), texts)
        pages.restyle(now.sheet, first, now.styles, wanted)


def put_back(pages: Pages, before: StandingTable) -> None:
    """Let a table stand again as it stood, wherever the exchange was broken off."""
    area = before.area
    at = pages.tables().get(before.table.key)
    grown = TableArea.of(at.ref) if at else area
    pages.resize_table(before.table.key, area.ref)
    if grown.bottom > area.bottom:
        pages.clear(before.sheet, area.rows(area.bottom + 1, grown.bottom))
    pages.put(before.sheet, area.rows(area.top + 1, area.bottom), before.body)
    for address, formula in before.formulas.items():
        pages.put_formula(before.sheet, address, formula)
    whole = area._replace(bottom=max(area.bottom, grown.bottom))
    if before.looks:
        worn = pages.looks(before.sheet, whole.rows(area.top + 1, whole.bottom))
        pages.dress(before.sheet, worn, before.looks)
    if before.styles:
        unknown = {at: [Style()] * len(rows) for at, rows in before.styles.items()}
        pages.restyle(before.sheet, area.top + 1, unknown, before.styles)
    own = [before.columns[key] - area.left for key in before.table.keys]
    _hide(pages, before, [tuple(row[p] for p in own) for row in before.body])


def _refuse_blocked(pages: Pages, now: StandingTable, new: TableArea) -> None:
    for number, row in enumerate(now.below, start=now.area.bottom + 1):
        if number <= new.bottom and any(map(is_filled, row)):
            place = Place(file=pages.name, sheet=now.sheet, cell=f"{letter(now.area.left)}{number}")
            raise Refusal.of("table-blocked", place, table=now.table.title)


class _Extras(NamedTuple):
    """HR's own cells at their new places: by row number and position; formulas by address."""

    cells: Mapping[tuple[int, int], Cell]
    formulas: Mapping[str, str]


def _extras(now: StandingTable, moved: Mapping[int, int], new: TableArea) -> _Extras:
    """Return HR's own cells where they stand after the exchange, by row number and position."""
    if not now.strange:
        return _Extras({}, {})
    first = now.area.top + 1
    moves = Moves(now.sheet, moved, (first, now.area.bottom), (first, new.bottom))
    values: dict[tuple[int, int], Cell] = {}
    formulas: dict[str, str] = {}
    for old, number in moved.items():
        for at in now.strange:
            formula = now.formulas.get(f"{letter(at)}{old}")
            if formula is None:
                values[number, at] = now.body[old - first][at - now.area.left]
            else:
                formulas[f"{letter(at)}{number}"] = "=" + followed(formula[1:], moves)
    return _Extras(values, formulas)


def _extend_formats(pages: Pages, now: StandingTable, new: TableArea) -> None:
    """Let new rows show days and numbers as the last one does, where rows do not differ."""
    last = now.area.bottom
    texts = {now.columns[c.key] for c in now.table.columns if c.kind in TEXTS}
    alike = {at for at in range(new.left, new.right + 1) if letter(at) not in now.styles}
    for at in alike - texts:
        shown = pages.format_of(now.sheet, new.rows(last, last, at, at))
        if shown is not None:
            pages.set_format(now.sheet, new.rows(last + 1, new.bottom, at, at), shown)


def _put(
    pages: Pages,
    now: StandingTable,
    new: TableArea,
    rows: Sequence[Sequence[Cell]],
    extras: _Extras,
) -> None:
    """Write the whole body at once: our columns and HR's, text columns marked as text first."""
    first = new.top + 1
    for column in now.table.columns:
        if column.kind in TEXTS:
            at = now.columns[column.key]
            pages.set_format(now.sheet, new.rows(first, new.bottom, at, at), TEXT_FORMAT)
    places = [now.columns[key] - new.left for key in now.table.keys]
    block: list[list[Cell]] = []
    for number, values in enumerate(rows, start=first):
        line: list[Cell] = [None] * (new.right - new.left + 1)
        for place, value in zip(places, values, strict=True):
            line[place] = value
        for at in now.strange:
            line[at - new.left] = extras.cells.get((number, at))
        block.append(line)
    pages.put(now.sheet, new.rows(first, new.bottom), block)
    for address, formula in extras.formulas.items():
        pages.put_formula(now.sheet, address, formula)


def _hide(pages: Pages, now: StandingTable, rows: Sequence[Sequence[Cell]]) -> None:
    """Hide the blank rows of a block for charts, and show its others: charts skip hidden rows."""
    key = now.table.key
    if key not in FIXED_ROWS:
        return
    first = now.area.top + 1
    for hidden in (False, True):
        found = [n for n, row in enumerate(rows, start=first) if is_hidden(key, row) is hidden]
        if found:
            pages.hide_rows(now.sheet, found, hidden=hidden)
