"""A workbook that a program has open, for reading: cells and tables as a closed one has them."""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, cached_property

from ledger.book.ports import ERROR_VALUES, Pages
from ledger.layout import meta
from ledger.layout.addresses import letter
from ledger.read.cells.cell import Raw
from ledger.read.grids import CellSource, OpenBook, Rows
from ledger.read.guard.gate import GatedPackage
from ledger.read.guard.parts import FramedTable

MIDNIGHT = dt.time()


def opened_pages(pages: Pages) -> OpenBook:
    """Open a workbook of a program for reading, as a closed one is opened.

    An Excel table has no merged cells, so none are looked for.
    """
    visible = pages.sheets()
    listed = [title for title in visible if not title.startswith("_") or title == meta.SHEET]
    tables = pages.tables()
    values = cache(pages.values)

    def errors(sheet: str) -> frozenset[str]:
        return _errors(values(sheet))

    def pictures(sheet: str) -> frozenset[str]:
        found = sorted(errors(sheet))
        return pages.pictures(sheet, found) if found else frozenset()

    package = GatedPackage(
        sheets={title: title for title in listed},
        hidden=frozenset(title for title, seen in visible.items() if not seen),
        tables={name: FramedTable(at.sheet, at.ref, at.totals) for name, at in tables.items()},
        names=_Names(pages),
        formulas=_BySheet(listed, lambda sheet: frozenset(pages.formulas(sheet))),
        errors=_BySheet(listed, errors),
        pictures=_BySheet(listed, pictures),
        from_1904=pages.from_1904,
    )
    return OpenBook(pages.name, CellSource(package, lambda sheet: plain(values(sheet)), _none))


class _Names(Mapping[str, str]):
    """What the defined names stand for, without `=`; the workbook is asked when they are needed."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    @cached_property
    def _told(self) -> Mapping[str, str]:
        return {name: text.removeprefix("=") for name, text in self._pages.names().items()}

    def __getitem__(self, name: str) -> str:
        return self._told[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)


class _BySheet(Mapping[str, frozenset[str]]):
    """Addresses by sheet, looked up when they are asked for."""

    def __init__(self, sheets: Collection[str], look: Callable[[str], frozenset[str]]) -> None:
        self._sheets = sheets
        self._look = look

    def __getitem__(self, sheet: str) -> frozenset[str]:
        if sheet not in self._sheets:
            raise KeyError(sheet)
        return self._look(sheet)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sheets)

    def __len__(self) -> int:
        return len(self._sheets)


def _none(_: str) -> tuple[()]:
    return ()


def _errors(rows: Rows) -> frozenset[str]:
    return frozenset(
        _address(number, column)
        for number, row in enumerate(rows, start=1)
        for column, value in enumerate(row)
        if value in ERROR_VALUES
    )


def _address(number: int, column: int) -> str:
    return f"{letter(column)}{number}"


def plain(rows: Rows) -> Rows:
    """Return values as the reader of closed books gives them: whole days as dates, errors blank."""
    return [[_one(value) for value in row] for row in rows]


def _one(value: Raw) -> Raw:
    if isinstance(value, dt.datetime) and value.time() == MIDNIGHT:
        return value.date()
    return None if isinstance(value, str) and value in ERROR_VALUES else value
