"""On what terms each training is given next year: what 研修計画 says of it, else 研修.

A training may stand on several lines of 研修計画 (two audiences, two halves of the year). Each term
is that of the first line that states it; the seats of all lines add up. What is not written is not
known: no price is no price of 0.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, records
from ledger.layout.training_tables import PLANS
from ledger.model.policy import Policy, Training
from ledger.model.terms import Delivery, Department, Funding, PriceUnit, Provider

FREE_PROVIDERS = (Provider.TOKYO, Provider.GOVTECH_TOKYO)


class OfferTerms(NamedTuple):
    """What is known of giving one training.

    Attributes:
        training: The training.
        lines: How many lines of 研修計画 it has.
        capacity: Seats of a session: 一回定員, else 定員; None where neither is written.
        unit_price: 単価 in yen; None where it is not written.
        price_unit: What it is paid for.
        department: 担当部門 of 研修計画, else of 研修.
        budget_owner: 予算主体.
        chosen: 財源 that HR chose.
        planned: Seats that 研修計画 has in all; None where it does not limit them.
        differing: Headers of terms that its lines state differently.
        aims: 狙い of its lines, each once.
        audiences: 対象者 likewise.
        periods: 時期 likewise.
    """

    training: Training
    lines: int
    capacity: int | None
    unit_price: int | None
    price_unit: PriceUnit
    department: Department | None
    budget_owner: str | None
    chosen: Funding | None
    planned: int | None
    differing: tuple[str, ...]
    aims: tuple[str, ...] = ()
    audiences: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """研修コード."""
        return self.training.training_code

    @property
    def any_time(self) -> bool:
        """Whether it has no sessions: 随時."""
        return self.training.delivery is Delivery.ANY_TIME

    @property
    def is_free(self) -> bool:
        """Whether it costs nothing: 単価 0, or none and 東京都 or GovTech東京 gives it."""
        if self.unit_price is None:
            return self.training.provider in FREE_PROVIDERS
        return self.unit_price == 0

    @property
    def funding(self) -> Funding | None:
        """財源: 無料 where it is free, else what HR chose; None has to be asked for."""
        return Funding.FREE if self.is_free else self.chosen

    def times(self, seats: int) -> int | None:
        """Return how many sessions give so many seats; None for 随時 and without a 定員."""
        if self.any_time or not self.capacity:
            return None
        return -(-seats // self.capacity)

    def cost(self, seats: int) -> int | None:
        """Return what so many seats cost; None where price, or the number of sessions, is open."""
        if not seats or self.is_free:
            return 0
        units = seats if self.price_unit is PriceUnit.SEAT else self.times(seats)
        return None if self.unit_price is None or units is None else self.unit_price * units


def offers_of(policy: Policy, tables: Tables) -> Mapping[str, OfferTerms]:
    """Return the offers of all trainings, by 研修コード in the order of the sheet."""
    lines: dict[str, list[NewRow]] = {}
    for row in records(PLANS, tables["plans"]):
        lines.setdefault(str(row["training_code"]), []).append(row)
    return {code: _offer(one, lines.get(code, ())) for code, one in policy.trainings.items()}


def _offer(training: Training, lines: Sequence[NewRow]) -> OfferTerms:
    priced = next((row for row in lines if row["unit_price"] is not None), None)
    first = {key: _first(lines, key) for key in ("seats", "department", "budget_owner", "funding")}
    seats, department, owner = first["seats"], first["department"], first["budget_owner"]
    return OfferTerms(
        training=training,
        lines=len(lines),
        capacity=_whole(seats) or training.capacity or None,
        unit_price=_whole(priced["unit_price"]) if priced else None,
        price_unit=PriceUnit(str((priced and priced["price_unit"]) or PriceUnit.SESSION)),
        department=Department(str(department)) if department else training.department,
        budget_owner=str(owner) if owner else None,
        chosen=Funding(str(first["funding"])) if first["funding"] else None,
        planned=_planned(training, lines),
        differing=tuple(
            PLANS.column(key).header for key in _TERMS if len(_stated(lines, _TERMS[key])) > 1
        ),
        aims=_words(lines, "aim"),
        audiences=_words(lines, "audience"),
        periods=_words(lines, "period"),
    )


def _words(lines: Sequence[NewRow], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(row[key]) for row in lines if row[key] is not None))


def _planned(training: Training, lines: Sequence[NewRow]) -> int | None:
    """Return the seats of all lines; None where one of them says no number, or it is 随時."""
    if training.delivery is Delivery.ANY_TIME or not lines:
        return None
    found = 0
    for row in lines:
        seats, times = _whole(row["seats"]) or training.capacity, _whole(row["times"])
        if not seats or times is None:
            return None
        found += seats * times
    return found


def _price(row: NewRow) -> object:
    price = row["unit_price"]
    return None if price is None else (price, row["price_unit"] or PriceUnit.SESSION.value)


_TERMS: Mapping[str, Callable[[NewRow], object]] = {
    "department": lambda row: row["department"],
    "seats": lambda row: row["seats"],
    "unit_price": _price,
    "funding": lambda row: row["funding"],
}
"""Terms of which only one can hold for a training."""


def _stated(lines: Sequence[NewRow], term: Callable[[NewRow], object]) -> frozenset[object]:
    return frozenset(said for row in lines if (said := term(row)) is not None)


def _first(lines: Sequence[NewRow], key: str) -> object:
    return next((row[key] for row in lines if row[key] is not None), None)


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None
