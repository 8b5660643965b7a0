"""Judged in chunks of people, or all at once: the same table."""

from itertools import chain

import pandas as pd
import pytest

from ledger.judge.in_chunks import chunks_of, verdicts_in_chunks
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables, replaced
from ledger.layout.policy import policy_of
from oracle.generate import generate

SIZES = (7, 20, 1_000)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("size", SIZES)
def test_まとまりごとに判定しても_一度に判定したのと同じ(seed: int, size: int) -> None:
    tables = _shuffled(generate(seed), seed)
    policy, _ = policy_of(tables)
    as_of = policy.settings.as_of
    whole = verdicts(policy, tables, as_of)
    parts = list(verdicts_in_chunks(policy, chunks_of(tables, size), as_of))
    assert len(parts) == -(-tables["staff"]["staff_no"].nunique() // size)
    pd.testing.assert_frame_equal(pd.concat(parts, ignore_index=True), whole)


def _shuffled(tables: Tables, seed: int) -> Tables:
    """Return tables in which nobody's facts stand together."""
    facts = ("attendances", "qualifications", "engagements", "tool_levels", "prior_steps")
    return replaced(tables, {key: tables[key].sample(frac=1, random_state=seed) for key in facts})


def test_どのまとまりにも_その人の行だけがある() -> None:
    tables = generate(1)
    people = [part["staff"]["staff_no"].unique().tolist() for part in chunks_of(tables, 4)]
    assert [len(some) for some in people[:-1]] == [4] * (len(people) - 1)
    assert [*chain(*people)] == tables["staff"]["staff_no"].unique().tolist()
    for part, some in zip(chunks_of(tables, 4), people, strict=True):
        for key in ("attendances", "postings", "prior_steps"):
            assert set(part[key]["staff_no"]) <= set(some)
