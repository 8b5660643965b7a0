"""What a target measures: its figure, and everything that figures are taken from."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple, TypeAlias

import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.population import Population, population_of
from ledger.layout.frames import Tables
from ledger.measure.attendance import Attendances, attendances_of
from ledger.measure.official_steps import unreviewed
from ledger.measure.rate_rows import denominator_note, tally
from ledger.measure.rounding import percent, shown
from ledger.model.calendar import fiscal_year_of, wareki, year_start
from ledger.model.policy import Policy, Target
from ledger.model.terms import RateBasis, RateState


class Figure(NamedTuple):
    """One target's figure.

    Attributes:
        numerator: 分子, or what is counted; None where there is nothing to count.
        denominator: 分母 of a share; None for a count.
        state: 算定, 算定不能 or 提供なし.
        basis: 算定根拠, in whole sentences.
        short_of: 不足先: the sections that fall short.
        people: Whom the numerator counts, by staff number; None where it counts no people.
        counted: Whether the target asks for the numerator of a share, not for the share.
    """

    numerator: int | None
    denominator: int | None = None
    state: RateState = RateState.COMPUTED
    basis: str = ""
    short_of: tuple[str, ...] = ()
    people: frozenset[str] | None = None
    counted: bool = False

    @property
    def value(self) -> Fraction | None:
        """実績 in the target's own unit, exactly: percent for a share, else what is counted."""
        if self.numerator is None or self.state is not RateState.COMPUTED:
            return None
        if self.denominator is None or self.counted:
            return Fraction(self.numerator)
        return percent(self.numerator, self.denominator)

    def said(self, *sentences: str) -> "Figure":
        """Return the figure with sentences added to its 算定根拠."""
        return self._replace(basis="".join([self.basis, *sentences]))


Taking: TypeAlias = "Callable[[Measured, Target], Figure]"
"""How a 指標 is measured."""


def count(number: int, basis: str, people: Iterable[str] | None = None) -> Figure:
    """Return a figure that counts something."""
    return Figure(number, basis=basis, people=None if people is None else frozenset(people))


def share(
    numerator: int, denominator: int, basis: str, people: Iterable[str] | None = None
) -> Figure:
    """Return a share; without a denominator it is 算定不能, never 0 % or 100 % (W07)."""
    counted = None if people is None else frozenset(people)
    if not denominator:
        said = f"算定不能(対象0名)。{basis}"
        return Figure(numerator, 0, RateState.NO_BASE, said, people=counted)
    return Figure(numerator, denominator, basis=basis, people=counted)


def unknown(why: str) -> Figure:
    """Return a figure that cannot be worked out from what the target says."""
    return Figure(None, state=RateState.NO_BASE, basis=f"算定不能。{why}")


def said_percent(numerator: int, denominator: int) -> str:
    """Say a share, half-up to one decimal."""
    return f"{shown(percent(numerator, denominator))}%" if denominator else "算定不能"


@dataclass(frozen=True, eq=False)
class Measured:
    """Everything that figures are taken from, gathered once for all targets.

    Attributes:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the as-of date; by 年度累計 also of those who left.
        as_of: 基準日.
    """

    policy: Policy
    tables: Tables
    verdicts: pd.DataFrame
    as_of: dt.date

    @cached_property
    def year(self) -> int:
        """The fiscal year of the as-of date."""
        return fiscal_year_of(self.as_of)

    @property
    def opening(self) -> dt.date:
        """The first day of the fiscal year."""
        return year_start(self.year)

    @property
    def on(self) -> str:
        """The as-of date as it is printed."""
        return wareki(self.as_of)

    @property
    def during(self) -> str:
        """The year up to the as-of date as it is printed."""
        return f"{wareki(self.opening)}から{self.on}まで"

    @cached_property
    def present(self) -> Population:
        """Head-counts: always on the 基準日."""
        return population_of(self.policy, self.tables, self.as_of, RateBasis.ON_DATE)

    @cached_property
    def rated(self) -> Population:
        """Rates: by 率の基準."""
        return population_of(self.policy, self.tables, self.as_of)

    @cached_property
    def present_attendances(self) -> Attendances:
        """Completions of those whom head-counts look at."""
        return attendances_of(self.present)

    @cached_property
    def rated_attendances(self) -> Attendances:
        """Completions of those whom rates look at."""
        return attendances_of(self.rated)

    @cached_property
    def unreviewed(self) -> pd.DataFrame:
        """Step判定 of those who have a 上長判定, as it would be without."""
        return unreviewed(self.policy, self.tables, self.as_of)

    def persona_name(self, persona_code: str) -> str:
        """Return a persona as it is printed."""
        persona = self.policy.personas.get(persona_code)
        return f"「{persona.persona_name}」" if persona else persona_code

    @property
    def basis_said(self) -> str:
        """率の基準 in a sentence."""
        return f"率の基準は{self.policy.settings.rate_basis}。"

    def training_name(self, code: str) -> str:
        """Return a training or a group as it is printed."""
        group, training = self.policy.group_of(code), self.policy.trainings.get(code)
        if group:
            return f"「{group.group_name}」({group.completion})"
        return f"「{training.training_name}」" if training else code


def numbers(population: Population, mask: Bools) -> frozenset[str]:
    """Return the staff numbers of a mask."""
    return frozenset(population.people[mask].tolist())


def whom(status: Ints) -> str:
    """Say in a sentence how many count, and why the others do not."""
    return f"{denominator_note(tally(status))}。"


def no_persona(target: Target) -> Figure:
    """Return the figure of a target that names no persona there is."""
    return unknown(f"人材像コード {target.persona_code or '(空)'} が人材像にない。")
