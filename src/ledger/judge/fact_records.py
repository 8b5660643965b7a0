"""Facts as columns, whoever's they are: each with its status and its rank."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import DAY_BITS, ENDLESS, Bools, Ints, Texts
from ledger.judge.fact_status import FactStatus, Statuses, first_of, lapsing, worked

_RANK_BITS = 2


class Completions(NamedTuple):
    """Completions of one training: distinct days, by person and day."""

    person: Ints
    day: Ints
    rank: Ints

    @classmethod
    def of(cls, person: Ints, on: Ints, rank: Ints) -> "Completions":
        """Sort completions; of rows of the same person and day, the best rank counts."""
        keys = ((person << DAY_BITS | on) << _RANK_BITS) | rank
        keys.sort(kind="stable")  # people stand together in a ledger: this kind is fast then
        rows = keys >> _RANK_BITS
        best = np.ones(len(keys), dtype=bool)
        best[1:] = rows[1:] != rows[:-1]
        rows = rows[best]
        return cls(rows >> DAY_BITS, rows & ENDLESS, keys[best] & (2**_RANK_BITS - 1))

    def among(self, places: Ints) -> "Completions":
        """Return those of some people, by person and day.

        Args:
            places: Where each of those whom `person` numbers stands among them; -1 for the others.
        """
        person = places[self.person]
        own = person >= 0
        if not own.all():
            person, day, rank = person[own], self.day[own], self.rank[own]
        else:
            day, rank = self.day, self.rank
        if (person[1:] < person[:-1]).any():
            order = np.argsort(person, kind="stable")
            person, day, rank = person[order], day[order], rank[order]
        return Completions(person, day, rank)

    def holding(self, first: int) -> Bools:
        """Return which have not expired, where those from a first day on still hold."""
        counting = np.zeros(len(self.day), dtype=np.int8)
        held: Bools = lapsing(counting, self.day, first) == FactStatus.COUNTS
        return held


class Qualifications(NamedTuple):
    """Qualifications of the people; `name` numbers the folded names in `names`."""

    status: Statuses
    person: Ints
    name: Ints
    last: Ints
    rank: Ints
    names: Mapping[str, int]


class Engagements(NamedTuple):
    """Engagements of the people; `kind` is the row's own 種別, else its project's.

    `project` numbers the keys of the projects (`keys`: number, else folded name); -1 is unknown.
    """

    status: Statuses
    person: Ints
    start: Ints
    end: Ints
    role: Texts
    kind: Texts
    project: Ints
    rank: Ints
    keys: Texts

    def counting(self, roles: tuple[str, ...], only_kind: str) -> Statuses:
        """Return what becomes of each where only some 役割, and one 種別 if any, count."""
        return worked(self.status, self.role, self.kind, roles, only_kind)

    def as_projects(self, roles: tuple[str, ...], only_kind: str) -> Statuses:
        """Return the same where projects are counted: what names none is NO_PROJECT."""
        own = self.counting(roles, only_kind)
        unnamed = (own == FactStatus.COUNTS) & (self.project < 0)
        return first_of((unnamed, FactStatus.NO_PROJECT), (own != FactStatus.COUNTS, own))


class Grades(NamedTuple):
    """Levels of tools or ratings of skills, with the year of each."""

    status: Statuses
    person: Ints
    code: Texts
    year: Ints
    grade: Ints
    rank: Ints
