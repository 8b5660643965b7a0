"""The child's side of reading: it answers file by file what it is sent, within its caps."""

import math
import os
import signal
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from typing import Generic, NamedTuple, TypeVar

from ledger.model.fault_traces import Trace, traced
from ledger.model.plain_words import plainly

Payload = TypeVar("Payload")
Result = TypeVar("Result")

MEGABYTE = 1 << 20


TOO_MUCH_MEMORY = "メモリの上限を超えました"


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that a child could not read: died, out of time, out of memory, or any exception.

    Attributes:
        reason: Which of them, in a person's words.
        trace: Where an exception came up, for the record; it makes no failure another one.
    """

    reason: str
    trace: Trace = field(default=(), compare=False)


def tried(read: Callable[[Payload], Result], job: Payload) -> Result | Failure:
    """Read a file; whatever goes wrong is the file's failure."""
    try:
        return read(job)
    except MemoryError:
        return Failure(TOO_MUCH_MEMORY)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception
        return failed(error)


def failed(error: BaseException) -> Failure:
    """Return what an exception is to who asked: its words for a person, its trace for the record.

    Args:
        error: What came up.
    """
    try:
        return Failure(plainly(error), traced(error))
    except MemoryError:  # the cap leaves no room to say where
        return Failure(TOO_MUCH_MEMORY)


class ChildTask(NamedTuple, Generic[Payload]):
    """What a child is sent.

    Attributes:
        number: Which job it is, for the answer.
        seconds: Of the processor's time that it may take.
        megabytes: Of memory that it may take.
        clock: Seconds of the clock after which the parent gives it up.
        payload: What is to be read.
    """

    number: int
    seconds: float
    megabytes: int
    clock: float
    payload: Payload


def serve(pipe: Connection, read: Callable[[Payload], Result]) -> None:
    """Read what the parent sends, file by file, until the pipe closes.

    The child limits itself, where the system lets it (on Windows its parent does: `windows_job`).
    Ctrl+C reaches the whole group of processes; the parent alone decides what becomes of it.

    Args:
        pipe: To the parent.
        read: Reads one file.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _CAPPED.add(os.getpid())
    _silent()
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        for task in batch:
            _capped(task.megabytes)
            _timed(task.seconds)
            pipe.send((task.number, tried(read, task.payload)))


_CAPPED: set[int] = set()


def is_capped() -> bool:
    """Whether this process is a child that reads within its caps: it need start no other."""
    return os.getpid() in _CAPPED


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
    """Limit what the next file may take of memory, and leave none of it on the disk."""
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        limit = _used() + megabytes * MEGABYTE
        _, hard = resource.getrlimit(resource.RLIMIT_AS)
        if hard == resource.RLIM_INFINITY or limit <= hard:
            resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _timed(seconds: float) -> None:
    """Give the next file its time on the processor: what others do on this PC costs it nothing.

    The timer ends the process in parts of a second; the limit, which knows whole ones, is for
    whoever stopped the timer.
    """
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    with suppress(ValueError, OSError):
        _, hard = resource.getrlimit(resource.RLIMIT_CPU)
        limit = math.ceil(time.process_time() + seconds + 1)
        if hard == resource.RLIM_INFINITY or limit <= hard:
            resource.setrlimit(resource.RLIMIT_CPU, (limit, hard))


def _used() -> int:
    with suppress(OSError), open("/proc/self/statm", encoding="ascii") as file:  # noqa: PTH123
        return int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    return 0
