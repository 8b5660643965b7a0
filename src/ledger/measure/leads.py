"""Accepted leads: who led which project, when (名簿 and 済 facts; 共同リード by the switch)."""

from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.criteria_columns import Bools, Ints, Texts, ordinals, ranks
from ledger.judge.criteria_projects import projects_of
from ledger.judge.population import Population
from ledger.layout.frames import day
from ledger.model.terms import Role
from ledger.model.verdicts import Lens


class Leads(NamedTuple):
    """Accepted leads begun by the as-of date; `begun` is over the people, the rest over rows.

    Attributes:
        person: Who led.
        project: The project: its number, 統合先 followed, else its name; None if neither is known.
        kind: 種別 of the row, else of its project.
        end: Last day as an ordinal.
        begun: Who has any.
        words: Whom they count, in words.
        shared: Whether 共同リード counts.
    """

    person: Ints
    project: Texts
    kind: Texts
    end: Ints
    begun: Bools
    words: str
    shared: bool


def leads_of(population: Population) -> Leads:
    """Gather the accepted leads of a population; what ends before it begins is none."""
    settings = population.policy.settings
    roles = [Role.LEAD.value, *([Role.COLEAD.value] if settings.colead_counts else [])]
    data = population.tables["engagements"]
    person = population.people.get_indexer(pd.Index(data["staff_no"]))
    official = ranks(data, needs_confirmation=settings.official_needs_confirmation)
    wanted = (
        (person >= 0)
        & (official <= Lens.OFFICIAL.reach)
        & data["role"].isin(roles).to_numpy(dtype=bool)
        & (data["started_on"] <= day(population.as_of)).to_numpy(dtype=bool)
        & ~(data["ended_on"] < data["started_on"]).to_numpy(dtype=bool)
    )
    rows, who = data[wanted], person[wanted]
    project, kind = projects_of(rows, population.tables["projects"])
    begun = np.zeros(population.size, dtype=bool)
    begun[who] = True
    shared = len(roles) > 1
    words = "案件をリードした人(共同リードを含む)" if shared else "案件をリードした人"
    return Leads(who, project, kind, ordinals(rows["ended_on"]), begun, words, shared)
