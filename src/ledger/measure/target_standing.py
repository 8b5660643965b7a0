"""Where a target stands today: one rule for whoever says 「届いている」 or 「届いていない」.

判定 alone does not tell it while the year is running (期中): there the figure is held against the
path, which is this year's 途中目標, or the goal itself where there is none.
"""

from collections.abc import Mapping
from enum import IntEnum
from fractions import Fraction

from ledger.layout.columns import Cell
from ledger.measure.rounding import PERCENT, exactly
from ledger.model.terms import TargetVerdict
from ledger.model.terms.indicators import PERCENT as PERCENT_UNIT

Row = Mapping[str, Cell]


class TargetStanding(IntEnum):
    """Where a target stands, what needs a look first."""

    MISSED = 0
    """未達: its time has come, and the goal was not reached."""
    BEHIND = 1
    """遅れ: year-end has come, and this year's 途中目標 was not reached."""
    SHORT = 2
    """期中, and below the path."""
    ENOUGH = 3
    """期中, and on the path or above it."""
    ON_TRACK = 4
    """順調."""
    REACHED = 5
    """達成."""
    UNKNOWN = 6
    """Without a figure or a goal: 算定不能, 提供なし, or 定性 without a mark."""


_BY_VERDICT: Mapping[Cell, TargetStanding] = {
    TargetVerdict.MISSED.value: TargetStanding.MISSED,
    TargetVerdict.BEHIND.value: TargetStanding.BEHIND,
    TargetVerdict.ON_TRACK.value: TargetStanding.ON_TRACK,
    TargetVerdict.ACHIEVED.value: TargetStanding.REACHED,
}
_NOT_THERE = frozenset({TargetStanding.MISSED, TargetStanding.BEHIND, TargetStanding.SHORT})
_THERE = frozenset({TargetStanding.ENOUGH, TargetStanding.ON_TRACK, TargetStanding.REACHED})


def standing(row: Row) -> TargetStanding:
    """Return where a target stands.

    Args:
        row: Its row of the table `kpis`.
    """
    if row["verdict"] != TargetVerdict.IN_YEAR.value:
        return _BY_VERDICT.get(row["verdict"], TargetStanding.UNKNOWN)
    value, path = (
        exact_value(row),
        row["milestone"] if _is_number(row["milestone"]) else row["goal_value"],
    )
    if value is None or not isinstance(path, int | float):
        return TargetStanding.UNKNOWN
    return TargetStanding.ENOUGH if value >= exactly(path) else TargetStanding.SHORT


def is_not_there(row: Row) -> bool:
    """Say whether a target is one of 「届いていない目標」: 未達, 遅れ, or 期中 below the path."""
    return standing(row) in _NOT_THERE


def is_there(row: Row) -> bool:
    """Say whether a target is one of 「いま届いているもの」."""
    return standing(row) in _THERE


def exact_value(row: Row) -> Fraction | None:
    """Return the figure before it was rounded for display (W39)."""
    actual, top, base = row["actual"], row["numerator"], row["denominator"]
    if not isinstance(actual, int | float):
        return None
    if row["unit"] == PERCENT_UNIT and isinstance(top, int) and isinstance(base, int) and base:
        return PERCENT * Fraction(top, base)
    return exactly(actual)


def _is_number(value: Cell) -> bool:
    return isinstance(value, int | float)
