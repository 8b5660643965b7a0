"""The gate: is a file safe to parse? Bytes are looked at before any reader library sees them.

Readers hang, explode or die on hostile workbooks (faults §3); what passes here is an ordinary
package of ordinary size. Nothing is ever extracted to disk.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET

from ledger.layout.meta import SHEET as META_SHEET
from ledger.model.problems import Place, Problem
from ledger.read.guard_looks import Hidden, disguised_cells, disguised_styles, hidden_lines
from ledger.read.guard_parts import Parts, Table, related, sheet_list, tables_of
from ledger.read.guard_sheets import SheetScan, Suspicious, scan_sheet, scan_strings

MEGABYTE = 1 << 20
DEEPEST = 5_000
"""How deep elements may be nested; an ordinary part has a dozen levels."""
_LOOKS = 16

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MACRO = re.compile(r"(vbaProject[^/]*\.bin|vbaData\.xml)$", re.IGNORECASE)
_ACTIVE = re.compile(
    r"(^|/)(externalLinks|embeddings|activeX|ctrlProps|queryTables|model)/|connections\.xml$",
    re.IGNORECASE,
)
_MAIN_TYPE = re.compile(
    rb'PartName="/([^"]+)"[^>]*ContentType="([^"]*spreadsheetml\.(?:sheet|template)[^"]*\.main\+xml)"'
    rb'|ContentType="([^"]*spreadsheetml\.(?:sheet|template)[^"]*\.main\+xml)"[^>]*PartName="/([^"]+)"'
)
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml"
_DECLARED = re.compile(rb'^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*encoding=["\']([^"\']+)["\']')
_BINARY = re.compile(r"\.(bin|png|jpe?g|gif|emf|wmf|svg|tiff?|bmp)$", re.IGNORECASE)


@dataclass(frozen=True)
class Limits:
    """How large an ordinary workbook of a kind may be.

    Attributes:
        file: Bytes of the file.
        parts: Parts of the package.
        inflated: Bytes of all parts together.
        ratio: Largest inflated/packed ratio of a part over 4 MB.
        cells: Cells with a value, of all sheets.
        rows: Last row that may hold a value.
        columns: Last column that may hold a value.
        names: Defined names.
        styles: Cell styles.
        validations: Data validations of a sheet.
        active: Whether links to outside and embedded objects are let through (never macros).
    """

    file: int = 20 * MEGABYTE
    parts: int = 300
    inflated: int = 150 * MEGABYTE
    ratio: int = 400
    cells: int = 300_000
    rows: int = 20_000
    columns: int = 256
    names: int = 5_000
    styles: int = 10_000
    validations: int = 5_000
    active: bool = False


FORM = Limits()
"""Self-reports and review workbooks, which come from many hands."""
LEDGER = Limits(
    file=200 * MEGABYTE,
    parts=5_000,
    inflated=2_000 * MEGABYTE,
    cells=20_000_000,
    rows=1_048_576,
    columns=16_384,
    names=50_000,
    styles=65_490,
    validations=65_530,
    active=True,
)
"""HR's own ledger: large, and with whatever HR keeps in it, but never macros."""


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


