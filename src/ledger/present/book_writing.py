"""Writing cells of new workbooks: typed calls only, every return code looked at."""

import datetime as dt
from collections.abc import Mapping

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import CellArrayFormulaTuple, CellFormulaTuple, Worksheet

from ledger.layout import meta
from ledger.layout.columns import Cell, Column, Kind
from ledger.layout.names_beside import is_name
from ledger.model.problems import Refusal

BUILT = dt.datetime(2026, 4, 1)  # noqa: DTZ001 - a fixed moment, so that the same is the same
FONT = "游ゴシック"
INK = "#1A1A1A"
HEADER_FILL = "#E8F1FE"
ACCENT = "#0017C1"
GREY = "#626264"
"""Ink of notes, and of names beside their codes."""
_RATES = ("率", "(%)")
"""Ends of the headers of figures with one decimal."""
_YEN = frozenset({"unit_price", "cost", "estimate"})
"""Keys of amounts of money."""
_CHECK_VALUES = frozenset({"digest", "seal", "chain"})
"""Keys of what only the program reads: on one line, so that no row is twice as high for it."""


class Formats:
    """The few cell formats that all our new workbooks share."""

    def __init__(self, book: Workbook) -> None:
        """Make the formats.

        Args:
            book: The workbook they belong to.
        """
        base: dict[str, object] = {"font_name": FONT, "font_size": 11, "font_color": INK}
        self.plain = book.add_format(base)
        self.title = book.add_format({**base, "bold": True, "font_size": 16, "font_color": ACCENT})
        self.note = book.add_format({**base, "font_color": GREY})
        self.link = book.add_format({**base, "font_color": ACCENT, "underline": 1})
        self.header = book.add_format(
            {
                **base,
                "bold": True,
                "bg_color": HEADER_FILL,
                "bottom": 2,
                "bottom_color": ACCENT,
                "text_wrap": True,
                "valign": "vcenter",
            }
        )
        # Rows grow with their longest text, so every cell stands at the row's top.
        cell = {**base, "valign": "top"}
        # A blank apart from the text that may stand at its right.
        number = {**cell, "align": "right", "indent": 1}
        self._cell = book.add_format(cell)
        self._name = book.add_format({**cell, "font_color": GREY, "text_wrap": True})
        self._yen = book.add_format({**number, "num_format": "#,##0"})
        self._rate = book.add_format({**number, "num_format": "0.0"})
        self._small = book.add_format({**cell, "num_format": "@", "shrink": True})
        self._by_kind: dict[Kind, Format] = {
            Kind.CODE: book.add_format({**cell, "num_format": "@", "text_wrap": True}),
            Kind.TEXT: book.add_format({**cell, "text_wrap": True}),
            Kind.DATE: book.add_format({**cell, "num_format": "yyyy/mm/dd", "align": "left"}),
            Kind.STAMP: book.add_format(
                {**cell, "num_format": "yyyy/mm/dd hh:mm:ss", "align": "left"}
            ),
            Kind.WHOLE: book.add_format({**number, "num_format": "0"}),
            Kind.NUMBER: book.add_format(number),
        }

    def of(self, column: Column) -> Format:
        """Return the format of a column's values."""
        if column.key in _CHECK_VALUES:
            return self._small
        if is_name(column):
            return self._name
        if column.key in _YEN:
            return self._yen
        if column.one_line:
            return self._cell
        if column.kind is Kind.NUMBER and column.header.endswith(_RATES):
            return self._rate
        return self._by_kind.get(column.kind, self._cell)


def checked(code: object) -> None:
    """Stop where the writing library only returns a negative number.

    Raises:
        Refusal: The text is too long or the cell does not exist (`text-impossible`).
    """
    if isinstance(code, int) and code < 0:
        raise Refusal.of("text-impossible", cell="")


def write_cell(  # noqa: PLR0913, PLR0917 - where, what and how it looks
    sheet: Worksheet, row: int, position: int, column: Column, value: Cell, formats: Formats
) -> None:
    """Write one value by its type; None leaves the cell empty."""
    write_value(sheet, row, position, value, formats.of(column))


def write_value(
    sheet: Worksheet, row: int, position: int, value: Cell, look: Format | None
) -> None:
    """Write one value by its type in a format of its own; None leaves the cell empty."""
    if value is None:
        return
    if isinstance(value, str):
        checked(sheet.write_string(row, position, value, look))
    elif isinstance(value, bool):
        checked(sheet.write_boolean(row, position, value, look))
    elif isinstance(value, dt.date):
        checked(sheet.write_datetime(row, position, value, look))
    else:
        checked(sheet.write_number(row, position, value, look))


def write_meta(book: Workbook, values: Mapping[str, str]) -> None:
    """Write the very-hidden `_meta`, and its values again as defined names.

    The last that is written: what there is to calculate is known now.
    """
    sheet = book.add_worksheet(meta.SHEET)
    sheet.add_table(
        0,
        0,
        len(values),
        1,
        {"name": meta.META.key, "columns": [{"header": h} for h in meta.META.headers]},
    )
    for row, (key, value) in enumerate(values.items(), start=1):
        checked(sheet.write_string(row, 0, key))
        checked(sheet.write_string(row, 1, value))
        quoted = value.replace('"', '""')
        book.define_name(f"{meta.NAME_PREFIX}{key}", f'="{quoted}"')
    sheet.very_hidden()
    book.calc_on_load = _calculates(book)


def _calculates(book: Workbook) -> bool:
    """Whether a cell holds a formula; else Excel would ask to save what nobody changed."""
    return any(
        isinstance(cell, CellFormulaTuple | CellArrayFormulaTuple)
        for sheet in book.worksheets()
        for row in sheet.table.values()
        for cell in row.values()
    )
