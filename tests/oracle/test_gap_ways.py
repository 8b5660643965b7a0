"""方向性 and 合致者 against the slow oracle, on drawn towns with their borders drawn in."""

import datetime as dt
from random import Random
from typing import Any

import pandas as pd
import pytest

from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.layout.policy import policy_of
from ledger.measure.gaps import gap_results
from oracle import days
from oracle.gap_ways import Holder, Way, WayOracle
from oracle.generate import generate
from oracle.steps import StepOracle
from sampling import cases, keep

TOWNS, USUAL, PEOPLE = 40, 4, 40
DAY = dt.timedelta(days=1)
Row = dict[str, Cell]


def town(seed: int) -> Tables:
    """Draw a town whose cases, terms and ratings lie around what decides."""
    drawn, chance = generate(seed, PEOPLE), Random(f"gap ways {seed}")  # noqa: S311 - no secret
    policy, _ = policy_of(drawn)
    draw = _Draw(drawn, policy.settings.as_of, chance)
    given = {
        "skills": draw.skills(),
        "skill_ratings": draw.ratings(),
        "staff": draw.staff(),
        "assignments": draw.assignments(),
        "posts": draw.posts(),
        "acquisitions": draw.cases(),
        "gap_directions": draw.directions(),
    }
    made = {key: frame(BY_KEY[key], rows) for key, rows in given.items()}
    return replaced(drawn, made)


class _Draw:
    """Rows by chance."""

    def __init__(self, drawn: Tables, as_of: dt.date, chance: Random) -> None:
        self._drawn, self._as_of, self._chance = drawn, as_of, chance
        self._until = days.last_day_of(as_of + DAY, 12)
        self._codes = [str(row["skill_code"]) for row in self._rows("skills")]

    def _rows(self, key: str) -> list[Row]:
        return [dict(row) for row in records(BY_KEY[key], self._drawn[key])]

    def _border(self) -> dt.date:
        """Draw a day at the beginning or the end of the 12 months, or one day beside it."""
        return (
            self._chance.choice((self._as_of, self._until))
            + self._chance.choice((-1, 0, 0, 1)) * DAY
        )

    def skills(self) -> list[Row]:
        """Count most skills by heads, of whom few are needed."""
        rows = self._rows("skills")
        for row in rows:
            if self._chance.random() < 0.6:
                row["method"] = "合致人数"
            row["needed"] = self._chance.choice((None, 0, 1, 2, 3, 4))
        return rows

    def ratings(self) -> list[Row]:
        """Let few match each skill: nobody, one alone, or a handful."""
        people = [str(row["staff_no"]) for row in self._rows("staff")]
        year, one = days.year_of(self._as_of), self._chance.choice
        return [
            {
                "staff_no": number,
                "skill_code": code,
                "year": one((year, year, year, year, year - 1)),
                "rating": one((1, 2, 2, 3)),
                "confirmed": one(("済", "済", "済", "未", "否認")),
                "source_file": "一覧",
            }
            for code in self._codes
            for number in self._chance.sample(people, one((0, 2, 6, 20)))
        ]

    def staff(self) -> list[Row]:
        """Let many retire around the borders."""
        rows = self._rows("staff")
        for row in rows:
            hired, border = row["hired_on"], self._border()
            if self._chance.random() < 0.3 and isinstance(hired, dt.date) and hired <= border:
                row["retired_on"] = border
        return rows

    def assignments(self) -> list[Row]:
        """Let many end around the borders, and some go on: at once, or a day later."""
        found = []
        for row in self._rows("assignments"):
            found.append(row)
            started, border = row["started_on"], self._border()
            is_open = row["ended_on"] is None and isinstance(started, dt.date) and started < border
            if is_open and self._chance.random() < 0.5:
                row["ended_on"] = border
                gap = self._chance.choice((None, 1, 1, 2))
                if gap is not None:
                    found.append({**row, "started_on": border + gap * DAY, "ended_on": None})
        return found

    def posts(self) -> list[Row]:
        """Give some people a post that ends around the borders."""
        numbers = [str(row["staff_no"]) for row in self._rows("staff")]
        found: list[Row] = []
        for number in self._chance.sample(numbers, 12):
            border, role = (
                self._border(),
                self._chance.choice(("CIO補佐官", "ＣＩＯ補佐官", "助言")),
            )
            row: Row = {"role": role, "staff_no": number, "ended_on": border}
            found.append({**row, "started_on": border - 400 * DAY})
            gap = self._chance.choice((None, None, 1, 2))
            if gap is not None:
                found.append({**row, "started_on": border + gap * DAY, "ended_on": None})
        return found

    def cases(self) -> list[Row]:
        """Draw cases whose 育成 has to begin about today, or that lack something."""
        found: list[Row] = []
        for code in [*self._codes, None]:
            for _ in range(self._chance.choice((0, 0, 1, 1, 2, 3))):
                found.append(self._case(f"A{len(found):02}", code))
        return found

    def _case(self, number: str, code: str | None) -> Row:
        one, months = self._chance.choice, self._chance.choice((0, 1, 6, 12, 18))
        start = self._as_of + one((-1, 0, 1, 1, 400)) * DAY
        return {
            "case_no": number,
            "role": "専門家",
            "skill_code": code,
            "needed": one((1, 1, 2, 3)),
            "expected": one((None, 0, 0, 0, 1, 4)),
            "needed_on": _after(start, months),
            "trainable": one((None, "○", "○", "○", "×")),
            "training_months": one((months, months, months, months, None)),
            "recruiting_months": one((None, 0, 4)),
            "ramp_months": one((None, 0, 3)),
            "method": one((None, None, None, None, "外部委託")),
        }

    def directions(self) -> list[Row]:
        """Draw HR's words, some without a reason, some of another persona, some twice."""
        rows = [row for row in self._rows("skills") * 2 if self._chance.random() < 0.2]
        return [
            {
                "persona_code": self._chance.choice((*[row["persona_code"]] * 4, "H99")),
                "skill_code": row["skill_code"],
                "direction": self._chance.choice(("育成", "確保", "併用", None)),
                "reason": self._chance.choice((None, "人が来る", "急がない")),
            }
            for row in rows
        ]


