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

from ledger.judge.coded_tables import CodedTables, coded
from ledger.judge.criteria_columns import Bools, Ints, first_valid_day, interval
from ledger.judge.criteria_measure import Credits, Measure
from ledger.judge.criteria_projects import projects_of
from ledger.judge.fact_records import (
    Completions,
    Engagements,
    Grades,
    Qualifications,
)
from ledger.judge.fact_status import FactStatus, Statuses, dated, graded, lapsing, ranks, stretched
from ledger.judge.holders import holding, there
from ledger.judge.lead_time import Interval
from ledger.layout.frames import Tables
from ledger.model.calendar import fiscal_year_of
from ledger.model.folding import name_key
from ledger.model.policy import Policy
from ledger.model.terms import SessionState


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
            held = holding(self.policy, self.coded, persona_code, self.personas_on or self.as_of)
            self._held[persona_code] = self._along(held)
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
            # known of everybody, so that others who look at other people have it too
            on, needed = self.last_known, self.policy.settings.official_needs_confirmation
            asked = ("completions", training_code, on, needed)
            everybodys = self.coded.once(asked, lambda: self._of_everybody(training_code))
            known[training_code] = everybodys.among(self.places)
        return known[training_code]

    @cached_property
    def _completions(self) -> dict[str, Completions]:
        return {}

    def _of_everybody(self, training_code: str) -> Completions:
        """Return a training's completions, whoever's they are: people by their place in 職員."""
        rows = self.coded.of("attendances")
        number = rows.codes("training_code").numbers.get(training_code)
        order, begins = rows.by_text("training_code")
        own = order[:0] if number is None else order[begins[number] : begins[number + 1]]
        person, day = rows.whose[own], rows.days("completed_on")[own]
        known = (person >= 0) & (dated(day, self.last_known) == FactStatus.COUNTS)
        return Completions.of(person[known], day[known], self._ranks("attendances")[own][known])

    def completion_statuses(self, training_code: str) -> Statuses:
        """Return what becomes of each row of `attendances` if it is one of a training."""
        own, _ = self.rows_of_people("attendances")
        days = self.coded.of("attendances").days("completed_on")[own]
        return lapsing(dated(days, self.last_known), days, self.valid_from(training_code))

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
        rows, (own, person) = self.coded.of("qualifications"), self.rows_of_people("qualifications")
        written = rows.codes("qualification")
        folds = [*map(name_key, written.numbers), ""]
        names = {name: number for number, name in enumerate(dict.fromkeys(folds))}
        last = rows.days("expires_on")[own]
        acquired = dated(rows.days("acquired_on")[own], self.last_known)
        return Qualifications(
            status=lapsing(acquired, last, self.as_of_ordinal),
            person=person,
            name=np.array([names[name] for name in folds], dtype=np.int64)[written.of_rows[own]],
            last=last,
            rank=self._ranks("qualifications")[own],
            names=names,
        )

    @cached_property
    def engagements(self) -> Engagements:
        """Engagements of the people; what ends before it begins is no engagement."""
        rows, (own, person) = self.coded.of("engagements"), self.rows_of_people("engagements")
        starts, ends = rows.days("started_on")[own], rows.days("ended_on")[own]
        named = self.coded.once("projects", lambda: projects_of(rows, self.tables["projects"]))
        return Engagements(
            status=stretched(starts, ends, self.last_known),
            person=person,
            start=starts,
            end=ends,
            role=rows.data["role"].to_numpy(dtype=object)[own],
            kind=named.kinds[own],
            project=named.numbers[own],
            rank=self._ranks("engagements")[own],
            keys=named.keys[own],
        )

    @cached_property
    def absences(self) -> Mapping[int, tuple[Interval, ...]]:
        """Leave of every kind, by person; none where the switch leave_stops_clock is off.

        What is entered for days to come counts where they lie by the as-of date.
        """
        if not self.policy.settings.leave_stops_clock:
            return {}
        rows, (own, person) = self.coded.of("leaves"), self.rows_of_people("leaves")
        columns = (person, rows.days("started_on")[own], rows.days("ended_on")[own])
        begun = dated(columns[1], self.as_of) == FactStatus.COUNTS
        found: dict[int, tuple[Interval, ...]] = {}
        for who, start, end in zip(*(column[begun].tolist() for column in columns), strict=True):
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
        own, person = self.rows_of_people(table)
        data = self.tables[table][["year", grade, code]].take(own)
        return Grades(
            status=graded(data["year"], data[grade], fiscal_year_of(self.last_known)),
            person=person,
            code=data[code].to_numpy(dtype=object),
            year=data["year"].fillna(0).to_numpy(dtype=np.int64),
            grade=data[grade].fillna(0).to_numpy(dtype=np.int64),
            rank=self._ranks(table)[own],
        )

    @cached_property
    def coded(self) -> CodedTables:
        """The tables, and the same as numbers."""
        return coded(self.tables)

    @cached_property
    def places(self) -> Ints:
        """Where everybody of 職員 stands among the people, -1 for the others; one -1 more."""
        return self.coded.places(self.people)

    @property
    def staff_places(self) -> Ints:
        """Where each of the people stands in 職員."""
        known = np.flatnonzero(self.places[:-1] >= 0)
        found = np.full(self.size, -1, dtype=np.int64)
        found[self.places[known]] = known
        return found

    def _along(self, everybody: Bools) -> Bools:
        """Return along the people what is known along 職員."""
        found = np.zeros(self.size + 1, dtype=bool)
        found[self.places[:-1][everybody]] = True
        return found[:-1]  # what is behind them was of everybody else

    def rows_of_people(self, table: str) -> tuple[Ints, Ints]:
        """Return which rows of a table are the people's, and whose each is."""
        return self.coded.rows_of(table, self.places)

    def _ranks(self, table: str) -> Ints:
        """Return how far each fact of a table counts, whoever's it is."""
        needed = self.policy.settings.official_needs_confirmation
        rows = self.coded.of(table)
        asked = ("ranks", table, needed)
        return self.coded.once(asked, lambda: ranks(rows, needs_confirmation=needed))


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
    own = coded(tables)
    present = there(own, as_of)
    if staff is not None:
        present &= own.staff.isin(list(staff))
    return CriteriaFacts(policy, own, as_of, own.people_at(np.flatnonzero(present)))
