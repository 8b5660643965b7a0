"""次年度需要 as rows: seats, sessions and money of each training, and what stays open."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import Cell
from ledger.layout.frames import frame
from ledger.layout.result_tables import DEMANDS
from ledger.measure.demand import Demand
from ledger.measure.roll import JOINT
from ledger.measure.training_offers import OfferTerms
from ledger.model.terms import SeatReason

NO_PRICE = "単価が未記入"
PER_SESSION = "単価が1回あたりなのに回数が決まらないため、金額を出せません"
NO_CAPACITY = "定員が未記入のため、回数を出せません"
NOBODY = "研修計画にありますが、要る人はいません"
NO_TIMES = "随時の研修のため、回数は数えません"


class TrainingDemand(NamedTuple):
    """What next year needs of one training.

    Attributes:
        offer: On what terms it is given.
        by_reason: Seats by reason; they add up to all of them.
    """

    offer: OfferTerms
    by_reason: Mapping[SeatReason, int]

    @property
    def seats(self) -> int:
        """Seats in all."""
        return sum(self.by_reason.values())

    @property
    def times(self) -> int | None:
        """Sessions; None where they cannot be told."""
        return self.offer.times(self.seats)

    @property
    def cost(self) -> int | None:
        """Yen; None where it cannot be told."""
        return self.offer.cost(self.seats)

    @property
    def beyond(self) -> int:
        """How many seats 研修計画 has too few."""
        planned = self.offer.planned
        return 0 if planned is None else max(0, self.seats - planned)

    @property
    def breakdown(self) -> str | None:
        """The seats by reason, in words."""
        said = (f"{reason.value} {number}" for reason, number in self.by_reason.items())
        return JOINT.join(said) or None

    @property
    def price_is_open(self) -> bool:
        """Whether money is asked for, and nobody wrote how much."""
        return self.seats > 0 and not self.offer.is_free and self.offer.unit_price is None


def training_demands(demand: Demand) -> tuple[TrainingDemand, ...]:
    """Return what is needed of each training, in the order of the sheet.

    Those of which seats are needed, and those of 研修計画, of which perhaps none is.
    """
    found = (TrainingDemand(demand.offers[code], demand.by_reason(code)) for code in demand.seats)
    return tuple(one for one in found if one.seats or one.offer.lines)


def reasons_in(breakdown: Cell) -> dict[SeatReason, int]:
    """Read 理由別内訳 again: seats by reason."""
    parts = (part.rpartition(" ") for part in str(breakdown or "").split(JOINT) if part)
    return {SeatReason(word): int(number) for word, _, number in parts}


def demands(found: Sequence[TrainingDemand]) -> pd.DataFrame:
    """Return the table 次年度需要."""
    return frame(
        DEMANDS,
        [
            {
                "training_code": one.offer.code,
                "seats": one.seats,
                "breakdown": one.breakdown,
                "capacity": one.offer.capacity,
                "times": one.times,
                "unit_price": one.offer.unit_price,
                "cost": one.cost,
                "department": one.offer.department.value if one.offer.department else None,
                "budget_owner": one.offer.budget_owner,
                "remark": "。".join(_remarks(one)) or None,
            }
            for one in found
        ],
    )


def _remarks(one: TrainingDemand) -> Iterator[str]:
    """Yield why a figure is blank, and what a person has to see to."""
    offer = one.offer
    if not one.seats:
        yield NOBODY
        return
    if offer.any_time:
        yield NO_TIMES
    elif not offer.capacity:
        yield NO_CAPACITY
    if one.price_is_open:
        yield f"{NO_PRICE}です"
    elif one.cost is None:
        yield PER_SESSION
    if one.beyond:
        yield f"研修計画の席は{offer.planned}席で、{one.beyond}席足りません"
    if offer.differing:
        terms = "と".join(offer.differing)
        yield f"研修計画の{offer.lines}行で{terms}が違うため、上の行によります"
