"""The package's map: which part is which sheet, which table stands where, what is named."""

import posixpath
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote
from xml.etree import ElementTree as ET

from ledger.layout.addresses import column_number
from ledger.model.folding import excel_key
from ledger.model.sheet_room import LARGEST_ROW
from ledger.read.guard.limits import Limits, Suspicious

_RELATIONSHIP_ID = "}id"
_ONE_OF_A_KIND = {
    "sharedStrings": "sharedStrings.xml",
    "styles": "styles.xml",
}
"""Parts of which a workbook has one, and how the reader of the cells expects it to be named."""
_MISPLACED = {
    "sharedStrings": "文字列の部品(sharedStrings.xml)がブックにつながっていません",
    "styles": "書式の部品(styles.xml)がブックにつながっておらず、日付と数を見分けられません",
}
_NOWHERE = ("#", "NULL")
"""How targets begin that mean no part: places in the book, and pictures that were taken out."""
_AREA = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})(?::\$?([A-Z]{1,3})\$?([1-9]\d{0,6}))?")
_NO_TOTALS = frozenset({"", "0"})
_LAST_COLUMN = 16_384


class FramedTable(NamedTuple):
    """An Excel table: its sheet and rectangle, and whether its last row holds totals."""

    sheet: str
    ref: str
    totals: bool = False


class Relation(NamedTuple):
    """What a part refers to inside the package."""

    key: str
    kind: str
    part: str


class CellRange(NamedTuple):
    """A rectangle of cells, rows and columns from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Parts:
    """An opened package and the name of its main part.

    Attributes:
        archive: The package.
        main: Name of its main part.
        texts: Parts that were read already.
    """

    archive: zipfile.ZipFile
    main: str
    texts: Mapping[str, bytes] = field(default_factory=dict)
    _relations: dict[str, Sequence[Relation]] = field(default_factory=dict)

    def read(self, name: str) -> bytes:
        """Return a part's bytes (KeyError if there is none)."""
        text = self.texts.get(name)
        return self.archive.read(name) if text is None else text

    def relations(self, source: str) -> Sequence[Relation]:
        """Return what a part refers to inside the package; "" is the package itself."""
        if source not in self._relations:
            folder, name = posixpath.split(source)
            listed = posixpath.join(folder, "_rels", f"{name}.rels")
            there = listed in self.archive.NameToInfo
            self._relations[source] = _listed(self.read(listed), folder) if there else ()
        return self._relations[source]


def _listed(rels: bytes, folder: str) -> Sequence[Relation]:
    found: list[Relation] = []
    keys: set[str] = set()
    for one in ET.fromstring(rels):  # noqa: S314 - no DOCTYPE comes this far
        key = one.attrib["Id"]
        if key in keys:
            raise Suspicious("broken-zip", "部品のつながりの番号が重なっています")
        keys.add(key)
        target = one.attrib["Target"]
        if one.attrib.get("TargetMode") == "External" or target.startswith(_NOWHERE):
            continue
        path = posixpath.normpath(posixpath.join("/", folder, unquote(target)))
        found.append(Relation(key, posixpath.basename(one.attrib["Type"]), path[1:]))
    return found


def connected(parts: Parts) -> None:
    """Follow every relationship of the package.

    Raises:
        Suspicious: One leads to a part that is not there; or the package's
            own leads to another main part than its list of types, or the strings and styles
            stand elsewhere than where the reader of the cells looks for them.
    """
    present = {name.lower() for name in parts.archive.namelist()}
    for name in parts.archive.namelist():
        folder, _, file = name.rpartition("/")
        if not name.endswith(".rels") or folder.rpartition("/")[2] != "_rels":
            continue
        home = folder.removesuffix("_rels")
        for _, _, part in parts.relations(home + file.removesuffix(".rels")):
            if part.lower() not in present:
                raise Suspicious("broken-zip", f"部品がありません({part})")
    mains = {r.part for r in parts.relations("") if r.kind == "officeDocument"}
    if mains - {parts.main}:
        raise Suspicious("broken-zip", "本体が2つあります")
    folder = posixpath.dirname(parts.main)
    for kind, name in _ONE_OF_A_KIND.items():
        named = [r.part.lower() for r in parts.relations(parts.main) if r.kind == kind]
        own = posixpath.join(folder, name).lower()
        if named not in ([], [own]) or (not named and own in present):
            raise Suspicious("broken-zip", _MISPLACED[kind])


