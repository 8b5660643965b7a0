"""What a person at the command line sees of a command: summary, problems, next step; or JSON."""

import contextlib
import json
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn

import typer
from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from typer.main import get_command

from ledger.book.protocol import Book, Form
from ledger.cli_words import USAGE_ERROR, usage_problem
from ledger.commands.applied import Outcome, StoppedError, untold
from ledger.commands.plan import YES, Plan, Question, answered, apply
from ledger.commands.tidying import foreseen, planned, recovered, tidied
from ledger.model.problems import NOWHERE, Problem, Refusal, Severity
from ledger.store.fault_log import record_fault

SHOWN = 20
"""Problems that are printed before the rest is only counted."""

FILES_NAMED = 3
"""Files that are named one by one when they were written."""

_DONE = frozenset({"stopped-new", "stopped-telling"})
"""What ended badly only after it was done."""

EXIT_PROBLEMS = 1
EXIT_REFUSED = 2


class Console:
    """Runs one command and tells what came of it.

    Attributes:
        command: The verb.
        as_json: Print one JSON object instead of sentences.
        every: Print every problem, notices too.
    """

    def __init__(self, command: str, *, as_json: bool, every: bool = False) -> None:
        self.command = command
        self.as_json = as_json
        self.every = every
        self._bar: Progress | None = None

    def run(
        self, make: Callable[[], Plan], book: Book | None = None, form: Form | None = None
    ) -> None:
        """Plan, apply, print, and leave with the command's exit code.

        Args:
            make: Makes the plan.
            book: The ledger that the plan's tables are written to.
            form: The form that the plan's cells are written to.
        """
        told = list(recovered(book, form))
        try:
            plan = planned(lambda: self._settled(make()))
            self._stop_bar()
            told += [*foreseen(plan, book), *tidied(plan)]
            outcome = apply(plan, book, form)
        except Refusal as refusal:
            self._refused(refusal, told)
            raise typer.Exit(EXIT_REFUSED) from refusal
        finally:
            self._stop_bar()
        try:
            self._told(plan, outcome, told)
        except (Exception, KeyboardInterrupt) as error:
            raise untold(error, outcome.written) from error
        found = (*plan.problems, *outcome.problems)
        if any(problem.severity is not Severity.NOTICE for problem in found):
            raise typer.Exit(EXIT_PROBLEMS)

    def _settled(self, plan: Plan) -> Plan:
        """Put a plan's questions to the person, if one sits at the terminal.

        Raises:
            Abort: The person said いいえ.
        """
        if self.as_json or not (sys.stdin.isatty() and sys.stdout.isatty()):
            return plan
        self._stop_bar()
        settled = answered(plan, _asked)
        if settled is None:
            raise typer.Abort
        return settled

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far the reading of files has come."""
        if self.as_json or not sys.stderr.isatty():
            return
        if self._bar is None:
            self._bar = Progress(
                TextColumn("読み取り中"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("{task.description}"),
                console=RichConsole(stderr=True),
                transient=True,
            )
            self._bar.add_task(name, total=total)
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done, description=name)

    def _stop_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _refused(self, refusal: Refusal, told: Sequence[Problem]) -> None:
        if self.as_json:
            found = {"found": [_problem(problem) for problem in told]} if told else {}
            refused = _problem(refusal.problem)
            _print_json({"command": self.command, "refused": refused, **found})
        else:
            for problem in told:
                typer.echo(f"  {problem}", err=True)
            typer.echo(str(refusal), err=True)

    def _told(self, plan: Plan, outcome: Outcome, told: Sequence[Problem]) -> None:
        """Tell what was found before, what was done, and what could not be."""
        if self.as_json:
            _print_json(_object(self.command, plan, outcome, told))
        else:
            for problem in told:
                typer.echo(f"  {problem}")
            self._speak(plan, outcome)

    def _speak(self, plan: Plan, outcome: Outcome) -> None:
        written = outcome.written
        for line in plan.summary:
            typer.echo(line)
        shown = [p for p in plan.problems if self.every or p.severity is not Severity.NOTICE]
        for problem in shown[: None if self.every else SHOWN]:
            typer.echo(f"  {problem}")
        rest = len(plan.problems) - len(shown[: None if self.every else SHOWN])
        if rest:
            typer.echo(f"  ほか {rest} 件(お知らせを含む)は --json で見られます。")
        if len(written) <= FILES_NAMED:
            for path in written:
                typer.echo(f"保存しました: {path}")
        else:
            typer.echo(f"保存しました: {len(written)} ファイル({written[0].parent} など)")
        for problem in outcome.problems:
            typer.echo(f"  {problem}")
        if plan.next_step and not outcome.problems:
            typer.echo(f"次の一手: {plan.next_step}")


def _asked(question: Question) -> str:
    """Put a question at the terminal; without a word the answer is いいえ, or blank."""
    typer.echo(question.text)
    if question.typed:
        return str(typer.prompt("答え", default="", show_default=False)).strip()
    answer = str(typer.prompt("はい・いいえ", default="いいえ")).strip().lower()
    return YES if answer in (YES, "y", "yes") else ""


def _print_json(said: Mapping[str, object]) -> None:
    """Print an object; where the screen lacks a character, with escapes."""
    try:
        typer.echo(json.dumps(said, ensure_ascii=False))
    except UnicodeEncodeError:
        typer.echo(json.dumps(said))


def _object(
    command: str, plan: Plan, outcome: Outcome, told: Sequence[Problem]
) -> Mapping[str, object]:
    found = (*told, *plan.problems, *outcome.problems)
    counted = Counter(problem.severity for problem in found)
    return {
        "command": command,
        "as_of": plan.as_of.isoformat() if plan.as_of else None,
        "files": {"read": 0, "duplicate": 0, "skipped": 0, "quarantined": 0},
        "rows": {"read": 0, "accepted": 0, "superseded": 0, "quarantined": 0},
        "people": 0,
        **plan.counts,
        "problems": {
            "error": counted[Severity.ERROR],
            "warning": counted[Severity.WARNING],
            "notice": counted[Severity.NOTICE],
        },
        "found": [_problem(problem) for problem in found],
        "summary": list(plan.summary),
        "next": plan.next_step,
        "written": [str(path) for path in outcome.written],
    }


def _problem(problem: Problem) -> Mapping[str, str]:
    return {
        "severity": problem.severity.name.lower(),
        "code": problem.code,
        "file": problem.place.file,
        "sheet": problem.place.sheet,
        "cell": problem.place.cell,
        "what": problem.what,
        "remedy": problem.remedy,
    }


def guarded(app: typer.Typer) -> None:
    """Run the command line and leave with its exit code.

    Wrong usage is said in one sentence; a bug is recorded with its place and said in one line, with
    what is true of the ledger then.

    Args:
        app: The commands.
    """
    try:
        code = get_command(app).main(prog_name=app.info.name, standalone_mode=False)
    except typer.Abort:
        typer.echo("中止しました。台帳は変わっていません。", err=True)
        raise SystemExit(EXIT_REFUSED) from None
    except USAGE_ERROR as error:
        _misused(error)
        raise SystemExit(EXIT_REFUSED) from None
    except StoppedError as stopped:
        _stopped(stopped.problem, stopped.__cause__ or stopped)
    except Exception as error:  # noqa: BLE001 - a person is told, the record keeps where
        gaps = {"kind": type(error).__name__, "files": ""}
        _stopped(Problem.of("stopped-files", NOWHERE, **gaps), error)
    raise SystemExit(code if isinstance(code, int) else 0)


def _stopped(problem: Problem, error: BaseException) -> NoReturn:
    """Say what is true, record where it came up, and leave; done is done, also when it ended so."""
    log = record_fault(error, " ".join(sys.argv[1:2]))
    with contextlib.suppress(OSError, ValueError):  # nobody may be there any more to read it
        if "--json" in sys.argv:
            _print_json({"command": " ".join(sys.argv[1:2]), "refused": _problem(problem)})
        typer.echo(f"{problem}\n記録: {log}", err=True)
    raise SystemExit(EXIT_PROBLEMS if problem.code in _DONE else EXIT_REFUSED) from None


def _misused(error: Exception) -> None:
    """Say what is wrong with the usage; no command at all shows the help, which it is asked for."""
    problem = usage_problem(error)
    if type(error).__name__ == "NoArgsIsHelpError":
        return
    if "--json" in sys.argv:
        command = getattr(getattr(error, "ctx", None), "info_name", "")
        refused = {"command": command, "refused": _problem(problem)}
        typer.echo(json.dumps(refused, ensure_ascii=False))
    else:
        typer.echo(str(problem), err=True)
