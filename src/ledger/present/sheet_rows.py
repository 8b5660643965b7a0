"""A sheet's XML as rows and cells: taken apart just far enough to exchange some of them."""

import re
from dataclasses import dataclass

from ledger.layout.addresses import column_number, letter

_SHEET_DATA = re.compile(
    rb"<(?P<p>(?:\w+:)?)sheetData\b[^>]*?(?:/>|>(?P<body>.*?)</(?P=p)sheetData>)", re.DOTALL
)
_ROW = re.compile(
    rb"<(?P<p>(?:\w+:)?)row\b(?P<attrs>[^>]*?)(?:/>|>(?P<body>.*?)</(?P=p)row>)", re.DOTALL
)
_CELL = re.compile(rb"<(?P<p>(?:\w+:)?)c\b(?P<attrs>[^>]*?)(?:/>|>.*?</(?P=p)c>)", re.DOTALL)
_NUMBER = re.compile(rb'\s*\br="(\d+)"')
_SPANS = re.compile(rb'\s*\bspans="[^"]*"')
_REFERENCE = re.compile(rb'\br="([A-Z]+)\d+"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_DIMENSION = re.compile(rb'(<(?:\w+:)?dimension\b[^>]*?\bref=")[^"]*(")')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*?)/?>")
_ATTRIBUTE = re.compile(rb'\b(min|max|style)="(\d+)"')


@dataclass
class SheetRow:
    """One row: its attributes without `r` and `spans`, its cells' XML by column from 0."""

    attributes: bytes
    cells: dict[int, bytes]


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
    rows: dict[int, SheetRow] = {}
    last = 0
    for row in _ROW.finditer(found["body"] or b""):
        number = _NUMBER.search(row["attrs"])
        last = int(number[1]) if number else last + 1
        attributes = _SPANS.sub(b"", _NUMBER.sub(b"", row["attrs"])).rstrip(b"/ ")
        rows[last] = SheetRow(attributes, _cells(row["body"] or b""))
    before = xml[: found.start()]
    return SheetPart(before, xml[found.end() :], found["p"], rows, _column_styles(before))


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
    p = sheet.prefix
    numbers = sorted(n for n, row in sheet.rows.items() if row.cells or row.attributes.strip())
    body = b"".join(
        b'<%srow r="%d"%s>%s</%srow>'
        % (
            p,
            number,
            sheet.rows[number].attributes,
            b"".join(xml for _, xml in sorted(sheet.rows[number].cells.items())),
            p,
        )
        for number in numbers
    )
    columns = [position for row in sheet.rows.values() for position in row.cells]
    full = [number for number in numbers if sheet.rows[number].cells]
    before = sheet.before
    if columns:
        ref = f"{letter(min(columns))}{min(full)}:{letter(max(columns))}{max(full)}"
        before = _DIMENSION.sub(lambda m: m[1] + ref.encode() + m[2], before)
    return before + b"<%ssheetData>%s</%ssheetData>" % (p, body, p) + sheet.after
