"""Inputs gone through in a child, which says what became of each: it may die or hang over one."""

import json
import os
import resource
import select
import signal
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from fuzz.doors import Doors
from fuzz.drawing import FuzzInput, Seeds, drawn
from ledger.read import child_side

DIED, HUNG, UNDECLARED = "子プロセスが死ぬ", "止まらない", "決めていない例外"
"""What becomes of an input where the product failed."""
PATIENCE = 60.0
"""Seconds of the clock for one input, on a busy PC: ordinary ones take some milliseconds."""
MEMORY = 2 << 30
"""Bytes that a child may use beyond what it has at its start, as a reader's child."""


class Fate(NamedTuple):
    """What became of an input, and where it came in."""

    number: int
    door: str
    kind: str
    told: str


def fates(numbers: Sequence[int], seeds: Seeds) -> Iterator[Fate]:
    """Go through inputs; a child that dies or hangs over one is followed by another for the rest.

    Args:
        numbers: Which inputs.
        seeds: What they are made of.
    """
    left = list(numbers)
    while left:
        for one in _told(left, seeds):
            left.remove(one.number)
            yield one


def _told(numbers: Sequence[int], seeds: Seeds) -> Iterator[Fate]:
    """Yield what a child says of its inputs; of the one that it says nothing of, how it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:  # whatever happens in it, the child ends here and never goes on as a test run
        try:
            os.close(reading)
            _go_through(numbers, seeds, writing)
        finally:
            os._exit(0)
    os.close(writing)
    waiting, ready = list(numbers), True
    try:
        with open(reading, encoding="utf-8") as pipe:  # noqa: PTH123 - of a descriptor
            while waiting:
                ready = bool(select.select([pipe], [], [], PATIENCE)[0])
                line = pipe.readline() if ready else ""
                if not line:
                    break
                waiting.remove((one := Fate(*json.loads(line))).number)
                yield one
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    if waiting:
        lost = drawn(waiting[0], seeds)
        yield Fate(waiting[0], lost.door, lost.kind, DIED if ready else HUNG)


def _go_through(numbers: Sequence[int], seeds: Seeds, writing: int) -> None:
    """Say of each input what becomes of it, and end this process."""
    child_side._CAPPED.add(os.getpid())  # noqa: SLF001 - as a reader's child it needs no other
    limit = _used() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    with tempfile.TemporaryDirectory() as folder:
        doors = Doors(Path(folder), seeds.journal)
        for number in numbers:
            one = drawn(number, seeds)
            said = json.dumps([number, one.door, one.kind, _fate(doors, one)])
            os.write(writing, f"{said}\n".encode())


def _fate(doors: Doors, one: FuzzInput) -> str:
    try:
        return doors.fate(one)
    except BaseException as error:  # noqa: BLE001 - also what a reader in another language raises
        return f"{UNDECLARED}: {error!r:.300}"


def _used() -> int:
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    return pages * resource.getpagesize()
