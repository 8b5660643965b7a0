"""Steps, criteria and targets that can never be met, or that point nowhere."""

from collections.abc import Callable, Iterator

from ledger.layout import ledger
from ledger.layout.frames import Tables, address
from ledger.model.policy import EVERY_TOOL, Criterion, Policy, Target
from ledger.model.problems import Place, Problem
from ledger.model.terms import CriterionKind, EventKind, Indicator, ProjectKind, SkillMethod

TOP_LEVEL = 3
"""Highest level of a tool and highest rating of a skill (0-3)."""


def criteria_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find criteria, Steps and targets that cannot work as they are written."""
    yield from _criteria(policy, tables)
    yield from _steps(policy, tables)
    yield from _targets(policy, tables)


def _criteria(policy: Policy, tables: Tables) -> Iterator[Problem]:
    table, data = ledger.BY_KEY["criteria"], tables["criteria"]
    rows = {
        (row["persona_code"], row["step"], row["criterion_no"]): int(str(number))
        for number, row in data.iterrows()
    }
    steps = {(step.persona_code, step.step) for step in policy.steps}
    for criterion in policy.criteria:
        own = (criterion.persona_code, criterion.step, criterion.criterion_no)
        reason = why_never(policy, criterion)
        if reason is None and own[:2] not in steps:
            reason = f"Step{criterion.step} がシート「Step」にありません"
        if reason is not None:
            at = address(table, data, "object_code", rows[own])
            yield Problem.of(
                "criterion-never",
                Place(sheet=table.title, cell=at),
                criterion=f"{criterion.persona_code} {criterion.label}",
                reason=reason,
            )


def why_never(policy: Policy, criterion: Criterion) -> str | None:
    """Say why a criterion can never be met, None if it can."""
    if criterion.tool_code not in (None, EVERY_TOOL):
        tool = policy.tools.get(str(criterion.tool_code))
        if tool is None or not tool.active:
            return f"ツール {criterion.tool_code} が有効ではありません"
    return _RULES.get(criterion.kind, _project)(policy, criterion)


def _any(_policy: Policy, _criterion: Criterion) -> str | None:
    return None


def _project(_policy: Policy, criterion: Criterion) -> str | None:
    code = criterion.object_code
    if code is not None and code not in tuple(ProjectKind):
        return f"案件の種別「{code}」は選択肢にありません"
    return None


def _training(policy: Policy, criterion: Criterion) -> str | None:
    code, amount = criterion.object_code, criterion.amount
    group = policy.groups.get(code or "")
    if group is not None:
        if amount > max(1, len(group.training_codes)):
            return f"グループ {code} の研修は{len(group.training_codes)}つで、{amount}に届きません"
        return None
    if code not in policy.trainings:
        return f"研修またはグループ「{code or '(空)'}」がありません"
    return None


def _tool(policy: Policy, criterion: Criterion) -> str | None:
    if criterion.amount > TOP_LEVEL:
        return f"レベルは{TOP_LEVEL}までで、{criterion.amount}に届きません"
    if criterion.object_code is None:
        return None if criterion.tool_code else "対象のツールが書かれていません"
    if criterion.object_code not in policy.tools:
        return f"ツール「{criterion.object_code}」がありません"
    return None


def _skill(policy: Policy, criterion: Criterion) -> str | None:
    code, amount = criterion.object_code, criterion.amount
    skill = policy.skills.get(code or "")
    if skill is None:
        return f"スキル「{code or '(空)'}」がありません"
    if skill.method is not SkillMethod.HEADCOUNT:
        return f"スキル {code} は把握方法が「研修」なので、自己評価の欄がありません"
    if amount > TOP_LEVEL:
        return f"合致度は{TOP_LEVEL}までで、{amount}に届きません"
    return None


_RULES: dict[CriterionKind, Callable[[Policy, Criterion], str | None]] = {
    CriterionKind.TRAINING: _training,
    CriterionKind.TOOL: _tool,
    CriterionKind.SKILL: _skill,
    CriterionKind.QUALIFICATION: _any,
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
                Place(sheet=table.title, cell=address(table, data, "step", int(str(number)))),
                step=f"{own[0]} Step{own[1]}",
            )


def _targets(policy: Policy, tables: Tables) -> Iterator[Problem]:
    table, data = ledger.BY_KEY["targets"], tables["targets"]
    rows = {row["target_code"]: int(str(number)) for number, row in data.iterrows()}
    for target in policy.targets.values():
        reason = _target_gap(policy, target) if target.active else None
        if reason is not None:
            at = address(table, data, "indicator", rows[target.target_code])
            yield Problem.of(
                "target-incomplete",
                Place(sheet=table.title, cell=at),
                target=f"{target.target_code} {target.target_name}",
                reason=reason,
            )


_NEEDS_PERSONA = frozenset(
    {
        Indicator.PERSONA_HOLDERS,
        Indicator.PERSONA_COVERAGE,
        Indicator.LED_PROJECTS,
        Indicator.STEP_HOLDERS,
        Indicator.STEP_RATE,
    }
)
_NEEDS_TRAINING = frozenset(
    {
        Indicator.SESSIONS,
        Indicator.ATTENDANCE_RATE,
        Indicator.COMPLETION_RATE,
        Indicator.COMPLETERS,
    }
)
_NEEDS_STEP = frozenset({Indicator.STEP_HOLDERS, Indicator.STEP_RATE})


def _target_gap(policy: Policy, target: Target) -> str | None:
    """Say what a target lacks for its 指標, None if it is whole."""
    code, indicator = target.object_code, target.indicator
    known = code in policy.trainings or code in policy.groups
    lacks = (
        (indicator is not Indicator.STATEMENT and target.goal_value is None, "目標値"),
        (indicator in _NEEDS_PERSONA and target.persona_code is None, "人材像コード"),
        (indicator in _NEEDS_STEP and target.step is None, "Step"),
        (indicator in _NEEDS_TRAINING and not known, "対象コード(研修かグループ)"),
        (
            indicator is Indicator.TOOL_COVERAGE and code not in policy.tools,
            "対象コード(ツール)",
        ),
        (
            indicator is Indicator.ANSWER_RATE and code not in policy.questions,
            "対象コード(設問)",
        ),
        (indicator is Indicator.POST_HOLDERS and code is None, "対象コード(役割)"),
        (
            indicator is Indicator.EVENTS and code is not None and code not in tuple(EventKind),
            "対象コード(行事の種別)",
        ),
        (indicator is Indicator.SHARE_OF and target.condition_code is None, "条件目標コード"),
    )
    missing = [name for lacking, name in lacks if lacking]
    return f"{'・'.join(missing)}がないか、一覧にありません" if missing else None
