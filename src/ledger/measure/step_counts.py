"""How many people stand on each 正式Step, by persona and by each of its tools."""

import datetime as dt

import numpy as np
import pandas as pd

from ledger.judge.population import population_of
from ledger.layout.frames import Tables
from ledger.measure.official_steps import official_steps
from ledger.model.policy import Policy

Ladder = tuple[str, str | None]
"""Whose Steps: 人材像コード, and ツールコード where they are of a tool."""


def ladders(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> dict[Ladder, tuple[int, ...]]:
    """Count who stands on 0, 1, 2 …, of those whom Step到達率 counts.

    The last Step is the highest in use, or a higher one that somebody holds; a Step that is
    switched off counts where somebody still stands on it. Who left within the year (年度累計)
    has no row in `verdicts` and stands on none.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 of this run.
        as_of: The day judged.
    """
    population = population_of(policy, tables, as_of)
    found: dict[Ladder, tuple[int, ...]] = {}
    for persona in policy.active_personas:
        code = persona.persona_code
        highest = max((one.step for one in policy.steps_of(code)), default=0)
        who = population.holding(code) & population.counting
        for tool in (None, *policy.tools_of(code)):
            step = official_steps(verdicts, population, code, tool).step
            people = np.bincount(np.maximum(step[who], 0), minlength=highest + 1)
            found[code, tool] = tuple(people.tolist())
    return found
