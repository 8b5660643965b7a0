"""必要人数の決め方: how many people work needs to run by itself, as HR writes it down (S28)."""

from collections.abc import Iterator
from typing import NamedTuple

from ledger.layout.frames import Tables, records
from ledger.layout.plan_tables import HEADCOUNT_RULES
from ledger.model.policy import Policy
from ledger.model.terms import TOP_LEVEL, HeadcountBasis

ALL = 100
"""Percent."""


class HeadcountRule(NamedTuple):
    """One row.

    Attributes:
        work: What is to run by itself.
        persona_code: Who is counted: holders of this persona; None for everybody.
        tool_code: Who is counted: those who reach the Step, or the level, of this tool.
        step: From which Step or level on; None for holders, or the first.
        basis: 決め方; None where it says none of them.
        amount: 数: people, or percent; None where it is no whole number.
        source: Where it is written: 目標コード of a target, "" for a row of the table.
    """

    work: str
    persona_code: str | None
    tool_code: str | None
    step: int | None
    basis: HeadcountBasis | None
    amount: int | None
    source: str = ""

    @property
    def said(self) -> str:
        """The rule in words: 各課2名, 各課20%, 全庁5名."""
        if self.basis is None or self.amount is None:
            return ""
        where, unit = _WORDS[self.basis]
        return f"{where}{self.amount}{unit}"


_WORDS = {
    HeadcountBasis.EACH_SECTION: ("各課", "名"),
    HeadcountBasis.EACH_SHARE: ("各課", "%"),
    HeadcountBasis.WHOLE: ("全庁", "名"),
}


class RuleLack(NamedTuple):
    """What keeps a rule from being worked out: the column, and why."""

    column: str
    reason: str


def headcount_rules(tables: Tables) -> tuple[HeadcountRule, ...]:
    """Return the rows of 必要人数の決め方 in their order."""
    return tuple(
        HeadcountRule(
            str(row["work"] or "(業務が空欄)"),
            _code(row["persona_code"]),
            _code(row["tool_code"]),
            row["step"] if isinstance(row["step"], int) else None,
            _basis(row["basis"]),
            row["amount"] if isinstance(row["amount"], int) else None,
        )
        for row in records(HEADCOUNT_RULES, tables[HEADCOUNT_RULES.key])
    )


def _code(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _basis(value: object) -> HeadcountBasis | None:
    return HeadcountBasis(str(value)) if value in tuple(HeadcountBasis) else None


def rule_lacks(policy: Policy, rule: HeadcountRule) -> Iterator[RuleLack]:
    """Say what keeps a rule from being worked out; nothing where it can be.

    Args:
        policy: The policy.
        rule: The rule.
    """
    if rule.basis is None:
        yield RuleLack("basis", f"決め方は {'・'.join(HeadcountBasis)} のどれかです")
    if rule.amount is None or rule.amount < 1:
        yield RuleLack("amount", "数は1以上の整数です")
    elif rule.basis is HeadcountBasis.EACH_SHARE and rule.amount > ALL:
        yield RuleLack("amount", f"各課の割合が {rule.amount}% で、100%を超えています")
    yield from _who_lacks(policy, rule)


def _who_lacks(policy: Policy, rule: HeadcountRule) -> Iterator[RuleLack]:
    persona, tool = rule.persona_code, rule.tool_code
    if persona is None and tool is None:
        yield RuleLack("persona_code", "人材像もツールも空欄なので、だれを数えるか分かりません")
    if persona is not None:
        known = policy.personas.get(persona)
        if known is None:
            yield RuleLack("persona_code", f"人材像 {persona} がシート「人材像」にありません")
        elif not known.active:
            yield RuleLack("persona_code", f"人材像「{known.persona_name}」が有効ではありません")
    if tool is not None and tool not in policy.tools:
        yield RuleLack("tool_code", f"ツール {tool} がシート「ツール」にありません")
    elif rule.step is not None:
        yield from _step_lacks(policy, rule, rule.step)


def _step_lacks(policy: Policy, rule: HeadcountRule, step: int) -> Iterator[RuleLack]:
    persona, tool = rule.persona_code, rule.tool_code
    if persona is not None and (tool is None or tool in policy.tools_of(persona)):
        if step not in {one.step for one in policy.steps_of(persona)}:
            yield RuleLack("step", f"この人材像に有効なStep{step}がありません")
    elif step > TOP_LEVEL:
        yield RuleLack("step", f"ツールのレベルは{TOP_LEVEL}までです")
