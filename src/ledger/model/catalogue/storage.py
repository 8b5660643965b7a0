"""Problems with disks, locks and saving."""

from ledger.model.catalogue.entry import Entry

ENTRIES: dict[str, Entry] = {}
