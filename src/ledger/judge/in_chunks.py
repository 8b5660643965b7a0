"""Step判定 chunk by chunk: people with all their rows, where not all of them fit into memory.

What a Step rests on is one's own: personas, facts, leave, earlier Steps. So a person is judged
alike in any company, and the chunks put together are the table `verdicts` of all.
"""

import datetime as dt
from collections.abc import Iterable, Iterator

import numpy as np
import pandas as pd

from ledger.judge.coded_tables import CodedTables, coded
from ledger.judge.criteria_columns import Ints
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, replaced
from ledger.model.policy import Policy

_WHOSE = "staff_no"


def verdicts_in_chunks(
    policy: Policy, chunks: Iterable[Tables], as_of: dt.date
) -> Iterator[pd.DataFrame]:
    """Return the rows of the table `verdicts`, chunk by chunk, each judged when it is asked for.

    Args:
        policy: The policy.
        chunks: The ledger's tables in parts, of other people each, with all their rows
            (`chunks_of`; or as they are read).
        as_of: 基準日.
    """
    # nothing here holds a chunk while the next one is made
    return map(lambda part: verdicts(policy, part, as_of), chunks)  # noqa: C417


def chunks_of(tables: Tables, people: int) -> Iterator[Tables]:
    """Yield tables in chunks of people, in the order of 職員; what is nobody's is in none.

    Args:
        tables: The ledger's tables.
        people: How many people are in a chunk.
    """
    own = coded(tables)
    personal = [key for key, data in own.items() if _WHOSE in data]
    parts = {key: _parts(own, key, people) for key in personal}
    for number in range(-(-len(own.staff) // people)):
        yield replaced(own, {key: own[key].take(rows[number]) for key, rows in parts.items()})


def _parts(tables: CodedTables, key: str, people: int) -> list[Ints]:
    """Return the rows of each chunk, in the order of the table."""
    chunk = tables.of(key).whose // people  # who is nobody comes to -1
    order = np.argsort(chunk, kind="stable")
    many = np.bincount(chunk + 1, minlength=-(-len(tables.staff) // people) + 1)
    return np.split(order, np.cumsum(many)[:-1])[1:]
