"""Problems in the flow: issuing, reporting, confirming, consolidating."""

from ledger.model.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
