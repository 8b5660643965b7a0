"""What a ledger's table says, as one digest: the same rows have the same one, in any order.

A program that saves the ledger again changes its bytes, and who sorts a table changes nothing of
what it says; the digest follows neither (faults §5.7). It detects a change, it does not tell who
made it.
"""

import hashlib
from collections.abc import Mapping, Sequence

import pandas as pd

from ledger.layout import ledger
from ledger.layout.columns import Cell, Column, Kind, Table
from ledger.layout.frames import Tables, values
from ledger.trust.digest import plain_text

_UNIT, _RECORD = "\x1f", "\x1e"
"""Part cells and rows; no text of a workbook holds them."""
_MISSING = "\x00"
_TEXTS = frozenset({Kind.TEXT, Kind.CODE, Kind.CHOICE, Kind.FLAG})


def contents_of(tables: Tables, keys: Sequence[str] | None = None) -> Mapping[str, str]:
    """Return the digest of every table, by key.

    Args:
        tables: The ledger's tables.
        keys: Which of them; all if not given.
    """
    wanted = [table.key for table in ledger.TABLES] if keys is None else keys
    return {key: content_digest(ledger.BY_KEY[key], tables[key]) for key in wanted}


def content_digest(table: Table, data: pd.DataFrame) -> str:
    """Return the digest of a table's rows, 32 hex digits.

    Args:
        table: The declared table.
        data: Its frame; the order of rows does not count, nor do rows that are wholly blank.
    """
    columns = [_spoken(column, data) for column in table.columns]
    blank = _UNIT.join([_MISSING] * len(columns))
    rows = sorted(row for row in map(_UNIT.join, zip(*columns, strict=True)) if row != blank)
    said = _RECORD.join((table.key, _UNIT.join(table.keys), *rows))
    return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _spoken(column: Column, data: pd.DataFrame) -> list[str]:
    """Return a column's cells as texts of which no two different ones are alike."""
    cells = values(column, data)
    if column.kind in _TEXTS:
        return _texts(cells)
    return [_MISSING if one is None else _number(one) for one in cells]


def _texts(cells: Sequence[Cell]) -> list[str]:
    return [_MISSING if one is None else _text(str(one)) for one in cells]


def _text(one: str) -> str:
    said = one if one.isascii() and one.isprintable() else plain_text(one)
    return said.rstrip() or _MISSING


def _number(one: Cell) -> str:
    """Return a number as Excel keeps it (15 digits), a day or a moment as ISO."""
    if isinstance(one, float):
        return f"{one:.15g}"
    return str(one)
