"""A form or a review workbook confirmed and written, against openpyxl that loads and saves it."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from pstats import Stats
from typing import TypeAlias

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import scratch
from bench.peers.resave import resave
from bench.profiles import of_work
from bench.setting import Setting
from ledger.book.closed import ClosedForm
from ledger.commands import confirm
from ledger.commands.plan import apply
from ledger.model.reports import Review
from ledger.model.terms import Decision
from ledger.read.reviews.review import review_of
from ledger.read.self_reports.report import Unreadable

DAY = dt.date(2026, 3, 31)
BY = "99999"
"""Nobody of the city: a form may be confirmed by anybody else; consolidation would object later."""
FORMS, BOOKS = 10, 8
"""How many of each kind are confirmed in a run."""

Work: TypeAlias = Callable[[], object]
Ready: TypeAlias = Callable[[Path], Work]
"""Takes a copy of a file, and returns what is to be measured."""


def rows(at: Setting) -> Iterator[Row]:
    """Yield a row for forms and one for review workbooks, of each city."""
    for city in at.cities:
        yield _row(f"a form confirmed, {city.name}", city.forms[:FORMS], _form, (20, 30))
        books = [path for path in sorted(city.reviews.glob("*.xlsx")) if _people(_read(path))][
            :BOOKS
        ]
        yield _row(f"a review workbook confirmed, {city.name}", books[:BOOKS], _review, (8, 15))


def _row(name: str, files: Sequence[Path], ready: Ready, goals: tuple[float, float]) -> Row:
    return Row(
        name,
        Side("`confirm`, planned and written", partial(_each, files, ready)),
        Side("openpyxl: load, set, save", partial(_each, files, _saved)),
        (Goal("cpu", must=goals[0], aim=goals[1]),),
        profile=partial(_profiled, files, ready),
    )


def _form(path: Path) -> Work:
    def confirmed() -> None:
        form = ClosedForm(path)
        apply(confirm.plan(form, BY, on=DAY), form=form)

    return confirmed


def _review(path: Path) -> Work:
    """Return the work of deciding anew on those whom the workbook's own confirmer confirmed."""
    review = _read(path)
    staff, by = _people(review), review.confirmer_no

    def confirmed() -> None:
        form = ClosedForm(path)
        apply(confirm.plan(form, by, on=DAY, staff=staff, today=DAY), form=form)

    return confirmed


def _read(path: Path) -> Review:
    review = review_of(ClosedForm(path).opened())
    if isinstance(review, Unreadable):
        raise TypeError(review.problem)
    return review


def _people(review: Review) -> list[str]:
    """Return who was confirmed in a workbook; where nobody was, whose report it shows."""
    done = [one.staff_no for one in review.decisions if one.decision == Decision.CONFIRM]
    return done or list(review.shown)


def _saved(path: Path) -> Work:
    return partial(resave, path, "確認")


def _each(files: Sequence[Path], ready: Ready) -> Cost:
    with scratch() as folder:
        works = _works(files, ready, folder)
        return of_call(lambda: [work() for work in works]).each(len(works))


def _profiled(files: Sequence[Path], ready: Ready) -> Stats:
    with scratch() as folder:
        works = _works(files, ready, folder)
        return of_work(lambda: [work() for work in works])


def _works(files: Sequence[Path], ready: Ready, folder: Path) -> list[Work]:
    """Return what is to be done with copies of files, everything before it done."""
    return [ready(Path(shutil.copy(file, folder))) for file in files]
