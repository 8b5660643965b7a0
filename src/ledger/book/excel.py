"""A workbook that is open in Excel, through xlwings (COM, Windows).

Thin on purpose: one xlwings call or two per method of `Pages`, no rule and no wording. Every call
goes to another process and back, so sheets and tables are looked for once and then held, and
whatever is written goes in one block and raw: xlwings' `value` and `formula` ask Excel some sixty
things about a range before they write.

Only what xlwings' Windows engine has; `.api` where it has nothing: `Saved`, `ReadOnly`,
`ProtectContents`, `Locked`, `AutoFilter` and `Date1904`; and `FullName`, since xlwings' own
`fullname` of a book that is online looks for settings in the workbook itself. They are only read.
`Formula` is only written, which xlwings has no raw way to.
"""

import contextlib
from collections.abc import Collection, Mapping, Sequence

import xlwings as xw

from ledger.book.cell_parts import CellPart
from ledger.book.excel_cells import cells_at, for_texts
from ledger.book.excel_looks import dress, looks, staying
from ledger.book.excel_styles import changes, pictures, restyle, styles
from ledger.book.excel_values import (
    SheetPlace,
    as_taken,
    kept_by_format,
    ranges,
    runs,
    without_dollars,
)
from ledger.book.ports import (
    PLAIN_FORMAT,
    TEXT_FORMAT,
    CellBlock,
    CellLook,
    CellLooks,
    RowStyles,
    Selected,
    SheetCells,
    TableAt,
)
from ledger.layout.addresses import letter
from ledger.read.grids import Rows

SHOWN = (-1, True)
"""What `Sheet.visible` is for a sheet that can be seen: Excel's own -1, not a truth value."""
TABLE_STYLE = "TableStyleLight1"


