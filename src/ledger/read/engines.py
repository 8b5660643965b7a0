"""Where the files of an inbox are read: by children of this PC, or on a cluster (`read/cluster`).

Both are asked in the same way and answer the same; what is different is who starts the children.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from ledger.read.child_side import Failure
from ledger.read.workers import ForChild, Ready, read_all, worker_count

Job = TypeVar("Job")
Payload = TypeVar("Payload")
Result = TypeVar("Result")


class ReadingEngine(Protocol):
    """Reads files, each in a child with a cap on time and memory."""

    @property
    def told(self) -> tuple[str, ...]:
        """What a person should know of how the files were read; no result depends on it."""

    def answers(
        self,
        jobs: Sequence[Job],
        read: Callable[[Payload], Result],
        load: Callable[[Job], ForChild[Payload] | Ready[Result]],
        *,
        progress: Callable[[int, int], None] | None = None,
        heard: Callable[[int, Result | Failure], None] | None = None,
    ) -> Iterator[Result | Failure]:
        """Read every job; results come in the order of the jobs (`workers.read_all`)."""


class ThisComputer(NamedTuple):
    """Children of this PC.

    Attributes:
        jobs: How many; 0 lets the program choose.
    """

    jobs: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """Nothing: so it is always done."""
        return ()

    def answers(
        self,
        jobs: Sequence[Job],
        read: Callable[[Payload], Result],
        load: Callable[[Job], ForChild[Payload] | Ready[Result]],
        *,
        progress: Callable[[int, int], None] | None = None,
        heard: Callable[[int, Result | Failure], None] | None = None,
    ) -> Iterator[Result | Failure]:
        """Read every job in children of this process."""
        count = worker_count(len(jobs), self.jobs)
        return read_all(jobs, read, load, workers=count, progress=progress, heard=heard)


HERE = ThisComputer()
"""As it is done where nothing else is asked for."""
