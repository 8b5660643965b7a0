"""Next year as it can be foreseen: its 4/1, its 基準日, who is there then, and what holds by then.

Everything is known by the day judged: nothing that has not happened is taken for a fact, but what
is entered for days to come (採用日, 退職日, 人材像付与, 休職等, 異動) is.
"""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.organisation import organisation_of
from ledger.judge.population import absent, main_sections, population_of
from ledger.layout.frames import Tables
from ledger.measure.training_standings import TrainingStandings
from ledger.model.calendar import year_end, year_start
from ledger.model.policy import Policy
from ledger.model.terms import LeaveKind, RateBasis

_NOWHERE = 10**6


@dataclass(frozen=True, eq=False)
class NextYear:
    """The fiscal year after the ledger's, and who is to be trained in it.

    Attributes:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day judged; what is dated later is not known yet.
    """

    policy: Policy
    tables: Tables
    as_of: dt.date

    @property
    def year(self) -> int:
        """The fiscal year that is planned."""
        return self.policy.settings.fiscal_year + 1

    @property
    def first_day(self) -> dt.date:
        """4/1 of the year."""
        return year_start(self.year)

    @property
    def key_date(self) -> dt.date:
        """基準日 of the year."""
        return self.policy.settings.key_date_in(self.year)

    @cached_property
    def people(self) -> tuple[str, ...]:
        """Who is in post on 4/1 and counts, section by section as 所属 has them, by 職員番号.

        集計対象 ○; not seconded on that day (unless count_seconded is ○), and not away for the
        whole of the year: who comes back within it can be trained.
        """
        there = population_of(self.policy, self.tables, year_end(self.year), RateBasis.ON_DATE)
        opening, closing = self.first_day.toordinal(), year_end(self.year).toordinal()
        begun = (there.first == opening) & (there.last >= opening)
        counting = begun & there.in_scope & there.present(opening, closing)
        out = frozenset[str]()
        if not self.policy.settings.count_seconded:
            out = absent(self.tables, self.first_day, (LeaveKind.SECONDED,))
        numbers = [one for one in there.people[counting].tolist() if one not in out]
        order = {s.code: at for at, s in enumerate(organisation_of(self.tables).in_order())}
        home = main_sections(self.tables, self.first_day)
        place = {one: order.get(home.get(one, ""), _NOWHERE) for one in numbers}
        return tuple(sorted(numbers, key=lambda one: (place[one], one)))

    @cached_property
    def facts(self) -> CriteriaFacts:
        """Their facts on the day judged, with the personas that they hold on 4/1."""
        numbers = pd.Index(self.people, dtype="str")
        return CriteriaFacts(
            self.policy, self.tables, self.as_of, numbers, personas_on=self.first_day
        )

    @cached_property
    def later(self) -> CriteriaFacts:
        """The same facts, and no newer ones, on the 基準日 of the year."""
        return self.facts.held_on(self.key_date)

    @cached_property
    def standings(self) -> TrainingStandings:
        """Where they stand with each training on the day judged."""
        return TrainingStandings(self.facts)

    def lapsing(self, training_code: str) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Return who holds a training now, but no more on the 基準日 of the year."""
        own = self.standings.of(training_code)
        gone: np.ndarray[tuple[int], np.dtype[np.bool_]] = own.held & (
            own.through < self.key_date.toordinal()
        )
        return gone
