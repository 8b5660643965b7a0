"""What stands on one person's form from the beginning: the claims of the year."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from ledger.form.kinds import DataRow
from ledger.form.lists import FormLists, clear_labels
from ledger.form.refused import REFUSED
from ledger.form.rules import Rules
from ledger.layout.columns import Cell, RowValues
from ledger.layout.self_report import BY_KEY
from ledger.model.calendar import year_end, year_start
from ledger.model.policy import Policy
from ledger.model.terms import Source

PersonRows: TypeAlias = Mapping[str, Sequence[RowValues]]
"""One person's rows of the ledger, by table."""


class FormClaims(NamedTuple):
    """Rows of the `my_*` tables.

    `refused` says of rows that were not accepted before why, by table and place from 0.
    """

    rows: Mapping[str, tuple[DataRow, ...]]
    refused: Mapping[str, Mapping[int, str]] = MappingProxyType({})


class Own(NamedTuple):
    """One person's facts, taken apart: those of the form's year, and those before it.

    Attributes:
        policy: The policy.
        lists: The lists; codes are shown as its labels.
        person: The person's rows of the ledger.
    """

    policy: Policy
    lists: FormLists
    person: PersonRows

    @property
    def year(self) -> int:
        """The fiscal year of the form."""
        return self.policy.settings.fiscal_year

    @property
    def start(self) -> dt.date:
        """The first day of the year."""
        return year_start(self.year)

    def rows(self, table: str) -> Sequence[RowValues]:
        """Return the person's rows of one table."""
        return self.person.get(table, ())

    def shown(self, table: str, code: Cell) -> Cell:
        """Return a code as the dropdown shows it."""
        return self.lists.labels[table].get(str(code), code) if code is not None else None


def claims_of(own: Own, rules: Rules) -> FormClaims:
    """Return the rows that the `my_*` tables begin with, in the order of their input columns."""
    listed: dict[str, Sequence[RowValues]] = {
        "my_goals": _goals(own),
        "my_attendances": _labelled(own, attendances(own), "trainings", "training_code"),
        "my_qualifications": _this_year(own, "qualifications", "acquired_on"),
        "my_engagements": _labelled(own, engagements(own), "projects", "project_no"),
        "my_tool_levels": _labelled(own, _tools(own, rules), "tools", "tool_code"),
        "my_skill_ratings": _skills(own, rules),
        "my_steps": _steps(own, rules),
        "my_answers": _answers(own),
    }
    return FormClaims(
        {
            table: tuple(
                tuple(row.get(column.key) for column in BY_KEY[table].inputs) for row in rows
            )
            for table, rows in listed.items()
        },
        refused={table: found for table, rows in listed.items() if (found := _refused(rows))},
    )


def _refused(rows: Sequence[RowValues]) -> dict[int, str]:
    return {place: str(row[REFUSED]) for place, row in enumerate(rows) if row.get(REFUSED)}


def _of_year(own: Own, table: str) -> list[RowValues]:
    return [row for row in own.rows(table) if row["year"] == own.year]


def _this_year(own: Own, table: str, key: str) -> list[RowValues]:
    rows = [
        row
        for row in own.rows(table)
        if isinstance(day := row[key], dt.date) and own.start <= day <= year_end(own.year)
    ]
    return sorted(rows, key=lambda row: str(row[key]))


def _goals(own: Own) -> list[RowValues]:
    """Return the goals of the year on the lines of their numbers; every line is numbered."""
    by_number = {int(str(row["goal_no"])): row for row in _of_year(own, "goals")}
    last = max((BY_KEY["my_goals"].rows, *by_number))
    return [by_number.get(number, {"goal_no": number}) for number in range(1, last + 1)]


def _tools(own: Own, rules: Rules) -> list[RowValues]:
    """Return the tools of the person's personas and of the year, each with its level if known."""
    rated = {str(row["tool_code"]): row for row in _of_year(own, "tool_levels")}
    asked = [
        tool.tool_code
        for tool in own.policy.tools.values()
        if tool.active and tool.tool_code in rules.tools
    ]
    return [rated.get(code, {"tool_code": code}) for code in dict.fromkeys((*asked, *rated))]


def _skills(own: Own, rules: Rules) -> list[RowValues]:
    """Return the skills that the person rates, each with its rating of the year if there is one."""
    rated = {str(row["skill_code"]): row for row in _of_year(own, "skill_ratings")}
    codes = dict.fromkeys((*rules.skills, *rated))
    rows = [rated.get(code, {"skill_code": code}) for code in codes]
    return _labelled(own, rows, "skills", "skill_code")


def attendances(own: Own) -> list[RowValues]:
    """Return the completions of the year, the rostered one of two that are equal."""
    rows = _this_year(own, "attendances", "completed_on")
    rows.sort(key=lambda row: row["source"] == Source.ROSTER.value)
    once = {(row["training_code"], row["completed_on"]): row for row in rows}
    return sorted(
        once.values(), key=lambda row: (str(row["completed_on"]), str(row["training_code"]))
    )


def _labelled(own: Own, rows: Iterable[RowValues], table: str, key: str) -> list[RowValues]:
    return [{**row, key: own.shown(table, row[key])} for row in rows]


def engagements(own: Own) -> list[RowValues]:
    """Return what still goes on or ended in the year."""
    rows = [row for row in own.rows("engagements") if is_current(own, row)]
    return sorted(rows, key=lambda row: str(row["started_on"]))


def is_current(own: Own, row: RowValues) -> bool:
    """Whether an engagement goes on, or ended in the year."""
    start, end = row["started_on"], row["ended_on"]
    begun = isinstance(start, dt.date) and start <= year_end(own.year)
    return begun and (not isinstance(end, dt.date) or end >= own.start)


def _steps(own: Own, rules: Rules) -> list[RowValues]:
    names = clear_labels({code: one.persona_name for code, one in own.policy.personas.items()})
    return [
        {"persona_code": names[persona], "tool_code": own.shown("tools", tool)}
        for persona, tool in rules.claims
    ]


def _answers(own: Own) -> list[RowValues]:
    if not own.policy.settings.named_survey:
        return []
    given = {row["question_code"]: row["answer"] for row in _of_year(own, "answers")}
    asked = clear_labels({q.question_code: q.question for q in own.policy.questions.values()})
    return [
        {"question_code": asked[q.question_code], "answer": given.get(q.question_code)}
        for q in own.policy.questions.values()
        if q.active
    ]
