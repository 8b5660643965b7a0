"""The rows of the fact tables while reports are taken in: found by row key, kept in order."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd

from ledger.judge.consolidation.row_keys import key_of
from ledger.layout import ledger
from ledger.layout.columns import Cell, Kind, NewRow, RowKey, Table
from ledger.layout.frames import Tables, frame, records
from ledger.layout.self_report import FORM_TABLES
from ledger.model.folding import free_text
from ledger.model.terms import Source

CLAIMED = tuple(form.becomes for form in FORM_TABLES)
_OURS = frozenset({"confirmed", "source_file", "source"})
"""Columns that are no part of what a person claims."""


class Shelf:
    """One table's rows. Rosters' rows stay where they are and are never touched.

    Rows that share a key (the ledger may have been edited by hand) are all kept; the first one is
    found.
    """

    def __init__(self, table: Table, data: pd.DataFrame) -> None:
        """Take a frame of the ledger."""
        self.table = table
        self.changed = False
        self._rows: list[NewRow | None] = list(records(table, data))
        self._at: dict[RowKey, int] = {}
        self._of: dict[str, list[int]] = {}
        for position, row in enumerate(self._rows):
            if row is not None and row.get("source") != Source.ROSTER:
                self._note(key_of(table, row), str(row["staff_no"]), position)

    def _note(self, key: RowKey, staff_no: str, position: int) -> None:
        self._at.setdefault(key, position)
        self._of.setdefault(staff_no, []).append(position)

    def get(self, key: RowKey) -> NewRow | None:
        """Return the row of a key, if there is one."""
        position = self._at.get(key)
        return None if position is None else self._rows[position]

    def put(self, key: RowKey, row: NewRow) -> None:
        """Set the row of a key, in its old place if it has one."""
        position = self._at.get(key)
        if position is None:
            self._note(key, str(row["staff_no"]), len(self._rows))
            self._rows.append(row)
            self.changed = True
        elif self._rows[position] != row:
            self._rows[position] = row
            self.changed = True

    def drop(self, key: RowKey) -> None:
        """Take the row of a key away."""
        position = self._at.pop(key, None)
        if position is not None:
            self._rows[position] = None
            self.changed = True

    def of(self, staff_no: str) -> Iterator[tuple[RowKey, NewRow]]:
        """Yield a person's claimed rows that can be found by their key."""
        for position in self._of.get(staff_no, ()):
            row = self._rows[position]
            if row is not None:
                key = key_of(self.table, row)
                if self._at.get(key) == position:
                    yield key, row

    def keys(self) -> tuple[RowKey, ...]:
        """Return the keys of all claimed rows."""
        return tuple(self._at)

    def frame(self) -> pd.DataFrame:
        """Return the rows as a frame."""
        return frame(self.table, [row for row in self._rows if row is not None])


def shelves_of(tables: Tables) -> Mapping[str, Shelf]:
    """Return a shelf for every table that forms claim rows of."""
    return {key: Shelf(ledger.BY_KEY[key], tables[key]) for key in CLAIMED}


def same_claim(table: Table, one: NewRow, other: NewRow) -> bool:
    """Tell whether two rows claim the same, whoever confirmed them and wherever they stand.

    Names in the row key are the same name, however each is spelled. The 案件名 of an engagement
    with a number is left out: it follows the project's.
    """
    return all(
        one[key] == other[key] or _canonical(one[key]) == _canonical(other[key])
        for key in _claimed(table.key)
    )


@cache
def _claimed(table_key: str) -> tuple[str, ...]:
    table = ledger.BY_KEY[table_key]
    names = {column.key for column in table.pick(table.row_key) if column.kind is Kind.TEXT}
    ignored = _OURS | names | ({"project_name"} if table_key == "engagements" else set())
    return tuple(key for key in table.keys if key not in ignored)


def _canonical(value: Cell) -> Cell:
    if isinstance(value, str):
        return free_text(value).lstrip() or None
    if isinstance(value, dt.datetime):
        return value.replace(microsecond=0)
    return value


def file_of(row: NewRow) -> str:
    """Return the file part of a row's 元ファイル."""
    return str(row["source_file"] or "").rsplit("!", 2)[0]
