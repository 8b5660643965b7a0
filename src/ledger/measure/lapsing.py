"""How many completions lapse within three months, as a whole (全庁), training by training."""

import datetime as dt
from typing import NamedTuple

import numpy as np

from ledger.judge.curriculum import personas_of
from ledger.judge.population import population_of
from ledger.layout.frames import Tables
from ledger.measure.attendance import Attendances
from ledger.measure.training_standings import TrainingStandings
from ledger.model.policy import Policy


class Lapsing(NamedTuple):
    """One training whose completions expire.

    Attributes:
        training_code: The training.
        base: Whom it is for, and who counts.
        holding: How many of them hold it on the day.
        soon: How many of these hold it no more once three months are over.
    """

    training_code: str
    base: int
    holding: int
    soon: int


def lapsing(policy: Policy, tables: Tables, as_of: dt.date) -> tuple[Lapsing, ...]:
    """Return the trainings in use whose completions expire, in the order of the sheet.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day judged; who counts is who does in 修了率, so that both are about the same.
    """
    population = population_of(policy, tables, as_of)
    standings = TrainingStandings(Attendances(population).facts)
    found = []
    for code, training in policy.trainings.items():
        if not training.active or training.valid_months is None:
            continue
        personas = personas_of(policy, code)
        masks = [population.holding(one) for one in personas]
        base = population.counting & (np.logical_or.reduce(masks) if masks else True)
        own = standings.of(code)
        figures = (int(part.sum()) for part in (base, base & own.held, base & own.soon))
        found.append(Lapsing(code, *figures))
    return tuple(found)
