"""A drawn city's second year: who comes, leaves, moves, completes, and what is put right later."""

import datetime as dt
from random import Random

from ledger.commands.next_year import next_settings, prior_steps
from ledger.commands.recompute import results
from ledger.judge.closed_years import of_year
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of
from ledger.measure.closing_people import closing_people
from ledger.measure.history import settled

DAY = dt.timedelta(days=1)
Rows = list[NewRow]


class SecondYear:
    """A city whose first year is closed, and its tables a year later.

    Attributes:
        first: The tables as they were closed.
        last: The day of the closing.
        tables: The tables of the second year.
        on: The day judged in it.
    """

    def __init__(self, seed: int, city: Tables) -> None:
        self.random = Random(seed)  # noqa: S311 - drawn municipalities keep no secrets
        own = city["settings"]
        by_day = own.assign(value=own["value"].mask(own["key"] == "rate_basis", "基準日在籍"))
        blank = {key: frame(BY_KEY[key]) for key in ("history", "closings")}
        self.first = replaced(city, {"settings": by_day, **blank})
        policy, _ = policy_of(self.first)
        self.last = policy.settings.as_of
        self.on = policy.settings.key_date_in(policy.settings.fiscal_year + 1)
        made = results(policy, self.first, self.last)
        year = policy.settings.fiscal_year
        closing: NewRow = {"year": year, "as_of": self.last, "closed_at": dt.datetime(2026, 4, 1)}  # noqa: DTZ001
        self.tables = replaced(
            self.first,
            {
                "settings": next_settings(by_day),
                "history": settled(of_year(made["history"], year)),
                "closings": frame(BY_KEY["closings"], [{**closing, "digest": "照合値"}]),
                "closing_people": closing_people(policy, self.first, made["verdicts"], self.last),
                "prior_steps": prior_steps(self.first, made["verdicts"]),
                "step_reviews": frame(BY_KEY["step_reviews"]),
                **{key: frame(BY_KEY[key], self._later(key)) for key in _LATER},
            },
        )

    def _later(self, key: str) -> Rows:
        rows: Rows = [dict(row) for row in records(BY_KEY[key], self.first[key])]
        return getattr(self, f"_{key}")(rows)  # type: ignore[no-any-return]

    def _around(self) -> dt.date:
        """Draw a day: the last day of the closed year, the next, or somewhere in the year."""
        return self.last + DAY * self.random.choice((-40, -1, 0, 0, 1, 1, 2, 90, 180, 364))

    def _staff(self, rows: Rows) -> Rows:
        for row in rows:
            if row["retired_on"] is None and self.random.random() < 0.15:
                row["retired_on"] = max(self._around(), row["hired_on"])  # type: ignore[type-var]
        new = [
            {**self.random.choice(rows), "staff_no": f"7{n:04d}", "retired_on": None}
            for n in range(6)
        ]
        return [*rows, *({**row, "hired_on": self._around()} for row in new)]

    def _assignments(self, rows: Rows) -> Rows:
        for row in rows:
            if row["ended_on"] is None and self.random.random() < 0.2:
                row["ended_on"] = max(self._around(), row["started_on"])  # type: ignore[type-var]
        added = [
            {**row, "staff_no": self._anybody(), "started_on": self._around(), "ended_on": None}
            for row in rows[:8]
        ]
        return [*rows, *added]

    def _leaves(self, rows: Rows) -> Rows:
        more: Rows = [
            {
                "staff_no": self._anybody(),
                "kind": self.random.choice(("育休", "派遣・出向")),
                "started_on": self.last + DAY,
                "ended_on": self.on if n % 2 else None,
            }
            for n in range(4)
        ]
        return [*rows, *more]

    def _attendances(self, rows: Rows) -> Rows:
        kept = [row for row in rows if self.random.random() > 0.03]
        for row in kept:
            if row["confirmed"] == "未" and self.random.random() < 0.3:
                row["confirmed"] = "済"
        trainings = self.first["trainings"]["training_code"].tolist()
        added: Rows = [
            {
                "staff_no": self._anybody(),
                "training_code": self.random.choice(trainings),
                "completed_on": self._around(),
                "source": "名簿",
                "confirmed": "済",
                "source_file": "名簿.csv",
            }
            for _ in range(60)
        ]
        return [*kept, *added]

    def _trainings(self, rows: Rows) -> Rows:
        for row in rows:
            if row["valid_months"] is not None and self.random.random() < 0.2:
                row["valid_months"] = self.random.choice((3, 12, 18, None))
        return rows

    def _anybody(self) -> str:
        return str(self.random.choice(self.first["staff"]["staff_no"].tolist()))


_LATER = ("staff", "assignments", "leaves", "attendances", "trainings")
