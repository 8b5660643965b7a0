"""Where things stand on the form beyond its blocks of formulas: sheets, lists and single cells."""

from functools import cache, lru_cache

from ledger.layout.addresses import letter
from ledger.layout.columns import Table
from ledger.layout.self_report import CONFIRM_FIELDS, SUPERVISOR_SHEET
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
    "tool_level": ("words",),
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
    "yes": (Flag.YES.value,),
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


@cache
def list_names() -> tuple[str, ...]:
    """Return the defined names of the lists, in the order of the columns of `_lists`."""
    issued = (list_name(name, column) for name, keys in LISTS.items() for column in keys)
    return (*issued, *(f"choice_{name}" for name in CHOICES))


@lru_cache(maxsize=1024)
def list_reference(name: str, count: int) -> str:
    """Return what the defined name of a list refers to; an empty list is its first blank cell."""
    column = letter(list_names().index(name))
    last = FIRST_LIST_ROW + max(count, 1) - 1
    return f"{LISTS_SHEET}!${column}${FIRST_LIST_ROW}:${column}${last}"


IDENTITY = {
    "staff_name": "D2",
    "staff_no": "F2",
    "section": "H2",
    "year_label": "D3",
    "phase": "F3",
    "due": "H3",
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

PAST_HEADER = 4
"""Row of the header on the sheets of the past: これまでの実績, 除外期間."""

CONFIRM_TOP = 4
CONFIRM_COLUMN = "C"
"""The supervisor's single cells on 上長欄."""
LINES_HEADER = CONFIRM_TOP + len(CONFIRM_FIELDS) + 2
"""Row of the header of `my_lines` on 上長欄."""

CONFIRM_CELLS = {
    field.key: (SUPERVISOR_SHEET, f"{CONFIRM_COLUMN}{CONFIRM_TOP + number}")
    for number, field in enumerate(CONFIRM_FIELDS)
}
"""Sheet and address of the supervisor's single cells, by key."""


def table_ref(header: int, first: int, columns: int, rows: int) -> str:
    """Return where a table stands, its header in it.

    Args:
        header: Row of its header.
        first: Its first column, from 1.
        columns: How many columns it has.
        rows: How many rows below the header.
    """
    return f"{letter(first - 1)}{header}:{letter(first + columns - 2)}{header + rows}"


def past_ref(table: Table, rows: int) -> str:
    """Return where a table of the past stands on its sheet."""
    return table_ref(PAST_HEADER, 3, len(table.columns), rows)
