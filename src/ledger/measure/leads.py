"""Accepted leads: who led which project, when (名簿 and 済 facts; 共同リード by the switch)."""

from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints, Texts
from ledger.judge.fact_status import FactStatus
from ledger.judge.kinds.period import lead_roles
from ledger.judge.population import Population
from ledger.measure.attendance import attendances_of
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
    roles = lead_roles(settings)
    rows = attendances_of(population).facts.engagements
    own = (rows.counting(roles, "") == FactStatus.COUNTS) & (rows.rank <= Lens.OFFICIAL.reach)
    who = rows.person[own]
    begun = np.zeros(population.size, dtype=bool)
    begun[who] = True
    shared = len(roles) > 1
    words = "案件をリードした人(共同リードを含む)" if shared else "案件をリードした人"
    return Leads(who, rows.keys[own], rows.kind[own], rows.end[own], begun, words, shared)
