"""Work on projects in a drawn city, aimed at the day on which a 期間 criterion is met."""

import datetime as dt

from ledger.layout.columns import Cell
from oracle import days
from oracle.draft import DAY, Draft
from oracle.draft_policy import PERIODS, PROJECT_KINDS

Interval = tuple[dt.date, dt.date | None]

CONFIRMATIONS = ("済", "済", "済", "済", "未", "否認")
ROLES = {"リード期間": ("リード", "リード", "共同リード"), "担当期間": ("リード", "担当")}
LONGEST_SEARCH = 2600


def draft_work(draft: Draft) -> None:
    """Draw projects, and who did what in them when."""
    _projects(draft)
    for row in draft.listed("staff"):
        staff_no = str(row["staff_no"])
        aims = _aims(draft, staff_no)
        if aims and draft.chance(0.8):
            _aimed(draft, staff_no, draft.one(aims))
        if draft.chance(0.15):
            _scattered(draft, staff_no)


def _projects(draft: Draft) -> None:
    for number in range(40):
        draft.add(
            "projects",
            project_no=f"A{number:03}",
            project_name=f"案件その{number}",
            kind=draft.one((None, *PROJECT_KINDS)),
            tool_code=draft.one((None, None, *draft.codes("tools", "tool_code"))),
            completed_on=draft.one((None, draft.edge(), draft.back(-30, 420))),
        )
    rows = draft.listed("projects")
    chain = draft.some(rows, 6, 6)
    for gone, stays in ((0, 1), (1, 2), (3, 4)):
        chain[gone].update(merged_into=chain[stays]["project_no"], completed_on=None)


def _aims(draft: Draft, staff_no: str) -> list[dict[str, Cell]]:
    """Return the 期間 criteria of the personas that a person holds on the as-of date."""
    held = {row["persona_code"] for row in draft.listed("personas") if row["scope"] == "全職員"}
    held |= {
        row["persona_code"] for row in draft.listed("assignments") if row["staff_no"] == staff_no
    }
    return [
        row
        for row in draft.listed("criteria")
        if row["kind"] in PERIODS and row["persona_code"] in held
    ]


def _aimed(draft: Draft, staff_no: str, aim: dict[str, Cell]) -> None:
    """Draw intervals that credit the months of a criterion within days of the as-of date."""
    kind, amount = str(aim["kind"]), aim["amount"]
    assert isinstance(amount, int)
    intervals = _near_the_line(draft, amount, _leave_days(draft, staff_no))
    for interval in intervals:
        wanted = aim["object_code"]
        project_kind = None if wanted is None else str(wanted)
        _engage(draft, staff_no, draft.one(ROLES[kind]), interval, project_kind)


def _near_the_line(draft: Draft, amount: int, away: frozenset[int]) -> list[Interval]:
    """Start with the latest part and move the first part's start to where the months suffice."""
    later = _later_parts(draft, amount)
    latest = min((start for start, _ in later), default=None)
    first_end = draft.one((None, draft.edge(), draft.back(0, 40)))
    if latest is not None:
        first_end = latest - draft.one((1, 1, 2, 3, 1 - 20, 30)) * DAY
    last_possible = draft.as_of if first_end is None else min(first_end, draft.as_of)

    def enough(start: dt.date) -> bool:
        worked: set[int] = set()
        for first, last in [(start, first_end), *later]:
            worked.update(days.days_between(first, min(last or draft.as_of, draft.as_of)))
        return _credited(draft, frozenset(worked - away)) >= amount

    low, high = last_possible - LONGEST_SEARCH * DAY, last_possible
    while (high - low).days > 1:
        middle = low + (high - low) // 2
        low, high = (middle, high) if enough(middle) else (low, middle)
    start = min(draft.near(low, 2), last_possible)
    return [(start, first_end), *later]


def _later_parts(draft: Draft, amount: int) -> list[Interval]:
    """Draw none to two parts that follow the first one, together shorter than the aim."""
    parts: list[Interval] = []
    end: dt.date | None = draft.one((None, draft.edge(), draft.back(0, 30)))
    for _ in range(draft.one((0, 0, 1, 1, 2)) if amount > 1 else draft.one((0, 0, 1))):
        if draft.chance(0.35):
            start, end = _thirty_odd_days(draft, min(end or draft.as_of, draft.as_of), amount)
        else:
            length = draft.rng.randint(3, max(4, amount * 11))
            start = min(end or draft.as_of, draft.as_of) - length * DAY
        parts.append((start, end))
        end = start - draft.one((1, 1, 2, 3, 1 - 10, 25)) * DAY
    return parts


def _thirty_odd_days(draft: Draft, before: dt.date, amount: int) -> tuple[dt.date, dt.date]:
    """Draw a part by some day that has whole months and 29 or 30 days: all but a month of 31."""
    opening = before.replace(day=1)
    while days.month_length(opening.year, opening.month) < 31 or opening + 29 * DAY > before:
        opening = (opening - DAY).replace(day=1)
    start = opening
    for _ in range(draft.rng.randint(0, max(0, amount // 3))):
        start = (start - DAY).replace(day=1)
    return start, opening + draft.one((28, 29, 29)) * DAY


def _credited(draft: Draft, worked: frozenset[int]) -> int:
    return days.months_credited(
        days.runs(worked),
        continuous=draft.settings["lead_mode"] == "継続",
        carry=int(draft.settings["day_carry"] or 30),
    )


def _leave_days(draft: Draft, staff_no: str) -> frozenset[int]:
    if draft.settings["leave_stops_clock"] == "×":
        return frozenset()
    away: set[int] = set()
    for row in draft.listed("leaves"):
        if row["staff_no"] == staff_no:
            first, last = row["started_on"], row["ended_on"] or draft.as_of
            assert isinstance(first, dt.date)
            assert isinstance(last, dt.date)
            away.update(days.days_between(first, last))
    return frozenset(away)


def _scattered(draft: Draft, staff_no: str) -> None:
    """Draw work in any role at any time."""
    for _ in range(draft.rng.randint(1, 4)):
        start = draft.edge() if draft.chance(0.2) else draft.back(-30, 1500)
        end = draft.one((None, start + draft.rng.randint(0, 500) * DAY))
        role = draft.one(("リード", "共同リード", "担当", "後進育成", "後進育成"))
        _engage(draft, staff_no, role, (start, end), draft.one((None, *PROJECT_KINDS)))


def _engage(draft: Draft, staff_no: str, role: str, interval: Interval, kind: str | None) -> None:
    """Write an engagement, under a number or under a name only."""
    named_only = draft.chance(0.15)
    name = draft.one(
        (
            "窓口の見直し",
            "窓口の  見直し",
            "ＲＰＡ化",
            "RPA化",
            "案件その1",
            "案件その2",
            "案件その3",
        )
    )
    project_no = None if named_only else draft.one(draft.codes("projects", "project_no"))
    row: dict[str, Cell] = {
        "staff_no": staff_no,
        "project_no": project_no,
        "project_name": name if named_only else None,
        "kind": kind,
        "role": role,
        "started_on": interval[0],
        "ended_on": interval[1],
        "confirmed": draft.one(CONFIRMATIONS),
    }
    if draft.fresh("engagements", staff_no, project_no or name, role, interval[0]):
        draft.add("engagements", **row)
