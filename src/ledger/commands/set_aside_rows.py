"""What a load sets aside stands in 要確認 until the file is loaded again, or its fact stands.

Column 対象の行 says which row waits: the table's title, and the row key as far as it is known.
"""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.commands.problem_rows import (
    PROBLEMS,
    in_order,
    origin_of,
    problem_frame,
    problem_row,
)
from ledger.judge.spoken_codes import spoken_codes
from ledger.layout import ledger
from ledger.layout.answer_tables import ANSWERED
from ledger.layout.columns import Cell, NewRow, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import Tables, records
from ledger.layout.shared import STAFF_NO
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.terms import Confirmation, ProblemOrigin
from ledger.read.codes import Codes
from ledger.read.staff_numbers import StaffNumbers

UNREAD = "?"
"""A part of a row key that could not be read."""
BLANK = "(空欄)"
_PARTS = " / "
_TITLED = ": "
_SOURCE = "〔{}〕"
"""How a row names the 取込名 that it came by, behind the table's title."""
_MARKED = re.compile("〔.*〕$")
_BY_TITLE = {table.title: table for table in ledger.TABLES}


class WaitingRow(NamedTuple):
    """A problem of a row, and the row that waits because of it, if one does.

    Attributes:
        problem: The problem.
        key: The row key, as it stands in the file; empty where the row is in use all the same.
    """

    problem: Problem
    key: tuple[str, ...] = ()


def after_load(
    tables: Tables, policy: Policy, table: Table, name: str, waiting: Iterable[WaitingRow]
) -> pd.DataFrame:
    """Return 要確認 after a load.

    Args:
        tables: The ledger's tables, as they come to stand.
        policy: The policy, as it comes to stand.
        table: The table that was loaded.
        name: The file: what it had set aside before for this table is listed anew.
        waiting: What is set aside now.
    """
    rows = records(PROBLEMS, tables[PROBLEMS.key])
    kept = [row for row in rows if not _is_of(row, table, name)]
    stands = _LedgerRows(tables, policy)
    spoken = spoken_codes(tables)
    new = (_listed(table, one, stands, spoken) for one in waiting)
    return in_order([*still_waiting(kept, tables, policy), *new])


def after_import(
    tables: Tables, policy: Policy, waiting: Mapping[str, Sequence[WaitingRow]], source: str
) -> pd.DataFrame:
    """Return 要確認 after a file that goes by a 取込定義.

    Args:
        tables: The ledger's tables, as they come to stand.
        policy: The policy, as it comes to stand.
        waiting: What is set aside now, by title of the table, or of 申告書 for answers.
        source: 取込名: what any file of that name had set aside before is listed anew.
    """
    mark = _SOURCE.format(source)
    rows = records(PROBLEMS, tables[PROBLEMS.key])
    kept = [row for row in rows if mark not in str(row["about"] or "").partition(_TITLED)[0]]
    stands = _LedgerRows(tables, policy)
    named = {**ANSWERED, **_BY_TITLE}
    spoken = spoken_codes(tables)
    new = (
        _listed(named[title], one, stands, spoken, mark)
        for title in waiting
        for one in waiting[title]
    )
    return in_order([*still_waiting(kept, tables, policy), *new])


def _listed(
    table: Table,
    waiting: WaitingRow,
    stands: "_LedgerRows",
    spoken: Callable[[str], str],
    mark: str = "",
) -> NewRow:
    """Return a row of 要確認; it waits for no fact where another version of it stands."""
    about = _about(table, waiting.key, mark)
    row = problem_row(waiting.problem, ProblemOrigin.LOAD, about, spoken)
    return row | {"about": f"{table.title}{mark}"} if stands(row) else row


