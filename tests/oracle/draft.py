"""A city in the making: seeded chance, the year it lives in, and its rows so far."""

import datetime as dt
from collections.abc import Sequence
from random import Random
from types import MappingProxyType
from typing import TypeVar

from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.ledger import BY_KEY
from oracle import days

T = TypeVar("T")

SWITCHES = (
    "colead_counts",
    "leave_stops_clock",
    "cumulative_steps",
    "count_seconded",
    "official_needs_confirmation",
    "override_allowed",
)

DAY = dt.timedelta(days=1)


class Draft:
    """Rows by table, drawn from one seed."""

    def __init__(self, seed: int) -> None:
        self.rng = Random(f"city {seed}")  # noqa: S311 - drawn cities, no secrets
        self.year = self.rng.randint(2014, 2031)
        self.year_start = days.first_of_year(self.year)
        self.as_of = self._as_of()
        self.rows: dict[str, list[dict[str, Cell]]] = {}
        self.taken: set[tuple[Cell, ...]] = set()
        self.settings = self._settings()
        self.dormant: set[str] = set()

    def _as_of(self) -> dt.date:
        """Draw the 基準日: mostly 3/31, else a month's end or any day of the year."""
        last = days.last_of_year(self.year)
        month_ends = [
            dt.date(self.year, 4, 30),
            dt.date(self.year, 8, 31),
            dt.date(self.year, 9, 30),
            dt.date(self.year + 1, 2, days.month_length(self.year + 1, 2)),
        ]
        drawn = self.rng.random()
        if drawn < 0.6:
            return last
        if drawn < 0.85:
            return self.rng.choice(month_ends)
        return self.year_start + self.rng.randint(20, 363) * DAY

    def _settings(self) -> dict[str, str]:
        """Draw every switch, some of them left blank (the default)."""
        found = {switch: self.rng.choice("○○×") for switch in SWITCHES}
        found["lead_mode"] = self.rng.choice(("通算", "通算", "継続"))
        found["rate_basis"] = self.rng.choice(("基準日在籍", "基準日在籍", "年度累計"))
        found["day_carry"] = str(self.rng.choice((30, 30, 28, 29, 31)))
        found["match_level"] = str(self.rng.randint(1, 3))
        for key in self.rng.sample(sorted(found), 2):
            found[key] = ""
        found["fiscal_year"] = str(self.year)
        found["as_of"] = self.as_of.isoformat()
        for key, value in found.items():
            self.add("settings", key=key, value=value or None)
        return found

    def add(self, table: str, **values: Cell) -> None:
        """Add a row."""
        self.rows.setdefault(table, []).append(values)

    def fresh(self, *key: Cell) -> bool:
        """Say whether a row key is new; it is taken from now on."""
        is_new = key not in self.taken
        self.taken.add(key)
        return is_new

    def listed(self, table: str) -> list[dict[str, Cell]]:
        """Return the rows of a table so far."""
        return self.rows.get(table, [])

    def codes(self, table: str, key: str) -> list[str]:
        """Return a code column of a table so far."""
        return [str(row[key]) for row in self.listed(table)]

    def chance(self, share: float) -> bool:
        """Say yes in a share of cases."""
        return self.rng.random() < share

    def one(self, choices: Sequence[T]) -> T:
        """Draw one."""
        return self.rng.choice(choices)

    def some(self, choices: Sequence[T], low: int, high: int) -> list[T]:
        """Draw some, each at most once."""
        return self.rng.sample(choices, min(len(choices), self.rng.randint(low, high)))

    def flag(self, share: float, *, otherwise: str = "×") -> str | None:
        """Draw `otherwise` in a share of cases, else ○ or a blank (which means ○)."""
        return otherwise if self.chance(share) else self.one(("○", None))

    def near(self, day: dt.date, spread: int = 3) -> dt.date:
        """Draw a day within some days of another."""
        return day + self.rng.randint(-spread, spread) * DAY

    def back(self, low: int, high: int) -> dt.date:
        """Draw a day some days before the as-of date."""
        return self.as_of - self.rng.randint(low, high) * DAY

    def edge(self) -> dt.date:
        """Draw a day at an edge of the year or of the as-of date."""
        return self.near(self.one((self.as_of, self.as_of, self.year_start)), 2)

    def tables(self) -> Tables:
        """Return the city as the ledger's frames."""
        return MappingProxyType(
            {key: frame(table, self.rows.get(key, ())) for key, table in BY_KEY.items()}
        )
