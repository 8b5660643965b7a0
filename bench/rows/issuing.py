"""A form issued, against openpyxl that loads the template, sets a cell and saves it."""

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from itertools import cycle, islice
from pathlib import Path

from bench.costs import of_call
from bench.face import Cost, Goal, Row, Side
from bench.inputs import PHASE, City, at_home, ledger_copy, scratch
from bench.peers.resave import resave
from bench.product import DAY, NOW, opened
from bench.profiles import of_work
from bench.setting import Setting
from ledger.book.closed import ClosedBook
from ledger.commands import issue
from ledger.commands.plan import Plan
from ledger.form.content import forms_of
from ledger.form.issue import fill
from ledger.model.terms import Phase
from ledger.present.templates import template

FORMS, COPIES = 100, 10
"""How many forms either side makes in a run; the product's next run makes those of others."""
SEAL = "0" * 64


def rows(at: Setting) -> Iterator[Row]:
    """Yield two rows of the current city: a form made, and all of `issue` around it."""
    city = at.current
    saved = Side("openpyxl: load, set, save", partial(_saved, city))
    made = _filled(city)
    yield Row(
        "a form issued",
        Side("its values found, and filled in", lambda: of_call(made).each(FORMS)),
        saved,
        (Goal("cpu", must=80),),
        profile=partial(of_work, made),
    )
    yield Row(
        "a form issued, with all of `issue` around it",
        Side("`issue` of everybody, planned, per form", partial(_issued, city)),
        saved,
        (Goal("cpu"),),
    )


def _filled(city: City) -> Callable[[], object]:
    """Return the work of making some forms, the ledger read and the template taken apart."""
    with at_home(city):
        ledger = opened(city.ledger)
    people = tuple(ledger.tables["staff"]["staff_no"])
    forms = forms_of(ledger.policy, ledger.tables, ledger.as_of, Phase(PHASE), people)
    blank = template("self-report.xlsx")

    turn = cycle(people)

    def made() -> None:
        for number in islice(turn, FORMS):
            fill(blank, forms.of(number, proxy=False).sealed(f"2025-B-{number}", SEAL))

    made()
    return made


def _issued(city: City) -> Cost:
    with at_home(city) as folder:
        book = ClosedBook(ledger_copy(city, folder))
        choice = issue.IssueOptions(Phase(PHASE), again=True)
        plans: list[Plan] = []
        whole = of_call(lambda: plans.append(issue.plan(book, folder / "配布", choice, NOW, DAY)))
        return whole.each(len(plans[0].files))


def _saved(city: City) -> Cost:
    with scratch() as folder:
        copy = Path(shutil.copy(city.issued[0], folder))
        return of_call(partial(_saved_often, copy)).each(COPIES)


def _saved_often(path: Path) -> None:
    for _ in range(COPIES):
        resave(path, "配布")
