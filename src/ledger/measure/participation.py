"""参加率: 受講率, 修了率, 必須修了率, Step到達率, and whom each leaves out.

受講率 and 修了率 of a training are cut by 全体 (the personas it is for; everybody if it is not
mapped), by each of those personas, by 部 and by 課; those of a skill are of a persona. 必須修了率
and Step到達率 are of a persona, in 全体 and by 課. Rates are in percent, half-up to one decimal;
分子 and 分母 are the exact numbers.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.curriculum import mandatory_of, personas_of, skills_taught, trainings_of
from ledger.judge.population import COUNTS, Population, population_of, status_of
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.result_tables import RATES
from ledger.measure.attendance import Attendance, Attendances, attendances_of
from ledger.measure.history import HistoryKind, last_year
from ledger.measure.official_steps import official_steps, with_leavers
from ledger.measure.rate_rows import (
    Cuts,
    RateToCut,
    by_section,
    left_out,
    left_out_rows,
    rows,
    whole,
)
from ledger.model.policy import Policy
from ledger.model.terms import Exclusion, RateKind, SectionLevel


def rates(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Work out every rate.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the as-of date (table `verdicts`).
        as_of: 基準日.

    Returns:
        The tables `rates`, and `denominators`: everybody left out, with the reason.
    """
    judged = with_leavers(policy, tables, verdicts, as_of)
    asking = Asking(population_of(policy, tables, as_of), judged)
    questions = tuple(asking.questions())
    before = last_year(tables, HistoryKind.RATE, as_of)
    listed: list[dict[str, Cell]] = [
        {**row, "last_year": before.get(str(row["rate_no"]))}
        for question in questions
        for row in rows(question, policy.settings.rate_basis)
    ]
    excluded = [left_out(question) for question in questions]
    return frame(RATES, listed), left_out_rows(excluded, asking.population.people)


@dataclass(frozen=True, eq=False)
class Asking:
    """Every rate of a population, as questions.

    Attributes:
        population: Everybody who may count.
        verdicts: Step判定 on the as-of date; by 年度累計 also of those who left.
    """

    population: Population
    verdicts: pd.DataFrame

    @cached_property
    def attendances(self) -> Attendances:
        """Who completed what."""
        return attendances_of(self.population)

    def questions(self) -> Iterator[RateToCut]:
        """Ask for every rate, in the order of the table."""
        policy = self.population.policy
        trained = (RateKind.ATTENDANCE, RateKind.COMPLETION)
        for kind in trained:
            for training in policy.trainings.values():
                if training.active:
                    yield from self._of_training(kind, training.training_code)
            for persona_code, skill_code in skills_taught(policy):
                yield self.of_skill(kind, persona_code, skill_code)
        yield from self.standings()

    def standings(self) -> Iterator[RateToCut]:
        """Ask for 必須修了率 and Step到達率: where people stand on the day."""
        personas = self.population.policy.active_personas
        for persona in personas:
            yield self._mandatory(persona.persona_code)
        for persona in personas:
            yield from self._steps(persona.persona_code)

    def of_skill(self, kind: RateKind, persona_code: str, skill_code: str) -> RateToCut:
        """Ask for a skill's 参加率: any of its 必須 trainings, of any if none is 必須."""
        codes = trainings_of(self.population.policy, persona_code, skill_code)
        question = self._attended(kind, self._everybody, self.attendances.of_any(codes))
        return question._replace(
            base=self.population.holding(persona_code),
            persona_code=persona_code,
            skill_code=skill_code,
        )

    def _of_training(self, kind: RateKind, training_code: str) -> Iterator[RateToCut]:
        one = self.attendances.of(training_code)
        everybody = self._attended(kind, self._departments, one)._replace(
            base=self.attendances.audience(training_code), training_code=training_code
        )
        yield everybody
        for persona_code in personas_of(self.population.policy, training_code):
            yield everybody._replace(
                cuts=self._everybody,
                base=self.population.holding(persona_code),
                persona_code=persona_code,
            )

    def _attended(self, kind: RateKind, cuts: Cuts, one: Attendance) -> RateToCut:
        attending = kind is RateKind.ATTENDANCE
        population = self.population
        return RateToCut(
            kind=kind,
            cuts=cuts,
            base=np.ones(population.size, dtype=bool),
            status=with_opportunity(population.status, one.had) if attending else population.status,
            reached=one.this_year if attending else one.unexpired,
            times=one.times,
            offered=one.offered or not attending,
        )

    def _mandatory(self, persona_code: str) -> RateToCut:
        codes = mandatory_of(self.population.policy, persona_code)
        done = [self.attendances.of(code).unexpired for code in codes]
        return self._of_persona(RateKind.MANDATORY, persona_code, _all(done, self.population.size))

    def _steps(self, persona_code: str) -> Iterator[RateToCut]:
        policy = self.population.policy
        for tool_code in (None, *policy.tools_of(persona_code)):
            official = official_steps(self.verdicts, self.population, persona_code, tool_code).step
            for one in policy.steps_of(persona_code):
                reached = official >= one.step
                question = self._of_persona(RateKind.STEP, persona_code, reached)
                yield question._replace(step=one.step, tool_code=tool_code)

    def _of_persona(self, kind: RateKind, persona_code: str, reached: Bools) -> RateToCut:
        return RateToCut(
            kind=kind,
            cuts=self._divisions,
            base=self.population.holding(persona_code),
            status=self.population.status,
            reached=reached,
            persona_code=persona_code,
        )

    @cached_property
    def _everybody(self) -> Cuts:
        return whole(self.population)

    @cached_property
    def _departments(self) -> Cuts:
        return by_section(self.population, SectionLevel.DEPARTMENT, SectionLevel.DIVISION)

    @cached_property
    def _divisions(self) -> Cuts:
        return by_section(self.population, SectionLevel.DIVISION)


def with_opportunity(status: Ints, had: Bools) -> Ints:
    """Return a status in which who counts needs an opportunity besides (受講率)."""
    return np.where((status == COUNTS) & ~had, status_of(Exclusion.NO_OPPORTUNITY), status)


def _all(masks: list[Bools], size: int) -> Bools:
    done: Bools = np.logical_and.reduce([np.ones(size, dtype=bool), *masks])
    return done
