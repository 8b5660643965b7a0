"""Whose Step a trial moves: the verdicts of now held against those of the trial, row by row."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ledger.layout.columns import RowValues
from ledger.layout.frames import records
from ledger.layout.result_tables import VERDICTS


class RowOf(NamedTuple):
    """Whose row of Step判定: a person, a persona, and a tool or None for the persona's own row."""

    staff_no: str
    persona_code: str
    tool_code: str | None


class StepsOf(NamedTuple):
    """What a row of Step判定 says."""

    official: int
    rule: int
    state: str
    expected: int
    earliest_on: dt.date | None


class StepMove(NamedTuple):
    """A row of Step判定 whose Step is another one.

    Attributes:
        row: Whose.
        before: What it says now; None where there is no such row.
        after: What it would say; None where there would be none.
    """

    row: RowOf
    before: StepsOf | None
    after: StepsOf | None

    @property
    def official(self) -> bool:
        """Whether 正式Step is another one; else only 規則判定 is. No row is Step0."""
        return _official(self.before) != _official(self.after)

    @property
    def upward(self) -> int:
        """By how many Steps it goes up; less than 0 where it goes down."""
        if self.official:
            return _official(self.after) - _official(self.before)
        return _rule(self.after) - _rule(self.before)


class MovedSteps(NamedTuple):
    """What a trial does to Steps.

    Attributes:
        moves: Rows with another Step, in the order of Step判定.
        states: Rows with the same Steps and another 状態.
        ahead: Rows with the same Steps and another 見込Step or 最短到達日.
    """

    moves: tuple[StepMove, ...]
    states: tuple[StepMove, ...]
    ahead: tuple[StepMove, ...]

    @property
    def official(self) -> tuple[StepMove, ...]:
        """Rows whose 正式Step is another one."""
        return tuple(one for one in self.moves if one.official)

    @property
    def ruled(self) -> tuple[StepMove, ...]:
        """Rows whose 規則判定 alone is another one."""
        return tuple(one for one in self.moves if not one.official)


def step_moves(now: pd.DataFrame, then: pd.DataFrame) -> MovedSteps:
    """Return which rows of Step判定 differ.

    Args:
        now: The table `verdicts` as it is judged now.
        then: The same as it is tried out.
    """
    before, after = steps_by_row(now), steps_by_row(then)
    found = [
        StepMove(row, before.get(row), after.get(row))
        for row in dict.fromkeys((*before, *after))
        if before.get(row) != after.get(row)
    ]
    same = [one for one in found if not one.upward]
    return MovedSteps(
        tuple(one for one in found if one.upward),
        tuple(one for one in same if _state_moved(one)),
        tuple(one for one in same if _ahead_moved(one)),
    )


def steps_by_row(judged: pd.DataFrame) -> Mapping[RowOf, StepsOf]:
    """Return Step判定 by row."""
    return {
        RowOf(
            str(row["staff_no"]),
            str(row["persona_code"]),
            None if row["tool_code"] is None else str(row["tool_code"]),
        ): _steps(row)
        for row in records(VERDICTS, judged)
    }


def _steps(row: RowValues) -> StepsOf:
    official, rule, expected = (
        _whole(row[key]) for key in ("official_step", "rule_step", "expected_step")
    )
    earliest = row["earliest_on"]
    on = earliest if isinstance(earliest, dt.date) else None
    return StepsOf(official, rule, str(row["state"]), expected, on)


def _state_moved(one: StepMove) -> bool:
    return one.before is not None and one.after is not None and one.before.state != one.after.state


def _ahead_moved(one: StepMove) -> bool:
    return one.before is not None and one.after is not None and one.before[3:] != one.after[3:]


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0


def _official(one: StepsOf | None) -> int:
    return one.official if one else 0


def _rule(one: StepsOf | None) -> int:
    return one.rule if one else 0
