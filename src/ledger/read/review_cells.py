"""Where a confirmer's decisions stand in a review workbook: the addresses of the cells."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout.columns import Table
from ledger.layout.review import INPUTS, REVIEW, REVIEW_LINES, REVIEW_STEPS
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.problems import Problem, Refusal
from ledger.read.frames import find_columns
from ledger.read.grids import OpenBook, SheetCell
from ledger.read.reviews_rows import ReviewRow, read_table


class PersonCells(NamedTuple):
    """The cells in which a person's report is decided on."""

    decision: SheetCell
    reason: SheetCell
    confirmed_on: SheetCell


class LineCells(NamedTuple):
    """採否 and 否認理由 of a line, or 上長判定Step and 理由 of a Step."""

    decision: SheetCell
    reason: SheetCell


class ReviewCells(NamedTuple):
    """The confirmer's cells of one review workbook.

    Attributes:
        people: By 職員番号; only of people whose content the workbook shows.
        lines: By `(staff_no, form table, number)`.
        steps: By `(staff_no, persona_code, tool_code)`; the persona as a whole has None.
        states: 状態 as the workbook shows it, by 職員番号.
        digests: The cell of 決定照合値, by 職員番号; a workbook of an earlier version has none.
    """

    people: Mapping[str, PersonCells]
    lines: Mapping[tuple[str, str, int], LineCells]
    steps: Mapping[tuple[str, str, str | None], LineCells]
    states: Mapping[str, str]
    digests: Mapping[str, SheetCell]


def review_cells(book: OpenBook) -> ReviewCells:
    """Find the confirmer's cells.

    Args:
        book: A review workbook that can be read.

    Raises:
        Refusal: One of its tables is gone.
    """
    found: list[list[tuple[ReviewRow, list[SheetCell]]]] = []
    for table in (REVIEW, REVIEW_LINES, REVIEW_STEPS):
        read = read_table(book, table)
        if isinstance(read, Problem):
            raise Refusal(read)
        found.append(_placed(table, read.sheet, read.rows))
    people, lines, steps = found
    return ReviewCells(
        {row.text("staff_no"): PersonCells(*at) for row, at in people if row.text("digest")},
        {
            (row.text("staff_no"), row.text("table"), int(row.text("number"))): LineCells(*at)
            for row, at in lines
            if row.text("number")
        },
        {
            (row.text("staff_no"), row.text("persona_code"), row.text("tool_code") or None): (
                LineCells(*at)
            )
            for row, at in steps
        },
        _states(book),
        {
            row.text("staff_no"): (at[0][0], row.cells[DECISION_DIGEST.key])
            for row, at in people
            if DECISION_DIGEST.key in row.cells
        },
    )


def _states(book: OpenBook) -> Mapping[str, str]:
    """Return 状態 by 職員番号; nothing where the column was taken away."""
    found = book.grid(REVIEW)
    if found is None:
        return {}
    at = find_columns(REVIEW, found.grid.headers, found.grid.place).positions
    if not {"staff_no", "state"} <= set(at):
        return {}
    return {str(row[at["staff_no"]]): str(row[at["state"]]) for row in found.grid.rows}


def _placed(
    table: Table, sheet: str, rows: Sequence[ReviewRow]
) -> list[tuple[ReviewRow, list[SheetCell]]]:
    return [(row, [(sheet, row.cells[key]) for key in INPUTS[table.key]]) for row in rows]
