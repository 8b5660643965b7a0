"""Books that a program has open: read through their tables, written so that all or nothing stays.

What is written is read back and compared, then saved. If anything fails on the way, what was
written before is put back, so that the book is complete or as it was.
"""

import contextlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pandas as pd

from ledger.book.excel_values import runs
from ledger.book.exchange import StandingTable, exchange, put_back, show_all, standing, staying
from ledger.book.heading_lines import heading_lines, put_heading_lines
from ledger.book.lost_frames import refuse_lost_frames, told
from ledger.book.migration import bring_up
from ledger.book.names_in_place import write_names
from ledger.book.opened_pages import opened_pages, plain
from ledger.book.page_exchange import reveal, write_pages
from ledger.book.parted_journal import told_parting
from ledger.book.ports import Pages
from ledger.book.rollback import Undo, put_all_back
from ledger.book.seen_pages import seen
from ledger.book.stale_names import stale_names
from ledger.book.write_checks import (
    refuse_full_sheets,
    refuse_impossible,
    refuse_losses,
    refuse_unverified,
)
from ledger.book.write_note import noted
from ledger.layout import ledger
from ledger.layout.addresses import letter, position
from ledger.layout.columns import Cell, CellMarks
from ledger.layout.frames import replaced, same_rows
from ledger.layout.page_frames import pages_in, without_pages
from ledger.layout.sheet_order import revealed
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.terms import BookKind
from ledger.present.headings import headings_in, line
from ledger.read.grids import OpenBook, Rows, value_at
from ledger.read.ledger_book import LedgerBook, assembled, with_card
from ledger.read.ledger_versions import ledger_version_problem
from ledger.store.conflict_copies import told_copies
from ledger.store.disk_state import Truth, bytes_of, sha256, truth_of
from ledger.store.generations import keeping
from ledger.store.last_decision import forget, recall, remember
from ledger.store.lock import Turn
from ledger.store.recovery import recovered
from ledger.trust.journal import CameIn


