"""業務からの逆算: how many people work needs to run by itself, and where they are missing (S28).

Rules are those of 必要人数の決め方, and what targets of placement and of heads say already. A
surplus in one 課 helps no other (W32); 各課 k % asks of each 課 for ⌈k %⌉ of those who count there.
"""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

from ledger.judge.headcount_rules import ALL, HeadcountRule, headcount_rules, rule_lacks
from ledger.layout.frames import Tables
from ledger.measure.indicators.figure import Measured
from ledger.measure.indicators.sections import (
    CountedPeople,
    by_division,
    names_of,
    persona_held,
    tool_held,
)
from ledger.model.policy import Policy, Target
from ledger.model.terms import HeadcountBasis, Indicator, SectionLevel


class SectionGap(NamedTuple):
    """A 課 that has fewer than it needs.

    Attributes:
        name: The 課, by code besides where two have the same name.
        needed: How many it needs.
        have: How many it has.
        staff: How many of it count at all: with fewer than are needed nobody can make it good.
    """

    name: str
    needed: int
    have: int
    staff: int

    @property
    def missing(self) -> int:
        """How many are missing."""
        return self.needed - self.have

    @property
    def is_too_small(self) -> bool:
        """Whether the whole 課 has fewer people than are needed (定員不足)."""
        return self.staff < self.needed


class HeadsNeeded(NamedTuple):
    """What one rule comes to.

    Attributes:
        rule: The rule.
        who: Who is counted, in words.
        needed: How many are needed in all.
        have: How many there are where they are needed.
        missing: How many are missing, 課 by 課 where the rule is of 課.
        short: The 課 that have too few.
        wrong: Why the rule cannot be worked out; the numbers are 0 then.
    """

    rule: HeadcountRule
    who: str = ""
    needed: int = 0
    have: int = 0
    missing: int = 0
    short: tuple[SectionGap, ...] = ()
    wrong: tuple[str, ...] = ()


def required_heads(
    policy: Policy, tables: Tables, as_of: dt.date, more: tuple[HeadcountRule, ...] = ()
) -> tuple[HeadsNeeded, ...]:
    """Work out every rule.

    Args:
        policy: The policy.
        tables: The ledger's tables with `verdicts` as they were last worked out.
        as_of: The day judged.
        more: Rules that are only tried out.
    """
    rules = (*headcount_rules(tables), *_of_targets(policy), *more)
    if not rules:
        return ()
    measured = Measured(policy, tables, tables["verdicts"], as_of)
    return tuple(_needed(measured, rule) for rule in rules)


def _of_targets(policy: Policy) -> Iterator[HeadcountRule]:
    """Yield what targets in use say already: 課内必要人数, or a goal of so many people."""
    for target in policy.targets.values():
        if target.active and target.indicator in _BY_SECTION:
            amount = 1 if target.per_section is None else target.per_section
            yield _rule(target, HeadcountBasis.EACH_SECTION, amount)
        elif target.active and _asks_for_heads(target):
            yield _rule(target, HeadcountBasis.WHOLE, -int(-(target.goal_value or 0) // 1))


def _asks_for_heads(target: Target) -> bool:
    lacks_step = target.indicator is Indicator.STEP_HOLDERS and target.step is None
    return target.indicator in _IN_ALL and target.goal_value is not None and not lacks_step


_BY_SECTION = frozenset({Indicator.PERSONA_COVERAGE, Indicator.TOOL_COVERAGE})
_IN_ALL = frozenset({Indicator.PERSONA_HOLDERS, Indicator.STEP_HOLDERS})


def _rule(target: Target, basis: HeadcountBasis, amount: int) -> HeadcountRule:
    tool = target.object_code if target.indicator in _TOOLS else None
    step = None if target.indicator is Indicator.PERSONA_HOLDERS else target.step
    return HeadcountRule(
        target.target_name, target.persona_code, tool, step, basis, amount, target.target_code
    )


_TOOLS = frozenset({Indicator.TOOL_COVERAGE, Indicator.STEP_HOLDERS})


def _needed(measured: Measured, rule: HeadcountRule) -> HeadsNeeded:
    lacks = tuple(lack.reason for lack in rule_lacks(measured.policy, rule))
    if lacks or rule.basis is None or rule.amount is None:
        return HeadsNeeded(rule, wrong=lacks)
    held = _held(measured, rule)
    if rule.basis is HeadcountBasis.WHOLE:
        have = int(held.who.sum())
        return HeadsNeeded(rule, held.said, rule.amount, have, max(0, rule.amount - have))
    sections = _sections(measured, rule, held)
    short = tuple(one for one in sections if one.missing > 0)
    return HeadsNeeded(
        rule,
        held.said,
        needed=sum(one.needed for one in sections),
        have=sum(one.have for one in sections),
        missing=sum(one.missing for one in short),
        short=short,
    )


def _held(measured: Measured, rule: HeadcountRule) -> CountedPeople:
    if rule.tool_code is not None:
        return tool_held(measured, rule.tool_code, rule.persona_code, rule.step)
    return persona_held(measured, str(rule.persona_code), rule.step)


def _sections(
    measured: Measured, rule: HeadcountRule, held: CountedPeople
) -> tuple[SectionGap, ...]:
    """Return every 課 that counts, with what it needs and has."""
    population, amount = measured.present, rule.amount or 0
    divisions = population.organisation.counted(SectionLevel.DIVISION)
    there, staff = by_division(population, held.who), by_division(population, population.counting)
    names = names_of(divisions)
    share = rule.basis is HeadcountBasis.EACH_SHARE
    return tuple(
        SectionGap(
            names[one.code],
            -(-amount * staff[one.code] // ALL) if share else amount,
            there[one.code],
            staff[one.code],
        )
        for one in divisions
    )
