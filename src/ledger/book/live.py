"""Books that a program has open: read through their tables, written so that all or nothing stays.

What is written is read back and compared, then saved. If anything fails on the way, what was
written before is put back, so that the book is complete or as it was.
"""

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from pathlib import Path

import pandas as pd

from ledger.book.exchange import Standing, exchange, put_back, standing
from ledger.book.losses import refuse_losses, refuse_unverified
from ledger.book.pages import ERROR_VALUES, Pages
from ledger.book.protocol import Marks
from ledger.book.putting_back import put_all_back
from ledger.layout import ledger, meta
from ledger.layout.columns import Cell
from ledger.layout.frames import cells, letter
from ledger.model.problems import Place, Refusal
from ledger.model.terms import BookKind
from ledger.read.cells import Raw
from ledger.read.grids import OpenBook, Rows, Source, value_at
from ledger.read.guard import Package
from ledger.read.guard_parts import Table
from ledger.read.ledger_book import LedgerBook, assembled
from ledger.store.generations import keep
from ledger.store.last_marks import remember

MIDNIGHT = dt.time()


def opened_pages(pages: Pages) -> OpenBook:
    """Open a workbook of a program for reading, as a closed one is opened.

    An Excel table has no merged cells, so none are looked for.
    """
    visible = pages.sheets()
    listed = [title for title in visible if not title.startswith("_") or title == meta.SHEET]
    tables = pages.tables()
    package = Package(
        sheets={title: title for title in listed},
        hidden=frozenset(title for title, seen in visible.items() if not seen),
        tables={name: Table(at.sheet, at.ref) for name, at in tables.items()},
        names={name: text.removeprefix("=") for name, text in pages.names().items()},
        formulas=_BySheet(listed, lambda sheet: frozenset(pages.formulas(sheet))),
        errors=_BySheet(listed, lambda sheet: _errors(pages.values(sheet))),
    )
    totals = frozenset(name for name, at in tables.items() if at.totals)
    return OpenBook(
        pages.name, Source(package, lambda sheet: _plain(pages.values(sheet)), _none, totals)
    )


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


def _plain(rows: Rows) -> Rows:
    """Return values as the reader of closed books gives them: whole days as dates, errors blank."""
    return [[_one(value) for value in row] for row in rows]


def _one(value: Raw) -> Raw:
    if isinstance(value, dt.datetime) and value.time() == MIDNIGHT:
        return value.date()
    return None if isinstance(value, str) and value in ERROR_VALUES else value


class LiveBook:
    """A ledger that is open in a program; implements `book.protocol.Book`."""

    def __init__(self, pages: Pages) -> None:
        """Name the open workbook; nothing is read yet."""
        self._pages = pages
        self._seen: LedgerBook | None = None

    @property
    def name(self) -> str:
        """File name, for messages."""
        return self._pages.name

    def read(self) -> LedgerBook:
        """Read every table; see `Book.read`.

        The program waits while a button is at work, so what was read once stays true until it
        is written.
        """
        if self._seen is None:
            book = opened_pages(self._pages)
            if problem := book.kind_problem(BookKind.LEDGER):
                raise Refusal(problem)
            self._seen = assembled(self.name, "", book.meta(), book.grid)
        return self._seen

    def write(self, changes: Mapping[str, pd.DataFrame], anew: Collection[str] = ()) -> None:
        """Replace whole tables and save; see `Book.write`."""
        before = self.read()
        refuse_losses(before, set(changes).difference(anew), self.name)
        changed = [key for key, data in changes.items() if _differs(before, key, data)]
        keep(Path(self._pages.location), changes)
        begun: list[Standing] = []
        try:
            for key in changed:
                begun.append(standing(self._pages, ledger.BY_KEY[key]))
                exchange(self._pages, begun[-1], changes[key], before.tables[key])
            self._verify({key: changes[key] for key in changed})
            self._pages.save()
        except BaseException:
            put_all_back(partial(put_back, self._pages, one) for one in reversed(begun))
            raise
        self._seen = None

    def _verify(self, changes: Mapping[str, pd.DataFrame]) -> None:
        book = opened_pages(self._pages)
        wanted = [ledger.BY_KEY[key] for key in changes]
        found = assembled(self.name, "", book.meta(), book.grid, wanted)
        refuse_unverified(found, changes, self.name)


def _differs(before: LedgerBook, key: str, data: pd.DataFrame) -> bool:
    table = ledger.BY_KEY[key]
    return bool(before.left_out.get(key)) or cells(table, before.tables[key]) != cells(table, data)


class LiveForm:
    """A self-report or review workbook that is open in a program; implements `Form`."""

    def __init__(self, pages: Pages, operation: str = "") -> None:
        """Name the open workbook and the verb that will mark it."""
        self._pages = pages
        self._operation = operation

    @property
    def name(self) -> str:
        """File name, for messages."""
        return self._pages.name

    def opened(self) -> OpenBook:
        """Open it for reading; see `Form.opened`."""
        return opened_pages(self._pages)

    def mark(self, marks: Marks) -> None:
        """Set single cells and save; see `Form.mark`.

        Raises:
            Refusal: A cell is locked by its sheet's protection (`cell-locked`).
        """
        for sheet, values in marks.items():
            for address in self._pages.locked(sheet, tuple(values)):
                place = Place(file=self.name, sheet=sheet, cell=address)
                raise Refusal.of("cell-locked", place, cell=address)
        old = {sheet: self._old(sheet, values) for sheet, values in marks.items()}
        try:
            self._put(marks)
            self._pages.save()
        except BaseException:
            put_all_back([partial(self._put, old)])
            raise
        remember(self._pages.location, self._operation, old, marks)

    def _old(self, sheet: str, values: Mapping[str, Cell]) -> dict[str, Cell]:
        rows = _plain(self._pages.values(sheet))
        return {address: cell_at(rows, address) for address in values}

    def _put(self, marks: Marks) -> None:
        for sheet, values in marks.items():
            for address, value in values.items():
                self._pages.put(sheet, address, [[value]])


def cell_at(rows: Rows, address: str) -> Cell:
    """Return what stands at an address of an open workbook, as it would be written; blank None."""
    value = value_at(rows, address)
    return None if value == "" else value  # type: ignore[return-value]
