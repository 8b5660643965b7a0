"""Which versions of the ledger are read: an older one is brought up when it is written."""

from ledger.layout import migrations
from ledger.model.problems import Place, Problem
from ledger.model.terms import BookKind
from ledger.read.versions import other_version


def ledger_version_problem(_kind: BookKind, found: str, place: Place) -> Problem | None:
    """Say why a ledger of this version cannot be read."""
    if found == migrations.LEDGER_VERSION or migrations.is_older(found):
        return None
    code = "ledger-newer" if migrations.is_newer(found) else "wrong-version"
    return other_version(code, migrations.LEDGER_VERSION, found, place)
