"""少人数の秘匿, on finished workbooks: nothing hidden can be worked out from report and extract."""

import datetime as dt
from random import Random

import pytest

from ledger.commands.recompute import results
from ledger.layout.frames import Tables, replaced
from ledger.layout.policy import policy_of
from ledger.model.judged_day import JudgedDay
from ledger.model.terms import RateBasis
from ledger.present import report, share
from ledger.withhold.extract import extract
from oracle.generate import generate
from sampling import cases, keep
from small_numbers.books import opened
from small_numbers.knowledge import Knowledge, Public

CITIES, USUAL = 60, 4


def small_city(seed: int) -> Tables:
    """Draw a city of 15 to 80 people, their 職層 too."""
    rng = Random(f"small {seed}")  # noqa: S311 - drawn cities, no secrets
    tables = generate(seed + 1000, rng.randint(15, 80))
    grades = [rng.choice(("係員", "係員", "係員", "係長", "課長")) for _ in tables["staff"].index]
    return replaced(tables, {"staff": tables["staff"].assign(grade=grades)})


def knowledge(tables: Tables) -> Knowledge:
    """Make report and extract of a city, and read them."""
    policy, _ = policy_of(tables)
    as_of: dt.date = policy.settings.as_of
    whole = replaced(tables, results(policy, tables, as_of))
    day = JudgedDay.at_key_date(policy.settings)
    return Knowledge(
        opened(report.build(whole, policy, day, as_of)),
        opened(share.build(extract(policy, whole, as_of), policy.settings, day, as_of)),
        Public(
            _chart(tables),
            policy.settings.rate_basis is RateBasis.WHOLE_YEAR,
            highest_over_tools(whole),
        ),
    )


def _chart(tables: Tables) -> dict[str, str | None]:
    """Return the section above each; what was merged into another stands where that one does."""
    data = tables["sections"].set_index("section_code")[["parent_code", "merged_into"]]
    above = data.astype(object).where(data.notna(), None).to_dict("index")

    def final(code: object) -> str | None:
        while code is not None and above[str(code)]["merged_into"] is not None:
            code = above[str(code)]["merged_into"]
        return None if code is None else str(code)

    return {str(code): final(above[final(code)]["parent_code"]) for code in above}


def highest_over_tools(tables: Tables) -> frozenset[str]:
    """Return the personas whose Step is the highest over their tools for everybody."""
    judged = tables["verdicts"]
    by = judged.assign(own=judged["tool_code"].isna())
    best = by.groupby(["persona_code", "staff_no", "own"])["official_step"].max().unstack("own")
    differs = best[best.get(True) != best.get(False)] if False in best else best
    personas = set(judged["persona_code"])
    return frozenset(personas - set(differs.index.get_level_values("persona_code")))


@pytest.mark.parametrize("seed", cases(CITIES, USUAL))
def test_レポートと抽出を合わせても_伏せた人数は決まりより狭まらない(seed: int) -> None:
    found = knowledge(small_city(seed))
    told = found.reader.narrowed()
    keep(
        "hidden counts of report and extract, by integer programming",
        cities=1,
        hidden=len(found.reader.hidden),
        narrowed=len(told),
    )
    assert told == []
