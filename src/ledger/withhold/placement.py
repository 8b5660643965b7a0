"""Facts of coverage: how many 課 have enough people of a Step or a level, and what follows."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ledger.measure.coverage import Coverage
from ledger.measure.share import StepRow
from ledger.model.policy import Policy, Target
from ledger.model.terms import Indicator
from ledger.withhold.counts import Face, GatheredCounts, Quantity
from ledger.withhold.groups import Label
from ledger.withhold.steps import gather_reached, reached, rows_unit, standing

COVERAGES = frozenset({Indicator.PERSONA_COVERAGE, Indicator.TOOL_COVERAGE})


class SectionRows(NamedTuple):
    """The rows of the extract, for the 課 that targets of coverage count.

    Attributes:
        steps: By whose Steps they are.
        labels: The group of each person, by whose Steps.
        divisions: The 課 of each person who is in one that counts.
    """

    steps: Mapping[tuple[str, str | None], list[StepRow]]
    labels: Mapping[tuple[str, str | None], Mapping[str, Label]]
    divisions: Mapping[str, str]


def is_protected(target: Target) -> bool:
    """Say whether a target of coverage counts people by Step or level, not by appointment."""
    return target.indicator in COVERAGES and (
        target.indicator is Indicator.TOOL_COVERAGE or target.step is not None
    )


def there(policy: Policy, target: Target) -> Quantity:
    """Name how many people a target of coverage counts in all."""
    persona, tool = target.persona_code, target.object_code
    step = 1 if target.step is None else target.step
    if target.indicator is Indicator.PERSONA_COVERAGE:
        return reached((str(persona), None), step)
    if persona and tool in policy.tools_of(persona):
        return reached((persona, tool), step)
    return ("習熟", persona, tool, step)


def gather(
    facts: GatheredCounts,
    policy: Policy,
    coverages: Iterable[Coverage],
    holders: Mapping[str | None, int],
    rows: SectionRows,
) -> None:
    """Gather how many people targets of coverage count in all, and what their 課 say of it.

    Args:
        facts: Where to.
        policy: The policy.
        coverages: Targets of coverage.
        holders: How many people hold each persona and count; None: everybody who counts.
        rows: The rows of the extract.
    """
    for one in coverages:
        if not is_protected(one.target) or one.there is None or not one.sections:
            continue
        key, most = there(policy, one.target), holders.get(one.target.persona_code, one.there)
        if key[0] == "到達":
            ladder, step = (str(key[1]), None if key[2] is None else str(key[2])), int(str(key[3]))
            gather_reached(facts, ladder, step)
            zero = facts.counts.get(standing(ladder, 0))
            most = zero.most if zero else most
            _by_division(facts, one, ladder, step, rows)
        most = max(most, one.there)
        face = Face.GUARDED if 0 < one.there < most else Face.KNOWN
        facts.count(key, one.there, most, face)
        gather_covered(facts, one, key)


def gather_covered(facts: GatheredCounts, one: Coverage, key: Quantity) -> None:
    """Say what the number of 課 that have enough people tells of how many there are in all.

    Args:
        facts: Where to.
        one: The target.
        key: How many people there are in all (`there`).
    """
    wanted, covered = one.target.per_section or 1, one.covered or 0
    facts.between([(key, 1)], covered * wanted, None)
    if not covered:
        facts.between([(key, 1)], None, (one.sections or 0) * (wanted - 1))


def _by_division(
    facts: GatheredCounts,
    one: Coverage,
    ladder: tuple[str, str | None],
    step: int,
    rows: SectionRows,
) -> None:
    """Say how many 課 have enough: each is one that has, or one that has not."""
    labels = rows.labels.get(ladder)
    if not labels:
        return
    wanted, where = one.target.per_section or 1, rows.divisions
    cells, above = Counter[tuple[Label, str]](), Counter[tuple[Label, str]]()
    for row in rows.steps[ladder]:
        at = labels[row.staff_no], where.get(row.staff_no, "")
        cells[at] += 1
        above[at] += row.official >= step
    mark: Quantity = ("課内", one.target.target_code)
    for (label, division), size in cells.items():
        facts.count((*mark, *label, division), above[label, division], size, Face.UNSEEN)
    for label in dict.fromkeys(label for label, _ in cells):
        own = [((*mark, *at, division), 1) for at, division in cells if at == label]
        unit = rows_unit(ladder, label)
        rows_ = [key for key in facts.counts if key[:-1] == unit]
        reaching = [(key, -1) for key in rows_ if isinstance(key[-1], int) and key[-1] >= step]
        facts.between([*own, *reaching], 0, 0)
    enough = []
    for division in dict.fromkeys(division for _, division in cells if division):
        own = [((*mark, *label, division), 1) for label, at in cells if at == division]
        size = sum(number for (_, at), number in cells.items() if at == division)
        number = sum(facts.counts[key].value for key, _ in own)
        has: Quantity = ("課充足", one.target.target_code, division)
        facts.count(has, int(number >= wanted), 1, Face.UNSEEN)
        facts.between([*own, (has, -wanted)], 0, None)
        facts.between([*own, (has, -max(size, wanted))], None, wanted - 1)
        enough.append((has, 1))
    facts.between(enough, one.covered, one.covered)
