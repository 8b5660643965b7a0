"""What the charts of the mid-term targets show: path and actual of up to four targets, by year."""

import datetime as dt
from fractions import Fraction

from ledger.layout import chart_tables as blocks
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.measure.goal_board import BoardLine, goal_board
from ledger.measure.goal_years import YearMark
from ledger.measure.rounding import shown
from ledger.model.calendar import fiscal_year_of, wareki_year
from ledger.model.policy import Policy
from ledger.model.terms import Horizon

YEARS_BEFORE = 5


def goal_rows(policy: Policy, tables: Tables, as_of: dt.date) -> list[dict[str, Cell]]:
    """Return the rows of the block: a fixed number for each chart, blank where there is no year.

    The targets are those of several years whose 期限 is still to come, what is behind first.

    Args:
        policy: The policy.
        tables: The ledger's tables with `kpis` and `history` as just worked out.
        as_of: The day judged.
    """
    board, this = goal_board(policy, tables, as_of), fiscal_year_of(as_of)
    chosen = [line for line in board.lines if _is_drawn(line)]
    chosen.sort(key=lambda line: line.years.get(this) not in _BEHIND)
    rows: list[dict[str, Cell]] = []
    for line in chosen[: blocks.GOAL_CHARTS]:
        own = _years(line, this)
        rows += own + [{}] * (blocks.GOAL_YEARS - len(own))
    return rows


_BEHIND = frozenset({YearMark.BEHIND, YearMark.SHORT})


def _is_drawn(line: BoardLine) -> bool:
    """Whether there is a line to draw: a path from its base on, of a target still under way."""
    path = line.path
    return (
        not line.over
        and line.target.horizon is not Horizon.ANNUAL
        and path.base is not None
        and line.target.base_year is not None
        and line.target.base_year < line.target.due_year
    )


def _years(line: BoardLine, this: int) -> list[dict[str, Cell]]:
    base, due = line.target.base_year or this, line.target.due_year
    first = max(base, this - YEARS_BEFORE)
    last = min(due, first + blocks.GOAL_YEARS - 1)
    return [
        {
            "label": f"道すじ: {line.target.target_name}({line.path.unit})",
            "year": wareki_year(year),
            "path": _shown(_on_path(line, year, base)),
            "actual": _shown(line.found[year].value if year in line.found else None),
        }
        for year in range(first, last + 1)
    ]


def _on_path(line: BoardLine, year: int, base: int) -> Fraction | None:
    if year == base:
        return line.path.base
    at = line.path.at(year)
    return at.value if at else None


def _shown(value: Fraction | None) -> float | None:
    return None if value is None else shown(value)
