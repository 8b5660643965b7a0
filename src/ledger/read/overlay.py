"""A book as it would read with some cells set: what is to be written is looked at before it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from ledger.layout.addresses import position
from ledger.layout.columns import Cell
from ledger.read.cells.cell import Raw
from ledger.read.grids import OpenBook, Rows, filled_in
from ledger.read.outlying_values import Filled

OverlayValues: TypeAlias = Mapping[str, Mapping[str, Cell]]
"""New values by sheet name, then by address; None empties a cell."""


def overlaid(book: OpenBook, values: OverlayValues) -> OpenBook:
    """Return the book as its readers would see it with some cells set.

    Args:
        book: The opened book; it stays as it is.
        values: What is to be set; formulas and error values give way to it.
    """

    def rows(sheet: str) -> Rows:
        own = book.rows(sheet)
        return _patched(own, values[sheet]) if sheet in values else own

    def filled(sheet: str) -> Sequence[Filled]:
        return filled_in(rows(sheet)) if sheet in values else book.filled(sheet)

    package = replace(
        book.package,
        formulas=_Without(book.package.formulas, values),
        errors=_Without(book.package.errors, values),
        pictures=_Without(book.package.pictures, values),
    )
    source = book.source._replace(package=package, rows=rows, filled=filled)
    return OpenBook(book.name, source, beneath=book, set_on=values)


def _patched(rows: Rows, cells: Mapping[str, Cell]) -> Rows:
    patched: list[list[Raw]] = [list(row) for row in rows]
    for address, value in cells.items():
        row, column = position(address)
        patched += [[] for _ in range(row + 1 - len(patched))]
        patched[row] += [""] * (column + 1 - len(patched[row]))
        patched[row][column] = "" if value is None else value
    return patched


class _Without(Mapping[str, frozenset[str]]):
    """Addresses by sheet, without those of cells that are set."""

    def __init__(self, addresses: Mapping[str, frozenset[str]], values: OverlayValues) -> None:
        self._addresses = addresses
        self._values = values

    def __getitem__(self, sheet: str) -> frozenset[str]:
        return self._addresses[sheet].difference(self._values.get(sheet, ()))

    def __iter__(self) -> Iterator[str]:
        return iter(self._addresses)

    def __len__(self) -> int:
        return len(self._addresses)
