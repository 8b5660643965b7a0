"""The issue seal (封印): which form was issued to whom, proved by a key that only HR holds.

It shows a swapped staff number, a foreign template, and a form of another year or phase; it does
not show who pressed 確認 (faults §4, option 2a). A seal says by which key it was made, by its
鍵番号, which tells keys apart and says nothing of the key itself.
"""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from typing import NamedTuple

_ID_DIGITS = 12
"""Hex digits of a 鍵番号: an office has a handful of keys, and a person reads it out."""
_PURPOSE = b"talent-ledger key id, version 1\0"
_WITH_ID = re.compile(rf"([0-9a-f]{{{_ID_DIGITS}}})-([0-9a-f]{{64}})")


class Issued(NamedTuple):
    """What a seal binds together."""

    issue_no: str
    staff_no: str
    fiscal_year: int
    phase: str
    form_version: str


def key_id(key: bytes) -> str:
    """Return the 鍵番号 of a key, 12 hex digits."""
    return hashlib.sha256(_PURPOSE + key).hexdigest()[:_ID_DIGITS]


def seal(key: bytes, issued: Issued) -> str:
    """Return the seal of an issued form: the 鍵番号, a hyphen, 64 hex digits.

    Args:
        key: HR's secret key.
        issued: What the form was issued as.
    """
    return f"{key_id(key)}-{_code(key, issued)}"


def sealed_by(given: str) -> str:
    """Return the 鍵番号 that a seal names; "" for one of a time before seals named it."""
    named = _WITH_ID.fullmatch(given)
    return named[1] if named else ""


def seal_matches(keys: Mapping[str, bytes], issued: Issued, given: str) -> bool:
    """Say whether a seal is the right one for what it claims.

    Args:
        keys: HR's keys by 鍵番号; a seal that names none is tried with each.
        issued: What the form says it was issued as.
        given: The seal.
    """
    if named := _WITH_ID.fullmatch(given):
        number, code = named.groups()
        key = keys.get(number)
        return key is not None and hmac.compare_digest(_code(key, issued), code)
    plain = given.encode("utf-8", "replace")
    return any(hmac.compare_digest(_code(key, issued).encode(), plain) for key in keys.values())


def _code(key: bytes, issued: Issued) -> str:
    message = json.dumps(list(issued), ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key, message.encode(), hashlib.sha256).hexdigest()
