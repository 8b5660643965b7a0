"""What happens in the made-up city's year: sessions, rosters, projects, events, surveys."""

import datetime as dt
from random import Random

from ledger.demo.city import City
from ledger.demo.names import PROJECTS
from ledger.layout.columns import NewRow

SESSIONS: tuple[tuple[str, tuple[tuple[int, int, int, str], ...]], ...] = (
    # training, (month, day, days, state); months 1-3 are of the next calendar year
    ("T01", ((5, 20, 1, "実施"), (7, 15, 1, "実施"), (9, 9, 2, "実施"), (11, 18, 1, "中止"))),
    ("T02", ((10, 7, 1, "中止"),)),
    ("T03", ((6, 3, 1, "実施"), (10, 21, 1, "実施"), (1, 20, 1, "実施"))),
    ("T05", ((8, 5, 1, "実施"),)),
    ("T06", ((7, 1, 2, "実施"),)),
    ("T07", ((6, 17, 1, "実施"), (12, 2, 1, "実施"))),
    ("T08", ((9, 2, 1, "実施"),)),
    ("T09", ((8, 26, 2, "実施"), (1, 14, 2, "実施"))),
    ("T11", ((5, 13, 1, "実施"),)),
    ("T12", ((6, 24, 1, "実施"), (11, 11, 1, "実施"))),
    ("T13", ((4, 22, 1, "実施"),)),
)
PLANNED = (("T01", 5, 19), ("T07", 6, 16), ("T09", 8, 25), ("T12", 6, 23))

ASKED: tuple[NewRow, ...] = (
    {
        "question": "DX推進リーダーに当たる職員は何人いますか",
        "indicator": "人材像人数",
        "persona_code": "P02",
    },
    {
        "question": "情報セキュリティの研修を今年度に修了した職員の割合",
        "indicator": "受講率",
        "object_code": "T03",
    },
    {"question": "外部のデジタル人材(CIO補佐官など)の数", "target_code": "K01"},
    {
        "question": "デジタルに関する研修を何回開きましたか",
        "indicator": "研修実施回数",
    },
)
"""What a survey of the prefecture asks."""

BASIC_SHARE = {"T01": 0.6, "T03": 0.9, "T04": 0.45}
"""Shares of the staff who complete a basic training in the year."""
TOOL_SHARE = 0.15
PRIOR_SHARE = 0.3
JANUARY_TO_MARCH = 3


def _day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year + 1 if month <= JANUARY_TO_MARCH else year, month, day)


def hold_sessions(city: City) -> None:
    """Add this year's sessions and some that are planned for the next."""
    for training, dates in SESSIONS:
        for number, (month, day, days, state) in enumerate(dates, start=1):
            held = _day(city.year, month, day)
            city.add(
                "sessions",
                session_no=f"{city.year}-{training}-{number}",
                training_code=training,
                held_on=held,
                ended_on=held + dt.timedelta(days=days - 1) if days > 1 else None,
                state=state,
            )
    for training, month, day in PLANNED:
        city.add(
            "sessions",
            session_no=f"{city.year + 1}-{training}-1",
            training_code=training,
            held_on=dt.date(city.year + 1, month, day),
            state="予定",
        )


def keep_rosters(city: City, random: Random) -> list[NewRow]:
    """Return the rosters' rows: who completed which training (this year and earlier)."""
    staff = {str(row["staff_no"]): row for row in city.rows["staff"]}
    holders = [r for r in city.rows["assignments"] if r["persona_code"] == "P02"]
    promoters = [str(row["staff_no"]) for row in holders]
    rows: list[NewRow] = []
    for training, share in {**BASIC_SHARE, "T12": TOOL_SHARE}.items():
        rows += _completions(city, training, [n for n in staff if random.random() < share], random)
    for training in ("T06", "T07", "T09"):
        taken = [n for n in promoters if random.random() < 0.75]  # noqa: PLR2004 - most of them
        rows += _completions(city, training, taken, random)
    earlier = [n for n in staff if random.random() < PRIOR_SHARE]
    rows += [_roster_row(n, "T01", dt.date(city.year, 2, 10), None) for n in earlier]
    rows += [_roster_row(n, "T03", dt.date(city.year, 1, 20), None) for n in earlier]
    return [row for row in rows if _was_there(staff[str(row["staff_no"])], row["completed_on"])]


def _completions(city: City, training: str, people: list[str], random: Random) -> list[NewRow]:
    held = [
        row
        for row in city.rows["sessions"]
        if row["training_code"] == training and row["state"] == "実施"
    ]
    if not held:
        return [_roster_row(n, training, _day(city.year, 7, 31), None) for n in people]
    rows = []
    for number in people:
        session = random.choice(held)
        completed = session.get("ended_on") or session["held_on"]
        rows.append(_roster_row(number, training, completed, str(session["session_no"])))
    return rows


def _roster_row(number: str, training: str, completed: object, session: str | None) -> NewRow:
    return {
        "staff_no": number,
        "training_code": training,
        "completed_on": completed,  # type: ignore[dict-item]
        "session_no": session,
    }


def _was_there(person: NewRow, day: object) -> bool:
    hired, retired = person["hired_on"], person.get("retired_on")
    if not (isinstance(day, dt.date) and isinstance(hired, dt.date)):
        return False
    return hired <= day and (not isinstance(retired, dt.date) or day <= retired)


def run_projects(city: City, random: Random) -> None:
    """Add DX projects; about two in three are completed in the year."""
    for index in range(24):
        name, kind, tool = PROJECTS[index % len(PROJECTS)]
        division = random.choice(city.divisions)
        start = dt.date(city.year - 1, 4, 1) + dt.timedelta(days=random.randrange(500))
        done = start + dt.timedelta(days=180 + random.randrange(240))
        last = dt.date(city.year + 1, 3, 31)
        city.add(
            "projects",
            project_no=f"PJ{index + 1:03d}",
            project_name=f"{name}({index // len(PROJECTS) + 1})",
            section_code=division,
            kind=kind,
            tool_code=tool,
            started_on=start,
            completed_on=done if done <= last else None,
            outcome="手作業を減らした" if done <= last else None,
        )


def hold_events(city: City) -> None:
    """Add the year's events, the CIO補佐官 and an anonymous survey."""
    year = city.year
    for number, (month, day, state) in enumerate(
        ((5, 28, "実施"), (8, 27, "実施"), (11, 26, "実施"), (2, 25, "実施")), start=1
    ):
        city.add(
            "events",
            event_no=f"{year}-E{number}",
            kind="DX連携会議",
            subject=f"第{number}回 DX連携会議",
            held_on=_day(year, month, day),
            state=state,
        )
    city.add(
        "events",
        event_no=f"{year}-E9",
        kind="成果発表会",
        subject="DX推進員 成果発表会",
        held_on=_day(year, 3, 10),
        state="実施",
    )
    city.add(
        "posts",
        role="CIO補佐官",
        person_name="星野 明",
        employment="会計年度任用",
        started_on=_day(year, 1, 1),
    )
    for asked in ASKED:
        city.add("survey_map", **asked)
    staff = len(city.rows["staff"])
    for code, yes in (("Q01", 0.55), ("Q02", 0.48)):
        answered = int(staff * 0.7)
        city.add(
            "survey_totals",
            question_code=code,
            year=year,
            asked=staff,
            answered=answered,
            yes=int(answered * yes),
            source="職員アンケート(無記名)",
        )
