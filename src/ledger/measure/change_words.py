"""前年差 in words: from what to what, and by which parts."""

from collections.abc import Mapping
from fractions import Fraction

from ledger.layout.ledger import BY_KEY
from ledger.measure.change_reasons import YearPart
from ledger.model.terms.indicators import PERCENT

PEOPLE = "名"
_TABLE = BY_KEY["year_changes"]


def told(values: tuple[Fraction, Fraction], unit: str, parts: Mapping[YearPart, Fraction]) -> str:
    """Say a difference and its parts in a sentence or two.

    Args:
        values: Last year's figure and this year's.
        unit: Their unit.
        parts: The parts, with their signs; they add up to the difference.
    """
    before, now = values
    from_to = (
        f"前年度 {_said(before)}{unit}から{_said(now)}{unit}へ、{_moved(now - before, unit)}。"
    )
    lead = from_to if now != before else f"前年度と同じ{_said(now)}{unit}。"
    listed = [
        f"{_TABLE.column(part.value).header} {_signed(parts[part])}"
        for part in YearPart
        if parts.get(part)
    ]
    return f"{lead}内訳: {'、'.join(listed)}。" if listed else lead


def _moved(difference: Fraction, unit: str) -> str:
    points = "ポイント" if unit == PERCENT else unit
    return f"{_said(abs(difference))}{points}の{'増' if difference > 0 else '減'}"


def _signed(number: Fraction) -> str:
    return f"{'+' if number > 0 else '−'}{_said(abs(number))}"


def _said(number: Fraction) -> str:
    return str(int(number)) if number.denominator == 1 else f"{float(number):.1f}"
