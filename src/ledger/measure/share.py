"""What the DX department needs to know of training, person by person (DX部門へ共有).

Where people work is told here in full; `withhold` says how much of it leaves the house.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.criteria_projects import merged
from ledger.judge.kinds import kind_of
from ledger.judge.organisation import organisation_of
from ledger.judge.population import Population, main_sections, population_of
from ledger.judge.steps import open_sets, standings
from ledger.layout import share_tables as layout
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, day, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.attendance import Attendances
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Policy
from ledger.model.terms import (
    CodeKind,
    RateBasis,
    RateKind,
    RateScope,
    SectionLevel,
)
from ledger.model.verdicts import Lens, Outcome, Standing


class Workplace(NamedTuple):
    """Where somebody works, and as what.

    Attributes:
        path: The sections from the highest down to the own one, by code.
        grade: 職層.
    """

    path: tuple[str, ...]
    grade: str | None


Missing = tuple[tuple[str, bool], ...]
"""Trainings that are missing: code, and whether others would do as well."""


class StepRow(NamedTuple):
    """A person's 正式Step of a persona, or of one of its tools."""

    staff_no: str
    persona_code: str
    tool_code: str | None
    official: int


class DoneRow(NamedTuple):
    """Whether a person has a training, and in which year it was last completed."""

    staff_no: str
    training_code: str
    done: bool
    year: int | None


class ExtractPeople(NamedTuple):
    """Everybody of the extract: who counts on the 基準日.

    Attributes:
        places: Where they work, by staff number.
        steps: Their Steps.
        done: Their completions: trainings in use, of those whom each is for.
    """

    places: Mapping[str, Workplace]
    steps: tuple[StepRow, ...]
    done: tuple[DoneRow, ...]


