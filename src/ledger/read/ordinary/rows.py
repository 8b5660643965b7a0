"""The rows of an ordinary sheet: what stands in each, and how it is written.

A row is looked at once however often it comes: the blank rows, the headings and the formulas of a
form are the same bytes in each of a thousand files.
"""

import datetime as dt
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from ledger.model.sheet_room import LARGEST_ROW
from ledger.read.cells import Raw
from ledger.read.guard_limits import MEGABYTE
from ledger.read.guard_sheets import LARGEST_COLUMN
from ledger.read.guard_tags import Tail, column_of, tail_of
from ledger.read.number_format_disguise import is_unseen
from ledger.read.ordinary.grammar import LISTED, attributes_of, checked, inline_text, text_of
from ledger.read.ordinary.seen import ByBytes, NotOrdinary
from ledger.read.ordinary.styles import Shows, Styles
from ledger.read.outlying_values import Filled
from ledger.read.table_grid import is_filled

BLANK = ""
"""What stands in a cell in which nothing stands."""

_ROW = re.compile(rb'<row r="([1-9][0-9]{0,6})"(' + LISTED + rb")(/?)>")
_FORMULA = re.compile(rb"<f(" + LISTED + rb")/?>")
_CELL = re.compile(
    rb'(<c r="([A-Z]{1,3})([1-9][0-9]{0,6})"((?: [a-z]+="[^"<>&]*")*)'
    rb'(?:/>|>(<f(?: [A-Za-z0-9:]+="[^"<>&]*")*(?:/>|>[^<]*</f>))?'
    rb"(?:<v/>|<v>([^<]*)</v>"
    rb'|<is><t( xml:space="preserve")?>([^<]*)</t></is>)?</c>))'
)
"""A cell: whole, its column and row, what its tag says, formula, value, and a text of its own."""
_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
_NUMERIC, _TRUTH, _ERROR = "n", "b", "e"
_LISTED_TEXT, _FORMULA_TEXT, _INLINE = "s", "str", "inlineStr"
"""The kinds of cells (`t`)."""
_MAY_BE_BARE = frozenset({_NUMERIC, _INLINE})
"""Kinds of which a cell may be open and have no value."""
_OWN_TEXT, _NO_VALUE = b"</t></is></c>", (b"<v></v></c>", b"<v/></c>")
_TRUTHS: Mapping[bytes, bool] = {b"0": False, b"1": True}
_ERRORS = frozenset(b"#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #GETTING_DATA".split())
_DECLARED = b"x14ac:dyDescent"
"""The one attribute with a prefix that Excel gives to rows."""
_FIRST_DAY, _LAST_DAY = 61, 2_958_466
"""Numbers of days that every reader takes for the same day: from 1900-03-01 on."""
_ORIGIN = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a workbook has no zone
_MILLISECONDS = 86_400_000


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


class _InRow(NamedTuple):
    """What is found in the cells of a row; see `OrdinaryRow`."""

    values: list[tuple[int, Raw]]
    texts: list[tuple[int, int]]
    formulas: list[str]
    errors: list[str]
    disguised: list[tuple[str, str]]


_ROWS_ROOM = 16 * MEGABYTE
_ROWS: ByBytes[ByBytes[tuple[OrdinaryRow, ...]]] = ByBytes(3 * _ROWS_ROOM)
"""The rows that were read, by the styles of their books."""
_UNENDED = b"\0"
"""Behind what no end of a row follows: rows without cells alone."""
_TELLS = 600
"""About how many bytes what is kept of a row takes beside twice its text."""


def rows_of(cells: bytes, styles: Styles) -> Sequence[OrdinaryRow]:
    """Return the rows of a sheet, as they come.

    Args:
        cells: What stands between `<sheetData>` and its end.
        styles: The book's styles.

    Raises:
        NotOrdinary: A row is written in another way.
    """
    seen = _ROWS.known(styles.mark)
    if seen is None:
        seen = _ROWS.keep(styles.mark, ByBytes(_ROWS_ROOM), _ROWS_ROOM)
    *pieces, last = cells.split(b"</row>")
    rows: list[OrdinaryRow] = []
    for piece in pieces:
        known = seen.get(piece) or seen.known(piece)
        if known is None:
            known = seen.keep(piece, tuple(_read(piece, styles, closed=True)), len(piece) + _TELLS)
        rows += known
    key = last + _UNENDED
    known = seen.known(key)
    if known is None:
        known = seen.keep(key, tuple(_read(last, styles, closed=False)), _TELLS)
    return [*rows, *known]


def _read(piece: bytes, styles: Styles, *, closed: bool) -> Iterator[OrdinaryRow]:
    """Read a row and those without cells before it.

    Args:
        piece: What stands between the ends of two rows.
        styles: The book's styles.
        closed: Whether an end of a row follows.
    """
    checked(piece)
    for listed in _FORMULA.findall(piece):
        attributes_of(listed)
    at, is_open = 0, False
    while not is_open and at < len(piece):
        found = _ROW.match(piece, at)
        if found is None:
            raise NotOrdinary
        at, is_open = found.end(), not found[3]
        bare = _bare(found, styles)
        yield _filled(bare, piece[at:], styles) if is_open else bare
        at = len(piece) if is_open else at
    if is_open is not closed:
        raise NotOrdinary


