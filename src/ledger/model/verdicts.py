"""Verdicts: what a rule found, with its reasons."""

import datetime as dt
from typing import NamedTuple

from ledger.model.policy import Criterion


class Outcome(NamedTuple):
    """One criterion held against one person's facts.

    Attributes:
        criterion: The criterion.
        met: Whether it is met on the as-of date.
        have: How much there is, in the criterion's unit (months, times, cases, level).
        days_left: Days beyond the whole months (period criteria), else 0.
        earliest_on: First day on which it is met, None where that cannot be known; the as-of date
            itself or an earlier one is never given for an unmet criterion.
        expired: Unmet only because a fact has expired.
        evidence: The facts that decided, each in one phrase with its file.
    """

    criterion: Criterion
    met: bool
    have: int
    days_left: int = 0
    earliest_on: dt.date | None = None
    expired: bool = False
    evidence: tuple[str, ...] = ()


class Standing(NamedTuple):
    """Where one person stands on one verdict row (persona, or persona and tool).

    Attributes:
        staff_no: The person.
        persona_code: The persona.
        tool_code: The tool, None on the persona's own row.
        step: Highest Step reached, 0 if none.
        outcomes: Every criterion of the row.
        upper_steps: Steps above `step` whose own criteria are all met (cumulative policy).
        next_step: The Step to reach next, None at the top.
        earliest_on: First day on which the next Step is reached, if it can be known.
    """

    staff_no: str
    persona_code: str
    tool_code: str | None
    step: int
    outcomes: tuple[Outcome, ...]
    upper_steps: tuple[int, ...] = ()
    next_step: int | None = None
    earliest_on: dt.date | None = None


class Reason(NamedTuple):
    """A node of an explanation: a whole sentence, and what it rests on."""

    text: str
    children: tuple["Reason", ...] = ()

    def lines(self, indent: int = 0) -> list[str]:
        """Print the tree, two blanks a level."""
        own = ["  " * indent + self.text]
        return own + [line for child in self.children for line in child.lines(indent + 1)]
