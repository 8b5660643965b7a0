"""Rows of a form as facts, as its formulas count them: for the rows that an answer brings.

What the formulas do not count (no day, an unknown training, a role that is none) is no fact.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TypeAlias

from ledger.form.lists import FormLists
from ledger.form.meant import day_of, is_grade, position_of, project_of
from ledger.layout.columns import Cell, RowValues
from ledger.layout.ledger import BY_KEY
from ledger.model.folding import name_key
from ledger.model.terms import Confirmation, ProjectKind, Role, Source

_ROLES = {name_key(role): role.value for role in Role}
_KINDS = {name_key(kind): kind.value for kind in ProjectKind}
_Facts: TypeAlias = Callable[[FormLists, RowValues], Iterator[dict[str, Cell]]]


def facts_claimed(
    lists: FormLists, staff_no: str, year: int, rows: Mapping[str, Sequence[RowValues]]
) -> dict[str, list[RowValues]]:
    """Return rows of a form as rows of the fact tables, by table.

    Args:
        lists: The lists of the form.
        staff_no: Whose form it is.
        year: Its fiscal year.
        rows: Rows by form table and key of the column, as they are written.
    """
    own: dict[str, Cell] = {
        "staff_no": staff_no,
        "confirmed": Confirmation.PENDING.value,
        "year": year,
    }
    found: dict[str, list[RowValues]] = {}
    for key, listed in rows.items():
        table = key.removeprefix("my_")
        if table in _FACTS:
            known = BY_KEY[table].keys
            facts = [own | fact for row in listed for fact in _FACTS[table](lists, row)]
            found[table] = [{k: v for k, v in fact.items() if k in known} for fact in facts]
    return found


def _attendance(lists: FormLists, row: RowValues) -> Iterator[dict[str, Cell]]:
    place, day = (
        position_of(lists, "training", row.get("training_code")),
        day_of(row.get("completed_on")),
    )
    if place and day:
        code = list(lists.trainings)[place - 1]
        yield {"training_code": code, "completed_on": day, "source": Source.REPORT.value}


def _qualification(lists: FormLists, row: RowValues) -> Iterator[dict[str, Cell]]:
    del lists
    name, day = row.get("qualification"), day_of(row.get("acquired_on"))
    expires = row.get("expires_on")
    if name_key(str(name or "")) and day and (expires is None or day_of(expires)):
        yield {"qualification": name, "acquired_on": day, "expires_on": expires}


def _engagement(lists: FormLists, row: RowValues) -> Iterator[dict[str, Cell]]:
    number, name, kind = (row.get(key) for key in ("project_no", "project_name", "kind"))
    start, end = day_of(row.get("started_on")), row.get("ended_on")
    role = _ROLES.get(name_key(str(row.get("role") or "")))
    project = project_of(lists, number, name)
    if role is None or start is None or project.key is None or (end and not day_of(end)):
        return
    if project.position:
        number, name = list(lists.labels["projects"])[project.position - 1], None
    elif project.key.startswith("#"):
        number, name = project.key[1:], None
    folded = name_key(str(kind or ""))
    yield {
        "project_no": number,
        "project_name": name,
        "kind": _KINDS.get(folded, kind) if folded else None,
        "role": role,
        "started_on": start,
        "ended_on": end,
    }


def _graded(
    listed: str, code: str, grade: str
) -> Callable[[FormLists, RowValues], Iterator[dict[str, Cell]]]:
    def facts(lists: FormLists, row: RowValues) -> Iterator[dict[str, Cell]]:
        place, value = position_of(lists, listed, row.get(code)), row.get(grade)
        codes = lists.tools if listed == "tool" else lists.skills
        if place and is_grade(value):
            yield {code: list(codes)[place - 1], grade: value}

    return facts


_FACTS: Mapping[str, _Facts] = {
    "attendances": _attendance,
    "qualifications": _qualification,
    "engagements": _engagement,
    "tool_levels": _graded("tool", "tool_code", "level"),
    "skill_ratings": _graded("skill", "skill_code", "rating"),
}
