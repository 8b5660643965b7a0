"""Text and codes in CSV: how they are kept from being run as formulas, and how they come back.

A text that a spreadsheet would run gets one apostrophe before it, and so does a text that begins
with one; reading takes exactly one away in the same cases. So writing and reading give back the
same text. A code of letters and digits, numbers and dates are never touched.
"""

import unicodedata

from ledger.layout.columns import Kind

APOSTROPHE = "'"
GUARDED = frozenset({Kind.TEXT, Kind.CODE})
"""Kinds of columns whose values anybody may have typed."""

_FORMULA = ("=", "+", "-", "@")
_EDGE = ("\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return a text or a code as it is written into a CSV."""
    return APOSTROPHE + text if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """Return a text or a code as it was before `guarded`."""
    if text.startswith(APOSTROPHE) and _needs_guard(text[1:]):
        return text[1:]
    return text


def _needs_guard(text: str) -> bool:
    if text.startswith((APOSTROPHE, *_EDGE)):
        return True
    return unicodedata.normalize("NFKC", text.lstrip()[:1]).lstrip().startswith(_FORMULA)
