"""What holding one criterion against everybody gives: how much there is, and what is in sight."""

from typing import NamedTuple, TypeAlias

import numpy as np

from ledger.judge.criteria_columns import Bools, Ints
from ledger.judge.lead_time import Fragment


class Measure(NamedTuple):
    """One criterion held against everybody at once; arrays are over the people.

    Attributes:
        have: How much each person has (see `Outcome.have`).
        needed: How much it takes.
        met: Whether that is enough.
        lasting: Whether it were enough if nothing ever expired.
        days: Days beyond whole months (period criteria), else 0.
    """

    have: Ints
    needed: int
    met: Bools
    lasting: Bools
    days: Ints

    @classmethod
    def of(
        cls, have: Ints, needed: int, *, ever: Ints | None = None, days: Ints | None = None
    ) -> "Measure":
        """Compare what people have, or ever had, with what it takes."""
        met = have >= needed
        return cls(
            have=have,
            needed=needed,
            met=met,
            lasting=met if ever is None else ever >= needed,
            days=np.zeros_like(have) if days is None else days,
        )

    @classmethod
    def never(cls, size: int, needed: int) -> "Measure":
        """Nobody has it, whatever it takes: the criterion does not say of what."""
        nobody = np.zeros(size, dtype=bool)
        none = np.zeros(size, dtype=np.int64)
        return cls(have=none, needed=needed, met=nobody, lasting=nobody, days=none)


class Prospect(NamedTuple):
    """What lies ahead of those who do not meet a criterion; days are ordinals, 0 is unknown.

    Attributes:
        earliest: First day on which it is met.
        lapsed: Last day on which the fact that expired last still held.
        unfinished: For each training of a group, who has still to complete it.
    """

    earliest: Ints
    lapsed: Ints
    unfinished: tuple[tuple[str, Bools], ...] = ()

    @classmethod
    def unknown(cls, size: int) -> "Prospect":
        """No day can be known."""
        none = np.zeros(size, dtype=np.int64)
        return cls(none, none)


class Credit(NamedTuple):
    """What one person's intervals are worth: fragments, whole months, days left over."""

    parts: tuple[Fragment, ...]
    months: int
    days: int


Credits: TypeAlias = tuple[dict[int, Credit], dict[int, Credit], dict[int, Credit]]
"""Credits by person, for each reach of a lens (0, 1, 2)."""
