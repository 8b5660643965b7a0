"""A sheet of the template in pieces, so that a form is put together in a millisecond or two."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.present.cell_patch import cell_xml, result_xml

_ROW = re.compile(rb'<row r="(\d+)"[^>]*>')
_ROW_END = b"</row>"
_HEIGHT = re.compile(rb'\bht="[^"]*"')
_CELL = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="(\d+)")?[^>]*?(?:/>|></c>|>(?!<f).*?</c>)')
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"( s="\d+")?>(<f>[^<]*</f>)</c>')


class SheetPieces(NamedTuple):
    """A sheet of the template in pieces: those that a row begins and ends with, those of cells."""

    pieces: tuple[bytes, ...]
    rows: Mapping[int, tuple[int, int]]
    cells: Mapping[str, tuple[int, int | None]]
    formulas: Mapping[str, tuple[int, bytes, bytes]]

    def filled(
        self,
        values: Mapping[str, Cell],
        hidden: Iterable[int] = (),
        results: Mapping[str, Cell] = MappingProxyType({}),
        veiled: Iterable[int] = (),
        tall: Mapping[int, float] = MappingProxyType({}),
    ) -> bytes:
        """Return the sheet with some cells set, some rows hidden, and what formulas come to.

        A row that is hidden holds nothing: it is not used on this form. One that is veiled is
        hidden and keeps what it holds (the headers of a table that is not used). Rows in `tall`
        get another height.
        """
        pieces = list(self.pieces)
        for address, result in results.items():
            at, look, formula = self.formulas[address]
            pieces[at] = result_xml(address, look, formula, result)
        for address, value in values.items():
            place, style = self.cells[address]
            pieces[place] = cell_xml(address, value, style=style)
        for row, height in tall.items():
            first, _ = self.rows[row]
            pieces[first] = _HEIGHT.sub(b'ht="%g"' % height, pieces[first])
        for row in veiled:
            first, _ = self.rows[row]
            pieces[first] = self.pieces[first][:-1] + b' hidden="1">'
        for row in hidden:
            first, last = self.rows[row]
            rest = pieces[last].partition(_ROW_END)[2]
            pieces[first : last + 1] = [b""] * (last + 1 - first)
            pieces[first] = self.pieces[first][:-1] + b' hidden="1"/>'
            pieces[last] = rest
        return b"".join(pieces)


def in_pieces(sheet: bytes, *, with_results: bool) -> SheetPieces:
    """Take a sheet apart.

    Args:
        sheet: The sheet as it stands in the template.
        with_results: Whether its formulas get results beside them.
    """
    pieces: list[bytes] = []
    begins: list[tuple[int, int]] = []
    cells: dict[str, tuple[int, int | None]] = {}
    formulas: dict[str, tuple[int, bytes, bytes]] = {}
    found_: list[re.Match[bytes]] = [*_ROW.finditer(sheet), *_CELL.finditer(sheet)]
    computed = frozenset(_FORMULA.finditer(sheet)) if with_results else frozenset()
    marks = sorted([*found_, *computed], key=lambda m: m.start())
    last = 0
    for found in marks:
        pieces += (sheet[last : found.start()], found[0])
        if found[0].startswith(b"<row"):
            begins.append((int(found[1]), len(pieces) - 1))
        elif found in computed:
            address, look = found[1].decode(), found[2] or b""
            formulas[address] = (len(pieces) - 1, look, found[3])
            pieces[-1] = result_xml(address, look, found[3], None)
        else:
            style = int(found[2]) if found[2] else None
            cells[found[1].decode()] = (len(pieces) - 1, style)
        last = found.end()
    pieces.append(sheet[last:])
    ends = [*(at - 1 for _, at in begins[1:]), len(pieces) - 1]
    rows = {row: (at, end) for (row, at), end in zip(begins, ends, strict=True)}
    return SheetPieces(tuple(pieces), rows, cells, formulas)
