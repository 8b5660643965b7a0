"""The criteria of one person as data: what issuing writes into `_rules`.

Sets (of trainings, of periods, of projects) are numbered from 1 and shared between the rows of a
persona's tools. The form has as many rows as it takes (`sizes`), so everything has its place.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.form.blocks import FORM_SETTINGS, OWN, RULES, SETTINGS
from ledger.form.kinds import ROWS, DataRow, training_name
from ledger.form.lists import FormLists
from ledger.form.panel_words import COMMON
from ledger.judge.curriculum import mandatory_of, skills_rated
from ledger.judge.kinds import kind_of
from ledger.judge.steps import VerdictRow, rows_of
from ledger.layout.columns import Cell
from ledger.model.policy import Persona, Policy
from ledger.model.terms import CriterionKind, SessionState

Blocks: TypeAlias = Mapping[str, tuple[DataRow, ...]]
"""Rows of `_rules` by block, in the order of the block's keys."""


class Rules(NamedTuple):
    """The rules of one person's form.

    Attributes:
        blocks: Rows of the blocks of `_rules`, without the settings and what is one's own.
        trainings: Codes of the trainings that matter: those of criteria and the 必須 ones.
        claims: `(persona_code, tool_code)` of each verdict row, in order.
        counts_work: Whether any criterion asks for engagements.
        qualified: Whether any criterion asks for 資格.
        kinds: The kinds of its criteria.
        tools: The tools that its criteria name.
        skills: The skills to rate, in the order of the sheet.
    """

    blocks: Blocks
    trainings: frozenset[str]
    claims: tuple[tuple[str, str | None], ...]
    counts_work: bool
    qualified: bool
    kinds: frozenset[CriterionKind]
    tools: frozenset[str] = frozenset()
    skills: tuple[str, ...] = ()


@dataclass
class _RulesDraft:
    """Rules while they are put together."""

    policy: Policy
    lists: FormLists
    blocks: dict[str, list[DataRow]] = field(
        default_factory=lambda: {name: [] for name in RULES if name not in (SETTINGS, *OWN)}
    )
    sets: dict[str, dict[tuple[Cell, ...], int]] = field(
        default_factory=lambda: {"members": {}, "periods": {}, "counts": {}}
    )
    trainings: set[str] = field(default_factory=set)

    def set_of(self, block: str, key: DataRow) -> int:
        """Return the number of a set of periods or projects; a new one is added."""
        known = self.sets[block]
        if key not in known:
            known[key] = len(known) + 1
            self.blocks[block].append(key)
        return known[key]

    def trainings_of(self, about: str, codes: tuple[str, ...]) -> int:
        """Return the number of a set of trainings; a new one is added."""
        known = self.sets["members"]
        if (about,) not in known:
            known[about,] = len(known) + 1
            positions = self.lists.trainings
            self.blocks["members"] += [
                (known[about,], positions[code]) for code in codes if code in positions
            ]
        self.trainings.update(codes)
        return known[about,]


def rules_of(policy: Policy, lists: FormLists, personas: Sequence[Persona]) -> Rules:
    """Put together the rules for somebody who holds some personas.

    Args:
        policy: The policy.
        lists: The lists of the form; trainings, tools and skills are named by position in them.
        personas: The personas held, 有効 ones only, in the order of the sheet.
    """
    draft = _RulesDraft(policy, lists)
    claims: list[tuple[str, str | None]] = []
    for persona in personas:
        claims += _persona(draft, persona)
    _sessions(draft)
    place = RULES["criteria"].keys.index("kind")
    kinds = frozenset(CriterionKind(str(row[place])) for row in draft.blocks["criteria"])
    asked = {ROWS[kind].facts for kind in kinds}
    held = {persona.persona_code for persona in personas}
    return Rules(
        blocks=MappingProxyType({name: tuple(rows) for name, rows in draft.blocks.items()}),
        trainings=frozenset(draft.trainings),
        claims=tuple(claims),
        counts_work="engagements" in asked,
        qualified="qualifications" in asked,
        kinds=kinds,
        tools=_tools_of(policy, personas),
        skills=tuple(s.skill_code for s in skills_rated(policy) if s.persona_code in held),
    )


def _tools_of(policy: Policy, personas: Sequence[Persona]) -> frozenset[str]:
    """Return the tools that criteria of the personas name, by themselves or as their object."""
    held = {persona.persona_code for persona in personas}
    named = {tool for code in held for tool in policy.tools_of(code)}
    asked = {
        criterion.object_code or ""
        for criterion in policy.criteria
        if criterion.persona_code in held and criterion.kind.object_table == "tools"
    }
    return frozenset(named | (asked & policy.tools.keys()))


