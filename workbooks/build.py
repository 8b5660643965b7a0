"""Builds the tracked workbooks beside it; `tests/test_workbooks.py` holds them against the code.

Forms are issued from `self-report.xlsx`; the other three show what each kind looks like before
anybody is in it.
"""

from collections.abc import Callable
from pathlib import Path

from ledger.commands.init import first_tables
from ledger.commands.recompute import results
from ledger.form.template import template
from ledger.layout.frames import replaced
from ledger.layout.review import ReviewContent
from ledger.model.calendar import year_start
from ledger.model.judged_day import JudgedDay
from ledger.model.terms import Phase
from ledger.present import ledger_book, report
from ledger.present.review import workbook as review

HERE = Path(__file__).parent
YEAR = 2026


def blank_ledger() -> bytes:
    """Return a new ledger with the material's examples, as `init` writes it."""
    tables, policy = first_tables(YEAR, "")
    return ledger_book.build(tables, policy.settings)


def blank_review() -> bytes:
    """Return a review workbook in which nobody waits for a decision."""
    _, policy = first_tables(YEAR, "")
    return review.build(ReviewContent("", "", Phase.CLOSING), policy.settings)


def blank_report() -> bytes:
    """Return the report of a ledger that has nobody in it."""
    tables, policy = first_tables(YEAR, "")
    created = year_start(YEAR)
    day = JudgedDay.of(policy.settings, created)
    computed = results(policy, tables, day.on)
    return report.build(replaced(tables, computed), policy, day, created)


BOOKS: dict[str, Callable[[], bytes]] = {
    "self-report.xlsx": template,
    "ledger.xlsx": blank_ledger,
    "review.xlsx": blank_review,
    "report.xlsx": blank_report,
}


def main() -> None:
    """Build every workbook anew."""
    for name, build in BOOKS.items():
        (HERE / name).write_bytes(build())


if __name__ == "__main__":
    main()
