"""What formulas of a closed book come to, written beside them after cells were set."""

import re
from collections.abc import Mapping

from ledger.layout.columns import Cell
from ledger.present.cell_patch import result_xml
from ledger.present.package import Package

_CELL = re.compile(
    rb"<(?P<p>(?:\w+:)?)c\b(?P<attrs>[^>]*?)(?:/>|>(?P<body>.*?)</(?P=p)c>)", re.DOTALL
)
_FORMULA = re.compile(rb"<(?P<p>(?:\w+:)?)f(?:\s[^>]*?)?(?:/>|>.*?</(?P=p)f>)", re.DOTALL)
_REFERENCE = re.compile(rb'\sr="([A-Z]+\d+)"')
_STYLE = re.compile(rb'\ss="\d+"')


def with_results(data: bytes, results: Mapping[str, Mapping[str, Cell]]) -> bytes:
    """Return a workbook with what some of its formulas come to.

    A cell that holds no formula stays as it is, whatever is said of it.

    Args:
        data: The workbook.
        results: What formulas come to, by sheet name, then by address.
    """
    package = Package(data)
    parts = {package.sheet_parts[sheet]: cells for sheet, cells in results.items()}
    changes = {part: _shown(package.read(part), cells) for part, cells in parts.items()}
    return package.replaced(dict(changes)) if changes else data


def _shown(sheet: bytes, results: Mapping[str, Cell]) -> bytes:
    def beside(cell: re.Match[bytes]) -> bytes:
        at = _REFERENCE.search(cell["attrs"])
        address = at[1].decode() if at else ""
        formula = _FORMULA.search(cell["body"] or b"")
        if address not in results or formula is None:
            return cell[0]
        style = _STYLE.search(cell["attrs"])
        look = style[0] if style else b""
        return result_xml(address, look, formula[0], results[address], cell["p"])

    return _CELL.sub(beside, sheet)
