"""What a load says of rows: by name, the first of them, the rest counted."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping

from ledger.judge.loading import SLOTS
from ledger.judge.loading.row_outcomes import Change
from ledger.layout.columns import Cell, RowValues, Table
from ledger.layout.frames import Tables
from ledger.layout.people_tables import SECTIONS, STAFF

NAMED = 8
"""Rows that were added and are named; they stand in the sheet, and nothing is to be seen to."""
_TELLING = 3
"""Cells that tell a row of a table without a row key."""
BLANK = "(空欄)"

LEAVING: Mapping[str, str] = {
    "staff": "退職した人なら、シート「職員」でその行を残して「退職日」を入れてください。",
    "postings": "退職した人なら、シート「職員」に「退職日」を入れてください。"
    "所属を離れた人なら、シート「所属履歴」に「終了日」を入れてください。",
    "heads": "もう所属長でなければ、シート「所属長」の「終了日」を入れてください。",
    "sections": "なくなった所属なら、シート「所属」の「統合先所属コード」を入れるか、"
    "「集計対象」を×にしてください。",
}
_ENDED = "もう終わっているなら、シート「{title}」の「終了日」を入れてください。"


class Speaker:
    """Says which row is meant, by the names that the ledger has."""

    def __init__(self, tables: Tables) -> None:
        """Take the ledger's tables, as they come to stand."""
        self._staff = _column(tables, STAFF.key, "staff_no", "staff_name")
        self._sections = _sections(tables)

    def label(self, table: Table, row: RowValues) -> str:
        """Return a row by what it is known by: numbers and names, not codes alone."""
        if table.key == SECTIONS.key:
            return f"{row['section_code']} {row['section_name']}"
        keys = table.row_key or table.keys[:_TELLING]
        parts = [self.said(key, row[key]) for key in keys if row[key] is not None]
        name = next((k for k in table.keys if k.endswith("_name") and k not in keys), None)
        if name is not None and name != "staff_name" and row[name] is not None:
            parts.append(str(row[name]))
        return " ".join(parts)

    def said(self, key: str, value: Cell) -> str:
        """Return a value as a sentence shows it: a person and a section with their names."""
        if value is None:
            return BLANK
        text = value.isoformat() if isinstance(value, dt.date) else str(value)
        if key == "staff_no" and text in self._staff:
            return f"{text} {self._staff[text]}"
        return self._sections.get(text, text) if key == "section_code" else text

    def owner(self, table: Table, row: RowValues) -> str:
        """Return whom a row is about, without since when."""
        slots = SLOTS.get(table.key)
        if slots is not None:
            return self.said(slots.owner, row[slots.owner])
        if "staff_no" in table.row_key:
            return self.label(STAFF, {**dict.fromkeys(STAFF.keys), "staff_no": row["staff_no"]})
        return self.label(table, row)

    def changed(self, table: Table, change: Change) -> str:
        """Return what a change is: 前 → 後, or from when on somebody is elsewhere."""
        slots = SLOTS.get(table.key)
        if slots is not None and change.moves:
            old = self.said(slots.holder, change.before[slots.holder])
            new = self.said(slots.holder, change.moves[0][slots.holder])
            since = self.said("started_on", change.moves[0]["started_on"])
            return f"{self.owner(table, change.before)}: {old} → {new}({since} から)"
        cells = [
            f"{column.header} {self.said(column.key, change.before[column.key])} → "
            f"{self.said(column.key, change.after[column.key])}"
            for column in table.columns
            if change.before[column.key] != change.after[column.key]
        ]
        return f"{self.label(table, change.before)}: {'、'.join(cells)}"


def listed(labels: Iterable[str]) -> str:
    """Return labels in one sentence, all of them."""
    return "、".join(labels)


def first_of(labels: Iterable[str]) -> str:
    """Return the first of some labels, and how many more there are."""
    every = list(labels)
    more = len(every) - NAMED
    return listed(every[:NAMED]) + (f"、ほか {more}" if more > 0 else "")


def advice(table: Table) -> str:
    """Return what to do about rows that a list of people lacks."""
    return LEAVING.get(table.key, _ENDED.format(title=table.title))


def _sections(tables: Tables) -> dict[str, str]:
    """Return what each section is called: of several with one name, with the one above it."""
    names = _column(tables, SECTIONS.key, "section_code", "section_name")
    above = _column(tables, SECTIONS.key, "section_code", "parent_code")
    often = Counter(names.values())
    return {
        code: f"{names[above[code]]} {name}"
        if often[name] > 1 and above.get(code) in names
        else f"{code} {name}"
        if often[name] > 1
        else name
        for code, name in names.items()
    }


def _column(tables: Tables, table: str, key: str, value: str) -> dict[str, str]:
    data = tables[table].dropna(subset=[key, value])
    return dict(zip(data[key].astype("str"), data[value].astype("str"), strict=True))
