"""`load`: bring a CSV (or a training roster) into one of the ledger's tables."""

import datetime as dt
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ledger.book.protocol import Book
from ledger.commands.load_rows import Mode, merged, numbered
from ledger.commands.opened import Opened, open_ledger
from ledger.commands.plan import Plan
from ledger.commands.recorded import recorded
from ledger.layout import ledger
from ledger.layout.columns import Group, Table
from ledger.layout.frames import LETTERS, replaced
from ledger.layout.policy import policy_of
from ledger.model.problems import Place, Problem, Refusal, Severity
from ledger.read.csv_tables import read_csv_table
from ledger.read.frames import ReadTable
from ledger.read.rosters import Counts, is_roster, read_roster


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
        Refusal: The table is unknown or belongs to the program, the file is missing or cannot be
            read, or it has no usable row and would empty the table.
    """
    table = _loadable(table_key)
    if not source.is_file():
        raise Refusal.of("file-missing", Place(file=source.name), name=source.name)
    opened = open_ledger(book)
    loaded = _loaded(opened, table, source, mode)
    rows, problems, fates, mode, present = loaded
    old = opened.tables[table_key]
    if mode is Mode.REPLACE:
        _refuse_emptying(loaded, table, source.name, len(old))
    total = merged(table, old, rows, mode, present)
    counts = {
        "rows": {"read": fates.read, **fates._asdict()},
        "table": table_key,
        "mode": mode.value,
        "total": len(total),
    }
    changes = {table_key: total}
    policy, _ = policy_of(replaced(opened.tables, changes))
    bad = _faults(problems)
    return Plan(
        operation="load",
        summary=(
            f"「{table.title}」に {len(rows)} 行を取り込みます({_SAID[mode]})。"
            f"取り込み後は {len(total)} 行です。"
            + (f"使えない行・値が {bad} 件あります。" if bad else ""),
        ),
        problems=problems,
        tables=recorded(opened._replace(policy=policy), changes, "load", counts, now),
        anew=frozenset({table_key}) if mode is Mode.REPLACE else frozenset(),
        counts=counts,
        next_step="台帳点検(check)で、コードの誤りや主務の重なりを確かめてください。",
    )


class _Loaded(NamedTuple):
    """The rows of a file: what was found, what became of them, how they go in."""

    rows: pd.DataFrame
    problems: tuple[Problem, ...]
    fates: Counts
    mode: Mode
    present: Collection[str]


def _loaded(opened: Opened, table: Table, source: Path, mode: Mode) -> _Loaded:
    data, name = source.read_bytes(), source.name
    if table.key == "attendances" and is_roster(data, name):
        roster = read_roster(opened.policy, opened.tables, data, name)
        return _Loaded(roster.rows, roster.problems, roster.counts, Mode.UPSERT, table.keys)
    read = read_csv_table(table, data, name)
    _refuse_unusable(read)
    left_out = len(read.left_out) + sum(p.code == "csv-columns" for p in read.problems)
    rows, told = numbered(table, read.data, opened, name, mode)
    present = read.data.attrs[LETTERS]
    problems = (*read.problems, *told)
    if mode is Mode.UPSERT:
        problems = tuple(_kept(table, problem, present) for problem in problems)
    fates = Counts(accepted=len(rows), quarantined=left_out)
    return _Loaded(rows, problems, fates, mode, present)


def _kept(table: Table, problem: Problem, present: Collection[str]) -> Problem:
    """Say of the columns that an update's file lacks that they stay as they are."""
    if problem.code != "header-absent":
        return problem
    headers = "、".join(column.header for column in table.columns if column.key not in present)
    return Problem.of("header-kept", problem.place, table=table.title, headers=headers)


def _refuse_emptying(loaded: _Loaded, table: Table, name: str, standing: int) -> None:
    """Refuse a file that would empty the table: all of its rows failed, or it has none."""
    if loaded.fates.accepted:
        return
    said = {"name": name, "table": table.title, "count": standing}
    if loaded.fates.quarantined:
        first = next(p for p in loaded.problems if p.severity is Severity.ERROR)
        raise Refusal.of("load-all-failed", first.place, **said, first=first.what)
    if standing:
        raise Refusal.of("load-empty", Place(file=name), **said)


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


def mode_of(*, append: bool, upsert: bool) -> Mode:
    """Return the mode that two switches ask for.

    Raises:
        Refusal: Both are given (`options-together`).
    """
    if append and upsert:
        raise Refusal.of("options-together", options="--append と --upsert")
    return Mode.APPEND if append else Mode.UPSERT if upsert else Mode.REPLACE


def _loadable(key: str) -> Table:
    table = ledger.BY_KEY.get(key)
    loadable = [t.key for t in ledger.TABLES if t.group is not Group.RESULTS or t.key == "history"]
    if table is None or key not in loadable:
        raise Refusal.of("table-unknown", table=key, tables="、".join(loadable))
    return table


__all__ = ["Mode", "mode_of", "plan"]
