"""Reading in child processes with caps on time and memory: one bad file costs only itself.

A reader can be killed by a file (SIGABRT), hang on it, or eat all memory (faults §3.1); none of
that can be caught where it happens. So files are read by children, which answer file by file: when
a child dies or runs out of time, the file it was at is to blame, and a new child takes the rest.
Children are spawned (Windows has nothing else). What a child has finished is told as it comes, so
that a run that is stopped loses none of it.
"""

import multiprocessing as mp
import os
import signal
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from ledger.model.fault_traces import tell_fault
from ledger.read.child_side import MEGABYTE, ChildTask, Failure, serve, tried
from ledger.read.guard.limits import FORM
from ledger.read.reading_costs import ReadingCaps
from ledger.read.windows_job import QUOTA_USED_UP, ChildJob, job_of

if TYPE_CHECKING:
    from multiprocessing.context import ForkContext, SpawnContext  # the first is not on Windows

Job = TypeVar("Job")
Payload = TypeVar("Payload")
Result = TypeVar("Result")

START: "SpawnContext | ForkContext" = mp.get_context("spawn")
"""How children start: afresh, as everywhere on Windows."""
CHUNK = 16
CHUNK_BYTES = 4 * MEGABYTE
"""A child is given so many files at once, of so many bytes."""
OUT_OF_TIME = "時間の上限を超えました"
_TIMERS = frozenset({"SIGPROF", "SIGXCPU"})
_STOPPED_BY_TIME = (QUOTA_USED_UP, *(-s for s in signal.Signals if s.name in _TIMERS))
"""Exit codes of a child whose time on the processor was used up."""
FILES_A_WORKER = 100
"""A second child pays only where each has at least so many files."""


class ForChild(NamedTuple, Generic[Payload]):
    """What a child is given of a job.

    Attributes:
        payload: What it is given.
        size: How many bytes that is.
        weight: How many bytes they inflate to: so much time may it take (`reading_costs`).
    """

    payload: Payload
    size: int = 0
    weight: int = 0


class Ready(NamedTuple, Generic[Result]):
    """A result that needs no child."""

    result: Result


