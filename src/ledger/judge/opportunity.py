"""Opportunity: who could have completed a training this year (受講率 only)."""

import datetime as dt
from collections.abc import Collection
from typing import NamedTuple

from ledger.judge.criteria_columns import Bools
from ledger.judge.population import Population
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Policy, Session
from ledger.model.terms import Delivery, SessionState


class TrainingOffer(NamedTuple):
    """How a training was offered in the year, up to the as-of date.

    Attributes:
        times: 提供回数: 実施 sessions with their 開催日 in the year; one of several days is one.
        offered: False is 提供なし: no day of a 実施 session, and nobody completed it either. So
            what began before 4/1 and went on is an offer of this year, though not counted in it.
        had: Who had an opportunity.
    """

    times: int
    offered: bool
    had: Bools


def sessions_held(
    policy: Policy, as_of: dt.date, training_codes: Collection[str] | None = None
) -> tuple[Session, ...]:
    """Return the 実施 sessions whose 開催日 lies in the year, up to the as-of date (W41).

    Args:
        policy: The policy.
        as_of: 基準日.
        training_codes: Only of these trainings; of all if None.
    """
    opening = year_start(fiscal_year_of(as_of))
    return tuple(
        session
        for session in policy.sessions
        if session.state is SessionState.HELD
        and opening <= session.held_on <= as_of
        and (training_codes is None or session.training_code in training_codes)
    )


def offer_of(population: Population, training_code: str, completed: Bools) -> TrainingOffer:
    """Say how a training was offered, and to whom.

    An opportunity is a 実施 session of which some day, in the year and up to the as-of date, meets
    a day in post and not away; capacity is ignored. A training that is 随時, or that was completed
    without any 実施 session, offers every such day of the year. One's own completion in the year
    always counts.

    Args:
        population: Everybody who may count.
        training_code: 研修コード.
        completed: Who completed it this year.
    """
    policy, today = population.policy, population.as_of.toordinal()
    days = [
        (max(session.held_on.toordinal(), population.year_start), min(_last_day(session), today))
        for session in policy.sessions
        if session.training_code == training_code and session.state is SessionState.HELD
    ]
    days = [(start, end) for start, end in days if start <= end]
    training = policy.trainings.get(training_code)
    any_time = training is not None and training.delivery is Delivery.ANY_TIME
    offered = bool(days) or bool(completed.any())
    if any_time or (not days and completed.any()):
        days.append((population.year_start, today))
    had = completed.copy()
    for start, end in days:
        had |= population.present(start, end)
    times = len(sessions_held(policy, population.as_of, (training_code,)))
    return TrainingOffer(times, offered=offered, had=had)


def _last_day(session: Session) -> int:
    return max(session.last_day, session.held_on).toordinal()
