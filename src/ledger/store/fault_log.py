"""The record of what went wrong: class and place of an error, never the words of a cell.

An exception's own words may hold names or answers out of a workbook, so they are left out.
"""

import contextlib
import datetime as dt
import traceback
from pathlib import Path

from platformdirs import user_log_path

NAME = "errors.log"


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
    moment = dt.datetime.now().replace(microsecond=0)  # noqa: DTZ005 - 記録は端末の時刻で記す
    lines = [f"{moment.isoformat()} {during} {type(error).__module__}.{type(error).__qualname__}"]
    link: BaseException | None = error
    while link is not None:
        frames = traceback.extract_tb(link.__traceback__)
        lines.append(f"  {type(link).__qualname__}")
        lines += [f"    {Path(f.filename).name}:{f.lineno} {f.name}" for f in frames]
        link = link.__cause__ or link.__context__
    path = log_path()
    with contextlib.suppress(OSError), path.open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    return path
