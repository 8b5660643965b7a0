"""Characters that were lost on the way: `?` in a name, where CP932 had no place for 𠮷."""

from collections.abc import Iterator

import pandas as pd

from ledger.layout.columns import Cell, Kind, Table
from ledger.layout.frames import LETTERS
from ledger.model.characters import quoted
from ledger.model.problems import Place, Problem
from ledger.read.cells.cell import CellFinding
from ledger.read.equal_findings import InCell, shortened

CODE = "character-lost"
_ANYWHERE = ("\ufffd", "〓")
_IN_NAMES = ("?", *_ANYWHERE)
_NAMES = frozenset({"staff_name", "kana", "person_name", "section_name", "parent_name"})
"""Columns of names that hold no question mark of their own, as titles may."""


def lost_in(key: str, text: Cell) -> CellFinding | None:
    """Return the finding of a text in which a character seems to have been lost.

    Args:
        key: The column: `?` is suspicious in names of people and sections only.
        text: The text.
    """
    marks = _IN_NAMES if key in _NAMES else _ANYWHERE
    if isinstance(text, str) and any(mark in text for mark in marks):
        return CellFinding(CODE, {"value": quoted(text)})
    return None


def lost_characters(table: Table, data: pd.DataFrame, place: Place) -> Iterator[Problem]:
    """Tell of the texts in which a character seems to have been lost.

    Args:
        table: The declared table.
        data: Its frame as read from a file.
        place: The file.
    """
    letters = data.attrs.get(LETTERS, {})
    for column in table.columns:
        if column.kind is not Kind.TEXT or column.key not in letters:
            continue
        letter = letters[column.key]
        found = (
            InCell(place.but(cell=f"{letter}{row}"), one, column)
            for row, text in data[column.key].items()
            if (one := lost_in(column.key, text))
        )
        yield from shortened(found, also=(CODE,))