class _StopError(Exception):
    """The file is refused; carries the code and its words."""

    def __init__(self, code: str, reason: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


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
    except _StopError as stop:
        return None, (Problem.of(stop.code, Place(file=name), reason=stop.reason),)
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
    _outside(data, limits)
    archive = zipfile.ZipFile(io.BytesIO(data))
    _directory(archive, limits)
    main = _kind(archive, limits)
    parts = Parts(archive, main)
    for part, text in _texts(archive):
        _plain_xml(part, text)
    sheets, hidden, names = sheet_list(parts)
    if len(names) > limits.names:
        raise _StopError("too-heavy", f"名前が{len(names)}個あります")
    styles = disguised_styles(_styles(parts, limits))
    strings = related(parts, main, "sharedStrings")
    if strings:
        scan_strings(parts.read(strings))
    scans: dict[str, SheetScan] = {}
    disguised: dict[str, Mapping[str, str]] = {}
    lines: dict[str, Hidden] = {}
    left = limits.cells
    sheets = {sheet: part for sheet, part in sheets.items() if _is_read(sheet)}
    for sheet, part in sheets.items():
        xml = parts.read(part)
        if xml.count(b"dataValidation ") > limits.validations:
            raise _StopError("too-heavy", "入力規則が多すぎます")
        scan = scan_sheet(
            sheet,
            xml,
            rows=limits.rows,
            columns=limits.columns,
            cells=left,
            inputs=not sheet.startswith("_"),
        )
        left -= scan.cells
        scans[sheet] = scan
        if not sheet.startswith("_"):
            disguised[sheet], lines[sheet] = disguised_cells(xml, styles), hidden_lines(xml)
    return Package(
        sheets=sheets,
        hidden=hidden,
        tables=tables_of(parts, sheets),
        names=names,
        formulas={sheet: scan.formulas for sheet, scan in scans.items()},
        errors={sheet: scan.errors for sheet, scan in scans.items()},
        disguised=disguised,
        lines=lines,
    )


def _styles(parts: Parts, limits: Limits) -> bytes:
    """Return the styles; without them no date can be told from a number."""
    part = related(parts, parts.main, "styles")
    if part is None or part not in parts.archive.namelist():
        raise _StopError("broken-zip", "書式の部品がありません")
    styles = parts.read(part)
    if styles.count(b"<xf ") + styles.count(b":xf ") > limits.styles:
        raise _StopError("too-heavy", "書式が多すぎます")
    return styles


def _is_read(sheet: str) -> bool:
    """Whether the program reads a sheet at all: its own workings (`_calc`) are nobody's input."""
    return not sheet.startswith("_") or sheet == META_SHEET


def _outside(data: bytes, limits: Limits) -> None:
    """Look at the file as a whole: size and first bytes."""
    if not data:
        raise _StopError("not-xlsx", "中身が空です")
    if len(data) > limits.file:
        raise _StopError("too-heavy", f"{len(data) // MEGABYTE}MBあります")
    if data.startswith(_OLE):
        raise _StopError("password" if _ENCRYPTED in data else "old-format")
    if not data.startswith(b"PK"):
        raise _StopError("not-xlsx", "ZIP形式ではありません")


def _directory(archive: zipfile.ZipFile, limits: Limits) -> None:
    """Look at the package's directory: names, methods, sizes."""
    infos = archive.infolist()
    names = [info.filename for info in infos]
    if len(infos) > limits.parts:
        raise _StopError("too-heavy", f"部品が{len(infos)}個あります")
    if len({name.lower() for name in names}) != len(names):
        raise _StopError("broken-zip", "同じ名前の部品があります")
    if any("\\" in n or n.startswith("/") or ".." in n.split("/") or ":" in n for n in names):
        raise _StopError("broken-zip", "部品の名前が不正です")
    for info in infos:
        if info.flag_bits & 1:
            raise _StopError("password")
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise _StopError("broken-zip", "圧縮の方式が違います")
        big = info.file_size > 4 * MEGABYTE
        if big and info.file_size > limits.ratio * max(info.compress_size, 1):
            raise _StopError("too-heavy", "極端に圧縮された部品があります")
    if sum(info.file_size for info in infos) > limits.inflated:
        raise _StopError("too-heavy", "展開すると大きすぎます")


def _kind(archive: zipfile.ZipFile, limits: Limits) -> str:
    """Return the main part of an .xlsx; refuse other kinds and active content."""
    names = archive.namelist()
    if "[Content_Types].xml" not in names:
        raise _StopError("not-xlsx", "Officeの文書ではありません")
    types = archive.read("[Content_Types].xml")
    found = _MAIN_TYPE.search(types)
    macros = b"macroEnabled" in types or any(_MACRO.search(name) for name in names)
    if macros or (not limits.active and any(_ACTIVE.search(name) for name in names)):
        raise _StopError("active-content")
    if b"sheet.binary" in types:
        raise _StopError("old-format")
    if found is None:
        raise _StopError("not-xlsx", "Excelの文書ではありません")
    main = (found[1] or found[4]).decode()
    if main not in names:
        raise _StopError("broken-zip", "本体がありません")
    if _STRICT in archive.read(main):
        raise _StopError("strict-format")
    return main


def _texts(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    """Read every XML part, which checks its CRC too."""
    for info in archive.infolist():
        with archive.open(info) as part:
            text = part.read(info.file_size + 1)
        if len(text) != info.file_size:
            raise _StopError("broken-zip", "部品の大きさが違います")
        if not _BINARY.search(info.filename) and not info.is_dir():
            yield info.filename, text


def _plain_xml(part: str, text: bytes) -> None:
    declared = _DECLARED.search(text[:200])
    if text[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in text[:64]:
        raise _StopError("broken-zip", f"文字コードが違います({part})")
    if declared and declared[1].upper() not in (b"UTF-8", b"UTF8", b"US-ASCII"):
        raise _StopError("broken-zip", f"文字コードが違います({part})")
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise _StopError("doctype")
    if _deepest(text) > DEEPEST:
        raise _StopError("too-heavy", f"部品の入れ子が深すぎます({part})")


def _deepest(text: bytes) -> int:
    """Return about how deep the elements of a part are nested, looked at in a few places."""
    if len(text) < DEEPEST * len(b"<x></x>"):
        return 0
    step = len(text) // _LOOKS + 1
    depth = deepest = 0
    for start in range(0, len(text), step):
        piece = text[start : start + step]
        depth += piece.count(b"<") - 2 * piece.count(b"</") - piece.count(b"/>")
        deepest = max(deepest, depth)
    return deepest
