"""Verdicts: what a rule found, with its reasons."""

import datetime as dt
from enum import StrEnum
from typing import NamedTuple

from ledger.model.policy import Criterion


class Lens(StrEnum):
    """Which facts a Step is judged by.

    `CLAIMED` every fact, also 否認 (規則判定); `PENDING` without 否認; `OFFICIAL` 名簿 and 済 (and
    未, where official_needs_confirmation is ×); `LASTING` the official ones as if none expired.
    """

    CLAIMED = "申告どおり"
    PENDING = "否認を除く"
    OFFICIAL = "名簿と確認済"
    LASTING = "名簿と確認済(期限を見ない)"

    @property
    def reach(self) -> int:
        """The highest rank of a fact that still counts: 0 official, 1 未, 2 否認."""
        return _REACH[self]


_REACH = {Lens.CLAIMED: 2, Lens.PENDING: 1, Lens.OFFICIAL: 0, Lens.LASTING: 0}


class Outcome(NamedTuple):
    """One criterion held against one person's facts.

    Attributes:
        criterion: The criterion.
        met: Whether it is met on the as-of date.
        have: How much there is, in the criterion's unit (months, times, cases, level); for a
            training group, how many of its trainings are completed.
        days_left: Days beyond the whole months (period criteria), else 0.
        earliest_on: First day on which it is met, None where that cannot be known; the as-of date
            itself or an earlier one is never given for an unmet criterion.
        expired: Unmet only because a fact has expired.
        needed: How much of `have` it takes: 必要数, or the members of a group that 全て asks for.
        expired_on: The last day on which the fact that expired last still held.
        missing: Trainings of the group that are not completed, by code.
    """

    criterion: Criterion
    met: bool
    have: int
    days_left: int = 0
    earliest_on: dt.date | None = None
    expired: bool = False
    needed: int = 1
    expired_on: dt.date | None = None
    missing: tuple[str, ...] = ()


class Standing(NamedTuple):
    """Where one person stands on one verdict row (persona, or persona and tool).

    Attributes:
        staff_no: The person.
        persona_code: The persona.
        tool_code: The tool, None on the persona's own row.
        step: Highest Step reached, 0 if none.
        outcomes: Every criterion of the row's active Steps; on the row of a persona with tools,
            those of its leading tool.
        upper_steps: Steps above `step` whose own criteria are all met (cumulative policy).
        next_step: The Step to reach next, None at the top.
        earliest_on: First day on which the next Step is reached, if it can be known.
        leading_tool: On the row of a persona with tools, the tool whose row it shows: the highest
            Step, then the earliest date, then the order of the sheet.
    """

    staff_no: str
    persona_code: str
    tool_code: str | None
    step: int
    outcomes: tuple[Outcome, ...]
    upper_steps: tuple[int, ...] = ()
    next_step: int | None = None
    earliest_on: dt.date | None = None
    leading_tool: str | None = None


class Reason(NamedTuple):
    """A node of an explanation: a whole sentence, and what it rests on."""

    text: str
    children: tuple["Reason", ...] = ()

    def lines(self, indent: int = 0) -> list[str]:
        """Print the tree, two blanks a level."""
        own = ["  " * indent + self.text]
        return own + [line for child in self.children for line in child.lines(indent + 1)]
