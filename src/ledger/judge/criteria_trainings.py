"""研修: is a training, or a group of trainings, completed?"""

import datetime as dt
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.criteria_facts import Facts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.model.calendar import period_end
from ledger.model.policy import Criterion, TrainingGroup
from ledger.model.terms import GroupCompletion
from ledger.model.verdicts import Lens


class Completed(NamedTuple):
    """How often each person completed a training on distinct days: unexpired, and ever."""

    now: Ints
    ever: Ints


def completed(facts: Facts, training_code: str, lens: Lens) -> Completed:
    """Count completions by distinct days, of a training in use or not.

    A completion with 有効月数 v holds through the end of v months from it, that day included (W08).
    """
    rows = facts.completions(training_code)
    counted = rows.rank <= lens.reach
    valid = counted & (rows.day >= facts.valid_from(training_code))
    return Completed(
        np.bincount(rows.person[valid], minlength=facts.size),
        np.bincount(rows.person[counted], minlength=facts.size),
    )


def needed_of(group: TrainingGroup, amount: int) -> int:
    """Return how many distinct trainings of a group it takes.

    必要数 1 means the group's 修了条件 (全て: every one, いずれか: one); n ≥ 2 means n of them,
    whatever the 修了条件.
    """
    whole = amount == 1 and group.completion is GroupCompletion.ALL
    return len(group.training_codes) if whole else amount


def measure(facts: Facts, criterion: Criterion, object_code: str, lens: Lens) -> Measure:
    """Hold 研修 against everybody: n distinct completion dates, or n trainings of a group."""
    group = facts.policy.group_of(object_code)
    if group is None:
        own = completed(facts, object_code, lens)
        return Measure.of(own.now, criterion.amount, ever=own.ever)
    members = [completed(facts, code, lens) for code in group.training_codes]
    return Measure.of(
        _how_many([member.now for member in members]),
        needed_of(group, criterion.amount),
        ever=_how_many([member.ever for member in members]),
    )


def _how_many(counts: list[Ints]) -> Ints:
    so_many = np.zeros_like(counts[0])
    for count in counts:
        so_many += count > 0
    return so_many


def prospect(facts: Facts, object_code: str, lens: Lens, found: Measure) -> Prospect:
    """Say when those who fall short can have it: the last days of the next 予定 sessions.

    The k-th session of the training, or the next one of k trainings of the group, for the k that
    are missing; unknown where fewer are planned.
    """
    group = facts.policy.group_of(object_code)
    short = np.maximum(found.needed - found.have, 0)
    if group is None:
        days = np.maximum.accumulate((0, *facts.session_days(object_code)))
        reachable = short < len(days)
        earliest = np.where(reachable, days[np.where(reachable, short, 0)], 0)
        return Prospect(earliest, _lapsed(facts, object_code, lens))
    codes = group.training_codes
    unfinished = {code: completed(facts, code, lens).now == 0 for code in codes}
    lapsed = [np.where(unfinished[code], _lapsed(facts, code, lens), 0) for code in codes]
    earliest = _soonest(facts, unfinished, short)
    return Prospect(earliest, np.max(lapsed, axis=0), tuple(unfinished.items()))


def _soonest(facts: Facts, unfinished: dict[str, Bools], short: Ints) -> Ints:
    """Find the day by which as many of the open trainings as are short have met once more."""
    planned = [(days[0], code) for code in unfinished if (days := facts.session_days(code))]
    so_far, earliest = np.zeros_like(short), np.zeros_like(short)
    for day, code in sorted(planned):
        so_far += unfinished[code]
        earliest[(so_far == short) & (short > 0) & (earliest == 0)] = day
    return earliest


def _lapsed(facts: Facts, training_code: str, lens: Lens) -> Ints:
    """Return the last day on which the latest expired completion held, 0 where none expired."""
    rows = facts.completions(training_code)
    gone = (rows.rank <= lens.reach) & (rows.day < facts.valid_from(training_code))
    latest = np.zeros(facts.size, dtype=np.int64)
    np.maximum.at(latest, rows.person[gone], rows.day[gone])
    training = facts.policy.trainings.get(training_code)
    months = training.valid_months if training else None
    if not months:
        return latest
    days, place = np.unique(latest, return_inverse=True)
    ends = [
        period_end(dt.date.fromordinal(d), months).toordinal() if d else 0 for d in days.tolist()
    ]
    return np.array(ends, dtype=np.int64)[place]
