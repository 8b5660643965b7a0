"""分母の注: who is left out is told as far as no small number follows from it.

All rates about the same people begin with the same number of them, so that a note of one tells
what another hides. One decision holds for all of them: every reason, one sum, or nothing.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from enum import IntEnum
from typing import NamedTuple

import pandas as pd

from ledger.judge.curriculum import personas_of
from ledger.layout.columns import Cell
from ledger.model.policy import Policy, Target
from ledger.model.terms import RateState
from ledger.withhold.trainings import Base, base_of

Row = Mapping[str, Cell]
UNTOLD = "除いた人の数は、少人数のため書きません"
_NOTE = re.compile(r"分母 (\d+)(?:\(除外なし\)| = \d+((?: − [^ ]+ \d+)+))")
_REASON = re.compile(r" − [^ ]+ (\d+)")


class Told(IntEnum):
    """How much is told of who is left out."""

    REASONS = 1
    SUM = 2
    NOTHING = 3


class Excluded(NamedTuple):
    """How much is told about which people.

    Attributes:
        told: By whom a rate is about.
        by_rate: Who is left out, by 率番号 and reason.
        policy: The policy.
    """

    told: Mapping[Base, Told]
    by_rate: Mapping[str, Counter[str]]
    policy: Policy

    def of_rate(self, row: Row) -> Cell:
        """Return the note of a rate as a whole."""
        if row["state"] == RateState.NOT_OFFERED:
            return row["note"]
        if row["state"] != RateState.COMPUTED:
            return "算定不能(対象0名)"
        out = sum(self.by_rate.get(str(row["rate_no"]), Counter()).values())
        told = self.told.get(_base(self.policy, row), Told.REASONS)
        return row["note"] if told is Told.REASONS else _said(row["denominator"], out, told)

    def in_text(self, target_code: str, text: str) -> str:
        """Return a target's 算定根拠, its note told as those of the rates."""
        target = self.policy.targets.get(target_code)
        told = self.told.get(_asked(self.policy, target), Told.REASONS)
        if told is Told.REASONS:
            return text
        return _NOTE.sub(lambda note: _said(int(note[1]), sum(_parts(note)), told), text)


def excluded(
    policy: Policy,
    rates: Iterable[Row],
    denominators: pd.DataFrame,
    kpis: Iterable[Row],
    least: int,
) -> Excluded:
    """Decide how much is told of who is left out.

    Args:
        policy: The policy.
        rates: The rows of 参加率.
        denominators: 分母台帳.
        kpis: The rows of KPI.
        least: 少人数の秘匿.
    """
    by_rate: dict[str, Counter[str]] = {}
    counted = denominators.groupby(["rate_no", "reason"], as_index=False).size()
    for number, reason, many in counted.itertuples(index=False, name=None):
        by_rate.setdefault(str(number), Counter())[str(reason)] = int(many)
    told: dict[Base, Told] = {}

    def look(base: Base, parts: Iterable[int]) -> None:
        listed = [part for part in parts if part]
        level = Told.REASONS
        if any(part < least for part in listed):
            level = Told.NOTHING if sum(listed) < least else Told.SUM
        told[base] = max(level, told.get(base, Told.REASONS))

    for row in rates:
        if row["section_code"] is None:
            parts = by_rate.get(str(row["rate_no"]), Counter())
            look(_base(policy, row), parts.values())
    for row in kpis:
        base = _asked(policy, policy.targets.get(str(row["target_code"])))
        for note in _NOTE.finditer(str(row["basis"] or "")):
            look(base, _parts(note))
    return Excluded(told, by_rate, policy)


def _said(counted: Cell, out: int, told: Told) -> str:
    if told is Told.NOTHING:
        return f"分母 {counted}({UNTOLD})"
    if not out:
        return f"分母 {counted}(除外なし)"
    whole = counted + out if isinstance(counted, int) else out
    return f"分母 {counted} = {whole} − 除外 {out}(理由は少人数のため書きません)"


def _parts(note: re.Match[str]) -> list[int]:
    return [int(number) for number in _REASON.findall(note[2] or "")]


def _base(policy: Policy, row: Row) -> Base:
    """Return whom a rate is about."""
    if row["persona_code"]:
        return base_of(policy, [str(row["persona_code"])])
    return base_of(policy, personas_of(policy, str(row["training_code"])))


def _asked(policy: Policy, target: Target | None) -> Base:
    """Return whom a target is about."""
    if target is None:
        return base_of(policy, ())
    if target.persona_code:
        return base_of(policy, [target.persona_code])
    group = policy.group_of(target.object_code or "")
    codes = group.training_codes if group else (str(target.object_code),)
    found = [personas_of(policy, code) for code in codes]
    return base_of(policy, [] if not all(found) else [one for own in found for one in own])
