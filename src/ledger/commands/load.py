"""`load`: bring a CSV (or a training roster) into one of the ledger's tables.

Facts go in by row key. A policy table is replaced, after はい or by `--replace`. People are
compared first: new ones are added, changed ones updated, and whom the file lacks is kept and named.
"""

import datetime as dt
from pathlib import Path

from ledger.book.protocol import Book
from ledger.commands.ledger_session import Opened, open_ledger
from ledger.commands.loading import questions
from ledger.commands.loading.csv_source import read_source
from ledger.commands.loading.early_facts import with_early_days
from ledger.commands.loading.names import held_against_names
from ledger.commands.loading.one_table import Loaded, plan_of
from ledger.commands.loading.people_lists import completed, days_of, steps_of
from ledger.commands.loading.sentences import Speaker
from ledger.commands.plan import Plan
from ledger.judge.loading import SLOTS, FileRow, Mode, by_key, outcome
from ledger.layout import ledger
from ledger.layout.columns import Group, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import records
from ledger.layout.people_lists import LISTS
from ledger.layout.people_tables import STAFF
from ledger.model.folding import name_key
from ledger.model.problems import Place, Refusal
from ledger.read.file_bytes import file_bytes
from ledger.read.rosters.roster import is_roster, read_roster

_DEFAULTS = {
    Group.POLICY: Mode.REPLACE,
    Group.PEOPLE: Mode.UPDATE,
    Group.SETTINGS: Mode.UPSERT,
    Group.FLOW: Mode.UPSERT,
    Group.FACTS: Mode.UPSERT,
    Group.RESULTS: Mode.UPSERT,
}
"""What becomes of the rows that are there, where nobody says it."""


def plan(  # noqa: PLR0913 - the verb's own options
    book: Book,
    table_key: str,
    source: Path,
    now: dt.datetime,
    mode: Mode | None = None,
    *,
    on: dt.date | None = None,
) -> Plan:
    """Plan to load a file into a table; nothing is written yet.

    A roster (名簿: no 出所 column) loaded into `attendances` is added to what is there, row by
    row key, as 名簿 and 済.

    Args:
        book: The ledger.
        table_key: The table, by key (`staff`) or title (`職員`).
        source: A CSV or a workbook.
        now: The moment of the run.
        mode: What becomes of the rows that are there; by the table's group if not given.
        on: 適用日 of people who changed their 所属 or 長, where the file has no such column.

    Returns:
        The plan. It carries a question where standing rows would go, or a day is wanted.

    Raises:
        Refusal: The table is unknown or belongs to the program, the file cannot be read
            (`file_bytes`), an option does not fit, or a replacing file has no usable row.
    """
    table = ledger.BY_KEY[key_of(table_key)]
    data, name = file_bytes(source), source.name
    _refuse_idle(table, on)
    opened = open_ledger(book)
    if table.key == ATTENDANCES.key and is_roster(data, name):
        return plan_of(_of_roster(opened, data, name, mode), opened, now)
    meant = mode or _DEFAULTS[table.group]
    read = read_source(opened, table, data, name, meant)
    if table.key in LISTS:
        read = completed(read, table, opened)
    if table.key in LISTS or (table.key == STAFF.key and meant.compares):
        read = held_against_names(read, table, opened)
    read = with_early_days(read, table, opened)
    speaker = Speaker(opened.tables)

    def load(meant: Mode, on: dt.date | None) -> Loaded:
        days = days_of(opened, now.date(), on)
        steps = steps_of(opened, table, read, meant, days)
        standing = records(table, opened.tables[table.key])
        return Loaded.of_source(table, read, outcome(standing, steps, meant), meant, speaker)

    return questions.asked(load, opened, now, meant, on, explicit=mode is not None)


def _of_roster(opened: Opened, data: bytes, name: str, mode: Mode | None) -> Loaded:
    """Return what a roster brings: completions that are added, never taken away.

    Raises:
        Refusal: It is to replace what stands (`option-unused`).
    """
    if mode is Mode.REPLACE:
        gaps = {"option": "--replace", "what": "名簿(受講者の一覧)"}
        raise Refusal.of("option-unused", Place(file=name), **gaps)
    roster = read_roster(opened.policy, opened.tables, data, name)
    standing = records(ATTENDANCES, opened.tables[ATTENDANCES.key])
    lines = [FileRow(n, row) for n, row in enumerate(records(ATTENDANCES, roster.rows))]
    steps = by_key(ATTENDANCES, standing, lines, Mode.UPSERT, ATTENDANCES.keys)
    return Loaded.of_roster(roster, name, outcome(standing, steps, Mode.UPSERT))


def mode_of(*, append: bool, upsert: bool, replace: bool = False) -> Mode | None:
    """Return the mode that switches ask for; None if none of them is given.

    Raises:
        Refusal: Two of them are given (`options-together`).
    """
    given = {
        "--append": (append, Mode.APPEND),
        "--upsert": (upsert, Mode.UPSERT),
        "--replace": (replace, Mode.REPLACE),
    }
    asked = [(option, mode) for option, (is_given, mode) in given.items() if is_given]
    if len(asked) > 1:
        raise Refusal.of("options-together", options=" と ".join(option for option, _ in asked))
    return asked[0][1] if asked else None


def _refuse_idle(table: Table, on: dt.date | None) -> None:
    """Refuse a day of effect where nobody moves."""
    if on is not None and table.key not in SLOTS:
        raise Refusal.of("option-unused", option="--on", what=f"表「{table.title}」")


def key_of(table: str) -> str:
    """Return the key of a table that can be loaded, called by its key or by its title.

    Raises:
        Refusal: There is none (`table-unknown`).
    """
    loadable = [t for t in ledger.TABLES if t.group is not Group.RESULTS or t.key == "history"]
    asked = name_key(table)
    for one in loadable:
        if asked in (name_key(one.key), name_key(one.title)):
            return one.key
    titles = "、".join(f"{one.title}({one.key})" for one in loadable)
    raise Refusal.of("table-unknown", table=table, tables=titles)


__all__ = ["Mode", "key_of", "mode_of", "plan"]
