"""`ExcelPages` on xlwings' remote engine: the same code, but for what that engine does not have.

A server gets the workbook once and answers with actions once. A command reads what it has written,
so here every look at the workbook first lets the client do what was asked for, and is sent anew.
"""

import datetime as dt
from collections.abc import Collection, Sequence

import xlwings as xw

from ledger.book.addresses import cells_of
from ledger.book.cell_parts import cut
from ledger.book.excel import ExcelPages
from ledger.book.memory import MemoryPages
from ledger.book.ports import CellBlock, CellLooks, RowStyles, SheetCells
from ledger.layout.addresses import position
from ledger.read.grids import Rows
from remote.client import Client


class RemotePages(ExcelPages):
    """A workbook that a client has open and a server works on; see `ExcelPages`.

    What is overridden, and why (all of it can be read by nobody but the client):

    - `location`: the payload holds a file name, no path;
    - `saved`, `read_only`, `from_1904`, `locked`, `filtered`: `.api` is the payload, not Excel;
    - `unfilter`, `calculate`: that engine does not let anybody;
    - `looks`, `dress`, `styles`, `restyle`, `staying`: colours and notes are not sent;
    - `show_tab`: that engine hides no sheet;
    - `formulas`: values are sent, formulas are not;
    - the formats that `put` looks at: formats are not sent, so every text is guarded;
    - values go through xlwings' own conversion, since days are sent as texts;
    - ranges are named one by one, formulas are put one by one.

    The status bar is `MemoryDesk`'s: the engine has none.

    Attributes:
        days: How many days were to be written.
    """

    def __init__(self, client: Client) -> None:
        """Work for a client."""
        self.client = client
        self._opened = client.book()
        self._held, self._listed = {}, {}
        self.moved = False
        self.days = 0

    @property
    def _book(self) -> xw.Book:  # type: ignore[override]  # sent anew after every change
        self.done()
        return self._opened

    @property
    def location(self) -> str:
        """See above."""
        return self.client.pages.location

    @property
    def saved(self) -> bool:
        """See above."""
        return self.done().saved

    @property
    def read_only(self) -> bool:
        """See above."""
        return self.done().read_only

    @property
    def from_1904(self) -> bool:
        """See above."""
        return self.done().from_1904

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """See above."""
        return self.done().locked(sheet, addresses)

    def filtered(self, among: Collection[str] | None = None) -> frozenset[str]:
        """See above."""
        return self.done().filtered(among)

    def unfilter(self, name: str) -> None:
        """See above."""
        self.done().unfilter(name)

    def calculate(self) -> None:
        """See above."""

    def format_of(self, sheet: str, ref: str) -> str | None:
        """See above."""
        return self.done().format_of(sheet, ref)

    def looks(self, sheet: str, ref: str) -> CellLooks:
        """See above."""
        return self.done().looks(sheet, ref)

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """See above."""
        self.done().dress(sheet, worn, wanted)

    def styles(self, sheet: str, ref: str, alike: Sequence[Sequence[int]] = ()) -> RowStyles | None:
        """See above."""
        return self.done().styles(sheet, ref, alike)

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """See above."""
        self.done().restyle(sheet, first, worn, wanted)

    def show_tab(self, title: str, *, shown: bool) -> None:
        """See above."""
        self.done().show_tab(title, shown=shown)
        self._opened = self.client.book()

    def staying(self, sheet: str, ref: str) -> tuple[str, ...]:
        """See above."""
        return self.done().staying(sheet, ref)

    def cells(self, sheet: str, ref: str = "") -> SheetCells:
        """See above."""
        held = self._sheet(sheet)
        area = held.range(held.range("A1"), held.used_range.last_cell)
        values = area.options(ndim=2, err_to_str=True).value
        return cut(values, self.done().formulas(sheet), ref)

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """See above."""
        self._sheet(sheet).range(address).formula = formula

    def put_formula_column(self, sheet: str, ref: str, formulas: Sequence[str]) -> None:
        """See above."""
        for address, formula in zip(cells_of(ref), formulas, strict=True):
            self.put_formula(sheet, address, formula)

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """See above."""
        self.put_formula_column(sheet, ref, [formula] * len(cells_of(ref)))

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """See above."""
        for one in ref.split(","):
            super().set_format(sheet, one, number_format)

    def _sheet(self, title: str) -> xw.Sheet:
        return self._book.sheets[title]

    def _titles(self) -> Collection[str]:
        return [sheet.name for sheet in self._book.sheets]

    def _table(self, name: str) -> xw.main.Table:
        return self._sheet(self.tables()[name].sheet).tables[name]

    def _for_texts(
        self, target: xw.Range, sheet: str, ref: str, asked: Sequence[tuple[int, int]]
    ) -> Collection[tuple[int, int]]:
        """See above."""
        del target, sheet, ref, asked
        return ()

    @staticmethod
    def _fill(target: xw.Range, rows: CellBlock) -> None:
        """See above."""
        target.value = [
            [
                value.replace(tzinfo=None) if isinstance(value, dt.datetime) else value
                for value in row
            ]
            for row in rows
        ]

    def put(self, sheet: str, ref: str, block: CellBlock, texts: Collection[int] = ()) -> None:
        """Write, and see that every cell holds what was meant: no text has become a day."""
        super().put(sheet, ref, block, texts)
        self.days += sum(isinstance(value, dt.date) for line in block for value in line)
        top, left = position(ref.split(":", maxsplit=1)[0])
        rows = _as_is(self.done().values(sheet))
        for row, line in enumerate(block, start=top):
            for column, meant in enumerate(line, start=left):
                there = rows.get((row, column))
                assert isinstance(there, str) == (isinstance(meant, str) and meant != ""), (
                    f"{meant!r} has become {there!r}"
                )

    def done(self) -> MemoryPages:
        """Let the client do what is still asked for, and return what it has then."""
        if actions := self._opened.json()["actions"]:
            self.client.apply(actions)
            self._opened = self.client.book()
        return self.client.pages


def _as_is(rows: Rows) -> dict[tuple[int, int], object]:
    return {
        (number, column): value
        for number, row in enumerate(rows)
        for column, value in enumerate(row)
    }
