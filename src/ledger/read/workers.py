"""Reading in child processes with a cap on time and memory: one bad file costs only itself.

A reader can be killed by a file (SIGABRT), hang on it, or eat all memory (faults §3.1); none of
that can be caught where it happens. So files are read by children, which answer file by file: when
a child dies or runs out of time, the file it was at is to blame, and a new child takes the rest.
Children are spawned (Windows has nothing else).
"""

import multiprocessing as mp
import os
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ledger.model.plain_words import plainly

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext  # the first is not on Windows

Job = TypeVar("Job")
Payload = TypeVar("Payload")
Result = TypeVar("Result")

START: "SpawnContext | ForkContext" = mp.get_context("spawn")
"""How children start: afresh, as everywhere on Windows."""
MEGABYTE = 1 << 20
CHUNK = 16
CHUNK_BYTES = 4 * MEGABYTE
"""A child is given so many files at once, of so many bytes."""
FILES_A_WORKER = 100
"""A second child pays only where each has at least so many files."""


class Failure(NamedTuple):
    """A file that a child could not read: died, out of time, out of memory, or any exception."""

    reason: str


class ForChild(NamedTuple, Generic[Payload]):
    """What a child is given of a job, and how many bytes it is."""

    payload: Payload
    size: int = 0


class Ready(NamedTuple, Generic[Result]):
    """A result that needs no child."""

    result: Result


class Caps(NamedTuple):
    """What one child may use.

    Attributes:
        seconds: For one file.
        megabytes: Of memory beyond what it has at its start (where the system can limit it).
    """

    seconds: float = 20.0
    megabytes: int = 1500


