"""How much of a large set one run looks at: a seeded sample, or the whole of it.

`make test` draws a sample, so that nobody waits; `make proof` (LEDGER_PROOF=1) looks at the whole
and keeps what it counted in `build/proof`, of which `docs/proof.py` makes the page docs/proof.md.
`LEDGER_SEED=5 make test` draws another sample.
"""

import json
import os
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest

T = TypeVar("T", bound=Callable[..., object])
WHOLE = bool(os.environ.get("LEDGER_PROOF"))
"""Whether this run looks at the whole sets."""
SEED = int(os.environ.get("LEDGER_SEED", "2026"))
"""What the sample is drawn by."""
KEPT = Path(__file__).parent.parent / "build" / "proof"
"""Where a proof keeps what it counted."""


def numbers(whole: int, usual: int) -> list[int]:
    """Return the numbers out of `range(whole)` that this run looks at, in order.

    Args:
        whole: How many the set has.
        usual: How many of them a usual run draws.
    """
    if WHOLE:
        return list(range(whole))
    drawn = random.Random(SEED)  # noqa: S311 - a sample, no secret
    return sorted(drawn.sample(range(whole), min(usual, whole)))


def cases(whole: int, usual: int) -> list[Any]:
    """Return `numbers` as values for `parametrize`; of the whole set each is marked `proof`."""
    marks = (pytest.mark.proof,) if WHOLE else ()
    return [pytest.param(number, marks=marks) for number in numbers(whole, usual)]


def batches(whole: int, usual: int, size: int) -> list[Any]:
    """Return `numbers` in batches as values for `parametrize`, as `cases` does.

    Args:
        whole: How many the set has.
        usual: How many of them a usual run draws.
        size: How many one batch has at most.
    """
    marks = (pytest.mark.proof,) if WHOLE else ()
    drawn = numbers(whole, usual)
    return [
        pytest.param(tuple(drawn[at : at + size]), marks=marks, id=f"{drawn[at]}-")
        for at in range(0, len(drawn), size)
    ]


def whole_set(test: T) -> T:
    """Mark a test that looks at more of its set where the whole is asked for."""
    return pytest.mark.proof(test) if WHOLE else test


def keep(what: str, **counted: int) -> None:
    """Keep what a proof counted; counts of one name are added up. A usual run keeps nothing.

    Args:
        what: What was looked at, in the words of docs/proof.md.
        counted: Counts by their label.
    """
    if not WHOLE:
        return
    KEPT.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"what": what, "seed": SEED, "counted": counted}, ensure_ascii=False)
    with (KEPT / f"{os.getpid()}.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
