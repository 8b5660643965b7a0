"""Errors to be put into the product, one at a time: each breaks one rule."""

import datetime as dt
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ledger.judge import (
    criteria_columns,
    criteria_projects,
    fact_status,
    lead_time,
    steps as judged_steps,
    verdict_steps,
)
from ledger.judge.coded_tables import CodedColumns
from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.criteria_facts import CriteriaFacts
from ledger.judge.kinds import period
from ledger.judge.organisation import Organisation
from ledger.judge.population import Population
from ledger.judge.steps import JudgedPeople, VerdictRow
from ledger.measure import gaps, milestones, participation, rounding
from ledger.measure.attendance import Attendance, Attendances
from ledger.measure.indicators.figure import Figure
from ledger.model import calendar
from ledger.model.policy import Skill
from ledger.model.settings import Settings
from ledger.model.terms import Role, SectionLevel

Interval = tuple[dt.date, dt.date | None]
Break = Callable[[pytest.MonkeyPatch], None]

DAY = dt.timedelta(days=1)


def swapped(original: object, broken: object) -> Break:
    """Exchange a function of the product wherever it has been imported to."""

    def swap(patch: pytest.MonkeyPatch) -> None:
        for name, module in list(sys.modules.items()):
            if name.startswith("ledger."):
                for known, value in list(vars(module).items()):
                    if value is original:
                        patch.setattr(module, known, broken)

    return swap


def replaced(owner: object, name: str, broken: object) -> Break:
    """Exchange an attribute of a class or of one module."""
    return lambda patch: patch.setattr(owner, name, broken)


def a_day_late(original: Callable[..., Any]) -> Callable[..., Any]:
    """Return a function that gives the day after; no day stays none."""

    def broken(*args: object) -> object:
        found = original(*args)
        return found + DAY if found else found

    return broken


RIGHT_CREDITED = lead_time.credited
RIGHT_FRAGMENTS = lead_time.fragments
RIGHT_ROLES = period.lead_roles
RIGHT_ROW_STEPS = verdict_steps.row_steps
RIGHT_HEAD_COUNT = gaps._head_count  # noqa: SLF001 - the error goes inside
RIGHT_VALUE = Figure.value


def _thirty_days_a_fragment(parts: Sequence[Any], counting: lead_time.Counting) -> tuple[int, int]:
    measured = [calendar.months_and_days(*part) for part in parts]
    if counting.mode == "継続" or len(parts) < 2:
        return RIGHT_CREDITED(parts, counting)
    odd_days = sum(min(left, counting.day_carry) for _, left in measured)
    carried, rest = divmod(odd_days, counting.day_carry)
    return sum(months for months, _ in measured) + carried, rest


def _touching_apart(
    intervals: Iterable[Interval], absences: Iterable[Interval], as_of: dt.date
) -> object:
    listed = list(intervals)
    starts = {first for first, _ in listed}
    shortened = [
        (first, last - DAY if last and last > first and last + DAY in starts else last)
        for first, last in listed
    ]
    return RIGHT_FRAGMENTS(shortened, absences, as_of)


def _leave_not_cut(
    intervals: Iterable[Interval], absences: Iterable[Interval], as_of: dt.date
) -> object:
    del absences
    return RIGHT_FRAGMENTS(intervals, (), as_of)


def _coleads_always(settings: Settings) -> tuple[Role, ...]:
    return RIGHT_ROLES(settings.model_copy(update={"colead_counts": True}))


def _rejected_counted(original: Callable[..., object]) -> Callable[..., object]:
    def broken(rows: CodedColumns, **more: bool) -> object:
        accepted = rows.data.assign(confirmed=rows.data["confirmed"].replace("否認", "済"))
        return original(CodedColumns(accepted), **more)

    return broken


def _merges_ignored(original: Callable[..., object]) -> Callable[..., object]:
    def broken(engagements: CodedColumns, projects: pd.DataFrame) -> object:
        return original(engagements, projects.assign(merged_into=None))

    return broken


def _every_alternative(criteria: Sequence[object], flags: Sequence[bool]) -> bool:
    return bool(criteria) and all(flags)


