"""Names beside codes in an open workbook, written where they stand: no row moves for them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import pandas as pd

from ledger.book.exchange import put_formulas
from ledger.book.ports import Pages
from ledger.layout.addresses import TableArea, letter
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables
from ledger.layout.name_filling import names
from ledger.layout.names_beside import formulas, name_places
from ledger.read.grids import Rows


def write_names(
    pages: Pages,
    table: Table,
    data: pd.DataFrame,
    masters: Tables,
    undo: list[Callable[[], None]],
) -> None:
    """Write the names of a table's rows anew; a filtered table keeps its old ones, and its filter.

    Args:
        pages: The workbook.
        table: The table.
        data: Its rows as they were read (the index is the sheet row).
        masters: The ledger's tables as they are from now on.
        undo: Gets a step for each column, before it is written.
    """
    at = pages.tables().get(table.key)
    if at is None or pages.filtered([table.key]):
        return
    area = TableArea.of(at.ref)
    body = area._replace(bottom=area.bottom - at.totals).body
    rows, formulas_then = pages.values(at.sheet), pages.formulas(at.sheet)
    said, calculated = names(table, data, masters), formulas(table, len(data))
    for key, place in name_places(table, _cut(rows, area.top, area)).items():
        column = area.left + place
        ref = area.rows(body[0], body[-1], column, column)
        stood = {number: _at(rows, number, column) for number in body}
        own = {a: f for n in body if (f := formulas_then.get(a := f"{letter(column)}{n}"))}
        undo.append(partial(_put_back, pages, at.sheet, ref, list(stood.values()), own))
        now = stood | {n: name for n, name in _pairs(data, said[key]) if n in stood}
        pages.put(at.sheet, ref, [[value] for value in now.values()])
        if key in calculated:
            pages.fill_formula(at.sheet, ref, f"={calculated[key]}")


def _put_back(
    pages: Pages, sheet: str, ref: str, values: Sequence[Cell], own: Mapping[str, str]
) -> None:
    pages.put(sheet, ref, [[value] for value in values])
    put_formulas(pages, sheet, own)


def _pairs(data: pd.DataFrame, said: Sequence[str | None]) -> Iterator[tuple[int, str | None]]:
    return zip(data.index.tolist(), said, strict=True)


def _cut(rows: Rows, number: int, area: TableArea) -> list[Cell]:
    return [_at(rows, number, column) for column in area.columns]


def _at(rows: Rows, number: int, column: int) -> Cell:
    """Return what stands in a cell, as it would be written; blank None."""
    row = rows[number - 1] if number <= len(rows) else ()
    value = row[column] if column < len(row) else None
    return None if value == "" else value  # type: ignore[return-value]
