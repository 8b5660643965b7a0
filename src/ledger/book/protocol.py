"""The book a command acts on: open in Excel, closed on disk, or in memory."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol

import pandas as pd

from ledger.read.ledger_book import LedgerBook


class Book(Protocol):
    """A ledger that can be read and of which whole tables can be replaced."""

    @property
    def name(self) -> str:
        """File name, for messages."""
        ...

    def read(self) -> LedgerBook:
        """Read every table.

        Raises:
            Refusal: The book is missing, of another kind, or unreadable.
        """
        ...

    def write(self, changes: Mapping[str, pd.DataFrame], anew: Collection[str] = ()) -> Path | None:
        """Replace whole tables; everything else in the book stays as it is.

        Args:
            changes: The new tables by key.
            anew: Keys of tables that are replaced on purpose, whatever stands there; other tables
                must have been read whole.

        Returns:
            The file that was written; None where the book is open in a program.

        Raises:
            Refusal: The book changed since it was read, is open elsewhere, or cannot be written.
        """
        ...
