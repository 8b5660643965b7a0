"""台帳点検 twice in one run, of the ledger as it was read and as it will stand, asked once.

A check is asked again only where a table that it read, or the policy, is another one by then. What
a check reads is seen while it runs, so that nobody has to declare it, or forgets to.
"""

from collections.abc import Iterator, Mapping
from itertools import chain
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.judge.consistency.findings import CHECKS, Check
from ledger.layout.frames import Tables
from ledger.model.policy import Policy
from ledger.model.problems import Problem


class CheckAnswer(NamedTuple):
    """What one check found, and the tables that it read for it."""

    read: Mapping[str, pd.DataFrame]
    problems: tuple[Problem, ...]


class CheckAnswers(NamedTuple):
    """What every check found.

    Attributes:
        policy: The policy that was asked about.
        given: The answers, in the order of the checks.
    """

    policy: Policy
    given: tuple[CheckAnswer, ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """Every finding, as `check` returns them."""
        return tuple(chain.from_iterable(answer.problems for answer in self.given))


def asked(policy: Policy, tables: Tables, before: CheckAnswers | None = None) -> CheckAnswers:
    """Check the whole ledger; what was asked about the same facts before is not asked again.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        before: The answers about an earlier state, if there are any.
    """
    if before is None or before.policy is not policy:
        return CheckAnswers(policy, tuple(_ask(one, policy, tables) for one in CHECKS))
    pairs = zip(CHECKS, before.given, strict=True)
    return CheckAnswers(
        policy,
        tuple(
            known if _stands(known, tables) else _ask(one, policy, tables) for one, known in pairs
        ),
    )


def _stands(known: CheckAnswer, tables: Tables) -> bool:
    """Whether the tables that a check read are the very same ones; equal ones are asked about."""
    return all(tables[key] is data for key, data in known.read.items())


def _ask(one: Check, policy: Policy, tables: Tables) -> CheckAnswer:
    reading = _Reading(tables)
    problems = tuple(one(policy, reading))
    return CheckAnswer(MappingProxyType(reading.read), problems)


class _Reading(Mapping[str, pd.DataFrame]):
    """The tables, which remember which of them were read."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.read: dict[str, pd.DataFrame] = {}

    def __getitem__(self, key: str) -> pd.DataFrame:
        data = self.read[key] = self._tables[key]
        return data

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)
