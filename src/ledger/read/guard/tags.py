"""The rows and cells of a sheet as tags: each with its address, as Excel reads them.

Almost every sheet names the place of each row and cell. Where one does not, Excel goes by order:
the row after the last one, the cell after the last one in its row. Here such tags get their
addresses, so that all who look at the sheet afterwards look at the same places.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from ledger.read.guard.limits import Suspicious

ADDRESS = re.compile(rb"([A-Z]{1,3})([1-9]\d{0,6})")

_TAG = re.compile(
    rb'<(row|c) r="([A-Z]*)([0-9]+)"([^>]*)>'
    rb"(?:(<f[^<]*(?:</f>|(?<=/>)))?(?:<v>([^<]*)</v>)?(</c>))?"
)
_ANY_TAG = re.compile(rb"<(row|c)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_ATTRIBUTE = re.compile(rb"\s+([\w:.-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_ROOT = re.compile(rb"<(?:(\w+):)?(?:worksheet|dialogsheet|chartsheet)\b([^<>]*)>")
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_FOREIGN = re.compile(rb"<\w+:(?:row|c|v|f|is|t)[\s/>]")
_STRAY_ELEMENT = re.compile(
    rb"(?:</c\s*>|<c\b[^>]*/>|<row\b[^>]*>)\s*<(?!c[\s/>]|/row|row[\s/>]|extLst)"
)
"""Something else than a cell in a row: one reader counts it as a place, the next does not."""
_PLACE = re.compile(rb"<(?:\w+:)?sheetData[\s/>]|</(?:\w+:)?sheetData\s*>")
_ROW_OR_CELL = re.compile(rb"<(?:\w+:)?(?:row|c)[\s/>]")
_BARE = re.compile(rb"</?(?:row|c|v|f|is|t)[\s/>]")
_KNOWN = frozenset({b"r", b"s", b"t", b"cm", b"vm", b"ph"})


class Tag(NamedTuple):
    """The tag of a row or a cell, and of a cell with plain content also that.

    Attributes:
        kind: `row` or `c`.
        letters: Column of a cell, "" of a row.
        number: Row number.
        tail: What the tag says behind its address.
        formula: The formula, "" if there is none.
        value: The value, "" if there is none.
        end: The cell's end, "" where its content is not plain.
    """

    kind: bytes
    letters: bytes
    number: bytes
    tail: bytes
    formula: bytes
    value: bytes
    end: bytes


class Body(NamedTuple):
    """A sheet part, parted at its cells, whose elements have no prefix there.

    Attributes:
        before: What stands before the cells.
        cells: Everything between `<sheetData>` and its end.
        after: What stands behind them.
    """

    before: bytes
    cells: bytes
    after: bytes


class Tail(NamedTuple):
    """What a cell's tag says behind its address.

    Attributes:
        style: Index of its style.
        kind: Its type, `n` if none is named.
        is_open: Whether something stands in it.
    """

    style: int
    kind: str
    is_open: bool


def body_of(sheet: str, xml: bytes) -> Body:
    """Part a sheet at its cells.

    Raises:
        Suspicious: It is no sheet of Excel's, or its cells stand in two places.
    """
    prefix = _prefix(sheet, xml)
    opening = b"<%ssheetData" % prefix
    start = xml.find(opening)
    places = len(_PLACE.findall(xml))
    if start < 0 and not places:
        return Body(xml, b"", b"")
    first = xml.find(b">", start) + 1
    if places == 1 and xml[first - 2 : first] == b"/>":
        return Body(xml[:start], b"", xml[first:])
    end = xml.rfind(b"</" + opening[1:])
    outside = _ROW_OR_CELL.search(xml[:start]) or _ROW_OR_CELL.search(xml[end:])
    if start < 0 or end < first or places != 2 or outside:  # noqa: PLR2004 - begin and end
        raise Suspicious("sheet-broken", "セルの置き場所が不正です", sheet)
    return Body(xml[:start], _without_prefix(sheet, xml[first:end], prefix), xml[end:])


def _prefix(sheet: str, xml: bytes) -> bytes:
    """Return the prefix of the sheet's elements, with its colon."""
    root = _ROOT.search(xml)
    prefix = (root[1] or b"") if root else b""
    own = b"xmlns:" + prefix if prefix else b"xmlns"
    if root is None or not re.search(rb"\s%s\s*=\s*[\"']%s[\"']" % (own, _MAIN), root[2]):
        raise Suspicious("sheet-broken", "Excelのシートではありません", sheet)
    return prefix + b":" if prefix else b""


