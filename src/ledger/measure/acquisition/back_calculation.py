"""Back-calculation of one case of 確保計画 (逆算): until when which way has to be begun.

From 必要時期, the day on which somebody has to be of use, backwards: 育成 ends by then; somebody
from outside comes 立上月数 earlier (着任), and is looked for 募集月数 before that; the money of the
year of 着任 is asked for a year ahead, or by a 補正予算 of that year. Months are those of 民法143条
(W34-W36): a period that begins on the day found ends before the day that it leads to, and no later
day does. The day of a deadline is still in time. What nobody wrote stays unknown.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ledger.measure.training_standings import near_until
from ledger.model.calendar import (
    DATE_MAX,
    DATE_MIN,
    FIRST_MONTH,
    add_months,
    fiscal_year_of,
    period_end,
)
from ledger.model.settings import Settings
from ledger.model.terms import BudgetKind, Route, Timing

_DAY = dt.timedelta(days=1)
VOTE_MONTHS = 2
"""From the month of a request for 補正予算 to the one in which it can be spent: the assembly of the
month between them votes on it."""


class AcquisitionCase(NamedTuple):
    """What a case is reckoned by.

    Attributes:
        needed: 必要人数.
        expected: 見込人数: who will be there after the 育成 that is planned; None: not written.
        needed_on: 必要時期: the first day on which somebody has to be of use.
        trainable: 育成可否.
        training_months: 育成月数; None: not written. So are the next two.
        recruiting_months: 募集月数, to the day of 着任.
        ramp_months: 立上月数, from 着任 to being of use.
        needs_budget: Whether it costs anything.
        is_decided: Whether HR chose a 手法, and so to acquire.
    """

    needed: int
    expected: int | None
    needed_on: dt.date
    trainable: bool = True
    training_months: int | None = None
    recruiting_months: int | None = None
    ramp_months: int | None = None
    needs_budget: bool = True
    is_decided: bool = False

    @property
    def shortage(self) -> int | None:
        """不足 = 必要 − 見込, of this case alone: another's surplus makes up for nothing (W36)."""
        return None if self.expected is None else max(0, self.needed - self.expected)


class BudgetGate(NamedTuple):
    """Which budget somebody from outside can still be paid from.

    Attributes:
        kind: 当初予算 while it can be asked for, else the last 補正予算 that comes in time, else
            what was granted already (既決予算).
        year: The fiscal year of 着任.
        by: The last day on which it can be asked for; of 既決予算 the last one there was.
        initial_by: The last day on which 当初予算 can be, or could be, asked for.
        timing: How near `by` is; 過ぎた for 既決予算.
    """

    kind: BudgetKind
    year: int
    by: dt.date
    initial_by: dt.date
    timing: Timing


class BackCalculation(NamedTuple):
    """What a case comes to on the day judged.

    Attributes:
        shortage: 不足; None where 見込人数 is not written.
        training_by: 育成開始期限; None where it cannot be told, or 育成可否 is ×.
        recruiting_by: 募集開始期限; None where it cannot be told. So are the next two.
        arrival_by: 着任期限.
        budget: 予算要求; None also where no money is needed.
        route: 経路.
        training: Whether 育成 is in time; None where it is no way (育成可否 ×).
        recruiting: Whether 募集 is in time.
    """

    shortage: int | None
    training_by: dt.date | None
    recruiting_by: dt.date | None
    arrival_by: dt.date | None
    budget: BudgetGate | None
    route: Route
    training: Timing | None
    recruiting: Timing

    @property
    def timing(self) -> Timing | None:
        """How urgent the way taken is; None where nobody is missing.

        Of 確保 it is the more urgent of 募集 and the 予算要求 that can still be made. Money that
        has to come from 既決予算 is told beside it: it does not make 募集 impossible (W34).
        """
        match self.route:
            case Route.NOT_NEEDED:
                return None
            case Route.TOO_LATE:
                return Timing.LATE
            case Route.TRAIN:
                return self.training
            case Route.ACQUIRE:
                return Timing.SOON if self._asks_soon else self.recruiting
            case _:
                return Timing.UNKNOWN

    @property
    def _asks_soon(self) -> bool:
        asks = self.budget is not None and self.budget.timing is Timing.SOON
        return asks and self.recruiting is Timing.IN_TIME


