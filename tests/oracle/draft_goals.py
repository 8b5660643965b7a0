"""Goals moved to where one person more or less, or rounding, decides."""

from fractions import Fraction

from oracle import days
from oracle.draft import Draft
from oracle.goals import Kpi
from oracle.kpis import KpiOracle
from oracle.rates import RateOracle
from oracle.steps import StepOracle


def sharpen_goals(draft: Draft) -> None:
    """Set half of the goals and 途中目標 to 実績 as it is shown, or just above it.

    What a share shows is often more than what it is (49.96 % shows 50.0 %): then it falls short.
    Nobody's Step is asked, so targets of Steps keep the goals they have.
    """
    measured = KpiOracle(RateOracle(StepOracle(draft.tables(), draft.as_of), {})).kpis()
    for row in draft.listed("targets"):
        found = measured.get(str(row["target_code"]))
        if found and found.actual and draft.chance(0.5):
            goal = _close_to(draft, found)
            row["goal_value"] = goal
            base = row.get("base_value")
            row["base_value"] = min(base, int(goal)) if isinstance(base, int) else None
    for row in draft.listed("milestones"):
        found = measured.get(str(row["target_code"]))
        this_year = row["year"] == days.year_of(draft.as_of)
        if found and found.actual and this_year and draft.chance(0.5):
            row["goal_value"] = _close_to(draft, found)


def _close_to(draft: Draft, found: Kpi) -> float:
    assert found.actual is not None
    if found.denominator is None:
        return int(found.actual) + draft.one((0, 1))
    return float(found.actual + draft.one((Fraction(0), Fraction(0), Fraction(1, 10))))
