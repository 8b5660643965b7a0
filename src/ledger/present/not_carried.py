"""What of HR's own doing in a closed ledger will not stay when tables are exchanged."""

from collections.abc import Mapping

import pandas as pd

from ledger.layout import ledger
from ledger.model.problems import Place, Problem
from ledger.present.moved_notes import pictures_in
from ledger.present.package import Package
from ledger.present.table_filters import is_filtered


def foreseen(book: bytes, changes: Mapping[str, pd.DataFrame]) -> tuple[Problem, ...]:
    """Say what of HR's own doing in a ledger will not stay if tables are exchanged.

    Args:
        book: The ledger's bytes.
        changes: New frames by table key.
    """
    package = Package(book)
    found: list[Problem] = []
    for key in changes.keys() & package.table_parts.keys():
        title, part = package.table_parts[key]
        place = Place(sheet=title)
        if is_filtered(package.read(part)):
            found.append(Problem.of("filter-cleared", place, table=ledger.BY_KEY[key].title))
        if pictures_in(package, package.sheet_parts[title]):
            found.append(Problem.of("pictures-stay", place, table=ledger.BY_KEY[key].title))
    return tuple(sorted(found, key=lambda problem: (problem.code, problem.place.sheet)))
