"""A decision in a review workbook as a whole: what it is reckoned to, and what it is held against.

A decision says something together with the person's lines and Steps; `trust/decision.py` says how
they are bound.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ledger.layout.review import STEPS_BETWEEN
from ledger.model.reports import Decided, Review, Shown
from ledger.model.terms import LineDecision
from ledger.read.reviews.tables import ReviewRow, ReviewTable, plain_number
from ledger.trust.decision import LineDecided, decision_digest


def reckoned(review: Review, decided: Decided) -> Decided:
    """Return a decision with the digest of what stands in the workbook now."""
    own = plain_number(decided.staff_no)
    refused = [
        LineDecided(one.table, one.number, LineDecision.REJECT.value, one.reason)
        for one in review.rejections
        if plain_number(one.staff_no) == own
    ]
    taken = [
        LineDecided(one.table, one.number, LineDecision.ACCEPT.value, None)
        for one in review.acceptances
        if plain_number(one.staff_no) == own
    ]
    steps = [one for one in review.step_reviews if plain_number(one.staff_no) == own]
    made = decision_digest(review.fiscal_year, decided, [*refused, *taken], steps)
    return decided._replace(reckoned=made)


def shown_people(people: ReviewTable, lines: ReviewTable, steps: ReviewTable) -> dict[str, Shown]:
    """Return what the workbook shows of each person whose content it names."""
    own_lines, own_steps = _by_person(lines.rows), _by_person(steps.rows)
    return {
        row.text("staff_no"): Shown(
            state=row.text("state"),
            submitted_on=_day(row),
            lines=frozenset(
                (line.text("table"), int(line.text("number")))
                for line in own_lines.get(plain_number(row.text("staff_no")), ())
                if line.text("table") and line.text("number")
            ),
            steps={
                (step.text("persona_code"), step.text("tool_code") or None): _offered(step)
                for step in own_steps.get(plain_number(row.text("staff_no")), ())
            },
        )
        for row in people.rows
        if row.text("staff_no") and row.text("digest")
    }


def _by_person(rows: Iterable[ReviewRow]) -> Mapping[str, list[ReviewRow]]:
    found: dict[str, list[ReviewRow]] = {}
    for row in rows:
        found.setdefault(plain_number(row.text("staff_no")), []).append(row)
    return found


def _day(row: ReviewRow) -> dt.date | None:
    day = row.values.get("submitted_on")
    return day if isinstance(day, dt.date) else None


def _offered(row: ReviewRow) -> frozenset[int] | None:
    """Return the Steps that may be set; None where the workbook does not say (or its cell is odd).

    Where no Step may be set at all, the cell is blank, and its column is there.
    """
    return _steps_in(row.text("offered")) if "offered" in row.values else None


@lru_cache(maxsize=256)
def _steps_in(offered: str) -> frozenset[int] | None:
    """Return the Steps that a cell lists: most people may be set to the same ones."""
    parts = [part.strip() for part in offered.split(STEPS_BETWEEN) if part.strip()]
    return frozenset(map(int, parts)) if all(part.isdecimal() for part in parts) else None
