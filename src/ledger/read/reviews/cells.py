"""Where a confirmer's decisions stand in a review workbook: the addresses of the cells."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ledger.layout.review import INPUTS, LINE_INPUTS, PERSON_INPUTS, REVIEW_STEPS
from ledger.layout.shared import DECISION_DIGEST
from ledger.model.problems import Problem, Refusal
from ledger.read.grids import OpenBook, SheetCell
from ledger.read.reviews.rows import ReviewMemory, read_tables
from ledger.read.reviews.tables import ReviewRow


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


def review_cells(book: OpenBook, memory: ReviewMemory | None = None) -> ReviewCells:
    """Find the confirmer's cells.

    Args:
        book: A review workbook that can be read.
        memory: What was read of it before.

    Raises:
        Refusal: One of its tables is gone.
    """
    tables = read_tables(book, memory)
    if isinstance(tables, Problem):
        raise Refusal(tables)
    people = _placed(tables.people.rows, PERSON_INPUTS)
    return ReviewCells(
        {row.text("staff_no"): PersonCells(*at) for row, at in people if row.text("digest")},
        {
            (row.text("staff_no"), row.text("table"), int(row.text("number"))): LineCells(*at)
            for row, at in _placed(tables.lines.rows, LINE_INPUTS)
            if row.text("number")
        },
        {
            (row.text("staff_no"), row.text("persona_code"), row.text("tool_code") or None): (
                LineCells(*at)
            )
            for row, at in _placed(tables.steps.rows, INPUTS[REVIEW_STEPS.key])
        },
        {row.text("staff_no"): row.text("state") for row, _ in people},
        {
            row.text("staff_no"): (row.sheet, row.cells[DECISION_DIGEST.key])
            for row, _ in people
            if DECISION_DIGEST.key in row.cells
        },
    )


def _placed(
    rows: Sequence[ReviewRow], keys: Sequence[str]
) -> list[tuple[ReviewRow, list[SheetCell]]]:
    return [(row, [(row.sheet, row.cells[key]) for key in keys]) for row in rows]
