"""The catalogue of problem codes: the one source of messages, the 要確認 sheet and the docs.

Each part holds the codes of one stage; a code stands in one part only.
"""

from types import MappingProxyType

from ledger.model.catalogue import (
    addin,
    answers,
    book,
    cards,
    cluster,
    days,
    deciding,
    federation,
    files,
    flow,
    gate,
    keys,
    load,
    policy,
    reading,
    rosters,
    safety,
    schedule,
    start,
    storage,
    transfers,
    trials,
    writing,
    year,
)
from ledger.model.catalogue.entry import Entry

PARTS = (
    gate.ENTRIES,
    reading.ENTRIES,
    days.ENTRIES,
    files.ENTRIES,
    rosters.ENTRIES,
    policy.ENTRIES,
    schedule.ENTRIES,
    flow.ENTRIES,
    deciding.ENTRIES,
    load.ENTRIES,
    cards.ENTRIES,
    answers.ENTRIES,
    transfers.ENTRIES,
    trials.ENTRIES,
    start.ENTRIES,
    storage.ENTRIES,
    writing.ENTRIES,
    safety.ENTRIES,
    keys.ENTRIES,
    year.ENTRIES,
    federation.ENTRIES,
    cluster.ENTRIES,
    book.ENTRIES,
    addin.ENTRIES,
)
"""The entries of each stage, by code."""

CATALOGUE: MappingProxyType[str, Entry] = MappingProxyType(
    {code: entry for part in PARTS for code, entry in part.items()},
)
"""Code -> its words, of all stages."""

__all__ = ["CATALOGUE", "PARTS", "Entry"]
