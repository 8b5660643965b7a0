"""Which versions of our books are read."""

from ledger.layout import meta, migrations
from ledger.model.problems import Place, Problem
from ledger.model.terms import BookKind

_EXPECTED = {
    BookKind.LEDGER: migrations.LEDGER_VERSION,
    BookKind.SELF_REPORT: meta.FORM_VERSION,
}
"""Version of a kind of book that has one of its own."""


def version_problem(kind: BookKind, found: str, place: Place) -> Problem | None:
    """Say why a book of this version cannot be read; an older ledger is brought up when written."""
    if kind is BookKind.SELF_REPORT and found in meta.FORM_VERSIONS:
        return None
    expected = _EXPECTED.get(kind, meta.SCHEMA_VERSION)
    if found == expected or (kind is BookKind.LEDGER and migrations.is_older(found)):
        return None
    newer = kind is BookKind.LEDGER and migrations.is_newer(found)
    code = "ledger-newer" if newer else "wrong-version"
    return Problem.of(code, place, expected=expected, found=found or "不明")
