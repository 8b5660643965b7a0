"""What stands beside an own rating: 資格 and projects, as far as they count (S22, S23).

A 資格 counts officially (済), acquired by the day and not expired on it; a project worked on in
whatever 役割, officially and begun by the day. Of one name spelled twice the first spelling stands.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

import numpy as np

from ledger.judge.criteria_columns import Bools
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.fact_status import FactStatus
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import records
from ledger.model.verdicts import Lens

Named = Mapping[int, tuple[str, ...]]
"""What is named of each person, by position."""


class MatchGrounds:
    """The grounds of some people.

    Args:
        facts: The facts of people on the day judged.
        people: The places of those whom it is about.
    """

    def __init__(self, facts: CriteriaFacts, people: frozenset[int]) -> None:
        self._facts = facts
        self._wanted = np.zeros(facts.size, dtype=bool)
        self._wanted[list(people)] = True

    def own_words(self, row: int) -> str | None:
        """Return 根拠 of a rating: the row-th of those in the facts."""
        text = self._own_words[row]
        return text if isinstance(text, str) else None

    @cached_property
    def _own_words(self) -> list[object]:
        rows, _ = self._facts.rows_of_people("skill_ratings")
        words: list[object] = self._facts.tables["skill_ratings"]["basis"].take(rows).tolist()
        return words

    def qualifications(self, person: int) -> tuple[str, ...]:
        """Return the 資格 of a person."""
        return self._qualifications.get(person, ())

    def projects(self, person: int) -> tuple[str, ...]:
        """Return the projects of a person, each with the 役割."""
        return self._projects.get(person, ())

    @cached_property
    def _qualifications(self) -> Named:
        own = self._facts.qualifications
        return self._named(
            "qualifications",
            (own.rank <= Lens.OFFICIAL.reach) & (own.status == FactStatus.COUNTS),
            lambda at, _: (int(own.person[at]), own.name[at]),
            lambda row: str(row["qualification"]),
        )

    @cached_property
    def _projects(self) -> Named:
        own = self._facts.engagements
        titles = {
            row["project_no"]: row["project_name"]
            for row in records(ledger.BY_KEY["projects"], self._facts.tables["projects"])
        }

        def said(row: NewRow) -> str:
            name = titles.get(row["project_no"]) or row["project_name"] or row["project_no"]
            return f"{name}({row['role']})"

        return self._named(
            "engagements",
            (own.rank <= Lens.OFFICIAL.reach)
            & (own.status == FactStatus.COUNTS)
            & (own.project >= 0),
            lambda at, row: (int(own.person[at]), own.project[at], row["role"]),
            said,
        )

    def _named(
        self,
        table: str,
        counting: Bools,
        key: Callable[[int, NewRow], tuple[int, *tuple[object, ...]]],
        say: Callable[[NewRow], str],
    ) -> Named:
        """Name what counts once each; the first part of a key is whose it is."""
        rows, person = self._facts.rows_of_people(table)
        asked = np.flatnonzero(counting & self._wanted[person])
        listed = records(ledger.BY_KEY[table], self._facts.tables[table].take(rows[asked]))
        found = dict[tuple[int, *tuple[object, ...]], str]()
        for at, row in zip(asked.tolist(), listed, strict=True):
            found.setdefault(key(at, row), say(row))
        named: dict[int, tuple[str, ...]] = {}
        for (of, *_), text in found.items():
            named[of] = (*named.get(of, ()), text)
        return named
