"""What a cluster's worker does: it reads many files, each in the same capped child as elsewhere."""

import multiprocessing
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from ledger.read.child_side import Failure, failed
from ledger.read.marks_of_reading import mark_of_program
from ledger.read.reading_costs import ReadingCaps
from ledger.read.workers import ForChild, as_it_is, read_all

Payload = TypeVar("Payload")
Result = TypeVar("Result")


class TaskFailed(NamedTuple):
    """That a worker could not read: who asks reads the files itself.

    It is an answer and no exception: of an exception the library writes the arguments into the
    worker's log, and they are people's forms.

    Attributes:
        failure: What came up.
    """

    failure: Failure


class OtherProgram(NamedTuple):
    """Why a worker reads nothing: its program is not the one that asks."""

    mark: str


def read_task(
    mark: str,
    payloads: Sequence[ForChild[Payload]],
    read: Callable[[Payload], Result],
    caps: ReadingCaps,
) -> list[Result | Failure] | OtherProgram | TaskFailed:
    """Read files on a cluster's worker.

    Args:
        mark: What tells the program that asks from others.
        payloads: What a child is given of each file.
        read: Called in a child.
        caps: Limits of a child.

    Returns:
        One result per file, in their order, as `workers.read_all` gives it; or that this is
        another program, or that it cannot.
    """
    try:
        ours = mark_of_program()
        if ours != mark:
            return OtherProgram(ours)
        # A worker under a nanny is a daemon, and a daemon may not start children.
        multiprocessing.current_process().daemon = False
        return list(read_all(payloads, read, as_it_is, workers=1, caps=caps))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not for the worker's log
        return TaskFailed(failed(error))
