"""Free text in CSV: how it is kept from being run as a formula, and how it comes back.

A text that a spreadsheet would run gets one apostrophe before it, and so does a text that begins
with one; reading takes exactly one away in the same cases. So writing and reading give back the
same text. Codes, numbers and dates are never touched.
"""

import unicodedata

APOSTROPHE = "'"

_FORMULA = ("=", "+", "-", "@")
_EDGE = ("\t", "\r", "\n")


def guarded(text: str) -> str:
    """Return free text as it is written into a CSV."""
    return APOSTROPHE + text if _needs_guard(text) else text


def unguarded(text: str) -> str:
    """Return free text as it was before `guarded`."""
    if text.startswith(APOSTROPHE) and _needs_guard(text[1:]):
        return text[1:]
    return text


def _needs_guard(text: str) -> bool:
    if text.startswith((APOSTROPHE, *_EDGE)):
        return True
    return unicodedata.normalize("NFKC", text.lstrip()[:1]).lstrip().startswith(_FORMULA)
