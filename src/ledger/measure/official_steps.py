"""正式Step of a population on one verdict row, taken from the table `verdicts`."""

import datetime as dt
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.population import population_of
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, replaced
from ledger.model.policy import Policy
from ledger.model.terms import RateBasis, VerdictState


class OfficialSteps(NamedTuple):
    """Where people stand; arrays are over the people.

    Attributes:
        judged: Who has the verdict row.
        step: 正式Step, -1 without the row.
        renew: 状態 要更新.
    """

    judged: Bools
    step: Ints
    renew: Bools


def official_steps(
    judged: pd.DataFrame, people: pd.Index, persona_code: str, tool_code: str | None
) -> OfficialSteps:
    """Return where people stand on one row: a persona's own, or that of one of its tools.

    Args:
        judged: The table `verdicts`.
        people: Staff numbers.
        persona_code: The persona.
        tool_code: The tool; None for the persona's own row.
    """
    tools = judged["tool_code"]
    own_row = tools.isna() if tool_code is None else tools == tool_code
    rows = judged[(judged["persona_code"] == persona_code) & own_row]
    place = people.get_indexer(pd.Index(rows["staff_no"]))
    who, known = place[place >= 0], rows[place >= 0]
    step = np.full(len(people), -1, dtype=np.int64)
    step[who] = known["official_step"].fillna(0).to_numpy(dtype=np.int64)
    flags = np.zeros((2, len(people)), dtype=bool)
    flags[0, who] = True
    flags[1, who] = (known["state"] == VerdictState.RENEW.value).to_numpy(dtype=bool)
    return OfficialSteps(flags[0], step, flags[1])


def with_leavers(
    policy: Policy, tables: Tables, judged: pd.DataFrame, as_of: dt.date
) -> pd.DataFrame:
    """Return verdicts in which, by 年度累計, those who left within the year stand too (W30).

    Who left stands as on the last day in post, which is also the day of section and persona.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        judged: Step判定 of everybody in post on the as-of date.
        as_of: 基準日.
    """
    if policy.settings.rate_basis is not RateBasis.WHOLE_YEAR:
        return judged
    population = population_of(policy, tables, as_of)
    gone = ~population.still
    by_day: dict[int, list[str]] = {}
    for number, last in zip(population.people[gone], population.last[gone].tolist(), strict=True):
        by_day.setdefault(last, []).append(number)
    parts = [
        verdicts(policy, tables, dt.date.fromordinal(last), staff)
        for last, staff in sorted(by_day.items())
    ]
    return pd.concat([judged, *parts], ignore_index=True) if parts else judged


def unreviewed(policy: Policy, tables: Tables, as_of: dt.date) -> pd.DataFrame:
    """Return the verdicts of those who have a 上長判定, as they would be without it."""
    staff = tables["step_reviews"]["staff_no"].dropna().unique().tolist()
    settings = policy.settings.model_copy(update={"override_allowed": False})
    ruled = policy.model_copy(update={"settings": settings})
    own = tables["staff"][tables["staff"]["staff_no"].isin(staff)]
    narrowed = replaced(tables, {"staff": own})
    return with_leavers(ruled, narrowed, verdicts(ruled, narrowed, as_of), as_of)