class LiveBook:
    """A ledger that is open in a program; implements `book.protocol.Book`."""

    def __init__(self, pages: Pages) -> None:
        """Name the open workbook; nothing is read yet."""
        self._pages = seen(pages)
        self._seen: LedgerBook | None = None
        self._turn = Turn()
        self._states: tuple[str, str, str] | None = None

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
            if problem := book.kind_problem(BookKind.LEDGER, ledger_version_problem):
                raise Refusal(problem)
            there = self._pages.sheets()
            read = assembled(self.name, "", book.meta(), book.grid, there=there)
            self._seen = told(with_card(read, book), self._path)
        return self._seen

    def write(
        self,
        changes: Mapping[str, pd.DataFrame],
        anew: Collection[str] = (),
        came: Sequence[CameIn] = (),
    ) -> None:
        """Replace whole tables and save; see `Book.write`."""
        before = self.read()
        refuse_full_sheets(changes, self.name)
        refuse_losses(before, set(changes).difference(anew), self.name)
        refuse_lost_frames(before, {*changes, *before.additions.columns}, self._path)
        self._pages.see_anew()
        try:
            with self.held(), self._keeping(changes, before, came):
                self._exchange(changes, before)
        finally:
            self._pages.forget()
        self._seen = None

    def renew_names(self) -> tuple[str, ...]:
        """Write names beside codes anew where they are out of date; nothing is saved.

        Returns:
            Keys of the tables whose names were.

        Raises:
            Exception: Whatever the program says; every name is then as it was.
        """
        before, undo = self.read(), list[Undo]()
        stale = () if before.is_older else stale_names(before)
        try:
            for key in stale:
                table = ledger.BY_KEY[key]
                write_names(self._pages, table, before.tables[key], before.tables, undo)
        except BaseException:
            put_all_back(reversed(undo))
            raise
        return stale

    def foreseen(self, changes: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
        """Say which filters and looks will not stay; see `Book.foreseen`."""
        before = self.read()
        apart = told_parting(before, self._path) if self._path.is_file() else ()
        found: list[Problem] = [*apart, *before.told_older(), *before.told_looks()]
        tables = without_pages(changes)
        changed = [key for key, data in tables.items() if _differs(before, key, data)]
        filtered = self._pages.filtered(self._pages.tables().keys() & set(changed))
        for key in changed:
            table = ledger.BY_KEY[key]
            place = Place(file=self.name, sheet=table.title)
            if key in filtered:
                found.append(Problem.of("filter-cleared", place, table=table.title))
            if stays := staying(self._pages, table, before.tables[key], changes[key]):
                what = "・".join(stays)
                found.append(Problem.of("looks-stay", place, table=table.title, what=what))
        return tuple(found)

    def tabs(self) -> Mapping[str, bool]:
        """Return which sheets can be seen; see `Book.tabs`."""
        return {title: s for title, s in self._pages.sheets().items() if not title.startswith("_")}

    def show_tabs(self, wanted: Mapping[str, bool]) -> None:
        """Let sheets be seen, or not; see `Book.show_tabs`."""
        undo: list[Undo] = []
        try:
            for title, shown in sorted(wanted.items(), key=lambda one: not one[1]):
                undo.append(partial(self._pages.show_tab, title, shown=not shown))
                self._pages.show_tab(title, shown=shown)
        except BaseException:
            put_all_back(reversed(undo))
            raise

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; see `Book.held`. A workbook that is on no disk needs none."""
        path = self._path
        if not path.is_file():
            yield
            return
        with self._turn.taken(path):
            yield

    def recovered(self) -> tuple[Problem, ...]:
        """Decide what earlier writes left; see `Book.recovered`."""
        path = self._path
        return (*recovered(path), *told_copies(path)) if path.is_file() else ()

    def on_disk(self) -> Truth:
        """Look which state the saved file is in; see `Book.on_disk`."""
        return truth_of(self._path, *self._states) if self._states else Truth.OLD

    @property
    def _path(self) -> Path:
        return Path(self._pages.location)

    @contextmanager
    def _keeping(
        self, changes: Mapping[str, pd.DataFrame], read: LedgerBook, came: Sequence[CameIn]
    ) -> Iterator[None]:
        """Keep the saved file as it was, if the program saves the new one."""
        path = self._path
        if not path.is_file():
            yield
            return
        before, write = bytes_of(path), noted(changes, read.tables, came)
        self._states = sha256(before), write.after, write.run
        with keeping(path, before, write):
            yield

    def _exchange(self, changes: Mapping[str, pd.DataFrame], before: LedgerBook) -> None:
        """Exchange the tables that differ, read them back and save; or put everything back."""
        tables = without_pages(changes)
        changed = [key for key, data in tables.items() if _differs(before, key, data)]
        masters = replaced(before.tables, tables)
        stale = stale_names(before, {key: changes[key] for key in changed})
        begun: list[StandingTable] = []
        older: list[Undo] = []
        paged: list[Undo] = []
        headings = headings_in(changes["runs"]) if "runs" in changes else {}
        lines = heading_lines(self._pages, headings)
        try:
            if before.is_older:
                bring_up(self._pages, before.additions, older)
            for key in changed:
                show_all(self._pages, ledger.BY_KEY[key])
                table = ledger.BY_KEY[key]
                begun.append(
                    standing(self._pages, table, before.tables[key], changes[key], masters)
                )
                exchange(self._pages, begun[-1])
            for key in stale:
                write_names(self._pages, ledger.BY_KEY[key], before.tables[key], masters, older)
            self._verify({key: changes[key] for key in changed})
            put_heading_lines(self._pages, {one.sheet: line(headings[one.key]) for one in lines})
            write_pages(self._pages, pages_in(changes), paged)
            reveal(self._pages, revealed(changes), paged)
            self._pages.save()
        except BaseException:
            stood = (partial(put_back, self._pages, one) for one in reversed(begun))
            said = partial(put_heading_lines, self._pages, {one.sheet: one.text for one in lines})
            put_all_back([*reversed(paged), said, *stood, *reversed(older)])
            raise

    def _verify(self, changes: Mapping[str, pd.DataFrame]) -> None:
        book = opened_pages(self._pages)
        wanted = [ledger.BY_KEY[key] for key in changes]
        found = assembled(self.name, "", book.meta(), book.grid, wanted)
        refuse_unverified(found, changes, self.name)


def _differs(before: LedgerBook, key: str, data: pd.DataFrame) -> bool:
    table = ledger.BY_KEY[key]
    return bool(before.left_out.get(key)) or not same_rows(table, before.tables[key], data)


class LiveForm:
    """A self-report or review workbook that is open in a program; implements `Form`."""

    def __init__(self, pages: Pages, operation: str = "") -> None:
        """Name the open workbook and the verb that will mark it."""
        self._pages = seen(pages)
        self._operation = operation
        self._states: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """File name, for messages."""
        return self._pages.name

    def opened(self) -> OpenBook:
        """Open it for reading; see `Form.opened`."""
        return opened_pages(self._pages)

    def mark(self, marks: CellMarks) -> None:
        """Set single cells and save; see `Form.mark`.

        Raises:
            Refusal: A cell is locked by its sheet's protection (`cell-locked`), or no cell can hold
                what is to stand there (`text-impossible`).
        """
        for sheet, values in marks.items():
            for address in self._pages.locked(sheet, tuple(values)):
                place = Place(file=self.name, sheet=sheet, cell=address)
                raise Refusal.of("cell-locked", place, cell=address)
            refuse_impossible(sheet, values.items(), self.name)
        self._pages.see_anew()
        old = {sheet: self._old(sheet, values) for sheet, values in marks.items()}
        path = Path(self._pages.location)
        if path.is_file():
            self._states = sha256(bytes_of(path)), ""
        last = recall(self._pages.location)
        with contextlib.suppress(OSError):  # so that a crash leaves nothing older to be taken back
            forget(self._pages.location)
        try:
            self._put(marks)
            self._pages.save()
        except BaseException:
            put_all_back([partial(self._put, old)])
            if last is not None:
                with contextlib.suppress(OSError):
                    remember(self._pages.location, *last)
            raise
        finally:
            self._pages.forget()
        with contextlib.suppress(OSError):  # the form is saved; only 元に戻す will know nothing
            remember(self._pages.location, self._operation, old, marks)

    def recovered(self) -> tuple[Problem, ...]:
        """Nothing is left by writing in a program; see `Form.recovered`."""
        return ()

    def on_disk(self) -> Truth:
        """Look which state the saved file is in; see `Form.on_disk`."""
        path = Path(self._pages.location)
        return truth_of(path, *self._states) if self._states else Truth.OLD

    def _old(self, sheet: str, values: Mapping[str, Cell]) -> dict[str, Cell]:
        rows = plain(self._pages.values(sheet))
        return {address: cell_at(rows, address) for address in values}

    def _put(self, marks: CellMarks) -> None:
        for sheet, values in marks.items():
            columns: defaultdict[int, dict[int, Cell]] = defaultdict(dict)
            for address, value in values.items():
                row, column = position(address)
                columns[column][row + 1] = value
            for column, rows in columns.items():
                for first, last in runs(list(rows)):
                    ref = f"{letter(column)}{first}:{letter(column)}{last}"
                    self._pages.put(sheet, ref, [[rows[n]] for n in range(first, last + 1)])


def cell_at(rows: Rows, address: str) -> Cell:
    """Return what stands at an address of an open workbook, as it would be written; blank None."""
    value = value_at(rows, address)
    return None if value == "" else value  # type: ignore[return-value]