def listed_anew(
    standing: pd.DataFrame,
    found: Mapping[ProblemOrigin, Sequence[Problem]],
    tables: Tables,
    policy: Policy,
) -> pd.DataFrame:
    """Return 要確認 after a command that lists problems of some origins anew.

    Args:
        standing: 要確認 as it stands.
        found: What the command found, by the origins whose rows it replaces.
        tables: The ledger's tables, as they come to stand.
        policy: The policy.
    """
    listed = problem_frame(standing, found, spoken_codes(tables))
    return _without_standing(listed, tables, policy)


def _without_standing(data: pd.DataFrame, tables: Tables, policy: Policy) -> pd.DataFrame:
    """Return 要確認 without the rows of a load whose fact stands by now."""
    if not (data["origin"] == ProblemOrigin.LOAD).any():
        return data
    return in_order(still_waiting(records(PROBLEMS, data), tables, policy))


def still_waiting(rows: Sequence[NewRow], tables: Tables, policy: Policy) -> list[NewRow]:
    """Return rows of 要確認 without those of a load whose fact stands by now."""
    stands = _LedgerRows(tables, policy)
    return [row for row in rows if origin_of(row) is not ProblemOrigin.LOAD or not stands(row)]


def _about(table: Table, key: Sequence[str], mark: str) -> str:
    title = f"{table.title}{mark}"
    return f"{title}{_TITLED}{_PARTS.join(key)}" if key else title


def _is_of(row: NewRow, table: Table, name: str) -> bool:
    """Whether a row was written by an earlier load of the same file into the same table."""
    title = str(row["about"] or "").partition(_TITLED)[0]
    return (
        origin_of(row) is ProblemOrigin.LOAD and row["file"] == name and title in ("", table.title)
    )


class _LedgerRows:
    """Whether the row that a problem is about stands in the ledger."""

    def __init__(self, tables: Tables, policy: Policy) -> None:
        self._tables = tables
        self._keys: dict[str, frozenset[tuple[str, ...]]] = {}
        self._numbers = StaffNumbers.of(tables["staff"])
        self._codes = Codes.of(policy)

    def __call__(self, row: NewRow) -> bool:
        title, _, parts = str(row["about"] or "").partition(_TITLED)
        table = _BY_TITLE.get(_MARKED.sub("", title))
        key = tuple(parts.split(_PARTS))
        if table is None or len(key) != len(table.row_key):
            return False
        if table.key not in self._keys:
            self._keys[table.key] = _stand(table, self._tables[table.key])
        found = tuple(
            self._meant(table, name, part) for name, part in zip(table.row_key, key, strict=True)
        )
        return found in self._keys[table.key]

    def _meant(self, table: Table, name: str, part: str) -> str:
        """Return what a part of a key means by now: a number completed, a name made a code."""
        column = table.column(name)
        if part in (BLANK, UNREAD):
            return part
        if column.refers == STAFF_NO.refers:
            return self._numbers.resolve(part).staff_no or part
        value = self._codes.resolve(column, part).value
        return part if value is None else str(value)


def _stand(table: Table, data: pd.DataFrame) -> frozenset[tuple[str, ...]]:
    """Return the keys of a table's rows; of completions, those that are proved."""
    proved: Callable[[Mapping[str, Cell]], bool] = (
        (lambda row: row["confirmed"] == Confirmation.CONFIRMED.value)
        if table.key == ATTENDANCES.key
        else (lambda _: True)
    )
    return frozenset(key_texts(table, row) for row in records(table, data) if proved(row))


def key_texts(table: Table, row: Mapping[str, Cell], wrong: Iterable[str] = ()) -> tuple[str, ...]:
    """Return a row's key as texts, `?` where a part of it could not be read.

    Args:
        table: The table.
        row: The row.
        wrong: Columns that could not be read.
    """
    unread = {*wrong, *(c.key for c in table.columns if c.required and row.get(c.key) is None)}
    return tuple(UNREAD if key in unread else _text(row.get(key)) for key in table.row_key)


def _text(value: Cell) -> str:
    if value is None:
        return BLANK
    return value.isoformat() if isinstance(value, dt.date) else str(value)
