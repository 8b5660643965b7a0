"""The ledger's tables as plain rows: all that the oracle knows of them."""

import datetime as dt
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.layout.ledger import BY_KEY

Row: TypeAlias = Mapping[str, Cell]

_BLANK_FLAGS = {"active": "○", "counted": "○"}
"""What a blank ○/× means: 有効 and 集計対象 are ○, all others ×."""

_BLANK_SETTINGS = {
    "lead_mode": "通算",
    "day_carry": "30",
    "colead_counts": "○",
    "leave_stops_clock": "○",
    "cumulative_steps": "○",
    "rate_basis": "基準日在籍",
    "count_seconded": "×",
    "official_needs_confirmation": "○",
    "override_allowed": "○",
    "match_level": "2",
}
"""The papers' defaults."""


@dataclass(frozen=True)
class Sheets:
    """Rows by table, and the settings that rules ask for."""

    rows: Mapping[str, tuple[Row, ...]]
    settings: Mapping[str, str]

    def __getitem__(self, table: str) -> tuple[Row, ...]:
        """Return the rows of a table."""
        return self.rows[table]

    def on(self, switch: str) -> bool:
        """Say whether a ○/× setting is ○."""
        return self.settings[switch] == "○"

    def count(self, key: str) -> int:
        """Return a setting that is a number."""
        return int(self.settings[key])


def sheets_of(tables: Tables) -> Sheets:
    """Read every table."""
    rows = {key: tuple(records(BY_KEY[key], frame)) for key, frame in tables.items()}
    settings = dict(_BLANK_SETTINGS)
    for row in rows["settings"]:
        value = text(row, "value")
        if value:
            settings[text(row, "key") or ""] = value
    return Sheets(rows, settings)


def text(row: Row, key: str) -> str | None:
    """Return a text cell; blank is None."""
    value = row[key]
    return str(value) if value not in (None, "") else None


def code(row: Row, key: str) -> str:
    """Return a cell that must be filled."""
    value = text(row, key)
    assert value is not None, (key, row)
    return value


def number(row: Row, key: str) -> int:
    """Return a whole number that must be there."""
    value = row[key]
    assert isinstance(value, int), (key, row)
    return value


def number_or_none(row: Row, key: str) -> int | None:
    """Return a whole number, None where blank."""
    return None if row[key] is None else number(row, key)


def day(row: Row, key: str) -> dt.date:
    """Return a day that must be there."""
    value = row[key]
    assert isinstance(value, dt.date), (key, row)
    return value


def day_or_none(row: Row, key: str) -> dt.date | None:
    """Return a day, None where blank."""
    return None if row[key] is None else day(row, key)


def flag(row: Row, key: str) -> bool:
    """Return a ○/× cell; blank is the column's default."""
    return (text(row, key) or _BLANK_FLAGS.get(key, "×")) == "○"


def folded(name: str) -> str:
    """Return a name as names are compared: NFKC, in one case, blanks are nothing."""
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def grouped(rows: tuple[Row, ...], key: str) -> Mapping[str, list[Row]]:
    """Group rows by a column."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(text(row, key) or "", []).append(row)
    return found
