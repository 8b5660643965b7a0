"""How rows are compared."""

from functools import cache

from ledger.layout import ledger
from ledger.layout.columns import Column, NewRow, RowKey, RowValues, Table
from ledger.layout.shared import STAFF_NO
from ledger.model.folding import name_key


def key_of(table: Table, row: NewRow) -> RowKey:
    """Return the row key by which facts are compared: names folded, all else as it stands."""
    return tuple(column.compared(row[column.key]) for column in _columns(table.key))


@cache
def _columns(table_key: str) -> tuple[Column, ...]:
    table = ledger.BY_KEY[table_key]
    return table.pick(table.row_key)


def rejected_as(staff_no: object, table_key: object, spoken: object) -> tuple[str, str, str]:
    """Return what a row of 否認 and the row that it is about are known to each other by.

    Args:
        staff_no: Whose row it is.
        table_key: The table of the ledger in which it stands.
        spoken: Its 行キー (`spoken_key`), as it was written.
    """
    return str(staff_no), str(table_key), name_key(str(spoken))


def spoken_key(table: Table, row: RowValues) -> str:
    """Return what tells a person's rows apart, as written: one line for 行キー and for messages."""
    values = (row[key] for key in table.row_key if key != STAFF_NO.key)
    return "/".join("" if value is None else str(value) for value in values)
