"""Problems in policy and people: what `check` finds in the ledger itself."""

from ledger.model.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
