"""台帳点検 within one run: asked once where the facts are the same, again where they are not."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from unittest.mock import patch

import pandas as pd
import pytest

from builders import policy, tables
from ledger.judge.consistency import findings as consistency
from ledger.judge.consistency.again import asked
from ledger.judge.consistency.findings import CHECKS, check
from ledger.layout.frames import Tables, replaced
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from small_office import office_in

PEOPLE = [f"{n:05d}" for n in range(1, 4)]


def town() -> Tables:
    """Return three people, of whom the 長 has nobody who confirms, and a posting too many."""
    return tables(
        staff=[{"staff_no": n} for n in PEOPLE],
        sections=[{"section_code": "0110", "section_name": "総務課"}],
        postings=[{"staff_no": n, "section_code": "0110"} for n in (*PEOPLE, "00003")],
        heads=[{"section_code": "0110", "staff_no": "00001"}],
        trainings=[{"training_code": "T01"}],
        attendances=[{"staff_no": "00002", "training_code": "T01", "completed_on": "2025-05-01"}],
    )


def again(made: Tables, key: str) -> pd.DataFrame:
    """Return a table with its first row twice."""
    return pd.concat([made[key], made[key].head(1)])


CHANGED = {
    "何も変わらない": (),
    "実績だけが変わる": ("attendances",),
    "所属長が変わる": ("heads",),
    "職員が変わる": ("staff",),
    "所属履歴と実績が変わる": ("postings", "attendances"),
}


@pytest.mark.parametrize("case", CHANGED)
def test_二度目の点検は_はじめから点検したのと同じ(case: str) -> None:
    made = town()
    own = policy(made)
    first = asked(own, made)
    assert first.problems == check(own, made)
    assert len(first.problems) >= 2
    after = replaced(made, {key: again(made, key) for key in CHANGED[case]})
    assert asked(own, after, first).problems == check(own, after)


def counting(counts: Counter[str]) -> Iterator[Callable[[Policy, Tables], tuple[Problem, ...]]]:
    """Yield the checks, each of which counts how often it is asked."""
    for one in CHECKS:

        def ask(
            policy: Policy, tables: Tables, one: consistency.Check = one
        ) -> tuple[Problem, ...]:
            counts[one.__name__] += 1
            return tuple(one(policy, tables))

        yield ask


TWICE: Mapping[str, tuple[tuple[str, ...], frozenset[str]]] = {
    "実績が変われば_実績を見る点検だけ": (
        ("attendances",),
        frozenset({"duplicate_keys", "unknown_codes", "reversed_ranges", "session_problems"}),
    ),
    "何も変わらなければ_どれも一度": ((), frozenset()),
}


@pytest.mark.parametrize("case", TWICE)
def test_読んだ表が変わった点検だけを_もう一度する(case: str) -> None:
    keys, wanted = TWICE[case]
    counts: Counter[str] = Counter()
    made = town()
    own = policy(made)
    with patch("ledger.judge.consistency.again.CHECKS", tuple(counting(counts))):
        first = asked(own, made)
        asked(own, replaced(made, {key: again(made, key) for key in keys}), first)
    assert {name for name, times in counts.items() if times == 2} == wanted
    assert set(counts.values()) <= {1, 2}


def test_方針が変われば_どの点検もはじめから() -> None:
    counts: Counter[str] = Counter()
    made = town()
    with patch("ledger.judge.consistency.again.CHECKS", tuple(counting(counts))):
        asked(policy(made), made, asked(policy(made), made))
    assert set(counts.values()) == {2}


def test_集約は_確認者の机を一度だけ調べる(tmp_path: Path) -> None:
    office = office_in(tmp_path)
    (tmp_path / "提出").mkdir()
    counts: Counter[str] = Counter()
    with patch("ledger.judge.consistency.again.CHECKS", tuple(counting(counts))):
        office.run("consolidate", office.ledger, "--from", tmp_path / "提出")
    assert counts["people_unconfirmed"] == 1
    assert counts["headless_sections"] == 1
