"""A ledger that was just written, read again by a reader that had no part in writing it.

What it was made of has passed the gate, and the rest is ours: it is not looked through for what
does harm once more. Every cell is held against what was to be written instead
(`book/written_sheets`), and the file may be no larger than the gate lets in again.
"""

import io
import zipfile
from collections.abc import Callable, Sequence
from typing import TypeAlias

from python_calamine import CalamineError, CalamineWorkbook

from ledger.model.problems import Place, Problem, Refusal
from ledger.read.cells.cell import Raw
from ledger.read.guard.archive import directory, outside
from ledger.read.guard.limits import LEDGER, Suspicious

RowsOf: TypeAlias = Callable[[str], Sequence[Sequence[Raw]] | None]
"""Returns the rows of a sheet from row 1 and column A on; None if it cannot be read."""


def written_rows(data: bytes, name: str) -> RowsOf:
    """Return what reads the sheets of a ledger of our own making.

    Args:
        data: Its bytes; only those that this program has just written.
        name: Its name, for messages.

    Raises:
        Refusal: It has become too large to be read again (`too-heavy`).
    """
    try:
        outside(data, LEDGER)
        directory(zipfile.ZipFile(io.BytesIO(data)), LEDGER)
    except Suspicious as stop:
        gaps = {"reason": stop.reason, "remedy": stop.remedy}
        raise Refusal(Problem.of(stop.code, Place(file=name), **gaps)) from stop
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    except CalamineError:
        return lambda _: None

    def rows(sheet: str) -> Sequence[Sequence[Raw]] | None:
        try:
            return book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
        except CalamineError:
            return None

    return rows
