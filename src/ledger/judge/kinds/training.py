"""研修: is a training, or a group of trainings, completed?"""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.criteria_measure import Measure, Prospect
from ledger.judge.kinds.kind import CriterionRule, Fault, lapsed
from ledger.judge.kinds.saying import PICK, Saying
from ledger.judge.kinds.training_words import completions_told, members_of, recommended
from ledger.model.calendar import (
    period_end,
)
from ledger.model.policy import Criterion, Policy, TrainingGroup
from ledger.model.terms import CriterionKind, Delivery, GroupCompletion, Unit
from ledger.model.verdicts import Lens, Outcome


class Completed(NamedTuple):
    """How often each person completed a training on distinct days: unexpired, and ever."""

    now: Ints
    ever: Ints


def completed(facts: CriteriaFacts, training_code: str, lens: Lens) -> Completed:
    """Count completions by distinct days, of a training in use or not.

    A completion with 有効月数 v holds through the end of v months from it, that day included (W08).
    """
    rows = facts.completions(training_code)
    counted = rows.rank <= lens.reach
    valid = counted & rows.holding(facts.valid_from(training_code))
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


class TrainingKind(CriterionRule):
    """研修: n distinct completion dates of a training, or n trainings of a group."""

    @property
    def saying(self) -> Saying:
        """How it is said on 人材像カード."""
        return Saying("", "を", PICK, "修了していること", "", "回修了していること", (Unit.TIMES,))

    def measure(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens
    ) -> Measure:
        """Hold it against everybody: completions that have not expired, and all there ever were."""
        group = facts.policy.group_of(about)
        if group is None:
            own = completed(facts, about, lens)
            return Measure.of(own.now, criterion.amount, ever=own.ever)
        members = [completed(facts, code, lens) for code in group.training_codes]
        return Measure.of(
            _how_many([member.now for member in members]),
            needed_of(group, criterion.amount),
            ever=_how_many([member.ever for member in members]),
        )

    def prospect(
        self, facts: CriteriaFacts, criterion: Criterion, about: str, lens: Lens, found: Measure
    ) -> Prospect:
        """Say when those who fall short can have it: the last days of the next 予定 sessions.

        The first day on which enough completions hold: those there are, as far as they have not
        expired by then, and one on the last day of each of the next sessions of the training; of
        a group, of the next session of each of its trainings. Unknown where too few are planned.
        """
        del criterion
        group = facts.policy.group_of(about)
        short = ~found.met
        if group is None:
            days = _training_days(facts, about, lens)
            return Prospect(_first(days, found.needed, short), _lapsed(facts, about, lens))
        codes = group.training_codes
        unfinished = {code: completed(facts, code, lens).now == 0 for code in codes}
        gone = [np.where(unfinished[code], _lapsed(facts, code, lens), 0) for code in codes]
        earliest = _first(_group_days(facts, codes, lens), found.needed, short)
        return Prospect(earliest, np.max(gone, axis=0), tuple(unfinished.items()))

    def subject(self, policy: Policy, about: str) -> str:
        """Return the training or the group by its name."""
        group = policy.group_of(about)
        return f"研修グループ「{group.group_name}」" if group else super().subject(policy, about)

    def name_of(self, policy: Policy, about: str) -> str:
        """Return the name of the training."""
        return policy.training_name(about)

    def how_far(self, policy: Policy, outcome: Outcome) -> str:
        """Return how much is completed: `修了`, `未修了`, `1/2回`, `2/3研修`."""
        have, needed, gone = outcome.have, outcome.needed, lapsed(outcome)
        if policy.group_of(outcome.criterion.object_code or ""):
            return f"{have}/{needed}研修{gone}"
        if needed == 1:
            return "修了" if outcome.met else f"未修了{gone}"
        return super().how_far(policy, outcome)

    def requirement(self, policy: Policy, what: str, outcome: Outcome) -> str:
        """Return what is to be completed, or to be taken again."""
        short = outcome.needed - outcome.have
        group = policy.group_of(outcome.criterion.object_code or "")
        again = "再受講" if outcome.expired else "修了"
        if group is None:
            more = "" if outcome.needed == 1 else f"あと{short}回"
            return f"{what}の{again}{more}{lapsed(outcome)}"
        names = "".join(f"「{self.name_of(policy, code)}」" for code in outcome.missing)
        if short == len(outcome.missing):
            return f"{what}の研修{names}の{again}{lapsed(outcome)}"
        return f"{what}の研修{names}のうち{short}つの{again}{lapsed(outcome)}"

    def no_day(self, policy: Policy, what: str, about: str, outcome: Outcome) -> str:
        """Say that no session is planned, or too few."""
        known = policy.trainings.get(about)
        if known is not None and known.delivery is Delivery.ANY_TIME:
            return f"{what}は随時のもので受講日が決まっていない"
        return f"{what}の開催予定が{'足りない' if outcome.needed > 1 else 'ない'}"

    def support(self, policy: Policy, about: str, outcome: Outcome, on: dt.date) -> str:
        """Return the training to recommend, of a group the one that is held next."""
        return recommended(policy, outcome.missing or members_of(policy, about)[0], on)

    def evidence(self, facts: CriteriaFacts, outcome: Outcome, about: str) -> Iterator[str]:
        """Tell each completion, and the next session of what is not completed."""
        yield from completions_told(facts, outcome, about)

    def fault(self, policy: Policy, criterion: Criterion) -> Fault | None:
        """Find trainings that there are not, and more of a group than it has."""
        code, amount = criterion.object_code, criterion.amount
        group = policy.groups.get(code or "")
        if group is not None:
            size = len(group.training_codes)
            if amount > max(1, size):
                return Fault("amount", f"グループ {code} の研修は{size}つで、{amount}に届きません")
            return None
        return None if code in policy.trainings else nowhere(code)


