"""Cells that hold no plain value: formulas, error values, pictures, numbers that look otherwise."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ledger.layout.addresses import position
from ledger.read.guard.gate import GatedPackage


class Marked(NamedTuple):
    """Cells of a sheet that hold no plain value; see `Grid`."""

    formulas: frozenset[tuple[int, int]]
    errors: frozenset[tuple[int, int]]
    pictures: frozenset[tuple[int, int]]
    disguised: Mapping[tuple[int, int], str]
    all: frozenset[tuple[int, int]]


def marked_in(package: GatedPackage, sheet: str) -> Marked:
    """Return the cells of a sheet that hold no plain value.

    Args:
        package: The workbook.
        sheet: The sheet's name.
    """
    kinds = (package.formulas, package.errors, package.pictures)
    formulas, errors, pictures = (_positions(kind.get(sheet, ())) for kind in kinds)
    disguised = _kinds(package.disguised.get(sheet, {}))
    return Marked(formulas, errors, pictures, disguised, formulas | errors | pictures)


def _kinds(cells: Mapping[str, str]) -> Mapping[tuple[int, int], str]:
    """Return what is known of cells by row number (from 1) and column (from 0)."""
    return {(row + 1, column): kind for at, kind in cells.items() for row, column in [position(at)]}


def _positions(addresses: Iterable[str]) -> frozenset[tuple[int, int]]:
    """Return row numbers (from 1) and columns (from 0), as `Grid` counts them."""
    return frozenset((row + 1, column) for row, column in map(position, addresses))
