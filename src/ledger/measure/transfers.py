"""異動を試す: what the 内示 means before it is carried out. Nothing here changes anything.

Each 発令日 is held against the one before it, the first against today; without a 発令日 the coming
4/1 is looked at, so that retirements and ending terms are seen. Who retires is in post up to 退職日
and gone after it, also without a row in 異動案.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import pandas as pd

from ledger.judge.holders import in_post
from ledger.judge.organisation import organisation_of
from ledger.layout.frames import Tables
from ledger.measure.after_training import AfterTraining, after_training
from ledger.measure.terms_ending import PostEnding, TermEnding, posts_ending, terms_ending
from ledger.measure.training_standings import near_until
from ledger.measure.transfer_confirmers import (
    ConfirmerChange,
    Vacancy,
    confirmer_changes,
    vacancies,
)
from ledger.measure.transfer_placement import Gap, SectionNeed, TrialDays, gaps, wanted_of
from ledger.measure.transfer_postings import SectionMove, as_tried, changes_between
from ledger.measure.transfer_rows import TransferMove, days_of
from ledger.model.calendar import year_start
from ledger.model.policy import Policy
from ledger.model.terms import SectionLevel

_DAY = dt.timedelta(days=1)


class OnDay(NamedTuple):
    """What a 発令日 means.

    Attributes:
        days: The day and the one that it is held against, with the tables of each.
        gaps: 空白.
        changes: Whose confirmer changes.
        vacancies: Sections without their 長.
    """

    days: TrialDays
    gaps: tuple[Gap, ...]
    changes: tuple[ConfirmerChange, ...]
    vacancies: tuple[Vacancy, ...]


@dataclass(frozen=True)
class TransferTrial:
    """What the 内示 means.

    Attributes:
        today: The day from which it is looked at.
        moves: What was tried out.
        until: The last day of the 任期 that are looked at.
        divisions: How many 課 were looked at.
        retired: Who is in post today and gone on the last 発令日.
        wanted: Of whom each 課 is to have some.
        on_days: Each 発令日.
        planned: 研修後: moves that are still to come.
        past: 研修後: moves of the ledger's year that have taken place.
        terms: 任期 of DX推進員 that end.
        posts: 任期 of posts that end.
    """

    today: dt.date
    moves: tuple[TransferMove, ...]
    until: dt.date
    divisions: int
    retired: tuple[str, ...]
    wanted: tuple[SectionNeed, ...]
    on_days: tuple[OnDay, ...]
    planned: tuple[AfterTraining, ...]
    past: tuple[AfterTraining, ...]
    terms: tuple[TermEnding, ...]
    posts: tuple[PostEnding, ...]


class Judged(NamedTuple):
    """Step判定 and the day that it is of."""

    verdicts: pd.DataFrame
    on: dt.date


def transfer_trial(
    policy: Policy, tables: Tables, moves: tuple[TransferMove, ...], today: dt.date, judged: Judged
) -> TransferTrial:
    """Try out the 内示.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        moves: The moves that can be tried out (`transfer_rows`).
        today: The day from which it is looked at.
        judged: Step判定, and the day that it is of.
    """
    days = days_of(moves) or (year_start(policy.settings.fiscal_year + 1),)
    wanted = wanted_of(policy, tables, judged.verdicts, judged.on)
    until = max(near_until(today), days[-1] - _DAY)
    ahead, past = _changes(policy, tables, moves, today, days[-1])
    gone = in_post(tables, today) - in_post(tables, days[-1])
    return TransferTrial(
        today=today,
        moves=moves,
        until=until,
        divisions=len(organisation_of(tables).counted(SectionLevel.DIVISION)),
        retired=tuple(sorted(gone)),
        wanted=wanted,
        on_days=tuple(_each(policy, tables, moves, today, days, wanted)),
        planned=after_training(policy, tables, ahead, today),
        past=after_training(policy, tables, past, today),
        terms=terms_ending(policy, tables, today, until),
        posts=posts_ending(tables, today, until),
    )


def past_after_training(
    policy: Policy, tables: Tables, today: dt.date
) -> tuple[AfterTraining, ...]:
    """Return the moves of the ledger's year up to a day that came shortly after a training."""
    first = year_start(policy.settings.fiscal_year)
    return after_training(policy, tables, changes_between(tables, first, today), today)


def _changes(
    policy: Policy, tables: Tables, moves: tuple[TransferMove, ...], today: dt.date, last: dt.date
) -> tuple[tuple[SectionMove, ...], tuple[SectionMove, ...]]:
    """Return who moves: those still to come, and those of the ledger's year that did already."""
    listed = {(move.staff_no, move.on) for move in moves}
    first = year_start(policy.settings.fiscal_year)
    found = changes_between(as_tried(tables, moves, last), min(first, today), max(last, today))
    ahead = tuple(c for c in found if c.on > today or (c.staff_no, c.on) in listed)
    return ahead, tuple(c for c in found if first <= c.on <= today and c not in ahead)


def _each(  # noqa: PLR0913, PLR0917 - what a trial is made of
    policy: Policy,
    tables: Tables,
    moves: tuple[TransferMove, ...],
    today: dt.date,
    days: tuple[dt.date, ...],
    wanted: tuple[SectionNeed, ...],
) -> Iterator[OnDay]:
    earlier = min(today, days[0] - _DAY)
    for on in days:
        pair = TrialDays(earlier, as_tried(tables, moves, earlier), on, as_tried(tables, moves, on))
        yield OnDay(
            pair, gaps(policy, wanted, pair), confirmer_changes(policy, pair), vacancies(pair)
        )
        earlier = on
