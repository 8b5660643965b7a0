"""One file from elsewhere, read by a child of its own: what ends that child is one sentence.

A reader can be killed by a file, spin on it or eat all memory, and none of that can be caught where
it happens (`workers`). So lists, rosters and forms that are checked are read by a child, whose
cells alone come here. A ledger, and a form that is decided on, is read here as long as it is an
ordinary one (our own code, over bytes that the gate has measured), and by a child if not: there a
library would read it (decision 0019).
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ledger.model.problems import Place, Problem, Refusal
from ledger.read.child_side import Failure, is_capped
from ledger.read.csv_dialect import csv_rows
from ledger.read.grids import CellSource, Corners, OpenBook, Rows, TextFormulas
from ledger.read.guard.gate import GatedPackage
from ledger.read.guard.limits import FORM, Limits
from ledger.read.reading_costs import inflated
from ledger.read.workbooks import open_book, open_ordinary, open_with_care
from ledger.read.workers import ForChild, as_it_is, read_all

Payload = TypeVar("Payload")
Result = TypeVar("Result")


class FileToRead(NamedTuple):
    """What a child is given: the bytes, the name for problems, how large it may be.

    Attributes:
        data: The file's bytes.
        name: Its name.
        limits: How large it may be.
        odd: Whether it is known to be no ordinary workbook.
    """

    data: bytes
    name: str
    limits: Limits
    odd: bool = False


class HandedSheet(NamedTuple):
    """A sheet as a child hands it over; or why it cannot be read.

    Attributes:
        rows: Every row.
        merged: The merged ranges.
        texts: Formulas that are mere texts.
        problem: Why there is nothing.
    """

    rows: Rows = ()
    merged: Sequence[Corners] = ()
    texts: TextFormulas = {}  # noqa: RUF012 - none is ever added
    problem: Problem | None = None


class HandedBook(NamedTuple):
    """A workbook as a child hands it over: what stands where in it, and its sheets by name."""

    package: GatedPackage
    sheets: Mapping[str, HandedSheet]


def in_child(read: Callable[[Payload], Result], payload: Payload, data: bytes, name: str) -> Result:
    """Read one file in a child of its own.

    Args:
        read: A module-level function.
        payload: What it is given.
        data: The file's bytes, by which its caps are told.
        name: Its name.

    Raises:
        Refusal: The child died, ran out of time or memory, or failed (`file-stopped`).
    """
    if is_capped():
        return read(payload)
    task = ForChild(payload, len(data), inflated(data))
    (found,) = read_all([task], read, as_it_is, workers=1)
    if isinstance(found, Failure):
        place = Place(file=name)
        raise Refusal.of("file-stopped", place, name=name, reason=found.reason)
    return found


def open_apart(
    data: bytes, name: str, limits: Limits = FORM, *, odd: bool = False
) -> tuple[OpenBook | None, tuple[Problem, ...]]:
    """Open a closed workbook as `open_book` does, its cells read by a child.

    Args:
        data: The file's bytes.
        name: Its name, for problems.
        limits: How large it may be.
        odd: Whether it is known to be no ordinary one.

    Raises:
        Refusal: The child did not come to its end (`file-stopped`).
    """
    found = _cells(FileToRead(data, name, limits, odd))
    if not isinstance(found, HandedBook):
        return None, found
    return OpenBook(name, _source(found)), ()


def open_guarded(
    data: bytes, name: str, limits: Limits = FORM
) -> tuple[OpenBook | None, tuple[Problem, ...]]:
    """Open a closed workbook: here if it is an ordinary one, by a child if not.

    Args:
        data: The file's bytes.
        name: Its name, for problems.
        limits: How large it may be.

    Raises:
        Refusal: The child did not come to its end (`file-stopped`).
    """
    ordinary = open_ordinary(data, name, limits)
    return (ordinary, ()) if ordinary is not None else open_apart(data, name, limits, odd=True)


@lru_cache(maxsize=1)
def _cells(file: FileToRead) -> HandedBook | tuple[Problem, ...]:
    """Ask a child once for what is asked for several times in one run."""
    return in_child(cells_of, file, file.data, file.name)


def cells_of(file: FileToRead) -> HandedBook | tuple[Problem, ...]:
    """Read a workbook's cells, in a child.

    Args:
        file: The workbook.

    Returns:
        Its cells; or why it cannot be read.
    """
    opened = open_with_care if file.odd else open_book
    book, problems = opened(file.data, file.name, file.limits)
    if book is None:
        return problems
    return HandedBook(book.package, {title: _sheet(book, title) for title in book.package.sheets})


def _sheet(book: OpenBook, title: str) -> HandedSheet:
    try:
        rows, merged = book.source.rows(title), book.source.merged(title)
    except Refusal as refusal:
        return HandedSheet(problem=refusal.problem)
    return HandedSheet(rows, tuple(merged), book.formula_texts(title))


def _source(found: HandedBook) -> CellSource:
    def sheet(title: str) -> HandedSheet:
        one = found.sheets[title]
        if one.problem is not None:
            raise Refusal(one.problem)
        return one

    return CellSource(
        found.package,
        rows=lambda title: sheet(title).rows,
        merged=lambda title: sheet(title).merged,
        texts=lambda title: sheet(title).texts,
    )


def csv_rows_apart(data: bytes, place: Place) -> list[list[str]] | Problem:
    """Decode and split a list as `csv_rows` does, in a child.

    Args:
        data: The file's bytes.
        place: The file.

    Raises:
        Refusal: The child did not come to its end (`file-stopped`).
    """
    found = _rows(data, place)
    return found if isinstance(found, Problem) else [row.copy() for row in found]


@lru_cache(maxsize=1)
def _rows(data: bytes, place: Place) -> list[list[str]] | Problem:
    return in_child(_split, (data, place), data, place.file)


def _split(given: tuple[bytes, Place]) -> list[list[str]] | Problem:
    return csv_rows(*given)
