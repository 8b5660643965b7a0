"""The chart over the years: 達成率 of the main targets, the closed years and this one.

The main targets are those of `kpis` with the most years of figures, in their order among equals:
a target that began this year has no line yet. The figures of earlier years are those that hold
(`history`, corrections included), against this year's goal, so that a line is one measure.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from ledger.judge.closed_years import closed_years, current
from ledger.layout.chart_tables import YEAR_LINES, YEAR_ROWS
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.history import HistoryKind
from ledger.measure.rounding import PERCENT, exactly, shown
from ledger.model.calendar import wareki_year

WHOLE = 100.0
Row = Mapping[str, Cell]


def year_lines(kpis: Sequence[Row], tables: Tables, year: int) -> list[dict[str, Cell]]:
    """Return the rows of the block `chart_years`, oldest year first; none without an earlier one.

    Args:
        kpis: The rows of `kpis` that count.
        tables: The ledger's tables, `history` and 年度締め among them.
        year: This fiscal year.
    """
    known = _known(tables["history"], year)
    lined = [row for row in kpis if _goal(row) and isinstance(row["achievement"], int | float)]
    told = [row for row in lined if any(code == row["target_code"] for code, _ in known)]
    main = sorted(told, key=lambda row: -_years_of(known, row))[:YEAR_LINES]
    codes = {row["target_code"] for row in main}
    years = sorted({one for code, one in known if code in codes})[-(YEAR_ROWS - 1) :]
    closed = closed_years(tables)
    if not years:
        return []
    before = (
        _line(main, [_share(known.get((r["target_code"], one)), r) for r in main], one, closed)
        for one in years
    )
    return [*before, _line(main, [row["achievement"] for row in main], year, closed)]


def _line(
    main: Sequence[Row], shares: Sequence[Cell], year: int, closed: frozenset[int]
) -> dict[str, Cell]:
    mark = "(確定)" if year in closed else ""
    found: dict[str, Cell] = {"label": f"{wareki_year(year)}{mark}", "goal": WHOLE}
    for place, (row, share) in enumerate(zip(main, shares, strict=True), start=1):
        found |= {f"target_{place}": row["target_name"], f"achievement_{place}": share}
    return found


def _share(value: float | None, row: Row) -> Cell:
    """Return 達成率 of an earlier year's figure, by this year's goal."""
    return None if value is None else shown(PERCENT * exactly(value) / exactly(_goal(row)))


def _known(history: pd.DataFrame, year: int) -> dict[tuple[Cell, int], float]:
    """Return the figures of targets in earlier years, by 目標コード and year."""
    return {
        (row["code"], row["year"]): float(row["value"])
        for row in records(BY_KEY["history"], current(history))
        if row["kind"] == HistoryKind.TARGET
        and isinstance(row["year"], int)
        and row["year"] < year
        and isinstance(row["value"], int | float)
    }


def _years_of(known: Mapping[tuple[Cell, int], float], row: Row) -> int:
    return sum(code == row["target_code"] for code, _ in known)


def _goal(row: Row) -> float:
    goal = row["goal_value"]
    return float(goal) if isinstance(goal, int | float) else 0.0
