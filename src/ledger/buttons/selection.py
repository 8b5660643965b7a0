"""Who is meant: the people, or sections, whose rows are selected."""

from ledger.book.ports import Pages, Selected
from ledger.layout import ledger
from ledger.layout.addresses import TableArea
from ledger.layout.columns import Column, Table
from ledger.layout.review import TABLES as REVIEW_TABLES
from ledger.layout.shared import SECTION, STAFF_NO
from ledger.read.cells.cell import typed
from ledger.read.grids import OpenBook
from ledger.read.table_grid import find_columns

_TABLES = {table.key: table for table in (*ledger.TABLES, *REVIEW_TABLES)}


def chosen_people(pages: Pages, book: OpenBook) -> tuple[str, ...]:
    """Return the 職員番号 of the selected rows, each once, in the order of the sheet.

    Args:
        pages: The workbook, for what is selected.
        book: The same, opened for reading.
    """
    return _chosen(pages, book, STAFF_NO)


def chosen_sections(pages: Pages, book: OpenBook) -> tuple[str, ...]:
    """Return the 所属コード of the selected rows, each once, in the order of the sheet.

    Args:
        pages: The workbook, for what is selected.
        book: The same, opened for reading.
    """
    return _chosen(pages, book, SECTION)


def _chosen(pages: Pages, book: OpenBook, column: Column) -> tuple[str, ...]:
    chosen = pages.selection()
    found: dict[str, None] = {}
    for key, at in pages.tables().items():
        table = _TABLES.get(key)
        if at.sheet == chosen.sheet and table is not None and column.key in table.keys:
            found |= dict.fromkeys(_codes(book, table, chosen, column))
    return tuple(found)


def _codes(book: OpenBook, table: Table, chosen: Selected, wanted: Column) -> list[str]:
    found = book.grid(table)
    if found is None:
        return []
    grid = found.grid
    column = find_columns(table, grid.headers, grid.place).positions.get(wanted.key)
    if column is None:
        return []
    picked = {row for part in chosen.ref.split(",") for row in _rows(part)}
    return [
        str(written)
        for number, raws in enumerate(grid.rows, start=grid.first_row)
        if number in picked and (written := typed(wanted, raws[column]).value) is not None
    ]


def _rows(ref: str) -> range:
    """Return the row numbers of a selected range; whole columns select nobody."""
    first, _, last = ref.partition(":")
    ends = (first, last or first)
    if not all(any(char.isdigit() for char in end) for end in ends):
        return range(0)
    if first.isdigit():
        return range(int(first), int(last or first) + 1)
    area = TableArea.of(":".join(ends))
    return range(area.top, area.bottom + 1)
