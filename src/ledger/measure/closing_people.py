"""締めの明細: who was counted where when the year was closed (table `closing_people`)."""

import datetime as dt
import json
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ledger.judge.population import main_sections
from ledger.layout.frames import Tables, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.counted_people import counted_day
from ledger.measure.known_facts import known_facts
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms import Flag

CLOSING_PEOPLE = BY_KEY["closing_people"]


class ClosedPerson(NamedTuple):
    """A person as the closing found them.

    Attributes:
        facts: 照合値 of what was known (`known_facts`).
        reviewed: Whether a 上長判定 stood.
        counted_in: Codes of the figures that counted the person.
    """

    facts: str
    reviewed: bool
    counted_in: frozenset[str]


def closing_people(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> pd.DataFrame:
    """Return the rows of a year that is being closed: everybody in post or counted.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the 基準日.
        as_of: The 基準日.
    """
    day, facts = counted_day(policy, tables, verdicts, as_of), known_facts(tables, as_of)
    sections, reviewed = main_sections(tables, as_of), _reviewed(tables)
    counted: dict[str, list[str]] = {number: [] for number in day.in_post}
    for code, one in day.figures.items():
        for number in one.people:
            counted.setdefault(number, []).append(code)
    return frame(
        CLOSING_PEOPLE,
        [
            {
                "year": fiscal_year_of(as_of),
                "staff_no": number,
                "section_code": sections.get(number),
                "facts": facts.get(number, ""),
                "reviewed": Flag.YES.value if number in reviewed else None,
                "counted_in": json.dumps(codes, ensure_ascii=False),
            }
            for number, codes in sorted(counted.items())
        ],
    )


def people_closed(tables: Tables, year: int) -> Mapping[str, ClosedPerson]:
    """Return whom a closing found, by 職員番号; nobody where it kept no record."""
    return {
        str(row["staff_no"]): ClosedPerson(
            str(row["facts"] or ""), row["reviewed"] == Flag.YES, _codes(row["counted_in"])
        )
        for row in records(CLOSING_PEOPLE, tables["closing_people"])
        if row["year"] == year and row["staff_no"]
    }


def _reviewed(tables: Tables) -> frozenset[str]:
    return frozenset(tables["step_reviews"]["staff_no"].dropna())


def _codes(text: object) -> frozenset[str]:
    """Return the codes of a cell; none where somebody wrote over it."""
    try:
        found = json.loads(str(text or "[]"))
    except ValueError:
        return frozenset()
    return frozenset(map(str, found)) if isinstance(found, list) else frozenset()
