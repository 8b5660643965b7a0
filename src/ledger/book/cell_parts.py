"""Parts of a sheet that are read by themselves."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.book.excel_values import runs
from ledger.book.ports import SheetCells
from ledger.layout.addresses import letter, position
from ledger.read.grids import Rows


class CellPart(NamedTuple):
    """A rectangle of a sheet: rows as in the sheet, columns from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @classmethod
    def of(cls, ref: str) -> "CellPart":
        """Return the rectangle of a range, or of one cell."""
        first, _, last = ref.partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        return cls(top + 1, left, bottom + 1, right)

    @property
    def ref(self) -> str:
        """It as a range."""
        return f"{letter(self.left)}{self.top}:{letter(self.right)}{self.bottom}"

    def of_column(self, column: int) -> "CellPart":
        """Return one of its columns."""
        return self._replace(left=column, right=column)

    def of_columns(self, columns: Iterable[int]) -> Iterator["CellPart"]:
        """Yield some of its columns, neighbours as one."""
        for left, right in runs(list(columns)):
            yield self._replace(left=left, right=right)

    @property
    def is_one_cell(self) -> bool:
        """Whether nothing of it can be parted."""
        return (self.top, self.left) == (self.bottom, self.right)

    @property
    def halves(self) -> tuple["CellPart", "CellPart"]:
        """Its upper and its lower half; of one row the left and the right one."""
        if self.bottom > self.top:
            middle = (self.top + self.bottom - 1) // 2
            return self._replace(bottom=middle), self._replace(top=middle + 1)
        return self.sides

    @property
    def sides(self) -> tuple["CellPart", "CellPart"]:
        """Its left and its right half."""
        middle = (self.left + self.right - 1) // 2
        return self._replace(right=middle), self._replace(left=middle + 1)

    def holds(self, row: int, column: int) -> bool:
        """Whether a cell stands in it: row as in the sheet, column from 0."""
        return self.top <= row <= self.bottom and self.left <= column <= self.right

    def has(self, address: str) -> bool:
        """Whether a cell stands in it, by its address."""
        row, column = position(address)
        return self.holds(row + 1, column)

    def is_above(self, other: "CellPart") -> bool:
        """Whether another one of the same columns begins in it, or just below."""
        same = (self.left, self.right) == (other.left, other.right)
        return same and self.top <= other.top <= self.bottom + 1

    def covers(self, other: "CellPart") -> bool:
        """Whether all of another one stands in it."""
        rows = self.top <= other.top and other.bottom <= self.bottom
        return rows and self.left <= other.left and other.right <= self.right


def apart(parts: Sequence[CellPart]) -> tuple[CellPart, ...]:
    """Return what covers some rectangles: none stands in another, neighbours below are one."""
    kept: list[CellPart] = []
    for part in sorted(set(parts), key=_size, reverse=True):
        if not any(one.covers(part) for one in kept):
            kept.append(part)
    joined: list[CellPart] = []
    for part in sorted(kept, key=lambda one: (one.left, one.right, one.top)):
        if joined and joined[-1].is_above(part):
            above = joined.pop()
            joined.append(above._replace(bottom=max(above.bottom, part.bottom)))
        else:
            joined.append(part)
    return tuple(joined)


def _size(part: CellPart) -> tuple[int, CellPart]:
    return (part.bottom - part.top + 1) * (part.right - part.left + 1), part


def cut(values: Rows, formulas: Mapping[str, str], ref: str = "") -> SheetCells:
    """Return what a range says, out of what its whole sheet says.

    Args:
        values: The values of the sheet from A1 on.
        formulas: Its formulas by address.
        ref: The range; all of it if not given.
    """
    if not ref:
        return SheetCells(values, formulas)
    part = CellPart.of(ref)
    rows = [
        [
            values[number][at] if number < len(values) and at < len(values[number]) else None
            for at in range(part.left, part.right + 1)
        ]
        for number in range(part.top - 1, part.bottom)
    ]
    return SheetCells(rows, {at: text for at, text in formulas.items() if part.has(at)})
