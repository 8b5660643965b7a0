"""職員番号: found in the master, never guessed and never joined by name.

A number may have lost its leading zeros (a cell turned into a number) or come in full-width
characters. It is read as the one number of the master that it can be; otherwise it is refused.
"""

from collections.abc import Iterable
from typing import NamedTuple, Self

import pandas as pd

from ledger.layout.columns import Column
from ledger.layout.shared import STAFF_NO
from ledger.model.problems import Place, Problem
from ledger.read.cells import Finding
from ledger.read.cells_text import folded_code, shown


class Resolved(NamedTuple):
    """A staff number of the master, or None, with what was found on the way."""

    staff_no: str | None
    finding: Finding | None = None


class StaffNumbers:
    """The staff numbers of the master, ready to be looked up."""

    def __init__(self, numbers: Iterable[str]) -> None:
        """Take the master's numbers as they stand in the sheet 職員."""
        self._known = frozenset(numbers)
        self._by_key: dict[str, list[str]] = {}
        for number in sorted(self._known):
            self._by_key.setdefault(_key(number), []).append(number)

    @classmethod
    def of(cls, staff: pd.DataFrame) -> Self:
        """Take the numbers of the ledger's table `staff`."""
        return cls(staff["staff_no"].dropna())

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
        candidates = [n for n in self._by_key.get(_key(number), ()) if len(n) >= len(number)]
        if len(candidates) == 1:
            return _found(written, candidates[0])
        value = shown(written)
        if candidates:
            gaps = {"value": value, "candidates": "・".join(candidates)}
            return Resolved(None, Finding("staff-ambiguous", gaps))
        return Resolved(None, Finding("staff-unknown", {"value": value}))

    def resolve_column(
        self, data: pd.DataFrame, place: Place, letter: str, column: Column = STAFF_NO
    ) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
        """Put the master's numbers into a frame's column of staff numbers.

        Args:
            data: A frame with that column; its index is the row number in the sheet.
            place: File and sheet.
            letter: Letter of the column in the sheet.
            column: The column.

        Returns:
            The frame without the rows whose number was not found, and a problem for each of them
            and for each repaired number. Blank numbers stay blank.
        """
        problems: list[Problem] = []
        numbers: list[str | None] = []
        keep: list[bool] = []
        for row, written in data[column.key].items():
            if pd.isna(written):
                numbers.append(None)
                keep.append(True)
                continue
            resolved = self.resolve(str(written))
            numbers.append(resolved.staff_no)
            keep.append(resolved.staff_no is not None)
            if resolved.finding:
                cell = place.model_copy(update={"cell": f"{letter}{row}"})
                problems.append(resolved.finding.at(cell, column))
        replaced = data.assign(
            **{column.key: pd.Series(numbers, index=data.index, dtype=data[column.key].dtype)}
        )
        return replaced[keep], tuple(problems)


def padded(number: str, width: int | None) -> str:
    """Return a number of the master itself with its leading zeros (設定 職員番号の桁数).

    Only digits are padded; without a width the number stays as it is.
    """
    return number.zfill(width) if width and number.isascii() and number.isdigit() else number


def _key(number: str) -> str:
    return folded_code(number).lstrip("0") or "0"


def _found(written: str, number: str) -> Resolved:
    if written == number:
        return Resolved(number)
    gaps = {"value": shown(written), "staff_no": number}
    return Resolved(number, Finding("staff-normalised", gaps))
