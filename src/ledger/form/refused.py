"""Which of the rows that a form begins with a supervisor did not accept, and why.

An equal row stays 否認 when it comes back, a changed one is looked at anew (rulings): so whoever
gets the form has to see both the row and the reason.
"""

import datetime as dt
from collections.abc import Mapping
from typing import TypeAlias

from ledger.judge.consolidation.row_keys import rejected_as, spoken_key
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.flow_tables import REJECTIONS
from ledger.layout.frames import Tables, records
from ledger.layout.self_report import REFUSED_WORD
from ledger.model.terms import Confirmation

REFUSED = "refused"
"""Key under which a row of the ledger carries the words."""

Reasons: TypeAlias = Mapping[tuple[str, str, str], str]
"""The words by staff number, table of the ledger and row key; the last reason of each row."""


def reasons_of(tables: Tables) -> Reasons:
    """Return the words for every row of 否認.

    Args:
        tables: The ledger's tables.
    """
    return {
        rejected_as(row["staff_no"], row["table"], row["row_key"]): _words(row)
        for row in records(REJECTIONS, tables[REJECTIONS.key])
    }


def _words(row: Mapping[str, Cell]) -> str:
    moment = row["confirmed_at"]
    day = f"({moment.year}/{moment.month}/{moment.day})" if isinstance(moment, dt.date) else ""
    return f"{REFUSED_WORD}{day}: {row['reason']}"


def told(key: str, row: Mapping[str, Cell], reasons: Reasons) -> Mapping[str, Cell]:
    """Return a row of the ledger, with the words if it was not accepted.

    Args:
        key: The table of the ledger.
        row: The row.
        reasons: See `reasons_of`.
    """
    if row.get("confirmed") != Confirmation.REJECTED:
        return row
    about = rejected_as(row["staff_no"], key, spoken_key(ledger.BY_KEY[key], dict(row)))
    unknown = f"{REFUSED_WORD}: 理由の記録がありません"
    return {**row, REFUSED: reasons.get(about, unknown)}
