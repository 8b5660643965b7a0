"""An open workbook of which every cell is read once: what is known of it is kept, and kept true.

Every call to a program costs, and a press of a button asks the same things many times: where the
tables stand, what a sheet says. Here each answer is kept until something is written; then only what
was written is read again, when it is next asked for, so that what is compared with the plan after a
write is what the program really has.

What the program does by itself (formulas elsewhere that calculate anew) is not noticed before
`forget`. A person cannot type while a button is at work; should a program let them, `see_anew`
notices that the workbook is not as it was saved.
"""

import contextlib
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property, partial
from typing import Any, Protocol, TypeVar, cast

from ledger.book.cell_parts import CellPart, apart
from ledger.book.ports import CellBlock, CellLooks, Pages, RowStyles, SheetCells, TableAt
from ledger.book.write_checks import refuse_impossible_rows
from ledger.layout.addresses import TableArea, letter
from ledger.read.cells.cell import Raw
from ledger.read.grids import Rows

T = TypeVar("T")


class Remembered(Pages, Protocol):
    """An open workbook that is read once."""

    def forget(self) -> None:
        """Know nothing any more."""
        ...

    def see_anew(self) -> None:
        """Know nothing any more if the workbook has changed since its sheets were first read."""
        ...

    def watch(self, told: Callable[[str], None]) -> None:
        """Tell in words which sheet is at work, at every one; telling stops nothing."""
        ...


def seen(pages: Pages) -> Remembered:
    """Return a workbook that is read once; one that already is stays itself."""
    known = pages if isinstance(pages, SeenPages) else SeenPages(pages)
    return cast("Remembered", known)


class _SeenSheet:
    """What one sheet says, and which of its ranges were written since."""

    def __init__(self, cells: SheetCells) -> None:
        self.values: Rows = cells.values
        self.formulas = dict(cells.formulas)
        self.written: list[CellPart] = []

    def take(self, part: CellPart, cells: SheetCells) -> None:
        """Take over what a range says now; rows that were handed out stay as they were."""
        rows = list(self.values)
        rows += [()] * (part.bottom - len(rows))
        for number, new in enumerate(cells.values, start=part.top - 1):
            row = rows[number]
            blank: list[Raw] = [None] * (part.left - len(row))
            rows[number] = [*row[: part.left], *blank, *new, *row[part.right + 1 :]]
        self.values = rows
        stays = {at: text for at, text in self.formulas.items() if not part.has(at)}
        self.formulas = {**stays, **cells.formulas}


