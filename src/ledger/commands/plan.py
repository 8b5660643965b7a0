"""What a command would do: counts first, then the files and tables that would change.

Every command is `plan(…) -> Plan`, which writes nothing, then `apply(plan)`. A dry run is a plan
that is not applied; a preview shows a plan and asks.
"""

import contextlib
import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

import pandas as pd

from ledger.book.protocol import Book, Form
from ledger.commands.plan_outcome import PlanOutcome, not_after_ledger, partly, stopped, untouched
from ledger.layout.columns import CellMarks
from ledger.model.problems import Place, Problem, Refusal
from ledger.read.file_bytes import ordinary_file, unread
from ledger.read.inbox import Progress, shown_name
from ledger.store.leftovers import removed
from ledger.store.replace import replace_file
from ledger.trust.journal import CameIn

YES = "はい"


@dataclass(frozen=True)
class PlanQuestion:
    """What a person is asked before a plan is carried out.

    Attributes:
        text: The question; it names what would go.
        then: Makes the plan by the answer: `YES` or "" where はい or いいえ is wanted, else what
            was typed. Without it はい carries the plan out as it is, and いいえ ends it.
        typed: A line of text is wanted.
        preset: The line that is proposed.
        endings: A file is wanted, such as `*.csv`; its path is typed where nobody can pick it.
        unasked: Why the plan is not carried out where nobody can be asked; without it the plan is
            what is done then.
    """

    text: str
    then: Callable[[str], "Plan"] | None = None
    typed: bool = False
    preset: str = ""
    endings: tuple[str, ...] = ()
    unasked: Problem | None = None


@dataclass(frozen=True)
class Plan:
    """What a command would do.

    Attributes:
        operation: The verb, as the CLI and the ribbon name it.
        summary: What it would do, one sentence a line, counts included.
        problems: What was found on the way.
        files: Whole files to write, by path.
        tables: Whole tables to replace in the ledger, by table key.
        tabs: Sheets of the ledger that are to be seen from now on, or not, by title; nothing is
            recorded of it.
        marks: Single cells to set in the form that the plan was made for.
        anew: Keys of tables that are replaced on purpose, whatever stands there.
        counts: Counts for `--json` and 処理履歴.
        next_step: What to do next, one sentence.
        as_of: 基準日, where the command judged by one.
        seen: SHA-256 of the files that the plan was made from and would replace; a file that has
            changed since is not written over.
        question: What is asked first, if anybody can be asked.
        folders: Folders that the command fills, with those below them; what a program that is gone
            left there unfinished is cleared away.
        recorded_last: Its files are written before the ledger, which then records them.
        forgets: Files of the program's own that nobody needs once it is done.
        came: The files that came in, for the journal.
        afterwards: Done once everything else is: what belongs to this PC and to no book.
    """

    operation: str
    summary: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: Mapping[Path, bytes] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    tabs: Mapping[str, bool] = field(default_factory=dict)
    marks: CellMarks = field(default_factory=dict)
    anew: frozenset[str] = frozenset()
    counts: Mapping[str, object] = field(default_factory=dict)
    next_step: str = ""
    as_of: dt.date | None = None
    seen: Mapping[Path, str] = field(default_factory=dict)
    question: PlanQuestion | None = None
    folders: tuple[Path, ...] = ()
    recorded_last: bool = False
    forgets: tuple[Path, ...] = ()
    came: tuple[CameIn, ...] = ()
    afterwards: Callable[[], None] | None = None


