"""One form for a package: the same content is the same bytes in every part, each time.

The library that builds the template stamps it with the time and its own name, repeats every text
where it stands, and leaves empty cached values; all that is put right here.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping

from ledger.present.package import Package

_STAMP = b"2026-04-01T00:00:00Z"
_MOMENT = (1980, 1, 1, 0, 0, 0)

_PROPERTY = re.compile(rb"<dc:(title|subject)\b[^>]*>([^<]*)<")
_APP = re.compile(rb"<(Application|AppVersion)>[^<]*<")
_APP_WORDS = {b"Application": b"Microsoft Excel", b"AppVersion": b"16.0300"}
_EMPTY_VALUE = re.compile(rb"(?<=</f>)<v ?/>|(?<=</f>)<v></v>")
_EMPTY_NUMBER = re.compile(
    rb'(<c r="[A-Z]+\d+"(?: s="\d+")?) t="n"(?:></c>|/>|><v ?/></c>|><v></v></c>)'
)
_TARGET = re.compile(rb'(?<=\bTarget=")/([^"]*)')
_NO_DATA = re.compile(rb"<sheetData ?/>|<sheetData></sheetData>")
_INLINE = re.compile(rb't="inlineStr"([^>]*)><is><t(?: xml:space="preserve")?>([^<]*)</t></is>')
_IGNORED = (
    b'<ignoredErrors><ignoredError sqref="A1:Z200" numberStoredAsText="1" formula="1" '
    b'unlockedFormula="1"/></ignoredErrors>'
)
_OWN_HEIGHT, _FITTED = b'ht="22" customHeight="1"', b'ht="22"'
"""Rows of claims: Excel makes them higher when a text that somebody types takes several lines."""
_AFTER_ERRORS = re.compile(rb"<tableParts\b|</worksheet>")

_CORE = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
    b'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    b'xmlns:dcterms="http://purl.org/dc/terms/" '
    b'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">%s</cp:coreProperties>'
)
_FONT = re.compile(rb"(<font>)(.*?)(</font>)")
_CHILD = re.compile(rb"<(\w+)\b[^>]*/>")
_FONT_ORDER = (
    *(b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u"),
    *(b"vertAlign", b"sz", b"color", b"name", b"family", b"charset", b"scheme"),
)

_SPELLED = re.compile(rb"&#(\d{3,});")
"""A character that is spelled as a number; itself it is shorter, and read as well."""

_STRINGS = "xl/sharedStrings.xml"
_STRINGS_TYPE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    b'officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
_STRINGS_LINK = (
    b'<Relationship Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
    b'sharedStrings" Target="sharedStrings.xml" Id="rIdStrings"/></Relationships>'
)
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


class _Strings:
    """The shared strings, in the order in which they first come."""

    def __init__(self) -> None:
        self.numbers: dict[bytes, int] = {}
        self.uses = 0

    def shared(self, sheet: bytes) -> bytes:
        """Return a sheet whose inline texts are shared ones."""
        return _INLINE.sub(self._one, sheet)

    def _one(self, found: re.Match[bytes]) -> bytes:
        number = self.numbers.setdefault(found[2], len(self.numbers))
        self.uses += 1
        return b't="s"%s><v>%d</v>' % (found[1], number)

    def part(self) -> bytes:
        """Return the part that holds the texts."""
        items = b"".join(b'<si><t xml:space="preserve">%s</t></si>' % text for text in self.numbers)
        head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        sizes = b'count="%d" uniqueCount="%d"' % (self.uses, len(self.numbers))
        return head + b'<sst xmlns="%s" %s>%s</sst>' % (_MAIN, sizes, items)


def normalised(package: bytes, sheets: Mapping[str, bytes]) -> bytes:
    """Return a package with fixed dates, shared strings and no empty cached values.

    Args:
        package: An .xlsx package just built.
        sheets: The `sheetData` of sheets that were left empty, by the sheet's name.
    """
    source = Package(package)
    given = {source.sheet_parts[name]: data for name, data in sheets.items()}
    strings = _Strings()
    parts = {
        name: _part(name, source.read(name), given.get(name), strings)
        for name in sorted(source.names)
    }
    parts[_STRINGS] = strings.part()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name in _ordered(parts):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, parts[name], compresslevel=9)
    return out.getvalue()


def _ordered(parts: Mapping[str, bytes]) -> list[str]:
    """Return the content types first, as readers of the format expect, then the rest by name."""
    types = "[Content_Types].xml"
    return [types, *sorted(name for name in parts if name != types)]


def _part(name: str, data: bytes, given: bytes | None, strings: _Strings) -> bytes:
    data = _SPELLED.sub(lambda sign: chr(int(sign[1])).encode(), data)
    if name.startswith("xl/worksheets/sheet"):
        return strings.shared(_sheet(data, given))
    mend = _MENDED.get(name)
    mended = mend(data) if mend else data
    return _relative(name, mended) if name.endswith(".rels") else mended


def _relative(name: str, rels: bytes) -> bytes:
    """Return relationships that name their parts from where they stand, as Excel writes them.

    Readers that know Excel's own files alone find no part that is named from the top.
    """
    home = posixpath.dirname(posixpath.dirname(name))

    def target(found: re.Match[bytes]) -> bytes:
        return posixpath.relpath(f"/{found[1].decode()}", f"/{home}").encode()

    return _TARGET.sub(target, rels)


def _core(data: bytes) -> bytes:
    """Return the core properties: title and subject, no name of anybody, a fixed day."""
    said = b"".join(b"<dc:%s>%s</dc:%s>" % (m[1], m[2], m[1]) for m in _PROPERTY.finditer(data))
    days = b"".join(
        b'<dcterms:%s xsi:type="dcterms:W3CDTF">%s</dcterms:%s>' % (key, _STAMP, key)
        for key in (b"created", b"modified")
    )
    return _CORE % (said + days)


def _in_order(font: re.Match[bytes]) -> bytes:
    """Return a font with its properties in the order that the format asks for."""
    children = sorted(_CHILD.finditer(font[2]), key=lambda child: _FONT_ORDER.index(child[1]))
    return font[1] + b"".join(child[0] for child in children) + font[3]


_MENDED: Mapping[str, Callable[[bytes], bytes]] = {
    "docProps/core.xml": _core,
    "docProps/app.xml": lambda data: _APP.sub(
        lambda m: b"<%s>%s<" % (m[1], _APP_WORDS[m[1]]), data
    ),
    "[Content_Types].xml": lambda data: data.replace(b"</Types>", _STRINGS_TYPE),
    "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", _STRINGS_LINK),
    "xl/styles.xml": lambda data: _FONT.sub(_in_order, data),
}
"""What is put right in single parts."""


def _sheet(data: bytes, given: bytes | None) -> bytes:
    data = _EMPTY_NUMBER.sub(rb"\1/>", _EMPTY_VALUE.sub(b"", data))
    data = data.replace(_OWN_HEIGHT, _FITTED)
    if given is not None:
        return _NO_DATA.sub(lambda _: given, data)
    if b"<sheetProtection" not in data:
        return data
    return _AFTER_ERRORS.sub(lambda m: _IGNORED + m[0], data, count=1)
