"""前年差: what became of each figure since last year was closed, in parts that add up.

A figure of people is explained person by person (`change_reasons`), one reason each; any other
target as 訂正 (what a correction of the closed year changed) and 実績の差 (the rest). The sum of
the parts is the difference, always.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ledger.judge.closed_years import Closing, closing_of, current, first, of_year
from ledger.judge.verdicts import verdicts as judge
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.measure.change_reasons import SeenPerson, YearPart, reason
from ledger.measure.change_words import PEOPLE, told
from ledger.measure.closing_people import ClosedPerson, people_closed
from ledger.measure.counted_people import (
    TARGET,
    CountedDay,
    CountedFigure,
    Gain,
    counted_day,
    target_code,
)
from ledger.measure.history import HistoryKind
from ledger.measure.known_facts import known_facts
from ledger.measure.kpis import counting
from ledger.measure.rounding import exactly
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms.indicators import PERCENT

YEAR_CHANGES = BY_KEY["year_changes"]
Row = dict[str, Cell]


def year_changes(
    policy: Policy, tables: Tables, results: Mapping[str, pd.DataFrame], as_of: dt.date
) -> pd.DataFrame:
    """Return the table `year_changes`; no row where the year before was not closed.

    Args:
        policy: The policy.
        tables: The ledger's tables, those of 年度締め and `history` among them.
        results: The frames `verdicts` and `kpis` of this run.
        as_of: The day judged.
    """
    closing = closing_of(tables, fiscal_year_of(as_of) - 1)
    if closing is None:
        return frame(YEAR_CHANGES)
    kpis = counting(records(BY_KEY["kpis"], results["kpis"]))
    years = _TwoYears(policy, tables, results["verdicts"], as_of, closing)
    rows = [*_of_targets(years, kpis), *_of_people(years)]
    return frame(YEAR_CHANGES, sorted(rows, key=_is_still))


@dataclass(frozen=True, eq=False)
class _TwoYears:
    """Last year as it was closed and as it is known today, and this year."""

    policy: Policy
    tables: Tables
    verdicts: pd.DataFrame
    as_of: dt.date
    closing: Closing

    @cached_property
    def now(self) -> CountedDay:
        return counted_day(self.policy, self.tables, self.verdicts, self.as_of)

    @cached_property
    def then(self) -> CountedDay:
        """The day of the closing by today's facts and rules; no 上長判定 of this year."""
        own = self.tables["step_reviews"]
        tables = replaced(self.tables, {"step_reviews": own[:0]})
        on = self.closing.as_of
        return counted_day(self.policy, tables, judge(self.policy, tables, on), on)

    @cached_property
    def people(self) -> Mapping[str, ClosedPerson]:
        return people_closed(self.tables, self.closing.year)

    @cached_property
    def facts(self) -> Mapping[str, str]:
        return known_facts(self.tables, self.closing.as_of)

    @cached_property
    def listed(self) -> frozenset[str]:
        return frozenset(self.tables["staff"]["staff_no"].dropna())

    @cached_property
    def closed(self) -> Mapping[str, int]:
        """How many each figure of people counted, by its code, as the year was closed."""
        own = first(of_year(self.tables["history"], self.closing.year))
        whole = own[own["section_code"].isna()]
        found: dict[str, int] = {}
        for row in records(BY_KEY["history"], whole):
            top, base = row["numerator"], row["denominator"]
            if row["kind"] == HistoryKind.TARGET and isinstance(top, int):
                found[target_code(str(row["code"]))] = top
            elif row["kind"] == HistoryKind.RATE and isinstance(top, int):
                found[str(row["code"])] = top
            elif row["kind"] == HistoryKind.STEP and isinstance(base, int):
                found[f"人材像:{row['persona_code']}"] = base
        return found

    def was(self, one: CountedFigure) -> frozenset[str] | None:
        """Return whom a figure counted at the closing; None where that is not known."""
        there = frozenset(n for n, person in self.people.items() if one.code in person.counted_in)
        return there if self.closed.get(one.code) == len(there) else None

    def parts(self, one: CountedFigure, was: frozenset[str]) -> Counter[YearPart]:
        """Return the parts of a figure's difference, each with its sign."""
        found: Counter[YearPart] = Counter()
        for number in one.people ^ was:
            found[reason(self._seen(one, number))] += 1 if number in one.people else -1
        return found

    def _seen(self, one: CountedFigure, number: str) -> SeenPerson:
        before, person = self.then.figures.get(one.code), self.people.get(number)
        counts = number in one.people
        counted = before is not None and number in before.people
        if one.gain is Gain.STEP and person is not None and person.reviewed:
            counted = not counts  # a 上長判定 is of its year: the closed Step stands as it was
        return SeenPerson(
            counts=counts,
            counted_then=counted,
            news=person is None or person.facts != self.facts.get(number, ""),
            on_list=number in self.listed,
            in_post_then=number in self.then.in_post,
            in_post=number in self.now.in_post,
            based_then=before is not None and number in before.base,
            based=number in one.base,
            gain=one.gain,
        )


