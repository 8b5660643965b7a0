"""研修後の異動 (W38, S59): who came to another 課 within n months of completing a training.

Looked at are the trainings that a persona of the person makes 必須 or a Step of it takes, of the
personas held on the day of the move or the day before. n months run from the day after the
completion (民法140条) and end as 民法143条 says; their last day is within. 名簿, 済 and 未 count,
否認 does not; what is dated after today has not happened.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ledger.judge.asked_trainings import asked_of
from ledger.judge.holders import holders, in_post
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import Tables, records
from ledger.measure.transfer_postings import SectionMove
from ledger.model.calendar import valid_through
from ledger.model.policy import Policy
from ledger.model.terms import Confirmation

_DAY = dt.timedelta(days=1)


class Completion(NamedTuple):
    """A training that somebody completed shortly before a move.

    Attributes:
        training_code: The training.
        completed_on: The last day on which it was completed before the move.
        through: The last day of the n months.
        pending: Whether it still awaits confirmation.
    """

    training_code: str
    completed_on: dt.date
    through: dt.date
    pending: bool


class AfterTraining(NamedTuple):
    """A move shortly after trainings.

    Attributes:
        move: The move.
        completions: The trainings, latest first.
    """

    move: SectionMove
    completions: tuple[Completion, ...]


def within_through(completed_on: dt.date, months: int) -> dt.date:
    """Return the last day of the months after a completion, which is within them.

    Args:
        completed_on: The day of the completion.
        months: How many months, one at least.
    """
    return valid_through(completed_on + _DAY, months)


def after_training(
    policy: Policy, tables: Tables, changes: Iterable[SectionMove], today: dt.date
) -> tuple[AfterTraining, ...]:
    """Return the moves that come within `after_training_months` of a training.

    Args:
        policy: The policy; 0 months switch it off.
        tables: The ledger's tables.
        changes: The moves.
        today: Completions after it are not looked at.
    """
    months = policy.settings.after_training_months
    listed = tuple(changes)
    if not months or not listed:
        return ()
    asked = _asked(policy, tables, listed)
    known = _completions(tables, {change.staff_no for change in listed}, today)
    found = []
    for change in listed:
        own = [
            Completion(code, on, within_through(on, months), pending)
            for code, days in known.get(change.staff_no, {}).items()
            if code in asked[change.staff_no, change.on]
            for on, pending in _latest(days, change.on)
            if change.on <= within_through(on, months)
        ]
        if own:
            own.sort(key=lambda one: (-one.completed_on.toordinal(), one.training_code))
            found.append(AfterTraining(change, tuple(own)))
    return tuple(found)


_Days = Mapping[dt.date, bool]
"""TrialDays of completion, and whether all that is known of one awaits confirmation."""


def _latest(days: _Days, by: dt.date) -> list[tuple[dt.date, bool]]:
    """Return the last completion by a day, if there is one."""
    before = [day for day in days if day <= by]
    return [(max(before), days[max(before)])] if before else []


def _completions(
    tables: Tables, people: set[str], today: dt.date
) -> Mapping[str, Mapping[str, _Days]]:
    data = tables["attendances"]
    data = data[data["staff_no"].isin(people) & (data["confirmed"] != Confirmation.REJECTED.value)]
    found: dict[str, dict[str, dict[dt.date, bool]]] = {}
    for row in records(ATTENDANCES, data):
        day = row["completed_on"]
        if isinstance(day, dt.date) and day <= today:
            days = found.setdefault(str(row["staff_no"]), {}).setdefault(
                str(row["training_code"]), {}
            )
            pending = row["confirmed"] == Confirmation.PENDING.value
            days[day] = days.get(day, True) and pending
    return found


def _asked(
    policy: Policy, tables: Tables, changes: tuple[SectionMove, ...]
) -> Mapping[tuple[str, dt.date], frozenset[str]]:
    """Return the trainings that matter for whom on the day of a move."""
    wanted = {
        one.persona_code: asked_of(policy, one.persona_code) for one in policy.active_personas
    }
    found: dict[tuple[str, dt.date], frozenset[str]] = {}
    for on in {change.on for change in changes}:
        held = {code: _holding(policy, tables, code, on) for code in wanted}
        for change in changes:
            if change.on == on:
                own = (wanted[code] for code in wanted if change.staff_no in held[code])
                found[change.staff_no, on] = frozenset().union(*own)
    return found


def _holding(policy: Policy, tables: Tables, code: str, on: dt.date) -> frozenset[str]:
    """Return who held a persona when the move came, and is in post on its day."""
    days = (on - _DAY, on)
    held = frozenset().union(*(holders(policy, tables, code, day) for day in days))
    return held & in_post(tables, on)
