"""The child's side of reading: it answers file by file what it is sent, within its caps."""

import os
import signal
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import NamedTuple, TypeVar

from ledger.model.plain_words import plainly

Payload = TypeVar("Payload")
Result = TypeVar("Result")

MEGABYTE = 1 << 20


class Failure(NamedTuple):
    """A file that a child could not read: died, out of time, out of memory, or any exception."""

    reason: str


def tried(read: Callable[[Payload], Result], job: Payload) -> Result | Failure:
    """Read a file; whatever goes wrong is the file's failure."""
    try:
        return read(job)
    except MemoryError:
        return Failure("メモリの上限を超えました")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception
        return Failure(plainly(error))


def serve(pipe: Connection, read: Callable[[Payload], Result], megabytes: int) -> None:
    """Read what the parent sends, file by file, until the pipe closes.

    Ctrl+C reaches the whole group of processes; the parent alone decides what becomes of it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _capped(megabytes)
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        for number, job in batch:
            pipe.send((number, tried(read, job)))


def _capped(megabytes: int) -> None:
    """Limit this process's memory where the system can (not on Windows)."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    with suppress(ValueError, OSError):
        limit = _used() + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _used() -> int:
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
