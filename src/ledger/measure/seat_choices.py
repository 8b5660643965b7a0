"""Where one of several trainings is enough: which one gets the seat.

A seat is planned for each *open set*: a must of a Step, or a 選択組, of which nothing will hold on
the 基準日 of next year by what is known today. Of what would do one way is chosen:

1. the one that takes the fewest seats more: what the person is to take anyway serves it, too;
2. a training that the person holds now and has to renew;
3. a free offer (東京都, GovTech東京, or 単価 0);
4. the one that stands first in the sheet (研修グループ within a group, Step条件 in a 選択組).

Trainings that are not 有効 are no choice.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from ledger.judge.asked_trainings import members
from ledger.judge.criteria import met
from ledger.judge.criteria_columns import Bools
from ledger.judge.kinds import kind_of
from ledger.judge.kinds.training import completed, needed_of
from ledger.measure.next_year import NextYear
from ledger.measure.training_needs import AskedSet
from ledger.model.policy import Criterion
from ledger.model.terms import GroupCompletion, SeatReason
from ledger.model.verdicts import Lens


class Way(NamedTuple):
    """One criterion of trainings that would close a set; sequences are over the people.

    Attributes:
        codes: The trainings in use that it can be done with, in the order of the sheet.
        needed: How many of them each person has to take.
        lacking: Who does not have each of them on the 基準日 of next year, by 研修コード.
        renewing: Whose seat is a renewal (期限), by 研修コード.
        is_choice: Whether there may be more trainings than are needed.
    """

    codes: tuple[str, ...]
    needed: Sequence[int]
    lacking: dict[str, Bools]
    renewing: dict[str, Bools]
    is_choice: bool

    def reason(self, person: int, code: str) -> SeatReason:
        """Return why a person takes a training of it."""
        return SeatReason.LAPSE if self.renewing[code][person] else SeatReason.STEP


class OpenSet(NamedTuple):
    """A set that is open for some people.

    Attributes:
        ways: What would close it, in the order of the sheet.
        people: Places of the people.
    """

    ways: tuple[Way, ...]
    people: tuple[int, ...]

    @property
    def is_choice(self) -> bool:
        """Whether something is to be chosen."""
        return len(self.ways) > 1 or any(way.is_choice for way in self.ways)


def open_set(ahead: NextYear, asked: AskedSet) -> OpenSet:
    """Hold what a Step asks for against the 基準日 of next year."""
    now = [_met(ahead, asked, one) for one in asked.alike]
    then = [_met_then(ahead, asked, one, own) for one, own in zip(asked.alike, now, strict=True)]
    still = np.logical_or.reduce(then)
    people = np.flatnonzero(asked.inside & ~still).tolist()
    pairs = zip(asked.alike, now, strict=True)
    ways = (_way(ahead, criterion, own) for criterion, own in pairs if people)
    return OpenSet(tuple(way for way in ways if way.codes), tuple(people))


def _met(ahead: NextYear, asked: AskedSet, criterion: Criterion) -> Bools:
    return met(ahead.facts, criterion, asked.row.tool_code, Lens.OFFICIAL)


def _met_then(ahead: NextYear, asked: AskedSet, criterion: Criterion, now: Bools) -> Bools:
    """Return who meets a criterion on that day; what is not done by training stays as it is."""
    if not members(ahead.policy, criterion):
        return now
    return met(ahead.later, criterion, asked.row.tool_code, Lens.OFFICIAL)


def _way(ahead: NextYear, criterion: Criterion, now: Bools) -> Way:
    policy, size = ahead.policy, ahead.facts.size
    group = policy.group_of(criterion.object_code or "")
    every = members(policy, criterion)
    everybody = np.ones(size, dtype=bool)
    codes = tuple(c for c in every if (one := policy.trainings.get(c)) and one.active)
    if group is None or kind_of(criterion).of_one_year:
        whole = group is None or group.completion is GroupCompletion.ALL
        return Way(
            codes,
            [len(every) if whole else 1] * size,
            dict.fromkeys(codes, everybody),
            dict.fromkeys(codes, now),
            is_choice=not whole,
        )
    done = {code: completed(ahead.later, code, Lens.OFFICIAL).now > 0 for code in every}
    have = np.sum([done[code] for code in every], axis=0)
    needed = needed_of(group, criterion.amount)
    return Way(
        codes,
        np.maximum(needed - have, 0).tolist(),
        {code: ~done[code] for code in codes},
        {code: ahead.standings.of(code).held for code in codes},
        is_choice=needed < len(every),
    )


@dataclass(frozen=True)
class Chooser:
    """Chooses for one person after another.

    Attributes:
        is_free: Whether a training costs nothing.
        has_seat: Whether a person has a seat of a training already.
    """

    is_free: Callable[[str], bool]
    has_seat: Callable[[int, str], bool]

    def chosen(self, one: OpenSet, person: int) -> Iterator[tuple[str, SeatReason]]:
        """Yield the trainings that a person takes for an open set, and why."""
        ways = [(way, self._taken(way, person)) for way in one.ways]
        ranked = [
            (self._rank(way, taken, person), place)
            for place, (way, taken) in enumerate(ways)
            if taken
        ]
        if ranked:
            way, taken = ways[min(ranked)[1]]
            yield from ((code, way.reason(person, code)) for code in taken)

    def _taken(self, way: Way, person: int) -> list[str]:
        """Return which trainings of a way a person takes: as many as are needed, if there are."""
        lacking = [code for code in way.codes if way.lacking[code][person]]
        lacking.sort(
            key=lambda code: (
                not self.has_seat(person, code),
                not way.renewing[code][person],
                not self.is_free(code),
            )
        )
        return lacking[: way.needed[person]]

    def _rank(self, way: Way, taken: list[str], person: int) -> tuple[bool, int, bool, bool]:
        more = [code for code in taken if not self.has_seat(person, code)]
        return (
            len(taken) < way.needed[person],
            len(more),
            not any(way.renewing[code][person] for code in more),
            not all(self.is_free(code) for code in more),
        )
