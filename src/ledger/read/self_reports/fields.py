"""The single input cells of a form: found by defined name, else by the label at their left."""

import datetime as dt
from typing import NamedTuple

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Column
from ledger.layout.self_report import CONFIRM_FIELDS, MAIN_SHEET, SUPERVISOR_SHEET, FormField
from ledger.model.problems import Problem
from ledger.read.cells.cell import CellFinding, disguise, typed
from ledger.read.grids import OpenBook, value_at
from ledger.read.table_grid import header_key, picture_code

NAME_PREFIX = "in_"
"""A field's defined name is this and its key."""

_LABEL_MARKS = ":："


class ReadField(NamedTuple):
    """One input cell as read.

    Attributes:
        value: The typed value; None if blank or not usable.
        digested: The value as the digest sees it: what could not be typed counts as written.
        cell: Its address, "" if it was not found.
        problems: What is wrong with it.
    """

    value: Cell = None
    digested: Cell = None
    cell: str = ""
    problems: tuple[Problem, ...] = ()


def read_field(book: OpenBook, field: FormField, sheet: str = MAIN_SHEET) -> ReadField:
    """Read one input cell of a form.

    Args:
        book: The opened form.
        field: The field; it is not required here, blank is a value of its own.
        sheet: Sheet on which its label is looked for if its defined name is gone.
    """
    where = find_field(book, field, sheet)
    if where is None:
        return ReadField()
    column = Column(key=field.key, header=field.label, kind=field.kind, choices=field.choices)
    raw = value_at(book.rows(where[0]), where[1])
    place = book.place(*where)
    if mark := _mark(book, column, *where):
        problem = CellFinding(mark).at(place, column)
        return ReadField(None, f"?{raw}", where[1], (problem,))
    looks = disguise(column, book.package.disguised.get(where[0], {}).get(where[1], ""), raw)
    result = typed(column, raw)
    if any(finding.is_error for finding in looks):
        wrong = (*looks, *(finding for finding in result.findings if finding.is_error))
        return ReadField(None, f"?{raw}", where[1], tuple(f.at(place, column) for f in wrong))
    problems = tuple(finding.at(place, column) for finding in (*looks, *result.findings))
    return ReadField(result.value, result.value if result.usable else f"?{raw}", where[1], problems)


def find_field(book: OpenBook, field: FormField, sheet: str = MAIN_SHEET) -> tuple[str, str] | None:
    """Return sheet and address of an input cell: by its defined name, else by its label."""
    named = book.named_cell(f"{NAME_PREFIX}{field.key}")
    own = SUPERVISOR_SHEET if field in CONFIRM_FIELDS else sheet
    return named or _beside_label(book, field, own) or _beside_label(book, field, sheet)


def text_of(field: ReadField) -> str:
    """Return what stands in a field as text, "" if it is blank or not usable."""
    return "" if field.value is None else str(field.value)


def day_of(field: ReadField) -> dt.date | None:
    """Return the day that stands in a field, None if there is none."""
    return field.value if isinstance(field.value, dt.date) else None


def _mark(book: OpenBook, column: Column, sheet: str, address: str) -> str:
    if address in book.package.pictures.get(sheet, ()):
        return picture_code(column)
    if address in book.package.errors.get(sheet, ()):
        return "error-in-input"
    return "formula-in-input" if address in book.package.formulas.get(sheet, ()) else ""


def _beside_label(book: OpenBook, field: FormField, sheet: str) -> tuple[str, str] | None:
    if sheet not in book.package.sheets:
        return None
    label = header_key(field.label)
    for line, column, raw in book.filled(sheet):
        if header_key(raw).rstrip(_LABEL_MARKS) == label:
            return sheet, f"{letter(column + 1)}{line + 1}"
    return None
