"""Writing into single cells of a closed workbook; what else it holds stays as it is."""

import re
from collections.abc import Mapping

from ledger.layout.columns import Cell
from ledger.present.cell_patch import patch
from ledger.present.package import WORKBOOK, Package

_CALC = re.compile(rb"<calcPr\b([^>]*?)(/?)>")
_FULL = re.compile(rb'\sfullCalcOnLoad="[^"]*"')


def marked(data: bytes, values: Mapping[str, Mapping[str, Cell]]) -> bytes:
    """Return the workbook with some cells set.

    Its formulas are calculated anew when it is opened: what a check said before is out of date.

    Args:
        data: The workbook.
        values: New values by sheet name, then by address; None empties a cell.

    Raises:
        Refusal: A text cannot stand in a cell (`text-impossible`).
    """
    package = Package(data)
    parts = {package.sheet_parts[sheet]: cells for sheet, cells in values.items()}
    changes = {part: patch(package.read(part), cells) for part, cells in parts.items()}
    return package.replaced({**changes, WORKBOOK: recalculated(package.read(WORKBOOK))})


def recalculated(workbook: bytes) -> bytes:
    """Ask for a full calculation on opening, where the workbook has calculation settings."""

    def asked(found: re.Match[bytes]) -> bytes:
        return b'<calcPr%s fullCalcOnLoad="1"%s>' % (_FULL.sub(b"", found[1]), found[2])

    return _CALC.sub(asked, workbook, count=1)
