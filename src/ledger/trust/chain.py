"""The chain of the run journal: each record carries a hash over itself and the one before.

Rewriting an earlier record breaks every later link (faults §4, option 5).
"""

import hashlib
import json
from collections.abc import Mapping, Sequence


def link(previous: str, record: Mapping[str, object]) -> str:
    """Return the chain value of a record.

    Args:
        previous: Chain value of the record before; "" for the first.
        record: The record, without its own chain value; values are text, numbers or None.
    """
    canonical = json.dumps(
        [previous, record], ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode()).hexdigest()


def first_break(records: Sequence[tuple[Mapping[str, object], str]]) -> int | None:
    """Return the index of the first record whose chain value is wrong, None if all hold.

    Args:
        records: `(record without its chain value, chain value)`, oldest first.
    """
    previous = ""
    for index, (record, chain) in enumerate(records):
        if link(previous, record) != chain:
            return index
        previous = chain
    return None
