"""A line of 入力チェック: its formulas on the sheet 申告, and what it comes to when issued."""

from collections.abc import Callable
from typing import NamedTuple

from ledger.form.issued_content import IssuedContent
from ledger.layout.self_report import BY_KEY, MAIN_SHEET


class Spot(NamedTuple):
    """A kind of fault in the rows of a table.

    Attributes:
        table: The form's table.
        flag: Its column of flags (`formulas/checks.txt`).
        wrong: The rows, from 1, that have the fault on a form as it is issued.
    """

    table: str
    flag: str
    wrong: Callable[[IssuedContent], list[int]]


def _always(filled: IssuedContent) -> bool:
    del filled
    return True


class Check(NamedTuple):
    """One line of the check.

    Attributes:
        title: What is checked, as a plain statement of how it should be.
        remedy: What to do where it is not so.
        spots: What the line looks at, for checks of rows.
        formula: For the others: a formula (as a text) that is TRUE where all is well.
        well: For these: whether all is well on a form as it is issued.
        sheet: The sheet where it is mended.
    """

    title: str
    remedy: str
    spots: tuple[Spot, ...] = ()
    formula: str = ""
    well: Callable[[IssuedContent], bool] = _always
    sheet: str = MAIN_SHEET

    @property
    def problems(self) -> str:
        """A formula for how many rows are at fault (0 or 1 for the others)."""
        if self.formula:
            return f"IF({self.formula},0,1)"
        return "+".join(f"SUM(rows_{table}[{flag}])" for table, flag, _ in self.spots)

    @property
    def where(self) -> str:
        """A formula for the sentence that says where, and what to do; blank if all is well."""
        if self.formula:
            return f'IF({self.formula},"","{self.remedy}")'
        spots = "&".join(_spot(*spot[:2]) for spot in self.spots)
        return f'IF({self.problems}=0,"",{spots}&"{self.remedy}")'


def _spot(table: str, flag: str) -> str:
    """Return a formula that names the first faulty row of a table, and how many more there are."""
    sheet, flags = BY_KEY[table].table.title, f"rows_{table}[{flag}]"
    more = f'IF(SUM({flags})>1,"ほか"&(SUM({flags})-1)&"行","")'
    return f'IF(SUM({flags})=0,"","「{sheet}」の"&MATCH(1,{flags},0)&"行目"&{more}&"。")'
