"""わが課のいま: one section as it stands, for its head, as plain values."""

from typing import NamedTuple


class PersonNow(NamedTuple):
    """One person of a section: where they stand, what comes next, and what the head can do.

    Attributes:
        staff_name: 氏名.
        steps: Step of each persona.
        next_step: The next step.
        help: What the head can do for it.
    """

    staff_name: str
    steps: str
    next_step: str
    help: str


class SectionNow(NamedTuple):
    """One section as it stands, for its head; no other section is in it.

    Attributes:
        name: 所属名.
        size: How many people work in it, the sections below it included.
        spread: Of each persona, how many people are on which Step, in words.
        lacking: Who lacks which training, and when it is held next, in words.
        people: Everybody whom the confirmer confirms there, and who sits with them.
        consultations: What of the section is still open in 相談, in words.
        judged: Of which day that is.
    """

    name: str
    size: int
    spread: tuple[str, ...]
    lacking: tuple[str, ...]
    people: tuple[PersonNow, ...]
    consultations: tuple[str, ...]
    judged: str
