"""申告状況 with another デジタル目標の数: which reports would be 不備, and which no more.

A report that lacks only digital goals is 不備 for that; its facts stay as they were decided on.
"""

from collections import Counter

import pandas as pd

from ledger.layout.columns import Cell, RowValues
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.model.policy import Policy
from ledger.model.terms import Flag, ReportState

REPORTS, GOALS = BY_KEY["reports"], BY_KEY["goals"]
_HANDED_IN = frozenset(
    {
        *(ReportState.SUBMITTED, ReportState.CONFIRMED),
        *(ReportState.RETURNED, ReportState.CHANGED),
    }
)


def reports_tried(policy: Policy, then: Policy, tables: Tables) -> pd.DataFrame:
    """Return 申告状況 as it would be.

    Args:
        policy: The policy as it stands.
        then: The policy as it would be.
        tables: The ledger's tables.
    """
    goals = digital_goals(policy, tables)
    was, needed = (one.settings.goals_digital_min for one in (policy, then))
    rows = records(REPORTS, tables["reports"])
    states = [_state(row, goals[str(row["staff_no"])], was, needed) for row in rows]
    data = tables["reports"]
    return data.assign(state=pd.Series(states, index=data.index, dtype=data["state"].dtype))


def digital_goals(policy: Policy, tables: Tables) -> Counter[str]:
    """Return how many digital goals of the ledger's year each person has."""
    year = policy.settings.fiscal_year
    return Counter(
        str(row["staff_no"])
        for row in records(GOALS, tables["goals"])
        if row["year"] == year and row["digital"] == Flag.YES
    )


def _state(row: RowValues, found: int, was: int, needed: int) -> Cell:
    state = row["state"]
    if state in _HANDED_IN and found < needed:
        return ReportState.DEFICIENT.value
    if state == ReportState.DEFICIENT and was > found >= needed and row["submitted_on"]:
        return ReportState.SUBMITTED.value
    return state
