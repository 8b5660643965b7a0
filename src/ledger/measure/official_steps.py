"""正式Step of a population on one verdict row, taken from the table `verdicts`."""

import datetime as dt
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.coded_tables import CodedColumns
from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.population import Population, population_of
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables
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
    judged: pd.DataFrame, population: Population, persona_code: str, tool_code: str | None
) -> OfficialSteps:
    """Return where people stand on one row: a persona's own, or that of one of its tools.

    Args:
        judged: The table `verdicts`.
        population: Over whom.
        persona_code: The persona.
        tool_code: The tool; None for the persona's own row.
    """
    rows = population.tables.beside(judged)
    return steps_on_row(rows, population.places, population.size, (persona_code, tool_code))


def steps_on_row(
    rows: CodedColumns, places: Ints, size: int, row: tuple[str, str | None]
) -> OfficialSteps:
    """Return the same of people by their places (`CodedTables.places`).

    Args:
        rows: The table `verdicts`.
        places: Where everybody whom its rows know stands among the people.
        size: How many people there are.
        row: 人材像コード, and ツールコード where the row is of a tool.
    """
    persona_code, tool_code = row
    own = np.flatnonzero(
        rows.codes("persona_code").where(persona_code) & rows.codes("tool_code").where(tool_code)
    )
    who = places[rows.whose[own]]
    own, who = own[who >= 0], who[who >= 0]
    step = np.full(size, -1, dtype=np.int64)
    step[who] = np.maximum(rows.whole("official_step")[own], 0)
    flags = np.zeros((2, size), dtype=bool)
    flags[0, who] = True
    flags[1, who] = rows.codes("state").where(VerdictState.RENEW.value)[own]
    return OfficialSteps(flags[0], step, flags[1])


def with_leavers(
    policy: Policy,
    tables: Tables,
    judged: pd.DataFrame,
    as_of: dt.date,
    only: frozenset[str] | None = None,
) -> pd.DataFrame:
    """Return verdicts in which, by 年度累計, those who left within the year stand too (W30).

    Who left stands as on the last day in post, which is also the day of section and persona.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        judged: Step判定 of everybody in post on the as-of date.
        as_of: 基準日.
        only: Of these people; of everybody if None.
    """
    if policy.settings.rate_basis is not RateBasis.WHOLE_YEAR:
        return judged
    population = population_of(policy, tables, as_of)
    gone = ~population.still
    by_day: dict[int, list[str]] = {}
    for number, last in zip(population.people[gone], population.last[gone].tolist(), strict=True):
        if only is None or number in only:
            by_day.setdefault(last, []).append(number)
    parts = [
        verdicts(policy, tables, dt.date.fromordinal(last), staff)
        for last, staff in sorted(by_day.items())
    ]
    return pd.concat([judged, *parts], ignore_index=True) if parts else judged


def unreviewed(policy: Policy, tables: Tables, as_of: dt.date) -> pd.DataFrame:
    """Return the verdicts of those who have a 上長判定, as they would be without it."""
    staff = frozenset(tables["step_reviews"]["staff_no"].dropna().tolist())
    settings = policy.settings.model_copy(update={"override_allowed": False})
    ruled = policy.model_copy(update={"settings": settings})
    return with_leavers(ruled, tables, verdicts(ruled, tables, as_of, staff), as_of, staff)
