"""What the cells of a self-report mean by the rulings: choices, codes, numbers, names, days.

Written from the rulings, the design and docs/readings.md alone, as `meant` is for rosters.
"""

import datetime as dt
import unicodedata
from collections.abc import Mapping

from slow_reader.form_town import PROJECTS, SKILLS, TAUGHT_SKILL, TOOLS
from slow_reader.grid import Error, Formula, Share, Value
from slow_reader.meant import day_of, is_blank, shown
from slow_reader.town import ALIASES, SESSIONS, TRAININGS

FIRST_DAY = dt.date(1900, 3, 1)
"""Before that a serial number means nothing to anybody."""
LONGEST_NAME = 150
_DASHES = str.maketrans(dict.fromkeys("-ー―‐−ｰ–—", "ー"))


class UnreadableError(Exception):
    """The cell does not hold what its column asks for; the row is set aside."""


def spelt(name: str) -> str:
    """Return a name as names are compared: blanks, case, width and the kinds of dashes are one."""
    plain = "".join(mark for mark in name if unicodedata.category(mark) != "Cf")
    plain = "".join(shown(plain).split()).lower()
    return plain.translate(_DASHES).replace("〇", "○")


def text_of(value: Value) -> str | None:
    """Return what a cell says in words; a number is said as it is seen."""
    _sound(value)
    return None if is_blank(value) else str(value).strip()


def name_of(value: Value) -> str | None:
    """Return a name that somebody made up, as it is compared."""
    said = text_of(value)
    if said is not None and len(said.encode("utf-16-le")) > 2 * LONGEST_NAME:
        raise UnreadableError
    return None if said is None else spelt(said)


def choice_of(value: Value, choices: tuple[str, ...]) -> str | None:
    """Return the choice that a cell makes."""
    said = text_of(value)
    if said is None:
        return None
    for one in choices:
        if spelt(one) == spelt(said):
            return one
    raise UnreadableError


def whole_of(value: Value, low: int, high: int) -> int | None:
    """Return a whole number; digits may be wide, and a spreadsheet knows no other than 2.0."""
    _sound(value)
    if is_blank(value):
        return None
    if isinstance(value, bool | dt.date):
        raise UnreadableError
    try:
        number = float(shown(str(value)))
    except ValueError as error:
        raise UnreadableError from error
    if number != int(number) or not low <= number <= high:
        raise UnreadableError
    return int(number)


def form_day_of(value: Value) -> dt.date | None:
    """Return a day as `day_of` does; what is none sets the row aside."""
    _sound(value)
    if is_blank(value):
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    found = None if isinstance(value, bool) else day_of(value)
    if found is None or found < FIRST_DAY:
        raise UnreadableError
    return found


def code_of(value: Value, known: Mapping[str, str]) -> str | None:
    """Return the code that a cell names.

    The whole cell as a code, what stands before the first blank, the whole cell as a name. A code
    that lost its zeros is not in the list that the form offers, and so is nobody's.
    """
    _sound(value)
    if is_blank(value):
        return None
    if isinstance(value, dt.date | bool) or (isinstance(value, float) and value != int(value)):
        raise UnreadableError
    said = shown(str(int(value)) if isinstance(value, float) else str(value))
    said = "".join(mark for mark in said if unicodedata.category(mark) != "Cf")
    for candidate in (said, said.split()[0]):
        if candidate in known.values():
            return candidate
    named = {spelt(name): code for name, code in known.items()}
    if spelt(said) in named:
        return named[spelt(said)]
    raise UnreadableError


def _sound(value: Value) -> None:
    if isinstance(value, Error | Formula | Share):
        raise UnreadableError


NAMED_TRAININGS = {**{name: code for code, name in TRAININGS.items()}, **ALIASES}
NAMED_TOOLS = {name: code for code, name in TOOLS.items()}
NAMED_SKILLS = {name: code for code, name in (*SKILLS.items(), TAUGHT_SKILL)}
NUMBERED_PROJECTS = {code: code for code in PROJECTS}
"""A project's name has a column of its own; in that of its number it is no number."""
NAMED_SESSIONS = {session.number: session.number for session in SESSIONS}
