"""A year that is closed and the year after it, as tables, as 年度締め and 年度更新 leave them."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

import builders
from builders import Rows
from ledger.commands.next_year import prior_steps
from ledger.commands.recompute import results
from ledger.judge.closed_years import of_year
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.ledger import BY_KEY
from ledger.measure.closing_people import closing_people
from ledger.measure.history import settled
from ledger.measure.kpis import kpis
from ledger.measure.year_changes import year_changes

KEY_DATE, NEXT_KEY_DATE = dt.date(2026, 3, 31), dt.date(2027, 3, 31)
NEXT_YEAR = {"fiscal_year": 2026, "as_of": NEXT_KEY_DATE}
PARTS = (
    *("hired", "retired", "moved", "step_up", "completed", "lapsed"),
    *("corrected", "policy", "other"),
)


_CARRIED: dict[str, dict[str, Any]] = {}
"""What first years handed on, by their rows: most cases share theirs."""


def _handed_on(made_of: str, first: Tables) -> dict[str, Any]:
    if made_of not in _CARRIED:
        _CARRIED[made_of] = carried(first)
    return _CARRIED[made_of]


def carried(first: Tables) -> dict[str, Any]:
    """Return the tables that a closed year hands on, as 年度締め and 年度更新 write them."""
    policy = builders.policy(first)
    made = results(policy, first, KEY_DATE)
    closing: NewRow = {"year": 2025, "as_of": KEY_DATE, "digest": "照合値"}
    return {
        "history": settled(of_year(made["history"], 2025)),
        "closings": frame(BY_KEY["closings"], [closing]),
        "closing_people": closing_people(policy, first, made["verdicts"], KEY_DATE),
        "prior_steps": prior_steps(first, made["verdicts"]),
    }


def changes(
    first: Mapping[str, Rows],
    second: Mapping[str, Rows],
    *,
    settings: Mapping[str, object] | None = None,
    then: Mapping[str, object] | None = None,
    on: dt.date = NEXT_KEY_DATE,
) -> dict[str, dict[str, Any]]:
    """Return 前年差 by code: the first year as it was closed, the second with what differs in it.

    Args:
        first: Rows of the first year.
        second: Tables of the second year that differ.
        settings: Settings of the second year that differ.
        then: Settings of the first year that differ; the second keeps them.
        on: The day judged in the second year.
    """
    before = builders.tables(then, **first)
    own = {**(then or {}), **NEXT_YEAR, **(settings or {})}
    after = replaced(
        builders.tables(own, **{**first, **second}), _handed_on(repr((then, first)), before)
    )
    policy = builders.policy(after)
    judged = verdicts(policy, after, on)
    made = {"verdicts": judged, "kpis": kpis(policy, after, judged, judged, on)}
    found = records(BY_KEY["year_changes"], year_changes(policy, after, made, on))
    return {str(row["code"]): row for row in found}


def parts(row: Mapping[str, Any]) -> dict[str, float]:
    """Return the parts of a row that are not 0."""
    return {key: row[key] for key in PARTS if row[key]}
