"""Opening a ledger: tables, policy, and what is wrong with them, read once per command."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple, Self

from ledger.book.protocol import Book
from ledger.commands.closed_rows import closing_faults
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.layout.persona_card import TITLE, CardSheet
from ledger.layout.policy import policy_of
from ledger.model.calendar import year_end, year_start
from ledger.model.judged_day import JudgedDay, in_year
from ledger.model.policy import Policy
from ledger.model.problems import NOWHERE, Place, Problem, Refusal, Severity
from ledger.model.settings import Settings
from ledger.read.ledger_book import LedgerBook

AHEAD = "as-of-ahead"


class Opened(NamedTuple):
    """A ledger as a command sees it.

    Attributes:
        tables: Every table.
        policy: The policy; its settings hold the 基準日, whatever day is judged.
        problems: What was found while reading.
        day: The day judged; the 基準日 itself until `judging` says otherwise.
        card: 人材像カード as it stands; None if its sheet is gone.
    """

    tables: Tables
    policy: Policy
    problems: tuple[Problem, ...]
    day: JudgedDay
    card: CardSheet | None = None

    @property
    def as_of(self) -> dt.date:
        """The day judged."""
        return self.day.on

    @property
    def settings(self) -> Settings:
        """設定 of the ledger."""
        return self.policy.settings

    @property
    def told(self) -> tuple[str, ...]:
        """What a summary says first of a day that settles nothing yet."""
        return (f"{self.day.heading}の結果です。",) if self.day.note else ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What was left out of the ledger itself while it was read: every command says so."""
        return tuple(p for p in self.problems if p.severity is Severity.ERROR)

    def errors_beside(self, changes: Collection[str]) -> tuple[Problem, ...]:
        """Return `errors`, but for those on sheets of tables that a command writes anew.

        Args:
            changes: Keys of these tables.
        """
        anew = {ledger.BY_KEY[key].title for key in changes if key in ledger.BY_KEY}
        return tuple(problem for problem in self.errors if problem.place.sheet not in anew)

    @property
    def ahead(self) -> tuple[Problem, ...]:
        """That the day lies ahead of today, for commands that tell nothing else of the reading."""
        return tuple(problem for problem in self.problems if problem.code == AHEAD)

    def judging(self, today: dt.date, asked: dt.date | None = None) -> Self:
        """Return the ledger as it is judged today: on the earlier of today and the 基準日.

        Args:
            today: The day of the run.
            asked: The day that was asked for (`--as-of`), if one was.

        Raises:
            Refusal: The day that was asked for, or the 基準日, is not of the ledger's fiscal year
                (`as-of-outside`).
        """
        self._refuse_other_year(asked)
        day = JudgedDay.of(self.settings, today, asked)
        told = (
            (Problem.of(AHEAD, day=day.on.isoformat(), today=today.isoformat()),)
            if day.ahead
            else ()
        )
        return self._replace(day=day, problems=(*self.problems, *told))

    def looking_at(self, asked: dt.date | None) -> Self:
        """Return the ledger for a command that judges nothing but asks who is there on a day.

        Args:
            asked: The day that was asked for; the 基準日 if none was.

        Raises:
            Refusal: The day is not of the ledger's fiscal year (`as-of-outside`).
        """
        self._refuse_other_year(asked)
        return self._replace(day=self.day._replace(on=asked or self.settings.as_of))

    def _refuse_other_year(self, asked: dt.date | None) -> None:
        """Refuse a day of another year: what is said of it would be said of this one."""
        sheet = Place(sheet=ledger.BY_KEY["settings"].title)
        spoken = (
            ("--as-ofの日", asked, NOWHERE)
            if asked is not None
            else ("シート「設定」の基準日", self.settings.as_of, sheet)
        )
        item, day, place = spoken
        if not in_year(self.settings, day):
            year = self.settings.fiscal_year
            raise Refusal.of(
                "as-of-outside",
                place,
                item=item,
                day=day.isoformat(),
                year=self.settings.year_label,
                first=year_start(year).isoformat(),
                last=year_end(year).isoformat(),
            )


def open_ledger(book: Book) -> Opened:
    """Read a ledger and its policy.

    Args:
        book: The book.

    Raises:
        Refusal: The book is no ledger, cannot be read, or its settings are not usable.
    """
    return opened_of(book.read())


def opened_of(read: LedgerBook) -> Opened:
    """Return a ledger that was read as commands see it; see `open_ledger`."""
    policy, found = policy_of(read.tables)
    placed = tuple(problem.but(place=problem.place.but(file=read.name)) for problem in found)
    day = JudgedDay.at_key_date(policy.settings)
    problems = (*read.problems, *placed, *_typed_on(read), *closing_faults(read.tables))
    return Opened(read.tables, policy, problems, day, read.card)


def _typed_on(read: LedgerBook) -> tuple[Problem, ...]:
    """Tell what was typed on 人材像カード and is not carried over yet."""
    fields = read.card.edited if read.card else ()
    if read.card is None or not fields:
        return ()
    place = Place(file=read.name, sheet=TITLE)
    gaps = {"edited": len(fields), "cells": read.card.cells(fields)}
    return (Problem.of("card-edited", place, **gaps),)
