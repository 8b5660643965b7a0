"""The first proposal of a 取込定義 for answers of a form service, which become self-reports.

A file is one of answers where it says when somebody sent it (or bears a receipt) and asks for what
a self-report says. What cannot be told is open: a column, a word, and headers nobody understands.
"""

import re
from collections.abc import Iterator, Sequence

from ledger.judge.importing.answer_columns import (
    TABLES,
    AnswerColumn,
    Sorted,
    is_ticked,
    level_in,
    sorted_out,
    things_named,
)
from ledger.judge.importing.answer_lines import lines_of
from ledger.judge.importing.choices import parted
from ledger.judge.importing.definition import Definition, ImportColumn, ImportWord
from ledger.judge.importing.meanings import Sample, meanings_of
from ledger.judge.importing.wordings import bare_core, wording_of
from ledger.judge.importing.words import LedgerWords
from ledger.layout.answer_tables import ANSWER, answered_column
from ledger.layout.answer_words import ASKED, MAIN, WORDS
from ledger.layout.columns import Column, Kind
from ledger.layout.import_tables import UNKNOWN
from ledger.layout.import_words import Meaning
from ledger.model.folding import folded_digits, name_key, word_of
from ledger.model.terms import TOP_LEVEL, ImportUse

_MOST_WORDS = 80
"""Levels go from 0 to 3; a scale that goes higher is another one."""
_FROM_TO = re.compile(r"(\d)[~-](\d)")
_STEPS = re.compile(r"(\d+)段階")
_NEEDED = ("staff_no", "receipt")
_OWN = ("my_attendances",)
"""Tables that an organiser's list speaks of, too."""


def proposed_answers(name: str, columns: Sequence[Sample], known: LedgerWords) -> Definition | None:
    """Propose how a form service's answers become self-reports.

    Args:
        name: 取込名.
        columns: The columns of the file, left to right.
        known: What the ledger knows.

    Returns:
        The definition; None where the file is none of answers.
    """
    found = sorted_out(columns, known)
    if not _are_answers(found, columns, known):
        return None
    entries = list(_whose(found.asked))
    unsure, notes = list(found.unsure), []
    for table in MAIN:
        lines = lines_of(table, [one for one in found.asked if one.spot[0] == table])
        entries += lines.entries
        unsure += lines.unsure
        if lines.shared:
            notes.append(_ticked_note(lines.shared))
    if found.unnamed:
        notes.append(
            "設定「記名アンケート」が×なので、"
            f"アンケートの設問 {len(found.unnamed)} 列は使いません。"
        )
    used = {entry.header for entry in entries}
    ignored = [
        ImportColumn(column.header, "", "", ImportUse.IGNORED)
        for column in columns
        if column.header not in used
    ]
    words = tuple(dict.fromkeys(_words(entries, columns, known)))
    told = tuple(dict.fromkeys(one for one in unsure if one[0] not in used))
    return Definition(name, (*entries, *ignored), words, told, tuple(notes))


def _are_answers(found: Sorted, columns: Sequence[Sample], known: LedgerWords) -> bool:
    """Whether a file is one of answers, and no list of people or of who completed what."""
    spots = {one.spot for one in found.asked}
    sent, receipt = ("answer", "submitted_on") in spots, ("answer", "receipt") in spots
    asked = {table for table, keys in MAIN.items() if any((table, key) in spots for key in keys)}
    meanings = meanings_of(columns, known)
    if not asked or not (sent or receipt) or Meaning.HIRED in meanings:
        return False
    if asked <= set(_OWN):
        trained = ("my_attendances", "training_code") in spots
        return sent and trained and Meaning.RESULT not in meanings
    return True


