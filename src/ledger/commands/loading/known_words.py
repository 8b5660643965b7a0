"""What a ledger knows that helps to read other systems' files, and the rows of 取込定義."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.judge.importing.definition import Definition, ImportWord
from ledger.judge.importing.words import LedgerWords, PolicyThing
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables, address, frame, records, row_number
from ledger.layout.import_tables import IMPORT_COLUMNS, IMPORT_VALUES, LEFT_OUT, RESULT
from ledger.layout.people_tables import SECTIONS, STAFF
from ledger.layout.roster_words import WORDS, Words
from ledger.model.folding import code_key, name_key, number_key
from ledger.model.policy import Policy
from ledger.model.terms import ImportUse, SkillMethod


def known_of(opened: Opened) -> LedgerWords:
    """Return what the ledger knows, as far as it tells what a column of a file holds."""
    policy, staff = opened.policy, opened.tables[STAFF.key]
    trainings = policy.trainings.values()
    names = [*(one.training_name for one in trainings), *policy.aliases]
    sections: dict[str, str] = {}
    for row in records(SECTIONS, opened.tables[SECTIONS.key]):
        if row["level"] is not None:
            for text in (row["section_name"], row["section_code"]):
                sections[name_key(str(text or ""))] = str(row["level"])
    return LedgerWords(
        numbers=frozenset(number_key(str(number)) for number in staff["staff_no"].dropna()),
        names=frozenset(name_key(str(name)) for name in staff["staff_name"].dropna()),
        trainings=frozenset(map(name_key, names)),
        codes=frozenset(code_key(one.training_code) for one in trainings),
        sections=sections,
        things=things_of(policy),
        survey=policy.settings.named_survey,
    )


def things_of(policy: Policy) -> dict[str, tuple[PolicyThing, ...]]:
    """Return what policy declares and an answer may name, by the key of its table.

    Of skills those that people rate themselves in: a form has no others.
    """

    def things(named: Iterable[tuple[str, str]]) -> tuple[PolicyThing, ...]:
        return tuple(PolicyThing(code, f"{code} {name}", (name,)) for code, name in named)

    aliases: dict[str, tuple[str, ...]] = {}
    for alias, code in policy.aliases.items():
        aliases[code] = (*aliases.get(code, ()), alias)
    trainings = things((t.training_code, t.training_name) for t in policy.trainings.values())
    rated = [s for s in policy.skills.values() if s.method is SkillMethod.HEADCOUNT]
    return {
        "trainings": tuple(
            one._replace(names=(*one.names, *aliases.get(one.code, ()))) for one in trainings
        ),
        "tools": things((t.tool_code, t.tool_name) for t in policy.tools.values()),
        "skills": things((s.skill_code, s.skill_name) for s in rated),
        "personas": things((p.persona_code, p.persona_name) for p in policy.personas.values()),
        "questions": things((q.question_code, q.question) for q in policy.questions.values()),
    }


def result_words(definition: Definition) -> Words:
    """Return what the words of result columns mean, with those that HR decided."""
    results = {e.header for e in definition.entries if e.use is ImportUse.RESULT}
    columns = {entry.column for entry in definition.entries if entry.use is ImportUse.RESULT}
    own = [word for word in definition.words if word.column in {RESULT.header, *results, *columns}]
    spoken = {name_key(word.source) for word in own}

    def but(words: Iterable[str]) -> tuple[str, ...]:
        return tuple(word for word in words if name_key(word) not in spoken)

    bare = Words(but(WORDS.positive), but(WORDS.attended), but(WORDS.negative), WORDS.marks)
    positive = {name_key(word) for word in (*WORDS.positive, *WORDS.attended)}
    return bare.also(
        positive=[w.source for w in own if w.value and name_key(w.value) in positive],
        negative=[w.source for w in own if w.value and name_key(w.value) not in positive],
    )


class ImportSheets(NamedTuple):
    """The two sheets of 取込定義 with rows added.

    Attributes:
        changes: The sheets, those that change.
        open_columns: Cells of 取込列 that HR has to fill, with what belongs there.
        open_words: Cells of 取込値 that HR has to fill, by column and word.
        unsure: Cells of 取込列 of headers that nobody can tell, each with header and question.
    """

    changes: dict[str, pd.DataFrame]
    open_columns: tuple[tuple[str, str], ...] = ()
    open_words: tuple[tuple[str, ImportWord], ...] = ()
    unsure: tuple[tuple[str, tuple[str, str]], ...] = ()


def written(tables: Tables, definition: Definition, words: Sequence[ImportWord]) -> ImportSheets:
    """Write a new definition, or words that an old one lacks, onto the two sheets.

    Args:
        tables: The ledger's tables.
        definition: The definition; its entries are written if none of them stands yet.
        words: The words to add to 取込値.
    """
    changes: dict[str, pd.DataFrame] = {}
    stood = tables[IMPORT_COLUMNS.key]
    columns = records(IMPORT_COLUMNS, stood)
    open_columns: list[tuple[str, str]] = []
    unsure: list[tuple[str, tuple[str, str]]] = []
    if all(row["import_name"] != definition.name for row in columns):
        for entry in definition.entries:
            if entry.is_open:
                cell = _next_cell(IMPORT_COLUMNS, stood, "source_header", len(columns))
                open_columns.append((cell, f"{entry.table}の「{entry.column}」"))
            if not entry.table and (question := dict(definition.unsure).get(entry.header)):
                cell = _next_cell(IMPORT_COLUMNS, stood, "table_title", len(columns))
                unsure.append((cell, (entry.header, question)))
            values = (definition.name, entry.header, entry.table, entry.column, entry.use.value)
            columns.append(dict(zip(IMPORT_COLUMNS.keys, (v or None for v in values), strict=True)))
        changes[IMPORT_COLUMNS.key] = frame(IMPORT_COLUMNS, columns)
    rows = records(IMPORT_VALUES, tables[IMPORT_VALUES.key])
    open_words: list[tuple[str, ImportWord]] = []
    for word in words:
        if word.value is None:
            cell = _next_cell(IMPORT_VALUES, tables[IMPORT_VALUES.key], "value", len(rows))
            open_words.append((cell, word))
        values_: tuple[Cell, ...] = (definition.name, word.column, word.source, word.value)
        rows.append(dict(zip(IMPORT_VALUES.keys, values_, strict=True)))
    if words:
        changes[IMPORT_VALUES.key] = frame(IMPORT_VALUES, rows)
    return ImportSheets(changes, tuple(open_columns), tuple(open_words), tuple(unsure))


def _next_cell(table: Table, stood: pd.DataFrame, key: str, position: int) -> str:
    """Return the address that a cell of a row will have once it is written."""
    return address(table, stood, key, row_number(stood, position))


__all__ = ["LEFT_OUT", "ImportSheets", "known_of", "result_words", "written"]
