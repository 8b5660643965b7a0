"""Books that are closed files: read behind the gate, written by splicing or cell by cell."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from ledger.book.lost_frames import refuse_lost_frames, told
from ledger.book.parted_journal import told_parting
from ledger.book.review_results import results_with
from ledger.book.stale_names import stale_names
from ledger.book.write_checks import refuse_full_sheets, refuse_losses
from ledger.book.write_note import noted
from ledger.book.written_sheets import refuse_misstated
from ledger.layout import meta
from ledger.layout.columns import CellMarks
from ledger.model.problems import Place, Problem, Refusal
from ledger.model.terms import BookKind
from ledger.present.brought_up import brought_up
from ledger.present.marks import marked
from ledger.present.not_carried import foreseen
from ledger.present.package import WORKBOOK, Package
from ledger.present.page_cells import tabs_of, with_tabs
from ledger.present.splice import splice
from ledger.present.unchanged_tables import unchanged
from ledger.read.apart import open_guarded
from ledger.read.grids import OpenBook
from ledger.read.inbox import shown_name
from ledger.read.ledger_book import LedgerBook, read_ledger
from ledger.store.conflict_copies import told_copies
from ledger.store.disk_state import Truth, bytes_of, sha256, truth_of
from ledger.store.generations import keeping
from ledger.store.lock import Turn
from ledger.store.recovery import recovered, swept
from ledger.store.replace import refuse_open, replace_file
from ledger.store.retries import Patience
from ledger.trust.journal import CameIn

_HELD_ON_WINDOWS = frozenset({32, 33})
"""Windows' own numbers: sharing violation, lock violation."""


