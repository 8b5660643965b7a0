"""What the charts show, as data: a chart is a block of figures first and a drawing second."""

import datetime as dt
from collections.abc import Mapping

import pandas as pd

from ledger.layout import chart_tables as blocks, ledger
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.measure.chart_goals import goal_rows
from ledger.measure.distribution import distribution
from ledger.measure.kpis import counting
from ledger.measure.year_lines import year_lines
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms import RateKind, RateState, Scope, SectionLevel, TargetType, TargetVerdict

Rows = list[dict[str, Cell]]

_COUNTED_AS = {
    TargetVerdict.ACHIEVED: "achieved",
    TargetVerdict.ON_TRACK: "on_track",
    TargetVerdict.BEHIND: "behind",
    TargetVerdict.MISSED: "missed",
    TargetVerdict.IN_YEAR: "in_year",
    TargetVerdict.NO_BASE: "no_base",
    TargetVerdict.NOT_OFFERED: "no_base",
}
WHOLE = 100.0
"""Percent."""


def years_block(tables: Tables, as_of: dt.date) -> pd.DataFrame:
    """Return the block of the chart over the years, as the tables stand.

    Args:
        tables: The ledger's tables, `kpis`, `history` and 年度締め among them.
        as_of: 基準日.
    """
    kpis = counting(records(ledger.BY_KEY["kpis"], tables["kpis"]))
    return _fixed(blocks.CHART_YEARS, year_lines(kpis, tables, fiscal_year_of(as_of)))


def chart_blocks(
    policy: Policy, tables: Tables, results: Mapping[str, pd.DataFrame], as_of: dt.date
) -> dict[str, pd.DataFrame]:
    """Return the blocks of figures and the table of the seven target types.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        results: The frames `verdicts`, `rates`, `kpis` and `history` of this run.
        as_of: 基準日.
    """
    kpis = counting(records(ledger.BY_KEY["kpis"], results["kpis"]))
    rates = records(ledger.BY_KEY["rates"], results["rates"])
    return {
        blocks.TARGET_TYPES.key: frame(blocks.TARGET_TYPES, _types(kpis)),
        **{
            table.key: _fixed(table, rows)
            for table, rows in (
                (blocks.CHART_TARGETS, _targets(kpis)),
                (blocks.CHART_TRAININGS, _trainings(policy, rates)),
                (blocks.CHART_SECTIONS, _sections(policy, tables, rates)),
                (blocks.CHART_STEPS, _steps(policy, tables, results["verdicts"], as_of)),
                (blocks.CHART_YEARS, year_lines(kpis, tables, fiscal_year_of(as_of))),
                (blocks.CHART_GOALS, goal_rows(policy, replaced(tables, results), as_of)),
            )
        },
    }


def _fixed(table: Table, rows: Rows) -> pd.DataFrame:
    """Cut or fill a block up to its number of rows."""
    size = blocks.FIXED_ROWS[table.key]
    return frame(table, (rows + [{}] * size)[:size])


def _types(kpis: Rows) -> Rows:
    found: Rows = []
    for kind in TargetType:
        own = [kpi for kpi in kpis if kpi["target_type"] == kind]
        row: dict[str, Cell] = {"target_type": kind.value, "targets": len(own)}
        row |= dict.fromkeys(_COUNTED_AS.values(), 0)
        for kpi in own:
            key = _COUNTED_AS[TargetVerdict(str(kpi["verdict"]))]
            row[key] = int(str(row[key])) + 1
        short = [f"{kpi['target_name']}({kpi['short_of']})" for kpi in own if kpi["short_of"]]
        row["short_of"] = "、".join(short) or None
        found.append(row)
    return found


def _targets(kpis: Rows) -> Rows:
    return [
        {
            "label": f"{kpi['target_name']}({kpi['verdict']})",
            "achievement": kpi["achievement"],
            "last_year": _share(kpi["last_year"], kpi["goal_value"]),
            "goal": WHOLE,
            "verdict": kpi["verdict"],
        }
        for kpi in kpis
        if kpi["achievement"] is not None
    ]


def _share(value: Cell, goal: Cell) -> float | None:
    if not isinstance(value, float) or not isinstance(goal, float) or not goal:
        return None
    return round(value / goal * WHOLE, 1)


def _trainings(policy: Policy, rates: Rows) -> Rows:
    overall = [
        rate
        for rate in rates
        if rate["kind"] == RateKind.ATTENDANCE
        and rate["training_code"]
        and not (rate["persona_code"] or rate["section_code"] or rate["skill_code"])
        and rate["state"] == RateState.COMPUTED
    ]
    return [
        {
            "label": policy.training_name(str(rate["training_code"])),
            "rate": rate["rate"],
            "last_year": rate["last_year"],
            "note": rate["note"],
        }
        for rate in overall
    ]


def _sections(policy: Policy, tables: Tables, rates: Rows) -> Rows:
    """必須修了率 per 課 of the first persona that is everybody's."""
    everyone = next((p for p in policy.active_personas if p.scope is Scope.EVERYONE), None)
    data = tables["sections"]
    names = dict(zip(data["section_code"], data["section_name"], strict=True))
    levels = dict(zip(data["section_code"], data["level"], strict=True))
    return [
        {
            "label": str(names.get(str(rate["section_code"]), rate["section_code"])),
            "rate": rate["rate"],
            "note": rate["note"],
        }
        for rate in rates
        if everyone is not None
        and rate["kind"] == RateKind.MANDATORY
        and rate["persona_code"] == everyone.persona_code
        and levels.get(str(rate["section_code"])) == SectionLevel.DIVISION
        and rate["state"] == RateState.COMPUTED
    ]


def _steps(policy: Policy, tables: Tables, verdicts: pd.DataFrame, as_of: dt.date) -> Rows:
    """Step distribution: each persona as a whole, then its 部 with people, nobody named."""
    counted = distribution(policy, tables, verdicts, as_of)
    data = tables["sections"]
    departments = data.loc[data["level"] == SectionLevel.DEPARTMENT, "section_code"]
    names = dict(zip(data["section_code"], data["section_name"], strict=True))
    found: Rows = []
    for persona in policy.active_personas:
        own = counted[counted["persona_code"] == persona.persona_code]
        found.append(_bar(persona.persona_name, own[own["section_code"].isna()]))
        for code in departments:
            part = own[own["section_code"] == code]
            if part["people"].sum():
                found.append(_bar(f"{persona.persona_name} {names[code]}", part))
    return found


def _bar(label: str, steps: pd.DataFrame) -> dict[str, Cell]:
    people = dict(zip(steps["step"], steps["people"], strict=True))
    return {
        "label": label,
        "none": int(people.get(0, 0)),
        "step_1": int(people.get(1, 0)),
        "step_2": int(people.get(2, 0)),
        "step_3": int(sum(n for step, n in people.items() if step > 2)),  # noqa: PLR2004
    }
