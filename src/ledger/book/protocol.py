"""The book a command acts on: open in Excel, closed on disk, or in memory."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

import pandas as pd

from ledger.layout.columns import CellMarks
from ledger.model.problems import Problem
from ledger.read.grids import OpenBook
from ledger.read.ledger_book import LedgerBook
from ledger.store.disk_state import Truth
from ledger.trust.journal import CameIn


class Written(Protocol):
    """What a book of either kind offers to whoever writes it."""

    @property
    def name(self) -> str:
        """File name, for messages."""
        ...

    def recovered(self) -> tuple[Problem, ...]:
        """Decide and clear away what earlier writes left that did not end; before it is read.

        Returns:
            What a person should know of it.
        """
        ...

    def on_disk(self) -> Truth:
        """Look which state the file is in, after a write that did not end as it should."""
        ...


class Book(Written, Protocol):
    """A ledger that can be read and of which whole tables can be replaced."""

    def held(self) -> AbstractContextManager[None]:
        """Keep everybody else from writing for as long as several things are written.

        Raises:
            Refusal: Somebody else writes, or it is open elsewhere, or it changed since it was read.
        """
        ...

    def read(self) -> LedgerBook:
        """Read every table.

        Raises:
            Refusal: The book is missing, of another kind, or unreadable.
        """
        ...

    def foreseen(self, changes: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
        """Say what of a person's own doing will not stay if these tables are replaced.

        Args:
            changes: The new tables by key.
        """
        ...

    def write(
        self,
        changes: Mapping[str, pd.DataFrame],
        anew: Collection[str] = (),
        came: Sequence[CameIn] = (),
    ) -> Path | None:
        """Replace whole tables; everything else in the book stays as it is.

        Args:
            changes: The new tables by key.
            anew: Keys of tables that are replaced on purpose, whatever stands there; other tables
                must have been read whole.
            came: The files that came in with it, for the journal.

        Returns:
            The file that was written; None where the book is open in a program.

        Raises:
            Refusal: The book changed since it was read, is open elsewhere, or cannot be written;
                it is then as it was. After any other exception `on_disk` says what it is.
        """
        ...

    def tabs(self) -> Mapping[str, bool]:
        """Return which sheets there are, and whether each can be seen.

        Sheets of the program's own (`_meta` and the like) are not among them.
        """
        ...

    def show_tabs(self, wanted: Mapping[str, bool]) -> Path | None:
        """Let sheets be seen, or not; nothing else changes, and nothing is kept for `undo`.

        Args:
            wanted: Whether each is to be seen, by title.

        Returns:
            The file that was written; None where the book is open in a program, which saves it
            when the person does.

        Raises:
            Refusal: As `write`.
        """
        ...


class Form(Written, Protocol):
    """A self-report or a review workbook: read as it stands, single cells set."""

    def opened(self) -> OpenBook:
        """Open it for reading.

        Raises:
            Refusal: It is missing or cannot be read.
        """
        ...

    def mark(self, marks: CellMarks) -> Path | None:
        """Set single cells; everything else stays as it is.

        Returns:
            The file that was written; None where the book is open in a program.

        Raises:
            Refusal: It changed since it was opened, is open elsewhere, or cannot be written; it is
                then as it was. After any other exception `on_disk` says what it is.
        """
        ...
