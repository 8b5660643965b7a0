"""Where things stand on the form beyond its tables and blocks: sheets, lists and single cells."""

from typing import NamedTuple

from ledger.layout.frames import letter
from ledger.layout.self_report import (
    BY_KEY,
    CONFIRM_FIELDS,
    FIELDS,
    FIRST_COLUMN,
    HEADER_ROW,
)
from ledger.model.terms import (
    TOP_LEVEL,
    Answer,
    Decision,
    EnteredBy,
    Flag,
    LineDecision,
    ProjectKind,
    Role,
)

WELCOME_SHEET = "はじめに"
PANEL_SHEET = "次の一歩"
LISTS_SHEET = "_lists"

LISTS: dict[str, tuple[str, ...]] = {
    "training": ("key", "valid"),
    "training_word": ("key", "index"),
    "training_label": ("",),
    "tool": ("key",),
    "tool_word": ("key", "index"),
    "tool_label": ("",),
    "skill": ("key",),
    "skill_word": ("key", "index"),
    "skill_label": ("",),
    "project": ("key", "target", "kind"),
    "project_word": ("key", "index"),
    "project_label": ("",),
    "session_label": ("",),
    "own_step": ("",),
}
"""Lists that issuing writes; a column is the defined name `list_<list>_<column>`,
the only column of a dropdown `list_<list>`."""

CHOICES: dict[str, tuple[str | int, ...]] = {
    "project_kind": tuple(kind.value for kind in ProjectKind),
    "role": tuple(role.value for role in Role),
    "flag": tuple(flag.value for flag in Flag),
    "grade": tuple(range(TOP_LEVEL + 1)),
    "answer": tuple(answer.value for answer in Answer),
    "entered_by": tuple(who.value for who in EnteredBy),
    "decision": tuple(decision.value for decision in Decision),
    "line_decision": tuple(decision.value for decision in LineDecision),
}
"""Lists that never change; each is the defined name `choice_<list>`."""

FIRST_LIST_ROW = 2


def list_name(name: str, column: str) -> str:
    """Return the defined name of a column of a list."""
    return "_".join(part for part in ("list", name, column) if part)


def list_names() -> tuple[str, ...]:
    """Return the defined names of the lists, in the order of the columns of `_lists`."""
    issued = (list_name(name, column) for name, keys in LISTS.items() for column in keys)
    return (*issued, *(f"choice_{name}" for name in CHOICES))


def list_reference(name: str, count: int) -> str:
    """Return what the defined name of a list refers to; an empty list is its first blank cell."""
    column = letter(list_names().index(name))
    last = FIRST_LIST_ROW + max(count, 1) - 1
    return f"{LISTS_SHEET}!${column}${FIRST_LIST_ROW}:${column}${last}"


REFUSED_HEAD = f"{letter(FIRST_COLUMN)}{HEADER_ROW - 1}"
"""Cell above the table that says that rows of it were not accepted before."""


def refused_at(table: str, index: int) -> str:
    """Return the cell right of a row of a `my_*` table that says why it was not accepted."""
    column = letter(FIRST_COLUMN - 1 + len(BY_KEY[table].table.columns))
    return f"{column}{HEADER_ROW + 1 + index}"


IDENTITY = {
    "year_label": "C5",
    "phase": "E5",
    "staff_name": "C6",
    "staff_no": "E6",
    "section": "C7",
    "personas": "C8",
    "due": "F5",
}
"""Cells of 申告 that issuing fills in."""

WELCOME = {
    "org_name": "C2",
    "report_due": "D15",
    "confirm_due": "D16",
    "as_of": "D17",
    "contact": "D18",
}
"""Cells of はじめに that issuing fills in."""

FIRST_FIELD_ROW = 11
FIELD_COLUMN = "C"
PANEL_TOP = FIRST_FIELD_ROW + len(FIELDS) + 3
"""First row of the panel on 申告; above it stand its heading and its header."""
DETAIL_TOP = HEADER_ROW + 1
"""First criterion on 次の一歩."""


class Laid(NamedTuple):
    """Where the parts of 申告 and 次の一歩 stand on a form that has room for so much.

    Attributes:
        verdicts: Verdict rows of the panel.
        criteria: Criteria of 次の一歩.
        checks: Lines of 入力チェック.
    """

    verdicts: int
    criteria: int
    checks: int

    @property
    def panel_note(self) -> int:
        """The row under the panel."""
        return PANEL_TOP + self.verdicts

    @property
    def checks_top(self) -> int:
        """The first line of 入力チェック; above it stand its heading and its header."""
        return self.panel_note + 4

    @property
    def first_confirm_row(self) -> int:
        """The first field of the supervisor."""
        return self.checks_top + self.checks + 2

    @property
    def mandatory_top(self) -> int:
        """The first 必須研修 on 次の一歩; above it stand its heading and its header."""
        return DETAIL_TOP + self.criteria + 3

    @property
    def field_cells(self) -> dict[str, str]:
        """The single input cells of 申告, by key; each is the defined name `in_<key>`."""
        parts = ((FIRST_FIELD_ROW, FIELDS), (self.first_confirm_row, CONFIRM_FIELDS))
        return {
            field.key: f"{FIELD_COLUMN}{top + number}"
            for top, fields in parts
            for number, field in enumerate(fields)
        }
