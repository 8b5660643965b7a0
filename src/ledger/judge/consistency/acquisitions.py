"""What 確保計画 and 人物要件 leave open: what cannot be reckoned, and whom nobody could judge.

Who is looked for by 任用 needs requirements, a way to judge each 必須 one (S80), somebody on the
panel who knows the trade (S81), and a pay (S78). Other ways need none of them.
"""

from collections.abc import Iterator
from fractions import Fraction

from ledger.judge.acquisition_methods import method_choice
from ledger.judge.acquisition_rows import (
    EMPLOYED,
    AcquisitionRow,
    PersonRequirement,
    acquisition_rows,
)
from ledger.judge.consistency_places import place
from ledger.layout.acquisition_tables import ACQUISITIONS, REQUIREMENTS
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables
from ledger.model.policy import Policy
from ledger.model.problems import Problem
from ledger.model.terms import Department, RequirementKind

LONGEST_DAY = 8
"""Hours that a day of work has at most (労働基準法32条)."""
CODES = frozenset(
    {
        *("acquisition-unknown", "acquisition-unreasoned", "pay-unknown", "pay-reversed"),
        *("hours-too-long", "panel-unskilled", "requirement-missing", "requirement-unjudged"),
        "requirement-owner",
    }
)
"""Codes of the catalogue that these checks find."""
_OWNERS = {
    RequirementKind.MUST: (Department.DX, Department.IT),
    RequirementKind.WELCOME: (Department.DX, Department.IT),
    RequirementKind.COMMON: (Department.HR,),
}
"""Who says what is required: the trade the DX部門, what holds for everybody 人事 (S79)."""


def acquisition_problems(_policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find what 確保計画 and 人物要件 leave open."""
    for row in sorted(acquisition_rows(tables), key=lambda one: one.at):
        yield from _times(tables, row)
        yield from _decision(tables, row)
        yield from _terms(tables, row)
        for one in row.requirements:
            yield from _requirement(tables, row, one)


def unknown_of(row: AcquisitionRow) -> Iterator[str]:
    """Yield the columns that are blank, so that the case cannot be reckoned back.

    None where nobody is missing; 育成月数 only where 育成 is a way that HR has not passed over.
    """
    if row.shortage == 0:
        return
    if row.expected is None:
        yield "expected"
    if row.trainable and row.method is None and row.training_months is None:
        yield "training_months"
    if row.recruiting_months is None:
        yield "recruiting_months"
    if row.ramp_months is None:
        yield "ramp_months"


def is_employment(row: AcquisitionRow) -> bool:
    """Say whether somebody is looked for by 任用, as far as it is decided or advised.

    Whom 育成 may still bring nobody looks for yet, unless HR decided on a 手法.
    """
    looked_for = row.method is not None or not row.trainable
    return row.shortage != 0 and looked_for and method_choice(row).taken in EMPLOYED


def _times(tables: Tables, row: AcquisitionRow) -> Iterator[Problem]:
    if blank := list(unknown_of(row)):
        headers = "・".join(ACQUISITIONS.column(key).header for key in blank)
        yield _of(tables, "acquisition-unknown", row, blank[0], headers=headers)


def _decision(tables: Tables, row: AcquisitionRow) -> Iterator[Problem]:
    choice = method_choice(row)
    if row.shortage != 0 and choice.is_override and choice.rationale is None:
        said = {"method": choice.taken.value, "advised": choice.advised.value}
        yield _of(tables, "acquisition-unreasoned", row, "rationale", **said)


def _terms(tables: Tables, row: AcquisitionRow) -> Iterator[Problem]:
    low, high, hours = row.salary_low, row.salary_high, row.hours_a_day
    if low is not None and high is not None and low > high:
        yield _of(tables, "pay-reversed", row, "salary_low", low=f"{low:,}", high=f"{high:,}")
    if hours is not None and hours > LONGEST_DAY:
        yield _of(tables, "hours-too-long", row, "hours_per_week", hours=_number(hours))
    if not is_employment(row):
        return
    if low is None or high is None:
        yield _of(tables, "pay-unknown", row, "salary_low" if low is None else "salary_high")
    if not row.expert_interviewer:
        yield _of(tables, "panel-unskilled", row, "expert_interviewer")
    if not any(one.kind is RequirementKind.MUST for one in row.requirements):
        yield _of(tables, "requirement-missing", row, "case_no")


def _requirement(tables: Tables, row: AcquisitionRow, one: PersonRequirement) -> Iterator[Problem]:
    data = tables["requirements"]
    said = {"case": row.named, "number": one.number, "requirement": one.text}
    if one.kind is RequirementKind.MUST and one.assessment is None:
        where = place(REQUIREMENTS, data, "assessment", one.at)
        yield Problem.of("requirement-unjudged", where, **said)
    owners = _OWNERS[one.kind]
    if one.department is not None and one.department not in owners:
        where = place(REQUIREMENTS, data, "department", one.at)
        owner = "か".join(owner.value for owner in owners)
        found = {"kind": one.kind.value, "department": one.department.value, "owner": owner}
        yield Problem.of("requirement-owner", where, **said, **found)


def _of(tables: Tables, code: str, row: AcquisitionRow, key: str, **said: Cell) -> Problem:
    where = place(ACQUISITIONS, tables["acquisitions"], key, row.at)
    return Problem.of(code, where, case=row.named, **said)


def _number(value: Fraction) -> str:
    return f"{float(value):g}"
