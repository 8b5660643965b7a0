"""The package's map: which part is which sheet, which table stands where, what is named."""

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from xml.etree import ElementTree as ET

_RELATIONSHIP_ID = "}id"


class Table(NamedTuple):
    """An Excel table: the sheet it stands on and its rectangle."""

    sheet: str
    ref: str


@dataclass(frozen=True)
class Parts:
    """An opened package and the name of its main part."""

    archive: zipfile.ZipFile
    main: str

    def read(self, name: str) -> bytes:
        """Return a part's bytes (KeyError if there is none)."""
        return self.archive.read(name)


def relations(parts: Parts, source: str) -> Iterator[tuple[str, str, str]]:
    """Yield `(id, kind, part)` of what a part refers to inside the package."""
    folder, name = posixpath.split(source)
    listed = posixpath.join(folder, "_rels", f"{name}.rels")
    if listed not in parts.archive.namelist():
        return
    for one in ET.fromstring(parts.read(listed)):  # noqa: S314 - no DOCTYPE comes this far
        if one.attrib.get("TargetMode") == "External":
            continue
        target = posixpath.normpath(posixpath.join("/", folder, one.attrib["Target"]))
        yield one.attrib["Id"], posixpath.basename(one.attrib["Type"]), target[1:]


def related(parts: Parts, source: str, kind: str) -> str | None:
    """Return the part of a kind that a part refers to, if any."""
    return next((part for _, found, part in relations(parts, source) if found == kind), None)


def sheet_list(parts: Parts) -> tuple[Mapping[str, str], frozenset[str], Mapping[str, str]]:
    """Return the part by sheet name, the hidden sheets' names, and the defined names."""
    root = ET.fromstring(parts.read(parts.main))  # noqa: S314 - as above
    targets = {key: part for key, _, part in relations(parts, parts.main)}
    sheets: dict[str, str] = {}
    hidden: set[str] = set()
    names: dict[str, str] = {}
    for element in root.iter():
        tag = element.tag.rpartition("}")[2]
        if tag == "sheet":
            key = next(v for k, v in element.attrib.items() if k.endswith(_RELATIONSHIP_ID))
            sheets[element.attrib["name"]] = targets[key]
            if element.attrib.get("state", "visible") != "visible":
                hidden.add(element.attrib["name"])
        elif tag == "definedName" and "localSheetId" not in element.attrib:
            names[element.attrib["name"]] = element.text or ""
    return sheets, frozenset(hidden), names


def tables_of(parts: Parts, sheets: Mapping[str, str]) -> Mapping[str, Table]:
    """Return the workbook's tables by display name."""
    found: dict[str, Table] = {}
    for sheet, part in sheets.items():
        for _, kind, target in relations(parts, part):
            if kind == "table":
                root = ET.fromstring(parts.read(target))  # noqa: S314 - as above
                found[root.attrib["displayName"]] = Table(sheet, root.attrib["ref"])
    return found
