"""Which versions are read of the books that people hand in, and of all but the ledger."""

from collections.abc import Callable
from typing import TypeAlias

from ledger.layout import meta
from ledger.model.problems import Place, Problem
from ledger.model.terms import BookKind

Versions: TypeAlias = Callable[[BookKind, str, Place], Problem | None]
"""Says why a book of a kind and a version cannot be read."""


def version_problem(kind: BookKind, found: str, place: Place) -> Problem | None:
    """Say why a book of this version cannot be read."""
    if kind is BookKind.SELF_REPORT and found in meta.FORM_VERSIONS:
        return None
    expected = meta.FORM_VERSION if kind is BookKind.SELF_REPORT else meta.SCHEMA_VERSION
    return other_version("wrong-version", expected, found, place) if found != expected else None


def other_version(code: str, expected: str, found: str, place: Place) -> Problem:
    """Name both versions."""
    return Problem.of(code, place, expected=expected, found=found or "不明")
