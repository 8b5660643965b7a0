"""What reading a file may cost: told by how large it is, before anything of it is inflated.

A file that spins is to be ended soon; the largest that the gate lets through is to be read on a PC
four times slower than ours. So the processor's time follows what there is to read. Measured here,
behind the gate, by the reader that takes longest: sheets of bare cells 0.26 s a megabyte, up to the
12 MB at which they have as many cells as are let through; long texts beyond that 0.07 s.
"""

import struct
from typing import NamedTuple

from ledger.read.guard.limits import FORM, LEDGER, MEGABYTE, Limits

DENSE = 12
"""Megabytes that may be full of cells."""
CPU_AT_LEAST, CPU_OF_DENSE, CPU_OF_REST = 1.5, 1.2, 0.35
"""Seconds of the processor: for any file, and for each megabyte up to, and beyond, `DENSE`."""
CSV_WEIGHS = 5
"""A list of texts costs as much as a workbook that inflates to so many times its size."""
MEMORY_AT_LEAST, MEMORY_OF_EACH = 250, 10
"""Megabytes of memory: for any file, and for each megabyte that it inflates to."""
_END, _END_MARK = struct.Struct("<4s4xHH4xL"), b"PK\x05\x06"
"""What ends a package: how many parts there are, and where their list begins."""
_ENTRY, _ENTRY_MARK = struct.Struct("<4s20xLHHH12x"), b"PK\x01\x02"
"""What the list says of a part: how large it is, and how long name, rest and comment are."""
_TAIL = 66_000


def inflated(data: bytes, limits: Limits = FORM) -> int:
    """Return how many bytes a file says that it holds: a package's parts, or a list's own.

    Args:
        data: The file's bytes.
        limits: How large it may be; a package that says more is refused before it is inflated.
    """
    if not data.startswith(b"PK"):
        return CSV_WEIGHS * len(data)
    end = data.rfind(_END_MARK, max(0, len(data) - _TAIL))
    if end < 0 or end + _END.size > len(data):
        return len(data)
    _, _, count, at = _END.unpack_from(data, end)
    said = 0
    for _ in range(min(count, limits.parts)):
        if at + _ENTRY.size > len(data):
            break
        mark, size, *lengths = _ENTRY.unpack_from(data, at)
        if mark != _ENTRY_MARK:
            break
        said += size
        at += _ENTRY.size + sum(lengths)
    return min(said, limits.inflated, limits.ratio * len(data))


class ReadingCaps(NamedTuple):
    """What one child may use for one file.

    The clock is the last resort: on a busy PC it says nothing of the file, so that it is generous.

    Attributes:
        seconds: Of the clock.
        megabytes: Of memory beyond what it has when it begins, for a file of no size.
        cpu_seconds: Of the processor's time, for a file of no size.
    """

    seconds: float = 180.0
    megabytes: int = MEMORY_AT_LEAST
    cpu_seconds: float = CPU_AT_LEAST

    def cpu_of(self, weight: int) -> float:
        """Return the processor's time that a file may take.

        Args:
            weight: What it inflates to (`inflated`).
        """
        dense = min(weight, DENSE * MEGABYTE)
        return self.cpu_seconds + (CPU_OF_DENSE * dense + CPU_OF_REST * (weight - dense)) / MEGABYTE

    def memory_of(self, weight: int) -> int:
        """Return the megabytes of memory that a file may take.

        Args:
            weight: What it inflates to (`inflated`).
        """
        return self.megabytes + MEMORY_OF_EACH * weight // MEGABYTE

    def clock_of(self, weight: int) -> float:
        """Return the seconds of the clock that a file may take.

        Args:
            weight: What it inflates to (`inflated`).
        """
        return self.seconds + 4 * (self.cpu_of(weight) - self.cpu_seconds)


__all__ = ["FORM", "LEDGER", "ReadingCaps", "inflated"]
