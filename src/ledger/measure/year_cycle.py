"""年度サイクル: of everybody in post, the first day of each stage of the year (S55).

目標設定 → Off-JT → OJT → 評価・共有. A stage whose facts are missing has no day, and its word
stands in まだのもの; nothing is assumed.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import Cell
from ledger.layout.fact_tables import ATTENDANCES, ENGAGEMENTS, EVENTS, GOALS
from ledger.layout.flow_tables import REPORTS
from ledger.layout.frames import Tables, frame, records
from ledger.layout.schedule_tables import YEAR_CYCLE
from ledger.measure.roll import JOINT, Roll
from ledger.model.calendar import fiscal_year_of, year_start
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
    year = fiscal_year_of(day)
    return CycleDays(
        _handed_in(tables, day),
        frozenset(
            str(row["staff_no"])
            for row in records(GOALS, tables["goals"])
            if row["year"] == year and row["goal"] is not None
        ),
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
    rows = records(REPORTS, tables["reports"])
    return _first((str(row["staff_no"]), row["submitted_on"]) for row in rows if _by(row, day))


def _by(row: Mapping[str, Cell], day: dt.date) -> bool:
    handed = row["submitted_on"]
    return isinstance(handed, dt.date) and handed <= day


def _trained(tables: Tables, day: dt.date) -> Days:
    first = year_start(fiscal_year_of(day))
    return _first(
        (str(row["staff_no"]), row["completed_on"])
        for row in records(ATTENDANCES, tables["attendances"])
        if row["confirmed"] != Confirmation.REJECTED
        and isinstance(row["completed_on"], dt.date)
        and first <= row["completed_on"] <= day
    )


def _practised(tables: Tables, day: dt.date) -> Days:
    """Return the first day of the year on which each person was at work on a project."""
    first = year_start(fiscal_year_of(day))
    found: list[tuple[str, Cell]] = []
    for row in records(ENGAGEMENTS, tables["engagements"]):
        start, end = row["started_on"], row["ended_on"]
        if row["confirmed"] == Confirmation.REJECTED or not isinstance(start, dt.date):
            continue
        last = end if isinstance(end, dt.date) else dt.date.max
        begun = max(start, first)
        if start <= last and begun <= min(last, day):
            found.append((str(row["staff_no"]), begun))
    return _first(found)


def _reviewed(tables: Tables, day: dt.date) -> Days:
    """Return when each 年度末 report was confirmed, of those that stand confirmed."""
    return _first(
        (str(row["staff_no"]), row["confirmed_at"].date())
        for row in records(REPORTS, tables["reports"])
        if row["phase"] == Phase.CLOSING
        and row["state"] == ReportState.CONFIRMED
        and isinstance(row["confirmed_at"], dt.datetime)
        and row["confirmed_at"].date() <= day
    )


def _shared(tables: Tables, day: dt.date) -> dt.date | None:
    first = year_start(fiscal_year_of(day))
    held = (
        row["held_on"]
        for row in records(EVENTS, tables["events"])
        if row["kind"] == EventKind.PRESENTATION and row["state"] == SessionState.HELD
    )
    return min((on for on in held if isinstance(on, dt.date) and first <= on <= day), default=None)


def _first(found: Iterable[tuple[str, Cell]]) -> Days:
    days: Days = {}
    for number, on in found:
        if isinstance(on, dt.date):
            days[number] = min(on, days.get(number, on))
    return days
