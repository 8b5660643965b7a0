"""How many periods, expiries and goals of a city lie close to where they are decided."""

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from oracle import days
from oracle.facts import Facts, Lens
from oracle.goals import Kpi, exact
from oracle.sheets import Row, Sheets, code, day, day_or_none, number, text
from oracle.steps import StepOracle

CLOSE = 3


class Share(NamedTuple):
    """Cases, and how many of them lie within three days of their boundary."""

    close: int
    cases: int

    @property
    def share(self) -> float:
        """How many of all cases are close."""
        return self.close / self.cases

    def __str__(self) -> str:
        """Show the share with its numbers."""
        return f"{self.close} of {self.cases} ({self.share:.0%})"

    def plus(self, other: "Share") -> "Share":
        """Add two cities up."""
        return Share(self.close + other.close, self.cases + other.cases)


def _share(found: Iterator[bool]) -> Share:
    listed = list(found)
    return Share(sum(listed), len(listed))


def interval_share(oracle: StepOracle) -> Share:
    """Measure 期間 criteria: one case per holder with work that counts, and criterion."""
    return _share(_interval_cases(oracle))


def expiry_share(oracle: StepOracle) -> Share:
    """Measure expiries: one case per completion or qualification that ends some day."""
    return _share(_expiry_cases(oracle.facts))


def goal_share(sheets: Sheets, kpis: Mapping[str, Kpi]) -> Share:
    """Measure goals: 実績 as it is shown lies within a tenth (a count: within one) of them."""
    return _share(_goal_cases(sheets, kpis))


def _goal_cases(sheets: Sheets, kpis: Mapping[str, Kpi]) -> Iterator[bool]:
    for row in sheets["targets"]:
        found = kpis.get(code(row, "target_code"))
        if found and found.actual is not None:
            tolerance = Fraction(1) if found.denominator is None else Fraction(1, 10)
            yield abs(found.actual - exact(row["goal_value"])) <= tolerance


def _interval_cases(oracle: StepOracle) -> Iterator[bool]:
    for row in oracle.sheets["criteria"]:
        kind, persona = code(row, "kind"), code(row, "persona_code")
        if kind not in ("リード期間", "担当期間") or persona not in oracle.people.active_personas:
            continue
        for no in oracle.people.in_post & oracle.people.holders(persona):
            worked = oracle.facts.worked_days(kind, text(row, "object_code"), no, Lens.CLAIMED)
            if worked:
                yield _close_to_reached(oracle.facts, row, worked)


def _close_to_reached(facts: Facts, criterion: Row, worked: frozenset[int]) -> bool:
    needed, today = number(criterion, "amount"), facts.as_of.toordinal()
    if facts.months_credited(worked) >= needed:
        before = frozenset(day for day in worked if day < today - CLOSE)
        return facts.months_credited(before) < needed
    reached = days.first_day_credited(
        worked,
        facts.as_of,
        needed,
        continuous=facts.sheets.settings["lead_mode"] == "継続",
        carry=facts.sheets.count("day_carry"),
    )
    return reached.toordinal() <= today + CLOSE


def _expiry_cases(facts: Facts) -> Iterator[bool]:
    def close(last_day: dt.date) -> bool:
        return abs((last_day - facts.as_of).days) <= CLOSE

    for row in facts.sheets["attendances"]:
        months = facts.valid_months[code(row, "training_code")]
        if months is not None and day(row, "completed_on") <= facts.as_of:
            yield close(days.last_day_of(day(row, "completed_on"), months))
    for row in facts.sheets["qualifications"]:
        expires = day_or_none(row, "expires_on")
        if expires is not None and day(row, "acquired_on") <= facts.as_of:
            yield close(expires)
