"""A sheet of the template in pieces, so that a form is put together in a millisecond or two."""

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.present.cell_patch import cell_xml, result_xml

_ROW = re.compile(rb'(?P<open><row r="(?P<number>\d+)"[^>]*>)(?P<cells>.*?)</row>', re.DOTALL)
_BEGIN, _END = b"<sheetData>", b"</sheetData>"
_HEIGHT = re.compile(rb'\bht="[^"]*"')
_CELL = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?[^>]*?(?:/>|></c>|>(?!<f).*?</c>)')
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"( s="\d+")?>(<f>[^<]*</f>)</c>')
_KEPT = 1 << 13
"""Cells that are kept: forms say the same in most of theirs."""


class RowPieces(NamedTuple):
    """A row of the template in pieces.

    Attributes:
        pieces: How it begins, its cells and what stands between them, its end.
        whole: They, joined.
        hidden: The row where it is out of sight and holds nothing.
    """

    pieces: tuple[bytes, ...]
    whole: bytes
    hidden: bytes


class SheetPieces(NamedTuple):
    """A sheet of the template in pieces.

    Attributes:
        head: What stands above the rows.
        rows: The rows by number.
        cells: The row of a cell, its piece there, and its style.
        formulas: The row of a formula's cell, its piece there, its look, its formula.
        tail: What follows the rows.
    """

    head: bytes
    rows: Mapping[int, RowPieces]
    cells: dict[str, tuple[int, int, int | None]]
    formulas: dict[str, tuple[int, int, bytes, bytes]]
    tail: bytes

    def filled(
        self,
        values: Mapping[str, Cell],
        hidden: Iterable[int] = (),
        results: Mapping[str, Cell] = MappingProxyType({}),
        veiled: Iterable[int] = (),
        tall: Mapping[int, float] = MappingProxyType({}),
    ) -> bytes:
        """Return the sheet down to its last row: cells set, rows hidden, what formulas come to.

        A row that is hidden holds nothing: it is not used on this form. One that is veiled is
        hidden and keeps what it holds (the headers of a table that is not used). Rows in `tall`
        get another height.
        """
        own: dict[int, list[bytes]] = {}
        for address, result in results.items():
            row, at, look, formula = self.formulas[address]
            self._own(own, row)[at] = _result(address, look, formula, result)
        for address, value in values.items():
            row, at, style = self.cells[address]
            self._own(own, row)[at] = _cell(address, value, style)
        for row, height in tall.items():
            pieces = self._own(own, row)
            pieces[0] = _HEIGHT.sub(b'ht="%g"' % height, pieces[0])
        for row in veiled:
            pieces = self._own(own, row)
            pieces[0] = self.rows[row].pieces[0][:-1] + b' hidden="1">'
        found = {row: one.whole for row, one in self.rows.items()}
        found |= {row: b"".join(pieces) for row, pieces in own.items()}
        found |= {row: self.rows[row].hidden for row in hidden}
        return b"".join((self.head, *found.values()))

    def _own(self, own: dict[int, list[bytes]], row: int) -> list[bytes]:
        """Return the pieces of a row that are not as the template has them."""
        pieces = own.get(row)
        if pieces is None:
            pieces = own[row] = list(self.rows[row].pieces)
        return pieces


@lru_cache(maxsize=_KEPT, typed=True)
def _result(address: str, look: bytes, formula: bytes, result: Cell) -> bytes:
    return result_xml(address, look, formula, result)


@lru_cache(maxsize=_KEPT, typed=True)
def _cell(address: str, value: Cell, style: int | None) -> bytes:
    return cell_xml(address, value, style=style)


def in_pieces(sheet: bytes, *, with_results: bool) -> SheetPieces:
    """Take a sheet apart.

    Args:
        sheet: The sheet as it stands in the template.
        with_results: Whether its formulas get results beside them.
    """
    head, begin, rest = sheet.partition(_BEGIN)
    data, end, tail = rest.partition(_END)
    found = SheetPieces(head + begin, {}, {}, {}, end + tail)
    rows = {
        int(row["number"]): _row(row, found, with_results=with_results)
        for row in _ROW.finditer(data)
    }
    return found._replace(rows=rows)


def _row(row: re.Match[bytes], sheet: SheetPieces, *, with_results: bool) -> RowPieces:
    """Take a row apart; its cells are noted with those of the sheet."""
    number, cells = int(row["number"]), row["cells"]
    computed = [*_FORMULA.finditer(cells)] if with_results else []
    pieces, last = [row["open"]], 0
    for found in sorted((*_CELL.finditer(cells), *computed), key=lambda cell: cell.start()):
        pieces += (cells[last : found.start()], found[0])
        address, at = found[1].decode(), len(pieces) - 1
        if found.re is _FORMULA:
            look = found[2] or b""
            sheet.formulas[address] = (number, at, look, found[3])
            pieces[at] = result_xml(address, look, found[3], None)
        else:
            sheet.cells[address] = (number, at, int(found[2]) if found[2] else None)
        last = found.end()
    pieces += (cells[last:], b"</row>")
    return RowPieces(tuple(pieces), b"".join(pieces), row["open"][:-1] + b' hidden="1"/>')
