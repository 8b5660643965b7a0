"""The pages of a ledger that is open in a program: looked at, written, put back as they were."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from ledger.book.opened_pages import plain
from ledger.book.ports import Pages
from ledger.book.rollback import Undo
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import BY_PAGE, Kept, LedgerPage, PageCell, PageFormula
from ledger.read.cells import Raw


class StandingPage(NamedTuple):
    """What a page says before it is written.

    Attributes:
        page: The page.
        rows: Its values, as wide as the page, blank None.
        formulas: The formulas of its sheet by address.
    """

    page: LedgerPage
    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[str, str]


def write_pages(pages: Pages, changes: Mapping[str, pd.DataFrame], undo: list[Undo]) -> None:
    """Write the pages among the changes, cell by cell where they say something else.

    A page whose sheet somebody took away is left out.

    Args:
        pages: The workbook.
        changes: Frames by page key.
        undo: Gets a step for each page, before it is written.
    """
    there = pages.sheets()
    for key, data in changes.items():
        page = BY_PAGE[key]
        if page.title not in there:
            continue
        before = _standing(pages, page)
        undo.append(partial(_put_back, pages, before))
        if page.filters and before.rows:
            pages.hide_rows(page.title, range(1, len(before.rows) + 1), hidden=False)
        _write(pages, before, page_rows(data))


def reveal(pages: Pages, titles: Collection[str], undo: list[Undo]) -> None:
    """Show the tabs of sheets that a write makes worth seeing."""
    hidden = (title for title, seen in pages.sheets().items() if not seen and title in titles)
    for title in list(hidden):
        undo.append(partial(pages.show_tab, title, shown=False))
        pages.show_tab(title, shown=True)


def _standing(pages: Pages, page: LedgerPage) -> StandingPage:
    rows = [
        [None if value == "" else value for value in row[: page.columns]]
        for row in plain(pages.values(page.title))
    ]
    whole = [[*row, *[None] * (page.columns - len(row))] for row in rows]
    return StandingPage(page, whole, pages.formulas(page.title))  # type: ignore[arg-type]  # Raw: read


def _write(pages: Pages, before: StandingPage, rows: Sequence[Sequence[PageCell]]) -> None:
    """Write what differs: runs of values beside each other at once, formulas one by one."""
    width, title = before.page.columns, before.page.title
    for number in range(1, max(len(rows), len(before.rows)) + 1):
        wanted = rows[number - 1] if number <= len(rows) else [None] * width
        stands = before.rows[number - 1] if number <= len(before.rows) else [None] * width
        differs = [
            at
            for at in range(width)
            if not _same(wanted[at], stands[at], before.formulas.get(f"{letter(at)}{number}"))
        ]
        for at in differs:
            value = wanted[at]
            if isinstance(value, PageFormula):
                pages.put_formula(title, f"{letter(at)}{number}", value.text)
        for first, values in _runs(differs, wanted):
            last = letter(first + len(values) - 1)
            pages.put(title, f"{letter(first)}{number}:{last}{number}", [values])


def _same(wanted: PageCell, stands: Raw, formula: str | None) -> bool:
    if isinstance(wanted, Kept):
        return True
    if isinstance(wanted, PageFormula) or formula is not None:
        return isinstance(wanted, PageFormula) and wanted.text == formula
    if isinstance(wanted, dt.datetime) or isinstance(stands, dt.datetime):
        return False
    return wanted == stands and isinstance(wanted, bool) == isinstance(stands, bool)


def _runs(places: Sequence[int], row: Sequence[PageCell]) -> list[tuple[int, list[Cell]]]:
    """Return the values at some places, those beside each other together."""
    values = [(at, value) for at in places if not isinstance(value := row[at], PageFormula | Kept)]
    found = []
    for _, run in groupby(enumerate(values), lambda one: one[1][0] - one[0]):
        listed = [place for _, place in run]
        found.append((listed[0][0], [value for _, value in listed]))
    return found


def _put_back(pages: Pages, before: StandingPage) -> None:
    """Let a page say again what it said."""
    title, width = before.page.title, before.page.columns
    for number, row in enumerate(before.rows, start=1):
        pages.put(title, f"A{number}:{letter(width - 1)}{number}", [row])
    for address, text in before.formulas.items():
        pages.put_formula(title, address, text)
    used = len(pages.values(title))
    if used > len(before.rows):
        pages.clear(title, f"A{len(before.rows) + 1}:{letter(width - 1)}{used}")
