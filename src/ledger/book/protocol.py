"""The book a command acts on: open in Excel, closed on disk, or in memory."""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Protocol, TypeAlias

import pandas as pd

from ledger.layout.columns import Cell
from ledger.read.grids import OpenBook
from ledger.read.ledger_book import LedgerBook

Marks: TypeAlias = Mapping[str, Mapping[str, Cell]]
"""New values of single cells by sheet, then by address; None empties a cell."""


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


class Form(Protocol):
    """A self-report or a review workbook: read as it stands, single cells set."""

    @property
    def name(self) -> str:
        """File name, for messages."""
        ...

    def opened(self) -> OpenBook:
        """Open it for reading.

        Raises:
            Refusal: It is missing or cannot be read.
        """
        ...

    def mark(self, marks: Marks) -> Path | None:
        """Set single cells; everything else stays as it is.

        Returns:
            The file that was written; None where the book is open in a program.

        Raises:
            Refusal: It changed since it was opened, is open elsewhere, or cannot be written.
        """
        ...
