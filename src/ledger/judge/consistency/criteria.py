"""Steps and criteria that can never be met, or that lead nowhere."""

from collections.abc import Iterator

from ledger.judge.consistency_places import place
from ledger.judge.kinds import Fault, kind_of
from ledger.layout import ledger
from ledger.layout.frames import Tables
from ledger.model.policy import EVERY_TOOL, Criterion, Policy
from ledger.model.problems import Problem


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
    return kind_of(criterion).fault(policy, criterion)


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
