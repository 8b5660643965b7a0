"""Reading on a cluster: tasks of many files, each file in the same capped child as on this PC.

This PC reads the bytes, once, and sends them; so workers need no way to the folder. What the
cluster cannot read is read here. Nothing of the result depends on who has read a file.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

from ledger.model.fault_traces import tell_fault, traced
from ledger.model.problems import Refusal
from ledger.read.child_side import MEGABYTE, Failure
from ledger.read.cluster_address import SchedulerAddress
from ledger.read.cluster_client import WORKER_SECONDS, ClusterTasks, connected
from ledger.read.cluster_task import OtherProgram, TaskFailed, read_task
from ledger.read.marks_of_reading import mark_of_program
from ledger.read.reading_costs import ReadingCaps
from ledger.read.workers import ForChild, Ready, as_it_is, read_all, worker_count

Job = TypeVar("Job")
Payload = TypeVar("Payload")
Result = TypeVar("Result")

FEWEST, MOST = 32, 128
"""A task has so many files, if there are as many: a small one costs more than it reads."""
TASK_BYTES = 8 * MEGABYTE
"""A task of the fewest files and so many bytes has enough."""
TASK_MOST_BYTES = 32 * MEGABYTE
"""A task of so many bytes has enough, however few its files are."""
AHEAD = 2
"""So many tasks are sent for each thread, that none of them waits; more would fill the memory."""
PULSE = 2.0
"""So often, in seconds, it is looked whether the cluster is still there."""


class _Task(NamedTuple, Generic[Payload]):
    """Files that are read together: their places among the jobs, and what a child is given."""

    numbers: tuple[int, ...]
    payloads: tuple[ForChild[Payload], ...]


@dataclass
class Cluster:
    """A cluster that reads.

    Attributes:
        address: Its scheduler.
        jobs: Children of this PC for what it cannot read; 0 lets the program choose.
        caps: Limits of a child.
        read_here: How many files it could not read.
    """

    address: SchedulerAddress
    jobs: int = 0
    caps: ReadingCaps = field(default_factory=ReadingCaps)
    read_here: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """How many files this PC had to read."""
        if not self.read_here:
            return ()
        unread = f"クラスターで読めなかった {self.read_here:,} ファイルは"
        return (f"{unread}、このPCで読みました。結果は同じです。",)

    def answers(
        self,
        jobs: Sequence[Job],
        read: Callable[[Payload], Result],
        load: Callable[[Job], ForChild[Payload] | Ready[Result]],
        *,
        progress: Callable[[int, int], None] | None = None,
        heard: Callable[[int, Result | Failure], None] | None = None,
    ) -> Iterator[Result | Failure]:
        """Read every job on the cluster; where all of them are known already, it is not asked.

        Raises:
            Refusal: The cluster cannot be used.
        """
        run = _ClusterRun(self, jobs, read, load, progress, heard)
        run.take_all()
        return iter([run.done[number] for number in range(len(jobs))])


class _ClusterRun(Generic[Job, Payload, Result]):
    def __init__(  # noqa: PLR0913, PLR0917 - as `answers` is asked
        self,
        cluster: Cluster,
        jobs: Sequence[Job],
        read: Callable[[Payload], Result],
        load: Callable[[Job], ForChild[Payload] | Ready[Result]],
        progress: Callable[[int, int], None] | None,
        heard: Callable[[int, Result | Failure], None] | None,
    ) -> None:
        self.cluster = cluster
        self.jobs = jobs
        self.read = read
        self.load = load
        self.progress = progress
        self.heard = heard
        self.mark = mark_of_program()
        self.left = iter(range(len(jobs)))
        self.done: dict[int, Result | Failure] = {}
        self.flying: dict[int, _Task[Payload]] = {}

    def take_all(self) -> None:
        """Read every job."""
        first = self._next_task(FEWEST)
        if first is not None:
            with connected(self.cluster.address) as tasks:
                self._fits(tasks)
                self._on(tasks, first)
        self._tell()

    def _fits(self, tasks: ClusterTasks) -> None:
        """See that a worker of our own program is there, before any form is sent.

        Raises:
            Refusal: There is none.
        """
        address = self.cluster.address.url
        try:
            mark = tasks.asked(mark_of_program, WORKER_SECONDS)
        except TimeoutError as error:
            raise Refusal.of("cluster-no-workers", address=address) from error
        except Exception as error:
            tell_fault(traced(error))
            raise Refusal.of("cluster-other-program", address=address) from error
        if mark != self.mark:
            raise Refusal.of("cluster-other-program", address=address)

    def _on(self, tasks: ClusterTasks, first: _Task[Payload]) -> None:
        """Keep the cluster busy until everything is read."""
        threads = max(1, tasks.threads())
        size = min(MOST, max(FEWEST, -(-len(self.jobs) // (AHEAD * threads))))
        task: _Task[Payload] | None = first
        try:
            while task is not None or self.flying:
                while task is not None and len(self.flying) < AHEAD * threads:
                    self._send(tasks, task)
                    task = self._next_task(size)
                self._listen(tasks)
        except BaseException:
            self._last_words(tasks)
            raise

    def _send(self, tasks: ClusterTasks, task: _Task[Payload]) -> None:
        number = task.numbers[0]
        self.flying[number] = task
        tasks.send(number, read_task, self.mark, task.payloads, self.read, self.cluster.caps)

    def _next_task(self, size: int) -> _Task[Payload] | None:
        """Load the next files, as many as make a task; what is known needs none."""
        numbers: list[int] = []
        payloads: list[ForChild[Payload]] = []
        weight = 0
        for number in self.left:
            loaded = self.load(self.jobs[number])
            if isinstance(loaded, Ready):
                self.done[number] = loaded.result
                continue
            numbers.append(number)
            payloads.append(loaded)
            weight += loaded.size
            few = len(numbers) < FEWEST
            if len(numbers) >= size or weight >= (TASK_MOST_BYTES if few else TASK_BYTES):
                break
        return _Task(tuple(numbers), tuple(payloads)) if numbers else None

    def _listen(self, tasks: ClusterTasks) -> None:
        """Take the answer of a task that has ended; where none will come, read its files here."""
        ended = tasks.next_ended(PULSE)
        if ended is not None:
            self._ended(self.flying.pop(ended.task), ended.answer)
            self._tell()
        elif tasks.is_lost():
            for number in tasks.given_up():
                self._read_here(self.flying.pop(number))
                self._tell()

    def _ended(self, task: _Task[Payload], answer: object) -> None:
        if isinstance(answer, OtherProgram):
            raise Refusal.of("cluster-other-program", address=self.cluster.address.url)
        if isinstance(answer, list) and len(answer) == len(task.numbers):
            self._take(task, answer)
            return
        if isinstance(answer, TaskFailed):
            tell_fault(answer.failure.trace)
        self._read_here(task)

    def _take(self, task: _Task[Payload], answer: Sequence[Result | Failure]) -> None:
        """Take what a worker's children answered; what went wrong in them is for our record."""
        for number, result in zip(task.numbers, answer, strict=False):
            if isinstance(result, Failure):
                tell_fault(result.trace)
            self._answered(number, result)

    def _read_here(self, task: _Task[Payload]) -> None:
        count = worker_count(len(task.numbers), self.cluster.jobs)
        caps = self.cluster.caps
        self.cluster.read_here += len(task.numbers)
        results = read_all(task.payloads, self.read, as_it_is, workers=count, caps=caps)
        for number, result in zip(task.numbers, results, strict=True):
            self._answered(number, result)

    def _answered(self, number: int, result: Result | Failure) -> None:
        self.done[number] = result
        if self.heard:
            self.heard(number, result)

    def _tell(self) -> None:
        if self.progress and self.done:
            self.progress(len(self.done), len(self.jobs))

    def _last_words(self, tasks: ClusterTasks) -> None:
        """Hear the tasks that have ended before the run is stopped, and give up the others."""
        while (ended := tasks.next_ended(0.0)) is not None:
            task = self.flying.pop(ended.task, None)
            if task is not None and isinstance(ended.answer, list):
                self._take(task, ended.answer)
        tasks.given_up()
