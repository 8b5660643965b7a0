"""Why a trial moves a Step: which criterion comes to be met, or to be met no more.

Said in the words of 判定理由. 正式Step is told by the facts that count officially, 規則判定 by
those that are claimed.
"""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.advice import how_far, subject
from ledger.judge.criteria import OutcomeRows, outcomes
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.steps import VerdictRow, rows_of
from ledger.judge.trials.moved import RowOf, StepMove
from ledger.judge.verdict_steps import NONE
from ledger.judge.verdicts import Verdict, judged_verdicts
from ledger.layout.frames import Tables
from ledger.model.calendar import wareki
from ledger.model.policy import Policy
from ledger.model.verdicts import Lens, Outcome, Standing


class JudgedSide:
    """Some people judged by one policy on one day, so that it can be told why."""

    def __init__(
        self, policy: Policy, tables: Tables, as_of: dt.date, staff: Sequence[str]
    ) -> None:
        """Judge them.

        Args:
            policy: The policy.
            tables: The tables.
            as_of: The day judged.
            staff: Whom.
        """
        self.facts: CriteriaFacts = facts_of(policy, tables, as_of, staff)
        self._found: dict[tuple[RowOf, Lens], OutcomeRows] = {}

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.facts.policy

    @cached_property
    def _verdicts(self) -> Mapping[tuple[str, str | None], Verdict]:
        judged = judged_verdicts(self.facts)
        return {(one.judged.persona_code, one.judged.tool_code): one for one in judged}

    def row(self, of: RowOf) -> "SideRow | None":
        """Return one person's row; None if there is none."""
        verdict = self._verdicts.get((of.persona_code, of.tool_code))
        person = self.facts.people.get_indexer(pd.Index([of.staff_no]))[0]
        if verdict is None or person < 0:
            return None
        at = np.flatnonzero(verdict.judged.who == person)
        return SideRow(self, of, verdict, int(at[0])) if len(at) else None

    def tools(self, persona_code: str) -> tuple[str, ...]:
        """Return the tools that a persona is judged on."""
        own = self._verdicts
        return tuple(tool for code, tool in own if code == persona_code and tool is not None)

    def outcomes(self, of: RowOf, lens: Lens) -> OutcomeRows:
        """Return the outcomes of a row for everybody who holds its persona."""
        key = (of._replace(staff_no=""), lens)
        if key not in self._found:
            verdict, row = self._verdicts[of.persona_code, of.tool_code], self.ladder(of)
            self._found[key] = outcomes(
                self.facts, row.criteria, row.tool_code, lens, verdict.judged.who
            )
        return self._found[key]

    def ladder(self, of: RowOf) -> VerdictRow:
        """Return the Steps of a row, with their criteria."""
        own = rows_of(self.policy, of.persona_code)
        return next(row for row in own if row.tool_code == of.tool_code)


class SideRow(NamedTuple):
    """One person's row on one side.

    Attributes:
        side: The side.
        of: Whose row it is.
        verdict: The row of everybody.
        at: Where among those who hold the persona the person is.
    """

    side: JudgedSide
    of: RowOf
    verdict: Verdict
    at: int

    @property
    def standing(self) -> Standing:
        """Where the person stands by the facts as claimed."""
        judged = self.verdict.judged
        return judged.standings[int(judged.number[self.at])]

    @property
    def reviewed(self) -> int:
        """上長判定Step that counts, `NONE` if none does."""
        return int(self.verdict.steps.reviewed[self.at])

    def step(self, lens: Lens) -> int:
        """Return the Step that the facts come to, 前年度 and 上長判定 apart."""
        steps = self.verdict.steps
        return int((steps.computed if lens is Lens.OFFICIAL else steps.rule)[self.at])

    def outcomes(self, lens: Lens) -> Mapping[tuple[int, int], Outcome]:
        """Return the criteria of the row, held against the person, by Step and 条件番号."""
        found = self.side.outcomes(self.of, lens)
        own = found.outcomes[int(found.number[self.at])]
        return {(one.criterion.step, one.criterion.criterion_no): one for one in own}

    def said(self, outcome: Outcome) -> str:
        """Return whether a criterion is met, as 判定理由 says it."""
        verb = "満たしています" if outcome.met else "満たしていません"
        return f"{verb}({how_far(self.side.policy, outcome)})"

    def named(self, outcome: Outcome) -> str:
        """Return a criterion as 判定理由 names it."""
        what = subject(self.side.policy, self.standing, outcome.criterion)
        return f"条件{outcome.criterion.label} {what}"


