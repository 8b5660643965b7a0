"""What a word of another system means in ours, as far as nobody doubts it."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from ledger.layout import import_words as said
from ledger.layout.columns import Column, Kind
from ledger.layout.import_tables import BLANK, FILLED, LEFT_OUT
from ledger.layout.people_tables import HEADS, LEAVES, POSTINGS, SECTIONS, STAFF
from ledger.model.folding import code_key, folded_digits, name_key, word_of
from ledger.model.terms import SectionLevel

_LEVELS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        SectionLevel.DEPARTMENT.value: ("部", "局"),
        SectionLevel.DIVISION.value: ("課", "室", "所"),
        SectionLevel.UNIT.value: ("係", "担当", "班"),
    }
)
"""階層 of a section by the ending of its name (ruling "`load` of people")."""


class PolicyThing(NamedTuple):
    """Something that policy declares: a training, a tool, a skill, a persona or a question.

    Attributes:
        code: Its code.
        label: Code and name, as a dropdown shows them.
        names: Its name and aliases, as they are written.
    """

    code: str
    label: str
    names: tuple[str, ...]

    def is_called(self, text: str) -> bool:
        """Whether a cell names it: by its code, also before a blank, or by a name."""
        key = code_key(text)
        by_code = code_key(self.code) in (key, key.split(maxsplit=1)[0] if key else "")
        return by_code or name_key(text) in map(name_key, self.names)


class LedgerWords(NamedTuple):
    """What the ledger knows already, as far as it tells what a column of a file holds.

    Attributes:
        numbers: Keys of the staff numbers.
        names: Keys of the names of people.
        trainings: Keys of the names and aliases of trainings.
        codes: Keys of the codes of trainings.
        sections: 階層 by the key of a section's name.
        things: What policy declares, by the key of its table.
        survey: Whether questions are answered by name (named_survey).
    """

    numbers: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    trainings: frozenset[str] = frozenset()
    codes: frozenset[str] = frozenset()
    sections: Mapping[str, str] = MappingProxyType({})
    things: Mapping[str, tuple[PolicyThing, ...]] = MappingProxyType({})
    survey: bool = False

    def called(self, table: str, text: str) -> tuple[PolicyThing, ...]:
        """Return what a cell can mean of what policy declares in a table."""
        return tuple(one for one in self.things.get(table, ()) if one.is_called(text))

    def teaches(self, text: str) -> bool:
        """Whether a text names a training: by code, name or alias, or by the code before a name."""
        head = code_key(text).split(maxsplit=1)
        return bool(
            name_key(text) in self.trainings
            or code_key(text) in self.codes
            or (head and head[0] in self.codes)
        )


def level_of(name: str) -> str | None:
    """Return 階層 of a section by the ending of its name; None if it has none of them."""
    folded = name_key(name)
    return next((level for level, ends in _LEVELS.items() if folded.endswith(ends)), None)


def is_asked(table: str, column: Column) -> bool:
    """Whether the words of a column are looked up in 取込値, and asked for where they are new."""
    return (table, column.key) in _MEANT or column.kind in (Kind.CHOICE, Kind.FLAG)


def meant(table: str, column: Column, text: str, known: LedgerWords) -> str | None:
    """Return what a word means where nobody doubts it.

    Args:
        table: Title of our table.
        column: Our column.
        text: The word; not blank.
        known: What the ledger knows.

    Returns:
        The word of ours, `（除く）` or `（空欄）`; None where it has to be asked for.
    """
    find = _MEANT.get((table, column.key), _own)
    return find(column, text, known)


def head_level(title: str) -> str | None:
    """Return 階層 of the sections that a title heads (課長: 課); None if it heads none for certain.

    A title is whatever ends in 長 after the sign of a level: 「総務課長」, 「課長」, 「所長」.
    """
    folded = name_key(title)
    if not folded.endswith("長") or any(folded == name_key(no) for no in said.NO_HEADS):
        return None
    return level_of(folded[:-1]) or (
        SectionLevel.DIVISION.value if folded.endswith(_DIVISION_HEADS) else None
    )


_DIVISION_HEADS = ("館長", "園長", "場長", "署長", "センター長", "支所長")


def _own(column: Column, text: str, _: LedgerWords) -> str | None:
    if column.kind is Kind.DATE:
        return text
    return word_of(text, column.choices) if column.choices else text


def _listed(
    words: Mapping[str, str], *, aside: bool = False
) -> Callable[[Column, str, LedgerWords], str | None]:
    """Return what looks words up; where `aside`, what stands in brackets may be anything."""
    keys = {name_key(word): meaning for word, meaning in words.items()}

    def find(column: Column, text: str, known: LedgerWords) -> str | None:
        key = name_key(text)
        bare = _ASIDE.sub("", key) if aside else key
        return _own(column, text, known) or keys.get(key) or keys.get(bare)

    return find


_ASIDE = re.compile(r"\([^()]*\)$")
_GRADES = _listed(said.GRADES, aside=True)


def _grade(column: Column, text: str, known: LedgerWords) -> str | None:
    """Return 職層 of a title; 「総務課長」 is a 課長, 「消防司令長」 is nobody's guess."""
    found = _GRADES(column, text, known)
    if found or name_key(text).endswith("補佐"):
        return found
    chiefs = (word for word in column.choices if word.endswith("長"))
    return next((word for word in chiefs if name_key(text).endswith(word)), None)


def _head(column: Column, text: str, known: LedgerWords) -> str:
    own = _own(column, text, known)
    return own or (said.HEAD if head_level(text) else LEFT_OUT)


_ABSENT = _listed({**said.LEAVES, **dict.fromkeys(said.PRESENT, LEFT_OUT)})


def _level(_: Column, text: str, known: LedgerWords) -> str | None:
    return known.sections.get(name_key(text)) or level_of(text)


def _taught(_: Column, text: str, known: LedgerWords) -> str | None:
    return text if known.teaches(text) else None


def _last_day(_: Column, text: str, __: LedgerWords) -> str:
    """Return the day; 9999-12-31 means that there is none."""
    day = folded_digits(text).replace("/", "-").replace(".", "-").partition(" ")[0]
    return BLANK if day in said.FOR_EVER else text


_ATTENDED = next(table for table in FILLED.values() if table.key == "attendances").title

_MEANT: Mapping[tuple[str, str], Callable[[Column, str, LedgerWords], str | None]] = (
    MappingProxyType(
        {
            (STAFF.title, "grade"): _grade,
            (STAFF.title, "employment"): _listed(said.EMPLOYMENTS, aside=True),
            (STAFF.title, "retired_on"): _last_day,
            (POSTINGS.title, "ended_on"): _last_day,
            (LEAVES.title, "kind"): _ABSENT,
            (LEAVES.title, "ended_on"): _last_day,
            (HEADS.title, "kind"): _head,
            (HEADS.title, "ended_on"): _last_day,
            (SECTIONS.title, "level"): _level,
            (_ATTENDED, "training_code"): _taught,
            (_ATTENDED, "training_name"): _taught,
        }
    )
)