def people_of(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> ExtractPeople:
    """Gather everybody of the extract.

    They are those whom the report counts, so that the two together tell nothing of who is away.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 of this run.
        as_of: The day judged.
    """
    population = population_of(policy, tables, as_of, RateBasis.ON_DATE)
    places = _places(tables, population)
    return ExtractPeople(places, tuple(_steps(verdicts, places)), tuple(_done(policy, population)))


def wanted(
    policy: Policy, tables: Tables, people: ExtractPeople, as_of: dt.date
) -> dict[StepRow, tuple[int | None, Missing]]:
    """Return the next Step of each row of `people`, and the trainings that it still takes.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        people: Everybody of the extract.
        as_of: The day judged.
    """
    judged = {
        (one.staff_no, one.persona_code, one.tool_code): one
        for one in standings(policy, tables, as_of, Lens.OFFICIAL, people.places)
    }
    found: dict[StepRow, tuple[int | None, Missing]] = {}
    for row in people.steps:
        following = _next_step(policy, row.persona_code, row.official)
        standing = judged.get(row[:3])
        missing = _missing(policy, standing, following or row.official) if standing else ()
        found[row] = following, missing
    return found


def tables_of(policy: Policy, tables: Tables, rates: pd.DataFrame, as_of: dt.date) -> Tables:
    """Return the tables of the extract in which people are only counted, nothing withheld yet.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        rates: 参加率 of this run.
        as_of: The day judged.
    """
    return {
        "share_rates": _rates(tables, rates),
        "share_projects": _projects(tables, as_of),
        "share_codes": _codes(policy),
    }


def _places(tables: Tables, population: Population) -> dict[str, Workplace]:
    organisation, own = organisation_of(tables), main_sections(tables, population.as_of)
    staff = tables["staff"].drop_duplicates("staff_no")
    grades = dict(zip(staff["staff_no"], staff["grade"], strict=True))
    found = {}
    for number in population.people[population.counting].tolist():
        path = tuple(one.code for one in reversed(organisation.path(own.get(number))))
        grade = grades.get(number)
        found[number] = Workplace(path, grade if isinstance(grade, str) else None)
    return found


def _steps(verdicts: pd.DataFrame, places: Mapping[str, Workplace]) -> Iterator[StepRow]:
    for row in records(BY_KEY["verdicts"], verdicts):
        number, tool = str(row["staff_no"]), row["tool_code"]
        if number in places and isinstance(official := row["official_step"], int):
            yield StepRow(number, str(row["persona_code"]), str(tool) if tool else None, official)


def _done(policy: Policy, population: Population) -> Iterator[DoneRow]:
    attendances = Attendances(population)
    for code in (one.training_code for one in policy.trainings.values() if one.active):
        rows = attendances.facts.completions(code)
        official = rows.rank <= Lens.OFFICIAL.reach
        last = np.zeros(population.size, dtype=np.int64)
        np.maximum.at(last, rows.person[official], rows.day[official])
        valid = attendances.of(code).unexpired
        for who in np.flatnonzero(population.counting & attendances.audience(code)).tolist():
            day_ = int(last[who])
            year = fiscal_year_of(dt.date.fromordinal(day_)) if day_ else None
            yield DoneRow(str(population.people[who]), code, bool(valid[who]), year)


def _next_step(policy: Policy, persona_code: str, official: int) -> int | None:
    steps = (one.step for one in policy.steps_of(persona_code))
    return next((step for step in steps if step > official), None)


def _missing(policy: Policy, standing: Standing, goal: int) -> Missing:
    """Return the trainings that a Step still takes, those of lower Steps with it.

    At the top these are trainings that have expired. A training that is a must anywhere is a must.
    """
    cumulative = policy.settings.cumulative_steps
    own = [
        one
        for one in standing.outcomes
        if one.criterion.step == goal or (cumulative and one.criterion.step < goal)
    ]
    found: dict[str, bool] = {}
    for step in dict.fromkeys(one.criterion.step for one in own):
        for alike in open_sets(one for one in own if one.criterion.step == step):
            for one in alike:
                for code, loose in _of(one, alone=len(alike) == 1):
                    found[code] = found.get(code, True) and loose
    return tuple(sorted(found.items()))


def _of(outcome: Outcome, *, alone: bool) -> Iterable[tuple[str, bool]]:
    """Return the trainings of an unmet criterion; those of a group are loose if some suffice."""
    if kind_of(outcome.criterion).object_table != "trainings":
        return ()
    codes = outcome.missing or (str(outcome.criterion.object_code),)
    loose = bool(outcome.missing) and outcome.needed - outcome.have < len(codes)
    return ((code, loose or not alone) for code in codes)


def _rates(tables: Tables, rates: pd.DataFrame) -> pd.DataFrame:
    """Return 受講率 by training: 全体 and 課, as they are in 参加率."""
    sections = organisation_of(tables).sections
    divisions = {code for code, one in sections.items() if one.level == SectionLevel.DIVISION}
    found: list[dict[str, Cell]] = []
    for row in records(BY_KEY["rates"], rates):
        section = row["section_code"]
        plain = row["training_code"] and not (row["persona_code"] or row["skill_code"])
        if row["kind"] != RateKind.ATTENDANCE or not plain:
            continue
        if section is None or section in divisions:
            name = sections[str(section)].name if section else None
            scope = (RateScope.DIVISION if section else RateScope.WHOLE).value
            same = ("section_code", "training_code", "times", "numerator", "denominator", "rate")
            own = {key: row[key] for key in (*same, "state")}
            found.append({"scope": scope, "section_name": name, **own})
    return frame(layout.RATES, found)


def _projects(tables: Tables, as_of: dt.date) -> pd.DataFrame:
    """Count projects by section: running on the 基準日, and completed in the year by then."""
    data = tables["projects"]
    finals = merged(data)
    own = [finals.get(number, number) == number for number in data["project_no"].tolist()]
    rows = data[pd.Series(own, index=data.index, dtype=bool)].drop_duplicates("project_no")
    ended, on = rows["completed_on"], day(as_of)
    begun = rows["started_on"].isna() | (rows["started_on"] <= on)
    first = day(year_start(fiscal_year_of(as_of)))
    counted = rows.assign(
        running=begun & (ended.isna() | (ended > on)), completed=ended.between(first, on)
    )
    sums = counted.groupby("section_code", dropna=False)[["running", "completed"]].sum()
    names = {code: one.name for code, one in organisation_of(tables).sections.items()}
    found: list[dict[str, Cell]] = [
        {
            "section_code": code if isinstance(code, str) else None,
            "section_name": names.get(code) if isinstance(code, str) else None,
            "running": int(running),
            "completed": int(completed),
        }
        for code, running, completed in sums.itertuples(name=None)
    ]
    return frame(layout.PROJECTS, found)


def _codes(policy: Policy) -> pd.DataFrame:
    listed = [
        *((CodeKind.PERSONA, one.persona_code, one.persona_name) for one in policy.active_personas),
        *((CodeKind.TOOL, one.tool_code, one.tool_name) for one in policy.tools.values()),
        *(
            (CodeKind.TRAINING, one.training_code, one.training_name)
            for one in policy.trainings.values()
        ),
    ]
    rows: list[dict[str, Cell]] = [
        {"kind": kind.value, "code": code, "name": name} for kind, code, name in listed
    ]
    return frame(layout.CODES, rows)
