"""What a book refuses to write, open or closed: what would lose rows, what reads otherwise."""

from collections.abc import Collection, Iterable, Mapping

import pandas as pd

from ledger.layout import ledger
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Group
from ledger.layout.frames import cells
from ledger.layout.page_frames import without_pages
from ledger.layout.pages import is_page
from ledger.model.cell_ranges import cells_said
from ledger.model.characters import fits_cell
from ledger.model.problems import Place, Refusal
from ledger.model.sheet_room import refuse_full
from ledger.read.ledger_book import LedgerBook


def refuse_losses(before: LedgerBook, keys: Collection[str], name: str) -> None:
    """Refuse to write a table anew that has rows which could not be read.

    Raises:
        Refusal: `rows-unreadable`; the program's own results are written anew all the same.
    """
    for key in sorted(key for key in keys if not is_page(key)):
        table = ledger.BY_KEY[key]
        if before.left_out.get(key) and table.group is not Group.RESULTS:
            rows = cells_said(f"{row}行" for row in before.left_out[key])
            place = Place(file=name, sheet=table.title)
            raise Refusal.of("rows-unreadable", place, table=table.title, rows=rows)


def refuse_full_sheets(changes: Mapping[str, pd.DataFrame], name: str) -> None:
    """Refuse to write a table that leaves its sheet too little room.

    Raises:
        Refusal: `sheet-full`; nothing is written.
    """
    for key, data in without_pages(changes).items():
        refuse_full(ledger.BY_KEY[key].title, len(data), name)


def refuse_impossible(sheet: str, said: Iterable[tuple[str, object]], name: str) -> None:
    """Refuse to hand a program a text that no cell can hold: it would cut it, or spoil its file.

    Args:
        sheet: The sheet.
        said: Addresses, and what is to stand there.
        name: The workbook's name, for messages.

    Raises:
        Refusal: `text-impossible`, as for a closed workbook (`present/cell_patch`).
    """
    for address, value in said:
        if isinstance(value, str) and not fits_cell(value):
            place = Place(file=name, sheet=sheet, cell=address)
            raise Refusal.of("text-impossible", place, cell=address)


def refuse_impossible_rows(sheet: str, rows: Iterable[Iterable[object]], name: str) -> None:
    """Refuse the same of rows that are to stand from row 1 and column A on.

    Args:
        sheet: The sheet.
        rows: The rows.
        name: The workbook's name, for messages.
    """
    said = (
        (f"{letter(column)}{row}", value)
        for row, line in enumerate(rows, start=1)
        for column, value in enumerate(line)
    )
    refuse_impossible(sheet, said, name)


def refuse_unverified(back: LedgerBook, changes: Mapping[str, pd.DataFrame], name: str) -> None:
    """Refuse what does not read back as it was written.

    Raises:
        Refusal: `write-unverified`.
    """
    for key, frame in without_pages(changes).items():
        table = ledger.BY_KEY[key]
        if _filled(cells(table, back.tables[key])) != _filled(cells(table, frame)):
            place = Place(file=name)
            raise Refusal.of("write-unverified", place, table=table.title, name=name)


def _filled(rows: list[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """Return the rows that say anything; blocks for charts end in blank ones."""
    return [row for row in rows if any(cell is not None for cell in row)]
