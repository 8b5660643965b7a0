"""An ordinary workbook, read in one pass; any other is left to the careful reader."""

import struct
import zipfile
import zlib
from collections.abc import Mapping
from typing import NamedTuple
from xml.etree import ElementTree as ET

from python_calamine import CalamineError

from ledger.read.guard import FROM_1904, GatedPackage, is_read, styles_part
from ledger.read.guard_limits import FORM, Limits, Suspicious
from ledger.read.guard_parts import Parts, related, sheet_list, tables_of
from ledger.read.ordinary.package import parts_of
from ledger.read.ordinary.seen import NotOrdinary
from ledger.read.ordinary.sheet import Sheet, sheet_of
from ledger.read.ordinary.styles import styles_of
from ledger.read.ordinary.texts import texts_of

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
    if len(names) > limits.names:
        raise NotOrdinary
    read = {sheet: part for sheet, part in listed.items() if is_read(sheet)}
    sheets = _sheets(parts, read, limits)
    scans = {name: sheet.scan() for name, sheet in sheets.items()}
    if sum(scan.cells for scan in scans.values()) > limits.cells:
        raise NotOrdinary
    shown = {name: scan for name, scan in scans.items() if not name.startswith("_")}
    package = GatedPackage(
        sheets=read,
        hidden=hidden,
        tables=tables_of(parts, read, limits),
        names=names,
        formulas={name: scan.formulas for name, scan in shown.items()},
        errors={name: scan.errors for name, scan in shown.items()},
        disguised={name: scan.disguised for name, scan in shown.items()},
        lines={name: scan.lines for name, scan in shown.items()},
    )
    return OrdinaryBook(package, sheets)


def _sheets(parts: Parts, read: Mapping[str, str], limits: Limits) -> Mapping[str, Sheet]:
    styles = styles_of(styles_part(parts, limits))
    listed = related(parts, parts.main, "sharedStrings")
    texts = texts_of(parts.read(listed)) if listed else ()
    sheets = {name: sheet_of(parts.read(part), styles, texts) for name, part in read.items()}
    for sheet in sheets.values():
        wide = max([line.last_column for line in sheet.lines], default=0) > limits.columns
        low = bool(sheet.lines) and sheet.lines[-1].number > limits.rows
        if wide or low or sheet.around.validations > limits.validations:
            raise NotOrdinary
    return sheets
