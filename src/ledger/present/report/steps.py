"""Step分布: how many people of each persona, and of each of its tools, stand on which Step."""

from collections.abc import Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell
from ledger.measure.rounding import percent, shown
from ledger.measure.step_counts import Ladder
from ledger.present.book_writing import INK
from ledger.present.charts import (
    CLEAR,
    DEEP,
    LIGHT_GREY,
    PALE,
    SOFT,
    WHITE,
    Drawing,
    Series,
    Stacking,
    height_of,
)
from ledger.present.report.page import ColumnLook, Head, Page, Report
from ledger.present.report.source import ReportSource
from ledger.withhold import LEFT_OUT, WHY_LEFT_OUT, WITHHELD, Mark, small
from ledger.withhold.steps import ladders, standing

_REST = "秘匿した段階の計"
_FILLS = (PALE, SOFT, DEEP, CLEAR)
_LIGHT = frozenset({PALE, SOFT, LIGHT_GREY})


class StepCounts(NamedTuple):
    """Where a persona's people stand (or those of one of its tools).

    Attributes:
        ladder: Whose Steps: 人材像コード and ツールコード.
        persona: The persona's name.
        tool: The tool's name, if it is of a tool.
        counts: People on 未到達, Step1, Step2 …; none where nobody counts.
        state: 状態.
        note: 分母の注.
    """

    ladder: Ladder
    persona: str
    tool: str | None
    counts: tuple[int, ...]
    state: str
    note: Cell

    @property
    def label(self) -> str:
        """Name of its bar."""
        return f"{self.persona} {self.tool}" if self.tool else self.persona


def standings(source: ReportSource) -> list[StepCounts]:
    """Return the distribution of every persona and tool, from Step到達率 of the whole."""
    return [
        StepCounts(
            ladder,
            source.persona(ladder[0]),
            source.tool(ladder[1]),
            source.veil.stand.get(ladder, ()),
            str(rows[0]["state"]),
            source.veil.excluded.of_rate(rows[0]),
        )
        for ladder, rows in ladders(source.rates).items()
    ]


_FEWEST = 2
"""Columns of a city in which nobody can be counted yet: 未到達 and Step1."""


def steps_sheet(report: Report, source: ReportSource) -> None:
    """Write Step分布: people, then shares with their chart."""
    found = standings(source)
    levels = max([_FEWEST, *(len(one.counts) for one in found)])
    names = ["未到達", *(f"Step{step}" for step in range(1, levels))]
    page = Page(
        report,
        "Step分布",
        "Step分布 人材像・ツールごとの正式Stepの人数と割合",
        (
            "基準日の正式Stepで数えます。1人が複数の人材像を持つことがあり、人材像どうしは足しません。",
            f"{small(source.least)}の段階と、ほかの数から分かる段階は伏せ、割合では「{_REST}」にまとめます。",
        ),
        (32, 22, 11, *[12] * levels, 12, 62),
    )
    page.table(
        "step_people",
        (
            Head("人材像"),
            Head("ツール"),
            Head("対象(名)", ColumnLook.WHOLE),
            *(Head(f"{name}(名)", ColumnLook.WHOLE) for name in names),
            Head("状態"),
            Head("分母の注"),
        ),
        [_people(source, one, levels) for one in found],
        "人数",
    )
    drawn = [one for one in found if one.counts and not _is_left_out(source, one)]
    top = page.table(
        "step_shares",
        (
            Head("人材像・ツール"),
            Head(f"{_REST}(%)", ColumnLook.DECIMAL),
            Head("計(%)", ColumnLook.DECIMAL),
            *(Head(f"{name}(%)", ColumnLook.DECIMAL) for name in names),
        ),
        [_shares(source, one, levels) for one in drawn],
        "割合",
    )
    page.chart(_drawing(page, top, len(drawn), names))
    page.finish()


def _marks(source: ReportSource, one: StepCounts) -> list[Mark]:
    return [source.veil.mark(standing(one.ladder, step)) for step in range(len(one.counts))]


def _is_left_out(source: ReportSource, one: StepCounts) -> bool:
    return Mark.LEFT_OUT in _marks(source, one)


def _people(source: ReportSource, one: StepCounts, levels: int) -> tuple[Cell, ...]:
    blank = (None,) * (levels - len(one.counts))
    if not one.counts:
        return one.persona, one.tool, None, *blank, one.state, one.note
    if _is_left_out(source, one):
        nothing = (None,) * (levels + 1)
        return one.persona, one.tool, *nothing, LEFT_OUT, WHY_LEFT_OUT
    cells = [source.veil.cell(standing(one.ladder, step), n) for step, n in enumerate(one.counts)]
    hidden = any(mark is not Mark.SHOWN for mark in _marks(source, one))
    state = f"一部{WITHHELD}" if hidden else one.state
    return one.persona, one.tool, sum(one.counts), *cells, *blank, state, one.note


def _shares(source: ReportSource, one: StepCounts, levels: int) -> tuple[Cell, ...]:
    total, marks = sum(one.counts), _marks(source, one)
    rest = sum(n for n, mark in zip(one.counts, marks, strict=True) if mark is not Mark.SHOWN)
    cells = (
        shown(percent(n, total)) if mark is Mark.SHOWN else None
        for n, mark in zip(one.counts, marks, strict=True)
    )
    blank = (None,) * (levels - len(one.counts))
    return one.label, shown(percent(rest, total)), 100.0, *cells, *blank


def _drawing(page: Page, top: int, count: int, names: Sequence[str]) -> Drawing:
    steps = tuple(
        Series(
            name,
            page.cells(top, 3 + place, count),
            _fill(place),
            None if place else "percent_20",
            "0.0;;",
            INK if _fill(place) in _LIGHT else WHITE,
        )
        for place, name in enumerate(names)
    )
    rest = Series(_REST, page.cells(top, 1, count), WHITE, "light_downward_diagonal", label="0.0;;")
    return Drawing(
        title="正式Stepの構成比(%)",
        alt=(
            "100%積み上げ横棒グラフ。人材像とツールごとに、正式Stepが未到達・Step1・Step2…の人の"
            "割合(%)を示す。伏せた段階は1つにまとめる。数値は上の表「割合」にある。"
        ),
        categories=page.cells(top, 0, count),
        series=(*steps, rest),
        axis="人数の割合",
        stacking=Stacking.SHARES,
        width=1000,
        height=height_of(count, 40),
    )


def _fill(place: int) -> str:
    """Return the colour of a Step's bars; beyond the last they begin again."""
    return _FILLS[(place - 1) % len(_FILLS)] if place else LIGHT_GREY
