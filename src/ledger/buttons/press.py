"""One press of a button: the plan is shown, asked about, carried out, and told in one message."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from ledger.book.live import LiveBook
from ledger.book.ports import Pages, PersonAtDesk
from ledger.book.protocol import Book, Form
from ledger.buttons.message_box import boxed, narrowed, spoken
from ledger.buttons.pace import TITLE, GivenUpError, PressPace
from ledger.commands.before_command import foreseen, planned, recovered, tidied
from ledger.commands.plan import YES, Plan, PlanQuestion, answered, apply
from ledger.commands.plan_outcome import PlanOutcome, untold
from ledger.model.problems import Place, Problem, Refusal, Severity

PATHS_SHOWN = 3
MOST_TEXT = 1_000
"""Characters of a message box, which has no scroll bar."""

_ONLINE = re.compile(r"(?i)https?://")
_IN_ZIP = re.compile(r"(?i)[\\/](temp1?_[^\\/]*\.zip|[^\\/]*\.zip(\.[0-9a-f]+)?)[\\/]")


@dataclass(frozen=True)
class Click:
    """What a button has at hand.

    Attributes:
        pages: The workbook that is active.
        desk: The person.
        now: The moment of the click.
        done: The operations that were carried out by it; what fails after that undoes none.
    """

    pages: Pages
    desk: PersonAtDesk
    now: dt.datetime
    done: list[str] = field(default_factory=list)

    @cached_property
    def pace(self) -> PressPace:
        """What the status bar says of it."""
        return PressPace(self.desk)

    @property
    def path(self) -> Path:
        """Where the workbook stands."""
        return Path(self.pages.location)

    def progress(self, done: int, total: int, name: str) -> None:
        """Show in the status bar which file is at work; see that nobody wants to stop.

        Raises:
            StoppedByPersonError: The person wants to.
        """
        self.pace.progress(done, total, name)

    def stage(self, done: int, total: int, text: str) -> None:
        """Show in the status bar what is worked out; see that nobody wants to stop.

        Raises:
            StoppedByPersonError: The person wants to.
        """
        self.pace.stage(done, total, text)

    def say(self, text: str) -> None:
        """Show in the status bar what is going on."""
        self.pace.say(text)


def ready_to_write(click: Click) -> None:
    """See that the workbook can be saved in its place, and that its file is what is shown.

    Raises:
        Refusal: It is online, in a zip, read-only, or was never saved.
        GivenUpError: It has changes that the person does not want to save.
    """
    pages = click.pages
    where, place = pages.location, Place(file=pages.name)
    code = (
        "book-online"
        if _ONLINE.match(where)
        else "book-in-zip"
        if _IN_ZIP.search(where)
        else "book-never-saved"
        if not Path(where).is_absolute() and not re.match(r"[A-Za-z]:\\|\\\\", where)
        else "book-read-only"
        if pages.read_only
        else ""
    )
    if code:
        raise Refusal.of(code, place, name=pages.name)
    if pages.saved:
        return
    asked = f"「{pages.name}」に、保存されていない変更があります。\n保存して続けますか。"
    if not click.desk.agree(TITLE, asked):
        raise GivenUpError
    pages.save()


def work_on_ledger(click: Click, make: Callable[[LiveBook, dt.datetime], Plan]) -> None:
    """Carry out a plan for the ledger that is open, made from it and the moment of the click.

    Args:
        click: The click.
        make: The `plan` of a command.

    Raises:
        Refusal: See `ready_to_write`.
        GivenUpError: The person said いいえ.
    """
    ready_to_write(click)
    book = LiveBook(click.pages)
    carry_out(click, lambda: make(book, click.now), book)


def show_first(click: Click, plan: Plan) -> None:
    """Select the first cell that a plan found an error in, if there is one."""
    found = (p for p in plan.problems if p.place.cell and p.severity is Severity.ERROR)
    first = next(found, None)
    if first is not None:
        click.pages.select(first.place.sheet, first.place.cell)


def carry_out(
    click: Click, make: Callable[[], Plan], book: Book | None = None, form: Form | None = None
) -> Plan:
    """Plan, ask, do, and tell.

    Args:
        click: The click.
        make: Makes the plan.
        book: The ledger that the plan's tables belong to.
        form: The form that the plan's cells belong to.

    Returns:
        The plan, once it is carried out and told.

    Raises:
        GivenUpError: The person said いいえ.
    """
    click.say("調べています…")
    told = _told(recovered(book, form))
    plan = planned(lambda: _settled(click, make()))
    writes = bool(plan.files or plan.tables or plan.tabs or plan.marks or plan.afterwards)
    if not writes:
        click.desk.tell(TITLE, _short((*told, *plan.summary, *_found(plan)), _next(plan)))
        return plan
    click.say("確かめてください")
    loses = tuple(f"{problem.what}{problem.remedy}" for problem in foreseen(plan, book))
    lines = (*told, *plan.summary, *loses, *_found(plan), *_files(plan))
    question = _short(lines, ("", "実行しますか。"))
    if not click.desk.agree(TITLE, question):
        raise GivenUpError
    click.say("書き込んでいます…")
    told = _told(tidied(plan))
    outcome = apply(plan, book, form, click.pace.told)
    click.done.append(plan.operation)
    try:
        click.desk.tell(
            TITLE,
            _short((*told, *_done(plan, outcome, click)), _next(plan, outcome)),
            wrong=bool(outcome.problems),
        )
    except Exception as error:
        raise untold(error, outcome.written) from error
    return plan


def _settled(click: Click, plan: Plan) -> Plan:
    """Put a plan's questions to the person, but for the one that its preview asks.

    Raises:
        GivenUpError: The person gave up.
    """

    def ask(question: PlanQuestion) -> str | None:
        click.say("確かめてください")
        if question.endings:
            return _file(click, question)
        if question.typed:
            return click.desk.ask(TITLE, question.text, question.preset)
        if question.then is None:
            return YES
        return YES if click.desk.agree(TITLE, _short((question.text,))) else ""

    settled = answered(plan, ask)
    if settled is None:
        raise GivenUpError
    return settled


def _file(click: Click, question: PlanQuestion) -> str:
    """Let a file be picked, if there is one; "" if there is none."""
    if not click.desk.agree(TITLE, _short((question.text,))):
        return ""
    picked = click.desk.pick_file("ファイルを選んでください", question.endings)
    return str(picked) if picked else ""


def _told(problems: tuple[Problem, ...]) -> tuple[str, ...]:
    """Return what earlier runs left behind, in words, before everything else."""
    return (*(f"{problem.what}{problem.remedy}" for problem in problems), "") if problems else ()


def _done(plan: Plan, outcome: PlanOutcome, click: Click) -> tuple[str, ...]:
    written = outcome.written
    kept = [f"保存しました: {path}" for path in written[:PATHS_SHOWN]]
    if len(written) > PATHS_SHOWN:
        kept = [f"保存しました: {len(written)} ファイル({written[0].parent} など)"]
    if plan.tables or plan.marks:
        kept.append(f"「{click.pages.name}」に書き込み、保存しました。")
    failed = [spoken(problem) for problem in outcome.problems]
    head = "書けなかったファイルがあります。" if failed else "終わりました。"
    return (head, *failed, *plan.summary, *kept, *_found(plan))


def _found(plan: Plan) -> tuple[str, ...]:
    """Return the problems: how many of each group, and the first that matter in words."""
    return ("", *boxed(plan.problems, "problems" in plan.tables)) if plan.problems else ()


def _files(plan: Plan) -> tuple[str, ...]:
    listed = [f"作るファイル: {path}" for path in list(plan.files)[:PATHS_SHOWN]]
    rest = len(plan.files) - len(listed)
    return (*listed, *((f"ほか {rest} ファイル",) if rest else ()))


def _next(plan: Plan, outcome: PlanOutcome | None = None) -> tuple[str, ...]:
    """Return the next step; where a file is missing, its own words have said what comes first."""
    if not plan.next_step or (outcome and outcome.problems):
        return ()
    return ("", f"次の一手: {plan.next_step}")


def _short(lines: tuple[str, ...], last: tuple[str, ...] = ()) -> str:
    """Join lines to a text that a message box shows whole; what stands last is never cut off."""
    text, ending = "\n".join(lines), "".join(f"\n{line}" for line in last)
    room = MOST_TEXT - len(ending)
    if len(text) > room:
        text = "\n".join(map(narrowed, text.split("\n")))
    return (text if len(text) <= room else text[: room - 1] + "…") + ending
