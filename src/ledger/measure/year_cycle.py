"""年度サイクル: of everybody in post, the first day of each stage of the year (S55).

目標設定 → Off-JT → OJT → 評価・共有. A stage whose facts are missing has no day, and its word
stands in まだのもの; nothing is assumed.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, day as moment, frame
from ledger.layout.schedule_tables import YEAR_CYCLE
from ledger.measure.roll import JOINT, Roll
from ledger.model.calendar import DATE_MAX, fiscal_year_of, year_start
from ledger.model.terms import Confirmation, EventKind, Phase, ReportState, SessionState

GOAL_UNDATED = "目標の日(提出日がない)"
STAGES: Mapping[str, str] = {
    "goal_on": "目標設定",
    "training_on": "Off-JT(研修の修了)",
    "practice_on": "OJT(案件)",
    "review_on": "評価(年度末の上長確認)",
    "shared_on": "共有(成果発表会)",
}
"""The stages in their order: column, and what is said where it is missing."""

Days = dict[str, dt.date]
"""A day by 職員番号."""


class CycleDays(NamedTuple):
    """The first days of each stage, by 職員番号; that of 共有 is everybody's."""

    goal: Days
    with_goals: frozenset[str]
    training: Days
    practice: Days
    review: Days
    shared: dt.date | None


def year_cycle(roll: Roll) -> pd.DataFrame:
    """Return the table 年度サイクル.

    Args:
        roll: Everybody in post on the day judged; what lies after that day has not happened.
    """
    found = cycle_days(roll.tables, roll.as_of)
    return frame(
        YEAR_CYCLE,
        [
            {
                "department_name": entry.department,
                "section_name": entry.section,
                "staff_no": entry.staff_no,
                "staff_name": entry.staff_name,
                **_row(entry.staff_no, found),
            }
            for entry in roll.entries
        ],
    )


def cycle_days(tables: Tables, day: dt.date) -> CycleDays:
    """Return when each stage of the fiscal year of a day began.

    Args:
        tables: The ledger's tables.
        day: Nothing after it is looked at.
    """
    goals = tables["goals"]
    own = (goals["year"] == fiscal_year_of(day)).fillna(value=False) & goals["goal"].notna()
    return CycleDays(
        _handed_in(tables, day),
        frozenset(goals.loc[own, "staff_no"].dropna().tolist()),
        _trained(tables, day),
        _practised(tables, day),
        _reviewed(tables, day),
        _shared(tables, day),
    )


def _row(number: str, found: CycleDays) -> dict[str, Cell]:
    has_goals = number in found.with_goals
    days = {
        "goal_on": found.goal.get(number) if has_goals else None,
        "training_on": found.training.get(number),
        "practice_on": found.practice.get(number),
        "review_on": found.review.get(number),
        "shared_on": found.shared,
    }
    words = {**STAGES, "goal_on": GOAL_UNDATED} if has_goals else STAGES
    missing = JOINT.join(words[key] for key, day in days.items() if day is None)
    return {**days, "missing": missing or None}


def _handed_in(tables: Tables, day: dt.date) -> Days:
    """Return the first 提出日 of each person's reports of the year, of whichever phase."""
    data = tables["reports"]
    return _first(data["staff_no"], data["submitted_on"], data["submitted_on"] <= moment(day))


def _trained(tables: Tables, day: dt.date) -> Days:
    data = tables["attendances"]
    within = data["completed_on"].between(moment(_year_start(day)), moment(day))
    counts = within & (data["confirmed"] != Confirmation.REJECTED.value)
    return _first(data["staff_no"], data["completed_on"], counts)


def _practised(tables: Tables, day: dt.date) -> Days:
    """Return the first day of the year on which each person was at work on a project."""
    data, first = tables["engagements"], moment(_year_start(day))
    starts = data["started_on"]
    ends = data["ended_on"].fillna(moment(DATE_MAX))
    begun = starts.where(starts >= first, first)
    counts = (starts <= ends) & (begun <= ends) & (begun <= moment(day))
    counts &= data["confirmed"] != Confirmation.REJECTED.value
    return _first(data["staff_no"], begun, counts)


def _reviewed(tables: Tables, day: dt.date) -> Days:
    """Return when each 年度末 report was confirmed, of those that stand confirmed."""
    data = tables["reports"]
    on = data["confirmed_at"].dt.floor("D")
    counts = (data["phase"] == Phase.CLOSING.value) & (on <= moment(day))
    counts &= data["state"] == ReportState.CONFIRMED.value
    return _first(data["staff_no"], on, counts)


def _shared(tables: Tables, day: dt.date) -> dt.date | None:
    """Return when the first 成果発表会 of the year was held."""
    data = tables["events"]
    counts = data["held_on"].between(moment(_year_start(day)), moment(day))
    counts &= data["kind"] == EventKind.PRESENTATION.value
    counts &= data["state"] == SessionState.HELD.value
    held = data.loc[counts, "held_on"]
    return None if held.empty else held.min().date()


def _year_start(day: dt.date) -> dt.date:
    return year_start(fiscal_year_of(day))


def _first(people: pd.Series, days: pd.Series, counts: pd.Series) -> Days:
    """Return the earliest of the days that count, by person."""
    first = days[counts].groupby(people[counts]).min().dropna()
    return {str(number): on.date() for number, on in first.items()}
