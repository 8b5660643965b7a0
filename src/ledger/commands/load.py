"""`load`: bring a CSV (or a training roster) into one of the ledger's tables."""

import datetime as dt
from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.opened import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.recorded import recorded
from ledger.layout import ledger
from ledger.layout.columns import Group, Table
from ledger.layout.frames import conform, replaced
from ledger.layout.policy import policy_of
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.read.csv_tables import read_csv_table
from ledger.read.frames import ReadTable
from ledger.read.rosters import is_roster, read_roster


class Mode(StrEnum):
    """What becomes of the rows that are there already."""

    REPLACE = "replace"
    APPEND = "append"
    UPSERT = "upsert"


def plan(
    book: Book, table_key: str, source: Path, now: dt.datetime, mode: Mode = Mode.REPLACE
) -> Plan:
    """Plan to load a CSV into a table.

    A roster (名簿: no 出所 column) loaded into `attendances` is added to what is there, row by
    row key, as 名簿 and 済.

    Args:
        book: The ledger.
        table_key: Key of the table (`staff`).
        source: The CSV: UTF-8 with or without BOM, or CP932.
        now: The moment of the run.
        mode: Replace the table (default), append, or upsert by row key.

    Raises:
        Refusal: The table is unknown or belongs to the program, or the file is missing.
    """
    table = _loadable(table_key)
    if not source.is_file():
        raise Refusal.of("file-missing", Place(file=source.name), name=source.name)
    opened = open_ledger(book)
    data = source.read_bytes()
    if table_key == "attendances" and is_roster(data, source.name):
        rows, problems = read_roster(opened.policy, opened.tables, data, source.name)
        left_out, mode = _faults(problems), Mode.UPSERT
    else:
        read = read_csv_table(table, data, source.name)
        rows, problems = read.data, read.problems
        _refuse_unusable(read)
        left_out = len(read.left_out) + sum(p.code == "csv-columns" for p in problems)
    merged = _merged(table, opened.tables[table_key], rows, mode)
    read_rows = {"read": len(rows) + left_out, "accepted": len(rows), "superseded": 0}
    counts = {
        "rows": {**read_rows, "quarantined": left_out},
        "table": table_key,
        "mode": mode.value,
        "total": len(merged),
    }
    changes = {table_key: merged}
    policy, _ = policy_of(replaced(opened.tables, changes))
    bad = _faults(problems)
    return Plan(
        operation="load",
        summary=(
            f"「{table.title}」に {len(rows)} 行を取り込みます({_SAID[mode]})。"
            f"取り込み後は {len(merged)} 行です。"
            + (f"使えない行・値が {bad} 件あります。" if bad else ""),
        ),
        problems=problems,
        tables=recorded(opened._replace(policy=policy), changes, "load", counts, now),
        anew=frozenset({table_key}) if mode is Mode.REPLACE else frozenset(),
        counts=counts,
        next_step="台帳点検(check)で、コードの誤りや主務の重なりを確かめてください。",
    )


def _faults(problems: Sequence[Problem]) -> int:
    return sum(problem.severity is Severity.ERROR for problem in problems)


def _refuse_unusable(read: ReadTable) -> None:
    """Refuse a file of which nothing can be read: it must not empty the table.

    Raises:
        Refusal: The first thing that is wrong with the file.
    """
    if not read.usable:
        raise Refusal(next(p for p in read.problems if p.severity is Severity.ERROR))


_SAID = {
    Mode.REPLACE: "表を置き換え",
    Mode.APPEND: "後ろに追加",
    Mode.UPSERT: "同じ行は更新、ない行は追加",
}


def _loadable(key: str) -> Table:
    table = ledger.BY_KEY.get(key)
    loadable = [t.key for t in ledger.TABLES if t.group is not Group.RESULTS or t.key == "history"]
    if table is None or key not in loadable:
        raise Refusal.of("table-unknown", table=key, tables="、".join(loadable))
    return table


def _merged(table: Table, old: pd.DataFrame, new: pd.DataFrame, mode: Mode) -> pd.DataFrame:
    if mode is Mode.REPLACE:
        return conform(table, new)
    both = pd.concat([old, new], ignore_index=True)
    if mode is Mode.UPSERT and table.row_key:
        both = both.drop_duplicates(subset=list(table.row_key), keep="last", ignore_index=True)
    return conform(table, both)


__all__ = ["Mode", "Opened", "plan"]
