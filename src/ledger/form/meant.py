"""What the cells of a form mean, as its formulas find it (`formulas/facts.txt`)."""

import datetime as dt
from collections.abc import Mapping

from ledger.form.lists import FormLists, ListedProject
from ledger.layout.columns import Cell
from ledger.model.folding import code_key, name_key
from ledger.model.policy import Policy
from ledger.model.terms import TOP_LEVEL


def position_of(lists: FormLists, listed: str, text: Cell) -> int:
    """Return the position of what a cell means in a list, 0 if it means nothing there.

    Args:
        lists: The lists of the form.
        listed: Which of them: `training`, `tool`, `skill`.
        text: The cell.
    """
    columns, code = lists.columns, code_key(str(text or ""))
    keys, words = columns[f"list_{listed}_key"], columns[f"list_{listed}_word_key"]
    for one in (code, code.partition(" ")[0]):
        if one and one in keys:
            return keys.index(one) + 1
    name = name_key(str(text or ""))
    indices = columns[f"list_{listed}_word_index"]
    return int(str(indices[words.index(name)])) if name and name in words else 0


def project_of(lists: FormLists, number: Cell, name: Cell) -> ListedProject:
    """Return the project of an engagement, by its number, else by its name.

    Args:
        lists: The lists of the form.
        number: 案件番号, as it is written.
        name: 案件名.
    """
    code = code_key(str(number or ""))
    keys = lists.columns["list_project_key"]
    head = next((one for one in (code, code.partition(" ")[0]) if one and one in keys), None)
    named = None if name is None else str(name)
    return lists.project_of(head or code.partition(" ")[0] or None, named)


def day_of(value: Cell) -> dt.date | None:
    """Return the day in a cell; a text is none."""
    return value if isinstance(value, dt.date) else None


def is_grade(value: Cell) -> bool:
    """Whether a cell holds a level of a tool or a rating of a skill (0-3)."""
    return isinstance(value, int) and 0 <= value <= TOP_LEVEL


class NamedCodes:
    """The codes of a policy by what a cell says of them: `P01`, `P01 一般行政職員` or the name."""

    def __init__(self, policy: Policy) -> None:
        """Take the names of everything that a form begins a row with."""
        self._codes: Mapping[str, Mapping[str, str]] = {
            "personas": {code: one.persona_name for code, one in policy.personas.items()},
            "tools": {code: one.tool_name for code, one in policy.tools.items()},
            "skills": {code: one.skill_name for code, one in policy.skills.items()},
            "questions": {code: one.question for code, one in policy.questions.items()},
        }

    def meant(self, table: str, text: Cell) -> str | None:
        """Return the code that a cell means; None where it is none, or the name of several.

        Args:
            table: Key of the table that has the codes.
            text: The cell.
        """
        named = self._codes.get(table, {})
        codes, key = {code_key(code): code for code in named}, code_key(str(text or ""))
        for one in (key, key.partition(" ")[0]):
            if one in codes:
                return codes[one]
        said = name_key(str(text or ""))
        found = [code for code, name in named.items() if said and name_key(name) == said]
        return found[0] if len(found) == 1 else None
