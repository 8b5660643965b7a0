"""Where an error came up, told without a word of a cell; and who hears of what came up in a child.

An exception's own words may hold names or answers out of a workbook; so may what stands around the
program: the name of a person's script, of a folder, of a class that somebody else's code made. So
a trace is put together from what this program and its libraries have in their own source alone
(faults §6): class, code of the catalogue, and module and line of our own frames. It is made where
the error is, since no traceback crosses from a child to its parent, and it may cross as it is.
"""

import contextlib
import sys
import traceback
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from pathlib import Path
from types import FrameType
from typing import TypeAlias

from ledger.model.problems import Problem

Trace: TypeAlias = tuple[str, ...]
"""The class of an error and the places that it passed through, then those of what it came from."""

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


def traced(error: BaseException) -> Trace:
    """Return an error's class, code and places, and those of what it came from.

    Args:
        error: The error.
    """
    lines: list[str] = []
    for link in _links(error):
        lines.append(f"{_kind(link)}{_code(link)}")
        lines += [f"  {place}" for place in _places(link)]
    if len(lines) > MOST_LINES:
        half = MOST_LINES // 2
        lines[half : 1 - half] = [f"  {_ELSEWHERE}"]
    return tuple(lines)


def _kind(error: BaseException) -> str:
    """Return the nearest class of an error that stands in the source of ours or of a library."""
    known = {_OURS, *_LIBRARIES, *sys.stdlib_module_names} - {"__main__"}
    for kind in type(error).__mro__:
        if kind.__module__.partition(".")[0] in known:
            return f"{kind.__module__}.{kind.__qualname__}"
    return BaseException.__name__


def _links(error: BaseException) -> Iterator[BaseException]:
    """Return an error, what it came from, what that came from, each once."""
    seen: set[int] = set()
    link: BaseException | None = error
    while link is not None and id(link) not in seen:
        seen.add(id(link))
        yield link
        link = link.__cause__ or link.__context__


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


def _nobody(_: Trace) -> None:
    """Hear nothing."""


_HEARING: ContextVar[Callable[[Trace], None]] = ContextVar("hearing", default=_nobody)
"""Who keeps the record while a verb runs. What reads stands below what records, and asks nobody."""


@contextlib.contextmanager
def faults_heard(hear: Callable[[Trace], object]) -> Iterator[None]:
    """Have what comes up in children told, for as long as a verb runs.

    Args:
        hear: Told each trace once: a fault that a thousand files have is one fault.
    """
    seen: set[Trace] = set()

    def once(trace: Trace) -> None:
        if trace not in seen:
            seen.add(trace)
            hear(trace)

    token = _HEARING.set(once)
    try:
        yield
    finally:
        _HEARING.reset(token)


def tell_fault(trace: Trace) -> None:
    """Tell what came up in a child or on a cluster, if anything did.

    Args:
        trace: Its trace; none for what has none: a child that died, or had no time or memory left.
    """
    if trace:
        _HEARING.get()(trace)
