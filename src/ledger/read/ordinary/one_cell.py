"""One cell of an ordinary sheet, without its address: what stands in it, and how it is written.

The same cell comes in many rows and columns (the blank ones, codes, words, days), so that it is
looked at once for each book's styles, and known again by its bytes.
"""

import datetime as dt
import math
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ledger.read.cells.cell import Raw
from ledger.read.guard.tags import Tail, tail_of
from ledger.read.ordinary.grammar import LISTED, attributes_of, checked, inline_text, text_of
from ledger.read.ordinary.seen import NotOrdinary
from ledger.read.ordinary.styles import Shows, Styles

BLANK = ""
"""What stands in a cell in which nothing stands."""
NO_TEXT = -1
"""The index of a cell whose text is not one of the book's list."""

_CELL = re.compile(
    rb'((?: [a-z]+="[^"<>&]*")*)'
    rb"(?:/>|>(?:<f(" + LISTED + rb")(?:/>|>[^<]*</f>))?"
    rb"(?:<v/>|<v>([^<]*)</v>"
    rb'|<is><t( xml:space="preserve")?>([^<]*)</t></is>)?</c>)'
)
"""A cell behind its address: what its tag says, its formula's, value, and a text of its own."""
_NUMBER = re.compile(rb"-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]{1,2})?")
_NUMERIC, _TRUTH, _ERROR = "n", "b", "e"
_LISTED_TEXT, _FORMULA_TEXT, _INLINE = "s", "str", "inlineStr"
"""The kinds of cells (`t`)."""
_MAY_BE_BARE = frozenset({_NUMERIC, _INLINE})
"""Kinds of which a cell may be open and have no value."""
_OWN_TEXT, _NO_VALUE = b"</t></is></c>", (b"<v></v></c>", b"<v/></c>")
_TRUTHS: Mapping[bytes, bool] = {b"0": False, b"1": True}
_ERRORS = frozenset(b"#DIV/0! #N/A #NAME? #NULL! #NUM! #REF! #VALUE! #GETTING_DATA".split())
_FIRST_DAY, _LAST_DAY = 61, 2_958_466
"""Numbers of days that every reader takes for the same day: from 1900-03-01 on."""
_ORIGIN = dt.datetime(1899, 12, 30)  # noqa: DTZ001 - a day of a workbook has no zone
_MILLISECONDS = 86_400_000


class OrdinaryCell(NamedTuple):
    """What stands in a cell.

    Attributes:
        is_open: Whether its tag is open: something may stand in it.
        has_value: Whether it has a value, if only a blank text.
        raw: The value; blank where it is a text of the book's list.
        text: The index of that text; `NO_TEXT` if it is none.
        is_marked: Whether it has a formula, an error value, or shows another value than it has.
        has_formula: Whether it has a formula.
        is_error: Whether its value is an error.
        disguise: As what it shows its value (`number_format_disguise`); "" if as it is.
    """

    is_open: bool
    has_value: bool = False
    raw: Raw = BLANK
    text: int = NO_TEXT
    is_marked: bool = False
    has_formula: bool = False
    is_error: bool = False
    disguise: str = ""


SHUT = OrdinaryCell(is_open=False)
"""A cell of which there is nothing but how it looks."""


def cell_of(said: bytes, styles: Styles) -> OrdinaryCell:
    """Return what stands in a cell.

    Args:
        said: All of it behind the quote that ends its address.
        styles: The book's styles.

    Raises:
        NotOrdinary: It is written in another way.
    """
    found = _CELL.fullmatch(checked(said))
    if found is None:
        raise NotOrdinary
    if found[2]:
        attributes_of(found[2])
    tail = _tail(found[1])
    if tail.style >= max(len(styles.shows), 1):
        raise NotOrdinary
    if not said.endswith(b"/>"):
        return _open(said, found, tail, styles)
    if tail.kind != _NUMERIC:
        raise NotOrdinary
    return SHUT


@lru_cache(maxsize=4096)
def _tail(listed: bytes) -> Tail:
    """Return what a cell's tag says behind its address."""
    own = attributes_of(listed)
    told = tail_of(listed)
    if told is None or "vm" in own or "r" in own:
        raise NotOrdinary
    return told


def _open(said: bytes, found: re.Match[bytes], tail: Tail, styles: Styles) -> OrdinaryCell:
    """Return an open cell."""
    formula, is_error = found[2] is not None, tail.kind == _ERROR
    disguise = styles.disguises.get(tail.style, "")
    value = found[3] or b""
    listed = tail.kind == _LISTED_TEXT and value.isdigit()
    raw = BLANK if listed else _value(said, found, tail, styles)
    return OrdinaryCell(
        is_open=True,
        has_value=raw is not None,
        raw=BLANK if raw is None else raw,
        text=int(value) if listed else NO_TEXT,
        is_marked=formula or is_error or bool(disguise),
        has_formula=formula,
        is_error=is_error,
        disguise=disguise,
    )


def _value(said: bytes, found: re.Match[bytes], tail: Tail, styles: Styles) -> Raw:
    """Return a value that is no text of the book's list; None if there is none."""
    if found[3]:
        shows = styles.shows[tail.style] if styles.shows else Shows.NUMBER
        return _raw(tail.kind, found[3], shows)
    own_text = said.endswith(_OWN_TEXT)
    if own_text and tail.kind == _INLINE and found[2] is None:
        return inline_text(found[5], kept=bool(found[4]))
    if tail.kind == _FORMULA_TEXT and said.endswith(_NO_VALUE):
        return BLANK
    if own_text or tail.kind not in _MAY_BE_BARE:
        raise NotOrdinary
    return None


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
