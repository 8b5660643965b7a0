"""The criteria of one person as data: what issuing writes into `_rules`.

Sets (of trainings, of periods, of projects) are numbered from 1 and shared between the rows of a
persona's tools. What does not fit the form is left out row by row, never in part: a verdict row is
shown with all its criteria or not at all.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.judge.curriculum import mandatory_of
from ledger.judge.kinds import kind_of
from ledger.judge.steps import Row, rows_of
from ledger.layout.columns import Cell
from ledger.model.policy import Persona, Policy
from ledger.model.terms import CriterionKind, SessionState
from ledger.present.form.blocks import RULES
from ledger.present.form.kinds import ROWS, DataRow, training_name
from ledger.present.form.lists import Lists

Blocks: TypeAlias = Mapping[str, tuple[DataRow, ...]]
"""Rows of `_rules` by block, in the order of the block's keys."""

OVERFLOW = (
    "※ この様式に入りきらない条件があり、「—」の行は計算できません。正しい判定は、"
    "人事担当の台帳の「Step判定」シートで確かめられます。"
)
TOO_MANY_FACTS = (
    "※ 実績が多く、この様式に入りきりません。ここの表示は実際と違うことがあります。正しい判定は、"
    "人事担当の台帳の「Step判定」シートで確かめられます。"
)


class Rules(NamedTuple):
    """The rules of one person's form.

    Attributes:
        blocks: Rows of the blocks of `_rules`, without the settings and what is one's own.
        trainings: Codes of the trainings that matter: those of criteria and the 必須 ones.
        claims: `(persona_code, tool_code)` of each verdict row, in order.
        counts_work: Whether any criterion asks for engagements.
        qualified: Whether any criterion asks for 資格.
        overflow: Whether something did not fit.
    """

    blocks: Blocks
    trainings: frozenset[str]
    claims: tuple[tuple[str, str | None], ...]
    counts_work: bool
    qualified: bool
    overflow: bool


@dataclass
class _Draft:
    """Rules while they are put together."""

    policy: Policy
    lists: Lists
    blocks: dict[str, list[DataRow]] = field(
        default_factory=lambda: {name: [] for name in RULES if name not in ("settings", "past")}
    )
    sets: dict[str, dict[tuple[Cell, ...], int]] = field(
        default_factory=lambda: {"members": {}, "periods": {}, "counts": {}}
    )
    trainings: set[str] = field(default_factory=set)
    overflow: bool = False

    def add(self, changes: Mapping[str, Sequence[DataRow]]) -> bool:
        """Append rows to blocks if all of them fit; say whether they did."""
        if any(len(self.blocks[n]) + len(rows) > RULES[n].rows for n, rows in changes.items()):
            self.overflow = True
            return False
        for name, rows in changes.items():
            self.blocks[name] += rows
        return True


def rules_of(policy: Policy, lists: Lists, personas: Sequence[Persona]) -> Rules:
    """Put together the rules for somebody who holds some personas.

    Args:
        policy: The policy.
        lists: The lists of the form; trainings, tools and skills are named by position in them.
        personas: The personas held, 有効 ones only, in the order of the sheet.
    """
    draft = _Draft(policy, lists)
    claims: list[tuple[str, str | None]] = []
    for persona in personas:
        claims += _persona(draft, persona)
    _sessions(draft)
    place = RULES["criteria"].keys.index("kind")
    kinds = {CriterionKind(str(row[place])) for row in draft.blocks["criteria"]}
    asked = {ROWS[kind].facts for kind in kinds}
    return Rules(
        blocks=MappingProxyType({name: tuple(rows) for name, rows in draft.blocks.items()}),
        trainings=frozenset(draft.trainings),
        claims=tuple(claims),
        counts_work="engagements" in asked,
        qualified="qualifications" in asked,
        overflow=draft.overflow,
    )


def _persona(draft: _Draft, persona: Persona) -> list[tuple[str, str | None]]:
    """Add the verdict rows of a persona: its own, and one per tool that its criteria name."""
    rows = rows_of(draft.policy, persona.persona_code)
    with_tools = rows[0].tool_code is not None
    own = len(draft.blocks["verdicts"]) + 1
    wanted = len(rows) + with_tools
    if own - 1 + wanted > RULES["verdicts"].rows:
        draft.overflow = True
        if own > RULES["verdicts"].rows:
            return []
        draft.blocks["verdicts"].append((persona.persona_name, None, 0, 0))
        return [(persona.persona_code, None)]
    found: list[tuple[str, str | None]] = []
    if with_tools:
        draft.blocks["verdicts"].append((persona.persona_name, None, 0, 1))
        found.append((persona.persona_code, None))
    shown = [_verdict_row(draft, persona, row, own if with_tools else 0) for row in rows]
    if not all(shown) and with_tools:
        draft.blocks["verdicts"][own - 1] = (persona.persona_name, None, 0, 0)
    _mandatory(draft, persona, own)
    return found + [(persona.persona_code, row.tool_code) for row in rows]


