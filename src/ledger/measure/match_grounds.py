"""What stands beside an own rating: 資格 and projects, as far as they count (S22, S23).

A 資格 counts officially (済), acquired by the day and not expired on it; a project worked on in
whatever 役割, officially and begun by the day. Of one name spelled twice the first spelling stands.
"""

from collections.abc import Callable, Mapping
from functools import cached_property

import pandas as pd

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
        facts: The facts of these people on the day judged.
    """

    def __init__(self, facts: CriteriaFacts) -> None:
        self._facts = facts

    def own_words(self, row: int) -> str | None:
        """Return 根拠 of a rating: the row-th of those in the facts."""
        text = self._rows("skill_ratings")[row]["basis"]
        return text if isinstance(text, str) else None

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
        rows, found = self._rows(table), dict[tuple[int, *tuple[object, ...]], str]()
        for at in counting.nonzero()[0].tolist():
            found.setdefault(key(at, rows[at]), say(rows[at]))
        named: dict[int, tuple[str, ...]] = {}
        for (person, *_), text in found.items():
            named[person] = (*named.get(person, ()), text)
        return named

    def _rows(self, table: str) -> list[NewRow]:
        """Return the rows of the people, in the order of the facts."""
        known = self._known
        if table not in known:
            data: pd.DataFrame = self._facts.tables[table]
            own = data[data["staff_no"].isin(self._facts.people)]
            known[table] = records(ledger.BY_KEY[table], own)
        return known[table]

    @cached_property
    def _known(self) -> dict[str, list[NewRow]]:
        return {}
