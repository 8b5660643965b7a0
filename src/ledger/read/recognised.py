"""Which table of the ledger a file belongs to, by its headers."""

from collections.abc import Mapping

from ledger.layout import ledger
from ledger.layout.columns import Group, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.people_lists import LISTS
from ledger.layout.roster import ROSTER
from ledger.model.problems import Place, Problem
from ledger.read.cells import Raw
from ledger.read.csv_dialect import csv_rows
from ledger.read.frames import find_columns, header_key
from ledger.read.headers import header_row
from ledger.read.roster_grids import roster_grids

_PACKAGE = b"PK"
_FEWEST = 2
"""Headers that a table and a file must share at least."""


def table_of(data: bytes, name: str) -> str | None:
    """Return the key of the table that a CSV or a roster belongs to.

    The table must have all of its required headers there; of several, the one that knows the most
    of the file's headers, and of those the one with the fewest others.

    Args:
        data: A CSV, or an organiser's roster as an Excel workbook.
        name: Its name.

    Returns:
        The key; None if no table fits, or two fit alike.
    """
    if data.startswith(_PACKAGE):
        found, _ = roster_grids(data, name, ROSTER)
        return ATTENDANCES.key if found else None
    rows = csv_rows(data, Place(file=name))
    if isinstance(rows, Problem) or not rows:
        return None
    fitting = sorted(((_fit(table, rows), key) for key, table in _tables().items()), reverse=True)
    best, second = fitting[0], fitting[1]
    if best[0] == (0, 0) or best[0] == second[0]:
        return None
    return best[1].rpartition(":")[2]


def _tables() -> dict[str, Table]:
    own = {table.key: table for table in ledger.TABLES if table.group is not Group.RESULTS}
    lists = {f"list:{key}": table for key, table in LISTS.items()}
    return own | lists | {f"roster:{ATTENDANCES.key}": ROSTER}


def _fit(table: Table, rows: list[list[str]]) -> tuple[int, int]:
    """Return how many headers a table knows, and minus how many more it has; (0, 0) is no fit."""
    headers = rows[header_row(table, rows) or 0]
    raws: list[Raw] = list(headers)
    found = find_columns(table, raws, Place())
    known = len({header_key(headers[place]) for place in found.positions.values()})
    usable = found.usable and _names_enough(table, found.positions)
    return (known, known - len(table.columns)) if usable and known >= _FEWEST else (0, 0)


def _names_enough(table: Table, positions: Mapping[str, int]) -> bool:
    """Whether a roster says which training each row is about, and a list which section."""
    if table is ROSTER:
        return bool({"training_code", "training_name"} & set(positions))
    names = {"section_code", "section_name"}
    if table is not LISTS.get(table.key) or not names <= set(table.keys):
        return True
    return bool(names & set(positions))