def _verdict_row(draft: _Draft, persona: Persona, row: Row, parent: int) -> bool:
    number = len(draft.blocks["verdicts"]) + 1
    tool = draft.policy.tools[row.tool_code].tool_name if row.tool_code else None
    known = {name: dict(sets) for name, sets in draft.sets.items()}
    changes: dict[str, list[DataRow]] = {"members": [], "periods": [], "counts": []}
    where = f"{persona.persona_name}・{tool}" if tool else persona.persona_name
    criteria: list[DataRow] = []
    for rung in row.rungs:
        alternatives = list(dict.fromkeys(c.any_of for c in rung.criteria if c.any_of))
        ordered = sorted(
            rung.criteria, key=lambda c: alternatives.index(c.any_of) + 1 if c.any_of else 0
        )
        for criterion in ordered:
            group = alternatives.index(criterion.any_of) + 1 if criterion.any_of else 0
            about = kind_of(criterion).about(criterion, row.tool_code)
            made = ROWS[criterion.kind].line(_Sets(draft, changes), criterion, about)
            note = f"組{group}は、いずれか1つでよい" if group else None
            head = (number, criterion.step, criterion.criterion_no, criterion.kind.value)
            criteria.append((*head, made.need, group, *made.rest, where, note))
    changes["criteria"] = criteria
    changes["steps"] = [(number, rung.step) for rung in row.rungs]
    fits = draft.add(changes)
    if not fits:
        draft.sets = known
    draft.blocks["verdicts"].append((persona.persona_name, tool, parent, int(fits)))
    return fits


class _Sets(NamedTuple):
    """The sets of a draft, and the rows that a verdict row adds to them."""

    draft: _Draft
    changes: dict[str, list[DataRow]]

    @property
    def policy(self) -> Policy:
        return self.draft.policy

    @property
    def lists(self) -> Lists:
        return self.draft.lists

    def set_of(self, block: str, key: DataRow) -> int:
        known = self.draft.sets[block]
        if key not in known:
            known[key] = len(known) + 1
            self.changes[block].append(key)
        return known[key]

    def trainings_of(self, about: str, codes: tuple[str, ...]) -> int:
        known = self.draft.sets["members"]
        if (about,) not in known:
            known[about,] = len(known) + 1
            positions = self.draft.lists.trainings
            self.changes["members"] += [
                (known[about,], positions[code]) for code in codes if code in positions
            ]
        self.draft.trainings.update(codes)
        return known[about,]


def _mandatory(draft: _Draft, persona: Persona, number: int) -> None:
    """Add the 必須研修 of a persona."""
    codes = mandatory_of(draft.policy, persona.persona_code)
    named = [(number, draft.lists.trainings[c], training_name(draft.policy, c)) for c in codes]
    if draft.add({"mandatory": named}):
        draft.trainings.update(codes)


def _sessions(draft: _Draft) -> None:
    """Add the 予定 sessions of the trainings that criteria ask for, by first day and last."""
    asked = {row[1] for row in draft.blocks["members"]}
    planned = sorted(
        (session.held_on, max(session.held_on, session.last_day), position)
        for session in draft.policy.sessions
        if session.state is SessionState.PLANNED
        and (position := draft.lists.trainings.get(session.training_code, 0)) in asked
    )
    rows: list[DataRow] = [(position, held, last) for held, last, position in planned]
    most = RULES["sessions"].rows
    draft.overflow = draft.overflow or len(rows) > most
    draft.blocks["sessions"] += rows[:most]


def settings_block(
    policy: Policy, as_of: dt.date, *, closing: bool, overflow: str | None
) -> tuple[DataRow, ...]:
    """Return the settings that the formulas read, in the order of `SETTING_KEYS`.

    Args:
        policy: The policy.
        as_of: 基準日.
        closing: Whether the form is one of 年度末.
        overflow: What to say of what did not fit, if anything.
    """
    settings = policy.settings
    return (
        ("as_of", as_of),
        ("continuous", int(settings.lead_mode.name == "CONTINUOUS")),
        ("day_carry", settings.day_carry),
        ("colead_counts", int(settings.colead_counts)),
        ("leave_stops_clock", int(settings.leave_stops_clock)),
        ("cumulative", int(settings.cumulative_steps)),
        ("digital_min", settings.goals_digital_min),
        ("fiscal_year", settings.fiscal_year),
        ("closing", int(closing)),
        ("overflow", overflow),
    )