def apply(
    plan: Plan,
    book: Book | None = None,
    form: Form | None = None,
    progress: Progress | None = None,
) -> PlanOutcome:
    """Do what a plan says: the ledger (or the form) first, then the files that speak of it.

    A file that cannot be written after the ledger does not undo the ledger: the others are still
    written, and the outcome says which is not. Only forms that the ledger records as given out come
    before it (`Plan.recorded_last`): one that was written but not recorded is written again, under
    its number, by the next run; one that was recorded but not written would be missed by nobody.

    Args:
        plan: The plan.
        book: The ledger that the tables belong to; needed where there are any.
        form: The form that the single cells belong to; needed where there are any.
        progress: Told `(done, total, file name)` at every file.

    Raises:
        Refusal: A file changed since the plan was made (`file-changed`), it cannot be written, or
            the plan needs a はい that nobody gave; it says what is true of ledger and files.
        StoppedError: Something unforeseen came up; it says what is true of ledger and files.
    """
    if plan.question is not None and plan.question.unasked is not None:
        raise Refusal(plan.question.unasked)
    if ((plan.tables or plan.tabs) and book is None) or (plan.marks and form is None):
        message = f"{plan.operation}: nothing to write into"
        raise ValueError(message)
    own = book if plan.tables or plan.tabs else None
    writing = _Writing(plan, own, form if plan.marks else None, progress)
    target = writing.book or writing.form
    try:
        with writing.book.held() if writing.book else contextlib.nullcontext():
            outcome = writing.all()
    except Refusal as refusal:
        raise untouched(refusal, target, writing.written) from refusal
    except BaseException as error:
        raise stopped(error, writing.written, target) from error
    removed(plan.forgets)
    if plan.afterwards is not None:
        plan.afterwards()
    return outcome


class _Writing:
    """One plan on its way to the disk, and how far it has come."""

    def __init__(
        self, plan: Plan, book: Book | None, form: Form | None, progress: Progress | None
    ) -> None:
        self.plan = plan
        self.book = book
        self.form = form
        self.written: list[Path] = []
        self._progress = progress

    def all(self) -> PlanOutcome:
        for path, digest in self.plan.seen.items():
            if fingerprint(path) != digest:
                raise Refusal.of("file-changed", Place(file=path.name), name=path.name)
        if self.plan.recorded_last or not (self.book or self.form):
            self._files()
            self._record()
            return PlanOutcome(tuple(self.written))
        self._own()
        problems = self._files_after()
        return PlanOutcome(tuple(self.written), tuple(problems))

    def _own(self) -> None:
        """Write the ledger, or the form."""
        if self.book and self.plan.tables:
            own = self.book.write(self.plan.tables, self.plan.anew, self.plan.came)
            self.written += [own] if own else []
        if self.book and self.plan.tabs and (own := self.book.show_tabs(self.plan.tabs)):
            self.written.append(own)
        if self.form and (own := self.form.mark(self.plan.marks)):
            self.written.append(own)

    def _files(self) -> None:
        """Write the files, up to the first that cannot be."""
        for number, path in enumerate(self.plan.files, start=1):
            try:
                self._file(number, path)
            except Refusal as refusal:
                raise self._partly(refusal) from refusal

    def _record(self) -> None:
        """Write the ledger after its files."""
        try:
            self._own()
        except Refusal as refusal:
            raise self._partly(refusal) from refusal

    def _files_after(self) -> list[Problem]:
        """Write the files after the ledger, whichever can be."""
        problems = []
        for number, path in enumerate(self.plan.files, start=1):
            try:
                self._file(number, path)
            except Refusal as refusal:
                problems.append(not_after_ledger(path, refusal))
        return problems

    def _file(self, number: int, path: Path) -> None:
        if self._progress is not None:
            self._progress(number, len(self.plan.files), path.name)
        self.written.append(replace_file(path, self.plan.files[path]))

    def _partly(self, refusal: Refusal) -> Refusal:
        return partly(refusal, self.written, recording=self.book is not None)


def answered(plan: Plan, ask: Callable[[PlanQuestion], str | None]) -> Plan | None:
    """Put a plan's questions to a person, one after the other.

    Args:
        plan: The plan.
        ask: Puts a question: `YES` or "", or the line that was typed; None if the person gives up.

    Returns:
        The plan that is left to be carried out; None if the person said いいえ or gave up.
    """
    while (question := plan.question) is not None:
        answer = ask(question)
        if answer is None or (question.then is None and answer != YES):
            return None
        plan = question.then(answer) if question.then else replace(plan, question=None)
    return plan


def fingerprint(path: Path) -> str:
    """Return the SHA-256 of a file's bytes, in hex; "" if there is no file.

    Raises:
        Refusal: It cannot be read (`unread`).
    """
    if not path.exists():
        return ""
    try:
        with ordinary_file(path) as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Refusal(unread(error, shown_name(path))) from error
