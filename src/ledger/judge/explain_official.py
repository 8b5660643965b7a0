"""正式Step explained: 前年度, official facts, 上長判定; and what would change it.

On the row of a persona with tools 正式 is the highest over its tools, whichever tool leads by the
facts as claimed; so it is told tool by tool.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from ledger.judge.criteria import met
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.explain_words import CitedRow, facts_in
from ledger.judge.kinds.named import tool
from ledger.judge.verdict_steps import NONE, Steps, persona_steps
from ledger.judge.verdicts import Verdict
from ledger.model.terms import VerdictState
from ledger.model.verdicts import Lens, Reason, Standing


class _Entered(NamedTuple):
    """A table of Steps as people enter them: its column, and how a sentence on it begins."""

    table: str
    key: str
    head: str


_PRIOR = _Entered("prior_steps", "official_step", "前年度の正式Stepは")
_OWN = _Entered("step_claims", "own_step", "本人の自己判定はStep")


def official(
    facts: CriteriaFacts, verdict: Verdict, tools: Sequence[Verdict], state: VerdictState
) -> Iterator[Reason]:
    """Tell how 正式 of one person's verdict row comes about.

    Args:
        facts: The facts of this one person.
        verdict: The row.
        tools: The rows of its tools, where it is the own row of a persona with tools.
        state: Its 状態.
    """
    steps = verdict.steps
    if steps.prior[0] == NONE:
        yield Reason("前年度の正式Stepの記録はありません。")
    else:
        yield _entered(facts, verdict, _PRIOR, int(steps.prior[0]))
    if steps.own[0] != NONE:
        yield _entered(facts, verdict, _OWN, int(steps.own[0]))
    computed = int(steps.computed[0])
    behind = _by_tool(facts, tools) if tools else _not_official(facts, standing_of(verdict))
    yield Reason(f"正式に数える実績では、Step{computed}です。", tuple(behind))
    yield from _reviewed(facts, verdict, of_tools=bool(tools))
    yield from _renewal(steps, state)
    yield from _waiting(facts, verdict, tools)


def standing_of(verdict: Verdict) -> Standing:
    """Return the standing of the one person whom an explanation is about."""
    return verdict.judged.standings[int(verdict.judged.number[0])]


def _entered(facts: CriteriaFacts, verdict: Verdict, of: _Entered, step: int) -> Reason:
    """Cite the row that a Step was entered on; the tools' where the persona has none."""
    rows = [row for row in _entries(facts, of.table, verdict) if row.whole(of.key) is not None]
    where = rows[-1].where if rows else "(ツールごとの記録のうち、一番高いもの)"
    return Reason(f"{of.head}{step}です{where}。")


def _entries(facts: CriteriaFacts, table: str, verdict: Verdict) -> list[CitedRow]:
    judged = verdict.judged
    return [
        row
        for row in facts_in(facts.tables, table)
        if row.values["persona_code"] == judged.persona_code
        and row.values["tool_code"] == judged.tool_code
    ]


def _by_tool(facts: CriteriaFacts, tools: Sequence[Verdict]) -> Iterator[Reason]:
    for one in tools:
        name = tool(facts.policy, one.judged.tool_code or "")
        yield Reason(f"{name}では、Step{int(one.steps.computed[0])}です。")


def _not_official(facts: CriteriaFacts, standing: Standing) -> Iterator[Reason]:
    """Name the criteria that are met as claimed, but not by what counts officially."""
    for outcome in standing.outcomes:
        counts = met(facts, outcome.criterion, standing.tool_code, Lens.OFFICIAL)[0]
        if outcome.met and not counts:
            yield Reason(
                f"条件{outcome.criterion.label}は、確認待ちか否認の実績によるので、"
                "正式には満たしていません。"
            )


def _reviewed(facts: CriteriaFacts, verdict: Verdict, *, of_tools: bool) -> Iterator[Reason]:
    """Tell of every 上長判定 that was entered; only the last one with a reason counts."""
    entered = [
        row
        for row in _entries(facts, "step_reviews", verdict)
        if row.whole("reviewed_step") is not None
    ]
    rows = sorted(entered, key=lambda row: (not row.text("confirmed_at"), row.text("confirmed_at")))
    allowed = facts.policy.settings.override_allowed
    usable = [row for row in rows if allowed and row.text("reason").strip()]
    for row in rows:
        what = f"上長判定はStep{row.text('reviewed_step')}"
        if not allowed:
            yield Reason(f"{what}ですが、設定「上長判定を認める」が×なので使いません{row.where}。")
        elif row not in usable:
            yield Reason(f"{what}ですが、理由がないので使いません{row.where}。")
        elif row is not usable[-1]:
            yield Reason(f"{what}ですが、後の上長判定があるので使いません{row.where}。")
        else:
            why = f"理由「{row.text('reason')}」、確認者{row.text('confirmer_no')}"
            yield Reason(f"{what}なので、正式Stepはこれに替わります({why}){row.where}。")
    if usable:
        return
    if verdict.steps.reviewed[0] != NONE:
        yield Reason("ツールごとの上長判定により、正式Stepが変わっています。")
    elif of_tools:
        yield Reason("正式Stepは、ツールごとの正式Stepと、前年度の、一番高いものです。")
    else:
        yield Reason("正式Stepは、前年度と、正式に数える実績によるStepの、高いほうです。")


def _renewal(steps: Steps, state: VerdictState) -> Iterator[Reason]:
    computed, prior = int(steps.computed[0]), int(steps.prior[0])
    if state is not VerdictState.RENEW:
        return
    if steps.lasting[0] > computed:
        yield Reason(
            f"期限の切れた実績がまだ有効なら、Step{steps.lasting[0]}なので、要更新とします。"
        )
    if prior > computed and steps.official[0] >= prior:
        yield Reason("前年度より低くても、正式Stepは黙って下げず、要更新とします。")
    elif prior > computed:
        yield Reason("正式に数える実績では前年度より低いので、要更新とします。")


def _waiting(facts: CriteriaFacts, verdict: Verdict, tools: Sequence[Verdict]) -> Iterator[Reason]:
    """Say what 正式 would be once everything that awaits confirmation is confirmed."""
    steps = verdict.steps
    if steps.pending[0] == steps.computed[0]:
        return
    if tools:
        confirmed = [_confirmed(one.steps) for one in tools]
        after = int(persona_steps(facts, verdict.judged, confirmed).official[0])
    else:
        after = int(_confirmed(steps).official[0])
    if after == steps.official[0]:
        yield Reason(f"確認待ちの実績がすべて確認されても、正式Stepは{after}のままです。")
    else:
        yield Reason(f"確認待ちの実績がすべて確認されると、正式Stepは{after}になります。")


def _confirmed(steps: Steps) -> Steps:
    """Return the Steps of a row as if everything that awaits confirmation were confirmed."""
    reached = np.maximum(steps.prior, steps.pending)
    return steps._replace(
        computed=steps.pending, official=np.where(steps.reviewed >= 0, steps.reviewed, reached)
    )
