"""研修の一覧表: everybody against every training, and where each stands."""

from typing import NamedTuple

import numpy as np

from ledger.judge.asked_trainings import asked_of
from ledger.judge.criteria_columns import Bools, Texts
from ledger.measure.roll import Roll
from ledger.measure.training_standings import TrainingStandings
from ledger.model.policy import Policy, Training
from ledger.model.terms import TrainingState

MOST_TRAININGS = 60
"""So many trainings have a column; those that somebody is asked to take come first."""


class TrainingMatrix(NamedTuple):
    """People against trainings.

    Attributes:
        trainings: The trainings, left to right.
        states: 状態 of each person (in the order of the roll) and training.
        left_out: How many trainings had no room.
    """

    trainings: tuple[Training, ...]
    states: Texts
    left_out: int


def training_matrix(roll: Roll, standings: TrainingStandings) -> TrainingMatrix:
    """Hold everybody of a roll against every training.

    対象外 is who neither took a training nor has a persona that asks for it (必須, or named by a
    Step条件 of the persona); whoever completed one is 修了, asked or not.

    Args:
        roll: Everybody in post on the day.
        standings: Where they stand with each training.
    """
    asked = {
        persona.persona_code: asked_of(roll.policy, persona.persona_code)
        for persona in roll.policy.active_personas
    }
    trainings = _columns(roll.policy, frozenset().union(*asked.values()))
    shown = trainings[:MOST_TRAININGS]
    states = np.empty((len(roll.entries), len(shown)), dtype=object)
    for column, training in enumerate(shown):
        meant = np.zeros(roll.facts.size, dtype=bool)
        for persona, codes in asked.items():
            if training.training_code in codes:
                meant |= roll.facts.holding(persona)
        states[:, column] = _states(standings, training.training_code, meant)
    return TrainingMatrix(shown, states, len(trainings) - len(shown))


def _columns(policy: Policy, asked: frozenset[str]) -> tuple[Training, ...]:
    """Return the trainings in use as on their sheet; beyond the room, those asked for go first."""
    active = [one for one in policy.trainings.values() if one.active]
    if len(active) <= MOST_TRAININGS:
        return tuple(active)
    return tuple(sorted(active, key=lambda one: one.training_code not in asked))


def _states(standings: TrainingStandings, code: str, meant: Bools) -> Texts:
    own = standings.of(code)
    found = np.select(
        (own.soon, own.held, own.lapsed, meant),
        [
            state.value
            for state in (
                TrainingState.SOON,
                TrainingState.DONE,
                TrainingState.LAPSED,
                TrainingState.NOT_TAKEN,
            )
        ],
        default=TrainingState.NOT_ASKED.value,
    )
    return found.astype(object)
