"""Facts that stand by themselves: states of verdicts, and who matches a skill."""

from collections import Counter
from collections.abc import Iterable, Mapping

from ledger.layout.columns import Cell
from ledger.model.terms import VerdictState
from ledger.withhold.counts import GatheredCounts, Quantity

Row = Mapping[str, Cell]
CHANGED: Quantity = ("状態", "上長変更")
"""Verdicts that the supervisor changed."""


def state_of(state: str) -> Quantity:
    """Name how many verdicts are in a state."""
    return ("状態", state)


def matching(skill_code: str) -> Quantity:
    """Name how many people match a skill."""
    return ("合致", skill_code)


def verdicts_told(rows: Iterable[Row], people: Iterable[str]) -> list[Row]:
    """Return the verdicts that 状況 counts: of who counts, a persona's own rows."""
    counting = frozenset(people)
    return [row for row in rows if row["tool_code"] is None and str(row["staff_no"]) in counting]


def gather_states(facts: GatheredCounts, rows: Iterable[Row]) -> None:
    """Gather how many verdicts are in which state.

    Args:
        facts: Where to.
        rows: `verdicts_told`.
    """
    listed = list(rows)
    found = Counter(str(row["state"]) for row in listed)
    total, block = len(listed), ("状態",)
    for state in VerdictState:
        facts.count(state_of(state.value), found[state.value], total, block=block)
    keys = [state_of(state.value) for state in VerdictState]
    facts.between([(key, 1) for key in keys], total, total)
    changed = sum(row["reviewed_step"] is not None for row in listed)
    facts.count(CHANGED, changed, total, block=block)


def gather_matching(
    facts: GatheredCounts, rows: Iterable[Row], holders: Mapping[str | None, int]
) -> None:
    """Gather who matches a skill.

    Args:
        facts: Where to.
        rows: The rows of ギャップ by 合致人数.
        holders: How many people hold each persona and count.
    """
    for row in rows:
        many = row["matching"]
        if isinstance(many, int):
            most = max(many, holders.get(str(row["persona_code"]), many))
            facts.count(matching(str(row["skill_code"])), many, most)
