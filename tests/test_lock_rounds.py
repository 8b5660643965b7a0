"""Eight starters at once, some killed while they hold the lock: never two holders."""

import fcntl
import mmap
import os
import random
import signal
import struct
import time
from pathlib import Path

import pytest

import sampling
from ledger.model.problems import Refusal
from ledger.store.lock import locked

STARTERS = 8
ROUNDS = 500
_HOLDERS, _TWICE, _TAKEN, _READY = range(4)
"""Where the shared counts stand: who is in, who met another, who was in, who stands ready."""


class Shared:
    """Counts that the starters of a round share; each is changed under a lock of its own file."""

    def __init__(self, guard: Path) -> None:
        self._memory = mmap.mmap(-1, 64)
        self._guard = guard

    def add(self, place: int, count: int) -> int:
        """Add to a count, and return what it was before."""
        descriptor = os.open(self._guard, os.O_RDWR | os.O_CREAT)
        try:
            fcntl.lockf(descriptor, fcntl.LOCK_EX)
            before = self.count(place)
            struct.pack_into("i", self._memory, 4 * place, before + count)
            return before
        finally:
            os.close(descriptor)

    def count(self, place: int) -> int:
        """Return a count as it stands."""
        found: int = struct.unpack_from("i", self._memory, 4 * place)[0]
        return found


def hold(ledger: Path, shared: Shared, draw: random.Random, *, dies: bool) -> None:
    """Take the lock, whenever it can be had; be the only one; let it go, or die holding it."""
    shared.add(_READY, 1)
    while shared.count(_READY) < STARTERS:
        time.sleep(0)
    while True:
        try:
            with locked(ledger):
                if shared.add(_HOLDERS, 1):
                    shared.add(_TWICE, 1)
                time.sleep(draw.random() / 500)
                shared.add(_TAKEN, 1)
                shared.add(_HOLDERS, -1)
                if dies:
                    os.kill(os.getpid(), signal.SIGKILL)
                return
        except Refusal:
            time.sleep(draw.random() / 1000)


def played(folder: Path, number: int) -> tuple[Shared, int]:
    """Let one round be played; return its counts, and how many were killed."""
    draw = random.Random(f"{sampling.SEED}-{number}")  # noqa: S311 - a draw, no secret
    shared = Shared(folder / "guard")
    ledger = folder / f"台帳{number % 3}.xlsx"
    if number % 3 == 1:
        (folder / f".{ledger.name}.lock").write_text('{"machine": "前の版", "process": 1}')
    deaths = draw.sample(range(STARTERS), draw.randint(0, 3))
    children = []
    for starter in range(STARTERS):
        child = os.fork()
        if child == 0:
            own = random.Random(draw.random() + starter)  # noqa: S311 - the same
            try:
                hold(ledger, shared, own, dies=starter in deaths)
            finally:
                os._exit(0)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    return shared, sum(end == -signal.SIGKILL for end in ends)


@pytest.mark.parametrize("numbers", sampling.batches(ROUNDS, 6, 50))
def test_8人が同時に始めても_書き込むのはいつも1人(
    tmp_path: Path, numbers: tuple[int, ...]
) -> None:
    twice = killed = 0
    for number in numbers:
        shared, deaths = played(tmp_path, number)
        assert shared.count(_TAKEN) == STARTERS, "somebody never got it"
        twice += shared.count(_TWICE)
        killed += deaths
    sampling.keep(
        "writes: eight starters that take only the lock",
        rounds=len(numbers),
        starters=STARTERS * len(numbers),
        killed_holding_it=killed,
        two_holders=twice,
    )
    assert twice == 0