def _after(start: dt.date, months: int) -> dt.date:
    """Return the day so many months after another: its number, or the month's last day."""
    year, month = start.year, start.month
    for _ in range(months):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return dt.date(year, month, min(start.day, days.month_length(year, month)))


@pytest.mark.parametrize("town_no", cases(TOWNS, USUAL))
def test_方向性と合致者が_照合役と同じ(town_no: int) -> None:
    made = town(town_no)
    policy, _ = policy_of(made)
    as_of = policy.settings.as_of
    found = gap_results(policy, made, as_of)
    oracle = WayOracle(StepOracle(made, as_of))
    ways, holders = _ways(found["gaps"]), _holders(found["skill_holders"])
    assert ways == oracle.ways(), town_no
    assert holders == oracle.holders(), town_no
    words = [one.direction for one in ways.values()]
    keep(
        "drawn 方向性, product against oracle",
        towns=1,
        skills=len(ways),
        holders=len(holders),
        alone=sum(one.alone for one in holders.values()),
        leaving=sum(one.leaves_on is not None for one in holders.values()),
        both=words.count("併用"),
        differences=0,
    )


def _ways(data: pd.DataFrame) -> dict[str, Any]:
    keys = ("direction", "decided_by", "decision_reason", "proposed")
    counts = ("qualified", "experienced", "rating_only", "leaving")
    rows: list[dict[str, Any]] = records(BY_KEY["gaps"], data)
    return {str(row["skill_code"]): Way(*(row[k] for k in (*keys, *counts))) for row in rows}


def _holders(data: pd.DataFrame) -> dict[tuple[str, str], Any]:
    rows: list[dict[str, Any]] = records(BY_KEY["skill_holders"], data)
    return {
        (str(row["skill_code"]), str(row["staff_no"])): Holder(
            row["rating"], row["basis"], row["alone"] == "○", row["leaves_on"]
        )
        for row in rows
    }
