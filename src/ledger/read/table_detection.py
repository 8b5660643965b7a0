"""Which table of the ledger a file belongs to, by its headers."""

from collections.abc import Mapping, Sequence

from ledger.layout import ledger
from ledger.layout.columns import Group, Table
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.names_beside import name_headers
from ledger.layout.people_lists import LISTS
from ledger.layout.roster import ROSTER
from ledger.model.problems import Place
from ledger.read.cells.cell import Raw
from ledger.read.table_grid import find_columns, header_key

_FEWEST = 2
"""Headers that a table and a file must share at least."""


def table_of(headers: Sequence[Raw]) -> str | None:
    """Return the key of the table that a file with these headers belongs to.

    The table must have all of its required headers there; of several, the one that knows the most
    of the file's headers, and of those the one with the fewest others.

    Args:
        headers: The file's headers.

    Returns:
        The key; None if no table fits, or two fit alike.
    """
    fitting = sorted(
        ((_fit(table, headers), key) for key, table in _tables().items()), reverse=True
    )
    best, second = fitting[0], fitting[1]
    if best[0] == (0, 0) or best[0] == second[0]:
        return None
    return best[1].rpartition(":")[2]


def is_own_export(key: str, headers: Sequence[Raw]) -> bool:
    """Whether headers are those of a table itself, all of them and no others, as we export it.

    A copy of its sheet has the names beside the codes, too.
    """
    table = ledger.BY_KEY[key]
    own = {header_key(header) for header in table.headers}
    return own == {header_key(header) for header in headers} - name_headers(table)


def as_list(key: str) -> Table:
    """Return a table as a file has it: a list of people, a roster, or the table itself."""
    return ROSTER if key == ATTENDANCES.key else LISTS.get(key, ledger.BY_KEY[key])


def _tables() -> dict[str, Table]:
    own = {table.key: table for table in ledger.TABLES if table.group is not Group.RESULTS}
    lists = {f"list:{key}": table for key, table in LISTS.items()}
    return own | lists | {f"roster:{ATTENDANCES.key}": ROSTER}


def _fit(table: Table, headers: Sequence[Raw]) -> tuple[int, int]:
    """Return how many headers a table knows, and minus how many more it has; (0, 0) is no fit."""
    found = find_columns(table, headers, Place())
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
