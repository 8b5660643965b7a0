"""A card as rows of 人材像, Step, Step条件, スキル要件, 研修体系 and 研修: only what differs."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from ledger.judge.cards.labels import card_names, next_code
from ledger.judge.cards.line_cells import CardCells, Made
from ledger.judge.cards.shown import BLANK, ShownCard, shown_card
from ledger.judge.cards.typed_lines import typed_criteria, typed_steps
from ledger.judge.cards.typed_needs import NeedReader
from ledger.layout import ledger
from ledger.layout.columns import Cell, NewRow, RowKey, RowValues, Table
from ledger.layout.frames import Tables, frame, records
from ledger.layout.persona_card import (
    ABOUT,
    NAME,
    SORT,
    CardField,
    CardSheet,
)
from ledger.model.folding import name_key
from ledger.model.policy import Persona, Policy, Record, Skill, Training
from ledger.model.problems import Problem, Severity
from ledger.model.terms import Flag, PersonaCategory, Scope

CARD_TABLES = ("personas", "steps", "criteria", "skills", "training_map", "trainings")
"""The tables that a card fills."""


class RowChange(NamedTuple):
    """One row that a card adds, changes or removes.

    Attributes:
        table: Its table.
        row: The row, as it will stand or as it stood.
        word: 追加, 変更 or 削除.
    """

    table: Table
    row: RowValues
    word: str


class CarriedCard(NamedTuple):
    """What carrying a card over comes to.

    Attributes:
        persona_code: The persona, with the code proposed for a new one.
        tables: Whole new tables by key; only those that differ.
        rows: What is added, changed and removed, row by row.
        problems: What is wrong with the card; an error keeps all of it from being carried over.
    """

    persona_code: str
    tables: Mapping[str, pd.DataFrame]
    rows: tuple[RowChange, ...]
    problems: tuple[Problem, ...]

    @property
    def usable(self) -> bool:
        """Whether the card can be carried over."""
        return not any(one.severity is Severity.ERROR for one in self.problems)


def carried(
    policy: Policy, tables: Tables, card: CardSheet, persona_code: str | None
) -> CarriedCard:
    """Turn a card into rows.

    Args:
        policy: The policy as it stands.
        tables: The ledger's tables.
        card: The card as HR left it.
        persona_code: The persona that it is about; None for a new one.

    Returns:
        The tables that differ. Rows without a place on the card stay as they are; a skill that is
        no longer on it becomes 有効 ×, nothing of it is lost; names that are new get codes.
    """
    blank = BLANK if card.loaded else BLANK._replace(content=card.written)
    shown = shown_card(policy, persona_code) if persona_code else blank
    cells = CardCells(card.typed, shown.content, card.addresses)
    code = persona_code or next_code(policy.personas, "P")
    written = _Written(policy, tables, shown, cells, code)
    return written.carried()


class _Written:
    """One card on its way into the tables."""

    def __init__(
        self, policy: Policy, tables: Tables, shown: ShownCard, cells: CardCells, code: str
    ) -> None:
        self._policy, self._tables, self._shown = policy, tables, shown
        self._cells, self._code = cells, code
        taken = {*policy.trainings, *policy.groups}
        self._made_trainings = Made(lambda new: next_code([*taken, *new], "T"), name_key)
        self._made_skills = Made(lambda new: next_code([*policy.skills, *new], "S"), name_key)

    def carried(self) -> CarriedCard:
        names = card_names(self._policy, self._code)
        persona = self._persona()
        steps = typed_steps(self._cells, self._shown, self._code)
        criteria = typed_criteria(self._cells, self._shown, names, self._made_trainings, self._code)
        made = (self._made_trainings, self._made_skills)
        reader = NeedReader(self._cells, self._shown, names, made, self._policy.skills)
        needs = reader.read(self._code)
        problems = tuple(self._cells.problems)
        if any(one.severity is Severity.ERROR for one in problems) or persona is None:
            return CarriedCard(self._code, {}, (), problems)
        old = self._shown
        skills = {**needs.skills, **self._ended(needs.skills)}
        entries = [need.entry for need in old.needs.values() if need.entry]
        trainings = [
            Training(training_code=one.code, training_name=one.name)
            for one in self._made_trainings.names
        ]
        found = {
            "trainings": self._edited("trainings", (), trainings),
            "personas": self._edited("personas", self._standing_persona(), [persona]),
            "steps": self._edited("steps", old.steps.values(), steps),
            "criteria": self._edited("criteria", old.criteria.values(), criteria),
            "skills": self._edited("skills", self._standing_skills(skills), skills.values()),
            "training_map": self._edited("training_map", entries, needs.entries),
        }
        return CarriedCard(
            self._code,
            {key: edited.data for key, edited in found.items() if edited.rows},
            tuple(row for edited in found.values() for row in edited.rows),
            problems,
        )

    def _persona(self) -> Persona | None:
        cells = self._cells
        name_at, scope_at = CardField(NAME, "persona_name"), CardField(NAME, "scope")
        name, scope = cells.text(name_at), cells.word(scope_at, Scope)
        category = cells.word(CardField(SORT, "category"), PersonaCategory)
        active = cells.word(CardField(NAME, "active"), Flag) is not Flag.NO
        if not name:
            cells.missing(name_at)
        others = (p for c, p in self._policy.personas.items() if c != self._code)
        if name and any(name_key(one.persona_name) == name_key(name) for one in others):
            cells.find("card-name-taken", name_at, value=name)
        if scope is None and not cells.text(scope_at):
            cells.missing(scope_at, "(全職員か、指名した人か)")
        if not name or scope is None:
            return None
        return Persona(
            persona_code=self._code,
            persona_name=name,
            definition=cells.text(CardField(ABOUT, "definition")) or None,
            scope=scope,
            category=category,
            active=active,
        )

    def _standing_persona(self) -> Iterator[Persona]:
        if self._code in self._policy.personas:
            yield self._policy.personas[self._code]

    def _ended(self, typed: Mapping[str, Skill]) -> dict[str, Skill]:
        """Return the skills that are no longer on the card: not 有効 any more."""
        gone = {need.skill_code for need in self._shown.needs.values()} - set(typed)
        gone -= self._shown.held_skills
        skills = self._policy.skills
        return {code: skills[code].model_copy(update={"active": False}) for code in gone}

    def _standing_skills(self, meant: Iterable[str]) -> list[Skill]:
        return [self._policy.skills[code] for code in meant if code in self._policy.skills]

    def _edited(self, key: str, before: Iterable[Record], after: Iterable[Record]) -> "EditedTable":
        table = ledger.BY_KEY[key]
        return edited_table(table, self._tables[key], self._code, list(before), list(after))


class EditedTable(NamedTuple):
    """A table with the rows of a card exchanged."""

    data: pd.DataFrame
    rows: tuple[RowChange, ...]


def edited_table(
    table: Table,
    data: pd.DataFrame,
    persona_code: str,
    before: Sequence[Record],
    after: Sequence[Record],
) -> EditedTable:
    """Exchange rows of a table: changed ones in their place, new ones after the persona's last.

    Args:
        table: The table.
        data: Its rows.
        persona_code: The persona whose rows stand together.
        before: The rows that the card stood for.
        after: The rows that it stands for now.
    """
    cells = partial(_cells, table)
    old = {_key(table, cells(one)): cells(one) for one in before}
    new = {_key(table, cells(one)): cells(one) for one in after}
    changes: list[RowChange] = []
    rows: list[RowValues] = []
    done: set[RowKey] = set()
    last = None
    for row in records(table, data):
        key = _key(table, row)
        touched = key in old and key not in done
        if touched and key not in new:
            changes.append(RowChange(table, row, "削除"))
            done.add(key)
            continue
        if touched and new[key] != old[key]:
            row = {**row, **{k: v for k, v in new[key].items() if v != old[key].get(k)}}  # noqa: PLW2901 - the row as it will stand
            changes.append(RowChange(table, row, "変更"))
        done.add(key)
        rows.append(row)
        if row.get("persona_code") == persona_code:
            last = len(rows)
    added = [row for key, row in new.items() if key not in old]
    changes += [RowChange(table, row, "追加") for row in added]
    at = len(rows) if last is None else last
    return EditedTable(frame(table, [*rows[:at], *added, *rows[at:]]), tuple(changes))


def _cells(table: Table, record: Record) -> NewRow:
    """Return a record as cells; flags as their words."""
    row: NewRow = {}
    for key, value in record.model_dump(mode="json").items():
        if key in table.keys:
            row[key] = _flagged(value)
    return row


def _flagged(value: object) -> Cell:
    if isinstance(value, bool):
        return Flag.YES.value if value else Flag.NO.value
    return value if isinstance(value, str | int | float) else None


def _key(table: Table, row: RowValues) -> RowKey:
    return tuple(row.get(key) for key in table.row_key)


def outdated(card: CardSheet, shown: ShownCard) -> tuple[CardField, ...]:
    """Return the cells that the tables now say otherwise than when the card was written."""
    return card._replace(typed=shown.content).edited


__all__ = ["CARD_TABLES", "CarriedCard", "RowChange", "carried", "edited_table", "outdated"]
