"""A row of the ledger as an explanation cites it: its values, its sheet, row and file."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.model.calendar import wareki
from ledger.model.terms import Source


class CitedRow(NamedTuple):
    """One row that an explanation speaks of.

    Attributes:
        values: The row by column key.
        where: How it is cited: `(名簿、シート「受講」12行、元ファイル 名簿.csv)`.
    """

    values: Mapping[str, Cell]
    where: str

    def text(self, key: str) -> str:
        """Return a value as text, empty where it is missing."""
        value = self.values[key]
        return "" if value is None else str(value)

    def day(self, key: str) -> dt.date | None:
        """Return a day, None where it is missing."""
        value = self.values[key]
        return value if isinstance(value, dt.date) else None

    def whole(self, key: str) -> int | None:
        """Return a whole number, None where it is missing."""
        value = self.values[key]
        return int(value) if isinstance(value, int) else None


def facts_in(tables: Tables, table: str) -> list[CitedRow]:
    """Return the rows of a table as facts, in the order of the sheet."""
    declared, data = ledger.BY_KEY[table], tables[table]
    return [
        CitedRow(row, cited(declared.title, int(number), row))
        for number, row in zip(data.index, records(declared, data), strict=True)
    ]


def cited(title: str, number: int, row: Mapping[str, Cell]) -> str:
    """Return how a row is cited: how far it is confirmed, sheet and row, file."""
    parts = [f"シート「{title}」{number}行"]
    if row.get("source") == Source.ROSTER:
        parts.insert(0, "名簿")
    elif "confirmed" in row:
        parts.insert(0, f"申告、確認 {row['confirmed'] or '記載なし'}")
    if row.get("source_file"):
        parts.append(f"元ファイル {row['source_file']}")
    return f"({'、'.join(parts)})"


def span(start: dt.date, end: dt.date | None) -> str:
    """Return a stretch of time in words."""
    return f"{wareki(start)}から{wareki(end) if end else ''}" + ("まで" if end else "")
