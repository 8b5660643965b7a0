"""Colours and notes of cells in Excel, and what of the looks of rows stays where it is.

As thin as `book/excel.py`. `.api` where xlwings cannot say that cells differ: `Interior` and
`Borders`, which are only read. Lines stay: Excel names an edge at both of its neighbours, so that
nobody can tell whose it is.
"""

import contextlib
from collections.abc import Mapping

import xlwings as xw

from ledger.book.cell_parts import CellPart
from ledger.book.excel_values import without_dollars
from ledger.book.ports import CellLook, CellLooks
from ledger.layout.addresses import position

MOST_COLOURED = 2_000
"""Cells whose colours are carried along; a table that is painted all over is not a mark on rows."""
_NONE = -4142
"""xlColorIndexNone, xlLineStyleNone."""


class _TooManyColoursError(Exception):
    """More cells have a colour than are carried along."""


def looks(sheet: xw.Sheet, ref: str) -> CellLooks | None:
    """Return colours and notes of the cells of a range; None if too many are coloured."""
    coloured = fills(sheet, ref)
    if coloured is None:
        return None
    found = {address: CellLook(fill) for address, fill in coloured.items()}
    for address, text in notes(sheet, ref).items():
        found[address] = found.get(address, CellLook())._replace(note=text)
    return found


def fills(sheet: xw.Sheet, ref: str) -> Mapping[str, tuple[int, int, int]] | None:
    """Return the colours behind the cells of a range by address; None if too many have one."""
    found: dict[str, tuple[int, int, int]] = {}
    try:
        _fills(sheet, CellPart.of(ref), found)
    except _TooManyColoursError:
        return None
    return found


def _fills(sheet: xw.Sheet, block: CellPart, found: dict[str, tuple[int, int, int]]) -> None:
    """Part a range until its cells agree in having no colour, or one cell is left."""
    area = sheet.range(block.ref)
    if area.api.Interior.ColorIndex == _NONE:
        return
    if not block.is_one_cell:
        for half in block.halves:
            _fills(sheet, half, found)
        return
    if len(found) == MOST_COLOURED:
        raise _TooManyColoursError
    colour = area.color
    if colour is not None:
        found[block.ref.partition(":")[0]] = colour


def notes(sheet: xw.Sheet, ref: str) -> Mapping[str, str]:
    """Return the notes in a range by address; Excel lists threads of comments among them."""
    threads = _threads(sheet)
    found = {without_dollars(note.location.address): note.text for note in sheet.notes}
    return {a: text for a, text in found.items() if _inside(a, ref) and a not in threads}


def _threads(sheet: xw.Sheet) -> frozenset[str]:
    with contextlib.suppress(Exception):  # Excel 2016 has none
        return frozenset(without_dollars(one.location.address) for one in sheet.comments)
    return frozenset()


def _inside(address: str, ref: str) -> bool:
    (top, left), (bottom, right) = (position(corner) for corner in ref.split(":"))
    row, column = position(address)
    return top <= row <= bottom and left <= column <= right


def dress(cell: xw.Range, old: CellLook, new: CellLook) -> None:
    """Give a cell another look."""
    if old.fill != new.fill:
        cell.color = new.fill
    if old.note != new.note:
        standing = cell.note
        if standing is not None:
            standing.delete()
        if new.note:
            cell.add_note(new.note)


def staying(sheet: xw.Sheet, ref: str) -> tuple[str, ...]:
    """Name what differs between the rows of a range and is not carried along; see `Pages`."""
    said = {
        "罫線": sheet.range(ref).api.Borders.LineStyle is None,
        "スレッドのコメント": any(_inside(address, ref) for address in _threads(sheet)),
    }
    return tuple(what for what, differs in said.items() if differs)
