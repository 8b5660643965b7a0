"""Pictures placed in cells: to a reader of values each is an error value, `#VALUE!`.

Excel keeps them beside the cells, as it keeps every value that is more than one: the cell names a
number of the book's list of such values, the list a kind.
"""

from collections.abc import Callable
from xml.etree import ElementTree as ET

from ledger.read.guard.parts import Parts, related

_RICH = "XLRICHVALUE"
_PICTURE = "image"


def is_picture_of(parts: Parts) -> Callable[[int], bool]:
    """Return what says of a cell's number (`vm`) whether it stands for a picture.

    Where the book does not say what a number stands for, it is taken for a picture: nothing else
    is an error value there and shows something else.
    """
    try:
        kinds = _kinds(parts)
    except (KeyError, IndexError, ValueError):
        kinds = []

    def is_picture(number: int) -> bool:
        known = 0 < number <= len(kinds)
        return _PICTURE in kinds[number - 1].lower() if known else True

    return is_picture


def _kinds(parts: Parts) -> list[str]:
    """Return the kind of each number, in order; nothing where the book has no such list."""
    found = {
        kind: related(parts, parts.main, kind)
        for kind in ("sheetMetadata", "rdRichValue", "rdRichValueStructure")
    }
    metadata, values, structures = found.values()
    if metadata is None or values is None or structures is None:
        return []
    named = [one.get("t", "") for one in _children(parts, structures)]
    of_value = [named[int(one.get("s", "0"))] for one in _children(parts, values)]
    numbers = _numbers(parts.read(metadata))
    return ["" if number is None else of_value[number] for number in numbers]


def _children(parts: Parts, part: str) -> list[ET.Element]:
    return list(ET.fromstring(parts.read(part)))  # noqa: S314 - no DOCTYPE comes this far


def _numbers(metadata: bytes) -> list[int | None]:
    """Return which rich value each number of a cell stands for; None for one of another sort."""
    root = ET.fromstring(metadata)  # noqa: S314 - as above
    types = [e.get("name", "") for e in root.iter() if _tag(e) == "metadataType"]
    future: list[int] = []
    cells: list[ET.Element] = []
    for part in root:
        if _tag(part) == "futureMetadata" and part.get("name") == _RICH:
            future = [int(e.get("i", "0")) for e in part.iter() if _tag(e) == "rvb"]
        elif _tag(part) == "valueMetadata":
            cells = [e for e in part.iter() if _tag(e) == "rc"]
    return [
        future[int(cell.get("v", "0"))] if types[int(cell.get("t", "1")) - 1] == _RICH else None
        for cell in cells
    ]


def _tag(element: ET.Element) -> str:
    return element.tag.rpartition("}")[2]
