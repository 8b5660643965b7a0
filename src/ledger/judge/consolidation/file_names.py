"""Whom the name of a submitted file speaks of: `00101_西村浩.xlsx` should hold 00101's form."""

import re
from collections.abc import Iterator, Mapping

from ledger.model.folding import folded_code, number_key
from ledger.model.person_names import person_key

_PARTS = re.compile(r"[0-9A-Za-z-]*[0-9][0-9A-Za-z-]*")
_BETWEEN = re.compile(r"[\s_\-()（）\[\]【】「」.,、・0-9A-Za-z]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_FEWEST_DIGITS = 3
"""Fewer digits than this are no staff number that lost its zeros, but 第2版 or 3月."""
_FEWEST_SIGNS, _MOST_SIGNS = 3, 12
"""A name of so many characters is found within a longer text, a shorter one only by itself."""


def others_named(
    file: str,
    staff_no: str,
    by_number: Mapping[str, tuple[str, ...]],
    by_name: Mapping[str, tuple[str, ...]],
) -> tuple[str, ...]:
    """Return the staff numbers of whom a file's name speaks instead of its owner.

    Args:
        file: The file's path within the folder; only its last part is looked at.
        staff_no: Whose form it holds.
        by_number: Staff numbers by folded number.
        by_name: Staff numbers by `person_key`.

    Returns:
        The people whose number stands there where the owner's does not, else the people whose
        name does; nobody where the name of the file fits, or speaks of nobody.
    """
    name = file.rpartition("/")[2]
    stem = folded_code(name.rpartition(".")[0] or name)
    for named in (frozenset(_by_number(stem, by_number)), frozenset(_by_name(stem, by_name))):
        if named and staff_no not in named:
            return tuple(sorted(named))
    return ()


def _by_number(stem: str, by_number: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for part in _PARTS.findall(stem):
        for number in by_number.get(number_key(part), ()):
            lost = len(part) >= _FEWEST_DIGITS and not _YEAR.fullmatch(part)
            if number == part or lost:
                yield number


def _by_name(stem: str, by_name: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    for word in _BETWEEN.split(stem):
        yield from by_name.get(person_key(word), ())
    whole = person_key(_BETWEEN.sub("", stem))
    for first in range(len(whole)):
        for last in range(first + _FEWEST_SIGNS, min(len(whole), first + _MOST_SIGNS) + 1):
            yield from by_name.get(whole[first:last], ())
