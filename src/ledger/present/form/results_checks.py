"""What 入力チェック comes to on a form as it is issued: the flags of `checks`, as values.

Only what the ledger holds can stand on such a form, and what staff fill in is still blank; so the
flags are those that facts and blanks can raise.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from ledger.layout.columns import Cell
from ledger.layout.self_report import BY_KEY, FIELDS
from ledger.model.folding import code_key, name_key
from ledger.model.terms import Flag, Role
from ledger.present.form import places
from ledger.present.form.checks import CHECKS, Check
from ledger.present.form.kinds import DataRow
from ledger.present.form.lists import Lists

Row: TypeAlias = Mapping[str, Cell]
_HIGHEST = 3
_ROLES = frozenset(name_key(role) for role in Role)


class Filled(NamedTuple):
    """What stands on the form as it is issued.

    Attributes:
        rows: Rows of the `my_*` tables, in the order of their input columns.
        lists: The form's lists.
        as_of: 見る日: no later day may be claimed.
        digital_min: How many digital goals are asked for.
        closing: Whether the form is one of 年度末.
        proxy: Whether it is entered by the section (代理) and nobody is named yet.
    """

    rows: Mapping[str, Sequence[DataRow]]
    lists: Lists
    as_of: dt.date
    digital_min: int
    closing: bool
    proxy: bool

    def of(self, table: str) -> list[Row]:
        """Return the rows of a table by key."""
        keys = [column.key for column in BY_KEY[table].inputs]
        return [dict(zip(keys, row, strict=True)) for row in self.rows[table]]


def check_results(filled: Filled) -> dict[str, Cell]:
    """Return what the lines of 入力チェック come to, by address on 申告."""
    goals = filled.of("my_goals")
    digital = sum(bool(g["goal"]) and g["digital"] == Flag.YES.value for g in goals)
    well = {
        "提出日が入っている": False,
        "代理で入れた人の氏名がある": not filled.proxy,
        "見る日が日付になっている": True,
        "デジタルに関する目標がある": digital >= filled.digital_min,
    }
    cells: dict[str, Cell] = {}
    wrong = 0
    for number, check in enumerate(CHECKS):
        at = places.CHECKS_TOP + number
        said = ("" if well[check.title] else check.remedy) if check.formula else ""
        said = said or _spots(filled, check)
        cells[f"B{at}"], cells[f"F{at}"] = "×" if said else "○", said
        wrong += bool(said)
    found = f"× 直すところが{wrong}つあります" if wrong else "○ すべてよい"
    summary = f"入力チェック　{found}"
    first = f"G{places.FIRST_FIELD_ROW + [f.key for f in FIELDS].index('submitted_on')}"
    return {**cells, f"B{places.CHECKS_TOP - 2}": summary, first: summary}


def _spots(filled: Filled, check: Check) -> str:
    """Return the sentence of a check of rows: where, and what to do; blank if all is well."""
    spots = [
        _spot(BY_KEY[table].table.title, rows)
        for table, flag in check.spots
        if (rows := _FLAGS[table, flag](filled))
    ]
    return "".join(spots) + check.remedy if spots else ""


def _spot(sheet: str, rows: Sequence[int]) -> str:
    more = f"ほか{len(rows) - 1}行" if len(rows) > 1 else ""
    return f"「{sheet}」の{rows[0]}行目{more}。"


def _where(rows: Iterable[Row], is_wrong: Callable[[Row], bool]) -> list[int]:
    """Return the rows, from 1, in which something is filled in and wrong."""
    return [n for n, row in enumerate(rows, start=1) if any(row.values()) and is_wrong(row)]


def _again(rows: Sequence[Row], key_of: Callable[[Row], tuple[object, ...]]) -> list[int]:
    """Return the rows, from 1, that say what one above them says; a blank key says nothing."""
    seen: set[tuple[object, ...]] = set()
    found: list[int] = []
    for number, row in enumerate(rows, start=1):
        key = key_of(row)
        if key[0] and key in seen:
            found.append(number)
        seen.add(key)
    return found


def _position(filled: Filled, listed: str, text: Cell) -> int:
    """Return the position of what a cell means in a list, as `calc_texts.found` does."""
    columns, code = filled.lists.columns, code_key(str(text or ""))
    keys, words = columns[f"list_{listed}_key"], columns[f"list_{listed}_word_key"]
    for one in (code, code.partition(" ")[0]):
        if one and one in keys:
            return keys.index(one) + 1
    name = name_key(str(text or ""))
    indices = columns[f"list_{listed}_word_index"]
    return int(str(indices[words.index(name)])) if name and name in words else 0


def _is_late(filled: Filled, day: Cell) -> bool:
    return isinstance(day, dt.date) and day > filled.as_of


def _is_before(end: Cell, start: Cell) -> bool:
    return isinstance(end, dt.date) and isinstance(start, dt.date) and end < start


def _goals(filled: Filled) -> list[int]:
    rows = [{**row, "goal_no": None} for row in filled.of("my_goals")]
    return _where(rows, lambda row: not row["goal"])


def _trainings(filled: Filled) -> list[int]:
    return _where(
        filled.of("my_attendances"),
        lambda row: not _position(filled, "training", row["training_code"]),
    )


def _completions(filled: Filled) -> list[int]:
    return _where(
        filled.of("my_attendances"),
        lambda row: row["completed_on"] is None or _is_late(filled, row["completed_on"]),
    )


def _trainings_again(filled: Filled) -> list[int]:
    return _again(
        filled.of("my_attendances"),
        lambda row: (_position(filled, "training", row["training_code"]), row["completed_on"]),
    )


def _qualifications(filled: Filled) -> list[int]:
    return _where(
        filled.of("my_qualifications"),
        lambda row: not name_key(str(row["qualification"] or "")) or row["acquired_on"] is None,
    )


def _qualified_on(filled: Filled) -> list[int]:
    return _where(
        filled.of("my_qualifications"),
        lambda row: (
            _is_late(filled, row["acquired_on"])
            or _is_before(row["expires_on"], row["acquired_on"])
        ),
    )


def _qualifications_again(filled: Filled) -> list[int]:
    return _again(
        filled.of("my_qualifications"),
        lambda row: (name_key(str(row["qualification"] or "")), row["acquired_on"]),
    )


def _project(filled: Filled, row: Row) -> str | None:
    """Return what tells the project of a row from others, as `calc_facts` finds it."""
    columns, code = filled.lists.columns, code_key(str(row["project_no"] or ""))
    keys = columns["list_project_key"]
    for one in (code, code.partition(" ")[0]):
        if one and one in keys:
            return f"#{columns['list_project_target'][keys.index(one)]}"
    name = None if row["project_name"] is None else str(row["project_name"])
    return filled.lists.project_of(code.partition(" ")[0] or None, name).key


def _engagements(filled: Filled) -> list[int]:
    return _where(
        filled.of("my_engagements"),
        lambda row: (
            not _project(filled, row)
            or name_key(str(row["role"] or "")) not in _ROLES
            or row["started_on"] is None
        ),
    )


def _engagement_order(filled: Filled) -> list[int]:
    return _where(
        filled.of("my_engagements"), lambda row: _is_before(row["ended_on"], row["started_on"])
    )


def _engagements_ahead(filled: Filled) -> list[int]:
    return _where(filled.of("my_engagements"), lambda row: _is_late(filled, row["started_on"]))


def _engagements_again(filled: Filled) -> list[int]:
    return _again(
        filled.of("my_engagements"),
        lambda row: (_project(filled, row), row["started_on"], name_key(str(row["role"] or ""))),
    )


def _graded(table: str, listed: str, code: str, grade: str) -> Callable[[Filled], list[int]]:
    def is_good(value: Cell) -> bool:
        return isinstance(value, int) and 0 <= value <= _HIGHEST

    return lambda filled: _where(
        filled.of(table),
        lambda row: not _position(filled, listed, row[code]) or not is_good(row[grade]),
    )


def _graded_again(table: str, listed: str, code: str) -> Callable[[Filled], list[int]]:
    return lambda filled: _again(
        filled.of(table), lambda row: (_position(filled, listed, row[code]),)
    )


def _unanswered(table: str, about: str, answer: str) -> Callable[[Filled], list[int]]:
    return lambda filled: _where(
        filled.of(table),
        lambda row: filled.closing and bool(row[about]) and row[answer] is None,
    )


_FLAGS: Mapping[tuple[str, str], Callable[[Filled], list[int]]] = {
    ("my_goals", "text"): _goals,
    ("my_attendances", "code"): _trainings,
    ("my_attendances", "date"): _completions,
    ("my_attendances", "twice"): _trainings_again,
    ("my_qualifications", "need"): _qualifications,
    ("my_qualifications", "date"): _qualified_on,
    ("my_qualifications", "twice"): _qualifications_again,
    ("my_engagements", "need"): _engagements,
    ("my_engagements", "order"): _engagement_order,
    ("my_engagements", "future"): _engagements_ahead,
    ("my_engagements", "twice"): _engagements_again,
    ("my_tool_levels", "need"): _graded("my_tool_levels", "tool", "tool_code", "level"),
    ("my_tool_levels", "twice"): _graded_again("my_tool_levels", "tool", "tool_code"),
    ("my_skill_ratings", "need"): _graded("my_skill_ratings", "skill", "skill_code", "rating"),
    ("my_skill_ratings", "twice"): _graded_again("my_skill_ratings", "skill", "skill_code"),
    ("my_steps", "need"): _unanswered("my_steps", "persona_code", "own_step"),
    ("my_answers", "need"): _unanswered("my_answers", "question_code", "answer"),
}
"""The rows, from 1, that raise each flag of `checks`."""
