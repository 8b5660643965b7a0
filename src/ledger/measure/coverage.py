"""全庁と各課: a total that is reached says nothing of where its people are (W31, W32)."""

import datetime as dt
from typing import NamedTuple

import pandas as pd

from ledger.layout.frames import Tables
from ledger.measure.indicators.figure import Measured
from ledger.measure.kpis import figure_of
from ledger.model.policy import Policy, Target
from ledger.model.terms import Indicator

_TOTALS = frozenset({Indicator.POST_HOLDERS, Indicator.PERSONA_HOLDERS})
_COVERAGES = frozenset({Indicator.PERSONA_COVERAGE, Indicator.TOOL_COVERAGE})


class Coverage(NamedTuple):
    """A target of placement, seen as a whole and 課 by 課.

    Attributes:
        target: The target.
        there: How many people there are in all; None where that is unknown.
        needed: How many are wanted in all: the goal, or what the 課 want together.
        sections: How many 課 count; None where the target asks for a total alone.
        covered: How many of them have enough.
        short_of: The others, as the KPI names them.
    """

    target: Target
    there: int | None
    needed: float | None
    sections: int | None = None
    covered: int | None = None
    short_of: tuple[str, ...] = ()

    @property
    def missing(self) -> float | None:
        """How many are missing in all, wherever they stand; None where that is unknown."""
        if self.there is None or self.needed is None:
            return None
        return max(0.0, self.needed - self.there)


def coverages(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> tuple[Coverage, ...]:
    """Look at every target of placement twice: as a whole, and 課 by 課.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the as-of date.
        as_of: 基準日.
    """
    measured = Measured(policy, tables, verdicts, as_of)
    return tuple(
        _coverage(measured, target)
        for target in policy.targets.values()
        if target.active and target.indicator in _TOTALS | _COVERAGES
    )


def _coverage(measured: Measured, target: Target) -> Coverage:
    figure = figure_of(measured, target)
    if target.indicator in _TOTALS:
        return Coverage(target, figure.numerator, target.goal_value)
    people, sections = figure.people, figure.denominator
    return Coverage(
        target,
        there=None if people is None else len(people),
        needed=None if sections is None else float((target.per_section or 1) * sections),
        sections=sections,
        covered=figure.numerator,
        short_of=figure.short_of,
    )
