"""Completions that lapse: a count of people by completion, told only where nobody is few."""

from ledger.measure.lapsing import Lapsing
from ledger.withhold.trainings import completed
from ledger.withhold.veil import Veil


def shows_lapsing(veil: Veil, one: Lapsing) -> bool:
    """Say whether it may be told how many completions of a training lapse soon.

    Only where the training's 修了 is told itself, and neither those who lapse, nor those who hold
    it on, nor all others are few; nobody and everybody may be told. Those who completed it this
    year are among those who hold it on, so that they keep at least as many values as these are.

    Args:
        veil: What is shown and what is not.
        one: The training.
    """
    if not veil.shows(completed(one.training_code)):
        return False
    parts = (one.soon, one.holding - one.soon, one.base - one.soon)
    return not any(0 < part < veil.least for part in parts)
