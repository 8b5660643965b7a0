"""An ordinary workbook, read in one pass; any other is left to the careful reader."""

import re
import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from python_calamine import CalamineError

from ledger.model.characters import can_be_sheet
from ledger.read.guard.gate import (
    FROM_1904,
    GatedPackage,
    SheetList,
    is_read,
    package_of,
    styles_part,
)
from ledger.read.guard.limits import FORM, Limits, Suspicious
from ledger.read.guard.parts import Parts, related, sheet_list
from ledger.read.ordinary.grammar import LISTED, attributes_of
from ledger.read.ordinary.package import parts_of
from ledger.read.ordinary.seen import NotOrdinary
from ledger.read.ordinary.sheet import Sheet, sheet_of
from ledger.read.ordinary.styles import styles_of
from ledger.read.ordinary.texts import texts_of

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_ROOT = re.compile(rb"(?:<\?xml [^<>?]*\?>\s*)?<workbook(" + LISTED + rb")\s*>")
_OPEN = b"<sheets>"
_SHEETS = re.compile(_OPEN + rb"((?:<sheet" + LISTED + rb"\s*/>)++)</sheets>")
_BLANKS = (b"\t", b"\n", b"\r")
"""They stand in a text only as references; written plainly they part attributes."""
MOST_PLACES = 40_000_000
"""Cells of the rectangles in which the values of a book stand, blank ones too: what is handed on is
as wide in each row as in the widest. Of more the careful reader needs a child's memory."""
_OTHERWISE = (
    *(NotOrdinary, Suspicious, zipfile.BadZipFile, zlib.error, struct.error, ET.ParseError),
    *(CalamineError, EOFError, NotImplementedError, ValueError, KeyError, RecursionError),
)
"""What is raised where a book is no ordinary one; the careful reader says what is wrong."""


class OrdinaryBook(NamedTuple):
    """What stands in an ordinary workbook: what the gate says of it, and its sheets by name."""

    package: GatedPackage
    sheets: Mapping[str, Sheet]


def ordinary_book(data: bytes, limits: Limits = FORM) -> OrdinaryBook | None:
    """Read a workbook if it is an ordinary one.

    Args:
        data: The file's bytes.
        limits: How large it may be.

    Returns:
        What the careful reader would say of it; None if it is to be asked.
    """
    try:
        return _book(parts_of(data, limits), limits)
    except _OTHERWISE:
        return None


def _book(parts: Parts, limits: Limits) -> OrdinaryBook:
    if FROM_1904.search(parts.read(parts.main)):
        raise NotOrdinary
    listed, hidden, names = sheet_list(parts)
    if len(names) > limits.names or len(listed) != _sheet_tags(parts.read(parts.main)):
        raise NotOrdinary
    if not all(map(can_be_sheet, listed)):
        raise NotOrdinary
    read = {sheet: part for sheet, part in listed.items() if is_read(sheet)}
    sheets = _sheets(parts, read, limits)
    scans = {name: sheet.scan() for name, sheet in sheets.items()}
    if sum(scan.cells for scan in scans.values()) > limits.cells:
        raise NotOrdinary
    package = package_of(parts, SheetList(read, hidden, names), scans, limits)
    return OrdinaryBook(package, sheets)


def _sheet_tags(main: bytes) -> int:
    """Return how many sheets a workbook's main part lists, each of them a tag in its place.

    Raises:
        NotOrdinary: It is no workbook's, or lists them in another way.
    """
    if main.count(_OPEN) != 1:
        raise NotOrdinary
    root, found = _ROOT.match(main), _SHEETS.match(main, main.index(_OPEN))
    if root is None or attributes_of(root[1]).get("xmlns") != _MAIN or found is None:
        raise NotOrdinary
    count = main.count(b"<sheet ")
    if found[1].count(b"<sheet ") != count or any(blank in found[1] for blank in _BLANKS):
        raise NotOrdinary
    return count


def _sheets(parts: Parts, read: Mapping[str, str], limits: Limits) -> Mapping[str, Sheet]:
    styles = styles_of(styles_part(parts, limits))
    listed = related(parts, parts.main, "sharedStrings")
    texts = texts_of(parts.read(listed)) if listed else ()
    sheets: dict[str, Sheet] = {}
    left, room = limits.tags, MOST_PLACES
    for name, part in read.items():
        sheets[name] = sheet_of(parts.read(part), styles, texts, left, room)
        left -= sheets[name].tags
        room -= sheets[name].places
    for sheet in sheets.values():
        wide = max([line.last_column for line in sheet.lines], default=0) > limits.columns
        low = bool(sheet.lines) and sheet.lines[-1].number > limits.rows
        if wide or low or sheet.around.validations > limits.validations:
            raise NotOrdinary
    return sheets
