"""Numbers as people write them: exact, with nothing guessed.

`1,200` and full-width digits are read; `12,5`, `1_000`, `1E5`, `60%` and `3名` are not numbers.
"""

import math
import re

from ledger.model.folding import folded_digits

EXACT_LIMIT = 2**53
"""From here on a workbook's numbers are rounded, so they are refused."""

_EXACT_DIGITS = len(str(EXACT_LIMIT))

_NUMBER = re.compile(r"([+-]?)([0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(\.[0-9]+)?")
_USUAL = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def is_usual(text: str) -> bool:
    """Whether a number is written plainly, so that no notice is due."""
    return text.isascii() and _USUAL.fullmatch(text) is not None


def number_of_text(text: str) -> float | None:
    """Read a number out of a text; None if it is not certainly one."""
    found = _NUMBER.fullmatch(folded_digits(text))
    if found is None:
        return None
    sign, digits, fraction = found.groups()
    return number_of(float(f"{sign}{digits.replace(',', '')}{fraction or ''}"))


def whole_of_text(text: str) -> int | None:
    """Read a whole number out of a text, exactly; `3.0` is 3."""
    found = _NUMBER.fullmatch(folded_digits(text))
    if found is None or (found[3] and found[3].strip(".0")):
        return None
    digits = found[2].replace(",", "").lstrip("0") or "0"
    if len(digits) > _EXACT_DIGITS:
        return None
    whole = int(found[1] + digits)
    return whole if abs(whole) < EXACT_LIMIT else None


def number_of(number: float) -> float | None:
    """Return a cell's number; None for NaN and the infinities."""
    return float(number) if math.isfinite(number) else None


def whole_of(number: float) -> int | None:
    """Return a cell's whole number; None if it has a fraction or is too large to be exact."""
    if not math.isfinite(number) or abs(number) >= EXACT_LIMIT or number != int(number):
        return None
    return int(number)
