"""Writing into single cells of a closed workbook; what else it holds stays as it is."""

import re
from types import MappingProxyType

from ledger.layout.columns import CellMarks
from ledger.present.cell_patch import patch
from ledger.present.package import WORKBOOK, Package
from ledger.present.packing import QUICK, Packed, packed
from ledger.present.shown_results import with_results

_CALC = re.compile(rb"<calcPr\b([^>]*?)(/?)>")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
NOTHING: CellMarks = MappingProxyType({})
CALC_CHAIN = "xl/calcChain.xml"
"""What Excel notes of a workbook's formulas."""
_FULL = re.compile(rb'\sfullCalcOnLoad="[^"]*"')


def marked(data: bytes, values: CellMarks, results: CellMarks = NOTHING) -> bytes:
    """Return the workbook with some cells set.

    Its formulas are calculated anew when it is opened: what a check said before is out of date.

    Args:
        data: The workbook.
        values: New values by sheet name, then by address; None empties a cell.
        results: What formulas come to then, for programs that do not calculate, in the same way.

    Raises:
        Refusal: A text cannot stand in a cell (`text-impossible`).
    """
    package = Package(data)
    changes: dict[str, Packed] = {}
    for sheet in dict.fromkeys((*values, *results)):
        part = package.sheet_parts[sheet]
        xml = patch(package.read(part), values.get(sheet, {}))
        made = with_results(xml, results[sheet]) if sheet in results else xml
        changes[part] = packed(made, QUICK)
    return package.replaced({**changes, WORKBOOK: packed(recalculated(package), QUICK)})


def recalculated(package: Package, workbook: bytes | None = None) -> bytes:
    """Return the workbook's part: it asks for a full calculation on opening if there are formulas.

    Without any Excel would only ask, on closing, whether to save what nobody changed.

    Args:
        package: The workbook.
        workbook: Its part as it is to read; as it stands if not given.
    """
    said = package.read(WORKBOOK) if workbook is None else workbook
    more = b' fullCalcOnLoad="1"' if has_formulas(package) else b""

    def asked(found: re.Match[bytes]) -> bytes:
        return b"<calcPr%s%s%s>" % (_FULL.sub(b"", found[1]).rstrip(), more, found[2])

    return _CALC.sub(asked, said, count=1)


def has_formulas(package: Package) -> bool:
    """Return whether any cell of a workbook holds a formula."""
    if CALC_CHAIN in package.names:
        return True
    parts = package.sheet_parts.values()
    return any(_FORMULA.search(package.read(part)) for part in parts if part in package.names)
