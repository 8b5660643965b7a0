"""The made-up city's people: sections, heads, staff, postings, leaves, personas.

Everything follows from the seed. The awkward cases that real lists hold are built in on purpose:
old and rare characters, leading zeros, a person with two posts, parental leave, secondment, a
transfer in mid-year, a head who retired, a section without a head, a section that was merged.
"""

import datetime as dt
from dataclasses import dataclass, field
from random import Random

from ledger.demo.names import DEPARTMENTS, FAMILIES, GIVENS, UNITS
from ledger.layout.columns import Cell, NewRow
from ledger.model.calendar import year_end, year_start

FIRST_NUMBER = 101
NUMBER_WIDTH = 5
FEWEST = 80
"""Smallest staff for which every section has its people."""


@dataclass
class City:
    """The rows of the people tables while the city is being made.

    Attributes:
        year: Fiscal year.
        rows: Rows by table key.
        divisions: Codes of the 課.
        members: Staff numbers by 課 code (main posting).
    """

    year: int
    rows: dict[str, list[NewRow]] = field(default_factory=dict)
    divisions: list[str] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)

    def add(self, table: str, **row: Cell) -> None:
        """Add one row to a table."""
        self.rows.setdefault(table, []).append(row)


def make_city(staff: int, year: int, random: Random) -> City:
    """Make the people of a city.

    Args:
        staff: Number of people (at least 80).
        year: Fiscal year.
        random: Where chance comes from.
    """
    city = City(year)
    _sections(city)
    _people(city, max(staff, FEWEST), random)
    _heads(city)
    _personas(city, random)
    _absences(city)
    _awkward_postings(city)
    return city


def _sections(city: City) -> None:
    for d, (department, divisions) in enumerate(DEPARTMENTS.items(), start=1):
        top = f"{d:02d}00"
        city.add("sections", section_code=top, section_name=department, level="部")
        for k, division in enumerate(divisions, start=1):
            code = f"{d:02d}{k}0"
            city.divisions.append(code)
            city.add(
                "sections",
                section_code=code,
                section_name=division,
                parent_code=top,
                level="課",
                counted="○",
            )
            for u, unit in enumerate(UNITS.get(division, ()), start=1):
                city.add(
                    "sections",
                    section_code=f"{d:02d}{k}{u}",
                    section_name=unit,
                    parent_code=code,
                    level="係",
                )
    city.add(
        "sections",
        section_code="0290",
        section_name="情報政策課(旧)",
        parent_code="0200",
        level="課",
        counted="×",
        merged_into="0220",
    )


def _people(city: City, staff: int, random: Random) -> None:
    departments = [f"{d:02d}00" for d in range(1, len(DEPARTMENTS) + 1)]
    places = [(code, "部長") for code in departments] + [(c, "課長") for c in city.divisions]
    spread = [(code, "係長") for code in city.divisions for _ in range(2)]
    while len(places) + len(spread) < staff:
        spread.extend((code, "係員") for code in city.divisions)
    for index, (section, grade) in enumerate((places + spread)[:staff]):
        _person(city, f"{FIRST_NUMBER + index:0{NUMBER_WIDTH}d}", section, grade, random)


def _person(city: City, number: str, division: str, grade: str, random: Random) -> None:
    family, given = random.choice(FAMILIES), random.choice(GIVENS)
    years = {"部長": 30, "課長": 24, "係長": 14, "係員": 3}[grade] + random.randrange(4)
    hired = year_start(city.year - years)
    recent = max(hired, year_start(city.year - random.randrange(1, 4)))
    temporary = grade == "係員" and random.random() < 0.08  # noqa: PLR2004 - a share of the staff
    city.add(
        "staff",
        staff_no=number,
        staff_name=f"{family[0]} {given[0]}",
        kana=f"{family[1]} {given[1]}",
        grade=grade,
        employment="会計年度任用" if temporary else "常勤",
        hired_on=hired,
        counted="×" if temporary else None,
    )
    units = [r for r in city.rows["sections"] if r.get("parent_code") == division]
    units = [r for r in units if r["level"] == "係"]
    section = str(random.choice(units)["section_code"]) if units and grade == "係員" else division
    city.members.setdefault(division, []).append(number)
    city.add("postings", staff_no=number, section_code=section, kind="主務", started_on=recent)


