"""A ledger that is put back: its content comes from a copy, its place is the ledger's.

What stands in the place need not be readable, nor be there at all; it is kept like any other state
before a write.
"""

import contextlib
from collections.abc import Iterator

from ledger.book.closed import ClosedBook
from ledger.book.lost_frames import told
from ledger.model.problems import Refusal
from ledger.read.ledger_book import LedgerBook, read_ledger
from ledger.store.disk_state import bytes_of


class RestoredBook(ClosedBook):
    """A ledger on disk whose next state is written over a copy; implements `protocol.Book`."""

    def back_to(self, copy: bytes) -> LedgerBook:
        """Take a copy for what the ledger holds.

        Args:
            copy: Bytes of an earlier state.

        Returns:
            What stands in it.

        Raises:
            Refusal: It cannot be read, or is no ledger.
        """
        self._stood = self._there()
        self._seen = (copy, told(read_ledger(copy, self.name), self.path))
        return self._seen[1]

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the lock, also where there is no file; see `Book.held`."""
        with self._turn.taken(self.path) as first:
            if first and self.path.exists():
                self._refuse_open()
            if first:
                self._refuse_changed()
            yield

    def _refuse_changed(self) -> None:
        if self._stood is not None and self._there() != self._stood:
            raise Refusal.of("file-changed", self._place, name=self.name)

    def _there(self) -> bytes:
        """Return what stands in the place now; nothing where there is no file."""
        return bytes_of(self.path) if self.path.exists() else b""
