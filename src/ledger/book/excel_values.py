"""What Excel hands over, and what is handed to it, so that a value stays what it is."""

import datetime as dt
import decimal
import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby
from typing import TypeAlias

from ledger.book.ports import CellBlock
from ledger.layout.columns import Cell
from ledger.read.cells.cell import Raw

_ERRORS = range(-2146826288, -2146826188)
"""Excel's error values as numbers, the newer ones among them."""
_NAMED = {
    -2146826288: "#NULL!",
    -2146826281: "#DIV/0!",
    -2146826273: "#VALUE!",
    -2146826265: "#REF!",
    -2146826259: "#NAME?",
    -2146826252: "#NUM!",
    -2146826246: "#N/A",
}
"""Those that every Excel has."""
_READS_OTHERWISE = re.compile(
    r"""[\s\u200b\ufeff]*[=+\-@'＝＋－＠＇﹦﹢﹣﹫−]|["^\\¥]|.*[\d%％﹪]|"""
    r"""\s*(?:true|false|ｔｒｕｅ|ｆａｌｓｅ|[#＃].*)\s*$""",
    re.IGNORECASE | re.DOTALL,
)
"""Texts that Excel might take for a number, a date, a formula or a truth value; or, where it minds
Lotus' keys, for one that is centred, set to the right or repeated."""

SheetPlace: TypeAlias = tuple[int, int]
"""Row and column of a cell."""
LONGEST_RANGE = 255
"""Characters of the text that names a range."""


def without_dollars(address: str) -> str:
    """Return an address as the ports write it."""
    return address.replace("$", "")


def handed_over(value: object) -> Raw:
    """Return what Excel has in a cell, out of what pywin32 makes of it.

    Sums of money are numbers, days have no zone, an empty text is a blank, errors are their names;
    those that only newer Excels know are `#VALUE!`.
    """
    if isinstance(value, decimal.Decimal):
        return float(value)
    if isinstance(value, dt.datetime):
        return dt.datetime.combine(value.date(), value.time())
    if isinstance(value, int) and value in _ERRORS:
        return _NAMED.get(value, "#VALUE!")
    return None if value == "" else value  # type: ignore[return-value]  # what pywin32 knows


def guarded(value: Cell, *, textual: bool) -> Cell:
    """Return a value so that Excel stores a text as it is; an apostrophe before it is no part.

    Args:
        value: The value.
        textual: Whether it goes where the number format is `@`.
    """
    if not isinstance(value, str):
        return value
    if textual:
        return f"'{value}" if value.startswith("'") else value
    return f"'{value}" if _READS_OTHERWISE.match(value) else value


def kept_by_format(block: CellBlock, texts: Collection[int]) -> list[SheetPlace]:
    """Return the cells of a block, from 0, whose text is handed over otherwise in a cell for texts.

    Args:
        block: Values row by row.
        texts: Columns, from 0, of which that is known.
    """
    return [
        (number, at)
        for number, row in enumerate(block)
        for at, value in enumerate(row)
        if at not in texts and guarded(value, textual=False) != guarded(value, textual=True)
    ]


def as_taken(
    block: CellBlock, texts: Collection[int], cells: Collection[SheetPlace]
) -> list[list[Cell]]:
    """Return a block as pywin32 takes it: texts guarded, blanks as "", days with a zone.

    Args:
        block: Values row by row.
        texts: Columns, from 0, whose cells are for texts.
        cells: Other cells, from 0, that are.
    """
    return [
        [
            _taken(guarded(value, textual=at in texts or (number, at) in cells))
            for at, value in enumerate(row)
        ]
        for number, row in enumerate(block)
    ]


def _taken(value: Cell) -> Cell:
    """Return a value as pywin32 takes it; it would move a day without a zone by the PC's own."""
    if isinstance(value, dt.date):
        moment = value if isinstance(value, dt.datetime) else dt.datetime.combine(value, dt.time())
        return moment.replace(tzinfo=dt.UTC)
    return "" if value is None else value


def ranges(ref: str) -> Iterator[str]:
    """Yield ranges `A2:A9,C2:C9` so that each text is short enough for one call."""
    some = ""
    for one in ref.split(","):
        if some and len(some) + len(one) + 1 > LONGEST_RANGE:
            yield some
            some = ""
        some = f"{some},{one}" if some else one
    yield some


def runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of every run of neighbouring rows, or columns."""
    for _, run in groupby(enumerate(sorted(numbers)), lambda one: one[1] - one[0]):
        listed = [number for _, number in run]
        yield listed[0], listed[-1]
