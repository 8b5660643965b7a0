"""Words of a file turned into ours: by 取込値, else where nobody doubts it; else they are open."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from ledger.judge.importing.definition import Definition, ImportColumn, ImportWord
from ledger.judge.importing.proposal import named
from ledger.judge.importing.words import LedgerWords, is_asked, meant
from ledger.layout.columns import Column
from ledger.layout.import_tables import BLANK, LEFT_OUT
from ledger.model.folding import name_key, word_of
from ledger.read.cells.cell import Raw
from ledger.read.lists import text_of
from ledger.read.table_grid import is_filled


class Translated(NamedTuple):
    """A column of a file in our words.

    Attributes:
        entry: The column.
        cells: What each row says, by index among the rows.
        left_out: Rows whose word says （除く）.
        open: Rows of each word that nobody has decided, by the word ("" for a blank cell).
        new: Rows for 取込値 of words that are not there yet.
    """

    entry: ImportColumn
    cells: Sequence[Raw]
    left_out: frozenset[int] = frozenset()
    open: Mapping[str, tuple[int, ...]] = MappingProxyType({})
    new: tuple[ImportWord, ...] = ()


class Dictionary(NamedTuple):
    """What the words of a file mean.

    Attributes:
        definition: What HR decided.
        known: What the ledger knows.
    """

    definition: Definition
    known: LedgerWords

    def translated(
        self, entry: ImportColumn, column: Column, raws: Sequence[Raw], rows: Sequence[int]
    ) -> Translated:
        """Turn a column of the file into our words.

        Args:
            entry: The column.
            column: Our column.
            raws: Its cells.
            rows: The rows that are rows of the list.
        """
        values = list(raws)
        left_out: set[int] = set()
        open_: dict[str, tuple[int, ...]] = {}
        new: dict[str, ImportWord] = {}
        name = named(entry, self.definition.entries)
        for row in rows:
            text = text_of(raws[row])
            value, word = self._meaning(entry, column, text)
            if word is not None:
                new.setdefault(name_key(text), ImportWord(name, text, word.value))
            if value is None:
                open_[text] = (*open_.get(text, ()), row)
            elif name_key(value) == name_key(LEFT_OUT):
                left_out.add(row)
                values[row] = None
            elif name_key(value) == name_key(BLANK):
                values[row] = None
            elif value != text:
                values[row] = value
        return Translated(entry, values, frozenset(left_out), open_, tuple(new.values()))

    def _meaning(
        self, entry: ImportColumn, column: Column, text: str
    ) -> tuple[str | None, ImportWord | None]:
        """Return what a word means (None: nobody said), and the row that 取込値 lacks of it."""
        own = self.definition.word(entry.table, entry.column, text)
        if own is not None:
            return own.value, None
        asked = is_asked(entry.table, column)
        if not is_filled(text) or not asked or word_of(text, column.choices) is not None:
            return text, None
        value = meant(entry.table, column, text, self.known)
        if value is None:
            return None, ImportWord("", text, None)
        silent = value == text or column.key == "level"
        return value, None if silent else ImportWord("", text, value)


def as_is(entry: ImportColumn, raws: Sequence[Raw]) -> Translated:
    """Return a column whose words are taken as they stand."""
    return Translated(entry, raws)


def fixed(entry: ImportColumn, rows: int) -> Translated:
    """Return a column that says the same in every row."""
    return Translated(entry, [entry.header] * rows)
