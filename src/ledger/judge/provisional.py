"""仮番号: the number of a project that was claimed by its name only."""

import hashlib
from collections.abc import Mapping

from ledger.layout.frames import Tables
from ledger.model.folding import name_key

PROVISIONAL = "仮-"
"""How a 仮番号 begins."""

_HEX = 8


def provisional_no(name: str) -> str:
    """Return the 仮番号 of a 案件名 that the ledger does not know: one name, one number."""
    return PROVISIONAL + hashlib.sha256(name_key(name).encode()).hexdigest()[:_HEX]


def known_numbers(tables: Tables) -> Mapping[str, str]:
    """Return the 仮番号 that stand in 案件, by what their names are compared by.

    The names are that in 案件 and those of the engagements with the number. So a project keeps its
    number when HR writes its name anew. Of several numbers of one name, the one made of it.
    """
    listed = set(tables["projects"]["project_no"].dropna())
    found: dict[str, set[str]] = {}
    for table in ("projects", "engagements"):
        rows = tables[table][["project_no", "project_name"]].dropna()
        for number, name in zip(*(rows[key].to_list() for key in rows), strict=True):
            if number.startswith(PROVISIONAL) and number in listed and name_key(name):
                found.setdefault(name_key(name), set()).add(number)
    return {
        key: min(numbers, key=lambda number: (number != own, number))
        for key, numbers in found.items()
        for own in (provisional_no(key),)
    }
