"""The year as a timeline: 方針 to 年度更新, how far each stage is, and where the year stands."""

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from ledger.judge.phase_at_hand import phase_at_hand
from ledger.judge.progress import CONSOLIDATED, asked_people, states
from ledger.judge.setting_up import SettingUp, setting_up
from ledger.layout.frames import Tables
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.model.terms import Phase, ReportState

_ARRIVED = (ReportState.SUBMITTED, ReportState.CHANGED, ReportState.CONFIRMED)
_WAITING = (ReportState.SUBMITTED, ReportState.CHANGED)


class StageName(StrEnum):
    """The stages, in order."""

    POLICY = "方針"
    PEOPLE = "名簿"
    ISSUE = "配布"
    SUBMIT = "提出"
    CONFIRM = "確認"
    CONSOLIDATE = "集約"
    REPORT = "報告"
    ROLLOVER = "年度更新"


class YearStage(NamedTuple):
    """One stage.

    Attributes:
        name: Its name.
        told: How far it is, as a count (`287/298名`); "" where there is nothing to count.
        day: Its date: a 期限, the day of the last 集約, the 基準日.
        done: Whether nothing is left to do in it.
        here: Whether the year stands here.
    """

    name: StageName
    told: str = ""
    day: dt.date | None = None
    done: bool = False
    here: bool = False


class _Tally(NamedTuple):
    phase: Phase
    people: int
    states: Counter[ReportState]

    def of(self, *wanted: ReportState) -> int:
        return sum(self.states[state] for state in wanted)

    @property
    def issued(self) -> int:
        return self.people - self.of(ReportState.NOT_ISSUED)

    def share(self, number: int) -> str:
        return f"{number}/{self.people}名" if self.people else ""


def year_stages(policy: Policy, tables: Tables, day: JudgedDay) -> tuple[YearStage, ...]:
    """Return the stages of the year; exactly one of them is where it stands.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        day: The day judged.
    """
    lacks = setting_up(policy, tables)
    people = asked_people(policy, tables, day.on)
    phase = phase_at_hand(policy, tables, day.on)
    found = _Tally(phase, len(people), Counter(states(tables, people, phase).values()))
    made = _stages(policy, tables, lacks, found)
    here = _here(made, lacks, found, day)
    return tuple(stage._replace(here=stage.name is here) for stage in made)


def _stages(policy: Policy, tables: Tables, lacks: SettingUp, found: _Tally) -> Sequence[YearStage]:
    settings, whole = policy.settings, found.people
    arrived, confirmed = found.of(*_ARRIVED), found.of(ReportState.CONFIRMED)
    last = _last_consolidation(tables)
    targets = sum(bool(target.active) for target in policy.targets.values())
    told = f"目標 例{lacks.examples}" if lacks.examples else f"目標 {targets}"
    all_in = 0 < whole == confirmed
    return (
        YearStage(StageName.POLICY, told, done=lacks.is_read),
        YearStage(
            StageName.PEOPLE, f"{whole}名" if whole else "", done=bool(whole) and not lacks.empty
        ),
        YearStage(StageName.ISSUE, found.share(found.issued), done=0 < whole == found.issued),
        YearStage(
            StageName.SUBMIT, found.share(arrived), settings.report_due, done=0 < whole == arrived
        ),
        YearStage(StageName.CONFIRM, found.share(confirmed), settings.confirm_due, done=all_in),
        YearStage(StageName.CONSOLIDATE, "", last, done=all_in and last is not None),
        YearStage(StageName.REPORT),
        YearStage(StageName.ROLLOVER, "", settings.as_of),
    )


def _last_consolidation(tables: Tables) -> dt.date | None:
    runs = tables["runs"]
    moments = runs.loc[runs["operation"] == CONSOLIDATED, "run_at"].dropna()
    return moments.iloc[-1].date() if len(moments) else None


def _here(
    stages: Sequence[YearStage], lacks: SettingUp, found: _Tally, day: JudgedDay
) -> StageName:
    """Return where the year stands.

    Before forms go out it is 名簿 while nobody is there for whom a policy could be looked through,
    then the first stage that is not done; after that the furthest one that has something to do.
    """
    by_name = {stage.name: stage for stage in stages}
    if not lacks.begun or not found.issued:
        setup = (*((StageName.PEOPLE,) if lacks.empty else ()), StageName.POLICY, StageName.PEOPLE)
        return next((name for name in setup if not by_name[name].done), StageName.ISSUE)
    if 2 * found.issued < found.people:
        return StageName.ISSUE
    if found.of(*_WAITING):
        return StageName.CONFIRM
    if not by_name[StageName.CONFIRM].done:
        return StageName.SUBMIT
    last = by_name[StageName.CONSOLIDATE].day
    if found.phase is Phase.OPENING or last is None or (not day.early and last < day.key_date):
        return StageName.CONSOLIDATE
    return StageName.REPORT
