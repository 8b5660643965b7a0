"""職員カード: everything of a person as lines that one printed page has room for.

One row a person, sorted by 職員番号: the sheet 職員カード finds it by one MATCH. Facts that were
rejected (否認) or lie after the day are left out; what awaits confirmation says so.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from ledger.layout import list_tables as layout
from ledger.layout.columns import Cell
from ledger.layout.frames import frame, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.people_list import PersonaVerdict, own_verdicts, report_states, step_words
from ledger.measure.roll import Roll, RollEntry
from ledger.measure.untrained import UntrainedPeople
from ledger.model.calendar import fiscal_year_of, valid_through, wareki, wareki_year
from ledger.model.policy import Policy
from ledger.model.terms import Confirmation, Source

NOTHING = "—"
AWAITING = "確認待ち"

Line = tuple[str | None, ...]
"""One line of a block: a text for each of its parts."""
Row = Mapping[str, Cell]


class CardFacts(NamedTuple):
    """What cards are made of.

    Attributes:
        roll: Everybody in post on the day.
        verdicts: Step判定 of that day.
        untrained: Who of the roll lacks which training.
        superiors: Name of each person's 上長, by 職員番号.
        heading: Of which day they are, and of which 集約.
    """

    roll: Roll
    verdicts: pd.DataFrame
    untrained: UntrainedPeople
    superiors: Mapping[str, str]
    heading: str


def staff_cards(facts: CardFacts) -> pd.DataFrame:
    """Return the table that the sheet 職員カード reads."""
    roll = facts.roll
    own, states = own_verdicts(roll.policy, facts.verdicts), report_states(roll)
    staff = {str(row["staff_no"]): row for row in records(BY_KEY["staff"], roll.tables["staff"])}
    blocks = _blocks(roll)
    rows: list[dict[str, Cell]] = []
    for entry in sorted(roll.entries, key=lambda one: one.staff_no):
        number = entry.staff_no
        lines = [
            [_persona_line(one) for one in own.get(number, ())],
            *(block.get(number, []) for block in blocks),
        ]
        rows.append(
            {
                **_head(entry, staff[number]),
                "day": facts.heading,
                "superior": facts.superiors.get(number),
                "mandatory_left": facts.untrained.mandatory_left(roll.places[number]),
                "report_state": states[number],
                **_cells(lines),
            }
        )
    return frame(layout.STAFF_CARDS, rows)


def _head(entry: RollEntry, person: Row) -> dict[str, Cell]:
    return {
        "staff_no": entry.staff_no,
        "label": " ".join(filter(None, (entry.staff_no, entry.staff_name, entry.section))),
        "staff_name": entry.staff_name,
        "kana": person["kana"],
        "department_name": entry.department,
        "section_name": entry.section,
        "grade": entry.grade,
        "presence": entry.presence.value,
    }


def _cells(lines: Sequence[Sequence[Line]]) -> dict[str, Cell]:
    """Lay the lines of each block out as columns; what has no room is told by a count."""
    cells: dict[str, Cell] = {}
    more = []
    for block, own in zip(layout.BLOCKS, lines, strict=True):
        for number, line in enumerate(own[: block.rows], start=1):
            parts = zip(block.parts, line, strict=True)
            cells |= {f"{key}_{number}": said for (key, _), said in parts}
        if len(own) > block.rows:
            more.append(f"{block.name}ほか{len(own) - block.rows}件")
    return {**cells, "more": "、".join(more) or None}


def _persona_line(one: PersonaVerdict) -> Line:
    prior, official, ahead = (
        step_words(one, key) or NOTHING for key in ("prior_step", "official_step", "expected_step")
    )
    earliest = one.row["earliest_on"]
    return (
        one.persona.persona_name,
        f"{prior} → {official} → {ahead}" if one.stepped else official,
        _text(one.row["met"]),
        _text(one.row["unmet"]),
        _text(one.row["next_action"]),
        wareki(earliest) if isinstance(earliest, dt.date) else None,
    )


def _blocks(roll: Roll) -> tuple[Mapping[str, list[Line]], ...]:
    """Return the lines of trainings, 資格, 案件, tools and goals of everybody, newest first."""
    policy, on = roll.policy, roll.as_of
    projects = {
        row["project_no"]: _text(row["project_name"])
        for row in records(BY_KEY["projects"], roll.tables["projects"])
    }

    def lines(key: str, day: str, say: Callable[[Row], Line]) -> Mapping[str, list[Line]]:
        return _by_person(_standing(roll, key, day), day, say)

    return (
        lines("attendances", "completed_on", lambda row: _training_line(policy, row, on)),
        lines("qualifications", "acquired_on", lambda row: _qualification_line(row, on)),
        lines("engagements", "started_on", lambda row: _project_line(row, projects)),
        _by_person(_latest_levels(roll), "year", lambda row: _tool_line(policy, row)),
        _by_person(_goals(roll), "goal_no", _goal_line, newest_first=False),
    )


def _standing(roll: Roll, key: str, day: str) -> Iterable[Row]:
    """Yield the facts of a table up to the day that were not rejected."""
    for row in records(BY_KEY[key], roll.tables[key]):
        on = row[day]
        if isinstance(on, dt.date) and on <= roll.as_of and not _rejected(row):
            yield row


def _rejected(row: Row) -> bool:
    rostered = row.get("source") == Source.ROSTER.value
    return row["confirmed"] == Confirmation.REJECTED.value and not rostered


def _awaits(policy: Policy, row: Row) -> bool:
    rostered = row.get("source") == Source.ROSTER.value
    settled = rostered or row["confirmed"] == Confirmation.CONFIRMED.value
    return policy.settings.official_needs_confirmation and not settled


def _by_person(
    rows: Iterable[Row], order: str, say: Callable[[Row], Line], *, newest_first: bool = True
) -> Mapping[str, list[Line]]:
    found: dict[str, list[Line]] = {}
    for row in sorted(rows, key=lambda one: str(one[order]), reverse=newest_first):
        line = say(row)
        own = found.setdefault(str(row["staff_no"]), [])
        if line not in own:
            own.append(line)
    return found


def _training_line(policy: Policy, row: Row, on: dt.date) -> Line:
    code, day = str(row["training_code"]), row["completed_on"]
    training = policy.trainings.get(code)
    months = training.valid_months if training else None
    said = "期限なし"
    if months and isinstance(day, dt.date):
        last = valid_through(day, months)
        said = f"{wareki(last)}{'で期限切れ' if last < on else 'まで'}"
    if _awaits(policy, row):
        said = AWAITING
    return _day(day), policy.training_name(code), said


def _qualification_line(row: Row, on: dt.date) -> Line:
    name, last = _text(row["qualification"]) or NOTHING, row["expires_on"]
    if isinstance(last, dt.date):
        name = f"{name}({wareki(last)}{'で期限切れ' if last < on else 'まで'})"
    return _day(row["acquired_on"]), name


def _project_line(row: Row, projects: Mapping[Cell, str | None]) -> Line:
    name = projects.get(row["project_no"]) or _text(row["project_name"]) or NOTHING
    return name, _text(row["role"]), f"{_day(row['started_on'])}〜{_day(row['ended_on']) or ''}"


def _latest_levels(roll: Roll) -> Iterable[Row]:
    latest: dict[tuple[Cell, Cell], Row] = {}
    rows = records(BY_KEY["tool_levels"], roll.tables["tool_levels"])
    by_year = sorted(rows, key=lambda one: str(one["year"]))
    for row in by_year:
        year = row["year"]
        if isinstance(year, int) and year <= fiscal_year_of(roll.as_of) and not _rejected(row):
            latest[row["staff_no"], row["tool_code"]] = row
    return latest.values()


def _tool_line(policy: Policy, row: Row) -> Line:
    year = row["year"]
    said = f"レベル{row['level']}({wareki_year(year)})" if isinstance(year, int) else None
    return policy.tool_name(str(row["tool_code"])), said


def _goals(roll: Roll) -> Iterable[Row]:
    year = fiscal_year_of(roll.as_of)
    rows = records(BY_KEY["goals"], roll.tables["goals"])
    return [row for row in rows if row["year"] == year]


def _goal_line(row: Row) -> Line:
    return _text(row["goal"]), _text(row["progress"])


def _day(value: Cell) -> str | None:
    return wareki(value) if isinstance(value, dt.date) else None


def _text(value: Cell) -> str | None:
    return None if value is None else str(value)
