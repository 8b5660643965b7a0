"""策定スケジュール and 点検項目 as next year's ledger begins with them (年度更新)."""

from collections.abc import Iterator
from typing import NamedTuple

import pandas as pd

from ledger.judge.planned_tasks import plan_of_year
from ledger.layout.frames import Tables, conform, frame, records
from ledger.layout.policy import policy_of
from ledger.layout.policy_tables import CHECKS, SETTINGS
from ledger.model.calendar import DATE_MAX, MONTHS, add_months, wareki_year
from ledger.model.settings import Settings

PLAN_YEAR = "plan_year"


class NextSchedule(NamedTuple):
    """What becomes of the schedule.

    Attributes:
        tables: The tables that change, by key; 設定 is not among them.
        plan_year: 策定の対象年度 of the new ledger; None leaves it to the year itself.
        year: The year that was planned for.
        open: How many tasks of it are still open, where they stay.
        turned: Whether 状態 and 実施日 were emptied for the year that is planned for next.
    """

    tables: dict[str, pd.DataFrame]
    plan_year: int | None
    year: int
    open: int
    turned: bool

    @property
    def told(self) -> Iterator[str]:
        """What the preview says of it; nothing where nobody used the schedule."""
        if self.turned:
            yield (
                f"{wareki_year(self.year)}の策定は済んでいるので、策定スケジュールの状態・実施日と、"
                "点検項目の状態を空にし、点検項目の期限を1年進めます。"
            )
        elif self.open:
            yield (
                f"策定の対象年度は{wareki_year(self.year)}のまま引き継ぎます"
                f"(策定スケジュールに、まだの作業 {self.open}件)。"
            )


def next_schedule(tables: Tables) -> NextSchedule:
    """Turn the schedule to the year after the next, where that of the next is done.

    While tasks of it are open (the 公表 of April is, most years) it stays as it is, and
    策定の対象年度 is written down. A schedule into which nobody ever wrote a 状態 or an 実施日
    moves on by itself.

    Args:
        tables: This year's tables.
    """
    policy, _ = policy_of(tables)
    settings = policy.settings
    plan = plan_of_year(policy, tables, DATE_MAX)
    if plan.year > settings.fiscal_year + 1:
        return NextSchedule({}, settings.plan_year, plan.year, 0, turned=False)
    data = tables["schedule"]
    if not data[["state", "done_on"]].notna().any(axis=None):
        return NextSchedule({}, None, plan.year, 0, turned=False)
    if not plan.is_finished:
        return NextSchedule({}, plan.year, plan.year, len(plan.unfinished), turned=False)
    emptied = data.assign(
        state=pd.Series(index=data.index, dtype="str"),
        done_on=pd.Series(index=data.index, dtype="datetime64[s]"),
    )
    changes = {"schedule": emptied, "checks": _later(tables["checks"])}
    return NextSchedule(changes, None, plan.year, 0, turned=True)


def with_plan_year(data: pd.DataFrame, year: int | None) -> pd.DataFrame:
    """Return 設定 with 策定の対象年度; where there is no such line it gets one if needed."""
    value = None if year is None else str(year)
    lines = data["key"] == PLAN_YEAR
    if lines.any():
        texts = data["value"].astype(object).where(~lines, value)
        return conform(SETTINGS, data.assign(value=texts))
    if value is None:
        return data
    field = Settings.model_fields[PLAN_YEAR]
    row = {
        "key": PLAN_YEAR,
        "label": field.title,
        "value": value,
        "description": field.description,
    }
    return conform(SETTINGS, pd.concat([data, frame(SETTINGS, [row])], ignore_index=True))


def _later(data: pd.DataFrame) -> pd.DataFrame:
    """Return 点検項目 for another year: no 状態, and each 期限 a year later."""
    rows = [
        {
            **row,
            "state": None,
            "due_on": add_months(row["due_on"], MONTHS) if row["due_on"] is not None else None,  # type: ignore[arg-type]  # a column of days
        }
        for row in records(CHECKS, data)
    ]
    return frame(CHECKS, rows, index=list(data.index))
