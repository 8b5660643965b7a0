"""Facts made ready for judging: people as positions, days as ordinals, standings as ranks.

One `CriteriaFacts` serves every criterion and every lens of a run. Each table is taken apart once,
when a criterion first asks for it. Facts dated after the as-of date, or without the date that their
rule needs, get their status here and nowhere else (`fact_status`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import (
    Bools,
    Ints,
    first_valid_day,
    interval,
    ordinals,
    ranks,
)
from ledger.judge.criteria_measure import Credits, Measure
from ledger.judge.criteria_projects import projects_of
from ledger.judge.fact_records import Completions, Engagements, Grades, Qualifications
from ledger.judge.fact_status import FactStatus, Statuses, dated, graded, lapsing, stretched
from ledger.judge.holders import holders, in_post
from ledger.judge.lead_time import Interval
from ledger.layout.frames import Tables
from ledger.model.calendar import fiscal_year_of
from ledger.model.folding import name_key
from ledger.model.policy import Policy
from ledger.model.terms import SessionState

_NO_CODE = -2
"""A number that no code has: -1 is that of a missing one."""


@dataclass(frozen=True, eq=False)
class CriteriaFacts:
    """Everything that criteria ask for, over some people.

    Attributes:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day on which criteria are held against the facts.
        people: Staff numbers, each once; arrays over people are in this order.
        known_by: The last day of facts that are known; the as-of date if None.
        personas_on: The day on which people and their personas are looked at; the as-of date if
            None.
    """

    policy: Policy
    tables: Tables
    as_of: dt.date
    people: pd.Index
    known_by: dt.date | None = None
    personas_on: dt.date | None = None

    def held_on(self, later: dt.date) -> Self:
        """Return the same facts, and no newer ones, held against criteria on a later day."""
        return replace(self, as_of=later, known_by=self.last_known)

    @property
    def last_known(self) -> dt.date:
        """The last day of facts that count."""
        return self.known_by or self.as_of

    @property
    def size(self) -> int:
        """How many people there are."""
        return len(self.people)

    @property
    def as_of_ordinal(self) -> int:
        """The as-of date as an ordinal."""
        return self.as_of.toordinal()

    def holding(self, persona_code: str) -> Bools:
        """Return who of the people holds a persona on the day it is looked at."""
        if persona_code not in self._held:
            on = self.personas_on or self.as_of
            held = holders(self.policy, self.tables, persona_code, on)
            among = (number in held for number in self.people.to_list())
            self._held[persona_code] = np.fromiter(among, dtype=bool, count=self.size)
        return self._held[persona_code]

    @cached_property
    def _held(self) -> dict[str, Bools]:
        return {}

    @cached_property
    def credits(self) -> dict[tuple[str, str, str], Credits]:
        """What is known so far of periods, so that no lens counts them again."""
        return {}

    @cached_property
    def measures(self) -> dict[tuple[object, ...], Measure]:
        """What is known so far of criteria, so that no row measures one again."""
        return {}

    def completions(self, training_code: str) -> Completions:
        """Return the completions of a training up to the as-of date."""
        known = self._completions
        if training_code not in known:
            numbers, person, on, rank, code = self._attendances
            own = code == numbers.get(training_code, _NO_CODE)
            known[training_code] = Completions.of(person[own], on[own], rank[own])
        return known[training_code]

    @cached_property
    def _completions(self) -> dict[str, Completions]:
        return {}

    @cached_property
    def _attendances(self) -> tuple[Mapping[str, int], Ints, Ints, Ints, Ints]:
        data, person = self._of_people("attendances")
        begun = dated(data["completed_on"], self.last_known) == FactStatus.COUNTS
        data, person = data[begun], person[begun]
        code, known = pd.factorize(data["training_code"])
        numbers = {str(name): number for number, name in enumerate(known)}
        return numbers, person, ordinals(data["completed_on"]), self._ranks(data), code

    def completion_statuses(self, training_code: str) -> Statuses:
        """Return what becomes of each row of `attendances` if it is one of a training."""
        data, _ = self._of_people("attendances")
        own = dated(data["completed_on"], self.last_known)
        return lapsing(own, ordinals(data["completed_on"]), self.valid_from(training_code))

    def valid_from(self, training_code: str, on: int | None = None) -> int:
        """Return the first completion day (ordinal) that still holds on a day.

        A completion with 有効月数 v holds through the end of v months from it (W08).

        Args:
            training_code: 研修コード.
            on: The day (ordinal); the as-of date if None.
        """
        training = self.policy.trainings.get(training_code)
        if training is None or training.valid_months is None:
            return 0
        at = self.as_of if on is None else dt.date.fromordinal(on)
        return first_valid_day(at, training.valid_months).toordinal()

    def session_days(self, training_code: str) -> tuple[int, ...]:
        """Return the last days (ordinals) of a training's 予定 sessions after the as-of date.

        In the order of 開催日; two sessions that end on one day count once.
        """
        planned = sorted(
            (session.held_on, max(session.held_on, session.last_day))
            for session in self.policy.sessions
            if session.training_code == training_code
            and session.state is SessionState.PLANNED
            and session.held_on > self.as_of
        )
        return tuple(dict.fromkeys(last.toordinal() for _, last in planned))

    @cached_property
    def qualifications(self) -> Qualifications:
        """Qualifications of the people; the same name once (`name_key`)."""
        data, person = self._of_people("qualifications")
        folds = [name_key(str(name)) for name in data["qualification"]]
        names = {name: number for number, name in enumerate(dict.fromkeys(folds))}
        last = ordinals(data["expires_on"])
        acquired = dated(data["acquired_on"], self.last_known)
        return Qualifications(
            status=lapsing(acquired, last, self.as_of_ordinal),
            person=person,
            name=np.array([names[name] for name in folds], dtype=np.int64),
            last=last,
            rank=self._ranks(data),
            names=names,
        )

    @cached_property
    def engagements(self) -> Engagements:
        """Engagements of the people; what ends before it begins is no engagement."""
        data, person = self._of_people("engagements")
        keys, kinds = projects_of(data, self.tables["projects"])
        return Engagements(
            status=stretched(data["started_on"], data["ended_on"], self.last_known),
            person=person,
            start=ordinals(data["started_on"]),
            end=ordinals(data["ended_on"]),
            role=data["role"].to_numpy(dtype=object),
            kind=kinds,
            project=pd.factorize(keys)[0].astype(np.int64),
            rank=self._ranks(data),
            keys=keys,
        )

    @cached_property
    def absences(self) -> Mapping[int, tuple[Interval, ...]]:
        """Leave of every kind, by person; none where the switch leave_stops_clock is off.

        What is entered for days to come counts where they lie by the as-of date.
        """
        if not self.policy.settings.leave_stops_clock:
            return {}
        data, person = self._of_people("leaves")
        begun = dated(data["started_on"], self.as_of) == FactStatus.COUNTS
        data, person = data[begun], person[begun]
        starts, ends = ordinals(data["started_on"]), ordinals(data["ended_on"])
        found: dict[int, tuple[Interval, ...]] = {}
        for who, start, end in zip(person.tolist(), starts.tolist(), ends.tolist(), strict=True):
            found[who] = (*found.get(who, ()), interval(start, end))
        return found

    @cached_property
    def tool_levels(self) -> Grades:
        """Levels of tools."""
        return self._grades("tool_levels", "tool_code", "level")

    @cached_property
    def skill_ratings(self) -> Grades:
        """Ratings of skills."""
        return self._grades("skill_ratings", "skill_code", "rating")

    def _grades(self, table: str, code: str, grade: str) -> Grades:
        data, person = self._of_people(table)
        return Grades(
            status=graded(data["year"], data[grade], fiscal_year_of(self.last_known)),
            person=person,
            code=data[code].to_numpy(dtype=object),
            year=data["year"].fillna(0).to_numpy(dtype=np.int64),
            grade=data[grade].fillna(0).to_numpy(dtype=np.int64),
            rank=self._ranks(data),
        )

    def _of_people(self, table: str) -> tuple[pd.DataFrame, Ints]:
        """Return the rows of the people, and whose each is."""
        data = self.tables[table]
        person = self._positions(data["staff_no"])
        return data[person >= 0], person[person >= 0]

    def _positions(self, staff_no: pd.Series) -> Ints:
        return self.people.get_indexer(pd.Index(staff_no))

    def _ranks(self, data: pd.DataFrame) -> Ints:
        needed = self.policy.settings.official_needs_confirmation
        return ranks(data, needs_confirmation=needed)


def facts_of(
    policy: Policy, tables: Tables, as_of: dt.date, staff: Iterable[str] | None = None
) -> CriteriaFacts:
    """Make facts ready for judging.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: 基準日; nothing after it counts.
        staff: Only these people; everybody in post on the as-of date if None.
    """
    present = in_post(tables, as_of)
    wanted = present if staff is None else present.intersection(staff)
    listed = tables["staff"]["staff_no"].dropna().drop_duplicates()
    return CriteriaFacts(policy, tables, as_of, pd.Index(listed[listed.isin(wanted)], dtype="str"))
