"""The request on one page: what it comes to, by 担当部門 and 財源, and what it leaves open.

Drawn from the tables as they stand, so that the page never says another thing than the sheets.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from ledger.judge.consistency.plans import AIMLESS, UNPLANNED, omissions
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import Tables, records
from ledger.layout.plan_tables import BUDGET_REQUESTS
from ledger.layout.result_tables import DEMANDS
from ledger.measure.demand_rows import NO_CAPACITY, NO_PRICE, PER_SESSION, reasons_in
from ledger.measure.seat_turns import TURNS
from ledger.measure.training_offers import OfferTerms, offers_of
from ledger.model.policy import Policy
from ledger.model.terms import Department, Funding, RequestKind, SeatReason, TrainingCategory

NOT_CHOSEN = "(未記入)"
LARGEST = 3


class BudgetTotal(NamedTuple):
    """What some lines come to.

    Attributes:
        name: What they have in common.
        lines: How many there are.
        cost: Yen of those whose amount is known.
        open: How many have no amount yet.
    """

    name: str
    lines: int
    cost: int
    open: int


class CategoryTotal(NamedTuple):
    """What the trainings of one 区分 come to.

    Attributes:
        name: 区分.
        trainings: How many trainings need seats.
        seats: Their seats.
        cost: Yen of those whose amount is known.
    """

    name: str
    trainings: int
    seats: int
    cost: int


class SeatShortage(NamedTuple):
    """A training of which 研修計画 has too few seats.

    Attributes:
        name: The training.
        seats: Seats that are needed.
        planned: Seats that 研修計画 has.
        by_reason: Seats by reason.
    """

    name: str
    seats: int
    planned: int
    by_reason: Mapping[SeatReason, int]

    @property
    def beyond(self) -> int:
        """Seats that it has too few."""
        return self.seats - self.planned

    @property
    def left_out(self) -> Mapping[SeatReason, int]:
        """For whom there is no seat, by reason, where seats are given in the order of `TURNS`."""
        room, found = self.planned, {}
        for reason in TURNS:
            wanted = self.by_reason.get(reason, 0)
            if wanted > room:
                found[reason] = wanted - room
            room = max(0, room - wanted)
        return found


@dataclass(frozen=True, eq=False)
class BudgetSummary:
    """The request of a ledger as its tables hold it.

    Attributes:
        policy: The policy.
        tables: The ledger's tables, 次年度需要 and 予算要求一覧 among them.
    """

    policy: Policy
    tables: Tables

    @cached_property
    def rows(self) -> Sequence[NewRow]:
        """The lines of 予算要求一覧."""
        return records(BUDGET_REQUESTS, self.tables["budget_requests"])

    @cached_property
    def demands(self) -> Sequence[NewRow]:
        """The lines of 次年度需要 with seats."""
        return [row for row in records(DEMANDS, self.tables["demands"]) if row["seats"]]

    @cached_property
    def offers(self) -> Mapping[str, OfferTerms]:
        """On what terms each training is given."""
        return offers_of(self.policy, self.tables)

    @property
    def seats(self) -> int:
        """Seats in all."""
        return sum(_whole(row["seats"]) for row in self.demands)

    @property
    def free_seats(self) -> int:
        """Seats that cost nothing."""
        free = (row for row in self.demands if self._is_free(row))
        return sum(_whole(row["seats"]) for row in free)

    @property
    def times(self) -> int:
        """Sessions in all, as far as they are known."""
        return sum(_whole(row["times"]) for row in self.demands)

    @property
    def without_times(self) -> int:
        """How many trainings have no number of sessions."""
        return sum(row["times"] is None for row in self.demands)

    @property
    def total(self) -> BudgetTotal:
        """All lines together."""
        return _total("合計", self.rows)

    @property
    def acquisitions(self) -> BudgetTotal:
        """What people from outside come to."""
        kind = RequestKind.ACQUISITION
        return _total(kind.value, (row for row in self.rows if row["kind"] == kind))

    @property
    def by_department(self) -> tuple[BudgetTotal, ...]:
        """What each 担当部門 asks for; those without one last."""
        return self._by("department", [one.value for one in Department])

    @property
    def by_funding(self) -> tuple[BudgetTotal, ...]:
        """What is to come from where; what nobody chose last."""
        return self._by("funding", [one.value for one in Funding])

    @property
    def by_category(self) -> tuple[CategoryTotal, ...]:
        """Seats and money by 区分 of 研修; trainings without one last."""
        groups: dict[str, list[NewRow]] = {one.value: [] for one in TrainingCategory}
        for row in self.demands:
            training = self.policy.trainings.get(str(row["training_code"]))
            category = training.category if training else None
            groups.setdefault(category.value if category else NOT_CHOSEN, []).append(row)
        return tuple(
            CategoryTotal(
                name,
                len(own),
                sum(_whole(row["seats"]) for row in own),
                sum(_whole(row["cost"]) for row in own),
            )
            for name, own in groups.items()
            if own
        )

    @property
    def largest(self) -> Sequence[NewRow]:
        """The lines with the largest amounts, above 0."""
        priced = [row for row in self.rows if _whole(row["cost"])]
        return sorted(priced, key=lambda row: -_whole(row["cost"]))[:LARGEST]

    @property
    def shortages(self) -> tuple[SeatShortage, ...]:
        """Trainings of which 研修計画 has too few seats."""
        found = []
        for row in self.demands:
            offer, seats = self.offers.get(str(row["training_code"])), _whole(row["seats"])
            if offer and offer.planned is not None and offer.planned < seats:
                name = offer.training.training_name
                found.append(SeatShortage(name, seats, offer.planned, reasons_in(row["breakdown"])))
        return tuple(found)

    @property
    def open_points(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """What has still to be decided, and of what: only what there is."""
        listed = (
            ("単価が未記入", self._trainings(NO_PRICE)),
            ("1回の単価だが回数が未定", self._trainings(PER_SESSION)),
            ("定員が未記入", self._trainings(NO_CAPACITY)),
            ("概算額が未記入", self._subjects(kind="確保", blank="cost")),
            ("財源が未記入", self._subjects(blank="funding")),
            ("担当部門が未記入", self._subjects(blank="department")),
            ("研修計画に行がない研修", self._omitted(UNPLANNED)),
            ("目標のない研修計画", self._omitted(AIMLESS)),
        )
        return tuple((what, names) for what, names in listed if names)

    def _omitted(self, code: str) -> tuple[str, ...]:
        found = omissions(self.policy, self.tables)
        return tuple(one.training.training_name for one in found if one.code == code)

    def _trainings(self, remark: str) -> tuple[str, ...]:
        return tuple(
            self.policy.training_name(str(row["training_code"]))
            for row in self.demands
            if remark in str(row["remark"] or "")
        )

    def _subjects(self, blank: str, kind: str = "") -> tuple[str, ...]:
        return tuple(
            str(row["subject"])
            for row in self.rows
            if row[blank] is None and (not kind or row["kind"] == kind)
        )

    def _is_free(self, row: NewRow) -> bool:
        offer = self.offers.get(str(row["training_code"]))
        return offer is not None and offer.is_free

    def _by(self, key: str, names: Sequence[str]) -> tuple[BudgetTotal, ...]:
        groups = [(name, [row for row in self.rows if row[key] == name]) for name in names]
        groups.append((NOT_CHOSEN, [row for row in self.rows if row[key] is None]))
        return tuple(_total(name, own) for name, own in groups if own)


def _total(name: str, rows: Iterable[NewRow]) -> BudgetTotal:
    listed = list(rows)
    return BudgetTotal(
        name,
        len(listed),
        sum(_whole(row["cost"]) for row in listed),
        sum(row["cost"] is None for row in listed),
    )


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0
