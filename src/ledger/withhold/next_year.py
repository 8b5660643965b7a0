"""Seats of next year: how many people lack a training is a count of people by completion.

They are counted on the coming 4/1, over other people than the rates: who leaves, is hired or takes
on a persona by then stands nowhere in report or extract, so no count of the 基準日 follows from
them. What is close to a hidden count is hidden nevertheless.
"""

from collections.abc import Mapping

from ledger.layout.columns import Cell
from ledger.withhold.trainings import completed
from ledger.withhold.veil import Veil


def shows_seats(veil: Veil, demand: Mapping[str, Cell], base: Cell) -> bool:
    """Say whether seats, sessions and money of a training may be told.

    Not where the seats, or who is left of those whom it is for, are few, nor where the completions
    of the training are hidden. Sessions and money go with the seats that they follow from.

    Args:
        veil: What is shown and what is not.
        demand: The training's row of 次年度需要.
        base: 分母 of its 修了率; None without one.
    """
    seats = demand["seats"]
    if not isinstance(seats, int) or not veil.shows(completed(str(demand["training_code"]))):
        return False
    rest = abs(base - seats) if isinstance(base, int) else 0
    return seats >= veil.least and not 0 < rest < veil.least
