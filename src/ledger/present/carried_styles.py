"""Cell formats of the tracked ledger in the `styles.xml` of another one, under new numbers.

Only what a sheet of ours needs is appended: its fonts, fills, borders, number formats, the formats
made of them, and those of its conditional formats. What the ledger has keeps its numbers.
"""

import re
from xml.etree import ElementTree as ET

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FIRST_OWN = 164
"""The first number that a number format of a book's own may have."""
_PIECES = (("fontId", "fonts"), ("fillId", "fills"), ("borderId", "borders"))
_CELL_STYLE = re.compile(rb'(<(?:c|row)\b[^>]*?\bs=")(\d+)(")')
_COLUMN_STYLE = re.compile(rb'(<col\b[^>]*?\bstyle=")(\d+)(")')
_RULE_STYLE = re.compile(rb'(<cfRule\b[^>]*?\bdxfId=")(\d+)(")')
_OWN_NUMBER = re.compile(rb'<(?:\w+:)?numFmt\b[^>]*?\bnumFmtId="(\d+)"')
_AFTER_DXFS = re.compile(rb"<(?:\w+:)?(?:tableStyles|colors|extLst)\b|</(?:\w+:)?styleSheet>")
_ROOT = re.compile(rb"<(?:\w+:)?styleSheet\b[^>]*>")


class CarriedStyles:
    """The styles of a ledger, and what they are to be for sheets that another one lends.

    Attributes:
        written: The ledger's part with what was carried so far.
    """

    def __init__(self, lender: bytes, own: bytes) -> None:
        """Read both parts.

        Args:
            lender: `xl/styles.xml` of the tracked ledger.
            own: The same of the ledger that gets the sheets.
        """
        self.written = own
        root = ET.fromstring(lender)  # noqa: S314 - our own
        self._lent = {
            tag: list(found) if (found := root.find(f"{{{_MAIN}}}{tag}")) is not None else []
            for tag in ("numFmts", "fonts", "fills", "borders", "cellXfs", "dxfs")
        }
        self._known: dict[tuple[str, int], int] = {}

    def sheet(self, xml: bytes) -> bytes:
        """Return a sheet of the tracked ledger with the numbers that its formats have now."""
        for found, kind in (
            (_CELL_STYLE, "cellXfs"),
            (_COLUMN_STYLE, "cellXfs"),
            (_RULE_STYLE, "dxfs"),
        ):
            xml = found.sub(
                lambda m, kind=kind: m[1] + str(self._place(kind, int(m[2]))).encode() + m[3],  # type: ignore[misc]
                xml,
            )
        return xml

    def cell_format(self, number: int | None) -> int | None:
        """Return the number that a cell's format of the tracked ledger has now; None has none."""
        return None if number is None else self._place("cellXfs", number)

    def _place(self, kind: str, number: int) -> int:
        """Return the new number of a piece, which is appended when it is first asked for."""
        if (kind, number) not in self._known:
            piece = self._lent[kind][number]
            if kind == "cellXfs":
                piece = self._format(piece)
            self._known[kind, number] = self._appended(kind, piece)
        return self._known[kind, number]

    def _format(self, lent: ET.Element) -> ET.Element:
        own = ET.fromstring(ET.tostring(lent))  # noqa: S314 - our own
        for attribute, tag in _PIECES:
            own.set(attribute, str(self._place(tag, int(own.get(attribute, "0")))))
        shown = int(own.get("numFmtId", "0"))
        if shown >= _FIRST_OWN:
            own.set("numFmtId", str(self._number_format(shown)))
        own.set("xfId", "0")
        return own

    def _number_format(self, lent: int) -> int:
        if ("numFmts", lent) not in self._known:
            piece = next(p for p in self._lent["numFmts"] if p.get("numFmtId") == str(lent))
            taken = max(map(int, _OWN_NUMBER.findall(self.written)), default=_FIRST_OWN - 1)
            own = ET.fromstring(ET.tostring(piece))  # noqa: S314 - our own
            own.set("numFmtId", str(max(taken, _FIRST_OWN - 1) + 1))
            self._appended("numFmts", own)
            self._known["numFmts", lent] = int(own.get("numFmtId", ""))
        return self._known["numFmts", lent]

    def _appended(self, tag: str, piece: ET.Element) -> int:
        """Append a piece to its list and return its place; an absent list is made."""
        text = ET.tostring(piece).replace(b"ns0:", b"").replace(b"xmlns:ns0=", b"xmlns=")
        name = tag.encode()
        empty = re.compile(rb"<((?:\w+:)?)" + name + rb"\b[^>]*?/>")
        self.written = empty.sub(rb'<\1%b count="0"></\1%b>' % (name, name), self.written, count=1)
        whole = re.compile(
            rb"<((?:\w+:)?)" + name + rb"\b[^>]*>(.*?)</\1" + name + rb">", re.DOTALL
        )
        if whole.search(self.written) is None:
            self._make_list(tag)
        found = whole.search(self.written)
        if found is None:
            raise ValueError(tag)
        count = _children(self.written, found[2])
        opened = b'<%s%s count="%d">' % (found[1], name, count + 1)
        listed = opened + found[2] + text + b"</%s%s>" % (found[1], name)
        self.written = self.written[: found.start()] + listed + self.written[found.end() :]
        return count

    def _make_list(self, tag: str) -> None:
        """Make a list that the part lacks, where the order of its elements wants it."""
        made = f'<{tag} xmlns="{_MAIN}" count="0"></{tag}>'.encode()
        root = _ROOT.search(self.written)
        last = _AFTER_DXFS.search(self.written)
        at = root.end() if tag == "numFmts" and root else last.start() if last else 0
        self.written = self.written[:at] + made + self.written[at:]


def _children(part: bytes, inner: bytes) -> int:
    """Count the elements in the middle of a part, whatever prefixes its root declares."""
    root = _ROOT.search(part)
    spaces = b" ".join(re.findall(rb'xmlns(?::\w+)?="[^"]*"', root[0])) if root else b""
    return len(ET.fromstring(b"<list " + spaces + b">" + inner + b"</list>"))  # noqa: S314 - gated
