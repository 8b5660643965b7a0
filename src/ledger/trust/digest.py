"""The content digest (内容照合値): the same content has the same digest, however it was saved.

Canonical form v1 (faults §4): a header line, then one JSON array per row with a type tag on every
value. Text is NFC with LF line ends and no blanks at its right; numbers are decimals with at most
nine places; days and moments are ISO; blank is null. It detects a change; it does not prove who
confirmed.
"""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import MAX_EMAX, MIN_EMIN, ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple, TypeAlias

from ledger.model.folding import free_text

VERSION = "v1"

DigestValue: TypeAlias = str | int | float | Decimal | bool | dt.date | dt.datetime | None

_PLACES = Decimal("0.000000001")
_WIDE = Context(prec=400, rounding=ROUND_HALF_EVEN, Emin=MIN_EMIN, Emax=MAX_EMAX)
"""Room for every number that a cell can hold: 309 digits before the point, nine behind it."""
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


class DigestHeader(NamedTuple):
    """What a digest binds its content to; `supervisor_no` may be empty."""

    fiscal_year: int
    schema: str
    staff_no: str
    supervisor_no: str
    issue_id: str


def digest(header: DigestHeader, tables: Mapping[str, Sequence[Sequence[DigestValue]]]) -> str:
    """Return the digest of a report's content, 64 hex digits.

    Args:
        header: Year, schema, person, confirmer and issue.
        tables: Rows by table; wholly blank rows do not count, the order of rows does, the order
            of tables does not.
    """
    return hashlib.sha256(canonical(header, tables).encode()).hexdigest()


def canonical(header: DigestHeader, tables: Mapping[str, Sequence[Sequence[DigestValue]]]) -> str:
    """Return the canonical text that the digest is taken of, one line a row."""
    lines = [_line([VERSION, *(_tagged(value) for value in header)])]
    for name in sorted(tables):
        for row in tables[name]:
            values = [_tagged(value) for value in row]
            if any(value is not None for value in values):
                lines.append(_line([name, *values]))
    return "\n".join(lines) + "\n"


def _line(values: Iterable[object]) -> str:
    return _JSON.encode(list(values))


def _tagged(value: DigestValue) -> list[str] | None:
    if isinstance(value, str):
        text = plain_text(value)
        return ["s", text] if text else None
    if value is None:
        return None
    if isinstance(value, bool):
        return ["b", "1" if value else "0"]
    if isinstance(value, dt.datetime):
        return ["t", value.replace(microsecond=0, tzinfo=None).isoformat()]
    if isinstance(value, dt.date):
        return ["d", value.isoformat()]
    return ["n", _decimal(value)]


def plain_text(text: str) -> str:
    """Return text as the digest sees it: NFC, LF line ends, nothing blank at its right."""
    return free_text(text.replace("_x000D_", "\r"))


def _decimal(value: float | Decimal) -> str:
    number = value if isinstance(value, Decimal) else Decimal(repr(value))
    rounded = number.quantize(_PLACES, context=_WIDE).normalize(context=_WIDE)
    return "0" if not rounded else f"{rounded:f}"
