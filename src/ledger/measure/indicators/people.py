"""Targets that count who is there: 役割配置数 and 人材像人数 (体制整備)."""

from collections.abc import Mapping

import pandas as pd

from ledger.layout.frames import day
from ledger.measure.indicators.figure import (
    Figure,
    Measured,
    Taking,
    count,
    no_persona,
    numbers,
    unknown,
    whom,
)
from ledger.model.folding import name_key
from ledger.model.policy import Target
from ledger.model.terms import Indicator


def post_holders(measured: Measured, target: Target) -> Figure:
    """役割配置数: distinct persons in 体制 with the role on the 基準日 (W42).

    Who is not of the staff is known by the name alone; a row with nothing but the name of somebody
    whose number another row gives is that person.
    """
    if not target.object_code:
        return unknown("対象コードに役割がない。")
    data, at = measured.tables["posts"], day(measured.as_of)
    lasts = data["ended_on"].isna() | (data["ended_on"] >= at)
    rows = data[(data["started_on"] <= at) & lasts]
    roles = rows["role"].map(name_key, na_action="ignore")
    rows = rows[(roles == name_key(target.object_code)).to_numpy(dtype=bool)]
    numbered = rows[rows["staff_no"].notna()]
    known = {
        *numbered["person_name"].dropna().map(name_key),
        *_staff_names(measured, numbered["staff_no"]),
    }
    others = set(rows.loc[rows["staff_no"].isna(), "person_name"].dropna().map(name_key)) - known
    basis = f"体制で{measured.on}に「{target.object_code}」に就いている人を数えた。"
    return count(numbered["staff_no"].nunique() + len(others), basis, numbered["staff_no"])


def _staff_names(measured: Measured, staff_no: pd.Series) -> set[str]:
    data = measured.tables["staff"]
    return set(data.loc[data["staff_no"].isin(staff_no), "staff_name"].dropna().map(name_key))


def persona_holders(measured: Measured, target: Target) -> Figure:
    """人材像人数: who holds the persona on the 基準日 and counts."""
    if not target.persona_code or target.persona_code not in measured.policy.personas:
        return no_persona(target)
    population = measured.present
    base = population.holding(target.persona_code)
    held = numbers(population, base & population.counting)
    name = measured.persona_name(target.persona_code)
    basis = f"{measured.on}に人材像{name}を持つ人を数えた。"
    return count(len(held), basis + whom(population.status[base]), held)


FIGURES: Mapping[Indicator, Taking] = {
    Indicator.POST_HOLDERS: post_holders,
    Indicator.PERSONA_HOLDERS: persona_holders,
}
"""How these 指標 are measured."""
