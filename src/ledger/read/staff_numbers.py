"""職員番号: found in the master, never guessed and never joined by name.

A number may have lost its leading zeros (a cell turned into a number) or come in full-width
characters. It is read as the one number of the master that it can be; otherwise it is refused.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from types import MappingProxyType
from typing import NamedTuple, Self

import pandas as pd

from ledger.layout.columns import Column
from ledger.layout.shared import STAFF_NO
from ledger.model.characters import quoted
from ledger.model.folding import folded_code, number_key
from ledger.model.problems import Place, Problem
from ledger.model.unknown_words import staff_remedy
from ledger.read.cells.cell import CellFinding
from ledger.read.equal_findings import InCell, shortened

_NOBODY: Mapping[str, str] = MappingProxyType({})
_MANY_MORE = 5
"""How many numbers of one length there are for each short one that lost its zeros."""


class Resolved(NamedTuple):
    """A staff number of the master, or None, with what was found on the way."""

    staff_no: str | None
    finding: CellFinding | None = None

    def told(self, place: Place, column: Column = STAFF_NO) -> Problem | None:
        """Return the finding as a problem of a certain cell, if there is one."""
        return self.finding.at(place, column) if self.finding else None


class StaffNumbers:
    """The staff numbers of the master, ready to be looked up."""

    def __init__(self, numbers: Iterable[str], before: Mapping[str, str] = _NOBODY) -> None:
        """Take the master's numbers as they stand in the sheet 職員.

        Args:
            numbers: The numbers.
            before: Who was there once, by number: what a remedy calls them.
        """
        self._known = frozenset(numbers)
        self._before = {number_key(number): who for number, who in before.items()}
        self._by_key: dict[str, list[str]] = {}
        for number in sorted(self._known):
            self._by_key.setdefault(number_key(number), []).append(number)

    @classmethod
    def of(cls, staff: pd.DataFrame, before: Mapping[str, str] = _NOBODY) -> Self:
        """Take the numbers of the ledger's table `staff`; `before` as above."""
        return cls(staff["staff_no"].dropna(), before)

    def resolve(self, written: str) -> Resolved:
        """Find the one number of the master that a written number can be (W44).

        Args:
            written: The number as it was written; a number cell's digits without leading zeros.

        Returns:
            The master's number: silently if written so, else with `staff-normalised`. None with
            `staff-unknown`, or `staff-ambiguous` where zeros before it would give several.
        """
        number = folded_code(written)
        if number in self._known and number.startswith("0"):
            return _found(written, number)
        candidates = [n for n in self._by_key.get(number_key(number), ()) if len(n) >= len(number)]
        if len(candidates) == 1:
            return _found(written, candidates[0])
        value = quoted(written)
        if candidates:
            gaps = {"value": value, "candidates": "・".join(candidates)}
            return Resolved(None, CellFinding("staff-ambiguous", gaps))
        remedy = staff_remedy(self._before.get(number_key(number), ""))
        return Resolved(None, CellFinding("staff-unknown", {"value": value, "remedy": remedy}))


def padded_column(
    data: pd.DataFrame,
    place: Place,
    letter: str,
    width: int | None,
    standing: Collection[str] = (),
) -> tuple[pd.DataFrame, list[Problem]]:
    """Pad the master's own numbers in a frame (設定 職員番号の桁数).

    Args:
        data: A frame with the column; its index is the row number in the file.
        place: The file.
        letter: Letter of the column in the file.
        width: How many digits a number has; None: as the list itself tells, if it does.
        standing: The numbers of the ledger: what the list tells does not change them.

    Returns:
        The frame, and a notice for each padded number.
    """
    if width:
        return _replaced(data, place, letter, STAFF_NO, lambda written: padded(written, width))
    told = told_width(map(str, data[STAFF_NO.key].dropna()))
    return _replaced(
        data, place, letter, STAFF_NO, lambda one: one if one in standing else padded(one, told)
    )


def told_width(numbers: Iterable[str]) -> int | None:
    """Return how many digits a number of a list has, where a few plainly lost their zeros.

    A cell that was turned into a number loses them (7 among 0001, 0002 …). The list tells so
    where all other numbers have one length, some of them begin with a zero, they are many more
    than the short ones, and no short one would become another of the list.

    Args:
        numbers: The numbers of a list of people, as they are written.
    """
    digits = {folded for one in numbers if (folded := folded_code(one)).isdecimal()}
    width = max(map(len, digits), default=0)
    short = {one for one in digits if len(one) < width}
    whole = digits - short
    is_plain = (
        any(one.startswith("0") for one in whole)
        and len(whole) >= _MANY_MORE * len(short)
        and not {one.zfill(width) for one in short} & whole
        and len({one.zfill(width) for one in short}) == len(short)
    )
    return width if short and is_plain else None


def _replaced(
    data: pd.DataFrame, place: Place, letter: str, column: Column, new: Callable[[str], str]
) -> tuple[pd.DataFrame, list[Problem]]:
    old = data[column.key]
    numbers = [None if pd.isna(written) else new(str(written)) for written in old]
    changed = [
        (row, str(written), number)
        for (row, written), number in zip(old.items(), numbers, strict=True)
        if number is not None and number != written
    ]
    found = (
        InCell(place.but(cell=f"{letter}{row}"), finding, column)
        for row, written, number in changed
        if (finding := _found(written, number).finding)
    )
    replaced = pd.Series(numbers, index=data.index, dtype=old.dtype)
    return data.assign(**{column.key: replaced}), list(shortened(found))


def padded(number: str, width: int | None) -> str:
    """Return a number of the master itself with its leading zeros (設定 職員番号の桁数).

    Only digits are padded; without a width the number stays as it is.
    """
    return number.zfill(width) if width and number.isascii() and number.isdigit() else number


def _found(written: str, number: str) -> Resolved:
    if written == number:
        return Resolved(number)
    gaps = {"value": quoted(written), "staff_no": number}
    return Resolved(number, CellFinding("staff-normalised", gaps))
