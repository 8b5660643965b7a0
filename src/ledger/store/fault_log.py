"""The record of what went wrong: class and place of an error, never the words of a cell.

What may stand in it is said by `model/fault_traces`; this keeps it, and bounds how much there is.
"""

import contextlib
import datetime as dt
from pathlib import Path

from platformdirs import user_log_path

from ledger.model.fault_traces import Trace, traced

NAME, FORMER = "errors.log", "errors.old.log"
MOST_BYTES = 1 << 20
"""From so many bytes on a new record is begun; one earlier record is kept, and no other."""


def log_path() -> Path:
    """Return where the record stands."""
    folder = user_log_path("talent-ledger", appauthor=False)
    with contextlib.suppress(OSError):  # what went wrong is told all the same
        folder.mkdir(parents=True, exist_ok=True)
    return folder / NAME


def record_fault(error: BaseException, during: str) -> Path:
    """Write an error down: when, what was done, its class, and where in the program it came up.

    Args:
        error: The error.
        during: The verb.

    Returns:
        The file that it was written to, or was to be: that it cannot be is not told.
    """
    return record_trace(traced(error), during)


def record_trace(trace: Trace, during: str) -> Path:
    """Write down what came up here, in a child or on a cluster.

    Args:
        trace: Where it came up.
        during: The verb.

    Returns:
        The file that it was written to, or was to be.
    """
    moment = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - 記録は端末の時刻で記す
    kind, _, _ = trace[0].partition(" ")
    lines = [f"{moment.isoformat()} {during} {kind}", *(f"  {line}" for line in trace)]
    path = log_path()
    _begin_anew(path)
    with contextlib.suppress(OSError), path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path


def _begin_anew(path: Path) -> None:
    """Set a record aside that has grown large, over the one before it."""
    with contextlib.suppress(OSError):  # another program holds it: the next error tries again
        if path.stat().st_size >= MOST_BYTES:
            path.replace(path.with_name(FORMER))
