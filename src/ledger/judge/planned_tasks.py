"""策定スケジュール on real dates: what is done, under way, late, and which gates lie ahead.

開始月 and 終了月 count months from April of year N, the year that is planned for: a task runs from
the first day of the one to the last day of the other. On its last day it is not late. In 見直し
(a setting) a task takes 見直しの月数 counted back from its end, never longer than at first, and
none at 0. What is done is told by 状態 or by an 実施日 that has come.
"""

import datetime as dt
from collections.abc import Iterable
from typing import NamedTuple

from ledger.layout.acquisition_tables import SCHEDULE
from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import Tables, records
from ledger.model.calendar import add_months, year_start
from ledger.model.folding import name_key
from ledger.model.policy import Policy
from ledger.model.settings import Settings
from ledger.model.state_words import StateMeant, is_nobody, state_meant
from ledger.model.terms import Flag, GateKind, PlanMode, TaskState, Track

OPEN_STATES = (TaskState.OVERDUE, TaskState.NOW, TaskState.LATER, TaskState.UNDATED)
_GATE_WORDS: tuple[tuple[GateKind, tuple[str, ...]], ...] = (
    (GateKind.REQUEST, ("予算要求",)),
    (GateKind.BUDGET, ("議決", "決議")),
    (GateKind.APPROVAL, ("決裁", "承認")),
    (GateKind.COUNCIL, ("議会", "委員会")),
    (GateKind.PUBLICATION, ("公表",)),
)
"""What the name of a gate's task tells of its kind, where 節目の種類 is blank; first that fits."""


class PlannedTask(NamedTuple):
    """One task on a day.

    Attributes:
        row: Its row in the sheet.
        task_no: 作業番号.
        track: 基本方針 or 年度計画; None if not written.
        task: What is to be done.
        owner: 担当, None where nobody is named.
        starts: Its first day; None where 開始月 is missing.
        ends: Its last day; None where 終了月 is missing.
        is_gate: Whether it is a 節目.
        gate: Of which kind; None if it is none, or nobody can tell.
        state: How it stands.
        days: Days past its end where late, left until it where under way or to come; else None.
        done_on: 実施日, if it has come.
    """

    row: int
    task_no: str
    track: Track | None
    task: str
    owner: str | None
    starts: dt.date | None
    ends: dt.date | None
    is_gate: bool
    gate: GateKind | None
    state: TaskState
    days: int | None
    done_on: dt.date | None

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN_STATES

    @property
    def is_reversed(self) -> bool:
        """Whether it ends before it begins."""
        return self.starts is not None and self.ends is not None and self.ends < self.starts

    @property
    def done_late(self) -> int | None:
        """How many days after its end it was done; None if in time, or not known."""
        if self.done_on is None or self.ends is None or self.done_on <= self.ends:
            return None
        return (self.done_on - self.ends).days


class PlanOfYear(NamedTuple):
    """策定スケジュール on a day.

    Attributes:
        year: N, the year that is planned for.
        mode: 新規 or 見直し.
        day: The day looked at.
        tasks: The tasks, in the order of the sheet.
    """

    year: int
    mode: PlanMode
    day: dt.date
    tasks: tuple[PlannedTask, ...]

    def of(self, *states: TaskState) -> tuple[PlannedTask, ...]:
        """Return the tasks that stand so."""
        return tuple(one for one in self.tasks if one.state in states)

    @property
    def late(self) -> tuple[PlannedTask, ...]:
        """The tasks that are late, the longest first."""
        return tuple(sorted(self.of(TaskState.OVERDUE), key=lambda one: -(one.days or 0)))

    @property
    def next_gate(self) -> PlannedTask | None:
        """The open gate that ends first of those that are not past."""
        ahead = [
            one
            for one in self.tasks
            if one.is_gate and one.is_open and one.ends is not None and one.ends >= self.day
        ]
        return min(ahead, key=lambda one: one.ends or dt.date.max, default=None)

    @property
    def unowned(self) -> tuple[PlannedTask, ...]:
        """The open tasks that nobody is named for."""
        return tuple(one for one in self.tasks if one.is_open and one.owner is None)

    def gates(self, track: Track, kind: GateKind) -> tuple[PlannedTask, ...]:
        """Return the gates of a kind on a track that are not left out."""
        return tuple(
            one
            for one in self.tasks
            if (one.track, one.gate) == (track, kind) and one.state is not TaskState.SKIPPED
        )

    @property
    def publications(self) -> tuple[PlannedTask, ...]:
        """公表 of the 基本方針."""
        return self.gates(Track.POLICY, GateKind.PUBLICATION)

    @property
    def approvals(self) -> tuple[PlannedTask, ...]:
        """庁内決裁 of the 年度計画."""
        return self.gates(Track.ANNUAL, GateKind.APPROVAL)

    @property
    def is_approved(self) -> bool:
        """Whether the 年度計画 of N is approved: each of its 庁内決裁 is done, and there is one."""
        return _all_done(self.approvals)

    @property
    def publishes_unapproved(self) -> tuple[PlannedTask, ...]:
        """公表 that was done, or whose time has come, without an approved 年度計画 (S05)."""
        begun = (TaskState.DONE, TaskState.NOW, TaskState.OVERDUE)
        if self.is_approved:
            return ()
        return tuple(one for one in self.publications if one.state in begun)

    @property
    def planning(self) -> tuple[PlannedTask, ...]:
        """What comes before year N, and every gate: all but the carrying out of the plan."""
        start = year_start(self.year)
        return tuple(
            one
            for one in self.tasks
            if one.is_gate or one.starts is None or one.starts < start or one.is_reversed
        )

    @property
    def unfinished(self) -> tuple[PlannedTask, ...]:
        """What of `planning` is still open."""
        return tuple(one for one in self.planning if one.is_open)

    @property
    def is_finished(self) -> bool:
        """Whether there was something to plan, and all of it is done or left out."""
        return bool(self.planning) and not self.unfinished