def related(parts: Parts, source: str, kind: str) -> str | None:
    """Return the part of a kind that a part refers to, if any."""
    return next((r.part for r in parts.relations(source) if r.kind == kind), None)


def sheet_list(parts: Parts) -> tuple[Mapping[str, str], frozenset[str], Mapping[str, str]]:
    """Return the part by worksheet's name, the hidden sheets' names, and the defined names.

    Raises:
        Suspicious: A name, a number or a part is used twice.
    """
    root = ET.fromstring(parts.read(parts.main))  # noqa: S314 - as above
    relations = {r.key: r for r in parts.relations(parts.main)}
    sheets: dict[str, str] = {}
    hidden: set[str] = set()
    names: dict[str, str] = {}
    used: list[tuple[str, str]] = []
    for element in root.iter():
        tag, own = element.tag.rpartition("}")[2], element.attrib
        if tag == "sheet":
            key = next((v for k, v in own.items() if k.endswith(_RELATIONSHIP_ID)), "")
            used += [("シートの名前", excel_key(own["name"])), ("シートの番号", own["sheetId"])]
            used += [("シートの部品", key), ("シートの部品", relations[key].part)]
            if relations[key].kind == "worksheet":
                sheets[own["name"]] = relations[key].part
            if own.get("state", "visible") != "visible":
                hidden.add(own["name"])
        elif tag == "definedName" and "localSheetId" not in own:
            used.append(("定義された名前", excel_key(own["name"])))
            names[own["name"]] = element.text or ""
    if len(set(used)) != len(used):
        twice = next(one for one in used if used.count(one) > 1)
        raise Suspicious("sheet-broken", f"{twice[0]}が重なっています")
    return sheets, frozenset(hidden), names


def tables_of(parts: Parts, sheets: Mapping[str, str], limits: Limits) -> Mapping[str, FramedTable]:
    """Return the workbook's tables by display name.

    Raises:
        Suspicious: Two have one name or share cells, or one lies outside its sheet.
    """
    found: dict[str, FramedTable] = {}
    names: set[str] = set()
    for sheet, part in sheets.items():
        areas: list[CellRange] = []
        for relation in parts.relations(part):
            if relation.kind != "table":
                continue
            name, ref, totals = _table(parts.read(relation.part))
            area = _area(sheet, name, ref, limits)
            if excel_key(name) in names:
                raise Suspicious("sheet-broken", f"表の名前「{name}」が重なっています", sheet)
            if any(_share_cells(area, other) for other in areas):
                raise Suspicious("sheet-broken", f"表「{name}」がほかの表と重なっています", sheet)
            names.add(excel_key(name))
            areas.append(area)
            found[name] = FramedTable(sheet, ref, totals)
    return found


@lru_cache(maxsize=1024)
def _table(text: bytes) -> tuple[str, str, bool]:
    """Return a table's name, its range, and whether it has a totals row."""
    root = ET.fromstring(text)  # noqa: S314 - as above
    totals = root.attrib.get("totalsRowCount", "0").strip() not in _NO_TOTALS
    return root.attrib["displayName"], root.attrib.get("ref", ""), totals


def _area(sheet: str, name: str, ref: str, limits: Limits) -> CellRange:
    corners = _AREA.fullmatch(ref)
    odd = (
        f"表「{name}」の範囲「{ref}」が正しくありません"
        if ref
        else f"表「{name}」に範囲がありません"
    )
    if corners is None:
        raise Suspicious("sheet-broken", odd, sheet)
    left, top, right, bottom = (corners[1], corners[2], corners[3], corners[4])
    first, last = column_number(left) + 1, column_number(right or left) + 1
    area = CellRange(int(top), first, int(bottom or top), last)
    if (
        not 0 < area.top <= area.bottom <= LARGEST_ROW
        or not area.left <= area.right <= _LAST_COLUMN
    ):
        raise Suspicious("sheet-broken", odd, sheet)
    if area.right > limits.columns:
        raise Suspicious("too-heavy", f"表「{name}」の枠が大きすぎます", sheet)
    return area


def _share_cells(one: CellRange, other: CellRange) -> bool:
    apart = one.bottom < other.top or other.bottom < one.top
    return not apart and one.left <= other.right and other.left <= one.right
