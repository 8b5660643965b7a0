"""Where things stand on the form beyond its tables: blocks of data, of formulas, and single cells.

A block is a rectangle on a hidden sheet with one column per key. Issuing writes the blocks of
`_rules` and `_lists`; the template holds the formulas of `_calc`. All three lean on this module.
"""

from typing import NamedTuple

from ledger.layout.frames import letter
from ledger.layout.self_report import (
    ABSENCE_ROWS,
    BY_KEY,
    FIRST_COLUMN,
    HEADER_ROW,
    HISTORY_ROWS,
    CONFIRM_FIELDS,
    FIELDS,
    RULE_ROWS,
)
from ledger.model.terms import (
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
RULES_SHEET = "_rules"
CALC_SHEET = "_calc"
LISTS_SHEET = "_lists"

UNKNOWN = 9_999_999
"""Stands for a day that is not known or never comes; later than every day of the calendar."""

VERDICT_ROWS = BY_KEY["my_steps"].rows
STEP_ROWS = 48
MEMBER_ROWS = 80
SESSION_ROWS = 120
MANDATORY_ROWS = 24
PERIOD_SETS = 8
COUNT_SETS = 8
PAST_ENGAGEMENTS = 28
"""Engagements that `_calc` reads from `my_history`, where they stand first."""

BLOCK_TOP = 3
"""First row of data of every block; above it stand the block's title and its keys."""


class Block(NamedTuple):
    """A rectangle of data or formulas on a hidden sheet.

    Attributes:
        name: Title over the block.
        sheet: Its sheet.
        column: Its first column, from 1.
        rows: Its number of rows.
        keys: Its columns.
    """

    name: str
    sheet: str
    column: int
    rows: int
    keys: tuple[str, ...]

    def letter(self, key: str) -> str:
        """Return the letter of a column."""
        return letter(self.column - 1 + self.keys.index(key))

    def at(self, key: str, index: int) -> str:
        """Return the reference to one cell; rows count from 0."""
        return f"{self._prefix}{self.letter(key)}{BLOCK_TOP + index}"

    def fixed(self, key: str, index: int) -> str:
        """Return the reference to one cell that is the same in every row of a formula."""
        return f"{self._prefix}${self.letter(key)}${BLOCK_TOP + index}"

    def all(self, key: str) -> str:
        """Return the reference to a whole column."""
        return self.first(key, self.rows, ends="$")

    def first(self, key: str, count: int, *, ends: str = "") -> str:
        """Return the reference to the first cells of a column; `$` where it ends in a fixed row."""
        own = self.letter(key)
        return f"{self._prefix}{own}${BLOCK_TOP}:{own}{ends}{BLOCK_TOP + count - 1}"

    def outside(self, key: str, index: int) -> str:
        """Return the reference to one cell, as another sheet writes it."""
        return f"{self.sheet}!{self.fixed(key, index).removeprefix(self._prefix)}"

    def column_outside(self, key: str) -> str:
        """Return the reference to a whole column, as another sheet writes it."""
        return f"{self.sheet}!{self.all(key).removeprefix(self._prefix)}"

    @property
    def _prefix(self) -> str:
        return "" if self.sheet == CALC_SHEET else f"{self.sheet}!"


def _in_a_row(sheet: str, *blocks: tuple[str, int, tuple[str, ...]]) -> dict[str, Block]:
    found: dict[str, Block] = {}
    column = 1
    for name, rows, keys in blocks:
        found[name] = Block(name, sheet, column, rows, keys)
        column += len(keys) + 1
    return found


SETTING_KEYS = (
    "as_of",
    "continuous",
    "day_carry",
    "colead_counts",
    "leave_stops_clock",
    "cumulative",
    "digital_min",
    "fiscal_year",
    "closing",
    "overflow",
)
"""Settings that the formulas read, one row each; `overflow` is a sentence, or blank."""

RULES = _in_a_row(
    RULES_SHEET,
    ("settings", len(SETTING_KEYS), ("key", "value")),
    ("verdicts", VERDICT_ROWS, ("persona", "tool", "parent", "shown")),
    ("steps", STEP_ROWS, ("row", "step")),
    (
        "criteria",
        RULE_ROWS,
        (
            "row",
            "step",
            "number",
            "kind",
            "need",
            "any_of",
            "set",
            "group",
            "object",
            "label",
            "unit",
            "where",
            "note",
        ),
    ),
    ("members", MEMBER_ROWS, ("set", "training")),
    ("periods", PERIOD_SETS, ("lead", "kind")),
    ("counts", COUNT_SETS, ("mentor", "kind")),
    ("sessions", SESSION_ROWS, ("training", "held_on", "last_on")),
    ("mandatory", MANDATORY_ROWS, ("row", "training", "name")),
)


def setting(key: str) -> str:
    """Return the reference to a setting's value."""
    return RULES["settings"].fixed("value", SETTING_KEYS.index(key))


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
    "grade": (0, 1, 2, 3),
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


def _facts(table: str, past: int = HISTORY_ROWS) -> int:
    return BY_KEY[table].rows + past


NOW_KEYS = (
    "seen_on",
    "year",
    "submitted_on",
    "latest",
    "continuous",
    "day_carry",
    "colead_counts",
    "leave_stops_clock",
    "cumulative",
    "fiscal_year",
)
"""Single values of `_calc`: 見る日 and its fiscal year, 提出日, the latest day that may be claimed
(the earlier of both), and the settings that many formulas ask for."""

_INTERVALS = _facts("my_engagements", PAST_ENGAGEMENTS)
_EDGES = _INTERVALS + ABSENCE_ROWS

CALC = _in_a_row(
    CALC_SHEET,
    ("now", len(NOW_KEYS), ("key", "value")),
    ("trained", _facts("my_attendances"), ("text", "training", "valid", "day", "last", "ok", "fresh")),
    ("qualified", _facts("my_qualifications"), ("name", "day", "last", "ok", "fresh")),
    (
        "engaged",
        _INTERVALS,
        ("text", "project", "key", "number", "kind", "role", "start", "end", "ok"),
    ),
    ("away", ABSENCE_ROWS, ("start", "end")),
    ("levels", _facts("my_tool_levels"), ("text", "code", "grade", "year", "rank")),
    ("ratings", _facts("my_skill_ratings"), ("text", "code", "grade", "year", "rank")),
    ("sessions", SESSION_ROWS, (*RULES["sessions"].keys, "fresh", "turn")),
    ("members", MEMBER_ROWS, (*RULES["members"].keys, "done", "days", "late", "next", "turn")),
    (
        "periods",
        PERIOD_SETS,
        (
            *RULES["periods"].keys,
            "pieces",
            "running",
            "start",
            "closed",
            "closed_months",
            "closed_days",
            "run_months",
            "run_days",
            "longest",
            "longest_days",
            "months",
            "days",
        ),
    ),
    ("counts", COUNT_SETS, (*RULES["counts"].keys, "count")),
    (
        "criteria",
        RULE_ROWS,
        (
            *("row", "step", "kind", "need", "any_of", "set", "group", "object", "label"),
            *("have", "days", "met", "settled", "earliest", "soonest", "said", "order", "told"),
        ),
    ),
    ("steps", STEP_ROWS, ("row", "step", "criteria", "open", "met", "reached", "earliest")),
    (
        "verdicts",
        VERDICT_ROWS,
        (
            "persona",
            "parent",
            "own_step",
            "own_next",
            "own_earliest",
            "weight",
            "source",
            "step",
            "next",
            "earliest",
            "upper",
            "last",
            "missing",
            "open",
            "names",
        ),
    ),
    ("mandatory", MANDATORY_ROWS, (*RULES["mandatory"].keys, "open", "order", "told")),
    *(
        (
            f"period_{number}",
            _EDGES,
            ("from", "to", "opens", "closes", "start", "end", "months", "days"),
        )
        for number in range(PERIOD_SETS)
    ),
    ("counted", _INTERVALS, tuple(f"set_{number}" for number in range(COUNT_SETS))),
    ("rows_my_goals", BY_KEY["my_goals"].rows, ("filled", "text", "bad")),
    ("rows_my_attendances", BY_KEY["my_attendances"].rows, ("filled", "code", "date", "twice", "bad")),
    (
        "rows_my_qualifications",
        BY_KEY["my_qualifications"].rows,
        ("filled", "need", "date", "twice", "bad"),
    ),
    (
        "rows_my_engagements",
        BY_KEY["my_engagements"].rows,
        ("filled", "need", "order", "future", "twice", "bad"),
    ),
    ("rows_my_tool_levels", BY_KEY["my_tool_levels"].rows, ("filled", "need", "twice", "bad")),
    ("rows_my_skill_ratings", BY_KEY["my_skill_ratings"].rows, ("filled", "need", "twice", "bad")),
    ("rows_my_steps", BY_KEY["my_steps"].rows, ("filled", "need", "bad")),
    ("rows_my_answers", BY_KEY["my_answers"].rows, ("filled", "need", "bad")),
)

def now(key: str) -> str:
    """Return the reference to a single value of `_calc`."""
    return CALC["now"].fixed("value", NOW_KEYS.index(key))


def quoted(sheet: str) -> str:
    """Return a sheet's name as formulas write it."""
    return f"'{sheet}'!"


def claim(table: str, key: str, index: int) -> str:
    """Return the reference to a cell of a `my_*` table; rows count from 0."""
    form = BY_KEY[table]
    return f"{quoted(form.table.title)}${claim_letter(table, key)}${HEADER_ROW + 1 + index}"


def claim_letter(table: str, key: str) -> str:
    """Return the letter of a column of a `my_*` table."""
    return letter(FIRST_COLUMN - 1 + BY_KEY[table].table.keys.index(key))


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
PANEL_NOTE = PANEL_TOP + VERDICT_ROWS
CHECKS_TOP = PANEL_NOTE + 4
CHECK_LINES = 17
FIRST_CONFIRM_ROW = CHECKS_TOP + CHECK_LINES + 2

DETAIL_TOP = HEADER_ROW + 1
"""First criterion on 次の一歩."""
MANDATORY_TOP = DETAIL_TOP + RULE_ROWS + 3
"""First 必須研修 on 次の一歩; above it stand its heading and its header."""

FIELD_CELLS = {
    **{f.key: f"{FIELD_COLUMN}{FIRST_FIELD_ROW + n}" for n, f in enumerate(FIELDS)},
    **{f.key: f"{FIELD_COLUMN}{FIRST_CONFIRM_ROW + n}" for n, f in enumerate(CONFIRM_FIELDS)},
}
"""The single input cells of 申告, by key; each is the defined name `in_<key>`."""