def _bare(found: re.Match[bytes], styles: Styles) -> OrdinaryRow:
    """Return a row without its cells."""
    number, tail = int(found[1]), found[2]
    own = attributes_of(tail)
    if number > LARGEST_ROW or "r" in own or int(own.get("s", "0")) >= max(len(styles.shows), 1):
        raise NotOrdinary
    prefixed = [name for name in own if ":" in name]
    if any(name.encode() != _DECLARED for name in prefixed):
        raise NotOrdinary
    return OrdinaryRow(number, is_hidden=is_unseen(tail), is_extended=bool(prefixed))


@lru_cache(maxsize=4096)
def _tail(listed: bytes) -> Tail:
    """Return what a cell's tag says behind its address."""
    own = attributes_of(listed)
    told = tail_of(listed)
    if told is None or "vm" in own or "r" in own:
        raise NotOrdinary
    return told


def _filled(row: OrdinaryRow, cells: bytes, styles: Styles) -> OrdinaryRow:
    """Return a row with its cells, which stand one behind the other, from left to right."""
    matched = _CELL.findall(cells)
    if sum([len(one[0]) for one in matched]) != len(cells):
        raise NotOrdinary
    own, last, most = b"%d" % row.number, 0, max(len(styles.shows), 1)
    found, filled = _InRow([], [], [], [], []), 0
    for cell in matched:
        column, tail = _column(cell[1]), _tail(cell[3])
        if cell[2] != own or column <= last or tail.style >= most:
            raise NotOrdinary
        last = column
        if cell[0].endswith(b"/>"):
            if tail.kind != _NUMERIC:
                raise NotOrdinary
        else:
            filled += 1
            _take(found, cell, tail, styles)
    values: list[Raw] = [BLANK] * (found.values[-1][0] if found.values else 0)
    for column, raw in found.values:
        values[column - 1] = raw
    row.values, row.texts, row.filled = tuple(values), tuple(found.texts), filled
    row.formulas, row.errors = tuple(found.formulas), tuple(found.errors)
    row.disguised, row.last_column = tuple(found.disguised), last
    row.last_text = max([index for _, index in found.texts], default=-1)
    return row


def _take(found: _InRow, cell: tuple[bytes, ...], tail: Tail, styles: Styles) -> None:
    """Take an open cell into what is found in its row."""
    whole, letters, line, _, formula, value, _, _ = cell
    column, kind = _column(letters), tail.kind
    if formula:
        found.formulas.append((letters + line).decode())
    if kind == _ERROR:
        found.errors.append((letters + line).decode())
    if tail.style in styles.disguises:
        found.disguised.append(((letters + line).decode(), styles.disguises[tail.style]))
    if kind == _LISTED_TEXT and value.isdigit():
        found.texts.append((column - 1, int(value)))
        found.values.append((column, BLANK))
    elif value:
        shows = styles.shows[tail.style] if styles.shows else Shows.NUMBER
        found.values.append((column, _raw(kind, value, shows)))
    elif whole.endswith(_OWN_TEXT) and kind == _INLINE and not formula:
        found.values.append((column, inline_text(cell[7], kept=bool(cell[6]))))
    elif whole.endswith(_NO_VALUE) and kind == _FORMULA_TEXT:
        found.values.append((column, BLANK))
    elif kind not in _MAY_BE_BARE or whole.endswith(_OWN_TEXT):
        raise NotOrdinary


@lru_cache(maxsize=LARGEST_COLUMN)
def _column(letters: bytes) -> int:
    """Return a column's number, from 1."""
    number = column_of(letters)
    if number > LARGEST_COLUMN:
        raise NotOrdinary
    return number


def _raw(kind: str, value: bytes, shows: Shows) -> Raw:
    """Return a value as the reader of the careful way gives it."""
    if kind == _FORMULA_TEXT:
        return text_of(value)
    if kind == _NUMERIC and _NUMBER.fullmatch(value):
        return _number(float(value), shows)
    if kind == _TRUTH and value in _TRUTHS:
        return _TRUTHS[value]
    if kind == _ERROR and value in _ERRORS:
        return BLANK
    raise NotOrdinary


def _number(value: float, shows: Shows) -> Raw:
    if shows is Shows.NUMBER:
        return value
    if shows is Shows.LENGTH or not _FIRST_DAY <= value < _LAST_DAY:
        raise NotOrdinary
    whole = math.floor(value)
    if value == whole:
        return _ORIGIN.date() + dt.timedelta(days=whole)
    return _ORIGIN + dt.timedelta(milliseconds=math.floor(value * _MILLISECONDS + 0.5))
