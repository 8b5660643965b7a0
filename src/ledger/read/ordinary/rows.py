"""The rows of an ordinary sheet: what stands in each, and how it is written.

A row is looked at once however often it comes: the blank rows, the headings and the formulas of a
form are the same bytes in each of a thousand files.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ledger.model.sheet_room import LARGEST_ROW
from ledger.read.cells.cell import Raw
from ledger.read.guard.limits import MEGABYTE
from ledger.read.guard.sheets import LARGEST_COLUMN
from ledger.read.guard.tags import column_of
from ledger.read.number_format_disguise import is_unseen
from ledger.read.ordinary.grammar import LISTED, LONGEST, attributes_of, checked
from ledger.read.ordinary.one_cell import BLANK, SHUT, OrdinaryCell, cell_of
from ledger.read.ordinary.seen import ByBytes, NotOrdinary
from ledger.read.ordinary.styles import Styles
from ledger.read.outlying_values import Filled
from ledger.read.table_grid import is_filled

_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"(' + LISTED + rb")(/?)>")
_BEGINS = b'<c r="'
"""A cell up to its address; no text has it in it."""
_LETTERS = re.compile(rb"[A-Z]{1,3}")
_DECLARED = b"x14ac:dyDescent"
"""The one attribute with a prefix that Excel gives to rows."""

Values: TypeAlias = tuple[Raw, ...]


@dataclass(slots=True)
class OrdinaryRow:
    """What stands in a row.

    Attributes:
        number: Its number.
        values: Its values from column A to the last one; texts of the book's list are blank here.
        texts: Columns (from 0) whose value is a text of the list, and its index.
        filled: How many cells have something in them.
        formulas: Addresses of formulas.
        errors: Addresses of error values.
        disguised: Cells that show another value, each with the kind of its disguise.
        is_hidden: Whether it cannot be seen.
        last_column: The last cell's column, from 1.
        last_text: The largest index of a text, -1 if there is none.
        is_extended: Whether it has an attribute of a later namespace.
        said: A list of texts and its values with them, as asked for last.
        shown: Values of it, and those of them that show something, as asked for last.
    """

    number: int
    values: tuple[Raw, ...] = ()
    texts: tuple[tuple[int, int], ...] = ()
    filled: int = 0
    formulas: tuple[str, ...] = ()
    errors: tuple[str, ...] = ()
    disguised: tuple[tuple[str, str], ...] = ()
    is_hidden: bool = False
    last_column: int = 0
    last_text: int = -1
    is_extended: bool = False
    said: tuple[Sequence[str], Values] | None = None
    shown: tuple[Values, Sequence[Filled]] | None = None

    def values_with(self, listed: Sequence[str]) -> Values:
        """Return its values, texts among them.

        Args:
            listed: The book's list of texts; the forms of one template often have the same one.
        """
        if not self.texts:
            return self.values
        if self.said is None or self.said[0] is not listed:
            values = list(self.values)
            for column, index in self.texts:
                values[column] = listed[index]
            self.said = listed, tuple(values)
        return self.said[1]

    def shown_with(self, listed: Sequence[str]) -> Sequence[Filled]:
        """Return the values that show something: row and column, from 0, and value.

        Args:
            listed: The book's list of texts.
        """
        values = self.values_with(listed)
        if self.shown is None or self.shown[0] is not values:
            line = self.number - 1
            own = [(line, column, raw) for column, raw in enumerate(values) if is_filled(raw)]
            self.shown = values, own
        return self.shown[1]


_ROWS_ROOM = 16 * MEGABYTE
_ROWS: ByBytes[ByBytes[tuple[OrdinaryRow, ...]]] = ByBytes(3 * _ROWS_ROOM)
"""The rows that were read, by the styles of their books."""
_CELLS_ROOM = 8 * MEGABYTE
_CELLS: ByBytes[ByBytes[OrdinaryCell]] = ByBytes(3 * _CELLS_ROOM)
"""The cells that were read, without their addresses, by the styles of their books."""
_UNENDED = b"\0"
"""Behind what no end of a row follows: rows without cells alone."""
_TELLS = 600
"""About how many bytes what is kept of a row takes beside twice its text."""
_PLACE_TELLS = 8
"""The same of each of its values, the blank ones too."""
_CELL_TELLS = 150
"""The same of a cell."""


class _Remembered(NamedTuple):
    """What was read of one book's styles: rows and cells, by their bytes."""

    styles: Styles
    rows: ByBytes[tuple[OrdinaryRow, ...]]
    cells: ByBytes[OrdinaryCell]

    def cell(self, said: bytes) -> OrdinaryCell:
        """Return what stands in a cell that was not asked for lately."""
        known = self.cells.known(said)
        if known is None:
            known = self.cells.keep(said, cell_of(said, self.styles), _CELL_TELLS)
        return known