def back_calculation(case: AcquisitionCase, settings: Settings, on: dt.date) -> BackCalculation:
    """Reckon a case back from the day on which it is needed.

    Args:
        case: The case.
        settings: 当初予算の要求月 and 補正予算の月.
        on: The day judged.
    """
    training_by = latest_start(case.needed_on, case.training_months) if case.trainable else None
    arrival_by = latest_start(case.needed_on, case.ramp_months)
    recruiting_by = None
    if arrival_by is not None:
        recruiting_by = latest_start(arrival_by, case.recruiting_months)
    budget = None
    if arrival_by is not None and case.needs_budget:
        budget = budget_gate(arrival_by, settings, on)
    training = timing_of(training_by, on) if case.trainable else None
    recruiting = timing_of(recruiting_by, on)
    return BackCalculation(
        case.shortage,
        training_by,
        recruiting_by,
        arrival_by,
        budget,
        _route(case, training, recruiting),
        training,
        recruiting,
    )


def latest_start(goal: dt.date, months: int | None) -> dt.date | None:
    """Return the last day on which something of whole months can begin to be over before a day.

    Args:
        goal: The day by which it is over (W35: 2026-10-01 and 18 months make 2025-04-01).
        months: How long it takes; None makes None.
    """
    if months is None:
        return None
    try:
        return max(DATE_MIN, add_months(goal, -months))
    except ValueError:
        return DATE_MIN


def earliest_end(start: dt.date, months: int) -> dt.date:
    """Return the first day after whole months that begin on a day; the day itself for none."""
    if not months:
        return start
    try:
        return period_end(start, months) + _DAY
    except (ValueError, OverflowError):
        return DATE_MAX


def timing_of(deadline: dt.date | None, on: dt.date) -> Timing:
    """Say how near a deadline is: the day itself is in time, and 3か月以内 as on every page."""
    if deadline is None:
        return Timing.UNKNOWN
    if deadline < on:
        return Timing.LATE
    return Timing.SOON if deadline <= near_until(on) else Timing.IN_TIME


def budget_gate(arrival: dt.date, settings: Settings, on: dt.date) -> BudgetGate:
    """Return which budget 着任 on a day can still be paid from.

    当初予算 is asked for in its month of the year before. A 補正予算 is of the year of 着任 itself:
    asked for in one of its months, voted on in the next, and there from the month after that.

    Args:
        arrival: The day of 着任.
        settings: 当初予算の要求月 and 補正予算の月.
        on: The day judged; the whole month of a request is in time.
    """
    year = fiscal_year_of(arrival)
    initial = _last_of(_month_in(year - 1, settings.budget_request_month))
    extra = max(_in_time(arrival, settings.supplementary_months), default=initial)
    if on <= initial:
        kind, by = BudgetKind.INITIAL, initial
    elif on <= extra:
        kind, by = BudgetKind.SUPPLEMENTARY, extra
    else:
        kind, by = BudgetKind.EXISTING, max(initial, extra)
    return BudgetGate(kind, year, by, initial, timing_of(by, on))


def _in_time(arrival: dt.date, months: Iterable[int]) -> Iterator[dt.date]:
    """Yield the last days of request of each 補正予算 that can be spent on a day."""
    for month in months:
        asked = _month_in(fiscal_year_of(arrival), month)
        if add_months(asked, VOTE_MONTHS) <= arrival:
            yield _last_of(asked)


def _month_in(year: int, month: int) -> dt.date:
    """Return the first day of a month of a fiscal year."""
    return dt.date(year if month >= FIRST_MONTH else year + 1, month, 1)


def _last_of(month: dt.date) -> dt.date:
    """Return the last day of a month by its first."""
    return period_end(month, 1)


def _route(case: AcquisitionCase, training: Timing | None, recruiting: Timing) -> Route:
    """Return the way: 育成 where it is in time, else 確保; 確保 also where HR decided on it."""
    if case.shortage == 0:
        return Route.NOT_NEEDED
    if case.shortage is None:
        return Route.OPEN
    if training is not None and not case.is_decided:
        if training is Timing.UNKNOWN:
            return Route.OPEN
        if training is not Timing.LATE:
            return Route.TRAIN
    return Route.TOO_LATE if recruiting is Timing.LATE else Route.ACQUIRE
