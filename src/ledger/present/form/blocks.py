"""The blocks of the form's hidden sheets: rectangles of data (`_rules`) or formulas (`_calc`).

A block has one column per key. Issuing writes the blocks of `_rules`; the template holds the
formulas of `_calc`. Both lean on this module.
"""

from typing import NamedTuple

from ledger.layout.frames import letter
from ledger.layout.self_report import ABSENCE_ROWS, BY_KEY, HISTORY_ROWS, RULE_ROWS
from ledger.present.form import folding

RULES_SHEET = "_rules"
CALC_SHEET = "_calc"

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
    ("past", HISTORY_ROWS, ("place", "key", "kind", "role")),
)
"""`past` says of each row of `my_history`, folded, what it is about. It is one's own and stands
last; the others are the same on the forms of everybody with the same personas."""


def setting(key: str) -> str:
    """Return the reference to a setting's value."""
    return RULES["settings"].fixed("value", SETTING_KEYS.index(key))


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
    ("folded", len(folding.GROUPS), folding.KEYS),
    ("typed_attendances", BY_KEY["my_attendances"].rows, ("code", "name")),
    ("typed_qualifications", BY_KEY["my_qualifications"].rows, ("name",)),
    (
        "typed_engagements",
        BY_KEY["my_engagements"].rows,
        ("code", "name", "kind", "role"),
    ),
    ("typed_levels", BY_KEY["my_tool_levels"].rows, ("code", "name")),
    ("typed_ratings", BY_KEY["my_skill_ratings"].rows, ("code", "name")),
    (
        "trained",
        _facts("my_attendances"),
        ("training", "valid", "day", "last", "ok", "fresh"),
    ),
    ("qualified", _facts("my_qualifications"), ("name", "day", "last", "ok", "fresh")),
    (
        "engaged",
        _INTERVALS,
        ("project", "key", "number", "kind", "role", "start", "end", "ok"),
    ),
    ("away", ABSENCE_ROWS, ("start", "end")),
    ("levels", _facts("my_tool_levels"), ("code", "grade", "year", "rank")),
    ("ratings", _facts("my_skill_ratings"), ("code", "grade", "year", "rank")),
    (
        "sessions",
        SESSION_ROWS,
        (*RULES["sessions"].keys, "fresh", "turn", "valid", "until", "over", "held"),
    ),
    (
        "members",
        MEMBER_ROWS,
        (*RULES["members"].keys, "done", "days", "late", "last", "next", "until", "held"),
    ),
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
    (
        "rows_my_attendances",
        BY_KEY["my_attendances"].rows,
        ("filled", "code", "date", "twice", "bad"),
    ),
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


def day_text(cell: str) -> str:
    """Return a formula for a day as a text (2026/7/15), the same in every program.

    A cell that holds a day or a word has no date's format: some programs read the word as a day.
    """
    return f'YEAR({cell})&"/"&MONTH({cell})&"/"&DAY({cell})'
