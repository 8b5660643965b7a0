"""「いつの結果か」 above the results of a ledger that is open in a program."""

from collections.abc import Mapping

from ledger.book.ports import Pages
from ledger.layout.addresses import TableArea
from ledger.layout.columns import Cell
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.sheet_order import CHARTS
from ledger.present.headings import CELL, ROW, is_dated, is_ours


def heading_lines(pages: Pages) -> dict[str, Cell]:
    """Return what the line says on each sheet that has one: by sheet, blank None."""
    below_title = [
        at.sheet
        for key, at in pages.tables().items()
        if is_dated(key) and TableArea.of(at.ref).top > TITLE_ROWS
    ]
    listed = [*below_title, *(sheet for sheet in pages.sheets() if sheet == CHARTS)]
    found = {sheet: _standing(pages, sheet) for sheet in listed}
    return {sheet: text for sheet, text in found.items() if is_ours(text)}


def put_heading_lines(pages: Pages, lines: Mapping[str, Cell]) -> None:
    """Write the lines, by sheet."""
    for sheet, text in lines.items():
        pages.put(sheet, CELL, [[text]])


def _standing(pages: Pages, sheet: str) -> Cell:
    rows = pages.values(sheet)
    value = rows[ROW - 1][0] if len(rows) >= ROW and rows[ROW - 1] else None
    return str(value) if value not in (None, "") else None