def rows_of(cells: bytes, styles: Styles, room: int) -> Sequence[OrdinaryRow]:
    """Return the rows of a sheet, as they come.

    Args:
        cells: What stands between `<sheetData>` and its end.
        styles: The book's styles.
        room: How many places the values of all rows may take, blank ones before a value too.

    Raises:
        NotOrdinary: A row is written in another way, or they take more.
    """
    known = _known(styles)
    seen = known.rows
    *pieces, last = cells.split(b"</row>")
    rows: list[OrdinaryRow] = []
    for piece in pieces:
        read = seen.get(piece) or seen.known(piece)
        if read is None:
            read = tuple(_read(piece, known, closed=True))
            held = len(read[-1].values) if read else 0
            seen.keep(piece, read, len(piece) + _TELLS + _PLACE_TELLS * held)
        room -= len(read[-1].values) if read else 0
        if room < 0:
            raise NotOrdinary
        rows += read
    key = last + _UNENDED
    ending = seen.known(key)
    if ending is None:
        ending = seen.keep(key, tuple(_read(last, known, closed=False)), _TELLS)
    return [*rows, *ending]


def _known(styles: Styles) -> _Remembered:
    """Return what was read of books of these styles."""
    rows, cells = _ROWS.known(styles.mark), _CELLS.known(styles.mark)
    if rows is None:
        rows = _ROWS.keep(styles.mark, ByBytes(_ROWS_ROOM), _ROWS_ROOM)
    if cells is None:
        cells = _CELLS.keep(styles.mark, ByBytes(_CELLS_ROOM), _CELLS_ROOM)
    return _Remembered(styles, rows, cells)


def _read(piece: bytes, known: _Remembered, *, closed: bool) -> Iterator[OrdinaryRow]:
    """Read a row and those without cells before it.

    Args:
        piece: What stands between the ends of two rows.
        known: The book's styles, and what was read of them.
        closed: Whether an end of a row follows.
    """
    if len(piece) > LONGEST:
        raise NotOrdinary
    at, is_open = 0, False
    while not is_open and at < len(piece):
        found = _ROW.match(piece, at)
        if found is None:
            raise NotOrdinary
        at, is_open = found.end(), not found[3]
        row = _bare(int(found[1]), _row_tag(found[2]), known.styles)
        yield _filled(row, found[1], piece[at:], known) if is_open else row
        at = len(piece) if is_open else at
    if is_open is not closed:
        raise NotOrdinary


class _RowTag(NamedTuple):
    """What a row's tag says behind its number."""

    style: int
    is_hidden: bool
    is_extended: bool


@lru_cache(maxsize=4096)
def _row_tag(listed: bytes) -> _RowTag:
    own = attributes_of(checked(listed))
    prefixed = [name for name in own if ":" in name]
    if "r" in own or any(name.encode() != _DECLARED for name in prefixed):
        raise NotOrdinary
    return _RowTag(int(own.get("s", "0")), is_unseen(listed), bool(prefixed))


def _bare(number: int, tag: _RowTag, styles: Styles) -> OrdinaryRow:
    """Return a row without its cells."""
    if number > LARGEST_ROW or tag.style >= max(len(styles.shows), 1):
        raise NotOrdinary
    return OrdinaryRow(number, is_hidden=tag.is_hidden, is_extended=tag.is_extended)


def _filled(row: OrdinaryRow, own: bytes, cells: bytes, known: _Remembered) -> OrdinaryRow:
    """Return a row with its cells, which stand one behind the other, from left to right.

    Args:
        row: The row without them.
        own: Its number.
        cells: The cells.
        known: The book's styles, and what was read of them.
    """
    first, *pieces = cells.split(_BEGINS)
    if first:
        raise NotOrdinary
    digits, seen, last = len(own), known.cells, 0
    values: list[Raw] = []
    texts: list[tuple[int, int]] = []
    for piece in pieces:
        address, _, said = piece.partition(b'"')
        cell = seen.get(said) or known.cell(said)
        column = _column(address[:-digits])
        if not address.endswith(own) or column <= last:
            raise NotOrdinary
        last = column
        if cell is SHUT:
            continue
        row.filled += 1
        if cell.has_value:
            values += [BLANK] * (column - 1 - len(values))
            values.append(cell.raw)
            if cell.text >= 0:
                texts.append((column - 1, cell.text))
        if cell.is_marked:
            _mark(row, address.decode(), cell)
    row.values, row.texts, row.last_column = tuple(values), tuple(texts), last
    row.last_text = max([index for _, index in texts], default=-1)
    return row


def _mark(row: OrdinaryRow, address: str, cell: OrdinaryCell) -> None:
    """Take into a row what the careful reader wants to be told of a cell."""
    if cell.has_formula:
        row.formulas += (address,)
    if cell.is_error:
        row.errors += (address,)
    if cell.disguise:
        row.disguised += ((address, cell.disguise),)


@lru_cache(maxsize=LARGEST_COLUMN)
def _column(letters: bytes) -> int:
    """Return a column's number, from 1."""
    number = column_of(letters) if _LETTERS.fullmatch(letters) else LARGEST_COLUMN + 1
    if number > LARGEST_COLUMN:
        raise NotOrdinary
    return number
