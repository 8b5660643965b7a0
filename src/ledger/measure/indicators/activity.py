"""Targets that count what was done: 行事回数, 案件数 and リード案件数 (連携, プロセス, 成果物)."""

from collections.abc import Mapping

import pandas as pd

from ledger.judge.criteria_columns import Bools
from ledger.judge.criteria_projects import merged
from ledger.layout.frames import day
from ledger.measure.indicators.figure import Figure, Measured, Taking, count, no_persona
from ledger.measure.leads import leads_of
from ledger.model.calendar import wareki
from ledger.model.policy import Target
from ledger.model.terms import Indicator, ProjectKind, SessionState


def events(measured: Measured, target: Target) -> Figure:
    """行事回数: `events` 実施 in the year, of one 種別 or of all."""
    data = measured.tables["events"]
    rows = data[(data["state"] == SessionState.HELD.value) & _in_year(measured, data["held_on"])]
    if target.object_code:
        rows = rows[rows["kind"] == target.object_code]
    name = f"「{target.object_code}」" if target.object_code else "行事"
    basis = f"{measured.during}に実施した{name}の回数を数えた。"
    return count(int(rows["event_no"].nunique()), basis)


def projects(measured: Measured, target: Target) -> Figure:
    """案件数: distinct projects completed in the year, of one 種別 or tool, or all (W41).

    A project that was merged into another is that one, and does not count itself.
    """
    data = measured.tables["projects"]
    finals = merged(data)
    own = [finals.get(number, number) == number for number in data["project_no"].tolist()]
    rows = data[pd.Series(own, index=data.index, dtype=bool)]
    rows = rows[_in_year(measured, rows["completed_on"])]
    if target.object_code:
        of_it = (rows["kind"] == target.object_code) | (rows["tool_code"] == target.object_code)
        rows = rows[of_it]
    name = f"「{_of_what(measured, target.object_code)}」の案件" if target.object_code else "案件"
    basis = f"完了日が{measured.during}の{name}を数えた。共同の案件も1件。"
    return count(int(rows["project_no"].nunique()), basis)


def _of_what(measured: Measured, code: str) -> str:
    """Return 種別, or the name of a tool; what is both is the 種別."""
    return code if code in {*ProjectKind} else measured.policy.tool_name(code)


def led_projects(measured: Measured, target: Target) -> Figure:
    """リード案件数: distinct projects with an accepted lead of the persona meeting the year.

    Whoever led holds the persona on the 基準日 and counts; without a persona, everybody who counts.
    """
    persona, population = target.persona_code, measured.present
    if persona and persona not in measured.policy.personas:
        return no_persona(target)
    who = population.counting & population.holding(persona) if persona else population.counting
    leads = leads_of(population)
    meets: Bools = who[leads.person] & (leads.end >= population.year_start)
    if target.object_code:
        meets &= leads.kind == target.object_code
    led = {project for project in leads.project[meets].tolist() if project is not None}
    who_led = f"人材像{measured.persona_name(persona)}を持つ人" if persona else "数える対象の人"
    of_kind = f"「{target.object_code}」の" if target.object_code else ""
    year = f"{wareki(measured.opening)}〜{measured.on}"
    shared = "共同リードを含む。" if leads.shared else ""
    basis = (
        f"{measured.on}に{who_led}が、{year}にリードした{of_kind}案件の数({shared}同じ案件は1件)。"
    )
    return count(len(led), basis)


def _in_year(measured: Measured, days: pd.Series) -> pd.Series:
    return days.between(day(measured.opening), day(measured.as_of))


FIGURES: Mapping[Indicator, Taking] = {
    Indicator.EVENTS: events,
    Indicator.PROJECTS: projects,
    Indicator.LED_PROJECTS: led_projects,
}
"""How these 指標 are measured."""
