"""The registry of criteria kinds: one object for each 種別 of Step条件.

A kind is added by its word in `model/terms`, one object in the module of its family, and its row
on the form; whoever judges, advises, explains or checks loops over the registry.
"""

from collections.abc import Mapping

from ledger.judge.kinds import consecutive, grade, period, projects, qualification, training
from ledger.judge.kinds.kind import CriterionRule, Fault
from ledger.model.policy import Criterion
from ledger.model.terms import CriterionKind

__all__ = ["KINDS", "CriterionRule", "Fault", "kind_of"]

_FAMILIES = (training, consecutive, qualification, period, projects, grade)

KINDS: Mapping[CriterionKind, CriterionRule] = {
    kind.term: kind for family in _FAMILIES for kind in family.KINDS
}
"""種別 -> its object."""


def kind_of(criterion: Criterion) -> CriterionRule:
    """Return the object of a criterion's 種別."""
    return KINDS[criterion.kind]
