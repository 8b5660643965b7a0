"""One sheet with a table and with HR's own things, as a file and as an open workbook.

The same exchange is carried out in both; `Outcome` is what a person sees afterwards.
"""

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import openpyxl
import pandas as pd
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.worksheet import Worksheet

from ledger.book.exchange import exchange, show_all, standing
from ledger.book.memory import MemoryPages, MemorySheet
from ledger.book.ports import CellLook, TableAt
from ledger.layout.addresses import letter
from ledger.layout.columns import Cell, Table
from ledger.layout.frames import cells, empty_tables, frame
from ledger.model.problems import Refusal
from ledger.present.splice import splice

NAME = "台帳.xlsx"
YELLOW, RGB = "FFFFFF00", (255, 255, 0)
EXTENSION, CALLED = "内線", "呼称"
Rows = Sequence[Mapping[str, Cell]]


class Outcome(NamedTuple):
    """What stands on the sheet: values, formulas, notes, coloured cells, hidden rows, the table."""

    values: Mapping[str, Cell]
    formulas: Mapping[str, str]
    notes: Mapping[str, str]
    coloured: frozenset[str]
    hidden: frozenset[int]
    ref: str


class Refused(NamedTuple):
    """What an exchange was refused with."""

    code: str
    words: str
    place: str


@dataclass
class Ground:
    """A table on a sheet, as HR keeps it.

    Attributes:
        table: The table.
        rows: What it says, from row 2 on.
        own: What stands in 内線, by row of the table from 0; 呼称 is a formula in each row.
        marked: Rows of the table, from 0, that are coloured and bear a note.
        left: Whether HR's columns stand before ours.
        headers: Headers that HR has changed, by ours.
        beside: Other cells of the sheet.
        totals: Whether the table shows a totals row.
        gone: Whether the table's frame is gone.
    """

    table: Table
    rows: Rows
    own: Mapping[int, Cell] = field(default_factory=dict)
    marked: Sequence[int] = ()
    left: bool = False
    headers: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, Cell] = field(default_factory=dict)
    totals: bool = False
    gone: bool = False

    @property
    def before(self) -> pd.DataFrame:
        """The rows as a reader gives them."""
        return frame(self.table, self.rows, index=range(2, 2 + len(self.rows)))

    def column(self, header: str) -> str:
        """Return the letter of a column, HR's or ours."""
        return letter(self._order.index(header))

    @property
    def _order(self) -> list[str]:
        own = [EXTENSION, CALLED]
        return [*own, *self.table.headers] if self.left else [*self.table.headers, *own]

    def file(self) -> bytes:
        """Return the sheet as a file."""
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.title = self.table.title
        sheet.append([self.headers.get(header, header) for header in self._order])
        for number, values in enumerate(cells(self.table, self.before), start=2):
            said = dict(zip(self.table.headers, values, strict=True))
            said |= {EXTENSION: self.own.get(number - 2), CALLED: self._called(number)}
            for at, header in enumerate(self._order, start=1):
                sheet.cell(number, at, said[header])
            if number - 2 in self.marked:
                for cell in sheet[number]:
                    cell.fill = PatternFill("solid", fgColor=YELLOW)
                sheet.cell(number, 1).comment = Comment(f"メモ{number}", "人事")
        height = max(len(self.rows), 1) + 1 + self.totals
        for address, value in self.beside.items():
            sheet[address] = value
        if not self.gone:
            ref = f"A1:{letter(len(self._order) - 1)}{height}"
            one = SheetTable(displayName=self.table.key, ref=ref)
            one.totalsRowCount = 1 if self.totals else None
            sheet.add_table(one)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    def _called(self, number: int) -> str:
        return f'={self.column(self.table.headers[0])}{number}&"さん"'


def in_file(ground: Ground, after: pd.DataFrame) -> Outcome | Refused:
    """Exchange the rows in the closed file."""
    tables = {**empty_tables(), ground.table.key: ground.before}
    return _tried(
        lambda: _seen(splice(ground.file(), {ground.table.key: after}, tables, NAME), ground)
    )


def in_program(ground: Ground, after: pd.DataFrame) -> Outcome | Refused:
    """Exchange the rows in the open workbook."""

    def done() -> Outcome:
        pages = _opened(ground)
        show_all(pages, ground.table)
        exchange(pages, standing(pages, ground.table, ground.before, after))
        return _shown(pages, ground)

    return _tried(done)


def _tried(attempt: Callable[[], Outcome]) -> Outcome | Refused:
    try:
        return attempt()
    except Refusal as refused:
        problem = refused.problem
        place = f"{problem.place.file}/{problem.place.sheet}/{problem.place.cell}"
        return Refused(problem.code, str(problem), place)


def _sheet(book: bytes, ground: Ground) -> Worksheet:
    sheet = openpyxl.load_workbook(io.BytesIO(book))[ground.table.title]
    assert isinstance(sheet, Worksheet)
    return sheet


def _seen(book: bytes, ground: Ground) -> Outcome:
    sheet = _sheet(book, ground)
    found = [cell for row in sheet.iter_rows() for cell in row]
    return Outcome(
        {
            c.coordinate: _as_stored(c.value)
            for c in found
            if c.value is not None and c.data_type != "f"
        },
        {c.coordinate: str(c.value) for c in found if c.data_type == "f"},
        {c.coordinate: c.comment.text for c in found if c.comment},
        frozenset(c.coordinate for c in found if c.fill.fgColor.rgb == YELLOW),
        frozenset(n for n, one in sheet.row_dimensions.items() if one.hidden),
        sheet.tables[ground.table.key].ref,
    )


def _opened(ground: Ground) -> MemoryPages:
    book = ground.file()
    sheet = _sheet(book, ground)
    held = MemorySheet()
    for cell in (cell for row in sheet.iter_rows() for cell in row):
        if cell.data_type == "f":
            held.formulas[cell.coordinate] = str(cell.value)
        elif cell.value is not None:
            held.cells[cell.row - 1, cell.column - 1] = cell.value  # type: ignore[assignment]
        filled = cell.fill.fgColor.rgb == YELLOW
        if filled or cell.comment:
            note = cell.comment.text if cell.comment else ""
            held.looks[cell.coordinate] = CellLook(RGB if filled else None, note)
    tables = {
        one.displayName: TableAt(sheet.title, one.ref, bool(one.totalsRowCount))
        for one in sheet.tables.values()
    }
    return MemoryPages(Path(NAME), {sheet.title: held}, tables, {})


def _shown(pages: MemoryPages, ground: Ground) -> Outcome:
    held = pages.held[ground.table.title]
    return Outcome(
        {
            f"{letter(column)}{row + 1}": _as_stored(value)
            for (row, column), value in held.cells.items()
            if f"{letter(column)}{row + 1}" not in held.formulas
        },
        dict(held.formulas),
        {at: look.note for at, look in held.looks.items() if look.note},
        frozenset(at for at, look in held.looks.items() if look.fill == RGB),
        frozenset(held.hidden_rows),
        pages.tables()[ground.table.key].ref,
    )


def _as_stored(value: object) -> Cell:
    """Return a value as a file gives it back: a day with a time."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return dt.datetime.combine(value, dt.time())
    return value  # type: ignore[return-value]
