"""What the tests with workbooks open in Calc share."""

from calc.running import calc_office

__all__ = ["calc_office"]
