"""What is known already when a roster is read: earlier rows of the file, facts of the ledger."""

import pandas as pd

from ledger.layout.columns import Cell, RowKey, RowValues
from ledger.layout.fact_tables import ATTENDANCES
from ledger.layout.frames import records
from ledger.model.terms import Source

_DETAILS = ("session_no", "evidence")
"""What a roster tells of a completion beside its key."""


class KnownCompletions:
    """The completions that are known, by row key; it learns each accepted row."""

    def __init__(self, attendances: pd.DataFrame) -> None:
        """Take the ledger's table `attendances`."""
        self._facts: dict[RowKey, RowValues] = {
            key_of(r): r for r in records(ATTENDANCES, attendances)
        }
        self._first: dict[RowKey, str] = {}

    def repeated(self, row: RowValues) -> str | None:
        """Say whether a row adds nothing.

        Returns:
            Where the file said it first; "" if it stands in the ledger as 名簿 with all that the
            row tells; None if the row is new, or tells more or something else.
        """
        key = key_of(row)
        if key in self._first:
            return self._first[key]
        fact = self._facts.get(key)
        if fact is None or fact["source"] != Source.ROSTER.value:
            return None
        return "" if all(row[d] in (None, fact[d]) for d in _DETAILS) else None

    def taken(self, row: RowValues, there: str) -> dict[str, Cell]:
        """Learn an accepted row; return it with what stands where it is blank itself.

        Args:
            row: The row of `attendances`.
            there: Where it stands, as a message names it.
        """
        key = key_of(row)
        self._first[key] = there
        fact = self._facts.get(key, {})
        return {**row, **{d: fact.get(d) for d in _DETAILS if row[d] is None}}


def key_of(row: RowValues) -> RowKey:
    """Return the row key of a completion: who, which training, when."""
    return tuple(row[key] for key in ATTENDANCES.row_key)
