"""What the made-up city's people write on their self-reports."""

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from ledger.demo.city import City
from ledger.demo.names import GOALS
from ledger.layout.columns import NewRow
from ledger.model.calendar import year_end, year_start

QUALIFICATIONS = ("ITパスポート", "基本情報技術者", "情報セキュリティマネジメント")
TOOLS = ("LOGO", "RPA", "BI")


class DemoPerson(NamedTuple):
    """What the demo knows about somebody when the form is filled in."""

    staff_no: str
    promoter: bool
    systems: bool


def people_of(city: City) -> dict[str, DemoPerson]:
    """Return everybody with the appointed personas they hold."""
    held: dict[str, set[str]] = {}
    for row in city.rows["assignments"]:
        held.setdefault(str(row["staff_no"]), set()).add(str(row["persona_code"]))
    return {
        number: DemoPerson(number, "P02" in held.get(number, ()), "P03" in held.get(number, ()))
        for number in (str(row["staff_no"]) for row in city.rows["staff"])
    }


def goals(random: Random, *, digital: bool = True) -> list[NewRow]:
    """Return the goals of the year: the first one digital, unless somebody forgets it."""
    first = random.choice(GOALS[:3]) if digital else GOALS[3]
    rows: list[NewRow] = [{"goal_no": 1, "goal": first[0], "digital": first[1]}]
    if random.random() < 0.5:  # noqa: PLR2004 - every other person has a second goal
        rows.append({"goal_no": 2, "goal": GOALS[4][0], "digital": "×"})
    return rows


def claims(city: City, person: DemoPerson, random: Random) -> Mapping[str, list[NewRow]]:
    """Return one person's rows of the year-end form, by form table."""
    rows: dict[str, list[NewRow]] = {
        "my_attendances": _attendances(city, random),
        "my_tool_levels": _tool_levels(random),
        "my_engagements": _engagements(city, person, random),
        "my_steps": _own_steps(person),
    }
    if random.random() < 0.08:  # noqa: PLR2004 - a few earn a qualification in the year
        rows["my_qualifications"] = [
            {
                "qualification": random.choice(QUALIFICATIONS),
                "acquired_on": year_start(city.year) + dt.timedelta(days=random.randrange(300)),
                "evidence": "合格証書の写し",
            }
        ]
    if person.systems:
        rows["my_skill_ratings"] = [
            {"skill_code": code, "rating": random.randrange(1, 4), "basis": "調達・運用の経験"}
            for code in ("S21", "S22", "S23")
        ]
    return {table: listed for table, listed in rows.items() if listed}


def _own_steps(person: DemoPerson) -> list[NewRow]:
    """自己判定 of those who give one: some are right, some too modest, some too hopeful.

    It follows from the number, not from chance: the rest of the year stays what it is without it.
    """
    number = int(person.staff_no)
    if person.promoter:
        return [{"persona_code": "P02", "own_step": 1 + number % 2}] if number % 4 else []
    return [{"persona_code": "P01", "own_step": 1 + number // 6 % 2}] if not number % 6 else []


def _attendances(city: City, random: Random) -> list[NewRow]:
    """Trainings that the rosters do not hold: outside courses, mostly with evidence."""
    if random.random() > 0.2:  # noqa: PLR2004 - one person in five
        return []
    return [
        {
            "training_code": random.choice(("T02", "T05", "T08", "T10")),
            "completed_on": year_start(city.year) + dt.timedelta(days=random.randrange(330)),
            "evidence": "修了証の写し" if random.random() < 0.7 else None,  # noqa: PLR2004
        }
    ]


def _tool_levels(random: Random) -> list[NewRow]:
    return [
        {"tool_code": tool, "level": random.randrange(1, 4), "evidence": "作成したフォーム・資料"}
        for tool in TOOLS
        if random.random() < 0.12  # noqa: PLR2004 - a share per tool
    ]


def _engagements(city: City, person: DemoPerson, random: Random) -> list[NewRow]:
    """A DX推進員 leads; others take part now and then, some without knowing the 案件番号."""
    projects = city.rows["projects"]
    if person.promoter:
        return [_led(city, random.choice(projects), random)]
    if random.random() > 0.1:  # noqa: PLR2004 - one person in ten
        return []
    project = random.choice(projects)
    named_only = random.random() < 0.2  # noqa: PLR2004 - the number is not at hand
    return [
        {
            "project_no": None if named_only else project["project_no"],
            "project_name": project["project_name"],
            "kind": project["kind"],
            "role": "担当",
            "started_on": year_start(city.year) + dt.timedelta(days=random.randrange(200)),
            "evidence": "課内の実施報告",
        }
    ]


def _led(city: City, project: NewRow, random: Random) -> NewRow:
    """One lead; the lengths crowd around one year, the boundary of Step2."""
    start, end = year_start(city.year), year_end(city.year)
    started, ended = random.choice(
        (
            (start, None),
            (start, end),
            (start + dt.timedelta(days=1), None),
            (start - dt.timedelta(days=120), end - dt.timedelta(days=60)),
            (start - dt.timedelta(days=400), None),
            (start + dt.timedelta(days=183), None),
        )
    )
    return {
        "project_no": project["project_no"],
        "project_name": project["project_name"],
        "kind": project["kind"],
        "role": "リード" if random.random() < 0.85 else "共同リード",  # noqa: PLR2004
        "started_on": started,
        "ended_on": ended,
        "outcome": "手順を見直した",
        "evidence": "実施報告書" if random.random() < 0.8 else None,  # noqa: PLR2004
    }
