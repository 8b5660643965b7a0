"""What formulas of a sheet come to, written beside them after cells were set."""

import re
from collections.abc import Mapping

from ledger.layout.columns import Cell
from ledger.present.cell_patch import result_xml

_CALCULATED = re.compile(
    rb"<(?P<p>(?:\w+:)?)c\b(?P<attrs>[^>]*)>"
    rb"(?P<formula><(?P=p)f(?:\s[^>]*?)?(?:/>|>.*?</(?P=p)f>)).*?</(?P=p)c>",
    re.DOTALL,
)
"""A cell with a formula, and what it came to before."""
_REFERENCE = re.compile(rb'\sr="([A-Z]+\d+)"')
_STYLE = re.compile(rb'\ss="\d+"')


def with_results(sheet: bytes, results: Mapping[str, Cell]) -> bytes:
    """Return a sheet with what some of its formulas come to.

    A cell that holds no formula stays as it is, whatever is said of it.

    Args:
        sheet: The sheet's part.
        results: What formulas come to, by address.
    """
    places = [sheet.find(b'<c r="%s"' % address.encode()) for address in results]
    if min(places, default=-1) < 0:
        return _CALCULATED.sub(lambda cell: _beside(cell, results), sheet)
    out: list[bytes] = []
    last = 0
    for place in sorted(places):
        cell = _CALCULATED.match(sheet, place)
        if cell is not None:
            out += (sheet[last:place], _beside(cell, results))
            last = cell.end()
    return b"".join((*out, sheet[last:]))


def _beside(cell: re.Match[bytes], results: Mapping[str, Cell]) -> bytes:
    """Return a cell with what its formula comes to, if that is told."""
    at = _REFERENCE.search(cell["attrs"])
    address = at[1].decode() if at else ""
    if address not in results:
        return cell[0]
    style = _STYLE.search(cell["attrs"])
    look = style[0] if style else b""
    return result_xml(address, look, cell["formula"], results[address], cell["p"])
