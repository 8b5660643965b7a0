"""The floor under judging by completed trainings: bit masks over whole numbers, and no reasons."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import numpy as np

Whole: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.int64]]
Rates: TypeAlias = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

BITS = 64
"""Trainings that one mask holds."""


class Completions(NamedTuple):
    """Who completed what, as whole numbers.

    Attributes:
        person: Number of the person, one per completion.
        training: Number of the training.
        day: Ordinal of the day.
        section: Number of the section, one per person.
        sections: How many sections there are.
    """

    person: Whole
    training: Whole
    day: Whole
    section: Whole
    sections: int


class Judged(NamedTuple):
    """Steps by persona, rates by training and section, rates of Step 1 by persona and section."""

    steps: Mapping[int, Whole]
    trainings: Sequence[Rates]
    reached: Mapping[int, Rates]


def judged(
    done: Completions,
    needed: Mapping[tuple[int, int], int],
    valid_from: Whole,
    as_of: int,
) -> Judged:
    """Judge everybody.

    Args:
        done: The completions.
        needed: The mask of trainings that a persona's Step asks for.
        valid_from: First day by training that still counts.
        as_of: Ordinal of the day judged.
    """
    counts = (done.day <= as_of) & (done.day >= valid_from[done.training])
    masks = np.zeros(len(done.section), np.uint64)
    bits = np.uint64(1) << done.training[counts].astype(np.uint64)
    np.bitwise_or.at(masks, done.person[counts], bits)
    steps = {persona: _steps(masks, needed, persona) for persona in {p for p, _ in needed}}
    size = np.bincount(done.section, minlength=done.sections)
    trainings = [
        _share(done, (masks >> np.uint64(number)) & np.uint64(1) == 1, size)
        for number in range(len(valid_from))
    ]
    reached = {persona: _share(done, got >= 1, size) for persona, got in steps.items()}
    return Judged(steps, trainings, reached)


def _steps(
    masks: np.ndarray[tuple[int, ...], np.dtype[np.uint64]],
    needed: Mapping[tuple[int, int], int],
    persona: int,
) -> Whole:
    got = np.zeros(len(masks), np.int64)
    still = np.ones(len(masks), bool)
    for step in sorted(step for one, step in needed if one == persona):
        wanted = np.uint64(needed[persona, step])
        still &= (masks & wanted) == wanted
        got[still] = step
    return got


def _share(
    done: Completions, who: np.ndarray[tuple[int, ...], np.dtype[np.bool_]], size: Whole
) -> Rates:
    return np.bincount(done.section[who], minlength=done.sections) / size
