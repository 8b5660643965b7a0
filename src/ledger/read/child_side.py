"""The child's side of reading: it answers file by file what it is sent, within its caps."""

import math
import os
import signal
import time
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


class ChildCaps(NamedTuple):
    """What a child limits itself to, where the system lets it (on Windows: `windows_job`).

    Attributes:
        megabytes: Of memory beyond what it has at its start.
        cpu_seconds: Of the processor's time for one file.
    """

    megabytes: int
    cpu_seconds: float


def serve(pipe: Connection, read: Callable[[Payload], Result], caps: ChildCaps) -> None:
    """Read what the parent sends, file by file, until the pipe closes.

    Ctrl+C reaches the whole group of processes; the parent alone decides what becomes of it.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _silent()
    _capped(caps.megabytes)
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        for number, job in batch:
            _timed(caps.cpu_seconds)
            pipe.send((number, tried(read, job)))


def _silent() -> None:
    """Let nothing be said on the console: a library that dies says what it was reading.

    Under Excel the console is a log in the folder of temporary files.
    """
    with suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        os.close(nowhere)


def _capped(megabytes: int) -> None:
    """Limit this process's memory where the system can, and leave none of it on the disk."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        limit = _used() + megabytes * MEGABYTE
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _timed(seconds: float) -> None:
    """Give the next file its time on the processor: what others do on this PC costs it nothing."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        limit = math.ceil(time.process_time() + seconds)
        if hard == resource.RLIM_INFINITY or limit <= hard:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _used() -> int:
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
