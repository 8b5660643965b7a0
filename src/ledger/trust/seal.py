"""The issue seal (封印): which form was issued to whom, proved by a key that only HR holds.

It shows a swapped staff number, a foreign template, and a form of another year or phase; it does
not show who pressed 確認 (faults §4, option 2a).
"""

import hashlib
import hmac
import json
from typing import NamedTuple


class Issued(NamedTuple):
    """What a seal binds together."""

    issue_no: str
    staff_no: str
    fiscal_year: int
    phase: str
    form_version: str


def seal(key: bytes, issued: Issued) -> str:
    """Return the seal of an issued form, 64 hex digits.

    Args:
        key: HR's secret key.
        issued: What the form was issued as.
    """
    message = json.dumps(list(issued), ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()


def seal_matches(key: bytes, issued: Issued, given: str) -> bool:
    """Say whether a seal is the right one for what it claims."""
    return hmac.compare_digest(seal(key, issued), given)
