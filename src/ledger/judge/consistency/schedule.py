"""台帳点検 of 策定スケジュール, 点検項目 and 分担: what nobody can work by.

No day is asked: what is late on a day is said by シート「日程」 and by 今日やること.
"""

import datetime as dt
from collections.abc import Iterator

from ledger.judge.consistency_places import place
from ledger.judge.open_items import unowned_tasks
from ledger.judge.planned_tasks import PlannedTask, PlanOfYear, plan_of_year
from ledger.layout.acquisition_tables import SCHEDULE
from ledger.layout.frames import Tables
from ledger.layout.policy_tables import CHECKS, RESPONSIBILITIES
from ledger.model.calendar import wareki, wareki_year
from ledger.model.policy import Policy
from ledger.model.problems import Place, Problem
from ledger.model.state_words import StateMeant, state_meant
from ledger.model.terms import TaskState

_STATED = (SCHEDULE, CHECKS)


def schedule_problems(policy: Policy, tables: Tables) -> Iterator[Problem]:
    """Find tasks that end before they begin, 状態 that nobody understands, and what nobody owns.

    And the gates of S05: 公表 of the 基本方針 that was done, or is to be, before the 年度計画 of N
    is approved.
    """
    plan = plan_of_year(policy, tables, dt.date.max)
    yield from _reversed(plan, tables)
    yield from _unknown_states(tables)
    yield from _unowned(tables)
    yield from _unapproved(plan, tables)
    yield from _too_early(plan, tables)


def _reversed(plan: PlanOfYear, tables: Tables) -> Iterator[Problem]:
    for one in plan.tasks:
        if one.is_reversed and one.starts and one.ends:
            yield Problem.of(
                "task-reversed",
                _at(tables, one, "end_month"),
                task=_named(one),
                start=wareki(one.starts),
                end=wareki(one.ends),
            )


def _unknown_states(tables: Tables) -> Iterator[Problem]:
    for table in _STATED:
        data = tables[table.key]
        for row, written in data["state"].dropna().items():
            if state_meant(written) is StateMeant.UNKNOWN:
                yield Problem.of(
                    "state-unclear", place(table, data, "state", row), value=str(written)
                )


def _unowned(tables: Tables) -> Iterator[Problem]:
    for one in unowned_tasks(tables):
        where = place(RESPONSIBILITIES, tables["responsibilities"], "owner", one.row)
        yield Problem.of("task-unowned", where, task=one.task)


def _unapproved(plan: PlanOfYear, tables: Tables) -> Iterator[Problem]:
    for one in plan.publishes_unapproved:
        if one.state is TaskState.DONE:
            code = "published-unapproved" if plan.approvals else "published-ungated"
            yield Problem.of(
                code, _at(tables, one, "state"), task=_named(one), year=wareki_year(plan.year)
            )


def _too_early(plan: PlanOfYear, tables: Tables) -> Iterator[Problem]:
    """Find 公表 whose last day lies before the last day of an approval that is not done."""
    waits = [one for one in plan.approvals if one.is_open and one.ends is not None]
    last = max(waits, key=lambda one: one.ends or dt.date.min, default=None)
    if last is None or last.ends is None:
        return
    for one in plan.publications:
        if one.is_open and one.ends is not None and one.ends < last.ends:
            yield Problem.of(
                "publication-early",
                _at(tables, one, "end_month"),
                task=_named(one),
                day=wareki(one.ends),
                approval=_named(last),
                approved=wareki(last.ends),
            )


def _named(one: PlannedTask) -> str:
    return f"{one.task_no} {one.task}"


def _at(tables: Tables, one: PlannedTask, key: str) -> Place:
    return place(SCHEDULE, tables["schedule"], key, one.row)