def _is_still(row: Mapping[str, Cell]) -> bool:
    """Say whether nothing moved: what did comes first."""
    return not any(row.get(part.value) for part in YearPart)


def _of_people(years: _TwoYears) -> Iterator[Row]:
    """Yield the figures of people that were there last year too; targets have their own rows."""
    for one in years.now.figures.values():
        if one.kind == TARGET:
            continue
        if (was := years.was(one)) is not None:
            yield _people_row(years, one, was, one.name)


def _people_row(years: _TwoYears, one: CountedFigure, was: frozenset[str], name: str) -> Row:
    parts = {part: Fraction(n) for part, n in years.parts(one, was).items()}
    moved = _Moved(Fraction(len(was)), Fraction(len(one.people)), PEOPLE, parts)
    return {"kind": one.kind, "code": one.code, "what": name, **moved.cells()}


def _of_targets(years: _TwoYears, kpis: list[Row]) -> Iterator[Row]:
    """Yield each target with a figure in both years; of a share also whom it counts."""
    own = of_year(years.tables["history"], years.closing.year)
    before, corrected = (_values(rows) for rows in (first(own), current(own)))
    for kpi in kpis:
        code, unit = str(kpi["target_code"]), str(kpi["unit"] or "")
        one = years.now.figures.get(target_code(code))
        was = years.was(one) if one else None
        name = str(kpi["target_name"])
        if one and was is not None:
            said = f"{name}(数えた人)" if unit == PERCENT else name
            yield _people_row(years, one, was, said)
        if (one is None or was is None or unit == PERCENT) and code in before:
            actual = _number(kpi["actual"])
            if actual is not None:
                yield _value_row(code, name, unit, (before[code], corrected.get(code), actual))


def _value_row(
    code: str, name: str, unit: str, values: tuple[Fraction, Fraction | None, Fraction]
) -> Row:
    closed, corrected, actual = values
    held = closed if corrected is None else corrected
    parts = {YearPart.CORRECTED: held - closed, YearPart.OTHER: actual - held}
    moved = _Moved(closed, actual, unit, parts)
    return {"kind": TARGET, "code": f"{target_code(code)}:値", "what": name, **moved.cells()}


class _Moved(NamedTuple):
    """A figure of two years, and the parts of its difference."""

    before: Fraction
    now: Fraction
    unit: str
    parts: Mapping[YearPart, Fraction]

    def cells(self) -> Row:
        shown = {part.value: float(n) for part, n in self.parts.items() if n}
        return {
            "last_year": float(self.before),
            "this_year": float(self.now),
            "difference": float(self.now - self.before),
            "unit": self.unit,
            **shown,
            "told": told((self.before, self.now), self.unit, self.parts),
        }


def _values(rows: pd.DataFrame) -> dict[str, Fraction]:
    found = {}
    for row in records(BY_KEY["history"], rows):
        value = _number(row["value"])
        if row["kind"] == HistoryKind.TARGET and value is not None:
            found[str(row["code"])] = value
    return found


def _number(value: Cell) -> Fraction | None:
    return exactly(value) if isinstance(value, int | float) else None
