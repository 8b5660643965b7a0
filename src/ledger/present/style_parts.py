"""`styles.xml`: cell formats are only ever appended, and only where a column has none."""

import re

from ledger.layout.columns import Kind

_FORMATS = re.compile(
    rb"(<(?:\w+:)?cellXfs\b[^>]*?\bcount=\")(\d+)(\"[^>]*>)(.*?)(</(?:\w+:)?cellXfs>)", re.DOTALL
)
_BUILT_IN = {Kind.DATE: 14, Kind.STAMP: 22, Kind.CODE: 49}
"""Number formats that every Excel knows: a day, a moment, text."""
_TEXTS = frozenset({Kind.TEXT, Kind.CHOICE, Kind.FLAG})


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
        self._added: dict[Kind, int] = {}

    @property
    def changed(self) -> bool:
        """Whether a format was appended."""
        return bool(self._added)

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
        more = b"".join(
            b'<xf numFmtId="%d" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
            % _BUILT_IN[kind]
            for kind in self._added
        )
        total = str(self._count + len(self._added)).encode()
        return _FORMATS.sub(lambda m: m[1] + total + m[3] + m[4] + more + m[5], self._xml)
