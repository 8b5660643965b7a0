"""`styles.xml`: cell formats are only ever appended, and only where a column has none."""

import re

from ledger.layout.columns import Column, Kind
from ledger.layout.names_beside import is_name

_FORMATS = re.compile(
    rb"(<(?:\w+:)?cellXfs\b[^>]*?\bcount=\")(\d+)(\"[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", re.DOTALL
)
_BUILT_IN = {Kind.DATE: 14, Kind.STAMP: 22, Kind.CODE: 49}
"""Number formats that every Excel knows: a day, a moment, text."""
_TEXTS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.FLAG})
_FONTS = re.compile(
    rb"(<(?:\w+:)?fonts\b[^>]*?\bcount=\")(\d+)(\"[^>]*>)(.*?)(</(?P<p>(?:\w+:)?)fonts>)", re.DOTALL
)
_GREY = '<{p}font><{p}sz val="11"/><{p}color rgb="FF626264"/><{p}name val="游ゴシック"/></{p}font>'
"""Letters of names beside codes."""


class StylesPart:
    """The styles part of one book.

    Attributes:
        changed: Whether a format was appended.
    """

    def __init__(self, xml: bytes) -> None:
        """Read the part.

        Args:
            xml: `xl/styles.xml`.
        """
        self._xml = xml
        found = _FORMATS.search(xml)
        self._count = int(found[2]) if found else 0
        self._added: dict[Kind | None, int] = {}

    @property
    def changed(self) -> bool:
        """Whether a format was appended."""
        return bool(self._added)

    def of_shown(self, column: Column) -> int | None:
        """Return a format for a column as its sheet shows it: names beside codes are grey."""
        if not is_name(column):
            return self.for_column(column.kind)
        return self._added.setdefault(None, self._count + len(self._added))

    def for_kind(self, kind: Kind) -> int | None:
        """Return a format that shows a kind of value rightly; None where any does."""
        if kind not in _BUILT_IN:
            return None
        return self._added.setdefault(kind, self._count + len(self._added))

    def for_column(self, kind: Kind) -> int | None:
        """Return a format for what people type into a column: texts stay as they are typed."""
        return self.for_kind(Kind.CODE if kind in _TEXTS else kind)

    def written(self) -> bytes:
        """Return the part with the formats appended."""
        xml, grey = self._xml, 0
        if None in self._added and (fonts := _FONTS.search(xml)):
            grey = int(fonts[2])
            font = _GREY.format(p=fonts["p"].decode()).encode()
            count = str(grey + 1).encode()
            xml = _FONTS.sub(lambda m: m[1] + count + m[3] + m[4] + font + m[5], xml, count=1)
        more = b"".join(_format(kind, grey) for kind in self._added)
        total = str(self._count + len(self._added)).encode()
        return _FORMATS.sub(lambda m: m[1] + total + m[3] + m[4] + more + m[5], xml)


def _format(kind: Kind | None, grey: int) -> bytes:
    """Return the format of a kind of values; None is that of names beside codes."""
    if kind is None:
        return (
            b'<xf numFmtId="0" fontId="%d" fillId="0" borderId="0" xfId="0" applyFont="1" '
            b'applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>' % grey
        )
    return (
        b'<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
        % _BUILT_IN[kind]
    )
