"""How rows are compared."""

import re
from functools import cache

from ledger.layout import ledger
from ledger.layout.columns import Kind, NewRow, RowKey, RowValues, Table
from ledger.layout.shared import STAFF_NO
from ledger.model.folding import name_key


def key_of(table: Table, row: NewRow) -> RowKey:
    """Return the row key by which facts are compared: names folded, all else as it stands."""
    return tuple(
        name_key(value) if is_name and isinstance(value := row[key], str) else row[key]
        for key, is_name in _parts(table.key)
    )


@cache
def _parts(table_key: str) -> tuple[tuple[str, bool], ...]:
    table = ledger.BY_KEY[table_key]
    return tuple((column.key, column.kind is Kind.TEXT) for column in table.pick(table.row_key))


def plain_name(name: str) -> str:
    """Return a file name as a cell can hold it: characters that no workbook holds as `\ufffd`."""
    return _FORBIDDEN.sub("\ufffd", name).strip()


_FORBIDDEN = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def spoken_key(table: Table, row: RowValues) -> str:
    """Return what tells a person's rows apart, as written: one line for 行キー and for messages."""
    values = (row[key] for key in table.row_key if key != STAFF_NO.key)
    return "/".join("" if value is None else str(value) for value in values)
