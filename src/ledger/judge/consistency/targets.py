"""Targets that cannot be worked out as they are written, or would stay at 0 without a word."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ledger.judge.consistency_places import place
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.model.calendar import wareki_year
from ledger.model.policy import Policy, Target
from ledger.model.problems import Problem
from ledger.model.terms import About, EventKind, Indicator, ProjectKind
from ledger.model.units import unit_lacks


class Lack(NamedTuple):
    """What a target lacks: the column, and what should stand there."""

    column: str
    reason: str


def overdue_targets(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find targets in use whose 期限 lies before the ledger's year."""
    table, data = ledger.BY_KEY["targets"], tables["targets"]
    rows = dict(zip(data["target_code"], data.index, strict=True))
    for target in policy.targets.values():
        if target.active and target.due_year < policy.settings.fiscal_year:
            yield Problem.of(
                "target-overdue",
                place(table, data, "due_year", rows[target.target_code]),
                target=f"{target.target_code} {target.target_name}",
                due=wareki_year(target.due_year),
                year=policy.settings.year_label,
            )


def target_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find targets in use that lack something for their 指標, or point where nothing is."""
    table, data = ledger.BY_KEY["targets"], tables["targets"]
    rows = dict(zip(data["target_code"], data.index, strict=True))
    for target in policy.targets.values():
        lacks = tuple(lacks_of(policy, target)) if target.active else ()
        if lacks:
            yield Problem.of(
                "target-incomplete",
                place(table, data, lacks[0].column, rows[target.target_code]),
                target=f"{target.target_code} {target.target_name}",
                reason="、".join(lack.reason for lack in lacks),
            )


def lacks_of(policy: Policy, target: Target) -> Iterator[Lack]:
    """Yield what keeps a target from being worked out, the 目標値 included."""
    indicator = target.indicator
    if indicator is not Indicator.STATEMENT and target.goal_value is None:
        yield Lack("goal_value", "目標値がない")
    if said := unit_lacks(indicator, target.unit):
        yield Lack("unit", said)
    rule = indicator.rule
    if rule.persona and target.persona_code is None:
        yield Lack("persona_code", "人材像コードがない")
    if rule.step and target.step is None:
        yield Lack("step", "Stepがない")
    if rule.about is not None and not _is_known(policy, target):
        said = f"「{target.object_code}」は{rule.about}の一覧にない"
        missing = f"対象コード({rule.about})がない"
        yield Lack("object_code", said if target.object_code else missing)
    if indicator is Indicator.SHARE_OF:
        yield from _share(policy, target)
    elif target.persona_code in policy.personas:
        yield from _steps(policy, target)


def _is_known(policy: Policy, target: Target) -> bool:
    """Whether 対象コード is one of what it must be for the 指標."""
    rule, code = target.indicator.rule, target.object_code
    return rule.anything if code is None else rule.about is None or _KNOWN[rule.about](policy, code)


_KNOWN: dict[About, Callable[[Policy, str], bool]] = {
    About.TRAINING: lambda policy, code: code in policy.trainings or code in policy.groups,
    About.TOOL: lambda policy, code: code in policy.tools,
    About.QUESTION: lambda policy, code: code in policy.questions,
    About.POST: lambda _policy, _code: True,
    About.EVENT: lambda _policy, code: code in tuple(EventKind),
    About.PROJECT: lambda policy, code: code in tuple(ProjectKind) or code in policy.tools,
    About.PROJECT_KIND: lambda _policy, code: code in tuple(ProjectKind),
}
"""Whether there is what a 対象コード names."""


def _steps(policy: Policy, target: Target) -> Iterator[Lack]:
    """Hold the Step, and the tool, that a target asks for against the persona's."""
    persona, indicator = str(target.persona_code), target.indicator
    tools = policy.tools_of(persona)
    by_row = indicator.rule.step or (
        indicator is Indicator.PERSONA_COVERAGE and target.step is not None
    )
    if indicator is Indicator.TOOL_COVERAGE:
        by_row = target.object_code in tools
    if not by_row:
        return
    if not policy.personas[persona].active:
        yield Lack("persona_code", f"人材像 {persona} が有効でない")
    elif target.step is not None and not _defined(policy, persona, target.step):
        yield Lack("step", f"人材像 {persona} に有効なStep{target.step}がない")
    if indicator.rule.step and target.object_code and target.object_code not in tools:
        said = f"「{target.object_code}」は人材像 {persona} のStep条件にある有効なツールでない"
        yield Lack("object_code", said)


def _defined(policy: Policy, persona_code: str, step: int) -> bool:
    return step in {one.step for one in policy.steps_of(persona_code)}


def _share(policy: Policy, target: Target) -> Iterator[Lack]:
    """Hold うち割合 against the target whose people it shares out."""
    code = target.condition_code
    if code is None:
        yield Lack("condition_code", "条件目標コードがない")
        return
    base = policy.targets.get(code)
    if base is None:
        yield Lack("condition_code", f"条件目標 {code} が目標にない")
    elif _circles(policy, target):
        yield Lack("condition_code", f"条件目標 {code} をたどると、自分に戻る")
    elif not base.indicator.rule.people:
        yield Lack("condition_code", f"条件目標 {code}({base.indicator})は、人を数えない")
    else:
        persona = target.persona_code or base.persona_code
        if target.step is None:
            return
        if persona is None:
            yield Lack("persona_code", "人材像コードがない")
        elif persona in policy.personas and not _defined(policy, persona, target.step):
            yield Lack("step", f"人材像 {persona} に有効なStep{target.step}がない")


def _circles(policy: Policy, target: Target) -> bool:
    seen: set[str] = set()
    at: Target | None = target
    while at is not None and at.indicator is Indicator.SHARE_OF:
        if at.target_code in seen:
            return True
        seen.add(at.target_code)
        at = policy.targets.get(at.condition_code or "")
    return False
