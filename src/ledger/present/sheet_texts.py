"""The texts that stand in a sheet's cells, shared or inline, by address."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

from ledger.present.package import Package

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SHARED = "xl/sharedStrings.xml"


def sheet_texts(package: Package, part: str) -> Mapping[str, str]:
    """Return the texts of a sheet by address; results of formulas are left out.

    Args:
        package: The workbook; it has passed the gate, or is our own.
        part: The sheet's part name.
    """
    shared = shared_texts(package)
    texts = {}
    for cell in ET.fromstring(package.read(part)).iter(f"{_MAIN}c"):  # noqa: S314 - gated
        kind, address = cell.get("t"), cell.get("r")
        if address is None or cell.find(f"{_MAIN}f") is not None:
            continue
        if kind == "s":
            texts[address] = shared[int(cell.findtext(f"{_MAIN}v") or 0)]
        elif kind == "inlineStr" and (inline := cell.find(f"{_MAIN}is")) is not None:
            texts[address] = _text(inline)
    return texts


def shared_texts(package: Package) -> list[str]:
    """Return the texts that the sheets share, in their order."""
    if _SHARED not in package.names:
        return []
    root = ET.fromstring(package.read(_SHARED))  # noqa: S314 - as above
    return [_text(item) for item in root.findall(f"{_MAIN}si")]


def _text(item: ET.Element) -> str:
    """Join the runs of a text; phonetic guides (ふりがな) are not part of it."""
    plain = item.findall(f"{_MAIN}t")
    runs = item.findall(f"{_MAIN}r/{_MAIN}t")
    return "".join(part.text or "" for part in (*plain, *runs))