class TrialReasons:
    """Says why rows of Step判定 move."""

    def __init__(self, now: JudgedSide, then: JudgedSide) -> None:
        """Take the people as they are judged now, and as they are judged in the trial."""
        self._now, self._then = now, then

    def reasons(self, move: StepMove) -> tuple[str, ...]:
        """Return why a row moves, a phrase each; at least one.

        Args:
            move: The row.
        """
        before, after = self._now.row(move.row), self._then.row(move.row)
        if before is None or after is None:
            return (self._presence(move.row, here=after is not None),)
        lens = Lens.OFFICIAL if move.official else Lens.CLAIMED
        reviewed = _reviewed(before, after) if move.official else None
        if reviewed:
            return (reviewed,)
        tools = self._now.tools(move.row.persona_code), self._then.tools(move.row.persona_code)
        if move.row.tool_code is None and any(tools):
            return tuple(self._by_tool(move.row, lens, tools))
        return tuple(_by_criteria(before, after, lens))

    def _presence(self, of: RowOf, *, here: bool) -> str:
        """Say why a row comes or goes: its tool is judged or not, or the person is there or not."""
        side, other = (self._then, self._now) if here else (self._now, self._then)
        if of.tool_code is not None and of.tool_code not in other.tools(of.persona_code):
            name = side.policy.tool_name(of.tool_code)
            return f"{name}だけの判定が{'加わる' if here else 'なくなる'}"
        on = wareki(other.facts.as_of)
        lacks = f"{on}に在籍していないか、この人材像を持っていない"
        return f"いまは、{lacks}" if here else f"試算では、{lacks}"

    def _by_tool(
        self, of: RowOf, lens: Lens, tools: tuple[Sequence[str], Sequence[str]]
    ) -> Iterator[str]:
        """Tell the persona's own row by the tools whose Step moves, or by how it is judged."""
        moved = False
        for tool in dict.fromkeys((*tools[0], *tools[1])):
            name = self._then.policy.tool_name(tool)
            rows = (side.row(of._replace(tool_code=tool)) for side in (self._now, self._then))
            steps = [None if row is None else row.step(lens) for row in rows]
            if steps[0] != steps[1]:
                moved = True
                was, will = ("判定なし" if s is None else f"Step{s}" for s in steps)
                yield f"{name}の判定が {was} → {will}"
        if not all(tools):
            yield "ツールごとの判定に" + ("なる" if tools[1] else "ならない")
        elif not moved:
            yield "ツールごとの上長判定が替わる"


def _reviewed(before: SideRow, after: SideRow) -> str | None:
    """Say that 上長判定 counts by the trial, or counts no more."""
    was, will = before.reviewed, after.reviewed
    allowed = [row.side.policy.settings.override_allowed for row in (before, after)]
    if allowed[0] == allowed[1] or (was == NONE) == (will == NONE):
        return None
    by_facts = f"(実績ではStep{after.step(Lens.OFFICIAL)})"
    if was != NONE:
        return f"上長判定(Step{was})を使わなくなる{by_facts}"
    return f"上長判定(Step{will})を使うようになる{by_facts}"


def _by_criteria(before: SideRow, after: SideRow, lens: Lens) -> Iterator[str]:
    """Tell a row by its criteria, as far as they lie between the Step now and the Step then."""
    was, will = before.step(lens), after.step(lens)
    one, other = before.side.ladder(before.of), after.side.ladder(after.of)
    whole = not (one.cumulative and other.cumulative)
    first, last = (0 if whole else min(was, will)), max(was, will)
    had, has = before.outcomes(lens), after.outcomes(lens)
    keys = [key for key in sorted({*had, *has}) if first < key[0] <= last]
    if one.cumulative != other.cumulative:
        yield _ladder(after if other.cumulative else before, lens, last, to=other.cumulative)
    for key in keys:
        yield from _criterion(before, after, had.get(key), has.get(key))
    held = int(after.verdict.steps.prior[after.at])
    if lens is Lens.OFFICIAL and held > will:
        yield f"前年度の正式Step{held}からは下がらない(要更新)"


def _ladder(row: SideRow, lens: Lens, last: int, *, to: bool) -> str:
    """Tell that Steps come to build on one another, or do so no more, and what is lacking below."""
    unmet = [
        f"{row.named(one)}を満たしていない({how_far(row.side.policy, one)})"
        for key, one in row.outcomes(lens).items()
        if not one.met and key[0] < last
    ]
    lacking = f": {'、'.join(unmet)}" if unmet else ""
    return f"下のStepの条件{'も要るように' if to else 'が要らなく'}なる{lacking}"


def _criterion(
    before: SideRow, after: SideRow, had: Outcome | None, has: Outcome | None
) -> Iterator[str]:
    if had is None and has is not None:
        yield f"{after.named(has)}が加わる: {after.said(has)}"
    elif has is None and had is not None:
        yield f"{before.named(had)}がなくなる: {before.said(had)}"
    elif had is not None and has is not None:
        name, renamed = before.named(had), after.named(has)
        changed = name if name == renamed else f"{name} → {renamed.removeprefix('条件')}"
        if had.met != has.met:
            yield f"{changed}: {before.said(had)} → {after.said(has)}"
        if had.criterion.any_of != has.criterion.any_of:
            yield f"{changed}が{_group(has)}: {after.said(has)}"


def _group(outcome: Outcome) -> str:
    group = outcome.criterion.any_of
    return f"選択組{group}のどれか1つでよくなる" if group else "必須になる"
