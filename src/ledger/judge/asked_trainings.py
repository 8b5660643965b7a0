"""Which trainings are asked for at all, and by what: 必須, a Step条件, a target."""

from ledger.judge.curriculum import mandatory_of
from ledger.judge.kinds import kind_of
from ledger.judge.steps import rows_of
from ledger.model.policy import Criterion, Policy, Target
from ledger.model.terms import About


def asked_of(policy: Policy, persona_code: str) -> frozenset[str]:
    """Return the trainings that a persona asks for at all: 必須, or named by its Step条件."""
    rows = rows_of(policy, persona_code)
    named = (c for row in rows for one in row.criteria for c in members(policy, one))
    return frozenset((*mandatory_of(policy, persona_code), *named))


def members(policy: Policy, criterion: Criterion) -> tuple[str, ...]:
    """Return the trainings that a criterion is about: one, those of a group, or none."""
    if kind_of(criterion).object_table != "trainings" or not criterion.object_code:
        return ()
    return _trainings_named(policy, criterion.object_code)


def targets_about(policy: Policy, training_code: str) -> tuple[Target, ...]:
    """Return the targets whose 対象コード is a training, or a group that it belongs to.

    Those in use and the examples; `Target.active` tells them apart.
    """
    return tuple(
        target
        for target in policy.targets.values()
        if (target.active or target.active.is_example)
        and target.indicator.rule.about is About.TRAINING
        and training_code in _trainings_named(policy, target.object_code or "")
    )


def _trainings_named(policy: Policy, code: str) -> tuple[str, ...]:
    group = policy.group_of(code)
    return group.training_codes if group else (code,)
