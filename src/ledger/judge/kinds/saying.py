"""How a 種別 is said as a sentence on 人材像カード, word for word what its formulas are made of."""

from typing import NamedTuple

from ledger.model.terms import CriterionKind, Unit


class Saying(NamedTuple):
    """How one 種別 is said.

    Attributes:
        before: What stands before 「何」.
        after: What follows it.
        blank: What is said where 何 is blank.
        once: What is said of 必要数 1, and where it is blank; "" if 必要数 is always said.
        head: What stands before 必要数.
        tail: What follows it.
        units: The 単位 that fit, the usual one first; none if its word is none of them.
    """

    before: str
    after: str
    blank: str
    once: str
    head: str
    tail: str
    units: tuple[Unit, ...]


MODE = "{mode}"
"""Where 通算 or 継続 of 設定 stands."""
PICK = "(何の研修かを選んでください)"


def usual_saying(term: CriterionKind, unit: str) -> Saying:
    """Return how a 種別 is said that has no words of its own: `免許「甲」が2枚あること`.

    Args:
        term: The 種別.
        unit: What it is counted in.
    """
    return Saying(f"{term} ", "が", f"{term}が", "", "", f"{unit}あること", units_named(unit))


def units_named(unit: str) -> tuple[Unit, ...]:
    """Return the 単位 of a word, none where the policy has no such 単位."""
    return tuple(one for one in Unit if one == unit)
