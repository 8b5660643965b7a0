"""広域集計: sums of what municipalities publish, by 指標 and 区分 of the persona.

Only what is shown is added; what a municipality withholds stays withheld, and how many did so
stands beside the sum. A share of a region is the sum of numerators over the sum of denominators of
those that show both: never a mean of shares.
"""

from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import NamedTuple

from ledger.layout.columns import Cell, NewRow
from ledger.measure.rounding import PERCENT, exactly, shown
from ledger.model.terms.public import FigureGroup, FigureItem
from ledger.model.withheld_words import is_withheld

ALL = "全体"
"""区分 of a figure that is of no persona."""
_PARTS = (FigureItem.NUMERATOR, FigureItem.DENOMINATOR)
_MAIN: Mapping[FigureGroup, tuple[FigureItem, ...]] = {
    FigureGroup.TARGET: (FigureItem.ACTUAL,),
    FigureGroup.ATTENDANCE: (FigureItem.RATE,),
    FigureGroup.COMPLETION: (FigureItem.RATE,),
    FigureGroup.MANDATORY: (FigureItem.RATE,),
    FigureGroup.STEPS: (FigureItem.PEOPLE,),
    FigureGroup.SKILL_TRAINING: (FigureItem.NUMERATOR,),
    FigureGroup.SKILL_PEOPLE: (FigureItem.NEEDED, FigureItem.MATCHING, FigureItem.SHORTAGE),
}
"""What of a group is summed up; of スキルの参加率 no rate goes out, it is worked out here."""
_NAMED: Mapping[FigureGroup, str] = {
    FigureGroup.ATTENDANCE: "研修ごとの受講率",
    FigureGroup.COMPLETION: "研修ごとの修了率",
}
"""区分 that bear the name of a 指標: a training that a target asks for would be summed up twice."""
_ABOUT = ("target_code", "training_code", "persona_code", "skill_code", "tool_code")
_PERCENT = "%"


class AreaFigure(NamedTuple):
    """One figure of one municipality.

    Attributes:
        area_code: 全国地方公共団体コード.
        area_name: Its name.
        indicator: 指標.
        category: 区分 of the persona.
        step: The Step, if it is of one.
        about: The municipality's own codes that say what it is of.
        value: What it shows; None if it shows nothing.
        numerator: 分子, where it is a share and both parts are shown.
        denominator: 分母.
        unit: 単位.
        state: 公表, or why there is no value.
    """

    area_code: str
    area_name: str
    indicator: str
    category: str
    step: int | None
    about: str | None
    value: float | None
    numerator: float | None
    denominator: float | None
    unit: str
    state: str

    @property
    def is_withheld(self) -> bool:
        """Whether the municipality withholds it."""
        return is_withheld(self.state)


class FederatedSum(NamedTuple):
    """The sum over municipalities of one 指標, 区分, Step and unit.

    Attributes:
        indicator: 指標.
        category: 区分 of the persona.
        step: The Step, if it is of one.
        unit: 単位.
        areas: How many municipalities show a value.
        withheld: How many withhold every one that they have.
        absent: How many have none.
        numerator: Sum of the numerators.
        denominator: Sum of the denominators.
        value: A share: numerator by denominator; a number: the sum. None where nothing is shown.
        counted: How many municipalities are in `value`.
        lowest: The lowest value of one figure.
        middle: Their median.
        highest: The highest.
    """

    indicator: str
    category: str
    step: int | None
    unit: str
    areas: int
    withheld: int
    absent: int
    numerator: float | None
    denominator: float | None
    value: float | None
    counted: int
    lowest: float | None
    middle: float | None
    highest: float | None


def area_figures(
    figures: Sequence[NewRow], targets: Sequence[NewRow], personas: Sequence[NewRow]
) -> Iterator[AreaFigure]:
    """Yield what is summed up of one municipality's 公開データ.

    Args:
        figures: The rows of 指標値.
        targets: The rows of 目標の一覧.
        personas: The rows of 人材像の一覧.
    """
    aims = {row["target_code"]: row for row in targets}
    categories = {row["persona_code"]: str(row["category"] or ALL) for row in personas}
    parts = {_key(row): row for row in figures if row["item"] in _PARTS}
    for row in figures:
        group = FigureGroup(str(row["group"]))
        if row["item"] not in _MAIN[group]:
            continue
        aim = aims.get(row["target_code"])
        persona = row["persona_code"] if aim is None else aim["persona_code"]
        share = _share(group, row, parts)
        value, unit, state = _told(group, row, share)
        yield AreaFigure(
            area_code=str(row["area_code"] or ""),
            area_name=str(row["area_name"] or ""),
            indicator=_indicator(group, row, aim),
            category=categories.get(persona, ALL),
            step=_whole(row["step"] if aim is None else aim["step"]),
            about="・".join(str(row[key]) for key in _ABOUT if row[key] is not None) or None,
            value=value,
            numerator=share.numerator,
            denominator=share.denominator,
            unit=unit,
            state=state,
        )


