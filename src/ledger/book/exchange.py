"""The rows of one table in an open workbook: looked at, exchanged, put back as they were.

What is exchanged, and what of HR's own goes with a row, is planned in `layout/row_exchange`, as
for a closed ledger (`present/splice`); this module carries it out by calls to the program.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.book.excel_values import runs
from ledger.book.ports import TEXT_FORMAT, CellBlock, CellLooks, Pages, RowStyles, Style
from ledger.book.row_formats import moved_looks, moved_styles
from ledger.book.write_checks import refuse_impossible
from ledger.layout.addresses import TableArea, letter, position
from ledger.layout.chart_tables import hides
from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import Tables, cells
from ledger.layout.row_exchange import (
    RowExchange,
    StandsAt,
    height_of,
    moved_rows,
    row_exchange,
    stay,
)
from ledger.model.problems import Place, Refusal
from ledger.present.moved_formulas import followed
from ledger.read.cells.cell import Raw

TEXTS = frozenset({Kind.CODE, Kind.TEXT, Kind.CHOICE, Kind.FLAG})
"""Kinds whose cells hold texts, whatever they look like."""


class StandingTable(NamedTuple):
    """A table as it stands in the open workbook, and what is to become of it.

    Attributes:
        plan: The exchange.
        body: Values of its rows, as wide as the area.
        formulas: Formulas within the area by address.
        looks: Colours and notes of its rows; none where no row moves.
        styles: Letters and number formats that differ within a column, down to `plan.last`.
    """

    plan: RowExchange
    body: CellBlock
    formulas: Mapping[str, str]
    looks: CellLooks
    styles: RowStyles

    @property
    def texts(self) -> frozenset[int]:
        """Positions of the columns that hold texts."""
        return frozenset(
            self.plan.columns[c.key] for c in self.plan.table.columns if c.kind in TEXTS
        )


def standing(
    pages: Pages,
    table: Table,
    before: pd.DataFrame,
    data: pd.DataFrame,
    masters: Tables | None = None,
) -> StandingTable:
    """Look at a table; how its rows look only if one of them is going to move.

    Args:
        pages: The workbook.
        table: The table.
        before: Its rows as they were read (the index is the sheet row).
        data: Its new rows.
        masters: The ledger's tables as they are from now on, for the names beside codes.

    Raises:
        Refusal: It cannot be exchanged (`row_exchange`).
    """
    found = pages.tables().get(table.key)
    sheet = found.sheet if found else ""
    area = TableArea.of(found.ref) if found else TableArea(0, 1, 0, 1)
    rows = [_cut(row, area) for row in pages.values(sheet)[area.top - 1 :]] if found else []
    every = pages.formulas(sheet) if found else {}
    filled = {
        *(area.top + n for n, row in enumerate(rows) if any(value is not None for value in row)),
        *(at[0] + 1 for at in map(position, every) if at[1] in area.columns),
    }
    headers = rows[0] if rows else []
    at = StandsAt(sheet, area, headers, found.totals) if found else None
    plan = row_exchange(table, at, before, data, filled.__contains__, pages.name, masters)
    height = area.bottom - area.top
    missing: list[list[Cell]] = [[None] * len(headers) for _ in range(height + 1 - len(rows))]
    formulas = {address: text for address, text in every.items() if _inside(address, area)}
    looks: CellLooks = {}
    styles: RowStyles = {}
    if not plan.still:
        looks = pages.looks(sheet, area.rows(plan.first, area.bottom)) or {}
        alike = _alike(table, headers, area)
        styles = pages.styles(sheet, area.rows(plan.first, plan.last), alike) or {}
    return StandingTable(plan, [*rows[1 : height + 1], *missing], formulas, looks, styles)


def show_all(pages: Pages, table: Table) -> None:
    """Take a filter off a table: what is written into filtered rows lands in others.

    Raises:
        Refusal: It is still filtered (`table-filtered`).
    """
    if pages.filtered([table.key]):
        pages.unfilter(table.key)
    if pages.filtered([table.key]):
        place = Place(file=pages.name, sheet=table.title)
        raise Refusal.of("table-filtered", place, table=table.title)


def staying(
    pages: Pages, table: Table, before: pd.DataFrame, data: pd.DataFrame
) -> tuple[str, ...]:
    """Name the looks that will not go with their rows, if any row moves.

    It is looked at the ranges at which `standing` looks: what is known of them is not asked again.
    """
    at = pages.tables().get(table.key)
    if at is None:
        return ()
    area = TableArea.of(at.ref)
    rows = cells(table, data)
    first, last = area.top + 1, max(area.bottom, area.top + height_of(table, len(rows)))
    if stay(moved_rows(table, before, rows, first), before):
        return ()
    ref, whole = area.rows(first, area.bottom), area.rows(first, last)
    alike = _alike(table, _cut(pages.values(at.sheet)[area.top - 1], area), area)
    many = {
        "多くのセルに付いた色": pages.looks(at.sheet, ref) is None,
        "多くのセルで違う文字・表示形式": pages.styles(at.sheet, whole, alike) is None,
    }
    return (*(what for what, found in many.items() if found), *pages.staying(at.sheet, ref))


def _alike(table: Table, headers: Sequence[object], area: TableArea) -> list[list[int]]:
    """Part the columns of a table by what they hold: those of one kind are shown alike."""
    kinds = {
        place: "texts" if column.kind in TEXTS else column.kind
        for column in table.columns
        for place in table.places(headers)[column.key]
    }
    parted: defaultdict[str | None, list[int]] = defaultdict(list)
    for at in range(len(headers)):
        parted[kinds.get(at)].append(area.left + at)
    return list(parted.values())


def _cut(row: Sequence[Raw], area: TableArea) -> list[Cell]:
    cut = [None if value == "" else value for value in row[area.left : area.right + 1]]
    return [*cut, *[None] * (area.right - area.left + 1 - len(cut))]  # type: ignore[list-item]


def _inside(address: str, area: TableArea) -> bool:
    row, column = position(address)
    return area.holds(row + 1, column)


def exchange(pages: Pages, now: StandingTable) -> None:
    """Exchange the rows of a table, as it was planned.

    Args:
        pages: The workbook.
        now: The table as it stands.
    """
    plan, key = now.plan, now.plan.table.key
    if plan.new.bottom > plan.old.bottom:
        pages.resize_table(key, plan.new.ref)
        _extend_formats(pages, now)
    _put(pages, now)
    if plan.new.bottom < plan.old.bottom:
        pages.resize_table(key, plan.new.ref)
        pages.clear(plan.sheet, plan.old.rows(plan.new.bottom + 1, plan.old.bottom))
    if now.looks:
        pages.dress(plan.sheet, now.looks, moved_looks(now.looks, plan))
    if now.styles:
        wanted = moved_styles(now.styles, plan, {letter(at) for at in now.texts})
        pages.restyle(plan.sheet, plan.first, now.styles, wanted)
    _hide(pages, plan.sheet, {number: plan.hides(number) for number in plan.new.body})


def put_back(pages: Pages, before: StandingTable) -> None:
    """Let a table stand again as it stood, wherever the exchange was broken off."""
    plan, area = before.plan, before.plan.old
    at = pages.tables().get(plan.table.key)
    grown = TableArea.of(at.ref) if at else area
    pages.resize_table(plan.table.key, area.ref)
    if grown.bottom > area.bottom:
        pages.clear(plan.sheet, area.rows(area.bottom + 1, grown.bottom))
    pages.put(plan.sheet, area.rows(plan.first, area.bottom), before.body)
    put_formulas(pages, plan.sheet, before.formulas)
    whole = area._replace(bottom=max(area.bottom, grown.bottom))
    if before.looks:
        worn = pages.looks(plan.sheet, whole.rows(plan.first, whole.bottom)) or {}
        pages.dress(plan.sheet, worn, before.looks)
    if before.styles:
        unknown = {at: [Style()] * len(rows) for at, rows in before.styles.items()}
        pages.restyle(plan.sheet, plan.first, unknown, before.styles)
    own = [plan.columns[key] - area.left for key in plan.table.keys]
    stood = [tuple(row[p] for p in own) for row in before.body]
    hidden = {n: hides(plan.table.key, row) for n, row in enumerate(stood, start=plan.first)}
    _hide(pages, plan.sheet, hidden)


def _extend_formats(pages: Pages, now: StandingTable) -> None:
    """Let new rows show days and numbers as the last one does, where rows do not differ."""
    plan, last = now.plan, now.plan.old.bottom
    alike = [at for at in plan.new.columns if letter(at) not in now.styles and at not in now.texts]
    for columns in _by_kind(plan, alike):
        shown = pages.format_of(plan.sheet, _ranges(plan, (last, last), columns))
        alone = [columns] if shown is not None else [[at] for at in columns]
        for some in alone:
            own = shown or pages.format_of(plan.sheet, _ranges(plan, (last, last), some))
            if own is not None:
                new = _ranges(plan, (last + 1, plan.new.bottom), some)
                pages.set_format(plan.sheet, new, own)


def _by_kind(plan: RowExchange, columns: Sequence[int]) -> list[list[int]]:
    """Part columns by what they hold: those of one kind are shown alike, as a rule."""
    kinds = {plan.columns[column.key]: column.kind for column in plan.table.columns}
    parted: defaultdict[Kind | None, list[int]] = defaultdict(list)
    for at in columns:
        parted[kinds.get(at)].append(at)
    return list(parted.values())


def _ranges(plan: RowExchange, rows: tuple[int, int], columns: Sequence[int]) -> str:
    """Return some rows of some columns as ranges, neighbours as one."""
    return ",".join(plan.new.rows(*rows, left, right) for left, right in runs(columns))


def _put(pages: Pages, now: StandingTable) -> None:
    """Write the whole body at once: our columns and HR's, text columns marked as text first."""
    plan = now.plan
    whole = (plan.first, plan.new.bottom)
    if now.texts:
        pages.set_format(plan.sheet, _ranges(plan, whole, sorted(now.texts)), TEXT_FORMAT)
    formulas: dict[str, str] = {}
    block: list[list[Cell]] = []
    for number, own in plan.lines():
        said = ((f"{letter(at)}{number}", value) for at, value in own.items())
        refuse_impossible(plan.sheet, said, pages.name)
        line = {**own}
        if (old := plan.stood.get(number)) is not None:
            for at in plan.others:
                formula = now.formulas.get(f"{letter(at)}{old}")
                if formula is None:
                    line[at] = now.body[old - plan.first][at - plan.old.left]
                else:
                    formulas[f"{letter(at)}{number}"] = "=" + followed(formula[1:], plan.moves)
        block.append([line.get(at) for at in plan.new.columns])
    texts = [at - plan.new.left for at in sorted(now.texts)]
    pages.put(plan.sheet, plan.new.rows(*whole), block, texts)
    put_as_shown(pages, plan.sheet, formulas)
    for at, formula in plan.formulas.items():
        pages.fill_formula(plan.sheet, plan.new.rows(*whole, at, at), f"={formula}")


