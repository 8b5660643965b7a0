"""Who counts, and why not (design §5 "Who counts", rulings "Rates and KPI").

Everybody who was in post on some day of the fiscal year, up to the as-of date, is looked at on one
*reference day*: the last day in post up to the as-of date, which is the as-of date itself for
whoever is still in post. Persona and section are those of that day. By 基準日在籍 who is no longer
in post on the as-of date is left out; by 年度累計 he counts as he last stood.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.coded_tables import CodedColumns, CodedTables, TextCodes, coded
from ledger.judge.criteria_columns import ENDLESS, Bools, Ints
from ledger.judge.holders import in_post
from ledger.judge.lead_time import united
from ledger.judge.organisation import Organisation, organisation_of
from ledger.layout.frames import Tables, day, with_defaults
from ledger.layout.people_tables import STAFF
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Policy
from ledger.model.terms import Exclusion, Flag, LeaveKind, PostingKind, RateBasis, Scope

__all__ = ["Population", "absent", "in_post", "main_sections", "population_of"]

REASONS = (
    Exclusion.NOT_IN_POST,
    Exclusion.OUT_OF_SCOPE,
    Exclusion.SECONDED,
    Exclusion.LEAVE,
    Exclusion.NO_OPPORTUNITY,
)
"""Why somebody is left out, first that applies; number n of a `status` is the n-th of these."""
COUNTS = 0
"""The `status` of who counts."""


def status_of(reason: Exclusion) -> int:
    """Return the number that stands for a reason in a `status`."""
    return REASONS.index(reason) + 1


class Absences(NamedTuple):
    """Days away, as ordinals: each person's disjoint stretches, touching ones united."""

    person: Ints
    start: Ints
    end: Ints


@dataclass(frozen=True, eq=False)
class Population:
    """Everybody in post on some day of the year up to the as-of date.

    Attributes:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日; nothing after it is looked at.
        basis: 率の基準 by which people count.
        people: Staff numbers in the order of 職員; every array is over them.
        first: First day in post in the year, as an ordinal.
        last: Reference day: the last day in post up to the as-of date.
        in_scope: 集計対象 ○.
    """

    policy: Policy
    tables: CodedTables
    as_of: dt.date
    basis: RateBasis
    people: pd.Index
    first: Ints
    last: Ints
    in_scope: Bools
    _held: dict[str, Bools] = field(default_factory=dict)

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.people)

    @cached_property
    def still(self) -> Bools:
        """Who is in post on the as-of date."""
        still: Bools = self.last == self.as_of.toordinal()
        return still

    @cached_property
    def status(self) -> Ints:
        """Who counts (`COUNTS`), and of everybody else the first of `REASONS` that applies."""
        out = (
            ~self.still if self.basis is RateBasis.ON_DATE else np.zeros(self.size, dtype=bool),
            ~self.in_scope,
            self._seconded,
            self._away_throughout,
        )
        return np.select(out, range(1, len(out) + 1), default=COUNTS).astype(np.int64)

    @cached_property
    def counting(self) -> Bools:
        """Who counts (no opportunity asked)."""
        counting: Bools = self.status == COUNTS
        return counting

    def holding(self, persona_code: str) -> Bools:
        """Return who holds a persona on the reference day, counting or not."""
        if persona_code not in self._held:
            persona = self.policy.personas.get(persona_code)
            if persona is not None and persona.scope is Scope.EVERYONE:
                held = np.ones(self.size, dtype=bool)
            else:
                rows = self.tables.of("assignments")
                own = rows.codes("persona_code").where(persona_code)
                held = np.zeros(self.size, dtype=bool)
                held[self._covering(rows, np.flatnonzero(own))[0]] = True
            self._held[persona_code] = held
        return self._held[persona_code]

    @cached_property
    def organisation(self) -> Organisation:
        """The organisation."""
        return self.tables.once("organisation", lambda: organisation_of(self.tables))

    @cached_property
    def sections(self) -> TextCodes:
        """The section of each person's 主務 on the reference day, as posted; -1 without one.

        Of several at once the one begun last.
        """
        rows = self.tables.of("postings")
        main, section = rows.codes("kind").where(PostingKind.MAIN.value), rows.codes("section_code")
        own = np.flatnonzero(main & (section.of_rows >= 0))
        own = own[np.argsort(rows.days("started_on")[own], kind="stable")]
        person, covering = self._covering(rows, own)
        found = np.full(self.size, -1, dtype=np.int64)
        found[person] = section.of_rows[covering]
        return TextCodes(section.numbers, found)

    @cached_property
    def absences(self) -> Absences:
        """Days that do not count as present, up to the as-of date.

        Leave of every kind; 派遣・出向 is none where count_seconded is ○.
        """
        rows = self.tables.of("leaves")
        own = np.ones(len(rows.data), dtype=bool)
        if self.policy.settings.count_seconded:
            own = ~rows.codes("kind").where(LeaveKind.SECONDED.value)
        starts, person = rows.days("started_on"), self.places[rows.whose]
        own &= (person >= 0) & (starts <= self.as_of.toordinal())
        ends = np.minimum(rows.days("ended_on"), self.as_of.toordinal())
        stretches: dict[int, list[tuple[dt.date, dt.date | None]]] = {}
        days = [column[own].tolist() for column in (person, starts, ends)]
        for who, start, end in zip(*days, strict=True):
            stretch = (dt.date.fromordinal(start), dt.date.fromordinal(end))
            stretches.setdefault(who, []).append(stretch)
        found = [
            (who, start.toordinal(), end.toordinal())
            for who, own in stretches.items()
            for start, end in united(own, self.as_of)
        ]
        columns = np.array(found, dtype=np.int64).reshape(-1, 3).T
        return Absences(columns[0], columns[1], columns[2])

    def present(self, start: int, end: int) -> Bools:
        """Return who was in post and not away on some day of a range (ordinals, both included)."""
        begins, ends = np.maximum(self.first, start), np.minimum(self.last, end)
        there = begins <= ends
        away = self.absences
        covered = (away.start <= begins[away.person]) & (ends[away.person] <= away.end)
        there[away.person[covered]] = False
        return there

    @property
    def year(self) -> int:
        """The fiscal year of the as-of date."""
        return fiscal_year_of(self.as_of)

    @property
    def year_start(self) -> int:
        """The first day of the fiscal year, as an ordinal."""
        return year_start(self.year).toordinal()

    @cached_property
    def _away_throughout(self) -> Bools:
        return ~self.present(self.year_start, self.as_of.toordinal())

    @cached_property
    def _seconded(self) -> Bools:
        away = np.zeros(self.size, dtype=bool)
        if not self.policy.settings.count_seconded:
            rows = self.tables.of("leaves")
            own = np.flatnonzero(rows.codes("kind").where(LeaveKind.SECONDED.value))
            away[self._covering(rows, own)[0]] = True
        return away

    @cached_property
    def places(self) -> Ints:
        """Where everybody of 職員 stands among the people, see `CodedTables.places`."""
        return self.tables.places(self.people)

    def _covering(self, rows: CodedColumns, own: Ints) -> tuple[Ints, Ints]:
        """Return the people whose rows cover their reference day, and which of some rows do."""
        person = self.places[rows.whose[own]]
        own, person = own[person >= 0], person[person >= 0]
        on = self.last[person]
        covers = (rows.days("started_on")[own] <= on) & (on <= rows.days("ended_on")[own])
        return person[covers], own[covers]


