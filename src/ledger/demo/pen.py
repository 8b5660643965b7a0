"""Writing on forms as a person would: into the next blank rows, cell by cell."""

from collections.abc import Mapping, Sequence

from ledger.layout.columns import Cell, NewRow
from ledger.layout.frames import letter
from ledger.layout.self_report import BY_KEY, FIRST_COLUMN, HEADER_ROW
from ledger.model.reports import SelfReport
from ledger.present.marks import marked
from ledger.read.grids import open_book
from ledger.read.guard import inspect

Addressed = dict[str, dict[str, Cell]]
"""Values by sheet and address."""


def cell_of(table: str, row: int, key: str) -> str:
    """Return the address of an input cell of a form's table; rows count from 1."""
    keys = BY_KEY[table].table.keys
    return f"{letter(FIRST_COLUMN - 1 + keys.index(key))}{HEADER_ROW + row}"


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
            goal, persona of a Step), to that row.
        fields: Values of single cells (`submitted_on`).
    """
    wanted: Addressed = {}
    for table, listed in rows.items():
        sheet = wanted.setdefault(BY_KEY[table].table.title, {})
        used = max((row.number for row in seen.rows if row.table == table), default=0)
        for number, row in enumerate(listed, start=used + 1):
            at = _place(form, table, row) or number
            if at <= BY_KEY[table].rows:
                given = BY_KEY[table].given
                sheet |= {cell_of(table, at, k): v for k, v in row.items() if k not in given}
    return set_fields(marked(form, wanted), fields)


def _place(form: bytes, table: str, row: NewRow) -> int | None:
    """Return the row that is printed for what a row is about; None where none is."""
    if table == "my_goals":
        return int(str(row["goal_no"]))
    if table != "my_steps":
        return None
    book, _ = open_book(form, "form")
    found = book.grid(BY_KEY[table].table) if book else None
    lines = found.grid.rows if found else ()
    about, wanted = BY_KEY[table].table.keys.index("persona_code"), [row["persona_code"]]
    printed = (n for n, one in enumerate(lines, 1) if str(one[about]).split()[:1] == wanted)
    return next(printed, None)


def set_fields(form: bytes, fields: Mapping[str, Cell]) -> bytes:
    """Set single cells by their defined names (`in_<key>`)."""
    gated, problems = inspect(form, "form")
    if gated is None:
        raise ValueError(problems)
    wanted: Addressed = {}
    for key, value in fields.items():
        sheet, _, address = gated.names[f"in_{key}"].rpartition("!")
        wanted.setdefault(sheet.strip("'"), {})[address.replace("$", "")] = value
    return marked(form, wanted)