class SeenPages:
    """Implements `Pages` on another one; what is not told here goes to that as it is."""

    def __init__(self, pages: Pages) -> None:
        """Know nothing yet."""
        self._pages = pages
        self._read: dict[str, _SeenSheet] = {}
        self._sheets: dict[str, bool] | None = None
        self._tables: dict[str, TableAt] | None = None
        self._names: Mapping[str, str] | None = None
        self._filters: dict[str, bool] = {}
        self._looks: dict[tuple[str, str, str], Any] = {}
        self._saved = False
        self._told: Callable[[str], None] | None = None

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever the workbook has
        """Hand on what is not kept."""
        return getattr(self._pages, name)

    def forget(self) -> None:
        """See `Remembered.forget`."""
        self._read.clear()
        self._filters.clear()
        self._looks.clear()
        self._sheets = self._tables = self._names = None

    def see_anew(self) -> None:
        """See `Remembered.see_anew`."""
        if self._saved and not self._pages.saved:
            self.forget()

    def watch(self, told: Callable[[str], None]) -> None:
        """See `Remembered.watch`."""
        self._told = told

    def _tell(self, text: str) -> None:
        if self._told is not None:
            with contextlib.suppress(Exception):  # what is only told must not end a write halfway
                self._told(text)

    # what is read

    @cached_property
    def name(self) -> str:
        """See `Pages.name`."""
        return self._pages.name

    @cached_property
    def location(self) -> str:
        """See `Pages.location`."""
        return self._pages.location

    def sheets(self) -> Mapping[str, bool]:
        """See `Pages.sheets`."""
        if self._sheets is None:
            self._sheets = dict(self._pages.sheets())
        return dict(self._sheets)

    def tables(self) -> Mapping[str, TableAt]:
        """See `Pages.tables`."""
        if self._tables is None:
            self._tables = dict(self._pages.tables())
        return dict(self._tables)

    def names(self) -> Mapping[str, str]:
        """See `Pages.names`."""
        if self._names is None:
            self._names = dict(self._pages.names())
        return dict(self._names)

    def filtered(self, among: Collection[str] | None = None) -> frozenset[str]:
        """See `Pages.filtered`."""
        names = self.tables().keys() if among is None else among
        if unknown := [name for name in names if name not in self._filters]:
            found = self._pages.filtered(unknown)
            self._filters |= {name: name in found for name in unknown}
        return frozenset(name for name in names if self._filters[name])

    def values(self, sheet: str) -> Rows:
        """See `Pages.values`."""
        return self._of(sheet).values

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """See `Pages.formulas`."""
        return dict(self._of(sheet).formulas)

    def looks(self, sheet: str, ref: str) -> CellLooks | None:
        """See `Pages.looks`."""
        return self._seen_once("looks", sheet, ref, self._pages.looks)

    def styles(self, sheet: str, ref: str, alike: Sequence[Sequence[int]] = ()) -> RowStyles | None:
        """See `Pages.styles`."""
        return self._seen_once("styles", sheet, ref, partial(self._pages.styles, alike=alike))

    def _of(self, sheet: str) -> _SeenSheet:
        known = self._read.get(sheet)
        if known is None:
            if not self._read:
                self._saved = self._pages.saved
            self._tell(f"シート「{sheet}」を読んでいます({len(self._read) + 1}シート目)")
            known = self._read[sheet] = _SeenSheet(self._pages.cells(sheet))
        parts, known.written = apart(known.written), []
        for part in parts:
            known.take(part, self._pages.cells(sheet, part.ref))
        return known

    def _seen_once(self, what: str, sheet: str, ref: str, look: Callable[[str, str], T]) -> T:
        key = (sheet, what, ref)
        if key not in self._looks:
            self._looks[key] = look(sheet, ref)
        return cast("T", self._looks[key])

    # what is written

    def put(self, sheet: str, ref: str, block: CellBlock, texts: Collection[int] = ()) -> None:
        """See `Pages.put`."""
        self._tell(f"シート「{sheet}」に書き込んでいます")
        self._is_written(sheet, ref)
        self._pages.put(sheet, ref, block, texts)

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """See `Pages.put_formula`."""
        self._is_written(sheet, address)
        self._pages.put_formula(sheet, address, formula)

    def put_formula_column(self, sheet: str, ref: str, formulas: Sequence[str]) -> None:
        """See `Pages.put_formula_column`."""
        self._is_written(sheet, ref)
        self._pages.put_formula_column(sheet, ref, formulas)

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """See `Pages.fill_formula`."""
        self._is_written(sheet, ref)
        self._pages.fill_formula(sheet, ref, formula)

    def clear(self, sheet: str, ref: str) -> None:
        """See `Pages.clear`."""
        self._is_written(sheet, ref)
        self._pages.clear(sheet, ref)

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """See `Pages.set_format`."""
        self._looks_change(sheet)
        self._pages.set_format(sheet, ref, number_format)

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """See `Pages.dress`."""
        self._looks_change(sheet)
        self._pages.dress(sheet, worn, wanted)

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """See `Pages.restyle`."""
        self._looks_change(sheet)
        self._pages.restyle(sheet, first, worn, wanted)

    def resize_table(self, name: str, ref: str) -> None:
        """See `Pages.resize_table`; the program fills in headers and formulas of what is new."""
        known, self._tables = self.tables(), None
        self._pages.resize_table(name, ref)
        at = known[name]
        self._tables = {**known, name: at._replace(ref=ref)}
        old, new = TableArea.of(at.ref), TableArea.of(ref)
        if new.bottom > old.bottom:
            self._is_written(at.sheet, new.rows(old.bottom + 1, new.bottom))
        if new.right > old.right:
            self._is_written(at.sheet, new.rows(new.top, new.bottom, old.right + 1))

    def unfilter(self, name: str) -> None:
        """See `Pages.unfilter`."""
        self._filters.pop(name, None)
        self._pages.unfilter(name)

    def calculate(self) -> None:
        """See `Pages.calculate`."""
        self._read.clear()
        self._pages.calculate()

    def set_name(self, name: str, text: str) -> None:
        """See `Pages.set_name`."""
        self._names = None
        self._pages.set_name(name, text)

    def show_tab(self, title: str, *, shown: bool) -> None:
        """See `Pages.show_tab`."""
        known, self._sheets = self.sheets(), None
        self._pages.show_tab(title, shown=shown)
        self._sheets = {**known, title: shown}

    def add_table(self, title: str, name: str, headers: Sequence[str]) -> None:
        """See `Pages.add_table`."""
        known, self._sheets, self._tables = self.tables(), None, None
        self._pages.add_table(title, name, headers)
        self._tables = {**known, name: TableAt(title, f"A1:{letter(len(headers) - 1)}2")}

    def add_page(self, title: str, *, first: bool) -> None:
        """See `Pages.add_page`."""
        self._sheets = None
        self._pages.add_page(title, first=first)

    def rename_sheet(self, title: str, new: str) -> None:
        """See `Pages.rename_sheet`; formulas everywhere follow."""
        self.forget()
        self._pages.rename_sheet(title, new)

    def drop_sheet(self, title: str) -> None:
        """See `Pages.drop_sheet`."""
        self.forget()
        self._pages.drop_sheet(title)

    def show_sheet(self, title: str, rows: CellBlock) -> None:
        """See `Pages.show_sheet`."""
        refuse_impossible_rows(title, rows, self.name)
        self._sheets = None
        self._read.pop(title, None)
        self._pages.show_sheet(title, rows)

    def save(self) -> None:
        """See `Pages.save`."""
        self._pages.save()
        self._saved = True

    def _is_written(self, sheet: str, ref: str) -> None:
        """Note it before it is done: what fails may have been done in part."""
        if (known := self._read.get(sheet)) is not None:
            known.written.append(CellPart.of(ref))
        self._looks_change(sheet)

    def _looks_change(self, sheet: str) -> None:
        self._looks = {key: value for key, value in self._looks.items() if key[0] != sheet}
