"""The veil: what of one run's results report and extract show, decided once for both."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ledger.judge.closed_years import current
from ledger.judge.organisation import Organisation, organisation_of
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.measure.coverage import Coverage, coverages
from ledger.measure.history import HistoryKind
from ledger.measure.kpis import counting
from ledger.measure.share import DoneRow, ExtractPeople, StepRow, people_of
from ledger.measure.step_counts import Ladder, ladders
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms import SectionLevel, SkillMethod
from ledger.model.withheld_words import WITHHELD, small
from ledger.withhold import placement, single_counts, steps, targets, trainings
from ledger.withhold.counts import GatheredCounts, Mark, Quantity
from ledger.withhold.decide import decided
from ledger.withhold.excluded import Excluded, excluded
from ledger.withhold.groups import Label, grouped

WHY_LEFT_OUT = "ほかの数から分かってしまうため、載せません"
"""The note where a block is left out."""
Labels = Mapping[str, Label]


@dataclass(frozen=True, eq=False)
class Veil:
    """What is shown and what is not.

    Attributes:
        least: 少人数の秘匿.
        marks: What stands where each count would stand.
        excluded: How much the notes tell of who is left out.
        coverages: Targets of placement, seen as a whole and 課 by 課.
        people: Everybody of the extract.
        stand: How many stand on 0, 1, 2 …, by whose Steps they are; none where nobody counts.
        step_labels: Groups of the extract, by persona and tool; none where they are too few.
        training_labels: Groups of the extract, by training.
        small_before: 率番号 of the rates that were of few people the year before.
        gone: Blocks that are left out.
        hidden_units: Units that are hidden or left out.
        facts: What was decided on: the counts, and how they add up.
    """

    least: int
    marks: Mapping[Quantity, Mark]
    excluded: Excluded
    coverages: tuple[Coverage, ...]
    people: ExtractPeople
    stand: Mapping[Ladder, tuple[int, ...]]
    step_labels: Mapping[Ladder, Labels]
    training_labels: Mapping[str, Labels]
    small_before: frozenset[str]
    gone: frozenset[Quantity]
    hidden_units: frozenset[Quantity]
    facts: GatheredCounts

    def last_year(self, row: Mapping[str, Cell]) -> Cell:
        """Return 前年度 of a rate, unless it was of few people then."""
        return None if row["rate_no"] in self.small_before else row["last_year"]

    def mark(self, key: Quantity) -> Mark:
        """Return what stands where a count would stand."""
        return self.marks.get(key, Mark.SHOWN)

    def shows(self, key: Quantity) -> bool:
        """Say whether a count is shown."""
        return self.mark(key) is Mark.SHOWN

    def shows_unit(self, unit: Quantity) -> bool:
        """Say whether everything that is hidden together is shown."""
        return unit not in self.hidden_units

    def cell(self, key: Quantity, value: Cell) -> Cell:
        """Return what stands in a count's cell."""
        words = {Mark.FEW: small(self.least), Mark.HIDDEN: WITHHELD, Mark.LEFT_OUT: None}
        return words.get(self.mark(key), value)


