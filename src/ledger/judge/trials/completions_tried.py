"""A training looked at as if everybody, or every holder of a persona, had completed it."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from ledger.judge.holders import holders, in_post
from ledger.layout.columns import NewRow
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.model.policy import Policy
from ledger.model.terms import Confirmation, Source


class TriedCompletion(NamedTuple):
    """What is looked at as completed: trainings, and by whom ("" is everybody)."""

    training_codes: tuple[str, ...]
    persona_code: str


def with_completions(
    policy: Policy, tables: Tables, completed: Iterable[TriedCompletion], on: dt.date
) -> Tables:
    """Return the tables with these completions, on the day judged, as a roster would bring them.

    Args:
        policy: The policy.
        tables: The tables.
        completed: What is looked at as completed.
        on: The day judged; who is in post on it.
    """
    more: dict[tuple[str, str], NewRow] = {}
    present = in_post(tables, on)
    for one in completed:
        who = present
        if one.persona_code:
            who = present & holders(policy, tables, one.persona_code, on)
        for number in sorted(who):
            more |= {(number, code): _row(number, code, on) for code in one.training_codes}
    if not more:
        return tables
    rows = [*records(ATTENDANCES, tables["attendances"]), *more.values()]
    return replaced(tables, {"attendances": frame(ATTENDANCES, rows)})


def _row(staff_no: str, training_code: str, on: dt.date) -> NewRow:
    return {
        "staff_no": staff_no,
        "training_code": training_code,
        "completed_on": on,
        "source": Source.ROSTER.value,
        "confirmed": Confirmation.CONFIRMED.value,
    }
