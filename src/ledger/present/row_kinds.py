"""Cells whose kind another cell of the row decides: 値 of 設定, shown and checked as it is."""

import datetime as dt
from collections.abc import Mapping, Sequence

from xlsxwriter.worksheet import Worksheet

from ledger.layout.columns import Cell, Column, Kind, Table
from ledger.layout.setting_columns import plain_value
from ledger.model.calendar import DATE_MAX
from ledger.present.book_writing import Formats, checked, write_cell

_FIRST_DAY = dt.date(1990, 1, 1)
_LARGEST = 9_999
_SELDOM = Kind.TEXT, Kind.CODE


def column_of(table: Table, column: Column, row: Sequence[Cell]) -> Column:
    """Return what a column holds in a row."""
    if column.by_row is None:
        return column
    other = row[table.keys.index(column.by_row.by)]
    own = column.by_row.columns.get(str(other), column)
    # a text that Excel would take for a number or a day stays the text that was typed
    return own.but(kind=Kind.CODE) if own.kind in _SELDOM else own


def write_by_row(
    sheet: Worksheet, at: tuple[int, int], column: Column, written: Cell, formats: Formats
) -> None:
    """Write a cell as what its row makes of it, blank ones with their look, and its check.

    Args:
        sheet: The sheet.
        at: Row and column, from 0.
        column: The column as this row has it; see `column_of`.
        written: The value as the frame has it.
        formats: The workbook's formats.
    """
    if written is None:
        checked(sheet.write_blank(*at, None, formats.of(column)))
    else:
        write_cell(sheet, *at, column, plain_value(column, written), formats)
    if options := _check(column):
        checked(sheet.data_validation(*at, *at, options))


def _check(column: Column) -> Mapping[str, object]:
    """Return the validation of a cell that holds such a column's value; none for texts."""
    said = {"ignore_blank": True, "error_title": f"{column.header}"}
    if column.choices:
        return {
            "validate": "list",
            "source": list(column.choices),
            "error_message": "選択肢から選んでください。",
            **said,
        }
    if column.kind is Kind.DATE:
        return {
            "validate": "date",
            "criteria": "between",
            "minimum": _FIRST_DAY,
            "maximum": DATE_MAX,
            "error_message": "日付を 2027/2/26 の形で入れてください。",
            **said,
        }
    if column.kind is not Kind.WHOLE:
        return {}
    low, high = int(column.low or 0), int(column.high or _LARGEST)
    return {
        "validate": "integer",
        "criteria": "between",
        "minimum": low,
        "maximum": high,
        "error_message": f"{low} から {high} までの整数を入れてください。",
        **said,
    }