def veil_of(policy: Policy, tables: Tables, as_of: dt.date) -> Veil:
    """Decide what report and extract show.

    Args:
        policy: The policy.
        tables: The ledger's tables with the results of this run.
        as_of: The day judged.
    """
    rows = {key: _rows(tables, key) for key in ("rates", "gaps", "kpis", "verdicts")}
    people = people_of(policy, tables, tables["verdicts"], as_of)
    found = coverages(policy, tables, tables["verdicts"], as_of)
    least, groups = policy.settings.suppress_below, _Groups(tables, people, policy)
    facts = GatheredCounts()
    holders = Counter(one.persona_code for one in people.steps if one.tool_code is None)
    whom: dict[str | None, int] = {None: len(people.places)}
    whom |= dict(holders.items())
    taught = [row for row in rows["gaps"] if row["method"] == SkillMethod.TRAINING]
    rated = [row for row in rows["gaps"] if row["method"] == SkillMethod.HEADCOUNT]
    single_counts.gather_states(facts, single_counts.verdicts_told(rows["verdicts"], people.places))
    single_counts.gather_matching(facts, rated, whom)
    trainings.gather_rates(facts, policy, rows["rates"], taught, groups.codes)
    judged = ladders(policy, tables, tables["verdicts"], as_of)
    listed = steps.ladders(rows["rates"])
    stand = {at: steps.counts(own, judged.get(at, ())) for at, own in listed.items()}
    for ladder, there in stand.items():
        steps.gather_ladder(facts, ladder, there)
    steps.gather_tools(facts, stand)
    groups.gather(facts, fiscal_year_of(as_of))
    placement.gather(facts, policy, found, whom, groups.rows)
    targets.gather(facts, policy, counting(rows["kpis"]))
    marks = decided(facts, least)
    units = {key: facts.counts[key].unit for key, mark in marks.items() if mark is not Mark.SHOWN}
    return Veil(
        least=least,
        marks=marks,
        excluded=excluded(policy, rows["rates"], tables["denominators"], rows["kpis"], least),
        coverages=found,
        people=people,
        stand=stand,
        step_labels=groups.steps,
        training_labels=groups.trainings,
        small_before=_small_before(tables, fiscal_year_of(as_of) - 1, least),
        gone=frozenset(facts.counts[key].block for key in units if marks[key] is Mark.LEFT_OUT),
        hidden_units=frozenset(units.values()),
        facts=facts,
    )


def _small_before(tables: Tables, year: int, least: int) -> frozenset[str]:
    """Return the rates of a year whose 分子, or who is left of the 分母, were few."""
    data = current(tables["history"])
    rows = data[(data["kind"] == HistoryKind.RATE.value) & (data["year"] == year)]
    top, base = rows["numerator"], rows["denominator"]
    few = ((top > 0) & (top < least)) | ((base - top > 0) & (base - top < least))
    return frozenset(rows.loc[few.fillna(value=False), "code"].dropna().tolist())


def _rows(tables: Tables, key: str) -> list[dict[str, Cell]]:
    return list(records(ledger.BY_KEY[key], tables[key]))


class _Groups:
    """The groups of the extract: by training, and by persona and tool."""

    def __init__(self, tables: Tables, people: ExtractPeople, policy: Policy) -> None:
        organisation = organisation_of(tables)
        self._names = {code: one.name for code, one in organisation.sections.items()}
        self._people, self._least = people, policy.settings.suppress_below
        self._known: dict[frozenset[str], Labels | None] = {}
        self.codes = {one.code for one in organisation.counted(SectionLevel.DIVISION)}
        self._divisions = _divisions(organisation, people, self.codes)
        self._done: dict[str, list[DoneRow]] = {}
        for done in people.done:
            self._done.setdefault(done.training_code, []).append(done)
        self._steps: dict[Ladder, list[StepRow]] = {}
        for step in people.steps:
            self._steps.setdefault((step.persona_code, step.tool_code), []).append(step)
        found = {code: self._of(one.staff_no for one in rows) for code, rows in self._done.items()}
        self.trainings = {code: labels for code, labels in found.items() if labels}
        by_ladder = {at: self._of(one.staff_no for one in own) for at, own in self._steps.items()}
        self.steps = {ladder: labels for ladder, labels in by_ladder.items() if labels}

    def _of(self, numbers: Iterable[str]) -> Labels | None:
        own = frozenset(numbers)
        if own not in self._known:
            places = {n: place for n, place in self._people.places.items() if n in own}
            self._known[own] = grouped(places, self._names, self._least)
        return self._known[own]

    @property
    def rows(self) -> placement.SectionRows:
        """The rows of Steps, and the 課 of the people."""
        return placement.SectionRows(self._steps, self.steps, self._divisions)

    def gather(self, facts: GatheredCounts, year: int) -> None:
        """Gather what can be counted from the rows of the extract."""
        for code, labels in self.trainings.items():
            trainings.gather_rows(facts, self._done[code], labels, self._divisions, year)
        for ladder, labels in self.steps.items():
            steps.gather_rows(facts, self._steps[ladder], labels)


def _divisions(
    organisation: Organisation, people: ExtractPeople, counted: set[str]
) -> dict[str, str]:
    """Return the 課 of everybody who is in one that counts."""
    found = {}
    for number, place in people.places.items():
        division = organisation.division_of(place.path[-1]) if place.path else None
        if division in counted:
            found[number] = str(division)
    return found
