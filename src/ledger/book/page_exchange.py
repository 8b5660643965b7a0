"""The pages of a ledger that is open in a program: looked at, written, put back as they were."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from typing import NamedTuple

import pandas as pd

from ledger.book.exchange import put_as_shown
from ledger.book.opened_pages import plain
from ledger.book.page_blocks import Wish, blocks
from ledger.book.ports import Pages
from ledger.book.rollback import Undo
from ledger.book.write_checks import refuse_impossible_rows
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.layout.page_frames import page_rows
from ledger.layout.pages import BY_PAGE, Kept, LedgerPage, PageCell, PageFormula
from ledger.read.cells.cell import Raw


class StandingPage(NamedTuple):
    """What a page says before it is written.

    Attributes:
        page: The page.
        rows: Its values, as wide as the page, blank None.
        formulas: The formulas of its sheet by address.
        blank: The cells in which nothing stands, not even an error, by row and column from 0.
    """

    page: LedgerPage
    rows: Sequence[Sequence[Cell]]
    formulas: Mapping[str, str]
    blank: Collection[tuple[int, int]]

    def at(self, row: int, column: int) -> Cell:
        """Return what stands in a cell, counted from 0."""
        return self.rows[row][column] if row < len(self.rows) else None

    def formula(self, row: int, column: int) -> str | None:
        """Return the formula of a cell, counted from 0, if it has one."""
        return self.formulas.get(f"{letter(column)}{row + 1}")


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
    values = pages.values(page.title)
    rows = [
        [None if value == "" else value for value in row[: page.columns]] for row in plain(values)
    ]
    whole = [[*row, *[None] * (page.columns - len(row))] for row in rows]
    blank = {
        (number, at)
        for number, row in enumerate(values)
        for at in range(page.columns)
        if at >= len(row) or row[at] in (None, "")
    }
    return StandingPage(page, whole, pages.formulas(page.title), blank)  # type: ignore[arg-type]  # Raw: read


def _write(pages: Pages, before: StandingPage, rows: Sequence[Sequence[PageCell]]) -> None:
    """Write what differs: values in as few rectangles as it takes, formulas below each other."""
    nothing: list[PageCell] = [None] * before.page.columns
    wanted = [*rows, *[nothing] * (len(before.rows) - len(rows))]
    refuse_impossible_rows(before.page.title, wanted, pages.name)
    wishes = [
        [_wish(before, row, column, cell) for column, cell in enumerate(line)]
        for row, line in enumerate(wanted)
    ]
    for top, left, bottom, right in blocks(wishes):
        ref = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
        block = [line[left : right + 1] for line in wanted[top : bottom + 1]]
        pages.put(before.page.title, ref, block)  # type: ignore[arg-type]  # values only: `_wish`
    new = {
        f"{letter(column)}{row + 1}": cell.text
        for row, line in enumerate(wanted)
        for column, cell in enumerate(line)
        if isinstance(cell, PageFormula) and cell.text != before.formula(row, column)
    }
    put_as_shown(pages, before.page.title, new)


def _wish(before: StandingPage, row: int, column: int, wanted: PageCell) -> Wish:
    """Say whether a cell must be written, or may be between others that must.

    A blank may be covered by its neighbour where cells are merged.
    """
    if isinstance(wanted, PageFormula | Kept):
        return Wish.NEVER
    if not _same(wanted, before.at(row, column), before.formula(row, column)):
        return Wish.MUST
    stays = wanted is None and (before.page.merged or (row, column) not in before.blank)
    return Wish.NEVER if stays else Wish.MAY


def _same(wanted: Cell, stands: Raw, formula: str | None) -> bool:
    if formula is not None or isinstance(wanted, dt.datetime) or isinstance(stands, dt.datetime):
        return False
    return wanted == stands and isinstance(wanted, bool) == isinstance(stands, bool)


def _put_back(pages: Pages, before: StandingPage) -> None:
    """Let a page say again what it said."""
    title, last = before.page.title, letter(before.page.columns - 1)
    used = len(pages.values(title))
    if used > len(before.rows):
        pages.clear(title, f"A{len(before.rows) + 1}:{last}{used}")
    if before.rows:
        pages.put(title, f"A1:{last}{len(before.rows)}", before.rows)
    put_as_shown(pages, title, before.formulas)
