"""Steps and criteria that can never be met, or that lead nowhere."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from ledger.judge.consistency_places import place
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.model.policy import EVERY_TOOL, Criterion, Policy
from ledger.model.problems import Problem
from ledger.model.terms import CriterionKind, ProjectKind, SkillMethod

TOP_LEVEL = 3
"""Highest level of a tool and highest rating of a skill (0-3)."""


class Fault(NamedTuple):
    """What is wrong with a criterion.

    Attributes:
        column: The column that is at fault.
        reason: Why nobody can meet it, as a phrase.
        code: The problem; `criterion-closed` where what people have from before still counts.
    """

    column: str
    reason: str
    code: str = "criterion-never"


def criteria_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find criteria and Steps that cannot work as they are written."""
    yield from _criteria(policy, tables)
    yield from _steps(policy, tables)
    yield from _gaps(policy, tables)


def _criteria(policy: Policy, tables: Tables) -> Iterator[Problem]:
    table, data = ledger.BY_KEY["criteria"], tables["criteria"]
    columns = (data[key] for key in ("persona_code", "step", "criterion_no"))
    rows = dict(zip(zip(*columns, strict=True), data.index, strict=True))
    steps = {(step.persona_code, step.step) for step in policy.steps}
    for criterion in policy.criteria:
        own = (criterion.persona_code, criterion.step, criterion.criterion_no)
        fault = fault_of(policy, criterion)
        if fault is None and own[:2] not in steps:
            fault = Fault("step", f"Step{criterion.step} がシート「Step」にありません")
        if fault is not None:
            yield Problem.of(
                fault.code,
                place(table, data, fault.column, rows[own]),
                criterion=f"{criterion.persona_code} {criterion.label}",
                reason=fault.reason,
            )


def fault_of(policy: Policy, criterion: Criterion) -> Fault | None:
    """Say why a criterion can never be met, or not by anybody new; None if it can."""
    if criterion.tool_code == EVERY_TOOL:
        if not any(tool.active for tool in policy.tools.values()):
            return Fault("tool_code", "有効なツールがありません")
    elif criterion.tool_code is not None:
        tool = policy.tools.get(criterion.tool_code)
        if tool is None or not tool.active:
            return Fault("tool_code", f"ツール {criterion.tool_code} が有効ではありません")
    return _RULES[criterion.kind](policy, criterion)


def _project(_policy: Policy, criterion: Criterion) -> Fault | None:
    code = criterion.object_code
    if code is not None and code not in tuple(ProjectKind):
        return Fault("object_code", f"案件の種別「{code}」は選択肢にありません")
    return None


def _qualification(_policy: Policy, criterion: Criterion) -> Fault | None:
    """A named qualification is one, however often it was acquired: distinct names count."""
    if criterion.object_code is not None and criterion.amount > 1:
        said = f"資格「{criterion.object_code}」は1つと数えるので、{criterion.amount}に届きません"
        return Fault("amount", said)
    return None


def _training(policy: Policy, criterion: Criterion) -> Fault | None:
    code, amount = criterion.object_code, criterion.amount
    group = policy.groups.get(code or "")
    if group is not None:
        size = len(group.training_codes)
        if amount > max(1, size):
            return Fault("amount", f"グループ {code} の研修は{size}つで、{amount}に届きません")
        return None
    if code not in policy.trainings:
        return Fault("object_code", f"研修またはグループ「{code or '(空)'}」がありません")
    return None


def _tool(policy: Policy, criterion: Criterion) -> Fault | None:
    code, amount = criterion.object_code, criterion.amount
    if amount > TOP_LEVEL:
        return Fault("amount", f"レベルは{TOP_LEVEL}までで、{amount}に届きません")
    if code is None:
        if criterion.tool_code:
            return None
        return Fault("object_code", "対象のツールが書かれていません")
    if code not in policy.tools:
        return Fault("object_code", f"ツール「{code}」がありません")
    if not policy.tools[code].active:
        said = f"ツール {code} は有効ではなく、新しく申告できません"
        return Fault("object_code", said, "criterion-closed")
    return None


def _skill(policy: Policy, criterion: Criterion) -> Fault | None:
    code, amount = criterion.object_code, criterion.amount
    skill = policy.skills.get(code or "")
    if skill is None:
        return Fault("object_code", f"スキル「{code or '(空)'}」がありません")
    if skill.method is not SkillMethod.HEADCOUNT:
        said = f"スキル {code} は把握方法が「研修」なので、自己評価の欄がありません"
        return Fault("object_code", said)
    if amount > TOP_LEVEL:
        return Fault("amount", f"合致度は{TOP_LEVEL}までで、{amount}に届きません")
    if not skill.active:
        said = f"スキル {code} は有効ではなく、新しく自己評価できません"
        return Fault("object_code", said, "criterion-closed")
    return None


_RULES: dict[CriterionKind, Callable[[Policy, Criterion], Fault | None]] = {
    CriterionKind.TRAINING: _training,
    CriterionKind.TOOL: _tool,
    CriterionKind.SKILL: _skill,
    CriterionKind.QUALIFICATION: _qualification,
    CriterionKind.LEAD_TIME: _project,
    CriterionKind.DUTY_TIME: _project,
    CriterionKind.PROJECTS: _project,
    CriterionKind.MENTORING: _project,
}


def _steps(policy: Policy, tables: Tables) -> Iterator[Problem]:
    table, data = ledger.BY_KEY["steps"], tables["steps"]
    with_criteria = {(c.persona_code, c.step) for c in policy.criteria}
    inactive = {code for code, persona in policy.personas.items() if not persona.active}
    for number, row in data.iterrows():
        own = (row["persona_code"], row["step"])
        active = row["active"] != "×" and own[0] not in inactive
        if active and own not in with_criteria:
            yield Problem.of(
                "step-empty",
                place(table, data, "step", number),
                step=f"{own[0]} Step{own[1]}",
            )


def _gaps(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Steps that one of a persona's tools cannot pass: it has criteria above, but none there.

    Where Steps do not build on one another, nothing is in the way. A Step without any criterion
    is told by itself.
    """
    table, data = ledger.BY_KEY["steps"], tables["steps"]
    if not policy.settings.cumulative_steps:
        return
    rows = dict(zip(zip(data["persona_code"], data["step"], strict=True), data.index, strict=True))
    for persona in policy.active_personas:
        code = persona.persona_code
        steps = [one.step for one in policy.steps_of(code)]
        written = {c.step for c in policy.criteria if c.persona_code == code}
        for tool in policy.tools_of(code):
            own = {c.step for c in policy.criteria_of(code, tool)} & set(steps)
            blocked = [s for s in steps if s in written - own and s < max(own, default=0)]
            for step in blocked[:1]:
                yield Problem.of(
                    "step-tool-gap",
                    place(table, data, "step", rows[code, step]),
                    step=f"{code} Step{step}",
                    tool=f"{tool} {policy.tools[tool].tool_name}",
                )
