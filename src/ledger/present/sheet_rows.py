"""A sheet's XML as rows and cells: taken apart just far enough to exchange some of them.

Most rows only keep their place, so a row's cells are taken apart when somebody asks for them. How
they look (which columns, in which style) can be told without that, and most rows look alike.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeAlias

from ledger.layout.addresses import column_number, letter

RowLook: TypeAlias = tuple[tuple[int, int], ...]
"""The cells of a row from left to right: column from 0, and style id."""
PLAIN = 0
"""The style of a cell that nobody gave a look; its tag need not say it."""

_SHEET_DATA = re.compile(rb"<((?:\w+:)?)sheetData\b[^>]*>")
_CELL = re.compile(rb"<(?P<p>(?:\w+:)?)c\b(?P<attrs>[^>]*?)(?:/>|>.*?</(?P=p)c>)", re.DOTALL)
_USUAL_ROW = re.compile(rb' r="(\d+)"(?: spans="[^"]*")?((?: [a-z][\w:]*="[^"]*")*)')
"""Attributes of a row as Excel, LibreOffice and we write them."""
_USUAL_CELL = re.compile(rb'<c r="([A-Z]+)\d+"(?: s="(\d+)")?(?: t="\w+")?/?>')
"""A cell's tag as they write it."""
_NUMBER = re.compile(rb'\s*\br="(\d+)"')
_SPANS = re.compile(rb'\s*\bspans="[^"]*"')
_REFERENCE = re.compile(rb'\br="([A-Z]+)\d+"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\b[^>]*?\bref=")[^"]*(")')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(rb'\b(min|max|style)="(\d+)"')


class SheetRow:
    """One row of a sheet.

    Attributes:
        attributes: Its attributes without `r` and `spans`.
    """

    __slots__ = ("_cells", "_look", "_xml", "attributes")

    def __init__(
        self, attributes: bytes, cells: dict[int, bytes] | bytes, look: RowLook | None = None
    ) -> None:
        """Make a row.

        Args:
            attributes: Its attributes without `r` and `spans`.
            cells: Its cells' XML by column from 0; or as it stands, without namespace prefix.
            look: How cells that are given as they stand look, where that is known.
        """
        self.attributes = attributes
        self._look = look
        self._cells: dict[int, bytes] | None = None
        self._xml = b""
        if isinstance(cells, bytes):
            self._xml = cells
        else:
            self._cells = cells

    @property
    def cells(self) -> dict[int, bytes]:
        """Its cells' XML by column from 0; what is set in it is what the row says."""
        if self._cells is None:
            self._cells = _cells(self._xml)
        return self._cells

    @property
    def xml(self) -> bytes:
        """Its cells, from left to right."""
        if self._cells is None:
            return self._xml
        return b"".join([xml for _, xml in sorted(self._cells.items())])

    @property
    def look(self) -> RowLook:
        """How its cells look."""
        if self._cells is not None:
            return tuple((at, _style(xml)) for at, xml in sorted(self._cells.items()))
        if self._look is None:
            tags = _USUAL_CELL.findall(self._xml)
            # Whatever is written in another way is taken apart cell by cell.
            if len(tags) != self._xml.count(b"<c"):
                self._cells = _cells(self._xml)
                return self.look
            self._look = _look(tuple(tags))
        return self._look

    def outside(self, columns: range) -> dict[int, bytes]:
        """Return its cells that do not stand in some columns side by side."""
        look = self.look
        if not look or (look[0][0] in columns and look[-1][0] in columns):
            return {}
        return {at: xml for at, xml in self.cells.items() if at not in columns}


@lru_cache(maxsize=4096)
def _look(tags: tuple[tuple[bytes, bytes], ...]) -> RowLook:
    return tuple((column_number(at.decode()), int(style or PLAIN)) for at, style in tags)


def _style(xml: bytes) -> int:
    style = _STYLE.search(xml.split(b">", 1)[0])
    return int(style[1]) if style else PLAIN


