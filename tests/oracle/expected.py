"""The slow oracle for 見込Step: only what has happened is kept, and the 基準日 is waited for.

Every fact dated after the day judged is struck out of the tables, and the city is judged on the
基準日 by the oracle of Steps, day by day: a lead that is still open runs on until then, one with a
written 終了日 until that, a training may have expired, and leave that is entered is taken.
"""

import datetime as dt

from ledger.layout.frames import Tables, day, replaced
from oracle.sheets import sheets_of
from oracle.steps import Key, StepOracle

DATED = {
    "attendances": "completed_on",
    "qualifications": "acquired_on",
    "engagements": "started_on",
}
"""Facts of people, and the column that says when each began to be one."""


def known_by(tables: Tables, last: dt.date) -> Tables:
    """Return the tables without facts of people that are dated after a day."""
    return replaced(
        tables,
        {key: tables[key][~(tables[key][column] > day(last))] for key, column in DATED.items()},
    )


def expected_steps(tables: Tables, on: dt.date) -> dict[Key, int]:
    """Return 見込Step of everybody who will be there on the 基準日, judged on an earlier day."""
    key_date = dt.date.fromisoformat(sheets_of(tables).settings["as_of"])
    found = StepOracle(known_by(tables, on), key_date).verdicts()
    return {key: one.rule_step for key, one in found.items()}
