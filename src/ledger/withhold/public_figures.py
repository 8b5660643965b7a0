"""The figures of a publication, one by one: what each says, its value, or why it has none.

They are of the whole organisation: 課ごとの数, 分母の注 and states of single people are in the
report, not here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.measure.kpis import counting
from ledger.model.policy import Policy
from ledger.model.terms import Indicator, RateKind, RateState, SkillMethod, TargetVerdict
from ledger.model.terms.indicators import PEOPLE, PERCENT, TIMES
from ledger.model.terms.public import FigureGroup, FigureItem
from ledger.model.withheld_words import BLANK, LEFT_OUT, SHOWN, WITHHELD, small
from ledger.withhold import Mark, Quantity, Veil
from ledger.withhold.published import Published
from ledger.withhold.single_counts import matching
from ledger.withhold.steps import standing
from ledger.withhold.trainings import attended, completed, learnt, mandatory

Row = Mapping[str, Cell]
_FULL = 100.0


class FigureOf(NamedTuple):
    """What a figure is of: codes, as far as they say anything."""

    target_code: str | None = None
    training_code: str | None = None
    persona_code: str | None = None
    skill_code: str | None = None
    tool_code: str | None = None
    step: int | None = None


class PublicFigure(NamedTuple):
    """One published figure.

    Attributes:
        group: 区分.
        item: 項目.
        about: What it is of.
        value: Its value; None where the state says why.
        unit: 単位.
        state: 公表, or why no value stands there.
        key: The count that it is, or that it follows from; None where it counts nobody.
    """

    group: FigureGroup
    item: FigureItem
    about: FigureOf
    value: int | float | None
    unit: str
    state: str
    key: Quantity | None = None


def public_figures(
    policy: Policy, tables: Tables, veil: Veil, shown: Published
) -> tuple[PublicFigure, ...]:
    """Return every figure of a publication, in the order of the sheets.

    Args:
        policy: The policy.
        tables: The ledger's tables with the results of this run.
        veil: What the report of this run shows.
        shown: What the publication shows.
    """
    found = _Figures(policy, tables, veil, shown).all()
    return tuple(one for one in found if one.state != BLANK or one.item is FigureItem.ACTUAL)


@dataclass(frozen=True)
class _Figures:
    policy: Policy
    tables: Tables
    veil: Veil
    shown: Published

    def all(self) -> Iterator[PublicFigure]:
        for row in counting(self._rows("kpis")):
            yield from self._target(row)
        rates = [row for row in self._rows("rates") if not row["section_code"]]
        for row in rates:
            yield from self._rate(row)
        for ladder, people in self.veil.stand.items():
            yield from self._steps(FigureOf(persona_code=ladder[0], tool_code=ladder[1]), people)
        for row in self._rows("gaps"):
            yield from self._skill(row)

    def _rows(self, key: str) -> list[dict[str, Cell]]:
        return list(records(ledger.BY_KEY[key], self.tables[key]))

    def _target(self, row: Row) -> Iterator[PublicFigure]:
        """A KPI is told everywhere; a 定性 one has no figure."""
        target = self.policy.targets[str(row["target_code"])]
        if target.indicator is Indicator.STATEMENT:
            return
        about = FigureOf(target_code=target.target_code)
        unit = str(row["unit"] or target.indicator.rule.units[0])
        counted = next((one for one in target.indicator.rule.units if one != PERCENT), "")
        found = (
            (FigureItem.ACTUAL, row["actual"], unit),
            (FigureItem.NUMERATOR, row["numerator"], counted),
            (FigureItem.DENOMINATOR, row["denominator"], counted),
            (FigureItem.GOAL, row["goal_value"], unit),
            (FigureItem.ACHIEVEMENT, row["achievement"], PERCENT),
            (FigureItem.MILESTONE, row["milestone"], unit),
            (FigureItem.LAST_YEAR, row["last_year"], unit),
        )
        verdict = str(row["verdict"])
        lacks = verdict if verdict in _WITHOUT and row["actual"] is None else BLANK
        for item, value, its_unit in found:
            if item in _PARTS and row["denominator"] is None:
                continue
            state = lacks if item is FigureItem.ACTUAL else BLANK
            yield _figure(FigureGroup.TARGET, item, about, value, its_unit, state)

    def _rate(self, row: Row) -> Iterator[PublicFigure]:
        found = self._rate_of(row)
        if found is None:
            return
        group, about, key = found
        if row["training_code"]:
            yield _figure(group, FigureItem.TIMES, about, row["times"], TIMES, BLANK)
        if row["state"] != RateState.COMPUTED:
            yield _figure(group, FigureItem.RATE, about, None, PERCENT, str(row["state"]))
        else:
            yield from self._share(group, about, key, row)
        before = self.veil.last_year(row)
        state = BLANK if before is None else self._ending(before)
        value = before if state == SHOWN else None
        yield _figure(group, FigureItem.LAST_YEAR, about, value, PERCENT, state)

    def _rate_of(self, row: Row) -> tuple[FigureGroup, FigureOf, Quantity] | None:
        """Return what a rate as a whole is of; None for one that stands elsewhere."""
        code, persona = str(row["training_code"]), str(row["persona_code"])
        if row["kind"] == RateKind.MANDATORY:
            about = FigureOf(persona_code=persona)
            return FigureGroup.MANDATORY, about, mandatory(self.policy, persona)
        if not row["training_code"] or row["persona_code"] or row["skill_code"]:
            return None
        if row["kind"] == RateKind.ATTENDANCE:
            return FigureGroup.ATTENDANCE, FigureOf(training_code=code), attended(code)
        if row["kind"] == RateKind.COMPLETION:
            return FigureGroup.COMPLETION, FigureOf(training_code=code), completed(code)
        return None

    def _share(
        self, group: FigureGroup, about: FigureOf, key: Quantity, row: Row
    ) -> Iterator[PublicFigure]:
        """分子, 分母 and 率; the rate goes with its 分子."""
        state = self._state(key)
        values = (row["numerator"], row["rate"]) if state == SHOWN else (None, None)
        base = None if state == LEFT_OUT else row["denominator"]
        yield _figure(group, FigureItem.NUMERATOR, about, values[0], PEOPLE, state, key)
        yield _figure(group, FigureItem.DENOMINATOR, about, base, PEOPLE, state)
        yield _figure(group, FigureItem.RATE, about, values[1], PERCENT, state, key)

    def _steps(self, about: FigureOf, people: Iterable[int]) -> Iterator[PublicFigure]:
        listed, ladder = tuple(people), (str(about.persona_code), about.tool_code)
        group = FigureGroup.STEPS
        if not listed:
            state = RateState.NO_BASE.value
            yield _figure(group, FigureItem.DENOMINATOR, about, None, PEOPLE, state)
            return
        states = [self._state(standing(ladder, step)) for step in range(len(listed))]
        gone = LEFT_OUT in states
        base = None if gone else sum(listed)
        yield _figure(group, FigureItem.DENOMINATOR, about, base, PEOPLE, LEFT_OUT)
        for step, (number, state) in enumerate(zip(listed, states, strict=True)):
            key, its_state = standing(ladder, step), LEFT_OUT if gone else state
            value = number if its_state == SHOWN else None
            at = about._replace(step=step)
            yield _figure(group, FigureItem.PEOPLE, at, value, PEOPLE, its_state, key)

    def _skill(self, row: Row) -> Iterator[PublicFigure]:
        persona, skill = str(row["persona_code"]), str(row["skill_code"])
        about = FigureOf(persona_code=persona, skill_code=skill)
        if row["method"] == SkillMethod.HEADCOUNT:
            yield from self._matched(about, matching(skill), row)
            return
        group, key = FigureGroup.SKILL_TRAINING, learnt(self.policy, persona, skill)
        yield _figure(group, FigureItem.TIMES, about, row["times"], TIMES, BLANK)
        base = row["denominator"]
        if not isinstance(base, int) or not base:
            offered = row["times"] or row["numerator"] is not None
            state = (RateState.NO_BASE if offered else RateState.NOT_OFFERED).value
            yield _figure(group, FigureItem.NUMERATOR, about, None, PEOPLE, state)
            return
        state = self._state(key)
        value = row["numerator"] if state == SHOWN else None
        told = None if state == LEFT_OUT else base
        yield _figure(group, FigureItem.NUMERATOR, about, value, PEOPLE, state, key)
        yield _figure(group, FigureItem.DENOMINATOR, about, told, PEOPLE, state)

    def _matched(self, about: FigureOf, key: Quantity, row: Row) -> Iterator[PublicFigure]:
        """必要, 合致 and 不足; 不足 goes with 合致, from which it follows."""
        group, state = FigureGroup.SKILL_PEOPLE, self._state(key)
        is_shown = state == SHOWN
        found = (
            (FigureItem.NEEDED, row["needed"], BLANK, None),
            (FigureItem.MATCHING, row["matching"] if is_shown else None, state, key),
            (FigureItem.SHORTAGE, row["shortage"] if is_shown else None, state, key),
        )
        for item, value, lacks, of in found:
            said = BLANK if lacks == SHOWN else lacks
            yield _figure(group, item, about, value, PEOPLE, said, of)

    def _state(self, key: Quantity) -> str:
        words = {Mark.FEW: small(self.shown.least), Mark.HIDDEN: WITHHELD, Mark.LEFT_OUT: LEFT_OUT}
        return words.get(self.shown.mark(key), SHOWN)

    @staticmethod
    def _ending(rate: Cell) -> str:
        """Last year's 0 % and 100 % speak of everybody, as this year's do."""
        return WITHHELD if rate in {0.0, _FULL} else SHOWN


_PARTS = frozenset({FigureItem.NUMERATOR, FigureItem.DENOMINATOR})
"""What only a share has: a count is its 実績."""
_WITHOUT = frozenset({TargetVerdict.NO_BASE.value, TargetVerdict.NOT_OFFERED.value})


def _figure(  # noqa: PLR0913, PLR0917 - a figure is told by this much
    group: FigureGroup,
    item: FigureItem,
    about: FigureOf,
    value: Cell,
    unit: str,
    lacks: str,
    key: Quantity | None = None,
) -> PublicFigure:
    """Return a figure; the state says why it has no value, where it has none."""
    number = value if isinstance(value, int | float) else None
    state = SHOWN if number is not None else BLANK if lacks == SHOWN else lacks
    return PublicFigure(group, item, about, number, unit, state, key)