def _whose(asked: Sequence[AnswerColumn]) -> Iterator[ImportColumn]:
    """Yield who sent what when; without a number of its own the moment is the receipt."""
    found: dict[str, AnswerColumn] = {}
    for key in (column.key for column in ANSWER.columns):
        own = [one for one in asked if one.spot == ("answer", key)]
        if own:
            found[key] = min(own, key=_rank)
    if "receipt" not in found and "submitted_on" in found:
        found["receipt"] = found["submitted_on"]
    for column in ANSWER.columns:
        if column.key in found:
            header = found[column.key].sample.header
            yield ImportColumn(header, ANSWER.title, column.header, ImportUse.VALUE)
        elif column.key in _NEEDED:
            yield ImportColumn(UNKNOWN, ANSWER.title, column.header, ImportUse.VALUE)


def _rank(one: AnswerColumn) -> int:
    names = [bare_core(name) for name in ASKED[one.spot]]
    cores = wording_of(one.sample.header).cores
    return min((names.index(core) for core in cores if core in names), default=len(names))


def _ticked_note(headers: Sequence[str]) -> str:
    names = "」「".join(headers)
    return (
        f"いくつも選んだ回答は、1つずつの行にします。「{names}」は1つしかないので、"
        "どの行にも同じ内容でよければ「（未定）」のところにその見出しを入れてください。"
    )


def _words(
    entries: Sequence[ImportColumn], columns: Sequence[Sample], known: LedgerWords
) -> Iterator[ImportWord]:
    """Yield the rows of 取込値: every word that the form does not read as it stands."""
    by_header = {column.header: column for column in columns}
    tables = {(entry.column, entry.table) for entry in entries if entry.table}
    for entry in entries:
        column = answered_column(entry.table, entry.column)
        sample = by_header.get(entry.header)
        if column is None or sample is None or entry.use is not ImportUse.VALUE:
            continue
        several = sum(one == entry.column for one, _ in tables) > 1
        name = f"{entry.table}の{entry.column}" if several else entry.column
        table = next(key for key, one in TABLES.items() if one.title == entry.table)
        for word, meaning in _meant((table, column.key), column, sample, known):
            yield ImportWord(name, word, meaning)


def _meant(
    spot: tuple[str, str], column: Column, sample: Sample, known: LedgerWords
) -> Iterator[tuple[str, str | None]]:
    """Yield the words of a column that are not ours, and what they mean; None: nobody knows."""
    values = sample.values
    if column.refers and is_ticked(spot):

        def knows(text: str) -> bool:
            return len(things_named(spot, text, known)) == 1

        parts = dict.fromkeys(part for value in values for part in parted(value, knows))
        unknown = [part for part in parts if not knows(part)]
        yield from ((part, None) for part in unknown[:_MOST_WORDS])
    elif column.kind is Kind.WHOLE:
        yield from _levels(sample.header, values, steps=column.key == "own_step")
    elif column.choices and len(values) <= _MOST_WORDS:
        ours = {name_key(word): meaning for word, meaning in WORDS.get(spot, {}).items()}
        for value in values:
            if word_of(value, column.choices) is None:
                yield value, ours.get(name_key(value))


def _levels(header: str, values: Sequence[str], *, steps: bool) -> Iterator[tuple[str, str | None]]:
    """Yield the words of a scale; where it goes beyond 3 every one of them has to be decided."""
    found = {value: level_in(value) for value in values}
    numbers = [level for level in found.values() if level is not None]
    higher = not steps and (max(numbers, default=0) > TOP_LEVEL or _is_other_scale(header, numbers))
    for value, level in found.items():
        if higher or level is None:
            yield value, None
        elif folded_digits(value) != str(level):
            yield value, str(level)


def _is_other_scale(header: str, levels: Sequence[int]) -> bool:
    """Whether a header says that its scale is not 0 to 3: 5段階, 1〜4, 4段階 without a 0."""
    key = name_key(header)
    said = _FROM_TO.search(key)
    steps = _STEPS.search(key)
    return bool(
        (said and (said[1], said[2]) != ("0", str(TOP_LEVEL)))
        or (steps and (int(steps[1]) != TOP_LEVEL + 1 or 0 not in levels))
    )


__all__ = ["proposed_answers"]
