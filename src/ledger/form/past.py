"""What a form shows of earlier years: confirmed facts that judgement needs, and absences."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import NamedTuple

from ledger.form.blocks import OWN, ROOMS
from ledger.form.kinds import DataRow
from ledger.form.lists import FormLists
from ledger.form.rows import Own, is_current
from ledger.form.rules import Rules
from ledger.layout.columns import Cell, Table
from ledger.layout.fact_tables import (
    ATTENDANCES,
    ENGAGEMENTS,
    QUALIFICATIONS,
    SKILL_RATINGS,
    TOOL_LEVELS,
)
from ledger.layout.self_report import LABEL_SEPARATOR
from ledger.model.calendar import year_start
from ledger.model.folding import name_key


class Past(NamedTuple):
    """What a form holds of earlier years.

    Attributes:
        history: Rows of `my_history`.
        absences: Rows of `my_absences`.
    """

    history: tuple[DataRow, ...]
    absences: tuple[DataRow, ...]

    def blocks(self, lists: FormLists) -> dict[str, tuple[DataRow, ...]]:
        """Return the same as the formulas read it: the blocks of `_rules` that are one's own."""
        found: dict[str, list[DataRow]] = {name: [] for name in OWN if name != ROOMS}
        for row in self.history:
            block, keyed = _BLOCKS[str(row[0])]
            found[block].append(keyed(lists, row))
        found["absences"] += self.absences
        return {name: tuple(rows) for name, rows in found.items()}


def past_of(own: Own, rules: Rules) -> Past:
    """Return the earlier confirmed facts that judgement needs, and the leave of every kind."""
    history = (
        *(_past_engagements(own) if rules.counts_work else ()),
        *_past_attendances(own, rules),
        *(_past_qualifications(own) if rules.qualified else ()),
        *_past_grades(own, _LEVELS),
        *_past_grades(own, _RATINGS),
    )
    return Past(history, tuple(_spans(own)))


def _past_engagements(own: Own) -> list[DataRow]:
    """Return what ended before the year."""
    rows = [r for r in own.rows("engagements") if not is_current(own, r)]
    rows = [r for r in rows if isinstance(r["started_on"], dt.date) and r["started_on"] < own.start]
    rows.sort(key=lambda row: str(row["started_on"]))
    return [
        (
            ENGAGEMENTS.title,
            row["project_no"],
            row["project_name"] or _project(own, row["project_no"]),
            row["kind"],
            row["role"],
            row["started_on"],
            row["ended_on"],
            None,
        )
        for row in rows
    ]


def _project(own: Own, number: Cell) -> str | None:
    """Return the name of a project that is listed, for a row that has its number alone."""
    code, _, name = own.lists.labels["projects"].get(str(number), "").partition(LABEL_SEPARATOR)
    return (name or None) if code == number else None


def _trained(lists: FormLists, row: DataRow) -> DataRow:
    return (lists.trainings.get(str(row[1])), row[6])


def _qualified(lists: FormLists, row: DataRow) -> DataRow:
    del lists
    return (name_key(str(row[2] or "")) or None, row[5], row[6])


def _engaged(lists: FormLists, row: DataRow) -> DataRow:
    number, name, kind, role = (None if cell is None else str(cell) for cell in row[1:5])
    project = lists.project_of(number, name)
    own = name_key(kind or "") or project.kind
    return (project.position, project.key, own, name_key(role or "") or None, row[5], row[6])


def _graded(position: int | None, row: DataRow) -> DataRow:
    first = row[5]
    return (position, row[7], first.year if isinstance(first, dt.date) else None)


_BLOCKS: Mapping[str, tuple[str, Callable[[FormLists, DataRow], DataRow]]] = {
    ATTENDANCES.title: ("past_trainings", _trained),
    QUALIFICATIONS.title: ("past_qualifications", _qualified),
    ENGAGEMENTS.title: ("past_engagements", _engaged),
    TOOL_LEVELS.title: (
        "past_levels",
        lambda lists, row: _graded(lists.tools.get(str(row[1])), row),
    ),
    SKILL_RATINGS.title: (
        "past_ratings",
        lambda lists, row: _graded(lists.skills.get(str(row[1])), row),
    ),
}
"""Of a row of `my_history` by its 表: its block, and what stands there."""


def _past_attendances(own: Own, rules: Rules) -> list[DataRow]:
    rows = [
        row
        for row in own.rows("attendances")
        if isinstance(day := row["completed_on"], dt.date)
        and day < own.start
        and row["training_code"] in rules.trainings
    ]
    once = {(row["training_code"], row["completed_on"]) for row in rows}
    return [
        (ATTENDANCES.title, code, _training(own, code), None, None, None, day, None)
        for code, day in sorted(once, key=lambda pair: (str(pair[1]), str(pair[0])))
    ]


def _training(own: Own, code: Cell) -> str | None:
    training = own.policy.trainings.get(str(code))
    return training.training_name if training else None


def _past_qualifications(own: Own) -> list[DataRow]:
    rows = [
        row
        for row in own.rows("qualifications")
        if isinstance(day := row["acquired_on"], dt.date) and day < own.start
    ]
    return [
        (
            QUALIFICATIONS.title,
            None,
            row["qualification"],
            None,
            None,
            row["acquired_on"],
            row["expires_on"],
            None,
        )
        for row in sorted(rows, key=lambda row: str(row["acquired_on"]))
    ]


class _Grades(NamedTuple):
    """A table of levels or ratings: itself, its list on the form, its columns."""

    table: Table
    listed: str
    code: str
    grade: str


_LEVELS = _Grades(TOOL_LEVELS, "tools", "tool_code", "level")
_RATINGS = _Grades(SKILL_RATINGS, "skills", "skill_code", "rating")


def _past_grades(own: Own, grades: _Grades) -> list[DataRow]:
    """Return the latest earlier year's level of each tool (rating of each skill)."""
    rows = [
        row
        for row in own.rows(grades.table.key)
        if isinstance(year := row["year"], int) and year < own.year
    ]
    latest = {row[grades.code]: row for row in sorted(rows, key=lambda row: str(row["year"]))}
    known = own.policy.tools if grades.listed == "tools" else own.policy.skills
    name_of = own.policy.tool_name if grades.listed == "tools" else own.policy.skill_name
    return [
        (
            grades.table.title,
            row[grades.code],
            name_of(code) if (code := str(row[grades.code])) in known else None,
            None,
            None,
            year_start(year) if isinstance(year := row["year"], int) else None,
            None,
            row[grades.grade],
        )
        for row in latest.values()
    ]


def _spans(own: Own) -> list[tuple[dt.date, dt.date | None]]:
    found = [
        (start, end if isinstance(end, dt.date) else None)
        for row in own.rows("leaves")
        if isinstance(start := row["started_on"], dt.date)
        and (not isinstance(end := row["ended_on"], dt.date) or end >= start)
    ]
    return sorted(set(found), key=lambda span: (span[0], span[1] or dt.date.max))
