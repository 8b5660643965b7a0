"""What was known of each person on a day, as one short 照合値: tells a late fact from a new one.

前年差 asks of everybody whether what is known today of last year is what was known when the year
was closed. Only what was so on that day goes in: a fact dated later, or an end that lay ahead, is
no news about last year.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator, Mapping

from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY
from ledger.model.calendar import fiscal_year_of

_BEGINS: Mapping[str, str] = {
    "staff": "hired_on",
    "postings": "started_on",
    "leaves": "started_on",
    "assignments": "started_on",
    "attendances": "completed_on",
    "qualifications": "acquired_on",
    "engagements": "started_on",
    "tool_levels": "year",
    "skill_ratings": "year",
}
"""Tables of what is known of people, and the column that says since when it is so."""
_ENDS = frozenset({"ended_on", "retired_on"})
_TOLD_BESIDE = frozenset(
    {"source_file", "evidence", "outcome", "basis", "session_no"}
    | {"staff_name", "kana", "grade", "employment", "counted"}
)
"""Columns that no figure follows from, or (集計対象) that have no day of their own."""
_LENGTH = 16


def known_facts(tables: Tables, on: dt.date) -> Mapping[str, str]:
    """Return the 照合値 of what was so of each person on a day, by 職員番号.

    Args:
        tables: The ledger's tables.
        on: The day.
    """
    found: dict[str, list[str]] = {}
    for key in _BEGINS:
        for number, line in _lines(BY_KEY[key], tables, on):
            found.setdefault(number, []).append(line)
    return {
        number: hashlib.sha256("\n".join(sorted(set(lines))).encode()).hexdigest()[:_LENGTH]
        for number, lines in found.items()
    }


def _lines(table: Table, tables: Tables, on: dt.date) -> Iterator[tuple[str, str]]:
    since = _BEGINS[table.key]
    kept = [c for c in table.columns if c.key not in _TOLD_BESIDE | {"staff_no"}]
    for row in records(table, tables[table.key]):
        if not row["staff_no"] or not _begun(row[since], on):
            continue
        told = {c.key: _told(c.key, row[c.key], on, c.compared(row[c.key])) for c in kept}
        line = json.dumps([table.key, told], ensure_ascii=False, sort_keys=True, default=str)
        yield str(row["staff_no"]), line


def _begun(since: Cell, on: dt.date) -> bool:
    if isinstance(since, dt.date):
        return since <= on
    return isinstance(since, int) and since <= fiscal_year_of(on)


def _told(key: str, value: Cell, on: dt.date, compared: Cell) -> Cell:
    """Return a value as it counted on the day: an end that lay ahead was none yet."""
    if key in _ENDS and isinstance(value, dt.date) and value >= on:
        return None
    return compared