def plan_of_year(
    policy: Policy, tables: Tables, day: dt.date, year: int | None = None
) -> PlanOfYear:
    """Return 策定スケジュール as it stands on a day.

    Args:
        policy: The policy; 設定 tells N and the mode.
        tables: The ledger's tables.
        day: The day looked at.
        year: Another year N than that of 設定.
    """
    settings, data = policy.settings, tables["schedule"]
    planned = settings.planned_year if year is None else year
    rows = records(SCHEDULE, data)
    return PlanOfYear(
        planned,
        settings.plan_mode,
        day,
        tuple(
            _task(int(at), row, planned, settings, day)
            for at, row in zip(data.index, rows, strict=True)
        ),
    )


def planned_days(row: NewRow, year: int, mode: PlanMode) -> tuple[dt.date | None, dt.date | None]:
    """Return the first and the last day of a task (S03); None where it is not said.

    Args:
        row: The row of 策定スケジュール.
        year: N.
        mode: In 見直し its 見直しの月数 shorten it.
    """
    start, end, months = (_whole(row[key]) for key in ("start_month", "end_month", "review_months"))
    if mode is PlanMode.REVIEW and months and end is not None:
        shortened = end - months + 1
        start = shortened if start is None else max(start, shortened)
    return _first_day(year, start), _last_day(year, end)


def gate_of(row: NewRow) -> tuple[bool, GateKind | None]:
    """Say whether a task is a 節目, and of which kind.

    A written 節目の種類 makes it one unless 節目 is ×.
    """
    kind, flag = row["gate_kind"], row["gate"]
    is_gate = flag == Flag.YES.value or (flag is None and kind is not None)
    if not is_gate:
        return False, None
    if kind is not None:
        return True, GateKind(str(kind))
    written = name_key(str(row["task"] or ""))
    return True, next(
        (gate for gate, words in _GATE_WORDS if any(name_key(word) in written for word in words)),
        None,
    )


def _task(at: int, row: NewRow, year: int, settings: Settings, day: dt.date) -> PlannedTask:
    starts, ends = planned_days(row, year, settings.plan_mode)
    is_gate, gate = gate_of(row)
    done_on = row["done_on"] if isinstance(row["done_on"], dt.date) else None
    skipped = settings.plan_mode is PlanMode.REVIEW and row["review_months"] == 0
    state = _state(row["state"], done_on, (starts, ends), day, skipped=skipped)
    return PlannedTask(
        row=at,
        task_no=str(row["task_no"]),
        track=Track(str(row["track"])) if row["track"] is not None else None,
        task=str(row["task"] or ""),
        owner=None if is_nobody(row["owner"]) else str(row["owner"]),
        starts=starts,
        ends=ends,
        is_gate=is_gate,
        gate=gate,
        state=state,
        days=_days(state, ends, day),
        done_on=done_on if done_on is not None and done_on <= day else None,
    )


def _state(
    written: Cell,
    done_on: dt.date | None,
    span: tuple[dt.date | None, dt.date | None],
    day: dt.date,
    *,
    skipped: bool,
) -> TaskState:
    """Return how a task stands; an 実施日 that has not come is no reason to call it done."""
    meant, (starts, ends) = state_meant(written), span
    done = meant is StateMeant.DONE if done_on is None else done_on <= day
    if done:
        return TaskState.DONE
    if skipped or meant is StateMeant.SKIPPED:
        return TaskState.SKIPPED
    if ends is not None and ends < day:
        return TaskState.OVERDUE
    if starts is None and ends is None:
        return TaskState.UNDATED
    return TaskState.NOW if starts is None or starts <= day else TaskState.LATER


def _days(state: TaskState, ends: dt.date | None, day: dt.date) -> int | None:
    if ends is None or state not in OPEN_STATES:
        return None
    return abs((ends - day).days)


def _all_done(tasks: Iterable[PlannedTask]) -> bool:
    states = [one.state for one in tasks]
    return bool(states) and all(state is TaskState.DONE for state in states)


def _whole(value: Cell) -> int | None:
    return value if isinstance(value, int) else None


def _first_day(year: int, month: int | None) -> dt.date | None:
    return None if month is None else add_months(year_start(year), month)


def _last_day(year: int, month: int | None) -> dt.date | None:
    if month is None:
        return None
    return add_months(year_start(year), month + 1) - dt.timedelta(days=1)
