"""What a form shows of earlier years: confirmed facts that judgement needs, and absences."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import Cell, Table
from ledger.layout.fact_tables import (
    ATTENDANCES,
    ENGAGEMENTS,
    QUALIFICATIONS,
    SKILL_RATINGS,
    TOOL_LEVELS,
)
from ledger.layout.self_report import ABSENCE_ROWS, BY_KEY, HISTORY_ROWS
from ledger.model.calendar import year_start
from ledger.model.folding import name_key
from ledger.model.terms import Confirmation, Source
from ledger.present.form.blocks import PAST_ENGAGEMENTS
from ledger.present.form.kinds import DataRow
from ledger.present.form.lists import Lists
from ledger.present.form.rows import Own, Record, attendances, engagements, is_current
from ledger.present.form.rules import Rules


class Past(NamedTuple):
    """Rows of `my_history`, and whether all of them found room."""

    rows: tuple[DataRow, ...]
    complete: bool

    def keys(self, lists: Lists) -> tuple[DataRow, ...]:
        """Return what each row of `my_history` is about, folded: the block `past` of `_rules`."""
        return tuple(_past_key(lists, row) for row in self.rows)


def history_of(own: Own, rules: Rules) -> Past:
    """Return the earlier confirmed facts that judgement needs; engagements stand first."""
    work = _past_engagements(own) if rules.counts_work else []
    rest = [
        *_past_attendances(own, rules),
        *(_past_qualifications(own) if rules.qualified else ()),
        *_past_grades(own, _LEVELS),
        *_past_grades(own, _RATINGS),
    ]
    most = HISTORY_ROWS - min(len(work), PAST_ENGAGEMENTS)
    complete = len(work) <= PAST_ENGAGEMENTS and len(rest) <= most
    return Past((*work[-PAST_ENGAGEMENTS:], *rest[-most:]), complete)


def is_confirmed(own: Own, row: Record) -> bool:
    """Whether a fact of the past counts officially."""
    if row.get("source") == Source.ROSTER.value or row["confirmed"] == Confirmation.CONFIRMED.value:
        return True
    needed = own.policy.settings.official_needs_confirmation
    return not needed and row["confirmed"] != Confirmation.REJECTED.value


def _past_engagements(own: Own) -> list[DataRow]:
    """Return what ended before the year, and what found no room among the claims."""
    rows = [r for r in own.rows("engagements") if not is_current(own, r) and is_confirmed(own, r)]
    rows = [r for r in rows if isinstance(r["started_on"], dt.date) and r["started_on"] < own.start]
    rows += engagements(own)[BY_KEY["my_engagements"].rows :]
    rows.sort(key=lambda row: str(row["started_on"]))
    return [
        (
            ENGAGEMENTS.title,
            row["project_no"],
            row["project_name"],
            row["kind"],
            row["role"],
            row["started_on"],
            row["ended_on"],
            None,
        )
        for row in rows
    ]


def _past_key(lists: Lists, row: DataRow) -> DataRow:
    """Return the position in its list, the key, the 種別 and the 役割 of a row of the past."""
    table, code, name, kind, role, *_ = (None if cell is None else str(cell) for cell in row)
    if table == QUALIFICATIONS.title:
        return (None, name_key(name or "") or None, None, None)
    if table != ENGAGEMENTS.title:
        return (_LISTED[str(table)](lists).get(code or ""), None, None, None)
    project = lists.project_of(code, name)
    own = name_key(kind or "") or project.kind
    return (project.position, project.key, own, name_key(role or "") or None)


_LISTED: Mapping[str, Callable[[Lists], Mapping[str, int]]] = {
    ATTENDANCES.title: lambda lists: lists.trainings,
    TOOL_LEVELS.title: lambda lists: lists.tools,
    SKILL_RATINGS.title: lambda lists: lists.skills,
}
"""Lists that the codes of the past stand in, by 表."""


def _past_attendances(own: Own, rules: Rules) -> list[DataRow]:
    rows = [
        row
        for row in own.rows("attendances")
        if isinstance(day := row["completed_on"], dt.date)
        and day < own.start
        and row["training_code"] in rules.trainings
        and is_confirmed(own, row)
    ]
    rows += attendances(own)[BY_KEY["my_attendances"].rows :]
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
        if isinstance(day := row["acquired_on"], dt.date)
        and day < own.start
        and is_confirmed(own, row)
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
        if isinstance(year := row["year"], int) and year < own.year and is_confirmed(own, row)
    ]
    latest = {row[grades.code]: row for row in sorted(rows, key=lambda row: str(row["year"]))}
    names = own.lists.labels[grades.listed]
    return [
        (
            grades.table.title,
            row[grades.code],
            names.get(str(row[grades.code]), "").partition(" ")[2] or None,
            None,
            None,
            year_start(year) if isinstance(year := row["year"], int) else None,
            None,
            row[grades.grade],
        )
        for row in latest.values()
    ]


def absences_of(own: Own) -> Past:
    """Return the leave of every kind, without the kind; united only where it is too much."""
    spans = _spans(own)
    if len(spans) > ABSENCE_ROWS:
        spans = _joined(spans)
    return Past(tuple(spans[-ABSENCE_ROWS:]), len(spans) <= ABSENCE_ROWS)


def _spans(own: Own) -> list[tuple[dt.date, dt.date | None]]:
    found = [
        (start, end if isinstance(end, dt.date) else None)
        for row in own.rows("leaves")
        if isinstance(start := row["started_on"], dt.date)
        and (not isinstance(end := row["ended_on"], dt.date) or end >= start)
    ]
    return sorted(set(found), key=lambda span: (span[0], span[1] or dt.date.max))


def _joined(
    spans: Sequence[tuple[dt.date, dt.date | None]],
) -> list[tuple[dt.date, dt.date | None]]:
    """Unite what overlaps or touches."""
    joined: list[tuple[dt.date, dt.date | None]] = []
    for start, end in spans:
        last = joined[-1] if joined else None
        if last and (last[1] is None or start <= last[1] + dt.timedelta(days=1)):
            until = None if last[1] is None or end is None else max(last[1], end)
            joined[-1] = (last[0], until)
        else:
            joined.append((start, end))
    return joined
