"""An open workbook without a program: the fake that is shipped, for trying buttons out and tests.

It holds what `Pages` promises and no more, and refuses what Excel refuses: a write to a locked cell
of a protected sheet, a table that is filtered or would be resized to another beginning, a sheet
that is not there.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from ledger.book.addresses import cells_of
from ledger.book.cell_parts import cut
from ledger.book.memory_sheet import MemorySheet, ProgramError, filled_whole, new_cells
from ledger.book.ports import (
    CellBlock,
    CellLooks,
    RowStyles,
    Selected,
    SheetCells,
    TableAt,
)
from ledger.layout.addresses import letter, position
from ledger.layout.columns import Cell
from ledger.read.grids import Rows

__all__ = ["MemoryPages", "MemorySheet", "ProgramError"]


class MemoryPages:
    """A workbook in memory; implements `book.pages.Pages`.

    Attributes:
        held: The sheets by title.
        defined: What the defined names stand for.
        filters: Names of the tables that are filtered.
        calculations: How often formulas were told to calculate.
        calculated: Formulas of the columns that fill themselves in new rows, by table and position.
        saves: How often it was saved.
    """

    def __init__(
        self,
        location: Path,
        sheets: Mapping[str, MemorySheet],
        tables: Mapping[str, TableAt],
        names: Mapping[str, str],
    ) -> None:
        """Open a workbook that is nowhere else.

        Args:
            location: Where it would stand.
            sheets: Its sheets in the order of the tabs.
            tables: Its tables by name.
            names: Its defined names, `=…`.
        """
        self.held = dict(sheets)
        self.defined = dict(names)
        self.saves = 0
        self.saved = True
        self.read_only = False
        self.from_1904 = False
        self._location = location
        self._tables = dict(tables)
        self.filters: set[str] = set()
        self.calculations = 0
        self.calculated: dict[tuple[str, int], str] = {}
        self._selected = Selected(next(iter(self.held)), "A1")

    @property
    def name(self) -> str:
        """File name."""
        return self._location.name

    @property
    def location(self) -> str:
        """Where it would stand."""
        return str(self._location)

    def sheets(self) -> Mapping[str, bool]:
        """See `Pages.sheets`."""
        return {title: sheet.visible for title, sheet in self.held.items()}

    def tables(self) -> Mapping[str, TableAt]:
        """See `Pages.tables`."""
        return dict(self._tables)

    def filtered(self, among: Collection[str] | None = None) -> frozenset[str]:
        """See `Pages.filtered`."""
        return frozenset(self.filters if among is None else self.filters.intersection(among))

    def unfilter(self, name: str) -> None:
        """See `Pages.unfilter`."""
        self.filters.discard(name)
        self.saved = False

    def calculate(self) -> None:
        """See `Pages.calculate`."""
        self.calculations += 1

    def names(self) -> Mapping[str, str]:
        """See `Pages.names`."""
        return dict(self.defined)

    def cells(self, sheet: str, ref: str = "") -> SheetCells:
        """See `Pages.cells`."""
        return cut(self.values(sheet), self.formulas(sheet), ref)

    def values(self, sheet: str) -> Rows:
        """See `Pages.values`."""
        return self._sheet(sheet).rows()

    def pictures(self, sheet: str, errors: Sequence[str]) -> frozenset[str]:
        """See `Pages.pictures`."""
        return self._sheet(sheet).pictures & set(errors)

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """See `Pages.formulas`."""
        return dict(self._sheet(sheet).formulas)

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """See `Pages.locked`."""
        held = self._sheet(sheet)
        return [a for a in addresses if held.protected and a not in held.unlocked]

    def put(self, sheet: str, ref: str, block: CellBlock, texts: Collection[int] = ()) -> None:
        """See `Pages.put`; texts are kept whatever their format."""
        del texts
        addresses = self._writable(sheet, ref)
        for name in self.filters:
            at = self._tables[name]
            if at.sheet == sheet and not set(addresses).isdisjoint(cells_of(at.ref)):
                message = f"{name} is filtered: values would land in other rows"
                raise ProgramError(message)
        held = self._sheet(sheet)
        values = [value for row in block for value in row]
        if len(values) != len(addresses):
            message = f"{ref}: {len(values)} values"
            raise ProgramError(message)
        for address, value in zip(addresses, values, strict=True):
            held.formulas.pop(address, None)
            self._set(held, address, value)

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """See `Pages.put_formula`; the value is what a program would still have to calculate."""
        self._writable(sheet, address)
        self._sheet(sheet).formulas[address] = formula
        self.saved = False

    def put_formula_column(self, sheet: str, ref: str, formulas: Sequence[str]) -> None:
        """See `Pages.put_formula_column`."""
        for address, formula in zip(cells_of(ref), formulas, strict=True):
            self.put_formula(sheet, address, formula)

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """See `Pages.fill_formula`; a table's column that is filled whole fills itself from now."""
        addresses = self._writable(sheet, ref)
        self._sheet(sheet).formulas.update(dict.fromkeys(addresses, formula))
        for column in filled_whole(self._tables, sheet, addresses):
            self.calculated[column] = formula

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """See `Pages.set_format`; needs unlocked cells, as in Excel."""
        for address in self._writable(sheet, ref):
            self._sheet(sheet).formats[address] = number_format

    def format_of(self, sheet: str, ref: str) -> str | None:
        """See `Pages.format_of`."""
        found = {self._sheet(sheet).formats.get(a, "General") for a in cells_of(ref)}
        return found.pop() if len(found) == 1 else None

    def looks(self, sheet: str, ref: str) -> CellLooks:
        """See `Pages.looks`."""
        held = self._sheet(sheet).looks
        return {a: held[a] for a in cells_of(ref) if a in held}

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """See `Pages.dress`."""
        held = self._sheet(sheet)
        for address in worn.keys() | wanted.keys():
            held.looks.pop(address, None)
            if address in wanted:
                held.looks[address] = wanted[address]
        self.saved = False

    def styles(self, sheet: str, ref: str, alike: Sequence[Sequence[int]] = ()) -> RowStyles:
        """See `Pages.styles`."""
        del alike
        return self._sheet(sheet).styles(cells_of(ref))

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """See `Pages.restyle`."""
        held = self._sheet(sheet)
        for at in worn.keys() & wanted.keys():
            for number, style in enumerate(wanted[at], start=first):
                if style.shown is not None:
                    held.formats[f"{at}{number}"] = style.shown
                if style.font is not None:
                    held.fonts[f"{at}{number}"] = style.font
        self.saved = False

    def staying(self, sheet: str, ref: str) -> tuple[str, ...]:
        """See `Pages.staying`."""
        del ref
        return self._sheet(sheet).staying

    def clear(self, sheet: str, ref: str) -> None:
        """See `Pages.clear`."""
        held = self._sheet(sheet)
        for address in self._writable(sheet, ref):
            held.formulas.pop(address, None)
            self._set(held, address, None)

    def resize_table(self, name: str, ref: str) -> None:
        """See `Pages.resize_table`."""
        at = self._tables.get(name)
        if at is None or at.ref.split(":")[0] != ref.split(":", maxsplit=1)[0]:
            message = f"{name}: {ref}"
            raise ProgramError(message)
        self._tables[name] = at._replace(ref=ref)
        grown = new_cells(self.calculated, name, at.ref, ref)
        self._sheet(at.sheet).formulas.update(grown)
        self.saved = False

    def add_table(self, title: str, name: str, headers: Sequence[str]) -> None:
        """See `Pages.add_table`; neither a sheet nor a table can be there twice."""
        if title in self.held or name in self._tables:
            raise ProgramError(title)
        self.held[title] = MemorySheet({(0, at): text for at, text in enumerate(headers)})
        self._tables[name] = TableAt(title, f"A1:{letter(len(headers) - 1)}2")
        self.saved = False

    def add_page(self, title: str, *, first: bool) -> None:
        """See `Pages.add_page`."""
        if title in self.held:
            raise ProgramError(title)
        new = {title: MemorySheet()}
        self.held = new | self.held if first else self.held | new
        self.saved = False

    def rename_sheet(self, title: str, new: str) -> None:
        """See `Pages.rename_sheet`."""
        self._sheet(title)
        if new in self.held:
            raise ProgramError(new)
        self.held = {new if one == title else one: sheet for one, sheet in self.held.items()}
        moved = {n: at._replace(sheet=new) for n, at in self._tables.items() if at.sheet == title}
        self._tables |= moved
        self.saved = False

    def show_tab(self, title: str, *, shown: bool) -> None:
        """See `Pages.show_tab`; one sheet at least is always seen."""
        self._sheet(title).visible = shown
        if not any(sheet.visible for sheet in self.held.values()):
            self.held[title].visible = True
            raise ProgramError(title)
        self.saved = False

    def drop_sheet(self, title: str) -> None:
        """See `Pages.drop_sheet`."""
        self.held.pop(title, None)
        self._tables = {name: at for name, at in self._tables.items() if at.sheet != title}
        self.saved = False

    def set_name(self, name: str, text: str) -> None:
        """See `Pages.set_name`."""
        if name not in self.defined:
            raise ProgramError(name)
        self.defined[name] = text
        self.saved = False

    def hide_rows(self, sheet: str, rows: Sequence[int], *, hidden: bool) -> None:
        """See `Pages.hide_rows`."""
        held = self._sheet(sheet)
        held.hidden_rows = held.hidden_rows | set(rows) if hidden else held.hidden_rows - set(rows)
        self.saved = False

    def show_sheet(self, title: str, rows: CellBlock) -> None:
        """See `Pages.show_sheet`."""
        held = self.held.setdefault(title, MemorySheet())
        held.cells = {
            (number, column): value
            for number, row in enumerate(rows)
            for column, value in enumerate(row)
            if value is not None
        }
        self._selected = Selected(title, "A1")
        self.saved = False

    def selection(self) -> Selected:
        """See `Pages.selection`."""
        return self._selected

    def select(self, sheet: str, ref: str) -> None:
        """See `Pages.select`."""
        self._sheet(sheet)
        self._selected = Selected(sheet, ref)

    def save(self) -> None:
        """See `Pages.save`."""
        if self.read_only:
            message = "read-only"
            raise ProgramError(message)
        self.saves += 1
        self.saved = True

    def _sheet(self, title: str) -> MemorySheet:
        if title not in self.held:
            raise ProgramError(title)
        return self.held[title]

    def _writable(self, sheet: str, ref: str) -> list[str]:
        addresses = cells_of(ref)
        if locked := self.locked(sheet, addresses):
            message = f"{sheet}!{locked[0]} is locked"
            raise ProgramError(message)
        self.saved = False
        return addresses

    @staticmethod
    def _set(held: MemorySheet, address: str, value: Cell) -> None:
        at = position(address)
        if value is None:
            held.cells.pop(at, None)
        else:
            held.cells[at] = value