def _heads(city: City) -> None:
    """Every 課 has its 課長; one head retired at the year's end of December, one post is vacant."""
    start = year_start(city.year - 2)
    chiefs = [code for code in city.members if code.endswith("00")]
    for code, people in city.members.items():
        city.add("heads", section_code=code, staff_no=people[0], kind="長", started_on=start)
    for code in chiefs:
        other = city.members[chiefs[1] if code == chiefs[0] else chiefs[0]][0]
        city.add(
            "heads",
            section_code=code,
            staff_no=other,
            kind="人事指定",
            started_on=start,
            reason="部長自身の申告の確認",
        )
    retired, vacant = city.divisions[4], city.divisions[7]
    staff = {str(row["staff_no"]): row for row in city.rows["staff"]}
    staff[city.members[retired][0]]["retired_on"] = dt.date(city.year, 12, 31)
    city.add(
        "heads",
        section_code=retired,
        staff_no=city.members[retired][1],
        kind="代理",
        started_on=dt.date(city.year + 1, 1, 1),
        reason="課長の退職による",
    )
    city.rows["heads"] = [
        row
        for row in city.rows["heads"]
        if not (row["section_code"] == vacant and row["kind"] == "長")
    ]


def _personas(city: City, random: Random) -> None:
    """20 DX推進員 in 18 of the 21 課, and the IT people of the デジタル推進課."""
    for position, code in enumerate(city.divisions):
        people = city.members[code][1:]
        wanted = 0 if position in (2, 9, 16) else 2 if position in (4, 12) else 1
        for number in random.sample(people, min(wanted, len(people))):
            since = year_start(city.year - random.randrange(3))
            city.add("assignments", staff_no=number, persona_code="P02", started_on=since)
    for number in city.members["0220"][1:7]:
        since = year_start(city.year - 1)
        city.add("assignments", staff_no=number, persona_code="P03", started_on=since)


def _absences(city: City) -> None:
    members = city.members
    start, end = year_start(city.year), year_end(city.year)
    spans = (
        (members["0310"][-1], "育休", start, end),
        (members["0420"][-1], "育休", dt.date(city.year, 10, 1), dt.date(city.year, 12, 31)),
        (members["0430"][-1], "育休", dt.date(city.year, 6, 15), dt.date(city.year + 1, 6, 14)),
        (members["0510"][-1], "休職", dt.date(city.year, 4, 1), dt.date(city.year, 9, 30)),
        (members["0620"][-1], "派遣・出向", start, None),
        (members["0130"][-1], "派遣・出向", dt.date(city.year, 7, 1), None),
    )
    for number, kind, first, last in spans:
        city.add("leaves", staff_no=number, kind=kind, started_on=first, ended_on=last)


def _awkward_postings(city: City) -> None:
    """A transfer in mid-year, two people with a second post, one hired and one retired mid-year."""
    postings = {str(row["staff_no"]): row for row in city.rows["postings"]}
    staff = {str(row["staff_no"]): row for row in city.rows["staff"]}
    moved = city.members["0110"][-1]
    postings[moved]["ended_on"] = dt.date(city.year, 9, 30)
    city.add(
        "postings",
        staff_no=moved,
        section_code="0210",
        kind="主務",
        started_on=dt.date(city.year, 10, 1),
    )
    for number, second in ((city.members["0120"][-1], "0220"), (city.members["0230"][-1], "0210")):
        city.add(
            "postings",
            staff_no=number,
            section_code=second,
            kind="兼務",
            started_on=year_start(city.year),
        )
    late, gone = city.members["0530"][-1], city.members["0610"][-1]
    staff[late]["hired_on"] = postings[late]["started_on"] = dt.date(city.year, 10, 1)
    staff[gone]["retired_on"] = dt.date(city.year, 12, 31)
