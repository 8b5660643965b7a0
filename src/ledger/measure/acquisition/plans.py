"""逆算: every case of 確保計画 reckoned back, with its way, its 手法 and the reasons in words."""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

import pandas as pd

from ledger.judge.acquisition_methods import MethodChoice, method_choice
from ledger.judge.acquisition_rows import AcquisitionRow, acquisition_rows
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame
from ledger.layout.result_tables import ACQUISITION_PLANS
from ledger.measure.acquisition.back_calculation import (
    AcquisitionCase,
    BackCalculation,
    back_calculation,
)
from ledger.measure.acquisition.words import method_said, route_said
from ledger.measure.rounding import PERCENT, shown
from ledger.model.settings import Settings
from ledger.model.terms import Funding, Route


class AcquisitionPlan(NamedTuple):
    """One case, reckoned back.

    Attributes:
        row: The case as it is written.
        found: Its deadlines and its way.
        choice: Its 手法: advised, and decided by HR.
        reason: Why this way, and by when what begins.
        method_reason: Why this 手法; who decided.
    """

    row: AcquisitionRow
    found: BackCalculation
    choice: MethodChoice
    reason: str
    method_reason: str


def acquisition_plans(
    tables: Tables, settings: Settings, on: dt.date
) -> tuple[AcquisitionPlan, ...]:
    """Reckon back every case, first to be seen to first (`acquisition_rows`).

    Args:
        tables: The ledger's tables.
        settings: When budgets are asked for.
        on: The day judged.
    """
    return tuple(_plan(row, settings, on) for row in acquisition_rows(tables))


def _plan(row: AcquisitionRow, settings: Settings, on: dt.date) -> AcquisitionPlan:
    found = back_calculation(case_of(row), settings, on)
    choice = method_choice(row)
    return AcquisitionPlan(row, found, choice, route_said(row, found, on), method_said(choice))


def case_of(row: AcquisitionRow) -> AcquisitionCase:
    """Return what a row of 確保計画 is reckoned by.

    A 手法 that HR wrote decides on 確保; what is free, or said to cost nothing, needs no budget.
    """
    return AcquisitionCase(
        needed=row.needed,
        expected=row.expected,
        needed_on=row.needed_on,
        trainable=row.trainable,
        training_months=row.training_months,
        recruiting_months=row.recruiting_months,
        ramp_months=row.ramp_months,
        needs_budget=row.funding is not Funding.FREE and row.estimate != 0,
        is_decided=row.method is not None,
    )


def acquisition_frame(plans: Iterable[AcquisitionPlan]) -> pd.DataFrame:
    """Return the table 逆算; of cases with the same 案件番号 the first (the check names them)."""
    rows: dict[str, dict[str, Cell]] = {}
    for plan in plans:
        rows.setdefault(plan.row.case_no, _cells(plan))
    return frame(ACQUISITION_PLANS, rows.values())


def _cells(plan: AcquisitionPlan) -> dict[str, Cell]:
    """Return a case as a row; where nobody is missing nothing has to begin."""
    row, found, choice = plan.row, plan.found, plan.choice
    said: dict[str, Cell] = {
        "case_no": row.case_no,
        "shortage": found.shortage,
        "route": found.route.value,
        "reason": plan.reason,
    }
    if found.route is Route.NOT_NEEDED:
        return said
    hours, gap = row.hours_a_day, row.pay_gap
    return said | {
        **_deadlines(found),
        "timing": found.timing.value if found.timing else None,
        "method": choice.advised.value,
        "method_taken": choice.taken.value,
        "method_reason": plan.method_reason,
        "hours_a_day": None if hours is None else float(round(hours, 2)),
        "pay_gap": None if gap is None else shown(gap * PERCENT),
    }


def _deadlines(found: BackCalculation) -> dict[str, Cell]:
    budget = found.budget
    return {
        "training_by": found.training_by,
        "recruiting_by": found.recruiting_by,
        "arrival_by": found.arrival_by,
        "budget_by": budget.by if budget else None,
        "budget": budget.kind.value if budget else None,
        "initial_budget_by": budget.initial_by if budget else None,
    }
