"""Who completed what, and who could have: trainings, groups and the trainings of a skill."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import Bools
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.curriculum import personas_of
from ledger.judge.opportunity import offer_of
from ledger.judge.population import Population
from ledger.model.terms import GroupCompletion
from ledger.model.verdicts import Lens


def attendances_of(population: Population) -> "Attendances":
    """Return the completions of a population, the same for everybody who asks."""
    # the population is kept with them, so that nothing else has its id
    asked = ("attendances", id(population))
    return population.tables.once(asked, lambda: Attendances(population))


class Attendance(NamedTuple):
    """A training (or several) held against everybody; arrays are over the people.

    Attributes:
        times: 提供回数 in the year.
        offered: False is 提供なし.
        had: Who had an opportunity.
        this_year: Who completed it this year (受講率).
        unexpired: Who completed it at any time, unexpired on the as-of date (修了率).
    """

    times: int
    offered: bool
    had: Bools
    this_year: Bools
    unexpired: Bools


@dataclass(frozen=True, eq=False)
class Attendances:
    """The official completions (名簿 and 済) of a population; every training is read once."""

    population: Population
    _known: dict[str, Attendance] = field(default_factory=dict)

    @cached_property
    def facts(self) -> CriteriaFacts:
        """The facts of the population, as Steps are judged by."""
        one = self.population
        return CriteriaFacts(one.policy, one.tables, one.as_of, one.people)

    def of(self, training_code: str) -> Attendance:
        """Return one training's attendance. The completion date decides the year (W08, W09)."""
        if training_code not in self._known:
            facts, population = self.facts, self.population
            rows = facts.completions(training_code)
            official = rows.rank <= Lens.OFFICIAL.reach
            this_year, unexpired = (
                np.bincount(rows.person[official & held], minlength=population.size).astype(bool)
                for held in (
                    rows.day >= population.year_start,
                    rows.holding(facts.valid_from(training_code)),
                )
            )
            offer = offer_of(population, training_code, this_year)
            self._known[training_code] = Attendance(*offer, this_year, unexpired)
        return self._known[training_code]

    def of_any(self, training_codes: Sequence[str]) -> Attendance:
        """Return the attendance of several trainings of which one is enough."""
        parts = [self.of(code) for code in training_codes]
        nobody = np.zeros(self.population.size, dtype=bool)
        return Attendance(
            times=sum(part.times for part in parts),
            offered=any(part.offered for part in parts),
            had=np.logical_or.reduce([nobody, *(part.had for part in parts)]),
            this_year=np.logical_or.reduce([nobody, *(part.this_year for part in parts)]),
            unexpired=np.logical_or.reduce([nobody, *(part.unexpired for part in parts)]),
        )

    def of_object(self, code: str) -> Attendance:
        """Return the attendance of a training, or of a group by its 修了条件.

        全て: completed, offered and possible where every member is; いずれか: where one is.
        """
        group = self.population.policy.group_of(code)
        if group is None:
            return self.of(code)
        if group.completion is GroupCompletion.ANY:
            return self.of_any(group.training_codes)
        parts = [self.of(member) for member in group.training_codes]
        return Attendance(
            times=sum(part.times for part in parts),
            offered=all(part.offered for part in parts),
            had=np.logical_and.reduce([part.had for part in parts]),
            this_year=np.logical_and.reduce([part.this_year for part in parts]),
            unexpired=np.logical_and.reduce([part.unexpired for part in parts]),
        )

    def audience(self, *training_codes: str) -> Bools:
        """Return whom trainings are for: the personas of the 研修体系, everybody if not mapped."""
        population = self.population
        whole = np.zeros(population.size, dtype=bool)
        for code in training_codes:
            personas = personas_of(population.policy, code)
            if not personas:
                return np.ones(population.size, dtype=bool)
            for persona in personas:
                whole |= population.holding(persona)
        return whole
