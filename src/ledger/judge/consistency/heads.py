"""必要人数の決め方 that cannot be worked out as they are written."""

from collections.abc import Iterator

from ledger.judge.consistency_places import place
from ledger.judge.headcount_rules import headcount_rules, rule_lacks
from ledger.layout.frames import Tables
from ledger.layout.plan_tables import HEADCOUNT_RULES
from ledger.model.policy import Policy
from ledger.model.problems import Problem


def headcount_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find rows of 必要人数の決め方 that cannot be worked out."""
    data = tables[HEADCOUNT_RULES.key]
    for row, rule in zip(data.index, headcount_rules(tables), strict=True):
        lacks = tuple(rule_lacks(policy, rule))
        if lacks:
            yield Problem.of(
                "headcount-rule",
                place(HEADCOUNT_RULES, data, lacks[0].column, row),
                work=rule.work,
                reason="、".join(lack.reason for lack in lacks),
            )
