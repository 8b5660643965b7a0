"""The tracked ledger, from which an older one gets its new sheets; opened once."""

from functools import cache

from ledger.present.package import Package
from ledger.present.templates import template


@cache
def tracked_ledger() -> Package:
    """Return the tracked ledger."""
    return Package(template("ledger.xlsx"))
