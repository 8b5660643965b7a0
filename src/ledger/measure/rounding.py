"""Numbers for display: half-up to one decimal, as Excel's ROUND; verdicts never use these."""

from fractions import Fraction

TENTHS = 10
PERCENT = 100


def shown(value: Fraction) -> float:
    """Round to one decimal, half up (5/16 of 100 is 31.3, W39)."""
    doubled = value * 2 * TENTHS
    return (doubled.numerator // doubled.denominator + 1) // 2 / TENTHS


def percent(numerator: int, denominator: int) -> Fraction:
    """Return a share in percent, exactly."""
    return Fraction(PERCENT * numerator, denominator)


def exactly(written: float) -> Fraction:
    """Return a number as a person wrote it in a cell: 49.9 is 499/10, not its nearest binary."""
    return Fraction(str(written))