@dataclass
class SheetPart:
    """A sheet part taken apart.

    Attributes:
        before: What stands before the rows.
        after: What stands after them.
        prefix: Namespace prefix of its elements, with the colon.
        rows: Rows by number.
        column_styles: Style id by column from 0, where the column has one.
    """

    before: bytes
    after: bytes
    prefix: bytes
    rows: dict[int, SheetRow]
    column_styles: dict[int, int]

    def style_of(self, row: SheetRow | None, position: int) -> int | None:
        """Return the style a column has: of its cell in a row, else the column's own."""
        if row is not None and position in row.cells:
            style = _STYLE.search(row.cells[position].split(b">", 1)[0])
            if style:
                return int(style[1])
        return self.column_styles.get(position)


def parse_sheet(xml: bytes) -> SheetPart:
    """Take a sheet part apart."""
    found = _SHEET_DATA.search(xml)
    if found is None:
        message = "no sheetData"
        raise ValueError(message)
    before, body, after = xml[: found.start()], b"", xml[found.end() :]
    if not found[0].endswith(b"/>"):
        body, _, after = after.partition(b"</%ssheetData>" % found[1])
    rows: dict[int, SheetRow] = {}
    last = 0
    for said, cells in _rows(body, found[1]):
        last, attributes = _attributes(said, last + 1)
        rows[last] = SheetRow(attributes, _cells(cells) if found[1] else cells)
    return SheetPart(before, after, found[1], rows, _column_styles(before))


def _rows(body: bytes, prefix: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the attributes and the cells of each row, as they stand."""
    opening, closing = b"<%srow" % prefix, b"</%srow>" % prefix
    end = 0
    while (start := body.find(opening, end)) >= 0:
        end = body.index(b">", start) + 1
        said, cells = body[start + len(opening) : end - 1], b""
        if not said.endswith(b"/"):
            start, end = end, body.index(closing, end)
            cells = body[start:end]
        yield said.removesuffix(b"/"), cells


def _attributes(said: bytes, following: int) -> tuple[int, bytes]:
    """Return a row's number and its attributes without `r` and `spans`."""
    usual = _USUAL_ROW.fullmatch(said)
    if usual and b"spans" not in usual[2]:
        return int(usual[1]), usual[2]
    number = _NUMBER.search(said)
    rest = _SPANS.sub(b"", _NUMBER.sub(b"", said)).rstrip(b"/ ")
    return int(number[1]) if number else following, rest


def _cells(body: bytes) -> dict[int, bytes]:
    cells: dict[int, bytes] = {}
    position = -1
    for cell in _CELL.finditer(body):
        reference = _REFERENCE.search(cell["attrs"])
        position = column_number(reference[1].decode()) if reference else position + 1
        cells[position] = cell[0]
    return cells


def _column_styles(before: bytes) -> dict[int, int]:
    styles: dict[int, int] = {}
    for column in _COLUMN.finditer(before):
        found = {m[1]: int(m[2]) for m in _ATTRIBUTE.finditer(column[1])}
        if b"style" in found and found[b"max"] - found[b"min"] < 1000:  # noqa: PLR2004
            styles |= {at - 1: found[b"style"] for at in range(found[b"min"], found[b"max"] + 1)}
    return styles


def written_sheet(sheet: SheetPart) -> bytes:
    """Put a sheet part together again, its dimension as its cells now say."""
    p, before = sheet.prefix, sheet.before
    parts: list[bytes] = []
    full: list[tuple[int, RowLook]] = []
    for number, row in sorted(sheet.rows.items()):
        cells, look = row.xml, row.look
        if cells or row.attributes.strip():
            parts += b'<%srow r="%d"%s>' % (p, number, row.attributes), cells, b"</%srow>" % p
        if look:
            full.append((number, look))
    if full:
        first, last = min(look[0][0] for _, look in full), max(look[-1][0] for _, look in full)
        ref = f"{letter(first)}{full[0][0]}:{letter(last)}{full[-1][0]}"
        before = _DIMENSION.sub(lambda m: m[1] + ref.encode() + m[2], before)
    rows = b"".join(parts)
    return b"%s<%ssheetData>%s</%ssheetData>%s" % (before, p, rows, p, sheet.after)
