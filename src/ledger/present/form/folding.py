"""The folding of typed texts, as formulas: what `model/folding` does, with SUBSTITUTE alone.

ASC and LOWER are not used: what they make of some characters differs between programs and
languages of Excel. All texts of a group are joined with line breaks between them, folded at once
by some dozen cells, and taken apart again; so the whole table of characters costs little.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout.self_report import BY_KEY
from ledger.model.folding import CASES, LONGEST_NAME, SIGNS

NESTED = 60
"""Functions in one another in one formula; Excel allows 64."""
LONGEST_CHOICE = 30
"""Characters of the longest word of a dropdown that the formulas look at."""

_LINE = "CHAR(10)"
_MARK = "CHAR(1)"


class Column(NamedTuple):
    """A column of claims whose texts are folded.

    Attributes:
        table: The form's table.
        key: The column.
        longest: A longer name is no name, and a longer code is cut.
        is_code: Whether it holds `コード 名称`: the beginning alone may do.
    """

    table: str
    key: str
    longest: int = LONGEST_NAME
    is_code: bool = False

    @property
    def rows(self) -> int:
        """How many texts there are."""
        return BY_KEY[self.table].rows

    def text(self, cell: str) -> str:
        """Return a cell's text without line breaks; blank where it cannot be used."""
        line = f'SUBSTITUTE({cell}&"",{_LINE}," ")'
        if self.is_code:
            return f'IFERROR(LEFT({line},{self.longest}),"")'
        return f'IFERROR(IF(LEN({cell})>{self.longest},"",{line}),"")'


GROUPS = (
    (Column("my_attendances", "training_code", is_code=True),),
    (
        Column("my_qualifications", "qualification"),
        Column("my_engagements", "project_no", is_code=True),
        Column("my_engagements", "project_name"),
    ),
    (
        Column("my_tool_levels", "tool_code", is_code=True),
        Column("my_skill_ratings", "skill_code", is_code=True),
        Column("my_engagements", "kind", LONGEST_CHOICE),
        Column("my_engagements", "role", LONGEST_CHOICE),
    ),
)
"""What is folded together: no group comes to more characters than a cell holds."""


def _spelled(sign: str) -> str:
    if sign and (sign < " " or sign == "\x7f"):
        return f"CHAR({ord(sign)})"
    return '"{}"'.format(sign.replace('"', '""'))


def _stages(table: Mapping[str, str]) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Return a table in the portions of single formulas; line breaks part the texts."""
    pairs = [(sign, value) for sign, value in table.items() if sign != "\n"]
    return tuple(tuple(pairs[at : at + NESTED]) for at in range(0, len(pairs), NESTED))


_SIGNS, _CASES = _stages(SIGNS), _stages(CASES)
STAGES = (*_SIGNS, *_CASES)
KEYS = ("joined", *(f"stage_{number}" for number in range(1, len(STAGES) + 1)))
"""Columns of the block: the texts joined, and what each stage makes of them."""
CODES, NAMES = f"stage_{len(_SIGNS)}", KEYS[-1]
"""The columns that hold the codes, and the names, of all texts of a group."""


def joined(texts: Sequence[str]) -> str:
    """Return texts as one, a line break before and after each."""
    return "&".join([_LINE, *(f"{text}&{_LINE}" for text in texts)])


def replaced(text: str, stage: Sequence[tuple[str, str]]) -> str:
    """Return a text with one portion of a table applied to it."""
    pairs = "".join(f",{_spelled(sign)},{_spelled(value)})" for sign, value in stage)
    return "SUBSTITUTE(" * len(stage) + text + pairs


def taken(texts: str, number: str) -> str:
    """Return one of the texts that were joined; they count from 1."""

    def line(which: str) -> str:
        return f"FIND({_MARK},SUBSTITUTE({texts},{_LINE},{_MARK},{which}))"

    return f"MID({texts},{line(number)}+1,{line(f'{number}+1')}-{line(number)}-1)"


def place_of(table: str, key: str) -> tuple[int, int]:
    """Return the group of a column, and how many texts stand before its own there."""
    for group, columns in enumerate(GROUPS):
        before = 0
        for column in columns:
            if (column.table, column.key) == (table, key):
                return group, before
            before += column.rows
    raise KeyError(table, key)
