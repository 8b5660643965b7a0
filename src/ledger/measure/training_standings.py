"""Where everybody stands with each training: completed, until when, and what comes next.

By the official completions (名簿 and 済), as 必須未了 and 修了率 count them. 有効月数 v: a
completion holds through the end of v months from it (民法143条). **3か月以内**: the three months
that begin on the day after the day judged (民法140条, 143条); judged on 3/31, through 6/30.
"""

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import ENDLESS, Bools, Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.curriculum import next_session
from ledger.model.calendar import period_end, valid_through, wareki
from ledger.model.policy import Session
from ledger.model.terms import Delivery
from ledger.model.verdicts import Lens

NEAR_MONTHS = 3
"""A completion that lapses within so many months is told."""

ANY_TIME = "随時"
NO_SESSION = "開催予定なし"
_ONE_DAY = dt.timedelta(days=1)


def near_until(as_of: dt.date) -> dt.date:
    """Return the last day of the three months after a day."""
    return period_end(as_of + _ONE_DAY, NEAR_MONTHS)


class TrainingStanding(NamedTuple):
    """One training held against everybody; arrays are over the people of the facts.

    Attributes:
        last: Day (ordinal) of the last official completion, 0 without one.
        through: Last day (ordinal) on which it holds, `ENDLESS` where it does not expire.
        held: Whether it holds on the day judged.
        soon: Whether it holds, but lapses within three months.
        pending: Whether a claimed completion that awaits confirmation holds.
    """

    last: Ints
    through: Ints
    held: Bools
    soon: Bools
    pending: Bools

    @property
    def lapsed(self) -> Bools:
        """Who completed it once, but holds it no more."""
        gone: Bools = (self.last > 0) & ~self.held
        return gone


@dataclass(frozen=True, eq=False)
class TrainingStandings:
    """Every training held against some people; each is looked at once."""

    facts: CriteriaFacts
    _known: dict[str, TrainingStanding] = field(default_factory=dict)

    @cached_property
    def near(self) -> dt.date:
        """The last day of the three months."""
        return near_until(self.facts.as_of)

    @cached_property
    def later(self) -> CriteriaFacts:
        """The same facts held against criteria on the day after the three months."""
        return self.facts.held_on(self.near + _ONE_DAY)

    def of(self, training_code: str) -> TrainingStanding:
        """Return where everybody stands with a training."""
        if training_code not in self._known:
            self._known[training_code] = self._standing(training_code)
        return self._known[training_code]

    def _standing(self, training_code: str) -> TrainingStanding:
        rows = self.facts.completions(training_code)
        official = rows.rank <= Lens.OFFICIAL.reach
        last = np.zeros(self.facts.size, dtype=np.int64)
        np.maximum.at(last, rows.person[official], rows.day[official])
        through = self._through(training_code, last)
        held = (last > 0) & (through >= self.facts.as_of_ordinal)
        valid = rows.holding(self.facts.valid_from(training_code))
        awaiting = valid & ~official & (rows.rank <= Lens.PENDING.reach)
        pending = np.zeros(self.facts.size, dtype=bool)
        pending[rows.person[awaiting]] = True
        soon = held & (through <= self.near.toordinal())
        return TrainingStanding(last, through, held, soon, pending)

    def _through(self, training_code: str, last: Ints) -> Ints:
        training = self.facts.policy.trainings.get(training_code)
        if training is None or training.valid_months is None:
            return np.where(last > 0, ENDLESS, 0)
        days, place = np.unique(last, return_inverse=True)
        ends = [
            valid_through(dt.date.fromordinal(one), training.valid_months).toordinal() if one else 0
            for one in days.tolist()
        ]
        return np.array(ends, dtype=np.int64)[place]

    def next_session(self, training_code: str) -> Session | None:
        """Return a training's next session: planned, and beginning after the day judged."""
        return next_session(self.facts.policy, training_code, self.facts.as_of)

    def next_words(self, training_code: str) -> str:
        """Say when a training can be taken next: its next session, 随時 or 開催予定なし."""
        session = self.next_session(training_code)
        if session is not None:
            return wareki(session.held_on)
        training = self.facts.policy.trainings.get(training_code)
        any_time = training is not None and training.delivery is Delivery.ANY_TIME
        return ANY_TIME if any_time else NO_SESSION


def day_of(ordinal: int) -> dt.date | None:
    """Return a day of a standing as it stands in a table: None where there is none."""
    return dt.date.fromordinal(ordinal) if 0 < ordinal < ENDLESS else None
