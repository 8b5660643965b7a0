"""課×研修 and 課×Step: numbers section by section, in the order of the organisation.

Who counts on the day (集計対象, in post, not away) is counted where the 主務 lies; a 部 includes
its 課 and whoever is posted to it directly. Numbers only: no rate, no order by size.
"""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd

from ledger.judge.curriculum import mandatory_of
from ledger.judge.organisation import Organisation
from ledger.judge.population import Population, population_of
from ledger.layout.frames import Tables
from ledger.measure.attendance import Attendances
from ledger.measure.distribution import distribution
from ledger.measure.rate_rows import by_section
from ledger.model.policy import Persona, Policy, Training
from ledger.model.terms import RateBasis, SectionLevel

WHOLE = "全庁"
_LEVELS = (SectionLevel.DEPARTMENT, SectionLevel.DIVISION)


class SectionLine(NamedTuple):
    """One line of a table by section.

    Attributes:
        code: 所属コード, None for 全庁.
        name: What the line is called.
        level: 部 or 課; None for 全庁.
        people: How many count there.
        figures: What stands in its columns.
    """

    code: str | None
    name: str
    level: SectionLevel | None
    people: int
    figures: tuple[str | int | None, ...]


class SectionTrainings(NamedTuple):
    """課×研修: of how many for whom a training is 必須, how many have it.

    Attributes:
        trainings: The trainings that are 必須 for some persona, left to right.
        lines: The sections; a figure is `修了/対象`, None where it is 必須 for nobody there.
    """

    trainings: tuple[Training, ...]
    lines: tuple[SectionLine, ...]


class SectionSteps(NamedTuple):
    """課×Step: how many stand on which 正式Step.

    Attributes:
        columns: Persona and Step of each column, left to right.
        lines: The sections; a figure is a number of people.
    """

    columns: tuple[tuple[Persona, int], ...]
    lines: tuple[SectionLine, ...]


def section_trainings(policy: Policy, tables: Tables, as_of: dt.date) -> SectionTrainings:
    """Count, section by section, who of those for whom a training is 必須 has it.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        as_of: The day judged.
    """
    population = population_of(policy, tables, as_of, RateBasis.ON_DATE)
    attendances = Attendances(population)
    cuts = by_section(population, *_LEVELS)
    codes = _mandatory(policy)
    counts = []
    for code in codes:
        meant = np.zeros(population.size, dtype=bool)
        for persona in policy.active_personas:
            if code in mandatory_of(policy, persona.persona_code):
                meant |= population.holding(persona.persona_code)
        meant &= population.counting
        done = meant & attendances.of(code).unexpired
        of, have = (cuts.people(mask) for mask in (meant, done))
        counts.append(
            [f"{h}/{n}" if n else None for h, n in zip(have.tolist(), of.tolist(), strict=True)]
        )
    values = {
        code: tuple(column[place] for column in counts) for place, code in enumerate(cuts.codes)
    }
    return SectionTrainings(
        tuple(policy.trainings[code] for code in codes), _lines(population, values)
    )


def section_steps(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> SectionSteps:
    """Count, section by section, who stands on which 正式Step; personas without Steps are left out.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 of that day.
        as_of: The day judged.
    """
    population = population_of(policy, tables, as_of, RateBasis.ON_DATE)
    counted = distribution(policy, tables, verdicts, as_of)
    stepped = {
        one.persona_code: one for one in policy.active_personas if policy.steps_of(one.persona_code)
    }
    own = counted[counted["persona_code"].isin(list(stepped))]
    keys = list(dict.fromkeys(zip(own["persona_code"], own["step"].tolist(), strict=True)))
    people = {
        (None if section != section else section, persona, step): int(n)  # noqa: PLR0124 - NaN
        for section, persona, step, n in zip(
            own["section_code"],
            own["persona_code"],
            own["step"].tolist(),
            own["people"],
            strict=True,
        )
    }
    cuts = by_section(population, *_LEVELS)
    values = {code: tuple(people.get((code, *key), 0) for key in keys) for code in cuts.codes}
    columns = tuple((stepped[persona], int(step)) for persona, step in keys)
    return SectionSteps(columns, _lines(population, values))


def _mandatory(policy: Policy) -> tuple[str, ...]:
    """Return the trainings that are 必須 for a persona in use, in the order of their sheet."""
    named = {
        code
        for persona in policy.active_personas
        for code in mandatory_of(policy, persona.persona_code)
    }
    return tuple(code for code in policy.trainings if code in named)


def _lines(
    population: Population, values: Mapping[str | None, tuple[str | int | None, ...]]
) -> tuple[SectionLine, ...]:
    """Lay the sections out: 部 by 部 with their 課, 全庁 last."""
    organisation = population.organisation
    cuts = by_section(population, *_LEVELS)
    heads = cuts.people(population.counting).tolist()
    people = dict(zip(cuts.codes, heads, strict=True))
    lines = [
        SectionLine(code, name, level, people[code], values[code])
        for code, name, level in _in_order(organisation)
        if code in values
    ]
    return (*lines, SectionLine(None, WHOLE, None, people[None], values[None]))


def _in_order(organisation: Organisation) -> list[tuple[str, str, SectionLevel]]:
    return [
        (one.code, one.name, SectionLevel(one.level))
        for one in organisation.in_order()
        if one.level in tuple(_LEVELS)
    ]
