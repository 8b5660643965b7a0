"""What became of a target year by year: 年度実績 of earlier years, and the KPI of this one."""

from collections.abc import Mapping
from enum import StrEnum
from fractions import Fraction
from typing import NamedTuple

from ledger.judge.closed_years import current
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.measure.goal_paths import GoalPath
from ledger.measure.history import HistoryKind
from ledger.measure.rounding import exactly, percent
from ledger.measure.target_standing import exact_value
from ledger.model.terms import TargetVerdict
from ledger.model.terms.indicators import PERCENT as PERCENT_UNIT

Row = Mapping[str, Cell]


class Actual(NamedTuple):
    """What a target came to in one year.

    Attributes:
        year: Fiscal year.
        value: In the target's own unit, before rounding (W39); None where there is none.
        heads: People, 課, 回 or 件 that were counted.
        whole: 分母 of a share.
        verdict: What was said of it then.
    """

    year: int
    value: Fraction | None
    heads: int | None
    whole: int | None
    verdict: TargetVerdict | None


class YearMark(StrEnum):
    """判定 of one year on the board: a sign and a word."""

    REACHED = "○ 達成"
    ON_TRACK = "○ 順調"
    BEHIND = "▲ 遅れ"
    MISSED = "× 未達"
    ENOUGH = "○ 期中"
    """The year is under way, and what it asks for is there."""
    SHORT = "△ 期中"
    """The year is under way, and what it asks for is not there yet."""
    IN_YEAR = "期中"
    """The year is under way, and there is nothing to hold it against."""
    NO_BASE = "算定不能"
    NOT_OFFERED = "提供なし"
    BASE = "基準"
    """The year that the path begins with."""
    NO_PATH = "道すじなし"
    """A year that is over, for which no path was drawn."""


_SAID: Mapping[TargetVerdict | None, YearMark] = {
    TargetVerdict.ACHIEVED: YearMark.REACHED,
    TargetVerdict.ON_TRACK: YearMark.ON_TRACK,
    TargetVerdict.BEHIND: YearMark.BEHIND,
    TargetVerdict.MISSED: YearMark.MISSED,
    TargetVerdict.NO_BASE: YearMark.NO_BASE,
    TargetVerdict.NOT_OFFERED: YearMark.NOT_OFFERED,
}


def actuals(tables: Tables, this_year: int, units: Mapping[str, str | None]) -> "Actuals":
    """Return what every target came to, earlier years first.

    Args:
        tables: The ledger's tables with its results.
        this_year: The ledger's fiscal year; its figures are those of `kpis`.
        units: Unit of each target, as the table spells it.
    """
    found: dict[tuple[str, int], Actual] = {}
    for row in records(ledger.BY_KEY["history"], current(tables["history"])):
        code, year = row["code"], row["year"]
        if row["kind"] != HistoryKind.TARGET or not isinstance(year, int) or year >= this_year:
            continue
        if isinstance(code, str) and code in units:
            found[code, year] = _past(row, year, units[code])
    for row in records(ledger.BY_KEY["kpis"], tables["kpis"]):
        code = str(row["target_code"])
        if code in units and row["verdict"] != TargetVerdict.EXAMPLE:
            found[code, this_year] = _present(row, this_year)
    return found


Actuals = Mapping[tuple[str, int], Actual]
"""By 目標コード and year."""


def _past(row: Row, year: int, unit: str | None) -> Actual:
    top, whole, value = row["numerator"], row["denominator"], row["value"]
    shown = exactly(value) if isinstance(value, int | float) else None
    heads = top if isinstance(top, int) else None
    of = whole if isinstance(whole, int) else None
    if shown is not None and unit == PERCENT_UNIT and heads is not None and of:
        shown = percent(heads, of)
    return Actual(year, shown, heads, of, _verdict(row["state"]))


def _present(row: Row, year: int) -> Actual:
    top, whole = row["numerator"], row["denominator"]
    return Actual(
        year,
        exact_value(row),
        top if isinstance(top, int) else None,
        whole if isinstance(whole, int) else None,
        _verdict(row["verdict"]),
    )


def _verdict(word: Cell) -> TargetVerdict | None:
    """Return 判定 as it stands in a table that somebody may have typed over."""
    return TargetVerdict(str(word)) if word in tuple(TargetVerdict) else None


def mark_of(path: GoalPath, actual: Actual | None, *, running: bool) -> YearMark | None:
    """Return 判定 of a year.

    What was said in the year itself stands. A year that is over and was last looked at before its
    基準日 is held against the path; so is the year under way, without saying more than 期中.

    Args:
        path: The target's path.
        actual: What it came to in the year; None where nothing is known.
        running: Whether it is the ledger's own year.
    """
    if actual is None:
        return None
    if actual.verdict in _SAID:
        return _SAID[actual.verdict]
    if actual.value is None:
        return YearMark.NO_BASE
    asked = path.at(actual.year)
    if asked is None or asked.value is None:
        return _without_path(path, actual.year, running=running)
    last = actual.year == path.target.due_year
    enough, short = _RUNNING if running else _AT_GOAL if last else _ON_WAY
    return enough if actual.value >= asked.value else short


def _without_path(path: GoalPath, year: int, *, running: bool) -> YearMark:
    if year == path.target.base_year:
        return YearMark.BASE
    return YearMark.IN_YEAR if running else YearMark.NO_PATH


_RUNNING = (YearMark.ENOUGH, YearMark.SHORT)
_AT_GOAL = (YearMark.REACHED, YearMark.MISSED)
_ON_WAY = (YearMark.ON_TRACK, YearMark.BEHIND)
