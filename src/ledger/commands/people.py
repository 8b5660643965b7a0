"""Whom a number on the command line means: written in full, or with its zeros lost."""

from collections.abc import Iterable

import pandas as pd

from ledger.model.characters import quoted
from ledger.model.person_names import person_key
from ledger.model.problems import NOWHERE, Place, Problem, Refusal
from ledger.model.unknown_words import staff_remedy
from ledger.read.staff_numbers import StaffNumbers


def person_meant(written: str, numbers: Iterable[str], place: Place = NOWHERE) -> str:
    """Return the one of some staff numbers that is meant.

    Args:
        written: The number as it was typed.
        numbers: The numbers it may be.
        place: The file, for the message.

    Returns:
        The number itself if it is one of them, else the only one that it can be (W44).

    Raises:
        Refusal: It is none of them (`staff-unknown`), or may be several (`staff-ambiguous`).
    """
    known = tuple(numbers)
    if written in known:
        return written
    resolved = StaffNumbers(known).resolve(written)
    if resolved.staff_no is not None:
        return resolved.staff_no
    raise Refusal(
        resolved.told(place)
        or Problem.of("staff-unknown", place, value=written, remedy=staff_remedy())
    )


def person_of(written: str, staff: pd.DataFrame, place: Place = NOWHERE) -> str:
    """Return the one of 職員 who is meant; who was called by name is told the number.

    Args:
        written: The number as it was typed.
        staff: The ledger's table `staff`.
        place: The file, for the message.

    Raises:
        Refusal: As `person_meant`; `staff-by-name` where 氏名 was typed: names are no key.
    """
    try:
        return person_meant(written, staff["staff_no"].dropna(), place)
    except Refusal:
        pairs = zip(staff["staff_no"], staff["staff_name"], strict=True)
        asked = person_key(written)
        called = [f"{no} {name}" for no, name in pairs if asked and person_key(name) == asked]
        if not called:
            raise
        gaps = {"value": quoted(written), "people": "、".join(called)}
        raise Refusal.of("staff-by-name", place, **gaps) from None


def perhaps_meant(written: str, numbers: Iterable[str]) -> str:
    """Return the one number that is meant, or what was typed if none can be told."""
    try:
        return person_meant(written, numbers)
    except Refusal:
        return written
