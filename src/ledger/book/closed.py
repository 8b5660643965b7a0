"""Books that are closed files: read behind the gate, written by splicing or cell by cell."""

import hashlib
from collections.abc import Collection, Mapping
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Marks
from ledger.layout import ledger
from ledger.layout.columns import Cell, Group
from ledger.layout.frames import cells
from ledger.model.problems import Place, Refusal
from ledger.present.marks import marked
from ledger.present.splice import splice
from ledger.read.grids import OpenBook, open_book
from ledger.read.inbox import shown_name
from ledger.read.ledger_book import LedgerBook, read_ledger
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
        data = _bytes(self.path)
        book = read_ledger(data, self.name)
        self._seen = (data, book)
        return book

    def write(self, changes: Mapping[str, pd.DataFrame], anew: Collection[str] = ()) -> Path:
        """Replace whole tables; see `Book.write`.

        The new bytes are read back and compared with the frames before they take the place of the
        old ones.
        """
        if self._seen is None:
            self.read()
        data, before = self._seen or (b"", None)
        self._refuse_losses(before, set(changes).difference(anew))
        with locked(self.path):
            if before is None or _digest(self.path.read_bytes()) != _digest(data):
                raise Refusal.of("file-changed", Place(file=self.name), name=self.name)
            written = splice(data, changes, before.tables)
            replace_file(self.path, written, lambda back: self._verify(back, changes))
        self._seen = None
        return self.path

    def _refuse_losses(self, before: LedgerBook | None, keys: Collection[str]) -> None:
        """Refuse to write a table anew that has rows which could not be read."""
        left_out = before.left_out if before else {}
        for key in sorted(keys):
            if left_out.get(key) and ledger.BY_KEY[key].group is not Group.RESULTS:
                rows = "、".join(f"{row}行" for row in left_out[key][:5])
                title = ledger.BY_KEY[key].title
                raise Refusal.of(
                    "rows-unreadable", Place(file=self.name, sheet=title), table=title, rows=rows
                )

    def _verify(self, back: bytes, changes: Mapping[str, pd.DataFrame]) -> None:
        found = read_ledger(back, self.name, tuple(changes))
        for key, frame in changes.items():
            table = ledger.BY_KEY[key]
            if _filled(cells(table, found.tables[key])) != _filled(cells(table, frame)):
                raise Refusal.of(
                    "write-unverified", Place(file=self.name), table=table.title, name=self.name
                )


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
        data = _bytes(self.path)
        book, problems = open_book(data, self.name)
        if book is None:
            raise Refusal(problems[0])
        self._seen = data
        return book

    def mark(self, marks: Marks) -> Path:
        """Set single cells; see `Form.mark`."""
        if self._seen is None:
            self.opened()
        data = self._seen or b""
        if _bytes(self.path) != data:
            raise Refusal.of("file-changed", Place(file=self.name), name=self.name)
        return replace_file(self.path, marked(data, marks))


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise Refusal.of("file-missing", Place(file=path.name), name=path.name) from error
    except OSError as error:
        raise Refusal.of("file-unreadable", Place(file=path.name), name=path.name) from error


def _filled(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return the rows that say anything; blocks for charts end in blank ones."""
    return [row for row in rows if any(cell is not None for cell in row)]


def _digest(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
