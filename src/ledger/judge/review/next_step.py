"""What comes next for a person, and what a head can do for it, in short words."""

import datetime as dt
from collections.abc import Iterable, Sequence

from ledger.judge import advice
from ledger.judge.curriculum import next_session
from ledger.judge.kinds import kind_of
from ledger.judge.kinds.training_words import is_any_time
from ledger.judge.steps import open_sets
from ledger.model.policy import Policy
from ledger.model.verdicts import Outcome, Standing

AT_THE_TOP = "最上位のStepです"
NO_STEPS = "この人材像にはStepがまだありません"
NO_CRITERIA = "次のStepの条件が、まだ決められていません"
_FAR = dt.date.max
_WORDS = "、"


def wants(policy: Policy, standing: Standing) -> str:
    """Return what the next Step takes: `研修「BPR研修」の修了、リード期間12か月(今は9か月)`."""
    still = _still(standing)
    if not still:
        return _nothing(standing)
    said = [
        "か、".join(advice.requirement(policy, standing, outcome) for outcome in one)
        for one in still
    ]
    return _WORDS.join(said)


def how_far(policy: Policy, standing: Standing) -> str:
    """Return how far the next Step is met, and when: `リード期間 9か月/12か月、最短 2026/6/30`."""
    said = [
        " ".join(
            (
                advice.subject(policy, standing, outcome.criterion),
                advice.how_far(policy, outcome),
            )
        )
        for one in _still(standing)
        for outcome in one[:1]
    ]
    if standing.earliest_on:
        said.append(f"最短で{short_day(standing.earliest_on, 0)}")
    return _WORDS.join(said)


def support(policy: Policy, standing: Standing, on: dt.date) -> tuple[str, ...]:
    """Return what a head can do for the next Step, what can be done first before the rest.

    Args:
        policy: The policy.
        standing: Where the person stands.
        on: The day judged.
    """
    still = _still(standing)
    if not still:
        at_the_top = standing.next_step is None and standing.step
        return ("後進を教える役を任せる",) if at_the_top else (_nothing(standing),)
    chosen = sorted((_easiest(one) for one in still), key=_day_of)
    told = (
        kind_of(one.criterion).support(policy, advice.about(standing, one.criterion), one, on)
        for one in chosen
    )
    return tuple(dict.fromkeys(told))


def held_next(policy: Policy, code: str, on: dt.date) -> str:
    """Return when a training is held next: `次回 5/12`, `いつでも受けられます`."""
    session = next_session(policy, code, on)
    if session is not None:
        return f"次回 {short_day(session.held_on, on.year)}"
    return "いつでも受けられます" if is_any_time(policy, code) else "開催予定はまだありません"


def short_day(day: dt.date, year: int) -> str:
    """Return a day without its year where that is clear: `5/12`, `2027/5/12`."""
    near = day.year == year
    return f"{day.month}/{day.day}" if near else f"{day.year}/{day.month}/{day.day}"


def _still(standing: Standing) -> Sequence[Sequence[Outcome]]:
    own = [one for one in standing.outcomes if one.criterion.step == standing.next_step]
    return tuple(open_sets(own))


def _nothing(standing: Standing) -> str:
    if standing.next_step is not None:
        return NO_CRITERIA
    return AT_THE_TOP if standing.step else NO_STEPS


def _easiest(outcomes: Iterable[Outcome]) -> Outcome:
    return min(outcomes, key=_day_of)


def _day_of(outcome: Outcome) -> dt.date:
    return outcome.earliest_on or _FAR
