"""What a publication shows: the report's decisions, with nobody and everybody withheld as well.

A publication holds figures of the whole organisation only. It shows nothing that the report of the
same run withholds, so that the two taken together tell no more than the report alone; of what the
report shows it withholds 0 and 全員 too (ruling "Suppression"), and as much more as keeps those
from being worked out of the publication. What a KPI tells is told everywhere.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.layout.columns import Cell
from ledger.model.policy import Policy
from ledger.model.terms.public import WithheldReason
from ledger.withhold.counts import Count, Face, GatheredCounts, Mark, Quantity
from ledger.withhold.decide import decided
from ledger.withhold.placement import gather_covered, is_protected, there
from ledger.withhold.veil import Veil

_SHOWN = frozenset({"受講", "修了", "必須", "スキル", "Step", "合致"})
"""Kinds of counts that a publication shows, as a whole."""
_LEADING = frozenset({"到達", "習熟", "KPI"})
"""Kinds that lead from what it shows to what it withholds."""
_OF_SECTION = 3
"""Length of the name of a 受講率's 分子, whose last part is the 課 if it is of one."""


@dataclass(frozen=True)
class Published:
    """What stands where each count of a publication would stand.

    Attributes:
        least: 少人数の秘匿.
        marks: By the count's name.
        reasons: Why, of those that are not shown.
    """

    least: int
    marks: Mapping[Quantity, Mark]
    reasons: Mapping[Quantity, WithheldReason]

    def mark(self, key: Quantity) -> Mark:
        """Return what stands where a count would stand."""
        return self.marks.get(key, Mark.SHOWN)


def published(policy: Policy, kpis: Iterable[Mapping[str, Cell]], veil: Veil) -> Published:
    """Decide what a publication shows.

    Args:
        policy: The policy.
        kpis: The rows of KPI that count.
        veil: What report and extract of the same run show.
    """
    facts, before = _facts(veil)
    told = {row["target_code"] for row in kpis if row["numerator"] is not None}
    for one in veil.coverages:
        if one.target.target_code in told and is_protected(one.target) and one.sections:
            gather_covered(facts, one, there(policy, one.target))
    marks = decided(facts, veil.least, before)
    reasons = {
        key: _reason(facts.counts[key], mark, veil.least)
        for key, mark in marks.items()
        if mark is not Mark.SHOWN
    }
    return Published(veil.least, marks, reasons)


def _facts(veil: Veil) -> tuple[GatheredCounts, dict[Quantity, Mark]]:
    """Return the counts of a publication, and what of them is withheld in any case."""
    facts, before = GatheredCounts(), dict[Quantity, Mark]()
    for key, one in veil.facts.counts.items():
        if not _is_of_all(key):
            continue
        told = key[0] == "KPI" or key in veil.facts.told or not one.most
        face = Face.KNOWN if told else Face.GUARDED if key[0] in _SHOWN else Face.UNSEEN
        facts.counts[key] = one._replace(face=face)
        mark = veil.mark(key)
        if mark is not Mark.SHOWN:
            before[key] = mark
        elif face is Face.GUARDED and _says_of_each(one):
            before[key] = Mark.HIDDEN
    known = facts.counts.keys()
    facts.sums = [
        one
        for one in veil.facts.sums
        if len(one.terms) > 1 and known >= {key for key, _ in one.terms}
    ]
    return facts, before


def _is_of_all(key: Quantity) -> bool:
    """Say whether a count is one of a publication, or leads to one: never of a 課 or of rows."""
    if key[0] == "受講":
        return len(key) == _OF_SECTION and key[-1] is None
    return key[0] in _SHOWN | _LEADING


def _says_of_each(one: Count) -> bool:
    """Say whether a count is nobody or everybody, and so a statement on each single person."""
    return one.value in {0, one.most}


def _reason(one: Count, mark: Mark, least: int) -> WithheldReason:
    if mark is Mark.LEFT_OUT:
        return WithheldReason.LEFT_OUT
    if _says_of_each(one):
        return WithheldReason.ENDS
    return WithheldReason.FEW if one.is_small(least) else WithheldReason.FOLLOWS
