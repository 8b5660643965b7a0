"""目標の達成率 over the years: the figures of page one's chart, and the chart.

In the first year there is one year, and the chart is bars; from the second year it is lines.
"""

from typing import NamedTuple

from ledger.judge.closed_years import closings
from ledger.layout.columns import Cell
from ledger.measure.rounding import PERCENT, exactly, shown
from ledger.measure.target_standing import standing
from ledger.model.calendar import fiscal_year_of, wareki_year
from ledger.present.charts import (
    CLEAR,
    HUNDRED,
    MOST_LINES,
    Drawing,
    Line,
    Series,
    YearsDrawing,
)
from ledger.present.report.lines import type_lines
from ledger.present.report.page import ColumnLook, Head, Page
from ledger.present.report.source import ReportSource, Row

_YEARS = 5
"""So many years are shown at most, this one the last."""
_GOAL = "目標(100%)"
_WIDTH, _HEIGHT = 800, 330


class YearFigures(NamedTuple):
    """The figures as they were written.

    Attributes:
        page: The sheet that they stand on.
        top: Row of the table's header, from 0.
        targets: How many targets there are; the goal stands below them.
        years: How many years there are.
    """

    page: Page
    top: int
    targets: int
    years: int


def year_figures(page: Page, source: ReportSource) -> YearFigures:
    """Write the table `line_years`: 達成率 by target and year.

    Args:
        page: The sheet.
        source: What the report is made of.
    """
    rows = _drawn(source)
    years = _years(source, rows)
    heads = [Head(f"{_said(source, year)}(%)", ColumnLook.DECIMAL) for year in years]
    values = [_shares(source, row, years) for row in rows]
    goals = [HUNDRED] if len(years) == 1 else []  # bars have the goal behind each of them
    heads += [Head(_GOAL, ColumnLook.DECIMAL) for _ in goals]
    top = page.table(
        "line_years",
        (Head("順", ColumnLook.WHOLE), Head("判定"), Head("目標名"), *heads),
        [
            *(
                (n, row["verdict"], row["target_name"], *shares, *goals)
                for n, (row, shares) in enumerate(zip(rows, values, strict=True), start=1)
            ),
            (len(rows) + 1, None, _GOAL, *[HUNDRED] * len(heads)),
        ],
        heading="要約の図の数値(達成率 = 実績 ÷ いまの目標値)",
    )
    return YearFigures(page, top, len(rows), len(years))


def drawing(figures: YearFigures) -> Drawing | YearsDrawing:
    """Return the chart of page one."""
    if figures.years > 1:
        return _lines(figures)
    page, top, count = figures.page, figures.top, figures.targets
    return Drawing(
        title="目標類型ごとに見た、目標の達成率(%) 黒い枠が目標の100%",
        alt=(
            "横棒グラフ。上の表の目標ごとに、目標値に対する達成率(%)を、目標の100%を示す黒い枠と"
            "重ねて示す。数値はシート「算定根拠」の表「要約の図の数値」にある。"
        ),
        categories=page.cells(top, 2, count),
        series=(
            Series("達成率", page.cells(top, 3, count), CLEAR),
            Series(_GOAL, page.cells(top, 4, count), None, label=None),
        ),
        axis="達成率(%)",
        overlap=True,
        width=_WIDTH,
        height=_HEIGHT,
    )


def _lines(figures: YearFigures) -> YearsDrawing:
    page, top, last = figures.page, figures.top, 2 + figures.years

    def line(row: int) -> Line:
        return Line((page.name, row, 2, row, 2), (page.name, row, 3, row, last))

    return YearsDrawing(
        title="主な目標の達成率(%) 年ごと",
        alt=(
            "折れ線グラフ。上の表の目標のうち最大4つについて、目標値に対する達成率(%)を年ごとに示し、"
            "目標の100%を点線で示す。数値はシート「算定根拠」の表「要約の図の数値」にある。"
        ),
        years=(page.name, top, 3, top, last),
        lines=tuple(line(top + 1 + n) for n in range(figures.targets)),
        goal=line(top + 1 + figures.targets),
        axis="達成率(%)",
        width=_WIDTH,
        height=_HEIGHT,
    )


def _drawn(source: ReportSource) -> list[Row]:
    """Return the targets of page one that can be drawn; of lines those that need a look first."""
    rows = [
        line.row
        for line in type_lines(source)
        if line.row is not None and isinstance(line.row["achievement"], int | float)
    ]
    if len(_years(source, rows)) == 1:
        return rows
    told = [row for row in rows if any(code == row["target_code"] for code, _ in source.earlier)]
    return sorted(told, key=standing)[:MOST_LINES]


def _years(source: ReportSource, rows: list[Row]) -> list[int]:
    this, codes = fiscal_year_of(source.day.on), {row["target_code"] for row in rows}
    earlier = {year for code, year in source.earlier if code in codes}
    return [*sorted(earlier), this][-_YEARS:]


def _said(source: ReportSource, year: int) -> str:
    """Name a year, with 確定 where it is closed and 訂正 where its figures were corrected since."""
    own = [one for one in closings(source.tables) if one.year == year]
    if not own:
        return wareki_year(year)
    corrected = any(one.correction is not None for one in own)
    return f"{wareki_year(year)} {'訂正' if corrected else '確定'}"


def _shares(source: ReportSource, row: Row, years: list[int]) -> list[Cell]:
    goal = row["goal_value"]
    found: list[Cell] = []
    for year in years[:-1]:
        value = source.earlier.get((row["target_code"], year))
        if value is None or not isinstance(goal, int | float) or not goal:
            found.append(None)
        else:
            found.append(shown(PERCENT * exactly(value) / exactly(goal)))
    return [*found, row["achievement"]]
