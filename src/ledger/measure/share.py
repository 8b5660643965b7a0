"""What the DX department needs to know of training, without the people (DX部門へ共有).

Rows of single people say only section, 職層, Step and completions. Their order and their numbers
come from what they say and from nothing else, so that neither tells a 職員番号.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.criteria_facts import Facts, facts_of
from ledger.judge.criteria_projects import merged
from ledger.judge.curriculum import personas_of
from ledger.judge.organisation import organisation_of
from ledger.judge.population import main_sections
from ledger.judge.steps import open_sets, standings
from ledger.layout import share_tables as layout
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, day, frame, records, with_defaults
from ledger.layout.ledger import BY_KEY
from ledger.layout.people_tables import STAFF
from ledger.model.calendar import fiscal_year_of, year_start
from ledger.model.policy import Policy
from ledger.model.terms import (
    CodeKind,
    CriterionKind,
    Flag,
    RateKind,
    RateScope,
    SectionLevel,
)
from ledger.model.verdicts import Lens, Outcome, Standing


class _Place(NamedTuple):
    """Where somebody works, and as what: all that is said of a person."""

    section_code: str | None
    section_name: str | None
    grade: str | None


Missing = tuple[tuple[str, bool], ...]
"""Trainings that are missing: code, and whether others would do as well."""


def shared(
    policy: Policy, tables: Tables, computed: Mapping[str, pd.DataFrame], as_of: dt.date
) -> dict[str, pd.DataFrame]:
    """Return the tables of the extract but for 説明; small numbers are not withheld yet.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        computed: This run's `verdicts` and `rates`.
        as_of: 基準日.
    """
    places = _places(tables, as_of)
    facts = facts_of(policy, tables, as_of, places)
    steps, missing = _steps(policy, tables, computed["verdicts"], places, as_of)
    return {
        "share_steps": steps,
        "share_missing": missing,
        "share_completions": _completions(facts, places),
        "share_rates": _rates(tables, computed["rates"]),
        "share_projects": _projects(tables, as_of),
        "share_codes": _codes(policy),
    }


def _places(tables: Tables, as_of: dt.date) -> dict[str, _Place]:
    """Return everybody of 集計対象 by staff number; away or not is not told."""
    staff = with_defaults(STAFF, tables["staff"]).dropna(subset=["staff_no"])
    own = main_sections(tables, as_of)
    names = {code: one.name for code, one in organisation_of(tables).sections.items()}
    found = {}
    for row in records(STAFF, staff[staff["counted"] == Flag.YES.value]):
        section = own.get(str(row["staff_no"]))
        grade = str(row["grade"]) if row["grade"] else None
        found[str(row["staff_no"])] = _Place(section, names.get(section or ""), grade)
    return found


def _steps(
    policy: Policy,
    tables: Tables,
    verdicts: pd.DataFrame,
    places: Mapping[str, _Place],
    as_of: dt.date,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return 正式Step by person and persona, and the trainings that are missing for the next."""
    judged = {
        (one.staff_no, one.persona_code, one.tool_code): one
        for one in standings(policy, tables, as_of, Lens.OFFICIAL, places)
    }
    found = []
    for row in records(BY_KEY["verdicts"], verdicts):
        key = (str(row["staff_no"]), str(row["persona_code"]), row["tool_code"])
        if key in judged and isinstance(official := row["official_step"], int):
            following = _next_step(policy, key[1], official)
            wanted = _missing(policy, judged[key], following or official)
            found.append((*places[key[0]], *key[1:], official, following, wanted))
    found.sort(key=_by_what_is_said)
    keys = layout.STEPS.keys
    steps = [dict(zip(keys, (n, *one[:-1]), strict=True)) for n, one in enumerate(found, start=1)]
    missing: list[dict[str, Cell]] = [
        {"row_no": n, "training_code": code, "any_of": (Flag.YES if loose else Flag.NO).value}
        for n, one in enumerate(found, start=1)
        for code, loose in one[-1]
    ]
    return frame(layout.STEPS, steps), frame(layout.MISSING, missing)


def _by_what_is_said(values: tuple[object, ...]) -> tuple[tuple[bool, object], ...]:
    """Sort by what a row says, blanks last."""
    return tuple((value is None, 0 if value is None else value) for value in values)


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
    if outcome.criterion.kind is not CriterionKind.TRAINING:
        return ()
    codes = outcome.missing or (str(outcome.criterion.object_code),)
    loose = bool(outcome.missing) and outcome.needed - outcome.have < len(codes)
    return ((code, loose or not alone) for code in codes)


def _completions(facts: Facts, places: Mapping[str, _Place]) -> pd.DataFrame:
    """Return who completed what: trainings in use, of those they are for or who completed them."""
    people = [places[number] for number in facts.people.tolist()]
    found = sorted(
        (
            (*people[who], *said)
            for training in facts.policy.trainings.values()
            if training.active
            for who, said in _completed(facts, training.training_code)
        ),
        key=_by_what_is_said,
    )
    keys = layout.COMPLETIONS.keys
    rows = [dict(zip(keys, (n, *one), strict=True)) for n, one in enumerate(found, start=1)]
    return frame(layout.COMPLETIONS, rows)


def _completed(facts: Facts, code: str) -> Iterator[tuple[int, tuple[str, str, int | None]]]:
    rows = facts.completions(code)
    official = rows.rank <= Lens.OFFICIAL.reach
    last = np.zeros(facts.size, dtype=np.int64)
    np.maximum.at(last, rows.person[official], rows.day[official])
    personas = personas_of(facts.policy, code)
    wanted = np.logical_or.reduce([last > 0, *(facts.holding(one) for one in personas)])
    whom = wanted if personas else np.ones(facts.size, dtype=bool)
    valid = (last > 0) & (last >= facts.valid_from(code))
    for who in np.flatnonzero(whom).tolist():
        done = Flag.YES if valid[who] else Flag.NO
        day_ = int(last[who])
        yield who, (code, done.value, fiscal_year_of(dt.date.fromordinal(day_)) if day_ else None)


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
