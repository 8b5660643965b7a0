"""Step distribution: how many stand on each Step, by persona and section. Nobody is named."""

import datetime as dt

import numpy as np
import pandas as pd

from ledger.judge.population import population_of
from ledger.layout.frames import Tables
from ledger.measure.official_steps import official_steps
from ledger.measure.rate_rows import by_section
from ledger.model.policy import Policy
from ledger.model.terms import RateBasis, SectionLevel

EVERYBODY_KEYS = ["persona_code", "section_code"]
"""Columns that name whom one distribution is of; its Steps add up to all of them."""


def distribution(
    policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date
) -> pd.DataFrame:
    """Count who stands on which 正式Step on the as-of date, of those who count.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        verdicts: Step判定 on the as-of date (table `verdicts`).
        as_of: 基準日.

    Returns:
        Columns persona_code, section_code (missing is 全体; every 部 and 課 that counts, with what
        rolls up into it, also without staff), step (0 to the persona's highest active Step, or
        higher where somebody holds one) and people; every Step has a row, also with nobody.
    """
    population = population_of(policy, tables, as_of, RateBasis.ON_DATE)
    cuts = by_section(population, SectionLevel.DEPARTMENT, SectionLevel.DIVISION)
    codes = np.array(cuts.codes, dtype=object)
    parts = [_empty()]
    for persona in policy.active_personas:
        code = persona.persona_code
        step = official_steps(verdicts, population, code, None).step
        of = population.counting & population.holding(code) & (step >= 0)
        highest = max((one.step for one in policy.steps_of(code)), default=0)
        width = max(highest, int(step.max(initial=0))) + 1
        cells = len(cuts.codes) * width
        people = cuts.spread(of, step, width).ravel()
        parts.append(
            pd.DataFrame(
                {
                    "persona_code": pd.Series([code] * cells, dtype="str"),
                    "section_code": pd.Series(codes.repeat(width), dtype="str"),
                    "step": np.tile(np.arange(width), len(cuts.codes)),
                    "people": people,
                }
            )
        )
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def short_sections(
    found: pd.DataFrame, sections: tuple[str, ...], persona_code: str, step: int, wanted: int = 1
) -> tuple[tuple[str, int], ...]:
    """Return which sections have fewer people on a Step, or above it, than wanted.

    A total that is reached says nothing of where its people are (W31): a surplus elsewhere never
    offsets a section that falls short (W32).

    Args:
        found: A `distribution`.
        sections: The sections to look at, by code.
        persona_code: The persona.
        step: The Step.
        wanted: How many each section should have.

    Returns:
        Code and how many are missing, in the order of `sections`.
    """
    own = found[(found["persona_code"] == persona_code) & (found["step"] >= step)]
    there = own.groupby("section_code")["people"].sum()
    missing = [(code, wanted - int(there.get(code, 0))) for code in sections]
    return tuple((code, short) for code, short in missing if short > 0)


def _empty() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "persona_code": pd.Series(dtype="str"),
            "section_code": pd.Series(dtype="str"),
            "step": pd.Series(dtype="int64"),
            "people": pd.Series(dtype="int64"),
        }
    )
