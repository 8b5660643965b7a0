"""Writing into single cells of a closed workbook; every other part stays byte for byte."""

from collections.abc import Mapping

from ledger.layout.columns import Cell
from ledger.present.cell_patch import patch
from ledger.present.package import Package


def marked(data: bytes, values: Mapping[str, Mapping[str, Cell]]) -> bytes:
    """Return the workbook with some cells set.

    Args:
        data: The workbook.
        values: New values by sheet name, then by address; None empties a cell.

    Raises:
        Refusal: A text cannot stand in a cell (`text-impossible`).
    """
    package = Package(data)
    parts = {package.sheet_parts[sheet]: cells for sheet, cells in values.items()}
    return package.replaced(
        {part: patch(package.read(part), cells) for part, cells in parts.items()}
    )
