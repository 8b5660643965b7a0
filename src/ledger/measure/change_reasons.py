"""Why one person is counted this year and was not last year, or the other way round: one reason.

The closed year's record says who was counted then (a). What is known today says who would have been
counted on that day (a'), and who is counted now (b). Where a and a' differ, the year before is seen
otherwise than when it was closed: the person's own facts changed since (訂正), or they did not and
the rules did (方針変更). Where they agree, time went by: the person came or left, moved into or out
of those who could be counted, gained what it takes, or lost it.
"""

from enum import StrEnum
from typing import NamedTuple

from ledger.measure.counted_people import Gain


class YearPart(StrEnum):
    """The parts of a difference; the value is the column of 前年差."""

    HIRED = "hired"
    RETIRED = "retired"
    MOVED = "moved"
    STEP_UP = "step_up"
    COMPLETED = "completed"
    LAPSED = "lapsed"
    CORRECTED = "corrected"
    POLICY = "policy"
    OTHER = "other"


class SeenPerson(NamedTuple):
    """What is to be known of a person and a figure.

    Attributes:
        counts: Whether the figure counts the person now; it was the other way when it was closed.
        counted_then: Whether it would have counted the person then, by what is known today.
        news: Whether what is known of the person then is not what was known at the closing.
        on_list: Whether the person stands in 職員 today.
        in_post_then: In post on the day of the closing, by what is known today.
        in_post: In post now.
        based_then: Among those who could be counted then, by what is known today.
        based: Among those who can be counted now.
        gain: How one comes to be counted.
    """

    counts: bool
    counted_then: bool
    news: bool
    on_list: bool
    in_post_then: bool
    in_post: bool
    based_then: bool
    based: bool
    gain: Gain


_GAINS = {Gain.STEP: YearPart.STEP_UP, Gain.COMPLETED: YearPart.COMPLETED}


def reason(seen: SeenPerson) -> YearPart:
    """Return the one reason for which a person is counted now and was not, or was and is not."""
    if not seen.on_list:
        return YearPart.RETIRED
    if seen.counted_then is seen.counts:
        return YearPart.CORRECTED if seen.news else YearPart.POLICY
    return _came(seen) if seen.counts else _went(seen)


def _came(seen: SeenPerson) -> YearPart:
    if not seen.in_post_then:
        return YearPart.HIRED
    if not seen.based_then:
        return YearPart.MOVED
    return _GAINS.get(seen.gain, YearPart.MOVED)


def _went(seen: SeenPerson) -> YearPart:
    if not seen.in_post:
        return YearPart.RETIRED
    if not seen.based:
        return YearPart.MOVED
    return YearPart.LAPSED
