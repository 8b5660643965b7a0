"""中期目標: the way of each target of several years, year by year, and what became of it."""

from collections.abc import Iterator
from fractions import Fraction

from ledger.layout.columns import Cell
from ledger.measure.goal_board import BoardLine, goal_board
from ledger.measure.rounding import shown
from ledger.model.calendar import wareki_year
from ledger.model.terms import Horizon
from ledger.present.report.page import ColumnLook, Head, Page, Report, StyledNumber
from ledger.present.report.source import ReportSource, amount

_WIDTHS = (12, 44, 14, 12, 12, 8, 12)
_HEADS = (
    Head("目標コード"),
    Head("目標名"),
    Head("年度"),
    Head("道すじ", ColumnLook.DECIMAL),
    Head("実績", ColumnLook.DECIMAL),
    Head("単位"),
    Head("判定"),
)
_NOTE = (
    "道すじは、基準値から期限の目標値までの途中目標です(書いたものか、直線で切り上げたもの)。"
    "実績の空欄は、まだ値のない年度です。"
)


def goal_paths_sheet(report: Report, source: ReportSource) -> None:
    """Write 中期目標: a row for each target of several years and each of its years.

    The figures of years that are over are those that were reported then (年度実績).

    Args:
        report: The workbook.
        source: What the report is made of.
    """
    page = Page(report, "中期目標", "中期目標 年度ごとの道すじと実績", (_NOTE,), _WIDTHS)
    board = goal_board(source.policy, source.tables, source.day.on)
    lines = [one for one in board.lines if one.target.horizon is not Horizon.ANNUAL]
    rows = [row for one in lines for row in _years(one)]
    page.table("goal_paths", _HEADS, rows)
    if not rows:
        page.says("年度をまたぐ目標は、まだありません。")
    page.finish()


def _years(line: BoardLine) -> Iterator[tuple[Cell | StyledNumber, ...]]:
    target, unit = line.target, line.path.unit
    ways = {one.year: one.value for one in line.path.years}
    if target.base_year is not None:
        ways[target.base_year] = line.path.base
    for year in sorted({*ways, *line.found}):
        found, mark = line.found.get(year), line.years.get(year)
        yield (
            target.target_code,
            target.target_name,
            wareki_year(year),
            _figure(ways.get(year), unit),
            _figure(None if found is None else found.value, unit),
            unit,
            None if mark is None else mark.value,
        )


def _figure(value: Fraction | None, unit: str | None) -> StyledNumber | None:
    return None if value is None else amount(shown(value), unit)
