"""異動: on which day somebody came to the 課 where the confirmer now knows the work (W20)."""

import datetime as dt
from collections.abc import Mapping

from ledger.judge.organisation import Organisation, organisation_of
from ledger.layout import ledger
from ledger.layout.columns import NewRow
from ledger.layout.frames import Tables, records
from ledger.model.terms import PostingKind


def moved_on(tables: Tables, as_of: dt.date) -> Mapping[str, dt.date]:
    """Return the day on which people came to their present 課 from another one.

    Lines from before that day carry 「異動前」: the present confirmer did not see that work. A move
    between 係 of one 課 is none. Who has no earlier 主務 elsewhere is not in the result.

    Args:
        tables: The ledger's tables.
        as_of: 基準日.
    """
    organisation = organisation_of(tables)
    by_person: dict[str, list[NewRow]] = {}
    for row in records(ledger.BY_KEY["postings"], tables["postings"]):
        started = row["started_on"]
        if row["kind"] == PostingKind.MAIN and isinstance(started, dt.date) and started <= as_of:
            by_person.setdefault(str(row["staff_no"]), []).append(row)
    found = {}
    for staff_no, rows in by_person.items():
        day = _since(organisation, rows)
        if day is not None:
            found[staff_no] = day
    return found


def _since(organisation: Organisation, rows: list[NewRow]) -> dt.date | None:
    ordered = sorted(rows, key=lambda row: str(row["started_on"]), reverse=True)
    homes = [_home(organisation, row) for row in ordered]
    stay = next((n for n, home in enumerate(homes) if home != homes[0]), None)
    if stay is None:
        return None
    day = ordered[stay - 1]["started_on"]
    return day if isinstance(day, dt.date) else None


def _home(organisation: Organisation, row: NewRow) -> str:
    code = str(row["section_code"])
    return organisation.division_of(code) or code