class ExcelPages:
    """An open workbook; implements `book.pages.Pages`.

    Attributes:
        moved: Whether a command selected something on purpose.
    """

    def __init__(self, book: xw.Book) -> None:
        """Take a workbook that Excel has open."""
        self._book = book
        self._held: dict[str, xw.Sheet] = {}
        self._listed: dict[str, xw.main.Table] = {}
        self.moved = False

    @property
    def name(self) -> str:
        """File name."""
        return str(self._book.name)

    @property
    def location(self) -> str:
        """Full name as Excel has it; a URL if it is online."""
        return str(self._book.api.FullName)

    @property
    def saved(self) -> bool:
        """Whether nothing was changed since the last save."""
        return bool(self._book.api.Saved)

    @property
    def read_only(self) -> bool:
        """Whether Excel opened it read-only."""
        return bool(self._book.api.ReadOnly)

    @property
    def from_1904(self) -> bool:
        """See `Pages.from_1904`."""
        return bool(self._book.api.Date1904)

    def sheets(self) -> Mapping[str, bool]:
        """See `Pages.sheets`; hidden and very hidden alike cannot be seen."""
        self._held.clear()
        return {title: self._sheet(title).visible in SHOWN for title in self._titles()}

    def tables(self) -> Mapping[str, TableAt]:
        """See `Pages.tables`."""
        self._listed.clear()
        found: dict[str, TableAt] = {}
        for title in self._titles():
            for table in self._sheet(title).tables:
                name = table.name
                self._listed[name] = table
                ref = without_dollars(table.range.address)
                found[name] = TableAt(title, ref, bool(table.show_totals))
        return found

    def filtered(self, among: Collection[str] | None = None) -> frozenset[str]:
        """See `Pages.filtered`."""
        names = self.tables() if among is None else among
        return frozenset(
            name
            for name in names
            if (own := self._table(name).api.AutoFilter) is not None and own.FilterMode
        )

    def unfilter(self, name: str) -> None:
        """See `Pages.unfilter`."""
        self._table(name).autofilter.clear()

    def calculate(self) -> None:
        """See `Pages.calculate`."""
        app = self._book.app
        if app.calculation == "manual":
            app.calculate()

    def names(self) -> Mapping[str, str]:
        """See `Pages.names`."""
        return {name.name: name.refers_to or "" for name in self._book.names}

    def cells(self, sheet: str, ref: str = "") -> SheetCells:
        """See `Pages.cells`."""
        return cells_at(self._sheet(sheet), ref)

    def values(self, sheet: str) -> Rows:
        """See `Pages.values`."""
        return self.cells(sheet).values

    def pictures(self, sheet: str, errors: Sequence[str]) -> frozenset[str]:
        """See `Pages.pictures`; an Excel that knows no more than values shows none."""
        return pictures(self._sheet(sheet), errors)

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """See `Pages.formulas`."""
        return self.cells(sheet).formulas

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """See `Pages.locked`."""
        held = self._sheet(sheet)
        if not held.api.ProtectContents:
            return ()
        return [a for a in addresses if held.range(a).api.Locked is not False]

    def put(self, sheet: str, ref: str, block: CellBlock, texts: Collection[int] = ()) -> None:
        """See `Pages.put`; a number format is asked for only where it says how a text is kept."""
        target, asked = self._sheet(sheet).range(ref), kept_by_format(block, texts)
        found = self._for_texts(target, sheet, ref, asked) if asked else ()
        self._fill(target, as_taken(block, texts, found))

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """See `Pages.put_formula`."""
        self._sheet(sheet).range(address).api.Formula = formula

    def put_formula_column(self, sheet: str, ref: str, formulas: Sequence[str]) -> None:
        """See `Pages.put_formula_column`."""
        self._sheet(sheet).range(ref).api.Formula = tuple((formula,) for formula in formulas)

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """See `Pages.fill_formula`; where cells were for texts it would stay a text."""
        held = self._sheet(sheet).range(ref)
        held.number_format = PLAIN_FORMAT
        held.api.Formula = formula

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """See `Pages.set_format`."""
        for some in ranges(ref):
            self._sheet(sheet).range(some).number_format = number_format

    def format_of(self, sheet: str, ref: str) -> str | None:
        """See `Pages.format_of`."""
        found = {self._sheet(sheet).range(some).number_format for some in ranges(ref)}
        return found.pop() if len(found) == 1 else None

    def looks(self, sheet: str, ref: str) -> CellLooks | None:
        """See `Pages.looks`; a note's box is as Excel makes it, its text is kept."""
        return looks(self._sheet(sheet), ref)

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """See `Pages.dress`."""
        held = self._sheet(sheet)
        for address in sorted(worn.keys() | wanted.keys()):
            old, new = worn.get(address, CellLook()), wanted.get(address, CellLook())
            if old != new:
                dress(held.range(address), old, new)

    def styles(self, sheet: str, ref: str, alike: Sequence[Sequence[int]] = ()) -> RowStyles | None:
        """See `Pages.styles`."""
        return styles(self._sheet(sheet), ref, alike)

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """See `Pages.restyle`; neighbours that are shown alike at once."""
        held = self._sheet(sheet)
        for at in sorted(worn.keys() & wanted.keys()):
            for top, bottom, old, new in changes(worn[at], wanted[at], first):
                restyle(held.range(f"{at}{top}:{at}{bottom}"), old, new)

    def staying(self, sheet: str, ref: str) -> tuple[str, ...]:
        """See `Pages.staying`."""
        return staying(self._sheet(sheet), ref)

    def clear(self, sheet: str, ref: str) -> None:
        """See `Pages.clear`."""
        self._sheet(sheet).range(ref).clear_contents()

    def resize_table(self, name: str, ref: str) -> None:
        """See `Pages.resize_table`."""
        table = self._table(name)
        table.resize(table.parent.range(ref))

    def add_table(self, title: str, name: str, headers: Sequence[str]) -> None:
        """See `Pages.add_table`; before the sheet that is seen: the last may be hidden."""
        seen = self._book.sheets.active
        held = self._book.sheets.add(title)
        self._held.clear()
        ref = f"A1:{letter(len(headers) - 1)}2"
        held.range(ref).number_format = TEXT_FORMAT
        self.put(title, ref, [headers, [None] * len(headers)])
        held.tables.add(source=held.range(ref), name=name, table_style_name=TABLE_STYLE)
        self._listed.clear()
        seen.activate()

    def add_page(self, title: str, *, first: bool) -> None:
        """See `Pages.add_page`; what is not first stands before the sheet that is seen."""
        seen = self._book.sheets.active
        before = self._book.sheets[0] if first else seen
        self._book.sheets.add(title, before=before)
        self._held.clear()
        seen.activate()

    def rename_sheet(self, title: str, new: str) -> None:
        """See `Pages.rename_sheet`."""
        self._sheet(title).name = new
        self._held.clear()

    def show_tab(self, title: str, *, shown: bool) -> None:
        """See `Pages.show_tab`."""
        self._sheet(title).visible = shown

    def drop_sheet(self, title: str) -> None:
        """See `Pages.drop_sheet`."""
        self._held.clear()
        if title in self._titles():
            self._sheet(title).delete()
            self._held.clear()
            self._listed.clear()

    def set_name(self, name: str, text: str) -> None:
        """See `Pages.set_name`."""
        for one in self._book.names:
            if one.name == name:
                one.refers_to = text

    def hide_rows(self, sheet: str, rows: Sequence[int], *, hidden: bool) -> None:
        """See `Pages.hide_rows`."""
        held = self._sheet(sheet)
        for first, last in runs(rows):
            held.range(f"{first}:{last}").rows.hidden = hidden

    def show_sheet(self, title: str, rows: CellBlock) -> None:
        """See `Pages.show_sheet`."""
        self._held.clear()
        if title not in self._titles():
            self._held.clear()
            self._book.sheets.add(title)  # before the one that is seen: the last may be hidden
        held = self._sheet(title)
        held.clear_contents()
        width = max((len(row) for row in rows), default=0)
        if width:
            ref = f"A1:{letter(width - 1)}{len(rows)}"
            held.range(ref).number_format = TEXT_FORMAT
            self.put(title, ref, [[*row, *[None] * (width - len(row))] for row in rows])
        held.activate()
        self.moved = True

    def selection(self) -> Selected:
        """See `Pages.selection`; nothing for a chart or a whole sheet, which Excel cannot count."""
        with contextlib.suppress(Exception):
            chosen = self._book.app.selection
            if chosen is not None:
                return Selected(chosen.sheet.name, without_dollars(chosen.address))
        return Selected("", "")

    def select(self, sheet: str, ref: str) -> None:
        """See `Pages.select`; what is on a hidden sheet cannot be."""
        held = self._sheet(sheet)
        if held.visible in SHOWN:
            held.activate()
            held.range(ref).select()
            self.moved = True

    def save(self) -> None:
        """See `Pages.save`."""
        self._book.save()

    def _titles(self) -> Collection[str]:
        if not self._held:
            self._held = {sheet.name: sheet for sheet in self._book.sheets}
        return self._held.keys()

    def _sheet(self, title: str) -> xw.Sheet:
        self._titles()
        return self._held[title]

    def _table(self, name: str) -> xw.main.Table:
        if not self._listed:
            self.tables()
        return self._listed[name]

    def _for_texts(
        self, target: xw.Range, sheet: str, ref: str, asked: Sequence[SheetPlace]
    ) -> Collection[SheetPlace]:
        """Return those of some cells of a range whose number format is that of texts."""
        part = CellPart.of(ref)
        places = [(part.top + row, part.left + at) for row, at in asked]
        found = for_texts(self._sheet(sheet), target, part, places)
        return {(row - part.top, at - part.left) for row, at in found}

    @staticmethod
    def _fill(target: xw.Range, rows: CellBlock) -> None:
        """Write the values of a range, as pywin32 takes them."""
        target.raw_value = rows
