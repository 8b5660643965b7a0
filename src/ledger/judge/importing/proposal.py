"""The first proposal of a 取込定義: rows of 取込列 and 取込値 for a file of a new form.

A pure rule over headers, what stands below them, and what the ledger knows. What cannot be told is
left open: a column that is needed and was not found, a word whose meaning offices differ in.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.importing.definition import Definition, ImportColumn, ImportWord
from ledger.judge.importing.meanings import Sample, bears_names, meanings_of
from ledger.judge.importing.words import LedgerWords, head_level, is_asked, level_of, meant
from ledger.layout.import_tables import FILLED, RESULT, UNKNOWN, filled_column
from ledger.layout.import_words import Meaning
from ledger.layout.people_tables import HEADS, LEAVES, POSTINGS, SECTIONS, STAFF
from ledger.model.folding import name_key, number_key, word_of
from ledger.model.terms import ImportUse

ATTENDED = next(title for title, table in FILLED.items() if table.key == "attendances")
_LEVELS = (Meaning.DEPARTMENT, Meaning.DIVISION, Meaning.UNIT, Meaning.SECTION_NAME)
_LEVEL_CODES = (
    *(Meaning.DEPARTMENT_CODE, Meaning.DIVISION_CODE, Meaning.UNIT_CODE, Meaning.SECTION_CODE),
)
_MOST_WORDS = 80
"""Different words of a column that are written down; more are no list of words."""

_ROSTER: Mapping[Meaning, str] = {
    Meaning.NUMBER: "staff_no",
    Meaning.NAME: "staff_name",
    Meaning.FAMILY: "family_name",
    Meaning.GIVEN: "given_name",
    Meaning.KANA: "kana",
    Meaning.TRAINING_CODE: "training_code",
    Meaning.TRAINING: "training_name",
    Meaning.COMPLETED: "completed_on",
    Meaning.SESSION: "session_no",
    Meaning.EVIDENCE: "evidence",
}
_STAFF: Mapping[Meaning, str] = {
    Meaning.NUMBER: "staff_no",
    Meaning.NAME: "staff_name",
    Meaning.KANA: "kana",
    Meaning.GRADE: "grade",
    Meaning.EMPLOYMENT: "employment",
    Meaning.HIRED: "hired_on",
    Meaning.RETIRED: "retired_on",
}
_POSTING: Mapping[Meaning, str] = {
    Meaning.NUMBER: "staff_no",
    Meaning.SINCE: "started_on",
    Meaning.APPLIED: "applied_on",
}
_HEAD: Mapping[Meaning, str] = {
    Meaning.NUMBER: "staff_no",
    Meaning.GRADE: "kind",
    Meaning.APPLIED: "applied_on",
}
_LEAVE: Mapping[Meaning, str] = {
    Meaning.NUMBER: "staff_no",
    Meaning.LEAVE_KIND: "kind",
    Meaning.LEAVE_START: "started_on",
    Meaning.LEAVE_END: "ended_on",
}


class _File(NamedTuple):
    """A file, its columns by what they speak of."""

    columns: Sequence[Sample]
    meanings: Sequence[Meaning | None]
    known: LedgerWords

    def of(self, meaning: Meaning) -> Sample | None:
        """Return the column of a meaning."""
        pairs = zip(self.meanings, self.columns, strict=True)
        own = next((column for one, column in pairs if one is meaning), None)
        if own is None and meaning is Meaning.NAME and not self.has(Meaning.FAMILY):
            numbers = self.of(Meaning.NUMBER)
            return numbers if numbers and bears_names(numbers) else None
        return own

    def has(self, *meanings: Meaning) -> bool:
        """Whether the file has a column of one of some meanings."""
        return any(meaning in self.meanings for meaning in meanings)

    def filled(self, table: str, columns: Mapping[Meaning, str]) -> Iterator[ImportColumn]:
        """Yield the rows of 取込列 for a table, in the order of the mapping."""
        for meaning, key in columns.items():
            if (column := self.of(meaning)) is not None:
                yield _entry(column.header, table, key)


def _entry(header: str, table: str, key: str, use: ImportUse = ImportUse.VALUE) -> ImportColumn:
    return ImportColumn(header, table, FILLED[table].column(key).header, use)


def proposed(name: str, columns: Sequence[Sample], known: LedgerWords) -> Definition | None:
    """Propose how a file fills the ledger's tables.

    Args:
        name: 取込名.
        columns: The columns of the file, left to right.
        known: What the ledger knows.

    Returns:
        The definition; None where nobody can be told by it, as the file has no 職員番号, or where
        nothing is said of anybody.
    """
    file = _File(columns, meanings_of(columns, known), known)
    if not file.has(Meaning.NUMBER):
        return None
    entries = tuple(_roster(file) if _is_roster(file) else _people(file))
    if not any(entry.use is not ImportUse.IGNORED for entry in entries):
        return None
    used = {entry.header for entry in entries}
    ignored = (
        ImportColumn(column.header, "", "", ImportUse.IGNORED)
        for column in columns
        if column.header not in used
    )
    entries = (*entries, *ignored)
    by_header = {column.header: column for column in columns}
    return Definition(name, entries, tuple(_words(entries, by_header, known)))


def _is_roster(file: _File) -> bool:
    """Whether a file says who completed what, not who somebody is."""
    taught = file.has(Meaning.TRAINING, Meaning.TRAINING_CODE)
    when = file.has(Meaning.COMPLETED)
    return (taught and (when or file.has(Meaning.RESULT))) or (when and not file.has(Meaning.HIRED))


def _roster(file: _File) -> Iterator[ImportColumn]:
    yield from file.filled(ATTENDED, _ROSTER)
    for meaning, column in zip(file.meanings, file.columns, strict=True):
        if meaning is Meaning.RESULT:
            yield ImportColumn(column.header, ATTENDED, RESULT.header, ImportUse.RESULT)
    if not file.has(Meaning.TRAINING, Meaning.TRAINING_CODE):
        yield _entry(UNKNOWN, ATTENDED, "training_name", ImportUse.FIXED)
    if not file.has(Meaning.COMPLETED):
        yield _entry(UNKNOWN, ATTENDED, "completed_on")


def _people(file: _File) -> Iterator[ImportColumn]:
    staff, placed = _is_master(file), file.has(*_LEVELS, *_LEVEL_CODES)
    if file.has(*_LEVELS):
        yield from _sections(file)
    if staff:
        yield from _staff(file)
    if placed:
        yield from _posting(file, POSTINGS.title, _POSTING)
        if not staff:
            yield from file.filled(POSTINGS.title, {Meaning.NAME: "staff_name"})
        yield from _second(file)
    if placed and _heads_somebody(file):
        yield from _posting(file, HEADS.title, _HEAD)
    if file.has(Meaning.LEAVE_START):
        yield from file.filled(LEAVES.title, _LEAVE)
        if not file.has(Meaning.LEAVE_KIND):
            yield _entry(UNKNOWN, LEAVES.title, "kind", ImportUse.FIXED)


def _is_master(file: _File) -> bool:
    """Whether a file is a list of the staff itself, not only of who moves where."""
    if file.has(Meaning.HIRED):
        return True
    numbers = file.of(Meaning.NUMBER)
    new = any(number_key(n) not in file.known.numbers for n in (numbers.values if numbers else ()))
    named = file.of(Meaning.NAME) is not None or file.has(Meaning.FAMILY)
    return named and new and file.has(Meaning.GRADE, Meaning.EMPLOYMENT)


def _staff(file: _File) -> Iterator[ImportColumn]:
    yield from file.filled(STAFF.title, _STAFF)
    named = file.of(Meaning.NAME) is not None
    if not named:
        parts = {Meaning.FAMILY: "staff_name", Meaning.GIVEN: "staff_name"}
        yield from file.filled(STAFF.title, parts)
    if not named and not file.has(Meaning.FAMILY):
        yield _entry(UNKNOWN, STAFF.title, "staff_name")
    if not file.has(Meaning.HIRED):
        yield _entry(UNKNOWN, STAFF.title, "hired_on")


def _sections(file: _File) -> Iterator[ImportColumn]:
    names, codes = _placing(file)
    for column in codes:
        yield _entry(column.header, SECTIONS.title, "section_code")
    for column in names:
        yield _entry(column.header, SECTIONS.title, "section_name")
    for column in names:
        is_one = column is file.of(Meaning.SECTION_NAME)
        if is_one and any(level_of(value) is None for value in column.values):
            yield _entry(column.header, SECTIONS.title, "level")


def _placing(file: _File) -> tuple[list[Sample], list[Sample]]:
    """Return the columns of sections, from the top down, and those of their codes."""
    names = [column for level in _LEVELS if (column := file.of(level))]
    codes = [column for level in _LEVEL_CODES if (column := file.of(level))]
    if not codes and len(names) == 1 and _bears_codes(names[0]):
        codes = names
    return names, codes


def _bears_codes(column: Sample) -> bool:
    """Whether every name of a section has its code before it (「0110 総務課」)."""
    return bool(column.values) and all(
        name_key(value)[:2].isdecimal() and not name_key(value).isdecimal()
        for value in column.values
    )


def _posting(file: _File, table: str, columns: Mapping[Meaning, str]) -> Iterator[ImportColumn]:
    names, codes = _placing(file)
    own = dict(columns)
    own.pop(Meaning.NUMBER)
    yield _entry(_header(file, Meaning.NUMBER), table, "staff_no")
    for column in codes:
        yield _entry(column.header, table, "section_code")
    for column in names:
        if not codes or len(names) > 1:
            yield _entry(column.header, table, "section_name")
    yield from file.filled(table, own)


def _second(file: _File) -> Iterator[ImportColumn]:
    """Yield the rows of 取込列 for 兼務: every column of it is one more posting."""
    for meaning, column in zip(file.meanings, file.columns, strict=True):
        if meaning is Meaning.SECOND_CODE or (
            meaning is Meaning.SECOND_NAME and _bears_codes(column)
        ):
            yield _entry(column.header, POSTINGS.title, "second_code")
        if meaning is Meaning.SECOND_NAME:
            yield _entry(column.header, POSTINGS.title, "second_name")


def _header(file: _File, meaning: Meaning) -> str:
    column = file.of(meaning)
    return column.header if column else UNKNOWN


def _heads_somebody(file: _File) -> bool:
    titles = file.of(Meaning.GRADE)
    return titles is not None and any(head_level(value) for value in titles.values)


def _words(
    entries: Sequence[ImportColumn], columns: Mapping[str, Sample], known: LedgerWords
) -> Iterator[ImportWord]:
    """Yield the rows of 取込値: every word that is not ours, and what it means if that is known."""
    for entry in entries:
        column = columns.get(entry.header)
        if column is None or entry.use not in (ImportUse.VALUE, ImportUse.RESULT):
            continue
        if entry.use is ImportUse.RESULT:
            yield from (ImportWord(RESULT.header, word, None) for word in column.unclear)
            continue
        yield from new_words(entry, column.values, known, entries)


def new_words(
    entry: ImportColumn, values: Sequence[str], known: LedgerWords, entries: Sequence[ImportColumn]
) -> Iterator[ImportWord]:
    """Yield the rows of 取込値 for words of a column that are not our own.

    Args:
        entry: The column.
        values: The words, each once.
        known: What the ledger knows.
        entries: All columns of the definition.
    """
    own = filled_column(entry.table, entry.column)
    if own is None or not is_asked(entry.table, own) or len(values) > _MOST_WORDS:
        return
    name = named(entry, entries)
    for value in values:
        meaning = meant(entry.table, own, value, known)
        if own.choices and word_of(value, own.choices) is not None:
            continue
        if meaning is None or (own.key != "level" and meaning != value):
            yield ImportWord(name, value, meaning)


def named(entry: ImportColumn, entries: Sequence[ImportColumn]) -> str:
    """Return what 取込値 calls a column: with its table where several have one of that name."""
    tables = {other.table for other in entries if other.column == entry.column}
    return f"{entry.table}の{entry.column}" if len(tables) > 1 else entry.column
