"""Writing on forms as a person would: into the next blank rows, cell by cell."""

from collections.abc import Mapping, Sequence
from functools import cache

from ledger.commands.init import first_tables
from ledger.layout.columns import Cell, NewRow
from ledger.layout.self_report import BY_KEY
from ledger.model.folding import name_key
from ledger.model.reports import SelfReport
from ledger.present.marks import marked
from ledger.read.grids import OpenBook, SheetCell, value_at
from ledger.read.self_reports.cells import input_cell
from ledger.read.self_reports.tables import parts_of
from ledger.read.table_grid import is_filled
from ledger.read.workbooks import open_book

Addressed = dict[str, dict[str, Cell]]
"""Values by sheet and address."""


def cell_of(form: bytes, table: str, row: int, key: str) -> SheetCell:
    """Return sheet and address of an input cell of a form's table; rows count from 1.

    Raises:
        LookupError: The form has no such row.
    """
    at = input_cell(_opened(form), table, row, key)
    if at is None:
        raise LookupError(table, row, key)
    return at


def _opened(form: bytes) -> OpenBook:
    book, problems = open_book(form, "form")
    if book is None:
        raise ValueError(problems)
    return book


def fill_in(
    form: bytes,
    seen: SelfReport,
    rows: Mapping[str, Sequence[NewRow]],
    fields: Mapping[str, Cell],
) -> bytes:
    """Fill in a form.

    Args:
        form: The form's bytes.
        seen: The form as it reads now; what is prefilled stays.
        rows: Rows to add by form table; where the form prints what a row is about (number of a
            goal, persona of a Step, name of a tool), to that row.
        fields: Values of single cells (`submitted_on`).
    """
    wanted: Addressed = {}
    book = _opened(form)
    for table, listed in rows.items():
        taken = {row.number for row in seen.rows if row.table == table}
        for row in listed:
            number = _place(book, table, row) or _next(book, table, taken)
            taken.add(number)
            for key, value in row.items():
                at = input_cell(book, table, number, key)
                if at is not None and not (key in BY_KEY[table].given and _printed(book, *at)):
                    wanted.setdefault(at[0], {})[at[1]] = value
    return _written(form, book, wanted, fields)


def _printed(book: OpenBook, sheet: str, address: str) -> bool:
    """Whether the form prints something in a cell."""
    return is_filled(value_at(book.rows(sheet), address))


def _next(book: OpenBook, table: str, taken: set[int]) -> int:
    """Return the next row in which nothing stands: not filled in, and nothing printed."""
    form = BY_KEY[table]
    lines = [row for part in parts_of(book)[table] for row in part.found.grid.rows]
    last = max(taken, default=0)
    if not form.given:
        return last + 1
    return next(
        (n for n, row in enumerate(lines, 1) if n not in taken and not any(map(is_filled, row))),
        last + 1,
    )


def _place(book: OpenBook, table: str, row: NewRow) -> int | None:
    """Return the row that is printed for what a row is about; None where none is."""
    form = BY_KEY[table]
    about = next((key for key in form.given if row.get(key) is not None), None)
    if about is None:
        return None
    wanted = {name_key(str(row[about])), name_key(names().get(str(row[about]), ""))} - {""}
    count = sum(len(part.found.grid.rows) for part in parts_of(book)[table])
    for number in range(1, count + 1):
        at = input_cell(book, table, number, about)
        printed = value_at(book.rows(at[0]), at[1]) if at else None
        if name_key(f"{printed:g}" if isinstance(printed, float) else str(printed)) in wanted:
            return number
    return None


@cache
def names() -> Mapping[str, str]:
    """Return what forms print for codes: the names of the policy that `init` writes."""
    _, policy = first_tables(2025, "架空市")
    return {
        **{code: persona.persona_name for code, persona in policy.personas.items()},
        **{code: tool.tool_name for code, tool in policy.tools.items()},
        **{code: skill.skill_name for code, skill in policy.skills.items()},
    }


def set_fields(form: bytes, fields: Mapping[str, Cell]) -> bytes:
    """Set single cells by their defined names (`in_<key>`)."""
    return _written(form, _opened(form), {}, fields)


def _written(form: bytes, book: OpenBook, wanted: Addressed, fields: Mapping[str, Cell]) -> bytes:
    """Return a form with cells set, those named as fields, too."""
    for key, value in fields.items():
        at = book.named_cell(f"in_{key}")
        if at is None:
            raise LookupError(key)
        wanted.setdefault(at[0], {})[at[1]] = value
    return marked(form, wanted)
