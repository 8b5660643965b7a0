"""A ledger that is being made: its tables in memory, and no file before all of them stand."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from ledger.layout.frames import Tables, replaced
from ledger.model.problems import Problem
from ledger.read.ledger_book import LedgerBook
from ledger.store.disk_state import Truth
from ledger.trust.journal import CameIn


class DraftBook:
    """A ledger without a file yet; implements `book.protocol.Book`.

    Attributes:
        name: The file name that it will have.
        tables: Its tables as they stand.
    """

    def __init__(self, name: str, tables: Tables) -> None:
        """Begin with some tables.

        Args:
            name: The file name that it will have, for messages.
            tables: Every table of a ledger.
        """
        self.name = name
        self.tables = tables

    def read(self) -> LedgerBook:
        """Return the tables; see `Book.read`."""
        return LedgerBook(self.name, "", {}, self.tables)

    def write(
        self,
        changes: Mapping[str, pd.DataFrame],
        anew: Collection[str] = (),
        came: Sequence[CameIn] = (),
    ) -> Path | None:
        """Replace whole tables; see `Book.write`. No file is written."""
        del anew, came
        self.tables = replaced(self.tables, changes)
        return None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Hold nothing: nobody else has it; see `Book.held`."""
        yield

    def foreseen(self, changes: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
        """Lose nothing; see `Book.foreseen`."""
        del changes
        return ()

    def tabs(self) -> Mapping[str, bool]:
        """Return none; see `Book.tabs`."""
        return {}

    def show_tabs(self, wanted: Mapping[str, bool]) -> None:
        """Show nothing; see `Book.show_tabs`."""
        del wanted

    def recovered(self) -> tuple[Problem, ...]:
        """Find nothing left; see `Book.recovered`."""
        return ()

    def on_disk(self) -> Truth:
        """Say that there is nothing yet; see `Book.on_disk`."""
        return Truth.OLD
