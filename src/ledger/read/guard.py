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
from xml.etree import ElementTree as ET

from ledger.layout.meta import SHEET as META_SHEET
from ledger.model.problems import Place, Problem
from ledger.read.guard_limits import FORM, LEDGER, MEGABYTE, Limits, Suspicious
from ledger.read.guard_looks import Hidden, disguised_styles
from ledger.read.guard_parts import Parts, Table, connected, related, sheet_list, tables_of
from ledger.read.guard_sheets import Lists, Room, SheetScan, count_styles, scan_sheet, scan_strings
from ledger.read.guard_xml import plain_xml
from ledger.read.guard_zip import directory, joints, outside

_MACRO = re.compile(r"(vbaProject[^/]*\.bin|vbaData\.xml)$", re.IGNORECASE)
_ACTIVE = re.compile(
    r"(^|/)(externalLinks|embeddings|activeX|ctrlProps|queryTables|model)/|connections\.xml$",
    re.IGNORECASE,
)
_MAIN_TYPE = re.compile(
    rb'PartName="/([^"]+)"[^>]*ContentType="([^"]*spreadsheetml\.(?:sheet|template)[^"]*\.main\+xml)"'
    rb'|ContentType="([^"]*spreadsheetml\.(?:sheet|template)[^"]*\.main\+xml)"[^>]*PartName="/([^"]+)"'
)
_USUAL_MAIN = "xl/workbook.xml"
_KEPT = 32 * MEGABYTE
"""Bytes of all parts together up to which each is inflated once only."""
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
_BINARY = re.compile(r"\.(bin|png|jpe?g|gif|emf|wmf|svg|tiff?|bmp)$", re.IGNORECASE)


@dataclass(frozen=True)
class Package:
    """What the gate found in a workbook.

    Attributes:
        sheets: Part name by sheet name, in the order of the tabs; not those whose name begins
            with `_`, which are never read (but for `_meta`).
        hidden: Names of sheets that are hidden or very hidden.
        tables: Tables by display name.
        names: Text of the workbook's defined names.
        formulas: Addresses of formula cells by sheet name (not of sheets that begin with `_`).
        errors: Addresses of error values by sheet name (the same sheets).
        disguised: Cells whose number format shows another value, by sheet and address
            (`guard_looks.ERA`, `OTHER`); the same sheets.
        lines: Rows and columns that are hidden, by sheet name (the same sheets).
    """

    sheets: Mapping[str, str]
    hidden: frozenset[str]
    tables: Mapping[str, Table]
    names: Mapping[str, str]
    formulas: Mapping[str, frozenset[str]]
    errors: Mapping[str, frozenset[str]]
    disguised: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    lines: Mapping[str, Hidden] = field(default_factory=dict)


def inspect(
    data: bytes, name: str, limits: Limits = FORM
) -> tuple[Package | None, tuple[Problem, ...]]:
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
        return None, (Problem.of(stop.code, where, reason=stop.reason),)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        reason = type(error).__name__
        return None, (Problem.of("broken-zip", Place(file=name), reason=reason),)
    except (ET.ParseError, KeyError, UnicodeDecodeError, RecursionError) as error:
        reason = type(error).__name__
        return None, (Problem.of("broken-zip", Place(file=name), reason=reason),)


def _inspected(data: bytes, limits: Limits) -> Package:
    outside(data, limits)
    archive = zipfile.ZipFile(io.BytesIO(data))
    directory(archive, limits)
    main = _kind(archive, limits)
    parts = Parts(archive, main, _texts(archive))
    joints(data, archive)
    connected(parts, limits)
    sheets, hidden, names = sheet_list(parts)
    if len(names) > limits.names:
        raise Suspicious("too-heavy", f"名前が{len(names)}個あります")
    styles = _styles(parts, limits)
    strings = related(parts, main, "sharedStrings")
    lists = Lists(
        strings=scan_strings(parts.read(strings)) if strings else 0,
        styles=count_styles(styles),
        disguises=disguised_styles(styles),
    )
    sheets = {sheet: part for sheet, part in sheets.items() if _is_read(sheet)}
    scans = _scanned(parts, sheets, limits, lists)
    shown = {sheet: scan for sheet, scan in scans.items() if not sheet.startswith("_")}
    return Package(
        sheets=sheets,
        hidden=hidden,
        tables=tables_of(parts, sheets, limits),
        names=names,
        formulas={sheet: scan.formulas for sheet, scan in shown.items()},
        errors={sheet: scan.errors for sheet, scan in shown.items()},
        disguised={sheet: scan.disguised for sheet, scan in shown.items()},
        lines={sheet: scan.lines for sheet, scan in shown.items()},
    )


def _scanned(
    parts: Parts, sheets: Mapping[str, str], limits: Limits, lists: Lists
) -> Mapping[str, SheetScan]:
    """Look over the sheets that are read; what they may hold, they may hold together."""
    scans: dict[str, SheetScan] = {}
    left = limits.cells
    for sheet, part in sheets.items():
        room = Room(limits.rows, limits.columns, left, limits.validations)
        scans[sheet] = scan_sheet(sheet, parts.read(part), room, lists)
        left -= scans[sheet].cells
    return scans


def _styles(parts: Parts, limits: Limits) -> bytes:
    """Return the styles; without them no date can be told from a number."""
    part = related(parts, parts.main, "styles")
    if part is None or part not in parts.archive.namelist():
        raise Suspicious("broken-zip", "書式の部品がありません")
    styles = parts.read(part)
    if styles.count(b"<xf ") + styles.count(b":xf ") > limits.styles:
        raise Suspicious("too-heavy", "書式が多すぎます")
    return styles


def _is_read(sheet: str) -> bool:
    """Whether the program reads a sheet at all: its own workings (`_calc`) are nobody's input."""
    return not sheet.startswith("_") or sheet == META_SHEET


def _kind(archive: zipfile.ZipFile, limits: Limits) -> str:
    """Return the main part of an .xlsx; refuse other kinds and active content."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        raise Suspicious("not-xlsx", "Officeの文書ではありません")
    types = archive.read("[Content_Types].xml")
    mains = {(found[1] or found[4]).decode() for found in _MAIN_TYPE.finditer(types)}
    macros = b"macroEnabled" in types or any(_MACRO.search(name) for name in names)
    if macros or (not limits.active and any(_ACTIVE.search(name) for name in names)):
        raise Suspicious("active-content")
    if b"sheet.binary" in types:
        raise Suspicious("old-format")
    if not mains:
        raise Suspicious("not-xlsx", "Excelの文書ではありません")
    main = min(mains)
    if len(mains) > 1 or (_USUAL_MAIN in names and main != _USUAL_MAIN):
        raise Suspicious("broken-zip", "本体が2つあります")
    if main not in names:
        raise Suspicious("broken-zip", "本体がありません")
    if _STRICT in archive.read(main):
        raise Suspicious("strict-format")
    return main


def _texts(archive: zipfile.ZipFile) -> Mapping[str, bytes]:
    """Read every part, which checks its CRC too; return the XML, if it is not too much to keep."""
    keep = sum(info.file_size for info in archive.infolist()) <= _KEPT
    texts: dict[str, bytes] = {}
    for info in archive.infolist():
        with archive.open(info) as part:
            text = part.read(info.file_size + 1)
        if len(text) != info.file_size:
            raise Suspicious("broken-zip", "部品の大きさが違います")
        if not _BINARY.search(info.filename) and not info.is_dir():
            plain_xml(info.filename, text)
            if keep:
                texts[info.filename] = text
    return texts


__all__ = ["FORM", "LEDGER", "Limits", "Package", "inspect"]