def _indicator(group: FigureGroup, row: NewRow, aim: NewRow | None) -> str:
    if group is FigureGroup.TARGET and aim is not None:
        return str(aim["indicator"] or group)
    if group is FigureGroup.SKILL_PEOPLE:
        return f"{group}({row['item']})"
    return f"{group}(ツール)" if row["tool_code"] is not None else _NAMED.get(group, str(group))


class _Share(NamedTuple):
    """A share as it is shown: both of its parts, or neither; and why a part is withheld."""

    numerator: float | None = None
    denominator: float | None = None
    withheld: str = ""


def _share(group: FigureGroup, row: NewRow, parts: Mapping[tuple[Cell, ...], NewRow]) -> _Share:
    """Return numerator and denominator of a figure, where both are shown."""
    below = parts.get((*_key(row)[:-2], FigureItem.DENOMINATOR.value, None))
    above = parts.get((*_key(row)[:-2], FigureItem.NUMERATOR.value, None))
    if group is FigureGroup.STEPS:
        above = row
    states = [str(one["state"]) for one in (above, below) if one is not None]
    withheld = next(filter(is_withheld, states), "")
    numerator = None if above is None else _number(above["value"])
    denominator = None if below is None else _number(below["value"])
    if numerator is None or denominator is None:
        return _Share(withheld=withheld)
    return _Share(numerator, denominator, withheld)


def _told(group: FigureGroup, row: NewRow, share: _Share) -> tuple[float | None, str, str]:
    """Return value, unit and state of a figure; a rate is withheld with either of its parts."""
    value, unit, state = _number(row["value"]), str(row["unit"] or ""), str(row["state"] or "")
    if group is FigureGroup.SKILL_TRAINING:
        value, unit = _percent(share.numerator, share.denominator), _PERCENT
    if unit == _PERCENT and share.withheld and not is_withheld(state):
        return None, unit, share.withheld
    return value, unit, state


def _key(row: NewRow) -> tuple[Cell, ...]:
    return (row["group"], *(row[key] for key in _ABOUT), row["item"], row["step"])


def federated(figures: Sequence[AreaFigure]) -> list[FederatedSum]:
    """Return the sums, in the order in which their first figure comes.

    Args:
        figures: The figures of all municipalities.
    """
    found: dict[tuple[str, str, int | None, str], list[AreaFigure]] = {}
    for one in figures:
        found.setdefault((one.indicator, one.category, one.step, one.unit), []).append(one)
    return [_sum(*key, own) for key, own in found.items()]


def _sum(
    indicator: str, category: str, step: int | None, unit: str, own: Sequence[AreaFigure]
) -> FederatedSum:
    public = [one for one in own if one.value is not None]
    values = [one.value for one in public if one.value is not None]
    shares = [one for one in public if one.denominator is not None]
    areas = _areas(public)
    hidden = _areas([one for one in own if one.is_withheld]) - areas
    numerator = sum(one.numerator or 0 for one in shares) if shares else None
    denominator = sum(one.denominator or 0 for one in shares) if shares else None
    is_share = unit == _PERCENT
    return FederatedSum(
        indicator=indicator,
        category=category,
        step=step,
        unit=unit,
        areas=len(areas),
        withheld=len(hidden),
        absent=len(_areas(own) - areas - hidden),
        numerator=numerator,
        denominator=denominator,
        value=_percent(numerator, denominator) if is_share else (sum(values) if values else None),
        counted=len(_areas(shares) if is_share else areas),
        lowest=min(values, default=None),
        middle=median(values) if values else None,
        highest=max(values, default=None),
    )


def _areas(own: Sequence[AreaFigure]) -> set[str]:
    return {one.area_code for one in own}


def _percent(numerator: float | None, denominator: float | None) -> float | None:
    """Return a share in per cent, one decimal, halves up; None without a denominator."""
    if numerator is None or not denominator:
        return None
    return shown(PERCENT * exactly(numerator) / exactly(denominator))


def _number(value: Cell) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _whole(value: Cell) -> int | None:
    return value if isinstance(value, int) else None