def _persona(draft: _RulesDraft, persona: Persona) -> list[tuple[str, str | None]]:
    """Add the verdict rows of a persona: its own, and one per tool that its criteria name."""
    rows = rows_of(draft.policy, persona.persona_code)
    with_tools = rows[0].tool_code is not None
    own = len(draft.blocks["verdicts"]) + 1
    begun = len(draft.blocks["criteria"])
    draft.blocks["personas"].append((own,))
    found: list[tuple[str, str | None]] = []
    if with_tools:
        draft.blocks["verdicts"].append((persona.persona_name, None, 0))
        found.append((persona.persona_code, None))
    for row in rows:
        _verdict_row(draft, persona, row, own if with_tools else 0)
    draft.blocks["criteria"][begun:] = _told_once(
        draft.blocks["criteria"][begun:], persona.persona_name, len(rows)
    )
    _mandatory(draft, persona, own)
    return found + [(persona.persona_code, row.tool_code) for row in rows]


def _verdict_row(draft: _RulesDraft, persona: Persona, row: VerdictRow, parent: int) -> None:
    number = len(draft.blocks["verdicts"]) + 1
    tool = draft.policy.tools[row.tool_code].tool_name if row.tool_code else None
    where = f"{persona.persona_name}・{tool}" if tool else persona.persona_name
    for rung in row.rungs:
        draft.blocks["steps"].append((number, rung.step))
        alternatives = list(dict.fromkeys(c.any_of for c in rung.criteria if c.any_of))
        ordered = sorted(
            rung.criteria, key=lambda c: alternatives.index(c.any_of) + 1 if c.any_of else 0
        )
        for criterion in ordered:
            group = alternatives.index(criterion.any_of) + 1 if criterion.any_of else 0
            about = kind_of(criterion).about(criterion, row.tool_code)
            made = ROWS[criterion.kind].line(draft, criterion, about)
            note = f"組{group}は、いずれか1つでよい" if group else None
            head = (number, criterion.step, criterion.criterion_no, criterion.kind.value)
            draft.blocks["criteria"].append((*head, made.need, group, *made.rest, where, note, 0))
    draft.blocks["verdicts"].append((persona.persona_name, tool, parent))


_STEP, _NUMBER, _LABEL, _WHERE, _COMMON = (
    RULES["criteria"].keys.index(key) for key in ("step", "number", "label", "where", "common")
)


def _told_once(rows: Sequence[DataRow], persona: str, tools: int) -> list[DataRow]:
    """Return criteria with those marked that are the same for every tool of a persona.

    The first of them is 1 and says so, the others are 2: they need not be shown.

    Args:
        rows: The criteria of the persona, one tool after another.
        persona: Its name.
        tools: How many tools there are.
    """
    same: dict[DataRow, list[int]] = {}
    for place, row in enumerate(rows):
        same.setdefault((row[_STEP], row[_NUMBER], *row[_NUMBER + 1 : _WHERE]), []).append(place)
    made = [list(row) for row in rows]
    for places in same.values():
        if tools > 1 and len(places) == tools:
            for place in places:
                made[place][_LABEL] = f"{made[place][_LABEL]}{COMMON}"
                made[place][_WHERE] = persona
                made[place][_COMMON] = 1 if place == places[0] else 2
    return [tuple(row) for row in made]


def is_repeated(row: DataRow) -> bool:
    """Whether a criterion of `_rules` says again what one of another tool says."""
    return row[_COMMON] == 2  # noqa: PLR2004 - the mark of `_told_once`


def _mandatory(draft: _RulesDraft, persona: Persona, number: int) -> None:
    """Add the 必須研修 of a persona."""
    codes = mandatory_of(draft.policy, persona.persona_code)
    named = [(number, draft.lists.trainings[c], training_name(draft.policy, c)) for c in codes]
    draft.blocks["mandatory"] += named
    draft.trainings.update(codes)


def _sessions(draft: _RulesDraft) -> None:
    """Add the 予定 sessions of the trainings that criteria ask for, by first day and last."""
    asked = {row[1] for row in draft.blocks["members"]}
    planned = sorted(
        (session.held_on, max(session.held_on, session.last_day), position)
        for session in draft.policy.sessions
        if session.state is SessionState.PLANNED
        and (position := draft.lists.trainings.get(session.training_code, 0)) in asked
    )
    draft.blocks["sessions"] += [(position, held, last) for held, last, position in planned]


def settings_row(policy: Policy, as_of: dt.date, *, closing: bool) -> DataRow:
    """Return the settings that the formulas read: the one row of their block.

    Args:
        policy: The policy.
        as_of: 基準日.
        closing: Whether the form is one of 年度末.
    """
    values = {**policy.settings.model_dump(), "as_of": as_of}
    return (int(closing), *(_as_cell(values[key]) for key in FORM_SETTINGS))


def _as_cell(value: Cell) -> Cell:
    return int(value) if isinstance(value, bool) else value
