"""Facts of targets: what a KPI shows is known everywhere; how it leads to other counts."""

import re
from collections.abc import Iterable, Mapping

from ledger.judge.curriculum import personas_of
from ledger.layout.columns import Cell
from ledger.model.policy import Policy, Target
from ledger.model.terms import Counted, GroupCompletion, Horizon, Indicator
from ledger.model.terms.indicators import PERCENT
from ledger.withhold.counts import Face, GatheredCounts, Quantity
from ledger.withhold.steps import gather_reached, reached
from ledger.withhold.trainings import attended, base_of, completed, part_of

Row = Mapping[str, Cell]
OF_WHICH = re.compile(r"(うち要更新|うち上長変更) (\d+)名")
"""In 算定根拠: how many of those counted 要更新, or have a 上長判定 that changed the Step."""


def of_which(target: Target, word: str, number: Cell) -> Quantity:
    """Name how many of a Step target's people 要更新 (or 上長変更); the number is all of them."""
    return (word, target.persona_code, target.object_code, target.step, str(number))


def gather(facts: GatheredCounts, policy: Policy, kpis: Iterable[Row]) -> None:
    """Gather what the KPI say.

    Args:
        facts: What other sheets show; it must be gathered before.
        policy: The policy.
        kpis: The rows of KPI.
    """
    for row in kpis:
        target, number = policy.targets.get(str(row["target_code"])), row["numerator"]
        if target is None or not isinstance(number, int):
            continue
        base = row["denominator"]
        most = base if isinstance(base, int) else number
        key: Quantity = ("KPI", target.target_code)
        facts.count(key, number, most, Face.KNOWN)
        if target.indicator.rule.counted is not Counted.NOT_COMPLETIONS:
            _trained(facts, policy, target, key)
        elif (asked := _asked(policy, target)) is not None:
            persona, tool, step, exact = asked
            _stepped(facts, (persona, tool), step, key, exact=exact)
        if target.indicator.rule.step:
            _of_which(facts, target, number, str(row["basis"] or ""))


def _of_group(facts: GatheredCounts, policy: Policy, target: Target, key: Quantity) -> None:
    """Say how a group's trainings hold its figure: all of them, or any."""
    group = policy.group_of(str(target.object_code))
    this_year = _is_of_this_year(target)
    for code in group.training_codes if group else ():
        whole = attended(code) if this_year else completed(code)
        if target.indicator.rule.repeats:
            facts.at_most(whole, key)
        elif group and group.completion is GroupCompletion.ALL:
            facts.at_most(key, whole)
        else:
            facts.at_most(whole, key)


def _trained(facts: GatheredCounts, policy: Policy, target: Target, key: Quantity) -> None:
    code = str(target.object_code)
    if code not in policy.trainings:
        _of_group(facts, policy, target, key)
        return
    audience = base_of(policy, personas_of(policy, code))
    asked = base_of(policy, [target.persona_code]) if target.persona_code else None
    whole = attended(code) if _is_of_this_year(target) else completed(code)
    if target.indicator.rule.repeats:
        if (asked or base_of(policy, ())) == audience or asked is None:
            facts.at_most(whole, key)
    elif not _is_share(target):
        if (asked or base_of(policy, ())) == audience:
            facts.known(whole, key)
        elif asked is None:
            facts.at_most(whole, key)
        elif asked.within(audience):
            facts.at_most(key, whole)
    elif asked is None or asked == audience:
        facts.known(whole, key)
    elif asked.within(audience):
        part_of(facts, key, whole)


def _is_of_this_year(target: Target) -> bool:
    """Whether it is about who completed in the year, not about whose completion holds."""
    counted = target.indicator.rule.counted
    annual = target.horizon is Horizon.ANNUAL
    return counted is Counted.THIS_YEAR or (counted is Counted.BY_HORIZON and annual)


def _is_share(target: Target) -> bool:
    return PERCENT in target.indicator.rule.units


def _asked(policy: Policy, target: Target) -> tuple[str, str | None, int, bool] | None:
    """Return whose Steps a target counts, from which Step on, and whether it counts all of them."""
    persona, tool, step = target.persona_code, target.object_code, target.step
    if target.indicator.rule.step and persona and step is not None:
        return persona, tool, step, True
    base = policy.targets.get(target.condition_code or "")
    if target.indicator is not Indicator.SHARE_OF or base is None or step is None:
        return None
    persona = persona or base.persona_code
    same = base.persona_code == persona and base.object_code in (None, tool)
    of_all = base.indicator is Indicator.PERSONA_HOLDERS
    of_lower = base.indicator is Indicator.STEP_HOLDERS and (base.step or 0) <= step
    return (persona, tool, step, same and (of_all or of_lower)) if persona else None


def _stepped(
    facts: GatheredCounts, ladder: tuple[str, str | None], step: int, key: Quantity, *, exact: bool
) -> None:
    """Say how many reached a Step, or how many at least."""
    whole = reached(ladder, step)
    gather_reached(facts, ladder, step)
    if whole not in facts.counts:
        return
    if exact:
        facts.known(whole, key)
    else:
        facts.at_most(key, whole)


def _of_which(facts: GatheredCounts, target: Target, number: int, basis: str) -> None:
    for word, many in OF_WHICH.findall(basis):
        key = of_which(target, word, number)
        facts.count(key, int(many), number)
        for other in [one for one in facts.counts if one[:3] == key[:3] and one != key]:
            low, high = sorted((key, other), key=lambda one: -int(str(one[3] or 0)))
            facts.at_most(low, high)
        if word == "うち要更新" and target.object_code is None:
            facts.at_most(key, ("状態", "要更新"))
