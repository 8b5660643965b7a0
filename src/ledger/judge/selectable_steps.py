"""Which Steps may be named: by people themselves (自己判定), and by a supervisor (上長判定).

A Step that is switched off is none, of whichever persona; 0 says that none is reached yet. A
supervisor judges what has a verdict: personas and tools that are 有効.
"""

from collections.abc import Iterator, Mapping

from ledger.judge.consistency_places import place
from ledger.layout.flow_tables import STEP_REVIEWS
from ledger.layout.frames import Tables
from ledger.model.policy import Policy
from ledger.model.problems import Problem


def own_steps(policy: Policy, persona_code: str) -> tuple[int, ...]:
    """Return the Steps of a persona that people may name of themselves, lowest first."""
    return (0, *(step.step for step in policy.steps_of(persona_code)))


def settable(policy: Policy) -> Mapping[tuple[str, str | None], frozenset[int]]:
    """Return the Steps that a 上長判定 may name, by persona and tool (None: the whole persona)."""
    tools = (None, *(code for code, tool in policy.tools.items() if tool.active))
    return {
        (persona.persona_code, tool): frozenset(own_steps(policy, persona.persona_code))
        for persona in policy.active_personas
        for tool in tools
    }


def odd_step_reviews(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """上長判定 that stands on a Step that has been switched off since, or never was one."""
    data, allowed = tables[STEP_REVIEWS.key], settable(policy)
    for row, persona, tool, step in zip(
        data.index,
        data["persona_code"],
        data["tool_code"].astype(object).where(data["tool_code"].notna(), None),
        data["reviewed_step"],
        strict=True,
    ):
        if step not in allowed.get((persona, tool), ()):
            named = " ".join(part for part in (persona, tool) if part)
            yield Problem.of(
                "step-review-off",
                place(STEP_REVIEWS, data, "reviewed_step", row),
                staff_no=data.loc[row, "staff_no"],
                step=f"{named} Step{step}",
            )