def _without_prefix(sheet: str, cells: bytes, prefix: bytes) -> bytes:
    """Return the cells without their elements' prefix, if the sheet has one."""
    mixed = False
    if prefix:
        mixed = _BARE.search(cells) is not None
        cells = cells.replace(b"<" + prefix, b"<").replace(b"</" + prefix, b"</")
    foreign = (b":row" in cells or b":c" in cells) and _FOREIGN.search(cells)
    if mixed or foreign or b"xmlns=" in cells:
        raise Suspicious("sheet-broken", "セルの要素が不正です", sheet)
    return cells


def tags_of(sheet: str, cells: bytes) -> tuple[bytes, Sequence[Tag]]:
    """Return the cells with every tag in its usual form, and the tags.

    Almost always they have it already.

    Raises:
        Suspicious: A tag is no row's and no cell's, or its address is none.
    """
    count = cells.count(b"<c") + cells.count(b"<row")
    found = _TAG.findall(cells)
    if len(found) != count:
        if _STRAY_ELEMENT.search(cells):
            raise Suspicious("sheet-broken", "セルの要素が不正です", sheet)
        cells = _Addressing(sheet).rewritten(cells)
        found = _TAG.findall(cells)
    if len(found) != count:
        raise Suspicious("sheet-broken", "セルの番地が不正です", sheet)
    return cells, list(map(Tag._make, found))


class _Addressing:
    """Gives every row and cell its address, by order where it has none."""

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.row = 0
        self.column = 0

    def rewritten(self, cells: bytes) -> bytes:
        return _ANY_TAG.sub(self._tag, cells)

    def _tag(self, found: re.Match[bytes]) -> bytes:
        inside = found[2]
        closed = b"/" if inside.endswith(b"/") else b""
        listed = inside[: len(inside) - len(closed)].rstrip()
        if _ATTRIBUTE.sub(b"", listed):
            raise Suspicious("sheet-broken", "セルの書き方が不正です", self.sheet)
        own = {m[1]: m[2] if m[3] is None else m[3] for m in _ATTRIBUTE.finditer(listed)}
        place = own.pop(b"r", None)
        address = self._row(place) if found[1] == b"row" else self._cell(place)
        rest = b"".join(b' %s="%s"' % pair for pair in own.items())
        return b'<%s r="%s"%s%s>' % (found[1], address, rest, closed)

    def _row(self, place: bytes | None) -> bytes:
        if place is not None and not place.isdigit():
            raise Suspicious("sheet-broken", "行の番号が不正です", self.sheet)
        self.row, self.column = self.row + 1 if place is None else int(place), 0
        return b"%d" % self.row

    def _cell(self, place: bytes | None) -> bytes:
        if place is None:
            self.column += 1
            return letters_of(self.column) + b"%d" % self.row
        found = ADDRESS.fullmatch(place)
        if found is None:
            raise Suspicious("sheet-broken", "セルの番地が不正です", self.sheet)
        self.column = column_of(found[1])
        return place


@lru_cache(maxsize=4096)
def tail_of(tail: bytes) -> Tail | None:
    """Read what a cell's tag says behind its address; None if that is no cell's tag."""
    closed = tail.endswith(b"/")
    listed = tail[: len(tail) - closed].rstrip()
    if _ATTRIBUTE.sub(b"", listed):
        return None
    own: dict[bytes, bytes] = {}
    for found in _ATTRIBUTE.finditer(listed):
        if found[1] not in _KNOWN and b":" not in found[1]:
            return None
        own[found[1]] = found[2] if found[3] is None else found[3]
    style = own.get(b"s", b"0")
    if not style.isdigit():
        return None
    return Tail(int(style), own.get(b"t", b"n").decode("ascii", "replace"), not closed)


def column_of(letters: bytes) -> int:
    """Return a column's number, from 1."""
    number = 0
    for one in letters:
        number = number * 26 + one - ord("A") + 1
    return number


def letters_of(column: int) -> bytes:
    """Return a column's letters; its number counts from 1."""
    letters = b""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = b"%c" % (ord("A") + rest) + letters
    return letters
