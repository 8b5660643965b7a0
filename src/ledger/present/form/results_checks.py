"""What 入力チェック comes to on a form as it is issued: the flags of `checks`, as values.

What the ledger holds stands on such a form, or what somebody answered in a form service: texts
where a day or a number should be are possible, other types are not.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell, RowValues
from ledger.layout.self_report import BY_KEY, FIELDS
from ledger.model.folding import name_key
from ledger.model.terms import Flag, Role
from ledger.present.form import places
from ledger.present.form.checks import CHECKS, Check
from ledger.present.form.kinds import DataRow
from ledger.present.form.lists import FormLists
from ledger.present.form.meant import day_of, position_of, project_of
from ledger.present.form.places import Laid

_HIGHEST = 3
_ZERO = dt.date(1899, 12, 30)
"""The day that Excel counts from: what a text and a blank count as."""
_ROLES = frozenset(name_key(role) for role in Role)


class IssuedContent(NamedTuple):
    """What stands on the form as it is issued.

    Attributes:
        rows: Rows of the `my_*` tables, in the order of their input columns.
        lists: The form's lists.
        as_of: 見る日: no later day may be claimed.
        digital_min: How many digital goals are asked for.
        closing: Whether the form is one of 年度末.
        proxy: Whether it is entered by the section (代理) and nobody is named yet.
        own_steps: The Steps that 自己判定 may name.
        submitted_on: 提出日, where it is known from the start (an answer of a form service).
        laid: Where the lines of the check stand.
    """

    rows: Mapping[str, Sequence[DataRow]]
    lists: FormLists
    as_of: dt.date
    digital_min: int
    closing: bool
    proxy: bool
    laid: Laid
    own_steps: frozenset[Cell] = frozenset()
    submitted_on: dt.date | None = None

    def of(self, table: str) -> list[RowValues]:
        """Return the rows of a table by key."""
        keys = [column.key for column in BY_KEY[table].inputs]
        return [dict(zip(keys, row, strict=True)) for row in self.rows[table]]


def check_results(filled: IssuedContent) -> dict[str, Cell]:
    """Return what the lines of 入力チェック come to, by address on 申告."""
    goals = filled.of("my_goals")
    digital = sum(bool(g["goal"]) and g["digital"] == Flag.YES.value for g in goals)
    well = {
        "提出日が入っている": filled.submitted_on is not None,
        "代理で入れた人の氏名がある": not filled.proxy,
        "見る日が日付になっている": True,
        "デジタルに関する目標がある": digital >= filled.digital_min,
    }
    cells: dict[str, Cell] = {}
    wrong = 0
    for number, check in enumerate(CHECKS):
        at = filled.laid.checks_top + number
        said = ("" if well[check.title] else check.remedy) if check.formula else ""
        said = said or _spots(filled, check)
        cells[f"B{at}"], cells[f"F{at}"] = "×" if said else "○", said
        wrong += bool(said)
    found = f"× 直すところが{wrong}つあります" if wrong else "○ すべてよい"
    summary = f"入力チェック　{found}"
    first = f"G{places.FIRST_FIELD_ROW + [f.key for f in FIELDS].index('submitted_on')}"
    return {**cells, f"B{filled.laid.checks_top - 2}": summary, first: summary}


def _spots(filled: IssuedContent, check: Check) -> str:
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


def _where(rows: Iterable[RowValues], is_wrong: Callable[[RowValues], bool]) -> list[int]:
    """Return the rows, from 1, in which something is filled in and wrong."""
    return [n for n, row in enumerate(rows, start=1) if _is_filled(row) and is_wrong(row)]


def _is_filled(row: RowValues) -> bool:
    return any(value is not None and str(value).strip(" ") for value in row.values())


def _again(
    rows: Sequence[RowValues], key_of: Callable[[RowValues], tuple[object, ...]]
) -> list[int]:
    """Return the rows, from 1, that say what one above them says; a blank key says nothing."""
    seen: set[tuple[object, ...]] = set()
    found: list[int] = []
    for number, row in enumerate(rows, start=1):
        key = key_of(row)
        if key[0] and key in seen:
            found.append(number)
        seen.add(key)
    return found


def _position(filled: IssuedContent, listed: str, text: Cell) -> int:
    return position_of(filled.lists, listed, text)


def _is_late(filled: IssuedContent, value: Cell) -> bool:
    """Whether a day lies after 見る日 or 提出日."""
    last = min(filled.as_of, filled.submitted_on or filled.as_of)
    return (day_of(value) or dt.date.min) > last


def _is_before(end: Cell, start: Cell) -> bool:
    """Whether an end is written and lies before a start; a text counts as before every day."""
    return end is not None and (day_of(end) or _ZERO) < (day_of(start) or _ZERO)


def _goals(filled: IssuedContent) -> list[int]:
    rows = [{**row, "goal_no": None} for row in filled.of("my_goals")]
    return _where(rows, lambda row: not row["goal"])


def _trainings(filled: IssuedContent) -> list[int]:
    return _where(
        filled.of("my_attendances"),
        lambda row: not _position(filled, "training", row["training_code"]),
    )


def _completions(filled: IssuedContent) -> list[int]:
    return _where(
        filled.of("my_attendances"),
        lambda row: not day_of(row["completed_on"]) or _is_late(filled, row["completed_on"]),
    )


def _trainings_again(filled: IssuedContent) -> list[int]:
    return _again(
        filled.of("my_attendances"),
        lambda row: (
            _position(filled, "training", row["training_code"]),
            day_of(row["completed_on"]),
        ),
    )


def _qualifications(filled: IssuedContent) -> list[int]:
    return _where(
        filled.of("my_qualifications"),
        lambda row: not name_key(str(row["qualification"] or "")) or not day_of(row["acquired_on"]),
    )


def _qualified_on(filled: IssuedContent) -> list[int]:
    return _where(
        filled.of("my_qualifications"),
        lambda row: (
            _is_late(filled, row["acquired_on"])
            or _is_before(row["expires_on"], row["acquired_on"])
        ),
    )


def _qualifications_again(filled: IssuedContent) -> list[int]:
    return _again(
        filled.of("my_qualifications"),
        lambda row: (name_key(str(row["qualification"] or "")), day_of(row["acquired_on"])),
    )


def _project(filled: IssuedContent, row: RowValues) -> str | None:
    """Return what tells the project of a row from others."""
    return project_of(filled.lists, row["project_no"], row["project_name"]).key


def _engagements(filled: IssuedContent) -> list[int]:
    return _where(
        filled.of("my_engagements"),
        lambda row: (
            not _project(filled, row)
            or name_key(str(row["role"] or "")) not in _ROLES
            or not day_of(row["started_on"])
        ),
    )


def _engagement_order(filled: IssuedContent) -> list[int]:
    return _where(
        filled.of("my_engagements"), lambda row: _is_before(row["ended_on"], row["started_on"])
    )


def _engagements_ahead(filled: IssuedContent) -> list[int]:
    return _where(filled.of("my_engagements"), lambda row: _is_late(filled, row["started_on"]))


def _engagements_again(filled: IssuedContent) -> list[int]:
    return _again(
        filled.of("my_engagements"),
        lambda row: (
            _project(filled, row),
            day_of(row["started_on"]),
            name_key(str(row["role"] or "")),
        ),
    )


def _graded(table: str, listed: str, code: str, grade: str) -> Callable[[IssuedContent], list[int]]:
    def is_good(value: Cell) -> bool:
        return isinstance(value, int) and 0 <= value <= _HIGHEST

    return lambda filled: _where(
        filled.of(table),
        lambda row: not _position(filled, listed, row[code]) or not is_good(row[grade]),
    )


def _graded_again(table: str, listed: str, code: str) -> Callable[[IssuedContent], list[int]]:
    return lambda filled: _again(
        filled.of(table), lambda row: (_position(filled, listed, row[code]),)
    )


def _unclaimed(filled: IssuedContent) -> list[int]:
    """Return the rows of 自己判定 in which it is missing, or is none that may be chosen."""
    return [
        number
        for number, row in enumerate(filled.of("my_steps"), start=1)
        if (row["own_step"] is None and filled.closing and row["persona_code"])
        or (row["own_step"] is not None and row["own_step"] not in filled.own_steps)
    ]


def _unanswered(filled: IssuedContent) -> list[int]:
    return [
        number
        for number, row in enumerate(filled.of("my_answers"), start=1)
        if filled.closing and row["question_code"] and row["answer"] is None
    ]


_FLAGS: Mapping[tuple[str, str], Callable[[IssuedContent], list[int]]] = {
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
    ("my_steps", "need"): _unclaimed,
    ("my_answers", "need"): _unanswered,
}
"""The rows, from 1, that raise each flag of `checks`."""
