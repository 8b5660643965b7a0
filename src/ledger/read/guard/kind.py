"""What kind of file a package is, judged by the parts that are in it.

A package lists the types of its parts: each by its name, or all of one ending. What it lists and
does not have is nothing: exporters in browsers declare an ending of macro books in every file.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from xml.etree import ElementTree as ET

from ledger.read.guard.active import MACRO
from ledger.read.guard.limits import Suspicious
from ledger.read.guard.parts import Parts
from ledger.read.guard.well_formed import plain_xml, shallow

TYPES = "[Content_Types].xml"
"""The part that lists the types of all others."""
_USUAL_MAIN = "xl/workbook.xml"
_MAIN = re.compile(r"spreadsheetml\.(?:sheet|template).{0,40}\.main\+xml$")
_MACRO_TYPE = "macroEnabled"
_BINARY_TYPE = "sheet.binary"
STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
"""What the main part of a workbook of the Strict kind speaks of."""


def main_of(archive: zipfile.ZipFile) -> str:
    """Return the main part of an .xlsx; refuse other kinds of file and macros.

    Raises:
        Suspicious: It is no workbook (`not-xlsx`), an .xlsb (`old-format`), has macros
            (`active-content`), two main parts or none (`broken-zip`), or is of the Strict kind.
    """
    names = archive.namelist()
    if TYPES not in names:
        raise Suspicious("not-xlsx", "Officeの文書ではありません")
    kinds = _kinds(archive)
    if any(_BINARY_TYPE in kind and name.endswith(".bin") for name, kind in kinds.items()):
        raise Suspicious("old-format")
    _without_macros(kinds, names)
    if any(_BINARY_TYPE in kind for kind in kinds.values()):
        raise Suspicious("old-format")
    main = _main(kinds, names)
    if STRICT in archive.read(main):
        raise Suspicious("strict-format")
    return main


def _kinds(archive: zipfile.ZipFile) -> Mapping[str, str]:
    """Return the types of the parts that are listed by name, and of the package's document.

    The type of an ending says something of the document alone: any other part is what the
    relationship says that leads to it.
    """
    text = archive.read(TYPES)
    plain_xml(TYPES, text)
    shallow(TYPES, text)
    there = {name.lower(): name for name in archive.namelist()}
    kinds: dict[str, str] = {}
    endings: dict[str, str] = {}
    for one in ET.fromstring(text):  # noqa: S314 - no DOCTYPE comes this far
        kind = one.attrib.get("ContentType", "")
        if (part := one.attrib.get("PartName", "").removeprefix("/")) and (
            part.lower() in there or _MAIN.search(kind)
        ):
            kinds[there.get(part.lower(), part)] = kind
        endings[one.attrib.get("Extension", "").lower()] = kind
    for linked in Parts(archive, "").relations(""):
        if linked.kind == "officeDocument" and linked.part not in kinds:
            kinds[linked.part] = endings.get(linked.part.rpartition(".")[2].lower(), "")
    return kinds


def _without_macros(kinds: Mapping[str, str], names: Sequence[str]) -> None:
    """Refuse macros: by the names of parts, and by the type of the document."""
    named = filter(_holds_macros, names)
    typed = (name for name, kind in kinds.items() if _MACRO_TYPE in kind)
    for name in (*named, *typed):
        raise Suspicious("active-content", MACRO.said(part=name), remedy=MACRO.remedy)


def _holds_macros(part: str) -> bool:
    last = part.lower().rpartition("/")[2]
    return last.endswith("vbadata.xml") or (last.endswith(".bin") and "vbaproject" in last)


def _main(kinds: Mapping[str, str], names: Sequence[str]) -> str:
    mains = {name for name, kind in kinds.items() if _MAIN.search(kind)}
    if not mains:
        raise Suspicious("not-xlsx", "Excelの文書ではありません")
    main = min(mains)
    if len(mains) > 1 or (_USUAL_MAIN in names and main != _USUAL_MAIN):
        raise Suspicious("broken-zip", "本体が2つあります")
    if main not in names:
        raise Suspicious("broken-zip", "本体がありません")
    return main
