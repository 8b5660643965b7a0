"""Whose forms are issued: their rows of the ledger, names, sections and personas."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from ledger.form.refused import Reasons, told
from ledger.form.rows import PersonRows
from ledger.judge.holders import holders
from ledger.judge.organisation import Organisation, organisation_of
from ledger.judge.population import main_sections
from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, records
from ledger.model.characters import narrow_signs
from ledger.model.policy import Persona, Policy

PERSONAL = (
    "attendances",
    "qualifications",
    "engagements",
    "tool_levels",
    "skill_ratings",
    "goals",
    "answers",
    "leaves",
)
"""The tables whose rows stand on forms."""


def only(data: pd.DataFrame, wanted: frozenset[str] | None) -> pd.DataFrame:
    """Return the rows of some people; of everybody if None."""
    return data if wanted is None else data[data["staff_no"].isin(wanted)]


def people_of(own: Tables, reasons: Reasons) -> Mapping[str, PersonRows]:
    """Return each person's rows by table, with what to say of those not accepted before."""
    found: dict[str, dict[str, list[Mapping[str, Cell]]]] = {}
    for key in PERSONAL:
        for row in records(ledger.BY_KEY[key], own[key]):
            person = found.setdefault(str(row["staff_no"]), {})
            person.setdefault(key, []).append(told(key, row, reasons))
    return found


def names_of(staff: pd.DataFrame) -> Mapping[str, str]:
    """Return 氏名 by staff number."""
    rows = records(ledger.BY_KEY["staff"], staff)
    return {str(row["staff_no"]): str(row["staff_name"] or "") for row in rows}


SECTION_ROOM = 26
"""Narrow signs for which the cell of 所属 on 申告 has room."""


def sections_of(tables: Tables, as_of: dt.date) -> Mapping[str, str]:
    """Return each person's section of that day, from the top down (総務部 人事課).

    Where the whole does not fit into its cell, it begins further down (人事課 給与係).
    """
    tree = organisation_of(tables)
    return {
        staff_no: _in_words(tree, section)
        for staff_no, section in main_sections(tables, as_of).items()
    }


def _in_words(tree: Organisation, section: str) -> str:
    names = [step.name for step in reversed(tree.path(section))]
    while len(names) > 1 and narrow_signs(" ".join(names)) > SECTION_ROOM:
        del names[0]
    return " ".join(names)


def held_personas(
    policy: Policy, tables: Tables, as_of: dt.date, wanted: frozenset[str] | None
) -> Mapping[str, tuple[Persona, ...]]:
    """Return the personas that each person holds that day, 有効 ones, in the order of the sheet."""
    found: dict[str, list[Persona]] = {}
    for persona in policy.active_personas:
        people = holders(policy, tables, persona.persona_code, as_of)
        for staff_no in people if wanted is None else people & wanted:
            found.setdefault(staff_no, []).append(persona)
    return {staff_no: tuple(personas) for staff_no, personas in found.items()}
