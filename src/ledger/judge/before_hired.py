"""Work before 採用日: taken, with a notice, whichever way it comes (名簿, 申告, `load`).

再任用 and 会計年度任用 are hired anew each time: an earlier day may be right and is never refused.
"""

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from ledger.layout.columns import Cell

AT_WORK: Mapping[str, str] = MappingProxyType(
    {"attendances": "completed_on", "engagements": "started_on"}
)
"""The day of a fact that is unusual before 採用日, by table; a 資格 is not unusual there."""


def early_day(table: str, fact: Mapping[str, Cell], hired: Cell) -> Mapping[str, str] | None:
    """Return the gaps of `before-hired` where a fact is older than 採用日; None if it is not.

    Args:
        table: Key of the fact's table.
        fact: The fact, by column key.
        hired: 採用日 of its person.
    """
    day = fact.get(AT_WORK.get(table, ""))
    if not isinstance(day, dt.date) or not isinstance(hired, dt.date) or day >= hired:
        return None
    return {"value": day.isoformat(), "hired_on": hired.isoformat()}


__all__ = ["AT_WORK", "early_day"]
