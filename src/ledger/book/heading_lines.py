"""「いつの結果か」 above the results of a ledger that is open in a program."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from ledger.book.ports import Pages
from ledger.layout.addresses import TableArea
from ledger.layout.columns import Cell
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.sheet_order import CHARTS, CHARTS_KEY
from ledger.present.headings import CELL, ROW, is_dated, is_ours


class HeadingLine(NamedTuple):
    """The line of one sheet.

    Attributes:
        key: Key of the table below it; that of the charts.
        sheet: The sheet.
        text: What it says; None if the cell is blank.
    """

    key: str
    sheet: str
    text: Cell


def heading_lines(pages: Pages, keys: Collection[str]) -> tuple[HeadingLine, ...]:
    """Return the lines above some results as they stand.

    Args:
        pages: The open ledger.
        keys: Keys of the tables whose line is asked for; that of the charts may be among them.
    """
    below_title = [
        (key, at.sheet)
        for key, at in pages.tables().items()
        if is_dated(key) and TableArea.of(at.ref).top > TITLE_ROWS
    ]
    charts = [(CHARTS_KEY, sheet) for sheet in pages.sheets() if sheet == CHARTS]
    found = (
        HeadingLine(key, sheet, _standing(pages, sheet))
        for key, sheet in (*below_title, *charts)
        if key in keys
    )
    return tuple(one for one in found if is_ours(one.text))


def put_heading_lines(pages: Pages, lines: Mapping[str, Cell]) -> None:
    """Write the lines, by sheet."""
    for sheet, text in lines.items():
        pages.put(sheet, CELL, [[text]])


def _standing(pages: Pages, sheet: str) -> Cell:
    rows = pages.values(sheet)
    value = rows[ROW - 1][0] if len(rows) >= ROW and rows[ROW - 1] else None
    return str(value) if value not in (None, "") else None
