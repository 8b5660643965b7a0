"""What stands in the columns of names: each code's name as its master has it now.

A code that its master does not know has none; 台帳点検 tells of it. Whole columns are looked up at
once, never cell by cell.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

import pandas as pd

from ledger.layout.columns import Table
from ledger.layout.frames import Tables
from ledger.layout.names_beside import ALWAYS, EVERY, PERSONAS, TOOLS, Master, NameColumn, beside

Names: TypeAlias = Mapping[str, Sequence[str | None]]
"""What stands in each column of names, row by row, by its key."""


def names(table: Table, data: pd.DataFrame, tables: Tables) -> Names:
    """Return what the columns of names of a table say.

    Args:
        table: The table.
        data: Its rows.
        tables: The ledger's tables, the masters among them, as they are from now on.
    """
    return NamesKnown(tables).beside(table, data)


class NamesKnown:
    """The names of codes by their masters; each master is looked through once."""

    def __init__(self, tables: Tables) -> None:
        """Take the ledger's tables, the masters among them, as they are from now on."""
        self._tables = tables
        self._of: dict[Master, dict[object, str]] = {}

    def beside(self, table: Table, data: pd.DataFrame) -> Names:
        """Return what the columns of names of a table say.

        Args:
            table: The table.
            data: Its rows.
        """
        return {one.key: self._column(one, data) for one in beside(table)}

    def _column(self, one: NameColumn, data: pd.DataFrame) -> list[str | None]:
        codes = data[one.of].tolist()
        if one.parts:
            speak = _speaker(one, self)
            said = {code: speak(code) for code in set(codes) if isinstance(code, str)}
            return [said.get(code) for code in codes]
        if one.by:
            known = {word: self.of(masters) for word, masters in one.masters.items()}
            pairs = zip(data[one.by].tolist(), codes, strict=True)
            return [known[word].get(code) if word in known else None for word, code in pairs]
        every = self.of(one.masters[ALWAYS])
        return [every.get(code) for code in codes]

    def of(self, masters: Sequence[Master]) -> Mapping[object, str]:
        """Return names by code; of several masters, and of several rows, the first one's."""
        known: dict[object, str] = {}
        for master in reversed(masters):
            known |= self.of_one(master)
        return {**known, **EVERY} if TOOLS in masters else known

    def of_one(self, master: Master) -> Mapping[object, str]:
        """Return a master's names by code; of several rows the first one's."""
        if master not in self._of:
            data = self._tables[master.table]
            pairs = zip(data[master.code].tolist(), data[master.name].tolist(), strict=True)
            whole = [pair for pair in pairs if all(isinstance(one, str) for one in pair)]
            self._of[master] = dict(reversed(whole))
        return self._of[master]


def _speaker(one: NameColumn, names_: NamesKnown) -> Callable[[str], str | None]:
    """Return what says codes that are made of others: 受講率:研修T01:所属0110."""
    parts = {word: names_.of_one(master) for word, master in one.parts.items()}
    alone, leading = names_.of(one.masters[ALWAYS]), names_.of_one(PERSONAS)

    def part(text: str) -> str | None:
        for word, known in parts.items():
            if text.startswith(word):
                return known.get(text.removeprefix(word))
        return text

    def spoken(code: str) -> str | None:
        first, *others = code.split(":")
        if not others:
            return alone.get(code)
        said = [leading.get(first, first), *map(part, others)]
        return None if None in said else " ".join(map(str, said))

    return spoken
