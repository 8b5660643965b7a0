"""The folding of typed texts, as formulas: what `model/folding` does, with SUBSTITUTE alone.

ASC and LOWER are not used: what they make of some characters differs between programs and
languages of Excel. All texts of a group are joined with line breaks between them, folded at once
by some dozen cells, and taken apart again; so the whole table of characters costs little.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from ledger.layout.self_report import BY_KEY
from ledger.model.characters import LONGEST_CELL
from ledger.model.folding import CASES, LONGEST_NAME, SIGNS

NESTED = 60
"""Functions in one another in one formula; Excel allows 64."""
LONGEST_CHOICE = 30
"""Characters of the longest word of a dropdown that the formulas look at."""
TEXTS = 60
"""Texts that one formula joins (it has 8,192 characters)."""

_LINE = "CHAR(10)"
_MARK = "CHAR(1)"


class FoldedColumn(NamedTuple):
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

    def text(self, cell: str) -> str:
        """Return a cell's text without line breaks; blank where it cannot be used."""
        line = f'SUBSTITUTE({cell}&"",{_LINE}," ")'
        if self.is_code:
            return f'IFERROR(LEFT({line},{self.longest}),"")'
        return f'IFERROR(IF(LEN({cell})>{self.longest},"",{line}),"")'


COLUMNS = (
    FoldedColumn("my_attendances", "training_code", is_code=True),
    FoldedColumn("my_qualifications", "qualification"),
    FoldedColumn("my_engagements", "project_no", is_code=True),
    FoldedColumn("my_engagements", "project_name"),
    FoldedColumn("my_tool_levels", "tool_code", is_code=True),
    FoldedColumn("my_skill_ratings", "skill_code", is_code=True),
    FoldedColumn("my_engagements", "kind", LONGEST_CHOICE),
    FoldedColumn("my_engagements", "role", LONGEST_CHOICE),
)
"""What is folded."""


class Portion(NamedTuple):
    """Some texts of a column that are folded together with others.

    Attributes:
        column: The column.
        first: Its first row in this portion, from 0.
        rows: How many rows.
        before: How many texts stand before them in the group.
    """

    column: FoldedColumn
    first: int
    rows: int
    before: int


Groups: TypeAlias = tuple[tuple[Portion, ...], ...]
"""What is folded together."""


def groups_of(sizes: Mapping[str, int]) -> Groups:
    """Return what is folded together: no group comes to more characters than a cell holds.

    Args:
        sizes: Rows by table of the form.
    """
    widest = max(len(value) for value in SIGNS.values())
    groups: list[list[Portion]] = [[]]
    room, texts = LONGEST_CELL, TEXTS
    for column in COLUMNS:
        each = column.longest * widest + 2
        done, rows = 0, sizes.get(column.table, BY_KEY[column.table].rows)
        while done < rows:
            fits = min(room // each, texts, rows - done)
            if fits:
                before = sum(portion.rows for portion in groups[-1])
                groups[-1].append(Portion(column, done, fits, before))
                done, room, texts = done + fits, room - fits * each, texts - fits
            if done < rows:
                groups.append([])
                room, texts = LONGEST_CELL, TEXTS
    return tuple(map(tuple, groups))


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


def text_of(groups: Groups) -> str:
    """Return the block that folds, one row a group, as a text: joined, then each stage."""
    parts = [f"group_{number}" for number in range(1, len(groups) + 1)]
    lines = [f"[folded] {', '.join(parts)}"]
    for part, group in zip(parts, groups, strict=True):
        cells = (
            f"{portion.column.text(f'{portion.column.table}[{portion.column.key} {row}]')}&{_LINE}"
            for portion in group
            for row in range(portion.first + 1, portion.first + portion.rows + 1)
        )
        lines.append(f"joined {part} = {'&'.join((_LINE, *cells))}")
    for before, key, stage in zip(KEYS, KEYS[1:], STAGES, strict=False):
        lines.append(f"{key} = {replaced(f'[@{before}]', stage)}")
    return "\n".join(lines)


def replaced(text: str, stage: Sequence[tuple[str, str]]) -> str:
    """Return a text with one portion of a table applied to it."""
    pairs = "".join(f",{_spelled(sign)},{_spelled(value)})" for sign, value in stage)
    return "SUBSTITUTE(" * len(stage) + text + pairs


def taken(texts: str, number: str) -> str:
    """Return one of the texts that were joined; they count from 1."""

    def line(which: str) -> str:
        return f"FIND({_MARK},SUBSTITUTE({texts},{_LINE},{_MARK},{which}))"

    return f"MID({texts},{line(number)}+1,{line(f'{number}+1')}-{line(number)}-1)"


def words_of(groups: Groups, top: int) -> Mapping[str, Callable[..., str]]:
    """Return the words for what stands folded in a row of the claims: as a code, as a name.

    Args:
        groups: What is folded together.
        top: First row of the blocks in which the words are written.
    """

    def folded(stage: str, table: str, key: str) -> str:
        found = ""
        for number, group in enumerate(groups, start=1):
            for portion in group:
                if portion.column[:2] == (table, key):
                    row = f"ROW()-{top - 1 + portion.first - portion.before}"
                    own = taken(f"folded[{stage} {number}]", row)
                    last = top + portion.first - 1
                    found = f"IF(ROW()>{last},{own},{found})" if found else own
        return found

    return {"folded_code": partial(folded, CODES), "folded_name": partial(folded, NAMES)}
