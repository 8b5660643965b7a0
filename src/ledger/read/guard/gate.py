"""The gate: is a file safe to parse? Bytes are looked at before any reader library sees them.

Readers hang, explode or die on hostile workbooks (faults §3); what passes here is an ordinary
package of ordinary size. Nothing is ever extracted to disk.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from xml.etree import ElementTree as ET

from ledger.layout.meta import SHEET as META_SHEET
from ledger.model.plain_words import plainly
from ledger.model.problems import Place, Problem
from ledger.read.file_kinds import kind_of, no_workbook
from ledger.read.guard.active import without_active
from ledger.read.guard.archive import directory, joints, outside
from ledger.read.guard.kind import main_of
from ledger.read.guard.limits import FORM, LEDGER, MEGABYTE, Limits, Suspicious
from ledger.read.guard.parts import FramedTable, Parts, connected, related, sheet_list, tables_of
from ledger.read.guard.pictures import is_picture_of
from ledger.read.guard.sheets import (
    IndexLimits,
    Room,
    SheetScan,
    count_styles,
    scan_sheet,
    scan_strings,
)
from ledger.read.guard.well_formed import is_binary, plain_xml, shallow
from ledger.read.number_format_disguise import Hidden, disguised_styles

_KEPT = 32 * MEGABYTE
"""Bytes of all parts together up to which each is inflated once only."""
_OF_OTHERS_TOO = frozenset({"old-format", "password"})
"""What may be said of a file that is no workbook at all."""
FROM_1904 = re.compile(rb'<(?:\w+:)?workbookPr\b[^<>]*\bdate1904\s*=\s*["\'](?:1|true)["\']')


@dataclass(frozen=True)
class GatedPackage:
    """What the gate found in a workbook.

    Attributes:
        sheets: Part name by sheet name, in the order of the tabs; not those whose name begins
            with `_`, which are never read (but for `_meta`).
        hidden: Names of sheets that are hidden or very hidden.
        tables: Tables by display name.
        names: Text of the workbook's defined names.
        formulas: Addresses of formula cells by sheet name (not of sheets that begin with `_`).
        errors: Addresses of error values by sheet name (the same sheets).
        pictures: Those of them that are pictures placed in a cell.
        disguised: Cells whose number format shows another value, by sheet and address
            (`guard_looks.ERA`, `OTHER`); the same sheets.
        lines: Rows and columns that are hidden, by sheet name (the same sheets).
        days: Addresses of days that are written out, by sheet name (the same sheets).
        from_1904: Whether its numbers of days count from 1904.
    """

    sheets: Mapping[str, str]
    hidden: frozenset[str]
    tables: Mapping[str, FramedTable]
    names: Mapping[str, str]
    formulas: Mapping[str, frozenset[str]]
    errors: Mapping[str, frozenset[str]]
    disguised: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, Hidden] = field(default_factory=dict)
    pictures: Mapping[str, frozenset[str]] = field(default_factory=dict)
    days: Mapping[str, frozenset[str]] = field(default_factory=dict)
    from_1904: bool = False


def inspect(
    data: bytes, name: str, limits: Limits = FORM
) -> tuple[GatedPackage | None, tuple[Problem, ...]]:
    """Say whether a file may be parsed.

    Args:
        data: The file's bytes.
        name: Its name, for the problem.
        limits: How large it may be.

    Returns:
        What was found, and no problem; or None and the one reason for refusing it.
    """
    try:
        return _inspected(data, limits), ()
    except Suspicious as stop:
        where = Place(file=name, sheet=stop.sheet, cell=stop.cell)
        if stop.code == "not-xlsx" or (stop.code in _OF_OTHERS_TOO and kind_of(data)):
            return None, (no_workbook(where, stop.reason, data),)
        told = Problem.of(stop.code, where, reason=stop.reason, remedy=stop.remedy)
        return None, (told,)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        reason = plainly(error)
        return None, (Problem.of("broken-zip", Place(file=name), reason=reason),)
    except (ET.ParseError, KeyError, UnicodeDecodeError, RecursionError) as error:
        reason = plainly(error)
        return None, (Problem.of("broken-zip", Place(file=name), reason=reason),)


def _inspected(data: bytes, limits: Limits) -> GatedPackage:
    outside(data, limits)
    archive = zipfile.ZipFile(io.BytesIO(data))
    directory(archive, limits)
    main = main_of(archive)
    parts = Parts(archive, main, _texts(archive))
    joints(data, archive)
    without_active(parts, limits)
    connected(parts)
    sheets, hidden, names = sheet_list(parts)
    if len(names) > limits.names:
        raise Suspicious("too-heavy", f"名前が{len(names)}個あります")
    styles = styles_part(parts, limits)
    strings = related(parts, main, "sharedStrings")
    lists = IndexLimits(
        strings=scan_strings(parts.read(strings)) if strings else 0,
        styles=count_styles(styles),
        disguises=disguised_styles(styles),
        is_picture=is_picture_of(parts),
    )
    sheets = {sheet: part for sheet, part in sheets.items() if is_read(sheet)}
    scans = _scanned(parts, sheets, limits, lists)
    return package_of(parts, SheetList(sheets, hidden, names), scans, limits)


class SheetList(NamedTuple):
    """The sheets that are read and their parts, the names of hidden ones, the defined names."""

    sheets: Mapping[str, str]
    hidden: frozenset[str]
    names: Mapping[str, str]


def package_of(
    parts: Parts, listed: SheetList, scans: Mapping[str, SheetScan], limits: Limits
) -> GatedPackage:
    """Return what is said of a workbook, by its sheets and what was found on them.

    Args:
        parts: The package.
        listed: Its sheets.
        scans: What each of them holds.
        limits: How large it may be.

    Raises:
        Suspicious: Its tables are no ordinary ones.
    """
    sheets, hidden, names = listed
    shown = {sheet: scan for sheet, scan in scans.items() if not sheet.startswith("_")}
    return GatedPackage(
        sheets=sheets,
        hidden=hidden,
        tables=tables_of(parts, sheets, limits),
        names=names,
        formulas={sheet: scan.formulas for sheet, scan in shown.items()},
        errors={sheet: scan.errors for sheet, scan in shown.items()},
        disguised={sheet: scan.disguised for sheet, scan in shown.items()},
        lines={sheet: scan.lines for sheet, scan in shown.items()},
        pictures={sheet: scan.pictures for sheet, scan in shown.items() if scan.pictures},
        days={sheet: scan.days for sheet, scan in shown.items() if scan.days},
        from_1904=FROM_1904.search(parts.read(parts.main)) is not None,
    )


def _scanned(
    parts: Parts, sheets: Mapping[str, str], limits: Limits, lists: IndexLimits
) -> Mapping[str, SheetScan]:
    """Look over the sheets that are read; what they may hold, they may hold together."""
    scans: dict[str, SheetScan] = {}
    left, tags = limits.cells, limits.tags
    for sheet, part in sheets.items():
        room = Room(limits.rows, limits.columns, left, limits.validations, tags)
        scans[sheet] = scan_sheet(sheet, parts.read(part), room, lists)
        left -= scans[sheet].cells
        tags -= scans[sheet].tags
    return scans


def styles_part(parts: Parts, limits: Limits) -> bytes:
    """Return the styles; without them no date can be told from a number."""
    part = related(parts, parts.main, "styles")
    if part is None or part not in parts.archive.namelist():
        raise Suspicious("broken-zip", "書式の部品がなく、日付と数を見分けられません")
    styles = parts.read(part)
    if styles.count(b"<xf ") + styles.count(b":xf ") > limits.styles:
        raise Suspicious("too-heavy", "書式が多すぎます")
    return styles


def is_read(sheet: str) -> bool:
    """Whether the program reads a sheet at all: its own workings (`_calc`) are nobody's input."""
    return not sheet.startswith("_") or sheet == META_SHEET


def _texts(archive: zipfile.ZipFile) -> Mapping[str, bytes]:
    """Read every part, which checks its CRC too; return the XML, if it is not too much to keep."""
    keep = sum(info.file_size for info in archive.infolist()) <= _KEPT
    texts: dict[str, bytes] = {}
    for info in archive.infolist():
        with archive.open(info) as part:
            text = part.read(info.file_size + 1)
        if len(text) != info.file_size:
            raise Suspicious("broken-zip", "部品の大きさが違います")
        if not is_binary(info.filename) and not info.is_dir():
            plain_xml(info.filename, text)
            shallow(info.filename, text)
            if keep:
                texts[info.filename] = text
    return texts


__all__ = ["FORM", "LEDGER", "GatedPackage", "Limits", "inspect"]