def as_it_is(loaded: ForChild[Payload]) -> ForChild[Payload]:
    """Return what a child is given of a job that was loaded already."""
    return loaded


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
    caps: ReadingCaps | None = None,
    progress: Callable[[int, int], None] | None = None,
    heard: Callable[[int, Result | Failure], None] | None = None,
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
        heard: Told which job (its place among them) a child has answered, and how: at once, in the
            order in which they answer, and also what was still to be heard when a run is stopped.
    """
    if workers == 0:
        for number, job in enumerate(jobs):
            loaded = load(job)
            if isinstance(loaded, Ready):
                yield loaded.result
            else:
                result = tried(read, loaded.payload)
                _recorded(result)
                if heard:
                    heard(number, result)
                yield result
            if progress:
                progress(number + 1, len(jobs))
        return
    yield from _Pool(jobs, read, load, workers, caps or ReadingCaps(), progress, heard).results()


class _Awaited(NamedTuple):
    """A file that a child is at, or comes to: its place, and what it may take of time."""

    number: int
    seconds: float
    clock: float


@dataclass
class _Child:
    process: BaseProcess
    pipe: Connection
    job: ChildJob | None
    queue: deque[_Awaited] = field(default_factory=deque)
    full: int = 0
    since: float = 0.0


class _Pool(Generic[Job, Payload, Result]):
    def __init__(  # noqa: PLR0913, PLR0917 - as `read_all` is asked
        self,
        jobs: Sequence[Job],
        read: Callable[[Payload], Result],
        load: Callable[[Job], ForChild[Payload] | Ready[Result]],
        workers: int,
        caps: ReadingCaps,
        progress: Callable[[int, int], None] | None,
        heard: Callable[[int, Result | Failure], None] | None,
    ) -> None:
        self.jobs = jobs
        self.read = read
        self.load = load
        self.workers = min(workers, len(jobs))
        self.caps = caps
        self.progress = progress
        self.heard = heard
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
                self._last_words(child)
                _stopped(child)

    def _start(self) -> None:
        """Start a child if there is anything for it to read."""
        batch = self._batch()
        if not batch:
            return
        ours, theirs = self.context.Pipe()
        process = self.context.Process(target=serve, args=(theirs, self.read), daemon=True)
        with _no_main():
            process.start()
        theirs.close()
        pid = process.pid
        job = None if pid is None else job_of(pid, batch[0].seconds, self._most_memory(batch))
        child = _Child(process, ours, job)
        self.children.append(child)
        self._feed(child, batch)

    def _most_memory(self, batch: Sequence[ChildTask[Payload]]) -> int:
        """Return what Windows lets a child have: of what it reads later nothing is known yet."""
        return max(self.caps.memory_of(FORM.inflated), *(one.megabytes for one in batch))

    def _batch(self) -> list[ChildTask[Payload]]:
        """Load the next files, as many as a child is given at once."""
        batch: list[ChildTask[Payload]] = []
        size = 0
        while self.waiting and len(batch) < CHUNK and size < CHUNK_BYTES:
            number = self.waiting.popleft()
            loaded = self.load(self.jobs[number])
            if isinstance(loaded, Ready):
                self.done[number] = loaded.result
            else:
                batch.append(_task(number, loaded, self.caps))
                size += loaded.size
        return batch

    def _feed(self, child: _Child, batch: Sequence[ChildTask[Payload]]) -> None:
        """Give a child its next files; it has answered for those before."""
        child.queue.extend(_Awaited(one.number, one.seconds, one.clock) for one in batch)
        _renewed(child)
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
                self._lost(child, OUT_OF_TIME)

    def _allowance(self, child: _Child) -> float:
        """A child that has not answered yet is still starting: it gets a minute more."""
        return child.queue[0].clock + (60 if len(child.queue) == child.full else 10)

    def _heard(self, child: _Child) -> None:
        try:
            number, result = child.pipe.recv()
        except (EOFError, OSError):
            child.process.join(5)
            stopped = child.process.exitcode in _STOPPED_BY_TIME
            self._lost(child, OUT_OF_TIME if stopped else "読み取りの途中で止まりました")
            return
        child.queue.popleft()
        _renewed(child)
        child.since = time.monotonic()
        self._answered(number, result)
        if not child.queue:
            self._feed(child, self._batch())

    def _answered(self, number: int, result: Result | Failure) -> None:
        self.done[number] = result
        _recorded(result)
        if self.heard:
            self.heard(number, result)

    def _last_words(self, child: _Child) -> None:
        """Hear what a child has said and nobody has listened to: the run is being stopped."""
        with suppress(EOFError, OSError):
            while child.queue and child.pipe.poll():
                number, result = child.pipe.recv()
                child.queue.popleft()
                self._answered(number, result)

    def _lost(self, child: _Child, reason: str) -> None:
        """Blame the file that the child was at; a new child takes the rest."""
        self.done[child.queue.popleft().number] = Failure(reason)
        self.waiting.extendleft(one.number for one in reversed(child.queue))
        child.queue.clear()
        _stopped(child)
        self.children.remove(child)
        self._start()


def _recorded(result: object) -> None:
    """Tell what went wrong in our own code inside a child, for the record of faults."""
    if isinstance(result, Failure):
        tell_fault(result.trace)


def _task(number: int, loaded: ForChild[Payload], caps: ReadingCaps) -> ChildTask[Payload]:
    """Return what a child is sent of a job, with what it may take."""
    weight = loaded.weight
    return ChildTask(
        number, caps.cpu_of(weight), caps.memory_of(weight), caps.clock_of(weight), loaded.payload
    )


@contextmanager
def _no_main() -> Iterator[None]:
    """Hide the program's main module from a child that is being started.

    A spawned child would run it first: slow, and wrong where it is a script without a guard or
    another program's.
    """
    with _ONE_AT_A_TIME:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


_ONE_AT_A_TIME = threading.Lock()
"""A cluster's worker reads in several threads: one would keep the other's stand-in for the main."""


def _renewed(child: _Child) -> None:
    """Let the next file have all the time that a file may have."""
    if child.job is not None and child.queue:
        child.job.renew(child.queue[0].seconds)


def _stopped(child: _Child) -> None:
    child.pipe.close()
    child.process.kill()
    child.process.join(5)
    if child.job is not None:
        child.job.close()
