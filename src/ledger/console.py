"""What a person at the command line sees of a command: summary, problems, next step; or JSON."""

import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from ledger.book.protocol import Book, Form
from ledger.cli_endings import EXIT_PROBLEMS, EXIT_REFUSED, NothingDoneError, as_object, print_json
from ledger.commands.before_command import foreseen, planned, recovered, tidied
from ledger.commands.plan import YES, Plan, PlanQuestion, answered, apply
from ledger.commands.plan_outcome import PlanOutcome, unplanned, untold
from ledger.model.finding_groups import grouped
from ledger.model.folding import word_of
from ledger.model.problems import Problem, Refusal, Severity
from ledger.screen import MANNERS, showable

if TYPE_CHECKING:
    from rich.progress import Progress

FILES_NAMED = 3
"""Files that are named one by one when they were written."""
_HERE = "今のフォルダ"
ONLY_LOOKED = "試しに見ただけです(--dry-run)。この操作の結果は、どこにも書いていません。"


class Console:
    """Runs one command and tells what came of it.

    Attributes:
        command: The verb.
        as_json: Print one JSON object instead of sentences.
    """

    def __init__(self, command: str, *, as_json: bool) -> None:
        showable()
        self.command = command
        self.as_json = as_json
        self._manners = MANNERS.get()
        self._bar: Progress | None = None
        self._run = (0, False)
        self._found: tuple[Problem, ...] = ()

    def run(
        self, make: Callable[[], Plan], book: Book | None = None, form: Form | None = None
    ) -> None:
        """Plan, apply, print, and leave with the command's exit code.

        Args:
            make: Makes the plan.
            book: The ledger that the plan's tables are written to.
            form: The form that the plan's cells are written to.
        """
        try:
            plan, told = self._planned(make, book, form)
            outcome = PlanOutcome(()) if self._manners.dry_run else self._done(plan, book, form)
        except Refusal as refusal:
            self._refused(refusal)
            raise typer.Exit(EXIT_REFUSED) from refusal
        try:
            self._told(plan, outcome, told)
        except (Exception, KeyboardInterrupt) as error:
            raise untold(error, outcome.written) from error
        found = (*plan.problems, *outcome.problems)
        if any(problem.severity is not Severity.NOTICE for problem in found):
            raise typer.Exit(EXIT_PROBLEMS)

    def _done(self, plan: Plan, book: Book | None, form: Form | None) -> PlanOutcome:
        """Carry a plan out, and show that something is being written for as long as it is."""
        if plan.tables or plan.marks:
            self._shown(0, 0, "書き込んでいます…", counted=False)
        try:
            return apply(plan, book, form, self.progress)
        finally:
            self._stop_bar()

    def _planned(
        self, make: Callable[[], Plan], book: Book | None, form: Form | None
    ) -> tuple[Plan, tuple[Problem, ...]]:
        """Make the plan, with what earlier runs left; whatever fails here fails before any write.

        Raises:
            NothingDoneError: The person said いいえ, or pressed Ctrl+C.
            Refusal: As the plan.
            StoppedError: Something unforeseen came up.
        """
        try:
            self._found = recovered(book, form)
            plan = planned(lambda: self._settled(make()))
            if not self._manners.dry_run:
                self._found = (*self._found, *tidied(plan))
            return plan, (*self._found, *foreseen(plan, book))
        except Refusal:
            raise
        except (typer.Abort, EOFError, KeyboardInterrupt) as ended:
            raise NothingDoneError from ended
        except SystemExit:
            raise
        except BaseException as error:
            raise unplanned(error) from error
        finally:
            self._stop_bar()

    def _settled(self, plan: Plan) -> Plan:
        """Put a plan's questions to the person, if one sits at the terminal.

        Raises:
            Abort: The person said いいえ.
        """
        if not self.attended:
            return plan
        self._stop_bar()
        settled = answered(plan, put)
        if settled is None:
            raise typer.Abort
        return settled

    @property
    def attended(self) -> bool:
        """Whether a person sits at the terminal, who can be asked."""
        return not self.as_json and sys.stdin.isatty() and sys.stdout.isatty()

    def progress(self, done: int, total: int, name: str) -> None:
        """Show how far a run through files has come."""
        self._shown(done, total, name, counted=True)

    def stage(self, done: int, total: int, text: str) -> None:
        """Show what is worked out, and how far that has come by the weight of its stages."""
        self._shown(done, total, f"{text}…", counted=False)

    def _shown(self, done: int, total: int, text: str, *, counted: bool) -> None:
        if self.as_json or self._manners.quiet or not sys.stderr.isatty():
            return
        run = (total, counted)
        if self._bar is None or self._run != run:
            self._stop_bar()
            self._bar, self._run = _bar(text, total, counted=counted), run
        self._bar.update(self._bar.task_ids[0], completed=done, description=text)

    def _stop_bar(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None

    def _refused(self, refusal: Refusal) -> None:
        told = self._found
        if self.as_json:
            found = {"found": [as_object(problem) for problem in told]} if told else {}
            refused = as_object(refusal.problem)
            print_json({"command": self.command, "refused": refused, **found})
        else:
            for problem in told:
                typer.echo(f"  {problem}", err=True)
            typer.echo(str(refusal), err=True)

    def _told(self, plan: Plan, outcome: PlanOutcome, told: Sequence[Problem]) -> None:
        """Tell what was found before, what was done, and what could not be."""
        if self.as_json:
            said = _object(self.command, plan, outcome, told)
            print_json({**said, "dry_run": True} if self._manners.dry_run else said)
        elif self._manners.quiet:
            for problem in (*told, *plan.problems, *outcome.problems):
                if problem.severity is not Severity.NOTICE:
                    typer.echo(f"{problem}")
        else:
            for problem in told:
                typer.echo(f"  {problem}")
            self._speak(plan, outcome)

    def _speak(self, plan: Plan, outcome: PlanOutcome) -> None:
        written = outcome.written
        for line in plan.summary:
            typer.echo(line)
        for group, problems in grouped(plan.problems):
            typer.echo(f"{group}: {len(problems)}件")
            for problem in problems:
                typer.echo(f"  {problem}")
        if self._manners.dry_run:
            typer.echo(ONLY_LOOKED)
            return
        if len(written) <= FILES_NAMED:
            for path in written:
                typer.echo(f"保存しました: {path}")
        else:
            first = written[0].parent
            where = _HERE if first == Path() else first
            typer.echo(f"保存しました: {len(written)} ファイル({where} など)")
        for problem in outcome.problems:
            typer.echo(f"  {problem}")
        if plan.next_step and not outcome.problems:
            typer.echo(f"次の一手: {plan.next_step}")


def _bar(text: str, total: int, *, counted: bool) -> "Progress":
    """Return a bar at the terminal; only there is it worth its import.

    Args:
        text: What is at work.
        total: How many files there are, or the weight of all stages; 0 where nobody knows.
        counted: Whether it is files, which can be counted.
    """
    from rich.console import Console as RichConsole
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeRemainingColumn,
    )

    part = MofNCompleteColumn() if counted else TaskProgressColumn()
    rest = (part, TextColumn("残り"), TimeRemainingColumn(compact=True))
    bar = Progress(
        BarColumn(),
        *(rest if total else ()),
        TextColumn("{task.description}"),
        console=RichConsole(stderr=True),
        transient=True,
    )
    bar.add_task(text, total=total or None)
    bar.start()
    return bar


def put(question: PlanQuestion) -> str:
    """Put a question at the terminal; without a word the answer is what is proposed, or いいえ.

    Args:
        question: The question.

    Returns:
        `YES` or "", or the line that was typed.
    """
    typer.echo(question.text)
    if question.typed:
        shown = bool(question.preset)
        return str(typer.prompt("答え", default=question.preset, show_default=shown)).strip()
    answer = str(typer.prompt("はい・いいえ", default=question.preset or "いいえ"))
    return YES if word_of(answer, (YES, "y", "yes")) else ""


def _object(
    command: str, plan: Plan, outcome: PlanOutcome, told: Sequence[Problem]
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
        "found": [as_object(problem) for problem in found],
        "summary": list(plan.summary),
        "next": plan.next_step,
        "written": [str(path) for path in outcome.written],
    }