def population_of(
    policy: Policy, tables: Tables, as_of: dt.date, basis: RateBasis | None = None
) -> Population:
    """Gather everybody who may count.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日.
        basis: 率の基準; the setting's if None. Head-counts are always by 基準日在籍.
    """
    own, by = coded(tables), policy.settings.rate_basis if basis is None else basis
    # the policy is kept with what is made of it, so that nothing else has its id
    asked = ("population", id(policy), as_of, by)
    return own.once(asked, lambda: _gathered(policy, own, as_of, by))


def _gathered(policy: Policy, tables: CodedTables, as_of: dt.date, basis: RateBasis) -> Population:
    rows = tables.of("staff")
    hired, retired = rows.days("hired_on"), rows.days("retired_on")
    known = np.flatnonzero((rows.whose >= 0) & (hired != ENDLESS))
    known = known[np.sort(np.unique(rows.whose[known], return_index=True)[1])]
    opening = year_start(fiscal_year_of(as_of)).toordinal()
    first, last = np.maximum(hired, opening), np.minimum(retired, as_of.toordinal())
    own = known[first[known] <= last[known]]
    counted = with_defaults(STAFF, rows.data[["counted"]].take(own))["counted"]
    return Population(
        policy=policy,
        tables=tables,
        as_of=as_of,
        basis=basis,
        people=tables.people_at(rows.whose[own]),
        first=first[own],
        last=last[own],
        in_scope=(counted == Flag.YES.value).to_numpy(dtype=bool),
    )


def main_sections(tables: Tables, on: dt.date) -> dict[str, str]:
    """Return the section of everybody's 主務 on a day, 統合先 followed.

    Of several at once the one begun last; who has none is not in the result. Whether a person is
    in post that day is not asked here.
    """
    rows = _on_day(tables["postings"], on)
    rows = rows[rows["kind"] == PostingKind.MAIN.value].dropna(subset=["staff_no", "section_code"])
    rows = rows.sort_values("started_on", kind="stable")
    organisation = organisation_of(tables)
    finals = {
        code: section.code if (section := organisation.final(code)) else code
        for code in rows["section_code"].unique().tolist()
    }
    return {
        number: finals[code]
        for number, code in zip(rows["staff_no"], rows["section_code"], strict=True)
    }


def absent(
    tables: Tables, on: dt.date, kinds: Collection[LeaveKind] = tuple(LeaveKind)
) -> frozenset[str]:
    """Return who is away on a day, by leave of some kinds (all if not given)."""
    rows = _on_day(tables["leaves"], on)
    of_kind = rows["kind"].isin([kind.value for kind in kinds])
    return frozenset(rows.loc[of_kind, "staff_no"].dropna())


def _on_day(data: pd.DataFrame, on: dt.date) -> pd.DataFrame:
    lasts = data["ended_on"].isna() | (data["ended_on"] >= day(on))
    return data[(data["started_on"] <= day(on)) & lasts]
