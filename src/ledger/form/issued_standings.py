"""Where people stand by the facts that their forms hold: what the panel comes to when issued.

A form holds the year's facts, whatever became of them, and of earlier years the confirmed ones; so
`judge` is asked about just these, on the day that the form looks at first (基準日).
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeAlias

import pandas as pd

from ledger.form.rows import Own
from ledger.judge.fact_status import officially
from ledger.judge.steps import standings
from ledger.layout.frames import Tables, replaced
from ledger.model.calendar import valid_through, year_end, year_start
from ledger.model.policy import Policy
from ledger.model.verdicts import Lens, Standing

Standings: TypeAlias = Mapping[tuple[str, str | None], Standing]
"""One person's standings by persona and tool."""


class Trained(NamedTuple):
    """Which trainings one person has completed by a day.

    Attributes:
        valid: Those of which a completion holds on that day, by code.
        lapsed: Those that were completed, but of which none holds.
    """

    valid: frozenset[str]
    lapsed: frozenset[str]


def standings_of(
    policy: Policy, held: Tables, as_of: dt.date, people: Sequence[str]
) -> Mapping[str, Standings]:
    """Judge some people by what their forms hold.

    Args:
        policy: The policy.
        held: The ledger's tables with the facts that forms hold (`on_forms`).
        as_of: 基準日.
        people: Whom.

    Returns:
        Their standings by staff number; who is not in post that day has none.
    """
    found: dict[str, dict[tuple[str, str | None], Standing]] = {}
    for one in standings(policy, held, as_of, Lens.CLAIMED, people):
        found.setdefault(one.staff_no, {})[one.persona_code, one.tool_code] = one
    return found


def on_forms(policy: Policy, tables: Tables) -> Tables:
    """Return the tables with the facts that forms hold and no others."""
    year = policy.settings.fiscal_year
    first, last = pd.Timestamp(year_start(year)), pd.Timestamp(year_end(year))
    work = tables["engagements"]
    begun = work["started_on"] <= last
    current = begun & (work["ended_on"].isna() | (work["ended_on"] >= first))
    own = {
        "attendances": tables["attendances"]["completed_on"] >= first,
        "qualifications": tables["qualifications"]["acquired_on"] >= first,
        "engagements": current,
        "tool_levels": tables["tool_levels"]["year"] == year,
        "skill_ratings": tables["skill_ratings"]["year"] == year,
    }
    needed = policy.settings.official_needs_confirmation
    kept = {
        key: tables[key][mask | officially(tables[key], needs_confirmation=needed)]
        for key, mask in own.items()
    }
    return replaced(tables, kept)


def of_person(tables: Tables, staff_no: str) -> Tables:
    """Return the tables with one person's rows where rows are people's: quick to judge."""
    own = {
        key: data[data["staff_no"] == staff_no]
        for key, data in tables.items()
        if "staff_no" in data and key != "heads"
    }
    return replaced(tables, own)


def trained_by(own: Own, as_of: dt.date) -> Trained:
    """Return which trainings a person has completed by a day, by the facts of the form."""
    valid: set[str] = set()
    done: set[str] = set()
    for row in own.rows("attendances"):
        code, day = str(row["training_code"]), row["completed_on"]
        if not isinstance(day, dt.date) or day > as_of:
            continue
        done.add(code)
        training = own.policy.trainings.get(code)
        months = training.valid_months if training else None
        if not months or valid_through(day, months) >= as_of:
            valid.add(code)
    return Trained(frozenset(valid), frozenset(done - valid))
