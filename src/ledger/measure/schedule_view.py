"""What 日程 shows: the schedule of year N, 点検項目, 分担, 相談, 行事 and the yearly cycle."""

import datetime as dt
from collections.abc import Mapping
from typing import NamedTuple

from ledger.judge.open_items import CheckItems, SharedTask, check_items, shared_tasks
from ledger.judge.planned_tasks import PlanOfYear, plan_of_year
from ledger.layout.fact_tables import EVENTS
from ledger.layout.frames import Tables, records
from ledger.measure.section_contacts import SectionContacts, section_contacts
from ledger.measure.year_cycle import STAGES
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.terms import SessionState


class YearEvent(NamedTuple):
    """A row of 行事 of the year.

    Attributes:
        event_no: 行事番号.
        held_on: 実施日.
        kind: 種別.
        subject: 件名.
        state: 状態.
        is_unsettled: It still stands as 予定 though its day is past.
    """

    event_no: str
    held_on: dt.date
    kind: str
    subject: str
    state: str
    is_unsettled: bool


class ScheduleView(NamedTuple):
    """What 日程 shows.

    Attributes:
        plan: 策定スケジュール on the day.
        checks: 点検項目.
        shared: 分担, in the order of the sheet.
        contacts: 相談 and submissions by section.
        events: 行事 of the fiscal year, by day.
        cycle: How many people have each stage of 年度サイクル, as it was last worked out.
        people: How many people that is of; 0 before it was worked out.
    """

    plan: PlanOfYear
    checks: CheckItems
    shared: tuple[SharedTask, ...]
    contacts: SectionContacts
    events: tuple[YearEvent, ...]
    cycle: Mapping[str, int]
    people: int

    @property
    def unowned(self) -> tuple[SharedTask, ...]:
        """Rows of 分担 that nobody has taken on."""
        return tuple(one for one in self.shared if one.owner is None)


def schedule_view(
    policy: Policy, tables: Tables, day: dt.date, year: int | None = None
) -> ScheduleView:
    """Return what 日程 shows on a day.

    Args:
        policy: The policy.
        tables: The ledger's tables; `year_cycle` as it was last worked out.
        day: The day looked at.
        year: Another year N than that of 設定.
    """
    cycle = tables["year_cycle"]
    return ScheduleView(
        plan_of_year(policy, tables, day, year),
        check_items(policy, tables, day),
        shared_tasks(tables),
        section_contacts(policy, tables, day),
        year_events(tables, day),
        {key: int(cycle[key].notna().sum()) for key in STAGES},
        len(cycle),
    )


def year_events(tables: Tables, day: dt.date) -> tuple[YearEvent, ...]:
    """Return 行事 of the fiscal year of a day, by day, those to come among them."""
    found = []
    for row in records(EVENTS, tables["events"]):
        on = row["held_on"]
        if isinstance(on, dt.date) and fiscal_year_of(on) == fiscal_year_of(day):
            number, kind, subject, state = (
                str(row[key] or "") for key in ("event_no", "kind", "subject", "state")
            )
            unsettled = state == SessionState.PLANNED and on < day
            found.append(YearEvent(number, on, kind, subject, state, unsettled))
    return tuple(sorted(found, key=lambda one: (one.held_on, one.event_no)))
