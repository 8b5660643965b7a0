"""What the made-up city's supervisors do in their review workbooks: confirm, give back."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ledger.book.closed import ClosedForm
from ledger.commands import confirm, give_back
from ledger.commands.plan import apply
from ledger.demo.office import Say
from ledger.demo.staff import UnusualStaff
from ledger.layout import meta
from ledger.layout.columns import Table
from ledger.layout.review import REVIEW, REVIEW_LINES, REVIEW_REST, REVIEW_STEPS
from ledger.read.frames import read_table
from ledger.read.workbooks import open_book

REASONS = (
    "リードの期間が案件台帳と合いません。開始日を確かめてください。",
    "証跡がありません。修了証の写しを証跡の欄に書いてください。",
    "目標が課の目標と合っていません。面談のとおりに直してください。",
)
NO_EVIDENCE = "修了証がなく、名簿にもないため"
OVERRIDE = "期間のうち前半は補助の役割だったため"


class Workbook(NamedTuple):
    """One review workbook as its confirmer sees it.

    Attributes:
        path: Where it stands.
        confirmer_no: Whose it is.
        people: Who can be decided on, in both blocks of 確認表.
        lines: Their lines, from 確認表 and 明細.
        steps: Step.
    """

    path: Path
    confirmer_no: str
    people: pd.DataFrame
    lines: pd.DataFrame
    steps: pd.DataFrame

    @classmethod
    def at(cls, path: Path) -> "Workbook":
        """Open a workbook."""
        book, problems = open_book(path.read_bytes(), path.name)
        if book is None:
            raise ValueError(problems)

        def table(layout: Table) -> pd.DataFrame:
            found = book.grid(layout)
            return read_table(layout, found.grid).data if found else pd.DataFrame()

        own = book.meta()[meta.CONFIRMER_NO]
        looked = table(REVIEW)
        people = pd.concat([looked.dropna(subset=["issue_no"]), table(REVIEW_REST)])
        lines = pd.concat([looked.dropna(subset=["table"]), table(REVIEW_LINES)])
        return cls(path, own, people, lines, table(REVIEW_STEPS))


def decide(folder: Path, cases: UnusualStaff, on: dt.date, say: Say, *, first_round: bool) -> None:
    """Let every confirmer decide.

    In the first round one of them does not get round to it, three reports are given back, one
    line is not accepted and one Step is set lower.

    Args:
        folder: The review workbooks.
        cases: Who has a part to play.
        on: 確認日.
        say: Told what a person at the command line would see.
        first_round: Whether it is the first one.
    """
    books = [Workbook.at(path) for path in sorted(folder.glob("*.xlsx"))]
    quiet = [book for book in books if cases.all.isdisjoint(book.people["staff_no"])]
    late = max(quiet, key=lambda book: len(book.people)).path if first_round else None
    special = next(_overridable(books, cases, late), None) if first_round else None
    shown = False
    for book in books:
        if book.path == late:
            continue
        _give_back(book, cases, on, say if first_round else _nothing)
        options = _options(book, cases, special) if first_round else {}
        held = frozenset() if first_round else frozenset((cases.edits_later,))
        wanted = _confirmable(book, frozenset(cases.returned) if first_round else held)
        if not wanted:
            continue
        form = ClosedForm(book.path)
        plan = confirm.plan(
            form,
            book.confirmer_no,
            staff=wanted,
            on=on,
            reject=options.get("reject", ()),
            step=options.get("step", ()),
        )
        apply(plan, form=form)
        if options or not shown:
            say(f"$ talent-ledger confirm {book.path.name} --by {book.confirmer_no} --on {on} …")
            say(f"  {plan.summary[0]}")
            shown = True


def _nothing(_: str) -> None:
    """Say nothing."""


def _confirmable(book: Workbook, held: frozenset[str]) -> tuple[str, ...]:
    """Return who can be confirmed: handed in, without deficiency, and not held back."""
    people = book.people
    ready = people[people["digest"].notna() & (people["state"] != "不備")]
    return tuple(str(number) for number in ready["staff_no"] if number not in held)


def _give_back(book: Workbook, cases: UnusualStaff, on: dt.date, say: Say) -> None:
    for number, reason in zip(cases.returned, REASONS, strict=True):
        present = book.people[book.people["digest"].notna()]["staff_no"]
        if say is not _nothing and number in set(present):
            form = ClosedForm(book.path)
            apply(give_back.plan(form, number, book.confirmer_no, reason, on=on), form=form)
            say(f"$ talent-ledger give-back {book.path.name} --staff {number} …")
            say(f"  理由: {reason}")


def _overridable(
    books: list[Workbook], cases: UnusualStaff, late: Path | None
) -> Iterator[tuple[Path, str]]:
    """Yield DX推進員 on Step 2 whose supervisor might see it otherwise."""
    for book in books:
        steps = book.steps
        found = steps[(steps["persona_code"] == "P02") & (steps["rule_step"] == 2)]  # noqa: PLR2004
        for number in found["staff_no"]:
            if book.path != late and number not in cases.all:
                yield book.path, str(number)


def _options(
    book: Workbook, cases: UnusualStaff, special: tuple[Path, str] | None
) -> dict[str, tuple[str, ...]]:
    """Return what one confirmer does beside confirming: a Step set lower, a line not accepted."""
    if special is None or special[0] != book.path:
        return {}
    options: dict[str, tuple[str, ...]] = {"step": (f"{special[1]}@P02=1={OVERRIDE}",)}
    doubtful = book.lines[
        (book.lines["table"] == "my_attendances")
        & book.lines["attention"].notna()
        & ~book.lines["staff_no"].isin(cases.all)
    ]
    for row in doubtful.head(1).itertuples():
        options["reject"] = (f"{row.staff_no}:my_attendances:{row.number}={NO_EVIDENCE}",)
    return options
