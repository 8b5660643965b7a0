"""Judging by training criteria, against bit masks over whole numbers that give no reasons."""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import partial
from typing import TypeAlias

import numpy as np
import pandas as pd

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import at_home
from bench.peers.masks import BITS, Completions, Whole, judged
from bench.product import DAY, grown, opened
from bench.profiles import of_work
from bench.setting import Setting
from ledger.judge.coded_tables import CodedTables, coded
from ledger.judge.criteria_facts import CriteriaFacts, facts_of
from ledger.judge.population import main_sections
from ledger.judge.verdicts import judged_verdicts
from ledger.layout import ledger
from ledger.layout.frames import Tables, conform
from ledger.measure.judged_results import judged_results
from ledger.model.policy import Policy
from ledger.model.terms import CriterionKind

ATTENDANCES = ledger.BY_KEY["attendances"]
COMPLETIONS = 15
"""Completed trainings of a person."""
STRIDE, DAYS = 7, 1_095
"""How trainings and days of three years follow one another, from one completion to the next."""
Needed: TypeAlias = Mapping[tuple[int, int], int]


def rows(at: Setting) -> Iterator[Row]:
    """Yield the rows: what stands in the cells, and what is known before any word is made."""
    with at_home(at.current):
        city = opened(at.current.ledger)
    tables = taught(city.policy, grown(city.tables, -(-at.people // len(city.tables["staff"]))))
    people = len(tables["staff"])
    floor = Side("bit masks", partial(of_call, partial(judged, *_encoded(city.policy, tables))))
    own = coded(tables)
    judged_verdicts(facts_of(city.policy, own, DAY))
    yield Row(
        f"{people:,} people judged: verdicts from codes",
        Side("Steps of every persona and tool", partial(_from_codes, city.policy, own)),
        floor,
        (Goal("cpu", faster=False, must=10, aim=5),),
        profile=lambda: of_work(partial(judged_verdicts, _anew(city.policy, own))),
    )
    whole = partial(judged_results, city.policy, tables, DAY)
    yield Row(
        f"{people:,} people judged: all results with reasons",
        Side("Step判定, 参加率, ギャップ, KPI", partial(of_call, whole)),
        floor,
        (Goal("cpu", faster=False, must=40, aim=20),),
        profile=partial(of_work, whole),
    )


def _from_codes(policy: Policy, tables: CodedTables) -> Cost:
    return of_call(partial(judged_verdicts, _anew(policy, tables)))


def _anew(policy: Policy, tables: CodedTables) -> CriteriaFacts:
    """Return facts whose columns are whole numbers, as the other side's are, and no more."""
    return facts_of(policy, CodedTables(tables.tables, tables.columns), DAY)


def taught(policy: Policy, tables: Tables) -> Tables:
    """Return the tables with fifteen completions of everybody, as ten years bring together."""
    people, trainings = tables["staff"]["staff_no"].tolist(), list(policy.trainings)
    many = len(people) * COMPLETIONS
    numbers = range(many)
    first = np.datetime64("2023-04-01")
    data = {
        "staff_no": [people[number // COMPLETIONS] for number in numbers],
        "training_code": [trainings[number * STRIDE % len(trainings)] for number in numbers],
        "completed_on": first + (np.arange(many) * STRIDE % DAYS).astype("timedelta64[D]"),
        "source": ["名簿"] * many,
        "confirmed": ["済"] * many,
    }
    return {**tables, "attendances": conform(ATTENDANCES, pd.DataFrame(data))}


def _encoded(policy: Policy, tables: Tables) -> tuple[Completions, Needed, Whole, int]:
    """Return the same facts as whole numbers: people, trainings, days, sections."""
    people = pd.Index(tables["staff"]["staff_no"])
    trainings = pd.Index(list(policy.trainings)[:BITS])
    attended = tables["attendances"]
    known = attended[
        attended["staff_no"].isin(people) & attended["training_code"].isin(trainings)
    ].dropna(subset=["completed_on"])
    days = known["completed_on"].dt.date.map(dt.date.toordinal)
    sections, names = pd.factorize(people.map(main_sections(tables, DAY)), use_na_sentinel=False)
    done = Completions(
        people.get_indexer(pd.Index(known["staff_no"])),
        trainings.get_indexer(pd.Index(known["training_code"])),
        np.asarray(days, dtype=np.int64),
        np.asarray(sections, dtype=np.int64),
        len(names),
    )
    return done, _needed(policy, trainings), np.zeros(len(trainings), np.int64), DAY.toordinal()


def _needed(policy: Policy, trainings: pd.Index) -> Needed:
    """Return the mask of trainings that each persona's Step asks for."""
    masks: dict[tuple[int, int], int] = {}
    for persona, code in enumerate(policy.personas):
        for step in policy.steps_of(code):
            wanted = {
                one.object_code
                for one in policy.criteria
                if (one.persona_code, one.step) == (code, step.step)
                and one.kind is CriterionKind.TRAINING
            }
            bits = (1 << number for number, one in enumerate(trainings) if one in wanted)
            masks[persona, step.step] = sum(bits)
    return masks
