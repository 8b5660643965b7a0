"""The book a command acts on: open in Excel, closed on disk, or in memory."""

from collections.abc import Mapping
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

    def write(self, changes: Mapping[str, pd.DataFrame]) -> None:
        """Replace whole tables; everything else in the book stays as it is.

        Raises:
            Refusal: The book changed since it was read, is open elsewhere, or cannot be written.
        """
        ...
