"""The rows of a CSV on their way into a table: numbers repaired, merged with what is there."""

from collections.abc import Collection
from enum import StrEnum

import pandas as pd

from ledger.commands.opened import Opened
from ledger.layout.columns import Cell, Column, Table
from ledger.layout.frames import LETTERS, conform, frame, records
from ledger.layout.people_tables import STAFF
from ledger.layout.shared import STAFF_NO
from ledger.model.problems import Place, Problem
from ledger.read.staff_numbers import StaffNumbers, padded_column


class Mode(StrEnum):
    """What becomes of the rows that are there already."""

    REPLACE = "replace"
    APPEND = "append"
    UPSERT = "upsert"


def numbered(
    table: Table, data: pd.DataFrame, opened: Opened, name: str, mode: Mode
) -> tuple[pd.DataFrame, tuple[Problem, ...]]:
    """Repair staff numbers that lost their zeros, each with a notice (W44).

    A number of the master itself is padded to the set width; an update also finds the person whom
    it can only mean. Elsewhere a number is held against the master. What cannot be told stays as
    it is written: 台帳点検 lists it.

    Args:
        table: The table.
        data: Its rows as read.
        opened: The ledger.
        name: The file's name.
        mode: What becomes of the rows that are there.
    """
    place = Place(file=name)
    master = StaffNumbers.of(opened.tables[STAFF.key])
    told: list[Problem] = []
    if table.key == STAFF.key:
        width = opened.settings.staff_no_width
        data, told = padded_column(data, place, _letter(data, STAFF_NO), width)
        columns = [STAFF_NO] if mode is Mode.UPSERT else []
    else:
        columns = [column for column in table.columns if column.refers == STAFF_NO.refers]
    for column in columns:
        data, found = master.repaired_column(data, place, _letter(data, column), column)
        told += found
    return data, tuple(told)


def _letter(data: pd.DataFrame, column: Column) -> str:
    return str(data.attrs.get(LETTERS, {}).get(column.key, ""))


def merged(
    table: Table, old: pd.DataFrame, new: pd.DataFrame, mode: Mode, present: Collection[str]
) -> pd.DataFrame:
    """Return the table as it comes to stand.

    Args:
        table: The table.
        old: The rows that are there.
        new: The rows of the file.
        mode: Replace, append, or update by row key.
        present: Keys of the columns that the file has; an update leaves the others as they are.
    """
    if mode is Mode.REPLACE:
        return conform(table, new)
    if mode is Mode.APPEND or not table.row_key:
        return conform(table, pd.concat([old, new], ignore_index=True))
    rows = records(table, old)
    places: dict[tuple[Cell, ...], list[int]] = {}
    for place, row in enumerate(rows):
        places.setdefault(_key(table, row), []).append(place)
    for row in records(table, new):
        found = places.setdefault(_key(table, row), [])
        if not found:
            found.append(len(rows))
            rows.append(row)
        for place in found:
            rows[place] = rows[place] | {key: row[key] for key in present}
    return frame(table, rows)


def _key(table: Table, row: dict[str, Cell]) -> tuple[Cell, ...]:
    return tuple(row[key] for key in table.row_key)
