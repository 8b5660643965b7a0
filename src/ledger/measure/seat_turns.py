"""席の順: who gets a seat where 研修計画 has too few, by a printed rule and never by merit (S60).

The rule: 必須, those who are still to be hired, 期限, 次のStep; within one reason the earlier day
on which the completion lapses, then 所属 in the order of the sheet, then 職員番号.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.judge.criteria_columns import ENDLESS
from ledger.layout.frames import frame
from ledger.layout.plan_tables import SEAT_TURNS
from ledger.measure.demand import Demand, hires
from ledger.measure.demand_rows import TrainingDemand
from ledger.measure.training_standings import day_of
from ledger.model.terms import SeatGiven, SeatReason

TURNS = (SeatReason.MANDATORY, SeatReason.HIRES, SeatReason.LAPSE, SeatReason.STEP)
"""In which order seats are given where there are too few: by the reason alone, never by merit."""


class SeatTurn(NamedTuple):
    """One seat that is wanted of a training of which there are too few.

    Attributes:
        training_code: The training.
        turn: Its place in the order, from 1.
        staff_no: Whose; None for somebody still to be hired.
        reason: Why.
        lapses: Last day (ordinal) of the completion that lapses, `ENDLESS` without one.
        given: Whether there is a seat.
    """

    training_code: str
    turn: int
    staff_no: str | None
    reason: SeatReason
    lapses: int
    given: bool


def seat_turns(demand: Demand, found: Sequence[TrainingDemand]) -> tuple[SeatTurn, ...]:
    """Return the order of the seats of every training of which 研修計画 has too few.

    Args:
        demand: Whose seats are needed.
        found: What is needed of each training.
    """
    short = (one for one in found if one.beyond)
    return tuple(turn for one in short for turn in _turns(demand, one))


def _turns(demand: Demand, one: TrainingDemand) -> Iterator[SeatTurn]:
    code, planned = one.offer.code, one.offer.planned or 0
    through = demand.ahead.standings.of(code).through
    wanted = [
        (TURNS.index(reason), int(through[person]) if reason is SeatReason.LAPSE else ENDLESS, n)
        for n, (person, reason) in enumerate(demand.seats[code].items())
    ]
    people = [demand.ahead.people[person] for person in demand.seats[code]]
    new = hires(demand.ahead.policy, code)
    wanted += [(TURNS.index(SeatReason.HIRES), ENDLESS, len(people) + n) for n in range(new)]
    for turn, (reason, lapses, place) in enumerate(sorted(wanted), start=1):
        who = people[place] if place < len(people) else None
        yield SeatTurn(code, turn, who, TURNS[reason], lapses, turn <= planned)


def seat_turn_rows(turns: Sequence[SeatTurn]) -> pd.DataFrame:
    """Return the table 席の順."""
    return frame(
        SEAT_TURNS,
        [
            {
                "training_code": one.training_code,
                "turn": one.turn,
                "staff_no": one.staff_no,
                "reason": one.reason.value,
                "valid_through": day_of(one.lapses),
                "given": (SeatGiven.YES if one.given else SeatGiven.NO).value,
            }
            for one in turns
        ],
    )
