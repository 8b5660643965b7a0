"""How a command ends that did not end well: what is told, what is recorded, the exit code."""

import contextlib
import json
import sys
from collections.abc import Mapping
from typing import NoReturn

import typer

from ledger.cli_usage import USAGE_ERROR, usage_problem
from ledger.model.fault_traces import Trace
from ledger.model.plain_words import plainly
from ledger.model.problems import NOWHERE, Problem, Refusal
from ledger.screen import whole
from ledger.store.fault_log import record_fault, record_trace

EXIT_PROBLEMS = 1
EXIT_REFUSED = 2

_DONE = frozenset({"stopped-new", "stopped-telling"})
"""What ended badly only after it was done."""


class NothingDoneError(typer.Abort):
    """The person ended a command before it wrote anything."""


def leave(error: BaseException, verb: str) -> NoReturn:
    """Say what ended the command line, in one sentence, and leave.

    Args:
        error: What got out of the verb.
        verb: The verb.
    """
    if isinstance(error, USAGE_ERROR):
        _misused(error)
        raise SystemExit(EXIT_REFUSED) from None
    if isinstance(error, NothingDoneError):
        _ended("中止しました。台帳は変わっていません。")
    if isinstance(error, typer.Abort):
        _ended("中止しました。ここまでに作ったものは、残っているかもしれません。")
    if isinstance(error, Refusal):
        _ended(str(error))
    _stopped(error, verb)


def record_in_child(trace: Trace, verb: str) -> None:
    """Record what went wrong in our own code inside a child; what became of it the verb tells.

    Args:
        trace: Where it came up.
        verb: The verb.
    """
    record_trace(trace, verb)


def print_json(said: Mapping[str, object]) -> None:
    """Print an object; where the screen lacks a character, with escapes: JSON loses nothing."""
    text = json.dumps(said, ensure_ascii=False)
    typer.echo(text if whole(text) else json.dumps(said))


def as_object(problem: Problem) -> Mapping[str, str]:
    """Return a problem as `--json` prints it."""
    return {
        "severity": problem.severity.name.lower(),
        "code": problem.code,
        "file": problem.place.file,
        "sheet": problem.place.sheet,
        "cell": problem.place.cell,
        "what": problem.what,
        "remedy": problem.remedy,
    }


def _ended(words: str) -> NoReturn:
    with contextlib.suppress(OSError, ValueError):  # nobody may be there any more to read it
        typer.echo(words, err=True)
    raise SystemExit(EXIT_REFUSED) from None


def _stopped(error: BaseException, verb: str) -> NoReturn:
    """Say what is true, record where it came up, and leave; done is done, also when it ended so.

    What was typed beside the verb may name people, so that only the verb is recorded.
    """
    problem, cause = _what_is_true(error)
    log = record_fault(cause, verb)
    with contextlib.suppress(OSError, ValueError):  # nobody may be there any more to read it
        if "--json" in sys.argv:
            print_json({"command": verb, "refused": as_object(problem)})
        typer.echo(f"{problem}\n記録: {log}", err=True)
    raise SystemExit(EXIT_PROBLEMS if problem.code in _DONE else EXIT_REFUSED) from None


def _what_is_true(error: BaseException) -> tuple[Problem, BaseException]:
    """Return what is true of the ledger after an error, and where that came from."""
    from ledger.commands.plan_outcome import StoppedError

    if isinstance(error, StoppedError):
        return error.problem, error.__cause__ or error
    return Problem.of("stopped-elsewhere", NOWHERE, kind=plainly(error)), error


def _misused(error: Exception) -> None:
    """Say what is wrong with the usage; no command at all shows the help, which it is asked for."""
    problem = usage_problem(error)
    if type(error).__name__ == "NoArgsIsHelpError":
        return
    if "--json" in sys.argv:
        command = getattr(getattr(error, "ctx", None), "info_name", "")
        print_json({"command": command, "refused": as_object(problem)})
    else:
        typer.echo(str(problem), err=True)
