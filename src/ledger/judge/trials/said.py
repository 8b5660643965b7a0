"""A trial's changes in words: what is now, and what is tried out."""

from collections.abc import Iterator

from ledger.judge.kinds import kind_of
from ledger.model.policy import EVERY_TOOL, Criterion, Policy
from ledger.model.trial_words import setting_label

AS_IT_IS = "(今と同じ)"


def setting_line(key: str, before: str, after: str) -> str:
    """Return a change of a setting: `リード期間の数え方: 通算 → 継続`.

    Args:
        key: The setting.
        before: Its value now.
        after: Its value tried out.
    """
    if before == after:
        return f"{setting_label(key)}: {after}{AS_IT_IS}"
    return f"{setting_label(key)}: {before} → {after}"


def criterion_line(policy: Policy, before: Criterion | None, after: Criterion | None) -> str:
    """Return a change of a criterion: `DX推進員 条件2-1 リード期間: 必要数 12 → 6か月`.

    Args:
        policy: The policy.
        before: The criterion now; None for one that is added.
        after: As it is tried out; None for one that is left out.
    """
    one = after or before
    if one is None:
        return ""
    persona = policy.personas[one.persona_code].persona_name
    named = f"{persona} 条件{one.label} "
    if before is None or after is None:
        verb = "足す" if before is None else "外す"
        return f"{named}{criterion_said(policy, one)} を{verb}"
    changes = list(_differences(policy, before, after))
    what = criterion_subject(policy, before)
    return f"{named}{what}: {'、'.join(changes)}" if changes else f"{named}{what}{AS_IT_IS}"


def criterion_said(policy: Policy, criterion: Criterion) -> str:
    """Return a criterion in a phrase: `資格「ITパスポート」 1件(選択組a)`."""
    unit = kind_of(criterion).unit_of(criterion)
    tool = f"、{_tool(policy, criterion.tool_code)}" if criterion.tool_code else ""
    group = f"(選択組{criterion.any_of})" if criterion.any_of else ""
    return f"{criterion_subject(policy, criterion)} {criterion.amount}{unit}{tool}{group}"


def criterion_subject(policy: Policy, criterion: Criterion) -> str:
    """Return what a criterion is about in words, on no row in particular."""
    return kind_of(criterion).subject(policy, criterion.object_code or "")


def _differences(policy: Policy, before: Criterion, after: Criterion) -> Iterator[str]:
    if (before.kind, before.object_code) != (after.kind, after.object_code):
        yield f"{criterion_subject(policy, before)} → {criterion_subject(policy, after)}"
    units = [kind_of(one).unit_of(one) for one in (before, after)]
    if before.amount != after.amount:
        first = "" if units[0] == units[1] else units[0]
        yield f"必要数 {before.amount}{first} → {after.amount}{units[1]}"
    if before.any_of != after.any_of:
        yield f"選択組 {before.any_of or '(必須)'} → {after.any_of or '(必須)'}"
    if before.tool_code != after.tool_code:
        tools = (_tool(policy, one.tool_code) for one in (before, after))
        yield f"ツール {' → '.join(tools)}"


def _tool(policy: Policy, code: str | None) -> str:
    if code is None:
        return "(人材像全体)"
    return "(有効なツールごと)" if code == EVERY_TOOL else policy.tool_name(code)