class ClosedBook:
    """A ledger on disk; implements `book.protocol.Book`.

    Attributes:
        path: Where it stands.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is read yet.

        Args:
            path: The ledger.
        """
        self.path = path
        self._seen: tuple[bytes, LedgerBook] | None = None
        self._stood: bytes | None = None
        self._turn = Turn()
        self._states: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """File name, for messages."""
        return self.path.name

    def read(self) -> LedgerBook:
        """Read every table; see `Book.read`."""
        return self._looked()[1]

    def _looked(self) -> tuple[bytes, LedgerBook]:
        self._stood = data = bytes_of(self.path)
        self._seen = (data, told(read_ledger(data, self.name), self.path))
        return self._seen

    def foreseen(self, changes: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
        """Say what of HR's own doing will not stay; see `Book.foreseen`."""
        data, before = self._seen or self._looked()
        apart = told_parting(before, self.path)
        return (*apart, *before.told_older(), *foreseen(data, changes))

    def write(
        self,
        changes: Mapping[str, pd.DataFrame],
        anew: Collection[str] = (),
        came: Sequence[CameIn] = (),
    ) -> Path:
        """Replace whole tables; see `Book.write`.

        The new bytes are read back and held against the frames before they take the place of the
        old ones (`written_sheets`).
        """
        data, before = self._seen or self._looked()
        refuse_full_sheets(changes, self.name)
        refuse_losses(before, set(changes).difference(anew), self.name)
        refuse_lost_frames(before, {*changes, *before.additions.columns}, self.path)
        with self.held():
            base = brought_up(data, before.additions) if before.is_older else data
            new = changes if before.is_older else _without_unchanged(base, changes, before)
            stale = stale_names(before, new)
            written = splice(base, new, before.tables, self.name, stale)
            write = noted(changes, before.tables, came, written)
            stood = self._stood or b""
            self._states = sha256(stood), write.after
            with keeping(self.path, stood, write):
                self._refuse_changed()
                replace_file(
                    self.path,
                    written,
                    lambda back: refuse_misstated(back, base, new, self.name),
                )
        self._seen = self._stood = None
        return self.path

    def tabs(self) -> Mapping[str, bool]:
        """Return which sheets can be seen; see `Book.tabs`."""
        data, _ = self._seen or self._looked()
        return tabs_of(Package(data).read(WORKBOOK))

    def show_tabs(self, wanted: Mapping[str, bool]) -> Path:
        """Let sheets be seen, or not; see `Book.show_tabs`."""
        data, _ = self._seen or self._looked()
        package = Package(data)
        workbook = package.read(WORKBOOK)
        for shown in (True, False):
            titles = [title for title, seen in wanted.items() if seen is shown]
            workbook = with_tabs(workbook, titles, shown=shown)
        written = package.replaced({WORKBOOK: workbook})
        with self.held():
            self._states = sha256(data), sha256(written)
            replace_file(self.path, written, lambda _: self._refuse_changed())
        self._seen = self._stood = None
        return self.path

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock; see `Book.held`."""
        with self._turn.taken(self.path) as first:
            if first:
                self._refuse_open()
                self._refuse_changed()
            yield

    def recovered(self) -> tuple[Problem, ...]:
        """Decide what earlier writes left; see `Book.recovered`."""
        return (*recovered(self.path), *told_copies(self.path))

    def on_disk(self) -> Truth:
        """Look which state the file is in; see `Book.on_disk`."""
        return truth_of(self.path, *self._states) if self._states else Truth.OLD

    def _refuse_open(self) -> None:
        """Refuse while a program has the file open: by Excel's owner file, and by trying."""
        place = Place(file=self.name)
        try:
            refuse_open(self.path)
            with Patience().on(lambda: self.path.open("r+b")):
                pass
        except OSError as error:
            shared = getattr(error, "winerror", None) in _HELD_ON_WINDOWS
            code = "file-open" if shared else "file-unwritable"
            raise Refusal.of(code, place, name=self.name) from error

    def _refuse_changed(self) -> None:
        if self._stood is not None and bytes_of(self.path) != self._stood:
            raise Refusal.of("file-changed", self._place, name=self.name)

    @property
    def _place(self) -> Place:
        return Place(file=self.name)


class ClosedForm:
    """A self-report or a review workbook on disk; implements `book.protocol.Form`.

    Attributes:
        path: Where it stands.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is read yet."""
        self.path = path
        self._seen: tuple[bytes, OpenBook] | None = None
        self._states: tuple[str, str] | None = None

    @property
    def name(self) -> str:
        """File name, for messages."""
        return shown_name(self.path)

    def opened(self) -> OpenBook:
        """Open it for reading; see `Form.opened`."""
        return self._looked()[1]

    def _looked(self) -> tuple[bytes, OpenBook]:
        data = bytes_of(self.path)
        book, problems = open_guarded(data, self.name)
        if book is None:
            raise Refusal(problems[0])
        self._seen = (data, book)
        return self._seen

    def mark(self, marks: CellMarks) -> Path:
        """Set single cells; see `Form.mark`.

        The checks of a review workbook say at once what they come to then: not everybody who opens
        it calculates.
        """
        data, book = self._seen or self._looked()
        written = marked(data, marks, results_with(book, marks))
        self._states = sha256(data), sha256(written)

        def unchanged(_: bytes) -> None:
            if bytes_of(self.path) != data:
                raise Refusal.of("file-changed", Place(file=self.name), name=self.name)

        return replace_file(self.path, written, unchanged)

    def recovered(self) -> tuple[Problem, ...]:
        """Clear away what earlier writes left in its folder; see `Form.recovered`."""
        return swept([(self.path.parent, False)])

    def on_disk(self) -> Truth:
        """Look which state the file is in; see `Form.on_disk`."""
        return truth_of(self.path, *self._states) if self._states else Truth.OLD


def _without_unchanged(
    data: bytes, changes: Mapping[str, pd.DataFrame], before: LedgerBook
) -> dict[str, pd.DataFrame]:
    """Return the changes without the tables that stand so already, whole."""
    kept = unchanged(Package(data), changes, before.tables) - set(before.left_out)
    return {key: frame for key, frame in changes.items() if key not in kept}


def is_form(form: ClosedForm) -> bool:
    """Whether a file says that it is a self-report or a review workbook."""
    data = bytes_of(form.path)
    book, _ = open_guarded(data, form.name)
    kinds = {BookKind.SELF_REPORT, BookKind.REVIEW}
    return book is not None and book.meta().get(meta.KIND) in kinds