def worker_count(files: int, wanted: int = 0) -> int:
    """Return how many children to use: what was asked for, or what pays."""
    if wanted > 0:
        return wanted
    return max(1, min(os.cpu_count() or 1, files // FILES_A_WORKER))


def read_all(  # noqa: PLR0913 - the jobs, how each is loaded and read, and within which limits
    jobs: Sequence[Job],
    read: Callable[[Payload], Result],
    load: Callable[[Job], ForChild[Payload] | Ready[Result]],
    *,
    workers: int,
    caps: Caps | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Iterator[Result | Failure]:
    """Read every job in children; results come in the order of the jobs.

    A child is started when there is something for it to do.

    Args:
        jobs: What to read.
        read: A module-level function, called in a child.
        load: Returns what a child is given of a job (picklable); or the result, if it is known.
        workers: Number of children; 0 reads in this process (for tests and trusted files).
        caps: Limits of a child.
        progress: Told `(done, total)` after every file.
    """
    if workers == 0:
        for done, job in enumerate(jobs, start=1):
            loaded = load(job)
            yield loaded.result if isinstance(loaded, Ready) else _tried(read, loaded.payload)
            if progress:
                progress(done, len(jobs))
        return
    yield from _Pool(jobs, read, load, workers, caps or Caps(), progress).results()


def _tried(read: Callable[[Payload], Result], job: Payload) -> Result | Failure:
    try:
        return read(job)
    except MemoryError:
        return Failure("メモリの上限を超えました")
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # noqa: BLE001 - a reader's panic is no Exception
        return Failure(plainly(error))


@dataclass
class _Child:
    process: BaseProcess
    pipe: Connection
    queue: deque[int] = field(default_factory=deque)
    full: int = 0
    since: float = 0.0


class _Pool(Generic[Job, Payload, Result]):
    def __init__(  # noqa: PLR0913, PLR0917 - as `read_all` is asked
        self,
        jobs: Sequence[Job],
        read: Callable[[Payload], Result],
        load: Callable[[Job], ForChild[Payload] | Ready[Result]],
        workers: int,
        caps: Caps,
        progress: Callable[[int, int], None] | None,
    ) -> None:
        self.jobs = jobs
        self.read = read
        self.load = load
        self.workers = min(workers, len(jobs))
        self.caps = caps
        self.progress = progress
        self.context = START
        self.waiting = deque(range(len(jobs)))
        self.done: dict[int, Result | Failure] = {}
        self.children: list[_Child] = []

    def results(self) -> Iterator[Result | Failure]:
        told = 0
        try:
            for _ in range(self.workers):
                self._start()
            for number in range(len(self.jobs)):
                while number not in self.done:
                    self._turn()
                    if self.progress and len(self.done) > told:
                        told = len(self.done)
                        self.progress(told, len(self.jobs))
                yield self.done[number]
        finally:
            for child in self.children:
                _stopped(child)

    def _start(self) -> None:
        """Start a child if there is anything for it to read."""
        batch = self._batch()
        if not batch:
            return
        ours, theirs = self.context.Pipe()
        process = self.context.Process(
            target=_serve, args=(theirs, self.read, self.caps.megabytes), daemon=True
        )
        with _no_main():
            process.start()
        theirs.close()
        child = _Child(process, ours)
        self.children.append(child)
        self._feed(child, batch)

    def _batch(self) -> list[tuple[int, Payload]]:
        """Load the next files, as many as a child is given at once."""
        batch: list[tuple[int, Payload]] = []
        size = 0
        while self.waiting and len(batch) < CHUNK and size < CHUNK_BYTES:
            number = self.waiting.popleft()
            loaded = self.load(self.jobs[number])
            if isinstance(loaded, Ready):
                self.done[number] = loaded.result
            else:
                batch.append((number, loaded.payload))
                size += loaded.size
        return batch

    def _feed(self, child: _Child, batch: Sequence[tuple[int, Payload]]) -> None:
        """Give a child its next files; it has answered for those before."""
        child.queue.extend(number for number, _ in batch)
        child.full = len(batch)
        child.since = time.monotonic()
        if batch:
            with suppress(BrokenPipeError, OSError):
                child.pipe.send(batch)

    def _turn(self) -> None:
        """Take what the children have to say; replace those that died or hang."""
        busy = {child.pipe: child for child in self.children if child.queue}
        for ready in wait(list(busy), timeout=0.2):
            self._heard(busy[ready])  # type: ignore[index]
        now = time.monotonic()
        for child in [c for c in self.children if c.queue]:
            first = child.process.exitcode is None and now - child.since > self._allowance(child)
            if first:
                self._lost(child, "時間の上限を超えました")

    def _allowance(self, child: _Child) -> float:
        """A child that has not answered yet is still starting: it gets a minute more."""
        return self.caps.seconds + (60 if len(child.queue) == child.full else 10)

    def _heard(self, child: _Child) -> None:
        try:
            number, result = child.pipe.recv()
        except (EOFError, OSError):
            self._lost(child, "読み取りの途中で止まりました")
            return
        child.queue.remove(number)
        child.since = time.monotonic()
        self.done[number] = result
        if not child.queue:
            self._feed(child, self._batch())

    def _lost(self, child: _Child, reason: str) -> None:
        """Blame the file that the child was at; a new child takes the rest."""
        self.done[child.queue.popleft()] = Failure(reason)
        self.waiting.extendleft(reversed(child.queue))
        child.queue.clear()
        _stopped(child)
        self.children.remove(child)
        self._start()


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide the program's main module from a child that is being started.

    A spawned child would run it first: slow, and wrong where it is a script without a guard or
    another program's.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


def _stopped(child: _Child) -> None:
    child.pipe.close()
    child.process.kill()
    child.process.join(5)


def _serve(pipe: Connection, read: Callable[[Payload], Result], megabytes: int) -> None:
    """Read what the parent sends, file by file, until the pipe closes."""
    _capped(megabytes)
    while True:
        try:
            batch = pipe.recv()
        except (EOFError, OSError):
            return
        for number, job in batch:
            pipe.send((number, _tried(read, job)))


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