KINDS = (TrainingKind(CriterionKind.TRAINING, unit="回"),)


def nowhere(code: str | None) -> Fault:
    """Return that a criterion names neither a training nor a group that there is."""
    return Fault("object_code", f"研修またはグループ「{code or '(空)'}」がありません")


def _how_many(counts: list[Ints]) -> Ints:
    so_many = np.zeros_like(counts[0])
    for count in counts:
        so_many += count > 0
    return so_many


def _first(days: Iterable[tuple[int, Ints]], needed: int, short: Bools) -> Ints:
    """Return the first day on which people have enough: pairs of a day and who has how much."""
    earliest = np.zeros(len(short), dtype=np.int64)
    for day, have in days:
        earliest[short & (earliest == 0) & (have >= needed)] = day
    return earliest


def _training_days(
    facts: CriteriaFacts, training_code: str, lens: Lens
) -> Iterator[tuple[int, Ints]]:
    """Yield the day by which each session is over, and how many completions hold on it."""
    taken: list[int] = []
    for last in facts.session_days(training_code):
        taken.append(last)
        day = max(taken)
        still = facts.valid_from(training_code, day)
        yield day, _holding(facts, training_code, lens, day) + sum(one >= still for one in taken)


def _group_days(
    facts: CriteriaFacts, codes: Sequence[str], lens: Lens
) -> Iterator[tuple[int, Ints]]:
    """Yield the day on which each training's next session is over, and how many are completed."""
    following = {code: days[0] for code in codes if (days := facts.session_days(code))}
    for day in sorted(set(following.values())):
        have = np.zeros(facts.size, dtype=np.int64)
        for code in codes:
            last = following.get(code)
            taken = last is not None and facts.valid_from(code, day) <= last <= day
            have += (_holding(facts, code, lens, day) > 0) | taken
        yield day, have


def _holding(facts: CriteriaFacts, training_code: str, lens: Lens, day: int) -> Ints:
    """Count each person's completions, by distinct days, that still hold on a later day."""
    rows = facts.completions(training_code)
    still = (rows.rank <= lens.reach) & rows.holding(facts.valid_from(training_code, day))
    return np.bincount(rows.person[still], minlength=facts.size)


def _lapsed(facts: CriteriaFacts, training_code: str, lens: Lens) -> Ints:
    """Return the last day on which the latest expired completion held, 0 where none expired."""
    rows = facts.completions(training_code)
    gone = (rows.rank <= lens.reach) & ~rows.holding(facts.valid_from(training_code))
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
