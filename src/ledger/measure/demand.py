"""次年度需要: the seats of each training that next year needs, one for a person and a training.

People: in post on the coming 4/1, and counting (`next_year`). A seat has one reason, the first of:

- **必須**: a training that the 研修体系 makes 必須 for a persona of the person, which does not hold
  on the day judged (名簿 and 済).
- **次のStep**: what the Steps up to the next one ask for and is not met; of a group or a 選択組 of
  which some are enough, as many as are missing (`seat_choices`). 継続受講 asks for each year.
- **期限**: it holds now, but no more on the 基準日 of next year, and is 必須 or asked for by a Step
  that the person has or is to reach.

採用見込人数 adds as many seats of what is 必須 for a persona of 全職員. Trainings that are not 有効
are asked of nobody.
"""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from ledger.judge.curriculum import mandatory_of
from ledger.layout.frames import Tables
from ledger.measure.next_year import NextYear
from ledger.measure.seat_choices import Chooser, OpenSet, open_set
from ledger.measure.training_needs import asked_by_steps
from ledger.measure.training_offers import OfferTerms, offers_of
from ledger.model.policy import Policy
from ledger.model.terms import Scope, SeatReason

REASONS = tuple(SeatReason)
Seats = Mapping[str, Mapping[int, SeatReason]]
"""Whose seats each training needs, and why: places among `NextYear.people`, in their order; by
研修コード in the order of the sheet, of every training that is 有効."""


class Demand(NamedTuple):
    """What next year needs.

    Attributes:
        ahead: Next year, and who is there.
        offers: On what terms each training is given, by 研修コード.
        seats: Whose seats are needed, and why.
    """

    ahead: NextYear
    offers: Mapping[str, OfferTerms]
    seats: Seats

    def by_reason(self, training_code: str) -> Mapping[SeatReason, int]:
        """Return how many seats a training needs, by reason; only reasons that there are."""
        own = list(self.seats[training_code].values())
        found = {reason: own.count(reason) for reason in REASONS}
        found[SeatReason.HIRES] = hires(self.ahead.policy, training_code)
        return {reason: number for reason, number in found.items() if number}


def demand_of(policy: Policy, tables: Tables, ahead: NextYear) -> Demand:
    """Ask what next year needs.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        ahead: Next year as it is foreseen on the day judged.
    """
    offers = offers_of(policy, tables)
    return Demand(ahead, offers, _Seating(ahead, offers).settled())


def hires(policy: Policy, training_code: str) -> int:
    """Return how many seats of a training those take who are still to be hired."""
    asks = any(
        persona.scope is Scope.EVERYONE
        and training_code in mandatory_of(policy, persona.persona_code)
        for persona in policy.active_personas
    )
    return policy.settings.expected_hires if asks else 0


class _Seating:
    """Seats on their way: what is fixed first, then what is to be chosen."""

    def __init__(self, ahead: NextYear, offers: Mapping[str, OfferTerms]) -> None:
        self._ahead = ahead
        self._seats: dict[str, dict[int, SeatReason]] = {}
        self._chooser = Chooser(
            is_free=lambda code: offers[code].is_free,
            has_seat=lambda person, code: person in self._seats.get(code, ()),
        )

    def settled(self) -> Seats:
        """Return every seat."""
        sets = self._sets()
        self._mandatory()
        for one in sorted(sets, key=lambda one: one.is_choice):
            self._close(one)
        return {
            code: dict(sorted(self._seats.get(code, {}).items()))
            for code, one in self._ahead.policy.trainings.items()
            if one.active
        }

    def _mandatory(self) -> None:
        ahead = self._ahead
        for persona in ahead.policy.active_personas:
            holding = ahead.facts.holding(persona.persona_code)
            for code in mandatory_of(ahead.policy, persona.persona_code):
                for person in np.flatnonzero(holding & ~ahead.standings.of(code).held).tolist():
                    self._take(person, code, SeatReason.MANDATORY)
                for person in np.flatnonzero(holding & ahead.lapsing(code)).tolist():
                    self._take(person, code, SeatReason.LAPSE)

    def _sets(self) -> list[OpenSet]:
        """Return what is open: persona by persona, Step by Step, as the sheets have them."""
        found = [
            open_set(self._ahead, asked)
            for persona in self._ahead.policy.active_personas
            for asked in asked_by_steps(self._ahead.facts, persona.persona_code)
        ]
        return [one for one in found if one.ways]

    def _close(self, one: OpenSet) -> None:
        for person in one.people:
            for code, reason in list(self._chooser.chosen(one, person)):
                self._take(person, code, reason)

    def _take(self, person: int, code: str, reason: SeatReason) -> None:
        own = self._seats.setdefault(code, {})
        own[person] = min(own.get(person, reason), reason, key=REASONS.index)
