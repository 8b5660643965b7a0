"""The seven lines of page one: of each 目標類型 the target that is furthest from its goal.

That one is shown because a department head has to act on it; how many others the type has, and how
they stand, stands beside it.
"""

from collections import Counter
from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.measure.target_standing import TargetStanding, standing
from ledger.model.terms import TargetType, TargetVerdict
from ledger.present.report.source import ReportSource, Row

MARKS = {
    TargetStanding.REACHED: "◎",
    TargetStanding.ON_TRACK: "○",
    TargetStanding.ENOUGH: "○",
    TargetStanding.SHORT: "△",
    TargetStanding.BEHIND: "△",
    TargetStanding.MISSED: "×",
    TargetStanding.UNKNOWN: "―",
}
"""A mark for each standing; a word always goes with it."""
_SO_FAR = {
    TargetStanding.ENOUGH: f"{TargetVerdict.IN_YEAR}(いまは届く)",
    TargetStanding.SHORT: f"{TargetVerdict.IN_YEAR}(まだ届かない)",
}


class TypeLine(NamedTuple):
    """One 目標類型 on page one.

    Attributes:
        target_type: 目標類型.
        row: The target's row of KPI; None where no target of the type is in use.
        others: How the type's other targets stand, in words.
    """

    target_type: str
    row: Row | None
    others: str


def type_lines(source: ReportSource) -> list[TypeLine]:
    """Return the seven types in their order, each with its target."""
    found = []
    for kind in TargetType:
        own = [row for row in source.kpis if row["target_type"] == kind]
        shown = min(own, key=_distance, default=None)
        found.append(TypeLine(kind.value, shown, _others(own, shown)))
    return found


def told(row: Row) -> str:
    """Return 判定 as a mark and a word; while the year runs also whether it is there."""
    where = standing(row)
    return f"{MARKS[where]} {_SO_FAR.get(where, row['verdict'])}"


def _distance(row: Row) -> tuple[int, float]:
    """Return what sorts targets: the worst standing first, then the lowest 達成率."""
    share = row["achievement"]
    return standing(row).value, share if isinstance(share, int | float) else 0.0


def _others(own: list[dict[str, Cell]], shown: Row | None) -> str:
    found = Counter(str(row["verdict"]) for row in own if row is not shown)
    return "、".join(f"{word} {found[word]}" for word in TargetVerdict if found[word])
