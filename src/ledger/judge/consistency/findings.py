"""台帳点検: what is wrong in policy and people, each finding with its sheet and cell.

A check is a function `(policy, tables) -> problems`; `check` runs the ordered list. These are no
checks of the program: they are constraints on what HR and DX wrote, told back to them.
"""

from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from ledger.judge.consistency.acquisitions import acquisition_problems
from ledger.judge.consistency.confirmers import people_unconfirmed
from ledger.judge.consistency.criteria import criteria_problems
from ledger.judge.consistency.emptied import emptied_divisions
from ledger.judge.consistency.heads import headcount_problems
from ledger.judge.consistency.people import (
    headless_sections,
    missing_postings,
    overlapping_postings,
    section_loops,
)
from ledger.judge.consistency.plans import plan_omissions
from ledger.judge.consistency.schedule import schedule_problems
from ledger.judge.consistency.sessions import session_problems
from ledger.judge.consistency.skills import crowded, odd_directions, overdue_skills
from ledger.judge.consistency.standards import standards_problems
from ledger.judge.consistency.surveys import survey_problems
from ledger.judge.consistency.targets import overdue_targets, target_problems
from ledger.judge.consistency_places import place
from ledger.judge.curriculum import entries, skills_taught
from ledger.judge.holders import issued_once
from ledger.judge.selectable_steps import odd_step_reviews
from ledger.layout import ledger
from ledger.layout.columns import Group
from ledger.layout.flow_tables import PRIOR_STEPS
from ledger.layout.frames import Tables
from ledger.model.calendar import year_end, year_start
from ledger.model.judged_day import in_year
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.model.unknown_words import code_remedy, staff_remedy

_TRIED = frozenset({"transfers", "trial_changes"})
"""No part of what results are made of: 異動を試す and 試算 say themselves what is wrong there."""
CHECKED = (
    *(
        one
        for one in ledger.of_group(Group.SETTINGS, Group.POLICY, Group.PEOPLE, Group.FACTS)
        if one.key not in _TRIED
    ),
    PRIOR_STEPS,
)
"""Tables that people fill in, by hand or from a file; the others the program writes."""
_BLANK_SAYS_ALL = frozenset(
    {"prior_steps.tool_code", "standards_map.persona_code", "standards_map.skill_code"}
)
"""Columns of a row key that may be blank and still name a row: the whole persona's."""
_RANGES = (
    ("started_on", "ended_on"),
    ("held_on", "ended_on"),
    ("hired_on", "retired_on"),
    ("received_on", "closed_on"),
)


def check(policy: Policy, tables: Tables) -> tuple[Problem, ...]:
    """Check the whole ledger.

    Args:
        policy: The policy as records.
        tables: The ledger's tables, as read (the index is the sheet row).

    Returns:
        Every finding, in the order of the checks and of the rows.
    """
    return tuple(problem for one in CHECKS for problem in one(policy, tables))


def duplicate_keys(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Rows that carry the same key (duplicate numbers)."""
    for table in CHECKED:
        data = tables[table.key]
        if not table.row_key or data.empty:
            continue
        keys = data[list(table.row_key)]
        musts = [key for key in table.row_key if f"{table.key}.{key}" not in _BLANK_SAYS_ALL]
        doubled = keys.duplicated(keep="first") & keys[musts].notna().all(axis=1)
        for row in data.index[doubled]:
            values = "・".join(_shown(value) for value in keys.loc[row].dropna())
            header = "・".join(column.header for column in table.pick(table.row_key))
            yield Problem.of(
                "duplicate-key",
                place(table, data, table.row_key[0], row),
                header=header,
                value=values,
            )


def _shown(value: object) -> str:
    return value.date().isoformat() if isinstance(value, pd.Timestamp) else str(value)


def unknown_codes(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Codes that the table they refer to does not hold."""
    gone = issued_once(tables)
    for table in CHECKED:
        data = tables[table.key]
        for column in table.columns:
            if not column.refers or data.empty:
                continue
            home, key = column.refers.split(".")
            wrong = data[column.key].notna() & ~data[column.key].isin(tables[home][key])
            if table.key == "criteria" and column.key == "tool_code":
                wrong &= data[column.key] != "*"
            title = ledger.BY_KEY[home].title
            for row in data.index[wrong]:
                value = str(data.loc[row, column.key])
                who = gone.get(value) if home == "staff" else None
                yield Problem.of(
                    "unknown-code",
                    place(table, data, column.key, row),
                    header=column.header,
                    value=value,
                    table=title,
                    remedy=staff_remedy(who) if who else code_remedy(title, value),
                )


def reversed_ranges(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Ends that lie before their starts."""
    for table in CHECKED:
        data = tables[table.key]
        for start, end in _RANGES:
            if start not in data or end not in data:
                continue
            for row in data.index[data[end] < data[start]]:
                yield Problem.of(
                    "range-reversed",
                    place(table, data, end, row),
                    start=_shown(data.loc[row, start]),
                    end=_shown(data.loc[row, end]),
                )


def uneven_groups(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Rows of one training group that disagree on its 修了条件."""
    table, data = ledger.BY_KEY["training_groups"], tables["training_groups"]
    for code, rows in data.groupby("group_code", sort=False):
        odd = rows.index[rows["completion"] != rows["completion"].iloc[0]]
        for row in odd:
            yield Problem.of("group-uneven", place(table, data, "completion", row), group=code)


def as_of_outside(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """A 基準日 that does not lie in the ledger's fiscal year."""
    settings, table = policy.settings, ledger.BY_KEY["settings"]
    if not in_year(settings, settings.as_of):
        data = tables["settings"]
        rows = data.index[data["key"] == "as_of"]
        yield Problem.of(
            "as-of-outside",
            place(table, data, "value", int(rows[-1])) if len(rows) else Place(sheet=table.title),
            item="基準日",
            day=settings.as_of.isoformat(),
            year=settings.year_label,
            first=year_start(settings.fiscal_year).isoformat(),
            last=year_end(settings.fiscal_year).isoformat(),
        )


def orphan_skills(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Skills to be learnt by training that no training is mapped to (W02: 提供なし)."""
    table, data = ledger.BY_KEY["skills"], tables["skills"]
    asked = {skill_code for _, skill_code in skills_taught(policy)}
    taught = {entry.skill_code for entry in entries(policy)}
    for row, code in data["skill_code"].items():
        skill = policy.skills.get(str(code))
        if skill and code in asked - taught:
            yield Problem.of(
                "skill-untaught",
                place(table, data, "skill_code", row),
                skill=f"{code} {skill.skill_name}",
            )


Check = Callable[[Policy, Tables], Iterable[Problem]]
CHECKS: tuple[Check, ...] = (
    as_of_outside,
    duplicate_keys,
    unknown_codes,
    reversed_ranges,
    overlapping_postings,
    missing_postings,
    headless_sections,
    people_unconfirmed,
    section_loops,
    emptied_divisions,
    uneven_groups,
    criteria_problems,
    target_problems,
    survey_problems,
    overdue_targets,
    headcount_problems,
    orphan_skills,
    overdue_skills,
    crowded,
    odd_directions,
    plan_omissions,
    standards_problems,
    session_problems,
    schedule_problems,
    acquisition_problems,
    odd_step_reviews,
)
