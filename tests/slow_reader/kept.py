"""Ledgers with a table full of odd content, and lists that were exported and came back.

What stands in a ledger is drawn by the declared columns alone: every kind of value that a table may
hold, with texts that look like formulas, numbers, codes or quotes.
"""

import csv
import datetime as dt
import io
import random
from collections.abc import Mapping
from typing import NamedTuple

from builders import tables
from ledger.layout import ledger
from ledger.layout.columns import Column, Kind
from ledger.layout.frames import Tables, frame, replaced
from slow_reader.town import PEOPLE, SESSIONS, TRAININGS, town_tables

TABLES = (
    *("staff", "postings", "sections", "heads", "leaves", "assignments"),
    *("trainings", "sessions", "tools", "skills"),
    *("attendances", "qualifications", "projects", "engagements", "goals", "events"),
)
KNOWN: Mapping[str, tuple[str, ...]] = {
    "staff": tuple(person.number for person in PEOPLE),
    "sections": ("A01", "0110", "0200"),
    "trainings": tuple(TRAININGS),
    "sessions": tuple(session.number for session in SESSIONS),
    "personas": ("P01", "P02"),
    "tools": ("LOGO", "RPA"),
    "skills": ("K01", "0002"),
    "projects": ("PJ01", "0034"),
}
NEW_CODES = ("0007", "X-1", "A0301", "00120", "Z9", "12A", "7", "0_1", "N-2", "00.5", "#8", "令8-1")
TEXTS = (
    "ふつうの文",
    "=SUM(A1:A3)",
    "+81の番号",
    "-1点",
    "@課内",
    "'引用のはじまり",
    "'=見せかけ",
    "＝全角の式",
    'いわゆる"DX"',
    "1行目\n2行目",
    "A,B,C",
    "00123",
    "1E5",
    "2-1",
    "TRUE",
    "NA",
    "#N/A",
    "null",
    "計",
    "葛\U000e0100城と𠮷田",
    "髙﨑",
    "Ⅱ・①・㈱・㎡",
    "ﾊﾝｶｸ",
    "〜と～と−",
    "😀",
    "2025/4/1",
    "http://example.jp/?a=1",
)
"""Free texts; none begins or ends with a blank, which no cell keeps."""


class Exported(NamedTuple):
    """A list that the product exported: header and rows as texts."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, data: bytes, encoding: str) -> "Exported":
        header, *rows = csv.reader(io.StringIO(data.decode(encoding), newline=""))
        return cls(tuple(header), tuple(map(tuple, rows)))

    def column(self, name: str) -> int:
        return self.header.index(name)

    def file(self, encoding: str, *, quoted: bool = False) -> bytes:
        """Return the list as another program saves it; UTF-16 is parted by tabs."""
        made = io.StringIO()
        parted = "\t" if encoding == "utf-16" else ","
        lines = (self.header, *self.rows)
        if quoted:
            csv.writer(made, delimiter=parted, quoting=csv.QUOTE_ALL).writerows(lines)
        else:
            csv.writer(made, delimiter=parted).writerows(lines)
        return made.getvalue().encode(encoding)


def kept_ledger(chance: random.Random, key: str) -> Tables:
    """Draw a ledger in which a table holds 3 to 12 odd rows, each under a key of its own."""
    table = ledger.BY_KEY[key]
    rows: dict[tuple[object, ...], dict[str, object]] = {}
    for number in range(chance.randint(3, 12)):
        row = {column.key: _value(chance, key, column, number) for column in table.columns}
        _in_order(row)
        rows.setdefault(tuple(row[name] for name in table.row_key), row)
    listed = list(rows.values())
    return replaced(_town(), {key: frame(table, listed, index=range(2, len(listed) + 2))})  # type: ignore[arg-type]


def _town() -> Tables:
    """Return the town with everything that a drawn row may refer to."""
    more = tables(
        sections=[{"section_code": code} for code in KNOWN["sections"]],
        personas=[{"persona_code": code} for code in KNOWN["personas"]],
        tools=[{"tool_code": code} for code in KNOWN["tools"]],
        skills=[{"skill_code": code, "persona_code": "P02"} for code in KNOWN["skills"]],
        projects=[{"project_no": code} for code in KNOWN["projects"]],
    )
    own = ("sections", "personas", "tools", "skills", "projects")
    return replaced(town_tables(), {key: more[key] for key in own})


def _value(chance: random.Random, table: str, column: Column, number: int) -> object:
    if not column.required and chance.random() < 0.4:
        return None
    return _drawn(chance, table, column, number)


def _drawn(chance: random.Random, table: str, column: Column, number: int) -> object:
    if column.kind is Kind.CODE:
        other = column.refers.partition(".")[0] or _OWN_CODES.get(column.key)
        return chance.choice(KNOWN[other]) if other else NEW_CODES[number]
    if column.kind in (Kind.CHOICE, Kind.FLAG):
        return chance.choice(column.choices)
    if column.kind is Kind.DATE:
        return dt.date(2025, 4, 1) + dt.timedelta(days=chance.randint(-900, 364))
    if column.kind is Kind.WHOLE:
        low = int(column.low or 0)
        return YEAR if low == EARLIEST_YEAR else chance.randint(low, int(column.high or low + 40))
    return chance.choice(_NAMES[column.key] if table == "staff" else TEXTS)


YEAR, EARLIEST_YEAR = 2025, 1900
_OWN_CODES = {"staff_no": "staff", "section_code": "sections"}
_NAMES: Mapping[str, tuple[str | None, ...]] = {
    "staff_name": tuple(person.name for person in PEOPLE),
    "kana": tuple(person.kana for person in PEOPLE),
}
_PERIODS = (
    ("started_on", "ended_on"),
    ("held_on", "ended_on"),
    ("acquired_on", "expires_on"),
    ("started_on", "completed_on"),
    ("hired_on", "retired_on"),
)


def _in_order(row: dict[str, object]) -> None:
    """Let no period end before it begins."""
    for start, end in _PERIODS:
        first, last = row.get(start), row.get(end)
        if isinstance(first, dt.date) and isinstance(last, dt.date) and last < first:
            row[start], row[end] = last, first
