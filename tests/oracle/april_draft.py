"""The 内示 of a drawn city, with what happens to lie on the borders of every alert."""

import datetime as dt
from collections.abc import Iterable
from random import Random

import pandas as pd

from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from oracle import days
from oracle.sheets import Row, day_or_none, sheets_of

_DAY = dt.timedelta(days=1)
MOVERS = 45
PEOPLE = 90
"""So many of a drawn city's people are enough here."""


class AprilCity:
    """A drawn city with an 異動案.

    Attributes:
        tables: Its tables, 異動案 and Step判定 among them.
        today: The day from which it is looked at.
        april: The first 発令日.
    """

    def __init__(self, seed: int, drawn: Tables) -> None:
        self._rng = Random(f"april {seed}")  # noqa: S311 - drawn cities, no secrets
        self._drawn, sheets = drawn, sheets_of(drawn)
        year = int(sheets.settings["fiscal_year"])
        self.april = days.first_of_year(year + 1)
        self.today = self.april - self._rng.choice((1, 1, 9, 12, 12, 31, 95)) * _DAY
        self._months = self._rng.choice((0, 1, 2, 3, 3, 3, 6))
        self._staff = [str(row["staff_no"]) for row in sheets["staff"]]
        self._sections = [str(row["section_code"]) for row in sheets["sections"]]
        self.moves = self._moves()
        self.tables = replaced(drawn, self._changed(sheets.rows["staff"]))

    def _moves(self) -> list[NewRow]:
        second = self.april + self._rng.choice((1, 30)) * _DAY
        return [
            {
                "staff_no": number,
                "to_section": self._rng.choice(self._sections),
                "effective_on": self._rng.choice((self.april, self.april, self.april, second)),
            }
            for number in self._rng.sample(self._staff, min(MOVERS, len(self._staff)))
        ]

    def _changed(self, staff: Iterable[Row]) -> dict[str, pd.DataFrame]:
        rows: dict[str, list[NewRow]] = {
            "settings": [
                *self._rows("settings"),
                {"key": "after_training_months", "value": str(self._months)},
            ],
            "personas": self._promoters(),
            "staff": [self._retiring(dict(row)) for row in staff],
            "assignments": [self._ending(row) for row in self._rows("assignments")],
            "attendances": [*self._rows("attendances"), *self._completions()],
            "postings": self._rows("postings"),
            "transfers": self.moves,
            "verdicts": self._verdicts(),
        }
        return {key: frame(BY_KEY[key], own) for key, own in rows.items()}

    def _rows(self, key: str) -> list[NewRow]:
        return records(BY_KEY[key], self._drawn[key])

    def _promoters(self) -> list[NewRow]:
        """Let most of the appointed personas be 推進."""
        return [
            {**row, "category": self._rng.choice(("推進", "推進", "専門", None))}
            if row["scope"] == "指名"
            else row
            for row in self._rows("personas")
        ]

    def _retiring(self, row: NewRow) -> NewRow:
        hired = day_or_none(row, "hired_on")
        drawn = self._rng.random()
        if drawn > 0.1 or hired is None or hired >= self.april - 2 * _DAY:
            return row
        return {**row, "retired_on": self.april - self._rng.choice((0, 1, 1, 1, 2)) * _DAY}

    def _ending(self, row: NewRow) -> NewRow:
        if self._rng.random() > 0.25 or row["ended_on"] is not None:
            return row
        near = days.last_day_of(self.today + _DAY, 3)
        around = (self.today, self.april - _DAY, self.april, near)
        end = self._rng.choice(around) + self._rng.choice((-1, 0, 0, 1)) * _DAY
        started = day_or_none(row, "started_on")
        return row if started is None or end < started else {**row, "ended_on": end}

    def _completions(self) -> list[NewRow]:
        """Draw completions about as many months before a move as are asked about."""
        trainings = [str(row["training_code"]) for row in self._rows("trainings")]
        moved = [(move["staff_no"], move["effective_on"]) for move in self.moves]
        past = [(row["staff_no"], row["started_on"]) for row in self._rows("postings")]
        found: list[NewRow] = []
        taken = {self._key(row) for row in self._rows("attendances")}
        for number, on in [*moved, *self._rng.sample(past, min(40, len(past)))]:
            assert isinstance(on, dt.date)
            month = on.year * 12 + on.month - 1 - self._months
            first = dt.date(month // 12, month % 12 + 1, 1)
            length = days.month_length(first.year, first.month)
            same = first + (min(on.day, length) - 1) * _DAY
            row: NewRow = {
                "staff_no": number,
                "training_code": self._rng.choice(trainings),
                "completed_on": same + self._rng.choice((-2, -1, 0, 0, 1, 5)) * _DAY,
                "source": "名簿",
                "confirmed": self._rng.choice(("済", "済", "未", "否認")),
                "source_file": "名簿.csv",
            }
            if self._key(row) not in taken:
                taken.add(self._key(row))
                found.append(row)
        return found

    @staticmethod
    def _key(row: Row) -> tuple[object, ...]:
        return row["staff_no"], row["training_code"], row["completed_on"]

    def _verdicts(self) -> list[NewRow]:
        """Draw who stands on which Step; how that comes about is held against elsewhere."""
        tools = [None, *(str(row["tool_code"]) for row in self._rows("tools"))]
        personas = [str(row["persona_code"]) for row in self._rows("personas")]
        return [
            {
                "staff_no": number,
                "persona_code": persona,
                "tool_code": tool,
                "official_step": self._rng.choice((None, 0, 1, 2, 3)),
            }
            for number in self._staff
            for persona in personas
            for tool in tools
            if self._rng.random() < 0.9
        ]
