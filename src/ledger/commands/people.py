"""Whom a number on the command line means: written in full, or with its zeros lost."""

from collections.abc import Iterable

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


def perhaps_meant(written: str, numbers: Iterable[str]) -> str:
    """Return the one number that is meant, or what was typed if none can be told."""
    try:
        return person_meant(written, numbers)
    except Refusal:
        return written
