"""The record of what went wrong: class and place of an error, never the words of a cell.

An exception's own words may hold names or answers out of a workbook; so may what stands around the
program: the name of a person's script, of a folder, of a class that somebody else's code made. So
the record is put together from what this program and its libraries have in their own source alone
(faults §6): class, code of the catalogue, and module and line of our own frames.
"""

import contextlib
import datetime as dt
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

from platformdirs import user_log_path

from ledger.model.problems import Problem

NAME, FORMER = "errors.log", "errors.old.log"
MOST_BYTES = 1 << 20
"""From so many bytes on a new record is begun; one earlier record is kept, and no other."""
MOST_LINES = 500
"""Lines that one error may take: a recursion passes through thousands of places."""
_OURS = "ledger"
_PACKAGE = Path(__file__).parent.parent
_LIBRARIES = frozenset(
    {
        "calamine",
        "click",
        "dask",
        "distributed",
        "filelock",
        "numpy",
        "openpyxl",
        "pandas",
        "platformdirs",
        "pyarrow",
        "pydantic",
        "pydantic_core",
        "pyo3_runtime",
        "python_calamine",
        "pywintypes",
        "rich",
        "typer",
        "xlsxwriter",
        "xlwings",
    }
)
"""Whose classes may be named: they are written in source that everybody has."""
_ELSEWHERE = "…"


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
    lines = [f"{moment.isoformat()} {during} {_kind(error)}"]
    for link in _links(error):
        lines.append(f"  {_kind(link)}{_code(link)}")
        lines += [f"    {place}" for place in _places(link)]
    if len(lines) > MOST_LINES:
        lines[MOST_LINES // 2 : -MOST_LINES // 2] = [f"    {_ELSEWHERE}"]
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


def _links(error: BaseException) -> Iterator[BaseException]:
    """Return an error, what it came from, what that came from, each once."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


def _kind(error: BaseException) -> str:
    """Return the nearest class of an error that stands in the source of ours or of a library."""
    known = {_OURS, *_LIBRARIES, *sys.stdlib_module_names} - {"__main__"}
    for kind in type(error).__mro__:
        if kind.__module__.partition(".")[0] in known:
            return f"{kind.__module__}.{kind.__qualname__}"
    return BaseException.__name__


def _code(error: BaseException) -> str:
    """Return the catalogue's code, if the error has one."""
    problem = getattr(error, "problem", None)
    return f" [{problem.code}]" if isinstance(problem, Problem) else ""


def _places(error: BaseException) -> Iterator[str]:
    """Return where an error passed through our own code; frames of others are not told apart."""
    before = ""
    for frame, line in traceback.walk_tb(error.__traceback__):
        module = _module(frame)
        if module or before != _ELSEWHERE:
            yield f"{module}:{line} {frame.f_code.co_name}" if module else _ELSEWHERE
        before = module or _ELSEWHERE


def _module(frame: FrameType) -> str:
    """Return the module of ours that a frame runs in, "" if it is another's."""
    with contextlib.suppress(ValueError):
        path = Path(frame.f_code.co_filename).relative_to(_PACKAGE).with_suffix("")
        return ".".join((_OURS, *path.parts))
    return ""
