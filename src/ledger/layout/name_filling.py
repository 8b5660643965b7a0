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
    return {one.key: _column(one, data, tables) for one in beside(table)}


def _column(one: NameColumn, data: pd.DataFrame, tables: Tables) -> list[str | None]:
    codes = data[one.of].astype(object)
    if one.parts:
        found = _of_distinct(codes, _speaker(one, tables))
    elif one.by:
        found = pd.Series(None, index=codes.index, dtype=object)
        words = data[one.by].astype(object)
        for word, masters in one.masters.items():
            found = found.where(words != word, codes.map(_known(masters, tables)))
    else:
        found = codes.map(_known(one.masters[ALWAYS], tables))
    return [name if isinstance(name, str) else None for name in found.tolist()]


def _known(masters: Sequence[Master], tables: Tables) -> Mapping[object, str]:
    """Return names by code; of several masters, and of several rows, the first one's."""
    known: dict[object, str] = {}
    for master in reversed(masters):
        known |= _names_of(master, tables)
    return {**known, **EVERY} if TOOLS in masters else known


def _names_of(master: Master, tables: Tables) -> dict[object, str]:
    data = tables[master.table][[master.code, master.name]].dropna()
    codes, said = data[master.code].tolist(), data[master.name].tolist()
    return dict(zip(reversed(codes), reversed(said), strict=True))


def _of_distinct(codes: pd.Series, spoken: Callable[[str], str | None]) -> pd.Series:
    return codes.map({code: spoken(code) for code in codes.dropna().unique()})


def _speaker(one: NameColumn, tables: Tables) -> Callable[[str], str | None]:
    """Return what says codes that are made of others: 受講率:研修T01:所属0110."""
    parts = {word: _names_of(master, tables) for word, master in one.parts.items()}
    alone, leading = _known(one.masters[ALWAYS], tables), _names_of(PERSONAS, tables)

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