def _silent_demotion(
    facts: CriteriaFacts, row: VerdictRow, judged: JudgedPeople
) -> verdict_steps.Steps:
    steps = RIGHT_ROW_STEPS(facts, row, judged)
    return steps._replace(official=np.where(steps.reviewed >= 0, steps.reviewed, steps.computed))


def _nobody(population: Population) -> Bools:
    return np.zeros(population.size, dtype=bool)


def _opportunity_unasked(status: Ints, had: Bools) -> Ints:
    del had
    return status


def _units_left_out(organisation: Organisation, code: str | None) -> str | None:
    section = organisation.final(code) if code else None
    return section.code if section and section.level == SectionLevel.DIVISION else None


def _any_member(attendances: Attendances, code: str) -> Attendance:
    group = attendances.population.policy.group_of(code)
    return attendances.of_any(group.training_codes) if group else attendances.of(code)


def _one_too_many(skill: Skill, matching: int) -> object:
    return RIGHT_HEAD_COUNT(skill, matching + 1)


def _rounded(figure: Figure) -> Fraction | None:
    assert isinstance(RIGHT_VALUE, property)
    value = RIGHT_VALUE.fget(figure) if RIGHT_VALUE.fget else None
    return None if value is None else Fraction(str(rounding.shown(value)))


def _half_to_even(value: Fraction) -> float:
    return round(value * 10) / 10


ERRORS: dict[str, tuple[str, Break]] = {
    "期間が1日長い": (
        "Step判定",
        swapped(calendar.period_end, a_day_late(calendar.period_end)),
    ),
    "端数日を30日まで数える": ("Step判定", swapped(lead_time.credited, _thirty_days_a_fragment)),
    "接する期間をつながない": ("Step判定", swapped(lead_time.fragments, _touching_apart)),
    "休職を除かない": ("Step判定", swapped(lead_time.fragments, _leave_not_cut)),
    "最短到達日が1日遅い": (
        "Step判定",
        swapped(lead_time.earliest, a_day_late(lead_time.earliest)),
    ),
    "期限の最終日を含めない": (
        "Step判定",
        swapped(criteria_columns.first_valid_day, a_day_late(criteria_columns.first_valid_day)),
    ),
    "選択組をすべて求める": ("Step判定", swapped(judged_steps.fulfilled, _every_alternative)),
    "否認された実績を正式に数える": (
        "Step判定",
        swapped(fact_status.ranks, _rejected_counted(fact_status.ranks)),
    ),
    "共同リードを数えない": ("Step判定", swapped(RIGHT_ROLES, lambda *_: (Role.LEAD,))),
    "共同リードをいつも数える": ("Step判定", swapped(RIGHT_ROLES, _coleads_always)),
    "統合先をたどらない": (
        "Step判定",
        swapped(criteria_projects.projects_of, _merges_ignored(criteria_projects.projects_of)),
    ),
    "黙って下げる": ("Step判定", swapped(RIGHT_ROW_STEPS, _silent_demotion)),
    "休職の人も分母に入れる": (
        "参加率",
        replaced(Population, "_away_throughout", property(_nobody)),
    ),
    "派遣の人も分母に入れる": ("参加率", replaced(Population, "_seconded", property(_nobody))),
    "退職した人も分母に入れる": (
        "参加率",
        replaced(Population, "still", property(lambda people: ~_nobody(people))),
    ),
    "機会を問わない": ("参加率", swapped(participation.with_opportunity, _opportunity_unasked)),
    "年度が1日遅く始まる": (
        "参加率",
        swapped(calendar.year_start, a_day_late(calendar.year_start)),
    ),
    "係を課に含めない": ("参加率", replaced(Organisation, "division_of", _units_left_out)),
    "表示を偶数に丸める": ("参加率", swapped(rounding.shown, _half_to_even)),
    "合致を1名多く数える": (
        "ギャップ",
        replaced(gaps, "_head_count", _one_too_many),
    ),
    "四捨五入した値で判定する": ("KPI", replaced(Figure, "value", property(_rounded))),
    "研修グループの全てをいずれかと読む": (
        "KPI",
        replaced(Attendances, "of_object", _any_member),
    ),
    "途中目標を切り捨てる": (
        "KPI",
        replaced(milestones, "math", SimpleNamespace(ceil=math.floor)),
    ),
}
"""By name: the result that must differ, and how the product is broken."""