def put_as_shown(pages: Pages, sheet: str, formulas: Mapping[str, str]) -> None:
    """Write formulas, those below each other at once; how their cells are shown stays.

    Args:
        pages: The workbook.
        sheet: The sheet.
        formulas: `=…` by address.
    """
    columns: defaultdict[int, dict[int, str]] = defaultdict(dict)
    for address, formula in formulas.items():
        row, column = position(address)
        columns[column][row + 1] = formula
    for column, rows in columns.items():
        at = letter(column)
        for first, last in runs(list(rows)):
            texts = [rows[number] for number in range(first, last + 1)]
            pages.put_formula_column(sheet, f"{at}{first}:{at}{last}", texts)


def put_formulas(pages: Pages, sheet: str, formulas: Mapping[str, str]) -> None:
    """Write formulas; one that stands in cells below each other at once.

    Args:
        pages: The workbook.
        sheet: The sheet.
        formulas: `=…` by address.
    """
    alike: defaultdict[tuple[int, str], list[int]] = defaultdict(list)
    for address, formula in formulas.items():
        row, column = position(address)
        alike[column, formula].append(row + 1)
    for (column, formula), rows in alike.items():
        for first, last in runs(rows):
            at = letter(column)
            if first == last:
                pages.put_formula(sheet, f"{at}{first}", formula)
            else:
                pages.fill_formula(sheet, f"{at}{first}:{at}{last}", formula)


def _hide(pages: Pages, sheet: str, rows: Mapping[int, bool | None]) -> None:
    for hidden in (False, True):
        if found := [number for number, wanted in rows.items() if wanted is hidden]:
            pages.hide_rows(sheet, found, hidden=hidden)
