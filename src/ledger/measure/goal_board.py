"""中期目標ボード as data: every target in use by year, and the pace that is left to it.

Numbers and 定性 goals stand apart and are never averaged. A target that HR has not decided on yet
(例) is not there.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from ledger.layout import ledger
from ledger.layout.frames import Tables, records
from ledger.measure.goal_paths import GoalPath, Wholes, goal_path
from ledger.measure.goal_years import Actual, Actuals, YearMark, actuals, mark_of
from ledger.measure.milestones import MARKS
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy, Target
from ledger.model.terms import Horizon, Indicator, TargetVerdict

MOST_YEARS = 9
"""Years that stand beside each other at most."""
YEARS_BACK = 3


class Pace(NamedTuple):
    """What is left to do, from the last figure on.

    Attributes:
        since: The year of that figure.
        running: It is this year's as it stands today, so that this year is still one of those left.
        have: What was there, in heads.
        goal: What is to be there in the 期限年度.
        left: Years that are left.
        missing: What is to be added by then, 見込減 included.
        each: The same a year, rounded up.
        loss: Who leaves by then.
    """

    since: int
    running: bool
    have: int
    goal: int
    left: int
    missing: int
    each: int
    loss: int


class BoardLine(NamedTuple):
    """One target on the board.

    Attributes:
        path: Its way.
        years: 判定 by year, of those with a figure.
        found: Its figures by year.
        pace: What is left to do; None where that cannot be said.
        over: Its 期限 has come.
    """

    path: GoalPath
    years: Mapping[int, YearMark]
    found: Mapping[int, Actual]
    pace: Pace | None = None
    over: bool = False

    @property
    def target(self) -> Target:
        """The target."""
        return self.path.target


class Statement(NamedTuple):
    """A 定性 goal: what was found, and on what ground."""

    target: Target
    verdict: TargetVerdict
    before: Mapping[int, TargetVerdict]


class GoalBoard(NamedTuple):
    """The board.

    Attributes:
        year: The ledger's fiscal year.
        years: The years that stand beside each other.
        lines: Targets with a number, in the order of 目標.
        statements: 定性 goals.
    """

    year: int
    years: tuple[int, ...]
    lines: tuple[BoardLine, ...]
    statements: tuple[Statement, ...]


def goal_board(policy: Policy, tables: Tables, as_of: dt.date) -> GoalBoard:
    """Return the board as it follows from policy and results.

    Args:
        policy: The policy.
        tables: The ledger's tables; `kpis` and `history` as they were last worked out.
        as_of: The day judged.
    """
    year = fiscal_year_of(as_of)
    over = as_of >= policy.settings.key_date_in(year)
    used = [one for one in policy.targets.values() if one.active]
    paths = goal_paths(policy, tables)
    units = {code: path.unit for code, path in paths.items()}
    found = actuals(tables, year, units)
    lines = [_line(path, found, year, over=over) for path in paths.values()]
    return GoalBoard(
        year,
        _shown(lines, year),
        tuple(lines),
        tuple(_statements(used, tables, year)),
    )


def goal_paths(policy: Policy, tables: Tables) -> dict[str, GoalPath]:
    """Return the path of every target in use that has a number, by 目標コード.

    A うち割合 comes after the target whose people it shares out.

    Args:
        policy: The policy.
        tables: The ledger's tables; 分母 are those of `kpis`.
    """
    rows = records(ledger.BY_KEY["kpis"], tables["kpis"])
    now = {
        str(row["target_code"]): row["denominator"]
        for row in rows
        if isinstance(row["denominator"], int)
    }
    used = {
        code: one
        for code, one in policy.targets.items()
        if one.active and one.indicator is not Indicator.STATEMENT
    }
    found: dict[str, GoalPath] = {}

    def work_out(code: str, above: tuple[str, ...]) -> None:
        target = used[code]
        other = target.condition_code or ""
        waits = target.indicator is Indicator.SHARE_OF and other in used and other not in found
        if waits and other not in above:
            work_out(other, (*above, code))
        found[code] = goal_path(policy, target, Wholes(now, found))

    for code in used:
        if code not in found:
            work_out(code, (code,))
    return {code: found[code] for code in used}


def proposed(board: GoalBoard, policy: Policy) -> tuple[tuple[str, int, Fraction], ...]:
    """Return the path of each target that has no 途中目標 yet, as rows of that table.

    Only whole paths: of targets of several years, from a 基準値 to a goal above it.

    Args:
        board: The board.
        policy: The policy, for 途中目標 that stand.
    """
    written = {one.target_code for one in policy.milestones}
    return tuple(
        (line.target.target_code, one.year, one.value)
        for line in board.lines
        if line.target.target_code not in written and _is_whole(line.path)
        for one in line.path.years
        if one.value is not None
    )


def _is_whole(path: GoalPath) -> bool:
    """Whether a path leads from a base up to the goal without anything wrong about it."""
    goal = path.years[-1].value if path.years else None
    return (
        path.target.horizon is not Horizon.ANNUAL
        and path.base is not None
        and path.target.base_year is not None
        and path.target.base_year < path.target.due_year
        and goal is not None
        and goal > path.base
    )


def _line(path: GoalPath, found: Actuals, year: int, *, over: bool) -> BoardLine:
    target = path.target
    own = {at: actual for (code, at), actual in found.items() if code == target.target_code}
    marks = {at: mark_of(path, actual, running=at == year) for at, actual in own.items()}
    ended = target.due_year < year or (target.due_year == year and over)
    return BoardLine(
        path,
        {at: mark for at, mark in marks.items() if mark is not None},
        own,
        None if ended else _pace(path, own, year, over=over),
        ended,
    )


def _pace(path: GoalPath, own: Mapping[int, Actual], year: int, *, over: bool) -> Pace | None:
    """Return what is left to do, from the last year that is over; else from today.

    None where no need of the years can be said, or each year begins at nothing.
    """
    goal = path.years[-1] if path.years else None
    if goal is None or goal.needed is None or goal.heads is None or path.is_each_year:
        return None
    ended = [at for at, one in own.items() if one.heads is not None and (at < year or over)]
    now = own.get(year)
    if ended:
        since, running = max(ended), False
    elif now is not None and now.heads is not None:
        since, running = year, True
    else:
        return None
    have = own[since].heads or 0
    left = goal.year - since + running
    loss = path.loss * left
    missing = max(0, goal.heads - have + loss)
    return Pace(since, running, have, goal.heads, left, missing, -(-missing // left), loss)


def _shown(lines: list[BoardLine], year: int) -> tuple[int, ...]:
    """Return the years that stand beside each other: some of what was, and what is to come."""
    all_years = {year}
    for line in lines:
        all_years.update(one.year for one in line.path.years)
        all_years.update(line.found)
    first = max(min(all_years), year - YEARS_BACK)
    last = min(max(all_years), first + MOST_YEARS - 1)
    return tuple(range(first, last + 1))


def _statements(used: list[Target], tables: Tables, year: int) -> Iterator[Statement]:
    units = {one.target_code: None for one in used}
    found = actuals(tables, year, units)
    for target in used:
        if target.indicator is Indicator.STATEMENT:
            earlier = {
                at: one.verdict
                for (code, at), one in found.items()
                if code == target.target_code and at < year and one.verdict is not None
            }
            yield Statement(target, MARKS[target.review_mark], earlier)
