"""What a command would do: counts first, then the files and tables that would change.

Every command is `plan(…) -> Plan`, which writes nothing, then `apply(plan)`. A dry run is a plan
that is not applied; a preview shows a plan and asks.
"""

import datetime as dt
import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeAlias

import pandas as pd

from ledger.book.protocol import Book, Form, Marks
from ledger.model.problems import Place, Problem, Refusal
from ledger.store.replace import replace_file

Progress: TypeAlias = Callable[[int, int, str], None]


YES = "はい"


@dataclass(frozen=True)
class Question:
    """What a person is asked before a plan is carried out.

    Attributes:
        text: The question; it names what would go.
        then: Makes the plan by the answer: `YES` or "" where はい or いいえ is wanted, else what
            was typed. Without it はい carries the plan out as it is, and いいえ ends it.
        typed: A line of text is wanted.
        unasked: Why the plan is not carried out where nobody can be asked; without it the plan is
            what is done then.
    """

    text: str
    then: Callable[[str], "Plan"] | None = None
    typed: bool = False
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
        marks: Single cells to set in the form that the plan was made for.
        anew: Keys of tables that are replaced on purpose, whatever stands there.
        counts: Counts for `--json` and 処理履歴.
        next_step: What to do next, one sentence.
        as_of: 基準日, where the command judged by one.
        seen: SHA-256 of the files that the plan was made from and would replace; a file that has
            changed since is not written over.
        question: What is asked first, if anybody can be asked.
    """

    operation: str
    summary: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()
    files: Mapping[Path, bytes] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    anew: frozenset[str] = frozenset()
    counts: Mapping[str, object] = field(default_factory=dict)
    next_step: str = ""
    as_of: dt.date | None = None
    seen: Mapping[Path, str] = field(default_factory=dict)
    question: Question | None = None


def apply(
    plan: Plan,
    book: Book | None = None,
    form: Form | None = None,
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Do what a plan says: its files first, then its tables into the ledger, or cells of a form.

    Files come first: a form that was written but not recorded is written again by the next run; a
    form that was recorded but not written would be missed by nobody.

    Args:
        plan: The plan.
        book: The ledger that the tables belong to; needed where there are any.
        form: The form that the single cells belong to; needed where there are any.
        progress: Told `(done, total, file name)` at every file.

    Returns:
        The paths that were written, the ledger's last.

    Raises:
        Refusal: A file changed since the plan was made (`file-changed`), it cannot be written, or
            the plan needs a はい that nobody gave.
    """
    if plan.question is not None and plan.question.unasked is not None:
        raise Refusal(plan.question.unasked)
    if (plan.tables and book is None) or (plan.marks and form is None):
        message = f"{plan.operation}: nothing to write into"
        raise ValueError(message)
    for path, digest in plan.seen.items():
        if fingerprint(path) != digest:
            raise Refusal.of("file-changed", Place(file=path.name), name=path.name)
    written: list[Path] = []
    for number, (path, data) in enumerate(plan.files.items(), start=1):
        if progress is not None:
            progress(number, len(plan.files), path.name)
        written.append(replace_file(path, data))
    if book is not None and plan.tables and (own := book.write(plan.tables, plan.anew)):
        written.append(own)
    if form is not None and plan.marks and (own := form.mark(plan.marks)):
        written.append(own)
    return tuple(written)


def answered(plan: Plan, ask: Callable[[Question], str | None]) -> Plan | None:
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
    """Return the SHA-256 of a file's bytes, in hex; "" if there is no file."""
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
