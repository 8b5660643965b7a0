"""Facts of trainings: who attended and who completed, as a whole, 課 by 課 and in the rows."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.judge.curriculum import mandatory_of, personas_of, trainings_of
from ledger.layout.columns import Cell
from ledger.measure.share import DoneRow
from ledger.model.policy import Policy
from ledger.model.terms import RateKind, RateState, Scope
from ledger.withhold.counts import Face, GatheredCounts, Quantity
from ledger.withhold.groups import Label

Rate = Mapping[str, Cell]
LEAST_MONTHS = 12
"""A completion of the year that holds so long is one on the 基準日 too."""
_ROWS_YEAR, _ROWS_DONE, _DIVISION = 1, 2, 4
"""What is hidden first: the year in the rows, then the completion in them, then a 課."""


class Base(NamedTuple):
    """Whom something is about: the holders of personas, or everybody."""

    personas: frozenset[str] | None

    def within(self, other: "Base") -> bool:
        """Say whether all of these are among the others."""
        return other.personas is None or (
            self.personas is not None and self.personas <= other.personas
        )


def base_of(policy: Policy, personas: Iterable[str]) -> Base:
    """Return whom personas are about; none, or one that is everybody's, is everybody."""
    codes = frozenset(personas)
    scopes = {policy.personas[code].scope for code in codes if code in policy.personas}
    return Base(None if not codes or Scope.EVERYONE in scopes else codes)


def attended(training_code: str, section_code: str | None = None) -> Quantity:
    """Name the 分子 of a 受講率."""
    return ("受講", training_code, section_code)


def completed(training_code: str) -> Quantity:
    """Name the 分子 of a 修了率 as a whole."""
    return ("修了", training_code)


def mandatory(policy: Policy, persona_code: str) -> Quantity:
    """Name the 分子 of a 必須修了率; of one training it is that training's."""
    codes = mandatory_of(policy, persona_code)
    if len(codes) == 1 and _is_own(policy, codes[0], persona_code):
        return completed(codes[0])
    return ("必須", persona_code)


def learnt(policy: Policy, persona_code: str, skill_code: str) -> Quantity:
    """Name the 分子 of a skill's 参加率; of one training it is that training's."""
    codes = trainings_of(policy, persona_code, skill_code)
    if len(codes) == 1 and _is_own(policy, codes[0], persona_code):
        return attended(codes[0])
    return ("スキル", persona_code, skill_code)


def rows_done(training_code: str, label: Label) -> Quantity:
    """Name the ○ of a group in the rows of the extract."""
    return ("行の修了", training_code, *label)


def rows_year(training_code: str, label: Label) -> Quantity:
    """Name the completions of this year of a group in the rows of the extract."""
    return ("行の修了年度", training_code, *label)


def rows_block(training_code: str) -> Quantity:
    """Name the rows of a training in the extract."""
    return ("行の研修", training_code)


def divisions_block(training_code: str) -> Quantity:
    """Name the rows of a training by 課."""
    return ("課ごと", training_code)


def gather_rates(
    facts: GatheredCounts,
    policy: Policy,
    rates: Iterable[Rate],
    gaps: Iterable[Rate],
    divisions: set[str],
) -> None:
    """Gather what report and extract show of rates.

    Args:
        facts: Where to.
        policy: The policy.
        rates: The rows of 参加率.
        gaps: The rows of ギャップ.
        divisions: Codes of the 課.
    """
    parts: dict[str, list[tuple[Quantity, int]]] = {}
    for row in rates:
        if row["state"] != RateState.COMPUTED:
            continue
        top, most = _whole(row["numerator"]), _whole(row["denominator"])
        training, section = row["training_code"], row["section_code"]
        if training and not row["persona_code"] and not row["skill_code"]:
            code = str(training)
            if row["kind"] == RateKind.ATTENDANCE and section in divisions:
                key = attended(code, str(section))
                facts.count(key, top, most, block=divisions_block(code), rank=_DIVISION)
                parts.setdefault(code, []).append((key, most))
            elif section is None and row["kind"] == RateKind.ATTENDANCE:
                _whole_count(facts, attended(code), top, most)
            elif section is None and row["kind"] == RateKind.COMPLETION:
                _whole_count(facts, completed(code), top, most)
        elif row["kind"] == RateKind.MANDATORY and section is None:
            _whole_count(facts, mandatory(policy, str(row["persona_code"])), top, most)
    for row in gaps:
        if _whole(row["denominator"]):
            key = learnt(policy, str(row["persona_code"]), str(row["skill_code"]))
            _whole_count(facts, key, _whole(row["numerator"]), _whole(row["denominator"]))
    _add_up(facts, parts)
    _nest(facts, policy, gaps)


def _whole_count(facts: GatheredCounts, key: Quantity, value: int, most: int) -> None:
    """Add a count of the whole; nobody and everybody are always shown."""
    facts.count(key, value, most, Face.GUARDED if 0 < value < most else Face.KNOWN)


