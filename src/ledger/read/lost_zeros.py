"""Codes of people and sections that lost their leading zeros: found in the master, or set aside."""

from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import Column
from ledger.layout.shared import STAFF_NO
from ledger.model.problems import Place, Problem
from ledger.read.cells.cell import CellFinding
from ledger.read.equal_findings import InCell, shortened
from ledger.read.staff_numbers import Resolved, StaffNumbers

_REPAIRED, _UNCLEAR = "staff-normalised", "staff-ambiguous"


class Restored(NamedTuple):
    """A column of codes with its zeros.

    Attributes:
        data: The frame, with the master's codes where exactly one is meant.
        problems: A notice for each repaired code, an error for each that may be several.
        unclear: Row numbers of the latter; their code is missing now.
    """

    data: pd.DataFrame
    problems: tuple[Problem, ...]
    unclear: frozenset[int]


def restored(
    data: pd.DataFrame, column: Column, master: Iterable[str], place: Place, letter: str
) -> Restored:
    """Give the codes of a column their leading zeros back.

    A code that is the master's own, or that the master does not know, stays as it is written.

    Args:
        data: A frame with that column; its index is the row number in the file.
        column: The column: numbers of staff or codes of sections.
        master: The codes that there are.
        place: The file.
        letter: Letter of the column in the file.
    """
    known = frozenset(master)
    numbers = StaffNumbers(known)
    codes: list[str | None] = []
    told: list[InCell] = []
    unclear: set[int] = set()
    for row, written in data[column.key].items():
        own = pd.isna(written) or str(written) in known
        found = Resolved(None) if own else numbers.resolve(str(written))
        code = None if pd.isna(written) else found.staff_no or str(written)
        if found.finding and found.finding.code in (_UNCLEAR, _REPAIRED):
            cell = place.but(cell=f"{letter}{row}")
            told.append(InCell(cell, _said(column, found.finding), column))
        if found.finding and found.finding.code == _UNCLEAR:
            unclear.add(int(str(row)))
            code = None
        codes.append(code)
    series = pd.Series(codes, index=data.index, dtype=data[column.key].dtype)
    kept = data.assign(**{column.key: series})
    return Restored(kept, tuple(shortened(told)), frozenset(unclear))


def _said(column: Column, finding: CellFinding) -> CellFinding:
    """Return the finding in the words of a column that holds no staff number."""
    if column.refers == STAFF_NO.refers or column.key == STAFF_NO.key:
        return finding
    if finding.code == _UNCLEAR:
        return CellFinding("code-ambiguous", finding.gaps)
    gaps = {"value": finding.gaps["value"], "repaired": finding.gaps["staff_no"]}
    return CellFinding("value-repaired", gaps)
