"""Codes as spreadsheets spoil them: `2-Jan`, `1.01E+02`, `="00101"`, signs that nobody sees.

What certainly stands for one code is read as it; what a spreadsheet has turned into a day, a number
or a formula is no code any more, and is never taken for one.
"""

import re
from typing import NamedTuple

from ledger.layout.columns import Column
from ledger.model.folding import folded_code, without_invisible

_QUOTED = re.compile(r'=\s*"([^"]*)"')
_MARKED = re.compile(r"'(?=[0-9A-Za-z])")
"""The apostrophe by which a spreadsheet marks a text, where it was typed into the text."""

_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_SPOILT = re.compile(
    rf"[0-9]{{1,2}}-(?:{_MONTHS})(?:-[0-9]{{2,4}})?"  # 2-Jan, 2-Jan-26
    rf"|(?:{_MONTHS})-[0-9]{{1,4}}"  # Jan-02
    r"|(?:[0-9]{4}年|(?:令和|平成|昭和)(?:元|[0-9]{1,2})年)?[0-9]{1,2}月(?:[0-9]{1,2}日)?"
    r"|[0-9](?:\.[0-9]+)?E[+-][0-9]{2,3}"  # 1.01E+02
    r"|'?=.*"
    r"|#+|#(?:N/A|REF!|NAME\?|VALUE!|NUM!|NULL!|DIV/0!|SPILL!|CALC!)",
    re.DOTALL,
)
_DAY = re.compile(r"[0-9]{4}([-/.])[0-9]{1,2}\1[0-9]{1,2}|[0-9]{1,2}/[0-9]{1,2}(?:/[0-9]{2,4})?")
_TIMED = re.compile(r"\s+[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?$")
_FLOAT = re.compile(r"([0-9]+)\.0+")
_OF_PEOPLE = ("staff", "sections")
_OWN = ("staff_no", "section_code")


class ReadCode(NamedTuple):
    """What a written code is.

    Attributes:
        code: The code; "" if nothing can be seen.
        spoilt: Whether it is no code, but what a spreadsheet made of one.
    """

    code: str
    spoilt: bool = False


def read_code(column: Column, written: str) -> ReadCode:
    """Read a code out of a text.

    Args:
        column: The column; a number of staff or of a section is never a day.
        written: The cell.
    """
    code = folded_code(without_invisible(written))
    if quoted := _QUOTED.fullmatch(code):
        code = quoted[1].strip()
    code = _MARKED.sub("", code, count=1) if _MARKED.match(code) else code
    if not _of_people(column):
        return ReadCode(code, spoilt=_SPOILT.fullmatch(code) is not None)
    if number := _FLOAT.fullmatch(code):
        return ReadCode(number[1])
    day = _DAY.fullmatch(_TIMED.sub("", code))
    return ReadCode(code, spoilt=bool(day or _SPOILT.fullmatch(code)))


def _of_people(column: Column) -> bool:
    return column.refers.partition(".")[0] in _OF_PEOPLE or column.key in _OWN
