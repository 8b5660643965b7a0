"""One row of a self-report as the fact it claims: the ledger's columns, 確認 未."""

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from ledger.judge.consolidation.row_keys import key_of
from ledger.judge.provisional import provisional_no
from ledger.layout import ledger, self_report_first as first
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Column, Kind, NewRow, RowKey, Table
from ledger.layout.self_report import BLOCK_PREFIX, BY_KEY
from ledger.model.folding import name_key
from ledger.model.problems import Place
from ledger.model.reports import ReportRow, SelfReport
from ledger.model.terms import Confirmation, Source

_GIVEN = frozenset({"staff_no", "year", "source", "confirmed", "source_file"})
"""Columns of facts that no form holds: intake fills them in."""


class ClaimTable(NamedTuple):
    """How the rows of one form table become facts.

    Attributes:
        table: The ledger's table.
        sheet: Its sheet, on forms of the first layout.
        keys: Its columns there, left to right.
        columns: The columns that staff fill in.
        blank: An empty fact, its fixed values set.
        optional: Columns of the row key that may be blank.
    """

    table: Table
    sheet: str
    keys: tuple[str, ...]
    columns: tuple[Column, ...]
    blank: NewRow
    optional: frozenset[str]


@cache
def claims_of(form_table: str) -> ClaimTable:
    """Return how the rows of a `my_*` table become facts."""
    form = BY_KEY[form_table]
    table = ledger.BY_KEY[form.becomes]
    fixed = {"source": Source.REPORT.value, "confirmed": Confirmation.PENDING.value}
    return ClaimTable(
        table,
        first.BY_KEY[form_table].table.title,
        first.BY_KEY[form_table].table.keys,
        tuple(column for column in table.columns if column.key not in _GIVEN),
        {key: fixed.get(key) for key in table.keys},
        frozenset(
            key for key in table.row_key if key not in _GIVEN and not table.column(key).required
        ),
    )


def fact_of(report: SelfReport, row: ReportRow, numbers: Mapping[str, str]) -> NewRow:
    """Return the fact that a row claims, whether or not it can be used.

    Args:
        report: The report.
        row: Its row.
        numbers: The 仮番号 in use (`known_numbers`); a 案件名 without number gets one.
    """
    claims = claims_of(row.table)
    fact = dict(claims.blank)
    for column in claims.columns:
        fact[column.key] = _plain(column, row.values.get(column.key))
    fact["staff_no"] = report.staff_no
    fact["source_file"] = _source(report, row)
    if "year" in fact:
        fact["year"] = report.fiscal_year
    if "project_no" in fact and not fact["project_no"] and fact["project_name"]:
        name = str(fact["project_name"])
        fact["project_no"] = numbers.get(name_key(name)) or provisional_no(name)
    return fact


def _plain(column: Column, value: Cell) -> Cell:
    if value is None or value == "":
        return column.default or None
    if column.kind is Kind.DATE and isinstance(value, dt.datetime):
        return value.date()
    if column.kind is Kind.WHOLE and isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def checked_key(claims: ClaimTable, fact: NewRow) -> RowKey:
    """Return a fact's row key; empty if a part of it is missing."""
    if any(fact[k] is None for k in claims.table.row_key if k not in claims.optional):
        return ()
    return key_of(claims.table, fact)


def _source(report: SelfReport, row: ReportRow) -> str:
    if row.sheet:
        return f"{report.file}!{BLOCK_PREFIX}{BY_KEY[row.table].table.title}!{row.number}"
    line = row.cell.lstrip(_LETTERS) or str(row.number)
    return f"{report.file}!{claims_of(row.table).sheet}!{line}"


_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def place_of(report: SelfReport, row: ReportRow, key: str = "") -> Place:
    """Return where a row begins, or where one of its columns stands."""
    claims = claims_of(row.table)
    line = row.cell.lstrip(_LETTERS)
    if row.sheet:
        own = (row.letters or {}).get(key)
        cell = f"{own}{line}" if own else row.cell
        return Place(file=report.file, sheet=row.sheet, cell=cell)
    shift = claims.keys.index(key) if key in claims.keys else 0
    first = _position(row.cell[: len(row.cell) - len(line)])
    return Place(file=report.file, sheet=claims.sheet, cell=f"{letter(first + shift)}{line}")


def _position(letters: str) -> int:
    number = 0
    for character in letters:
        number = number * len(_LETTERS) + _LETTERS.index(character) + 1
    return max(number - 1, 0)
