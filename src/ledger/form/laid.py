"""Where the parts of 申告, 続き and 次の一歩 stand on a form that has room for so much (pure)."""

from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from ledger.form import places
from ledger.layout.self_report import (
    BY_KEY,
    FIELDS,
    MAIN_SHEET,
    MORE_SHEET,
    NONE_BLOCKS,
    SHOWN_ORDER,
    FormTable,
)

CHECK_ROW = 5
"""The row of 申告 that says how many places are to be put right."""
JUMPS = 3
"""Places that it leads to at a time; those that follow come up when these are mended."""
FIRST_JUMP = CHECK_ROW + 1
PANEL_TOP = FIRST_JUMP + JUMPS + 2
"""The first row of the first persona on 申告; above it stands the heading."""
PERSONA_ROWS = 3
"""Rows that a persona takes: name and bar, and two for the sentence."""
FIELD_COLUMN = "D"
NONE_COLUMN = 8
"""First column (from 1) of `my_none`."""
LEGENDS = 8
"""Lines below the tools that say what each level of a tool means."""
LEGEND_LINE = 56
"""Characters of such a line."""
VERDICTS_TOP = 6
"""The first verdict row of 次の一歩; above it stand its heading and its header."""


class LaidBlock(NamedTuple):
    """Where a block stands: a table of claims, with what stands above and below it.

    Attributes:
        form: The table.
        sheet: Its sheet.
        top: The row of its heading.
        header: The row of the table's header.
        rows: How many rows it has below that.
        before: How many rows of the table stand elsewhere before these.
    """

    form: FormTable
    sheet: str
    top: int
    header: int
    rows: int
    before: int = 0

    @property
    def first(self) -> int:
        """The first row of the table."""
        return self.header + 1

    @property
    def last(self) -> int:
        """The last row of the table."""
        return self.header + self.rows

    @property
    def foot(self) -> int:
        """The row below the table, and below the lines that explain it."""
        return self.last + 1 + (LEGENDS if self.form.table.key == "my_tool_levels" else 0)

    @property
    def ref(self) -> str:
        """Where the table stands, its header in it."""
        return self.ref_of(self.rows)

    def ref_of(self, rows: int) -> str:
        """Return where the table stands if it has so many rows."""
        return places.table_ref(self.header, self.form.first, len(self.form.order), rows)


class Laid(NamedTuple):
    """Where the parts of the visible sheets stand.

    Attributes:
        personas: Personas of the panel on 申告.
        verdicts: Verdict rows of 次の一歩.
        criteria: Criteria of 次の一歩.
        mandatory: 必須研修 of 次の一歩.
        main: The blocks of 申告, by table.
        more: The blocks of 続き, by table.
    """

    personas: int
    verdicts: int
    criteria: int
    mandatory: int
    main: Mapping[str, LaidBlock]
    more: Mapping[str, LaidBlock]

    @property
    def panel_note(self) -> int:
        """The row under the panel of 申告."""
        return PANEL_TOP + PERSONA_ROWS * self.personas

    @property
    def fields_top(self) -> int:
        """The heading of the single input cells; `my_none` has its header there."""
        return self.panel_note + 2

    @property
    def field_cells(self) -> Mapping[str, tuple[str, str]]:
        """Sheet and address of the single input cells, by key; each is the name `in_<key>`."""
        own = {
            field.key: (MAIN_SHEET, f"{FIELD_COLUMN}{self.fields_top + 1 + number}")
            for number, field in enumerate(FIELDS)
        }
        return {**own, **places.CONFIRM_CELLS}

    @property
    def last_row(self) -> int:
        """The last row of 申告."""
        return max(block.foot for block in self.main.values())

    @property
    def criteria_top(self) -> int:
        """The first criterion on 次の一歩; above it stand its heading and its header."""
        return VERDICTS_TOP + self.verdicts + 3

    @property
    def mandatory_top(self) -> int:
        """The first 必須研修 on 次の一歩; above it stand its heading and its header."""
        return self.criteria_top + self.criteria + 3

    @property
    def checks_top(self) -> int:
        """The first line of 入力チェック on 次の一歩; above it stand its heading and header."""
        return self.mandatory_top + self.mandatory + 3


def persona_row(number: int) -> int:
    """Return the first row of a persona on 申告, counted from 0."""
    return PANEL_TOP + PERSONA_ROWS * number


def none_row(laid: Laid, table: str) -> int:
    """Return the row of 申告 on which a block can be ticked as 今年はない."""
    return laid.fields_top + 1 + list(NONE_BLOCKS).index(table)


def laid(sizes: Mapping[str, int]) -> Laid:
    """Return where the parts stand.

    Args:
        sizes: Rows by table, and by part of the panels (`personas`, `verdicts`, `criteria`,
            `mandatory`).
    """
    return _laid(tuple(sorted(sizes.items())))


@lru_cache(maxsize=64)
def _laid(sizes: tuple[tuple[str, int], ...]) -> Laid:
    known = dict(sizes)
    bare = Laid(
        personas=known.get("personas", 1),
        verdicts=known.get("verdicts", 1),
        criteria=known.get("criteria", 1),
        mandatory=known.get("mandatory", 1),
        main={},
        more={},
    )
    main: dict[str, LaidBlock] = {}
    more: dict[str, LaidBlock] = {}
    top, below = bare.fields_top + 1 + len(NONE_BLOCKS) + 1, 4
    for form in SHOWN_ORDER:
        rows = known.get(form.table.key, form.rows)
        here = min(form.main, rows) if form.spills else rows
        block = LaidBlock(form, MAIN_SHEET, top, top + 2, here)
        main[form.table.key], top = block, block.foot + 1
        if form.spills:
            rest = LaidBlock(form, MORE_SHEET, below, below + 1, max(rows - here, 1), here)
            more[form.table.key], below = rest, rest.last + 2
    return bare._replace(main=main, more=more)


def numbered(laid: Laid, shown: Mapping[str, int], table: str, index: int) -> tuple[str, int]:
    """Return sheet and row of a table's row, which counts from 0 over 申告 and 続き.

    Args:
        laid: Where the parts stand.
        shown: How many rows of each table are in sight on 申告.
        table: The table.
        index: The row.
    """
    here = shown.get(table, laid.main[table].rows)
    if index < here or table not in laid.more:
        return MAIN_SHEET, laid.main[table].first + index
    return MORE_SHEET, laid.more[table].first + index - here


def column_at(table: str, key: str) -> int:
    """Return where a column of a table stands on its sheet, from 1."""
    return BY_KEY[table].column_of(key)