def _add_up(facts: GatheredCounts, parts: Mapping[str, list[tuple[Quantity, int]]]) -> None:
    """Say that the 課 and who is in none of them are all."""
    for code, own in parts.items():
        whole = facts.counts.get(attended(code))
        if whole is None:
            continue
        rest = attended(code, "")
        others = whole.most - sum(most for _, most in own)
        value = whole.value - sum(facts.counts[key].value for key, _ in own)
        if 0 <= value <= others:
            facts.count(rest, value, others, Face.UNSEEN)
            facts.equal(attended(code), [*(key for key, _ in own), rest])


def _nest(facts: GatheredCounts, policy: Policy, gaps: Iterable[Rate]) -> None:
    """Say which rates are part of others."""
    for code in policy.trainings:
        months = policy.trainings[code].valid_months
        if months is None or months >= LEAST_MONTHS:
            facts.at_most(attended(code), completed(code))
    for persona in policy.active_personas:
        own = mandatory(policy, persona.persona_code)
        for code in mandatory_of(policy, persona.persona_code):
            if own != completed(code) and _is_for(policy, code, persona.persona_code):
                facts.at_most(own, completed(code))
        _all_of(facts, own, [completed(c) for c in mandatory_of(policy, persona.persona_code)])
    for row in gaps:
        persona_code, skill = str(row["persona_code"]), str(row["skill_code"])
        key, codes = learnt(policy, persona_code, skill), trainings_of(policy, persona_code, skill)
        if len(codes) == 1 and key != attended(codes[0]):
            part_of(facts, key, attended(codes[0]))
        elif len(codes) > 1:
            facts.between([*((attended(code), 1) for code in codes), (key, -1)], 0, None)
            for code in codes:
                facts.at_most(attended(code), key)


def _all_of(facts: GatheredCounts, both: Quantity, each: Sequence[Quantity]) -> None:
    """Say that whoever lacks all together lacks one of them."""
    if both in each or any(key not in facts.counts for key in (both, *each)):
        return
    lacking = sum(facts.counts[key].most for key in each) - facts.counts[both].most
    facts.between([*((key, 1) for key in each), (both, -1)], None, lacking)


def part_of(facts: GatheredCounts, part: Quantity, whole: Quantity) -> None:
    """Say that who did it and who did not are each among those of a larger whole."""
    facts.at_most(part, whole)
    if part in facts.counts and whole in facts.counts:
        facts.at_most(whole, part, facts.counts[whole].most - facts.counts[part].most)


def gather_rows(
    facts: GatheredCounts,
    rows: Iterable[DoneRow],
    labels: Mapping[str, Label],
    divisions: Mapping[str, str],
    year: int,
) -> None:
    """Gather what can be counted from one training's rows in the extract.

    Args:
        facts: Where to.
        rows: The training's rows.
        labels: The group of each person.
        divisions: The 課 of each person who is in one that is shown.
        year: The fiscal year of the day judged.
    """
    listed = list(rows)
    code = listed[0].training_code
    sizes = Counter(labels[one.staff_no] for one in listed)
    done = Counter(labels[one.staff_no] for one in listed if one.done)
    now = [one for one in listed if one.year == year]
    this_year = Counter(labels[one.staff_no] for one in now)
    block = rows_block(code)
    for label, size in sizes.items():
        ticks, years = rows_done(code, label), rows_year(code, label)
        facts.count(ticks, done[label], size, Face.FREE, block=block, rank=_ROWS_DONE)
        facts.count(years, this_year[label], size, Face.FREE, block=block, rank=_ROWS_YEAR)
        facts.along[ticks] = years
        if all(one.done for one in now):
            facts.at_most(years, ticks)
    total(facts, completed(code), [rows_done(code, label) for label in sizes])
    cells = Counter((labels[n.staff_no], divisions.get(n.staff_no, "")) for n in listed)
    shares = Counter((labels[n.staff_no], divisions.get(n.staff_no, "")) for n in now)
    for (label, division), size in cells.items():
        facts.count(("内", code, *label, division), shares[label, division], size, Face.UNSEEN)
    for label in sizes:
        own = [("内", code, *label, division) for at, division in cells if at == label]
        facts.equal(rows_year(code, label), own)
    for division in dict.fromkeys(division for _, division in cells):
        own = [("内", code, *label, division) for label, at in cells if at == division]
        total(facts, attended(code, division), own)
    total(facts, attended(code), [rows_year(code, label) for label in sizes])


def total(facts: GatheredCounts, whole: Quantity, parts: Sequence[Quantity]) -> None:
    """Say that a whole is its parts; where others are in it, too, it is at least these."""
    before = len(facts.sums)
    facts.equal(whole, parts)
    if len(facts.sums) == before:
        facts.between([(whole, 1), *((part, -1) for part in parts)], 0, None)


def _is_for(policy: Policy, training_code: str, persona_code: str) -> bool:
    audience = base_of(policy, personas_of(policy, training_code))
    return base_of(policy, [persona_code]).within(audience)


def _is_own(policy: Policy, training_code: str, persona_code: str) -> bool:
    """Say whether a training is for exactly the holders of a persona."""
    audience = base_of(policy, personas_of(policy, training_code))
    return base_of(policy, [persona_code]) == audience


def _whole(value: Cell) -> int:
    return value if isinstance(value, int) else 0
