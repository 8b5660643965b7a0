"""Heights of rows in a closed book: as many lines as the longest of its wrapped texts takes.

Excel fits a row by itself when it opens a book that says nothing of its height; other programs show
and print it as high as the file says. A height that a person set stays; what is written here is not
marked as set, so that Excel goes on fitting the row when it is edited.
"""

import math
import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from html import unescape
from typing import NamedTuple

from ledger.layout.addresses import column_number
from ledger.present.package import Package
from ledger.present.row_heights import TALLEST, lines_in
from ledger.present.sheet_rows import SheetPart, SheetRow, parse_sheet, written_sheet
from ledger.present.sheet_texts import shared_texts

STYLES = "xl/styles.xml"
LINE_POINTS = 18.75
"""Height of a line of our font at 11 points."""

_FORMATS = re.compile(rb"<(?:\w+:)?cellXfs\b.*?</(?:\w+:)?cellXfs>", re.DOTALL)
_FORMAT = re.compile(rb"<(?:\w+:)?xf\b[^>]*?(?:/>|>.*?</(?:\w+:)?xf>)", re.DOTALL)
_WRAPS = re.compile(rb'\bwrapText="(?:1|true)"')
_COLUMN = re.compile(rb"<(?:\w+:)?col\b([^>]*?)/?>")
_SAID = re.compile(rb'\b(min|max|width|hidden)="([^"]*)"')
_TEXT = re.compile(rb"<(?:\w+:)?[tv]\b[^>]*>([^<]*)<")
_SET = re.compile(rb'\bcustomHeight="(?:1|true)"')
_HEIGHT = re.compile(rb'\s*\bht="[^"]*"')
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)(\d+):')
_DIGIT, _PADDING = 7, 5
"""Pixels of a digit of the default font, and of a cell's two edges."""


def fitted(book: bytes) -> bytes:
    """Return a new book of ours whose rows are as high as their texts need.

    Args:
        book: The book, as it was built.
    """
    package = Package(book)
    fitting = RowFitting(package)
    parts: dict[str, bytes | None] = {}
    for part in package.sheet_parts.values():
        sheet = parse_sheet(package.read(part))
        if fitting.fit(sheet, sheet.rows):
            parts[part] = written_sheet(sheet)
    return package.replaced(parts) if parts else book


class SheetRoom(NamedTuple):
    """How much room a sheet has for texts.

    Attributes:
        widths: Pixels for a text by column from 0; columns hidden or unsaid are left out.
        merged: The first columns of merged cells by row: rows do not fit them.
        wrapping: The cell formats whose texts run over several lines.
    """

    widths: Mapping[int, float]
    merged: Mapping[int, frozenset[int]]
    wrapping: frozenset[int]


def with_height(attributes: bytes, lines: int) -> bytes:
    """Return the attributes of a row that is as high as its texts need.

    Args:
        attributes: They as they were; a height that a person set stays.
        lines: Over how many lines its texts run; a row of one says nothing of its height.
    """
    if _SET.search(attributes):
        return attributes
    bare = _HEIGHT.sub(b"", attributes)
    return bare + b' ht="%g"' % min(TALLEST, LINE_POINTS * lines) if lines > 1 else bare


class RowFitting:
    """What a book says of how wide its texts run."""

    def __init__(self, package: Package) -> None:
        """Take the book.

        Args:
            package: It, before it is written to.
        """
        self._package = package

    @cached_property
    def _wrapping(self) -> frozenset[int]:
        """The cell formats whose texts run over several lines."""
        found = _FORMATS.search(self._package.read(STYLES))
        formats = _FORMAT.findall(found[0]) if found else []
        return frozenset(at for at, xml in enumerate(formats) if _WRAPS.search(xml))

    @cached_property
    def _shared(self) -> list[str]:
        return shared_texts(self._package)

    def room(self, sheet: SheetPart) -> SheetRoom:
        """Return how much room a sheet has for texts."""
        return SheetRoom(_widths(sheet.before), _merged(sheet.after), self._wrapping)

    def fit(self, sheet: SheetPart, numbers: Iterable[int]) -> bool:
        """Make rows as high as their texts need; rows of one line say nothing of their height.

        Args:
            sheet: The sheet, its cells as they will stand.
            numbers: The rows; those whose height a person set stay as they are.

        Returns:
            Whether a row is another height than it was.
        """
        room, changed = self.room(sheet), False
        for number in numbers:
            row = sheet.rows.get(number)
            if row is None or _SET.search(row.attributes):
                continue
            attributes = with_height(row.attributes, self._lines(number, row, room))
            changed |= attributes != row.attributes
            row.attributes = attributes
        return changed

    def _lines(self, number: int, row: SheetRow, room: SheetRoom) -> int:
        lines, merged = 1, room.merged.get(number, frozenset())
        for at, style in row.look:
            width = room.widths.get(at, 0)
            if width and style in room.wrapping and at not in merged:
                xml = row.cells[at]
                if b">" in xml[:-1]:
                    lines = max(lines, lines_in(self._text(xml), width))
        return lines

    def _text(self, xml: bytes) -> str:
        """Return a cell's text; numbers and days, which never run over lines, as nothing."""
        head = xml[: xml.index(b">")]
        said = _TEXT.findall(xml)
        if b' t="s"' in head and said:
            return self._shared[int(said[0])]
        return unescape(b"".join(said).decode()) if b' t="' in head else ""


def _widths(before: bytes) -> dict[int, float]:
    """Return the pixels for a text by column from 0; columns hidden or unsaid are left out."""
    found: dict[int, float] = {}
    for column in _COLUMN.finditer(before):
        said = {one[1]: one[2].decode() for one in _SAID.finditer(column[1])}
        if b"width" not in said or said.get(b"hidden") in {"1", "true"}:
            continue
        pixels = math.trunc(float(said[b"width"]) * _DIGIT) - _PADDING
        first, last = int(said[b"min"]), int(said[b"max"])
        found |= dict.fromkeys(range(first - 1, min(last, first + 500)), pixels)
    return found


def _merged(after: bytes) -> dict[int, frozenset[int]]:
    """Return the first columns of merged cells by row: rows do not fit them."""
    found: dict[int, frozenset[int]] = {}
    for one in _MERGED.finditer(after):
        row = int(one[2])
        found[row] = found.get(row, frozenset()) | {column_number(one[1].decode())}
    return found
