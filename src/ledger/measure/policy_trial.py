"""試算: what a trial does to each target, skill, rate and Step. Nothing of it is written.

Now and then are asked of the very functions that 集約 asks (`judged_results`); only policy, tables
and day differ.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ledger.judge.trials.moved import MovedSteps, step_moves
from ledger.judge.trials.reasons import JudgedSide, TrialReasons
from ledger.layout.columns import Cell, RowValues, Table
from ledger.layout.flow_tables import REPORTS
from ledger.layout.frames import Tables, records
from ledger.layout.result_tables import GAPS, KPIS, RATES
from ledger.measure.judged_results import judged_results
from ledger.measure.rounding import exactly
from ledger.model.policy import Policy

_RATE_OF = (
    *("kind", "persona_code", "skill_code", "training_code"),
    *("step", "tool_code", "section_code"),
)
_GAP_OF = ("persona_code", "skill_code")
_FIGURES = ("numerator", "denominator", "actual", "verdict", "short_of")


@dataclass(frozen=True, eq=False)
class TrialSide:
    """A policy, the facts, and what they come to on a day.

    Attributes:
        policy: The policy.
        tables: The tables.
        on: The day judged.
        results: What `judged_results` says.
    """

    policy: Policy
    tables: Tables
    on: dt.date
    results: Mapping[str, pd.DataFrame]

    @classmethod
    def of(cls, policy: Policy, tables: Tables, on: dt.date) -> "TrialSide":
        """Judge and measure a side."""
        return cls(policy, tables, on, judged_results(policy, tables, on))


class Pair(NamedTuple):
    """A row of a result, as it is now and as it would be; None where there is no such row."""

    now: RowValues | None
    then: RowValues | None

    @property
    def any_row(self) -> RowValues:
        """The row as it is now, else as it would be: for what both say alike."""
        return self.now or self.then or {}

    def cells(self, key: str) -> tuple[Cell, Cell]:
        """Return a cell of both."""
        return (
            self.now.get(key) if self.now else None,
            self.then.get(key) if self.then else None,
        )

    def moved(self, *keys: str) -> bool:
        """Say whether one of these cells differs."""
        return any(one != other for one, other in map(self.cells, keys))

    def difference(self, key: str) -> Fraction | None:
        """Return by how much a number rises; None where there is none on a side."""
        one, other = (_number(value) for value in self.cells(key))
        return None if one is None or other is None else other - one


@dataclass(frozen=True, eq=False)
class PolicyTrialResult:
    """What a trial comes to.

    Attributes:
        now: The ledger as it is judged now.
        then: As it would be.
    """

    now: TrialSide
    then: TrialSide

    @cached_property
    def kpis(self) -> tuple[Pair, ...]:
        """Every target in use, in the order of the sheet."""
        return self._pairs("kpis", KPIS, ("target_code",))

    @cached_property
    def moved_kpis(self) -> tuple[Pair, ...]:
        """Targets whose figure or 判定 is another one."""
        return tuple(pair for pair in self.kpis if pair.moved(*_FIGURES))

    @cached_property
    def moved_gaps(self) -> tuple[Pair, ...]:
        """Skills whose coverage is another one."""
        return tuple(p for p in self._pairs("gaps", GAPS, _GAP_OF) if p.moved("display"))

    @cached_property
    def moved_rates(self) -> tuple[Pair, ...]:
        """Rates, 全庁 and by section, that are other ones."""
        pairs = self._pairs("rates", RATES, _RATE_OF)
        return tuple(p for p in pairs if p.moved("numerator", "denominator", "state"))

    @cached_property
    def steps(self) -> MovedSteps:
        """Whose Step moves."""
        return step_moves(self.now.results["verdicts"], self.then.results["verdicts"])

    @cached_property
    def reports(self) -> tuple[Pair, ...]:
        """Reports whose 状態 would be another one."""
        sides = (self.now, self.then)
        rows = (records(REPORTS, side.tables[REPORTS.key]) for side in sides)
        pairs = (Pair(one, other) for one, other in zip(*rows, strict=True))
        return tuple(pair for pair in pairs if pair.moved("state"))

    @cached_property
    def reasons(self) -> TrialReasons:
        """Why Steps move; only the people who move are judged for it once more."""
        staff = list(dict.fromkeys(one.row.staff_no for one in self.steps.moves))
        sides = (JudgedSide(one.policy, one.tables, one.on, staff) for one in (self.now, self.then))
        return TrialReasons(*sides)

    @property
    def still(self) -> bool:
        """Whether nothing moves: no target, skill, rate or report, and nothing of Step判定."""
        steps = self.steps
        figures = (self.moved_kpis, self.moved_gaps, self.moved_rates, self.reports)
        return not any((*figures, *steps))

    def _pairs(self, key: str, table: Table, of: tuple[str, ...]) -> tuple[Pair, ...]:
        now, then = (_by(table, side.results[key], of) for side in (self.now, self.then))
        return tuple(Pair(now.get(k), then.get(k)) for k in dict.fromkeys((*now, *then)))


def _by(table: Table, data: pd.DataFrame, of: tuple[str, ...]) -> dict[tuple[Cell, ...], RowValues]:
    return {tuple(row[key] for key in of): row for row in records(table, data)}


def _number(value: Cell) -> Fraction | None:
    return exactly(value) if isinstance(value, int | float) else None


def differing_kpis(standing: pd.DataFrame, now: pd.DataFrame) -> int:
    """Return how many targets the sheet KPI does not say as they are judged now.

    Args:
        standing: The table `kpis` as it stands in the ledger.
        now: The same, worked out now.
    """
    one, other = (_by(KPIS, data, ("target_code",)) for data in (standing, now))
    keys = dict.fromkeys((*one, *other))
    return sum(Pair(one.get(key), other.get(key)).moved(*_FIGURES) for key in keys)
