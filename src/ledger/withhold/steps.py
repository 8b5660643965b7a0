"""Facts of Steps: how many stand on each, as a whole and in the rows of the extract."""

import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ledger.layout.columns import Cell
from ledger.measure.share import StepRow
from ledger.measure.step_counts import Ladder
from ledger.model.terms import RateKind, RateState
from ledger.withhold.counts import Face, GatheredCounts, Quantity
from ledger.withhold.groups import Label
from ledger.withhold.trainings import Rate, total

_ROWS, _STEP = 2, 5


def standing(ladder: Ladder, step: int) -> Quantity:
    """Name how many stand on a Step (0: on none)."""
    return ("Step", *ladder, step)


def reached(ladder: Ladder, step: int) -> Quantity:
    """Name how many reached a Step."""
    return ("到達", *ladder, step)


def rows_unit(ladder: Ladder, label: Label) -> Quantity:
    """Name the Steps of a group in the rows of the extract."""
    return ("行のStep", *ladder, *label)


def rows_block(ladder: Ladder) -> Quantity:
    """Name the rows of a persona, or of one of its tools, in the extract."""
    return ("行のStep", *ladder)


def ladders(rates: Iterable[Rate]) -> dict[Ladder, list[Rate]]:
    """Return the rows of Step到達率 as a whole, by whose Steps they are, in the order of Steps."""
    found: dict[Ladder, list[Rate]] = {}
    for row in rates:
        if row["kind"] == RateKind.STEP and not row["section_code"]:
            tool = str(row["tool_code"]) if row["tool_code"] else None
            found.setdefault((str(row["persona_code"]), tool), []).append(row)
    return {one: sorted(rows, key=lambda row: _whole(row["step"])) for one, rows in found.items()}


def counts(rows: Sequence[Rate], people: Sequence[int]) -> tuple[int, ...]:
    """Return how many stand on 0, 1, 2 …; nobody where the rates are not computed.

    Args:
        rows: Step到達率 as a whole, in the order of Steps.
        people: Who stands on which Step (`measure.ladders`). Where these are not those of the
            rates (results that were made by another run), it is who reached a Step, less who
            reached the next one.
    """
    if rows[0]["state"] != RateState.COMPUTED:
        return ()
    by_step = {_whole(row["step"]): _whole(row["numerator"]) for row in rows}
    if sum(people) == _whole(rows[0]["denominator"]) and all(
        sum(people[step:]) == number for step, number in by_step.items()
    ):
        return tuple(people)
    highest, above = max(by_step), [_whole(rows[0]["denominator"])]
    for step in range(1, highest + 1):
        others = [n for other, n in by_step.items() if other >= step]
        above.append(by_step.get(step, max(others)))
    above.append(0)
    return tuple(here - more for here, more in itertools.pairwise(above))


def gather_ladder(facts: GatheredCounts, ladder: Ladder, people: Sequence[int]) -> None:
    """Gather where people stand as a whole.

    Args:
        facts: Where to.
        ladder: Whose Steps.
        people: How many stand on 0, 1, 2 …
    """
    all_, block = sum(people), ("Step分布", *ladder)
    for step, number in enumerate(people):
        face = Face.GUARDED if 0 < number < all_ else Face.KNOWN
        facts.count(standing(ladder, step), number, all_, face, block=block, rank=_STEP)
    parts = [standing(ladder, step) for step in range(len(people))]
    facts.between([(part, 1) for part in parts], all_, all_)


def gather_tools(facts: GatheredCounts, found: Mapping[Ladder, Sequence[int]]) -> None:
    """Say that a persona's Step is the highest over its tools.

    Args:
        facts: Where to.
        found: How many stand on 0, 1, 2 …, by whose Steps they are.
    """
    for persona in dict.fromkeys(persona for persona, _ in found):
        own = [ladder for ladder in found if ladder[0] == persona]
        tools = [ladder for ladder in own if ladder[1] is not None]
        for step in range(1, max(len(found[ladder]) for ladder in own)):
            for ladder in own:
                gather_reached(facts, ladder, step)
            whole = reached((persona, None), step)
            for ladder in tools:
                facts.at_most(reached(ladder, step), whole)
            if tools:
                parts = [(reached(ladder, step), 1) for ladder in tools]
                facts.between([*parts, (whole, -1)], 0, None)


def gather_reached(facts: GatheredCounts, ladder: Ladder, step: int) -> None:
    """Gather how many reached a Step, if it is known where the people stand."""
    parts = [key for key in facts.counts if key[:-1] == ("Step", *ladder)]
    above = [key for key in parts if isinstance(key[-1], int) and key[-1] >= step]
    if parts and reached(ladder, step) not in facts.counts:
        most = facts.counts[parts[0]].most
        number = sum(facts.counts[key].value for key in above)
        facts.count(reached(ladder, step), number, most, Face.UNSEEN)
        facts.equal(reached(ladder, step), above)
        below = [(key, 1) for key in parts if key not in above]
        facts.between([*below, (reached(ladder, step), 1)], most, most)


def gather_rows(
    facts: GatheredCounts, rows: Iterable[StepRow], labels: Mapping[str, Label]
) -> None:
    """Gather what can be counted from the rows of one persona, or tool, in the extract.

    Args:
        facts: Where to.
        rows: Its rows.
        labels: The group of each person.
    """
    listed = list(rows)
    ladder = listed[0].persona_code, listed[0].tool_code
    sizes = Counter(labels[one.staff_no] for one in listed)
    there = Counter((labels[one.staff_no], one.official) for one in listed)
    steps = sorted({one.official for one in listed})
    for label, size in sizes.items():
        unit = rows_unit(ladder, label)
        for step in steps:
            facts.count(
                (*unit, step),
                there[label, step],
                size,
                Face.FREE,
                unit=unit,
                block=rows_block(ladder),
                rank=_ROWS,
            )
        facts.between([((*unit, step), 1) for step in steps], size, size)
    for step in steps:
        parts = [(*rows_unit(ladder, label), step) for label in sizes]
        total(facts, standing(ladder, step), parts)


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0
