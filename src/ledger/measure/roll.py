"""The roll: everybody in post on a day in the order of the organisation, for lists of people.

Section by section as 所属 has them, each above those below it; within a section by 職層, then by
職員番号. Nobody is left out: who is away or does not count is told apart, not hidden.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import pandas as pd

from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.holders import in_post
from ledger.judge.organisation import Organisation, organisation_of
from ledger.judge.population import absent, main_sections
from ledger.layout.frames import Tables, with_defaults
from ledger.layout.people_tables import STAFF
from ledger.model.policy import Persona, Policy
from ledger.model.terms import Flag, Grade, LeaveKind, Presence, SectionLevel

JOINT = "・"
"""Between names that stand in one cell."""

_GRADES = {grade.value: place for place, grade in enumerate(reversed(Grade))}
_NOWHERE = 10**6


class RollEntry(NamedTuple):
    """One person of the roll.

    Attributes:
        staff_no: 職員番号.
        staff_name: 氏名.
        grade: 職層, None if unknown.
        department: Name of the nearest 部, None where there is none above.
        section: Name of the section; of a 係, its 課 before it.
        division_code: Code of the 課, or of the own section where it lies in none; None without
            a 主務.
        presence: Whether the person is there and counts.
    """

    staff_no: str
    staff_name: str
    grade: str | None
    department: str | None
    section: str | None
    division_code: str | None
    presence: Presence


@dataclass(frozen=True, eq=False)
class Roll:
    """Everybody in post on a day.

    Attributes:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day.
        entries: The people in the order of the organisation.
    """

    policy: Policy
    tables: Tables
    as_of: dt.date
    entries: tuple[RollEntry, ...]

    @cached_property
    def facts(self) -> CriteriaFacts:
        """Their facts; arrays over people are in the order of the roll."""
        numbers = pd.Index([one.staff_no for one in self.entries], dtype="str")
        return CriteriaFacts(self.policy, self.tables, self.as_of, numbers)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each person stands in the roll, by 職員番号."""
        return {one.staff_no: place for place, one in enumerate(self.entries)}

    @cached_property
    def personas(self) -> tuple[tuple[Persona, ...], ...]:
        """The personas in use that each person holds, in the order of the sheet."""
        active = self.policy.active_personas
        holding = [self.facts.holding(one.persona_code) for one in active]
        return tuple(
            tuple(one for one, held in zip(active, holding, strict=True) if held[place])
            for place in range(len(self.entries))
        )

    def persona_names(self, place: int) -> str | None:
        """Return the names of a person's personas, joined; None without any."""
        return JOINT.join(one.persona_name for one in self.personas[place]) or None


def roll_of(policy: Policy, tables: Tables, as_of: dt.date) -> Roll:
    """Call the roll of everybody in post on a day.

    Args:
        policy: The policy; it says whether 派遣・出向 counts as being away.
        tables: The ledger's tables.
        as_of: The day judged.
    """
    organisation, sections = organisation_of(tables), main_sections(tables, as_of)
    order = {one.code: place for place, one in enumerate(organisation.in_order())}
    there, away = in_post(tables, as_of), absent(tables, as_of, _away_kinds(policy))
    staff = with_defaults(STAFF, tables["staff"]).drop_duplicates("staff_no")
    found: list[tuple[tuple[int, int, str], RollEntry]] = []
    for number, name, grade, counted in zip(
        *(staff[key].tolist() for key in ("staff_no", "staff_name", "grade", "counted")),
        strict=True,
    ):
        if number not in there:
            continue
        code = sections.get(number)
        known = grade if isinstance(grade, str) else None
        entry = RollEntry(
            staff_no=number,
            staff_name=name if isinstance(name, str) else number,
            grade=known,
            department=_name(organisation, next(iter(organisation.departments_of(code)), None)),
            section=section_label(organisation, code),
            division_code=organisation.division_of(code) or code,
            presence=_presence(away=number in away, counted=counted == Flag.YES.value),
        )
        rank = _GRADES.get(known or "", len(_GRADES))
        found.append(((order.get(code or "", _NOWHERE), rank, number), entry))
    found.sort(key=lambda one: one[0])
    return Roll(policy, tables, as_of, tuple(entry for _, entry in found))


def section_label(organisation: Organisation, code: str | None) -> str | None:
    """Return a section as lists name it: a 係 by its 課 first; the code where it is unknown."""
    path = organisation.path(code)
    if not path:
        return code
    if path[0].level != SectionLevel.UNIT:
        return path[0].name
    named = [one.name for one in path if one.level != SectionLevel.DEPARTMENT]
    return " ".join(reversed(named))


def _name(organisation: Organisation, code: str | None) -> str | None:
    return organisation.sections[code].name if code else None


def _away_kinds(policy: Policy) -> tuple[LeaveKind, ...]:
    """Return the leaves that keep somebody from a training, as the rates see it."""
    counted = policy.settings.count_seconded
    return tuple(kind for kind in LeaveKind if not (counted and kind is LeaveKind.SECONDED))


def _presence(*, away: bool, counted: bool) -> Presence:
    if away:
        return Presence.AWAY
    return Presence.HERE if counted else Presence.OUT_OF_SCOPE
