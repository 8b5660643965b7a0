"""Targets for which no 順調 and no 遅れ can be said: nobody wrote where they started."""

from ledger.model.policy import Policy
from ledger.model.terms import Horizon, Indicator


def baseless(policy: Policy) -> tuple[str, ...]:
    """Return the 目標コード of the targets that lack a 基準年度 or 基準値 and need one this year.

    A 年度計画 target, a 定性 one and one whose 期限 has come are never 順調 or 遅れ; one with its
    途中目標 of this year written needs no base.
    """
    year = policy.settings.fiscal_year
    written = {one.target_code for one in policy.milestones if one.year == year}
    return tuple(
        code
        for code, target in policy.targets.items()
        if target.active
        and target.horizon is not Horizon.ANNUAL
        and target.indicator is not Indicator.STATEMENT
        and target.due_year > year
        and code not in written
        and (target.base_value is None or target.base_year is None)
    )
