"""照合値 of a closed year: over its rows of `history`, so that a change by hand is found."""

import hashlib
import json
from collections.abc import Iterable, Mapping


def closing_digest(rows: Iterable[Mapping[str, object]]) -> str:
    """Return the digest of rows, whatever their order.

    Args:
        rows: Rows by column key; values are text, whole numbers, numbers or None.
    """
    lines = sorted(
        json.dumps({k: _told(v) for k, v in row.items()}, ensure_ascii=False, sort_keys=True)
        for row in rows
    )
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _told(value: object) -> object:
    """Return a value in its one form: 12 and 12.0 are the same figure."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return None if value == "" else value
