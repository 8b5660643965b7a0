"""Opening a ledger: tables, policy, and what is wrong with them, read once per command."""

import datetime as dt
from typing import NamedTuple

from ledger.book.protocol import Book
from ledger.layout.frames import Tables
from ledger.layout.policy import policy_of
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.settings import Settings
from ledger.read.ledger_book import LedgerBook


class Opened(NamedTuple):
    """A ledger as a command sees it.

    Attributes:
        tables: Every table.
        policy: The policy, with the as-of date of the call if one was given.
        problems: What was found while reading.
    """

    tables: Tables
    policy: Policy
    problems: tuple[Problem, ...]

    @property
    def as_of(self) -> dt.date:
        """基準日 of this call."""
        return self.policy.settings.as_of

    @property
    def settings(self) -> Settings:
        """設定 of the ledger."""
        return self.policy.settings


def open_ledger(book: Book, as_of: dt.date | None = None) -> Opened:
    """Read a ledger and its policy.

    Args:
        book: The book.
        as_of: 基準日 of this call; the ledger's own if not given.

    Raises:
        Refusal: The book is no ledger, cannot be read, or its settings are not usable.
    """
    return opened_of(book.read(), as_of)


def opened_of(read: LedgerBook, as_of: dt.date | None = None) -> Opened:
    """Return a ledger that was read as commands see it; see `open_ledger`."""
    policy, found = policy_of(read.tables)
    if as_of is not None:
        settings = policy.settings.model_copy(update={"as_of": as_of})
        policy = policy.model_copy(update={"settings": settings})
    placed = tuple(
        problem.model_copy(update={"place": problem.place.model_copy(update={"file": read.name})})
        for problem in found
    )
    return Opened(read.tables, policy, (*read.problems, *placed))
