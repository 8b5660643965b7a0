"""Books that are closed files: read behind the gate, written by splicing or cell by cell."""

from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from ledger.book.losses import refuse_losses, refuse_unverified
from ledger.book.protocol import Marks
from ledger.layout import meta
from ledger.model.problems import Place, Refusal
from ledger.model.terms import BookKind
from ledger.present.marks import marked
from ledger.present.splice import splice
from ledger.read.grids import OpenBook, open_book
from ledger.read.inbox import shown_name
from ledger.read.ledger_book import LedgerBook, read_ledger
from ledger.store.generations import keep
from ledger.store.lock import locked
from ledger.store.replace import replace_file


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

    @property
    def name(self) -> str:
        """File name, for messages."""
        return self.path.name

    def read(self) -> LedgerBook:
        """Read every table; see `Book.read`."""
        return self._looked()[1]

    def _looked(self) -> tuple[bytes, LedgerBook]:
        data = _bytes(self.path)
        self._seen = (data, read_ledger(data, self.name))
        return self._seen

    def write(self, changes: Mapping[str, pd.DataFrame], anew: Collection[str] = ()) -> Path:
        """Replace whole tables; see `Book.write`.

        The new bytes are read back and compared with the frames before they take the place of the
        old ones.
        """
        data, before = self._seen or self._looked()
        refuse_losses(before, set(changes).difference(anew), self.name)
        with locked(self.path):
            if _bytes(self.path) != data:
                raise Refusal.of("file-changed", Place(file=self.name), name=self.name)
            written = splice(data, changes, before.tables)
            keep(self.path, changes)
            replace_file(self.path, written, lambda back: self._verify(back, changes))
        self._seen = None
        return self.path

    def _verify(self, back: bytes, changes: Mapping[str, pd.DataFrame]) -> None:
        refuse_unverified(read_ledger(back, self.name, tuple(changes)), changes, self.name)


class ClosedForm:
    """A self-report or a review workbook on disk; implements `book.protocol.Form`.

    Attributes:
        path: Where it stands.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is read yet."""
        self.path = path
        self._seen: bytes | None = None

    @property
    def name(self) -> str:
        """File name, for messages."""
        return shown_name(self.path)

    def opened(self) -> OpenBook:
        """Open it for reading; see `Form.opened`."""
        self._seen = _bytes(self.path)
        book, problems = open_book(self._seen, self.name)
        if book is None:
            raise Refusal(problems[0])
        return book

    def mark(self, marks: Marks) -> Path:
        """Set single cells; see `Form.mark`."""
        data = _bytes(self.path)
        if self._seen not in {None, data}:
            raise Refusal.of("file-changed", Place(file=self.name), name=self.name)
        return replace_file(self.path, marked(data, marks))


def is_form(form: ClosedForm) -> bool:
    """Whether a file says that it is a self-report or a review workbook."""
    data = _bytes(form.path)
    book, _ = open_book(data, form.name)
    kinds = {BookKind.SELF_REPORT, BookKind.REVIEW}
    return book is not None and book.meta().get(meta.KIND) in kinds


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal.of("file-missing", Place(file=path.name), name=path.name) from error
    except OSError as error:
        raise Refusal.of("file-unreadable", Place(file=path.name), name=path.name) from error
