"""Plain tables for other people's programs: one header row from A1 on, one datum a cell."""

from collections.abc import Sequence

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ledger.layout.columns import Kind, Table
from ledger.layout.frames import cells
from ledger.present.book_writing import write_value

_FORMATS = {Kind.NUMBER: "0.0", Kind.WHOLE: "0", Kind.DATE: "yyyy/mm/dd"}


def plain_look(book: Workbook, kind: Kind) -> Format:
    """Return the format of a plain table's values of a kind."""
    return book.add_format({"num_format": _FORMATS.get(kind, "@"), "valign": "top"})


def write_plain_table(
    book: Workbook, table: Table, data: pd.DataFrame, header: Format, looks: Sequence[Format]
) -> None:
    """Write a table on a sheet of its own; a cell is blank where there is no datum.

    Args:
        book: The workbook.
        table: The declared table; its title is the sheet's.
        data: Its rows.
        header: Format of the headers.
        looks: Format of each column.
    """
    sheet = book.add_worksheet(table.title)
    rows = cells(table, data)
    for position, column in enumerate(table.columns):
        sheet.set_column(position, position, column.width + 2)
    columns = [{"header": column.header, "header_format": header} for column in table.columns]
    options = {"name": table.key, "style": "Table Style Light 1", "columns": columns}
    sheet.add_table(0, 0, max(len(rows), 1), len(columns) - 1, options)
    for number, row in enumerate(rows, start=1):
        for position, (look, value) in enumerate(zip(looks, row, strict=True)):
            write_value(sheet, number, position, value, look)
    sheet.freeze_panes(1, 0)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(rows) + 1}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
