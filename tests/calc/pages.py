"""`Pages` over a workbook that is open in Calc: what Excel would answer, as near as Calc comes.

Calc lets UNO write anywhere; what Excel would refuse is refused here (`RefusedError`): locked
cells, number formats and tables on a protected sheet, cells that a merged range covers. As in
Excel, what is written into a cell with the format `@` becomes text, and a day written where there
is no format gets one.

What differs from Excel:

- Formulas are Calc's: names of functions it does not know are in small letters, `TRUE` is
  `TRUE()`, parts of tables are `[#all]`, a totals row has `[v]`. Truth values and errors that are
  no formulas come in from a file as `=TRUE()` and `=#N/A`; both are not listed as formulas.
- A formula without a number format takes that of what it points to: `=A1` is a day, as it would be
  if it were typed in Excel; from a file Excel leaves it a number.
- An argument that cannot be used is `#VALUE!`, also where Excel says `#NUM!` (`SQRT(-1)`).
- Only the workbook's own names are listed.

What is read back from a saved .xlsx is the same: values, formulas, tables with their totals rows,
names, protection and unlocked cells, merged cells, frozen panes, charts. Calc changes (measured on
ledger, form and review workbook):

- very hidden sheets are only hidden; themes and table styles are gone, and so are blank rows with a
  look of their own at the end of a sheet;
- names lose quotes that they do not need (`'申告'!$C$4` is `申告!$C$4`), formulas get `TRUE()`;
- validations over whole columns end 1,000 rows below the last row that is used;
- number formats quote with backslashes, and those of Japanese eras begin with `[$-1030411]`.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from calc.places import CONSTANTS, Rectangle, calc_formula, cell_at, excel_formula
from calc.reading import CONTENTS, TEXT, Formats, alike, formula_cells, runs, typed_rows, used
from calc.running import CalcOffice
from calc.writing import (
    RefusedError,
    free_parts,
    refuse_covered,
    refuse_locked,
    with_merged,
    write_block,
)
from ledger.book.cell_parts import cut
from ledger.book.ports import (
    ERROR_VALUES,
    CellBlock,
    CellLooks,
    RowStyles,
    Selected,
    SheetCells,
    TableAt,
)
from ledger.layout.addresses import position
from ledger.read.grids import Rows

_UNNAMED = "__Anonymous_Sheet_DB__"


_OTHER_EPOCH = 1904


class CalcPages:
    """A workbook open in Calc; see `ledger.book.ports.Pages`."""

    def __init__(self, office: CalcOffice, path: Path, document: Any) -> None:  # noqa: ANN401
        """Take an open document; `open` makes one."""
        self._office, self._path, self._document = office, path, document
        self._formats = Formats(office, document)
        self._known: dict[str, Any] = {}

    @classmethod
    def open(cls, office: CalcOffice, path: Path, *, read_only: bool = False) -> Self:
        """Open a workbook."""
        return cls(office, path, office.open(path, read_only=read_only))

    def close(self) -> None:
        """Close it without saving."""
        with self._office.watched():
            self._document.setModified(False)
            self._document.close(True)  # noqa: FBT003 - the same

    def __enter__(self) -> Self:
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.close()

    @property
    def name(self) -> str:
        """File name."""
        return self._path.name

    @property
    def location(self) -> str:
        """Full path."""
        return str(self._office.uno.fileUrlToSystemPath(self._document.URL))

    @property
    def saved(self) -> bool:
        """Whether nothing was changed since it was opened or saved."""
        return not self._document.isModified()

    @property
    def read_only(self) -> bool:
        """Whether it was opened for reading only."""
        return bool(self._document.isReadonly())

    @property
    def from_1904(self) -> bool:
        """Whether days count from 1904."""
        return int(self._document.NullDate.Year) == _OTHER_EPOCH

    def sheets(self) -> Mapping[str, bool]:
        """Return every sheet, and whether it can be seen."""
        names = self._document.Sheets.ElementNames
        return {name: bool(self._sheet(name).IsVisible) for name in names}

    def tables(self) -> Mapping[str, TableAt]:
        """Return every table by name: Calc's database ranges."""
        titles = self._document.Sheets.ElementNames
        ranges = self._document.DatabaseRanges
        found: dict[str, TableAt] = {}
        for name in ranges.ElementNames:
            one = ranges.getByName(name)
            if not name.startswith(_UNNAMED):
                area = one.DataArea
                ref = Rectangle.at(area).ref
                found[name] = TableAt(titles[area.Sheet], ref, bool(one.TotalsRow))
        return found

    def filtered(self, among: Collection[str] | None = None) -> frozenset[str]:
        """Return the names of filtered tables."""
        ranges = self._document.DatabaseRanges
        return frozenset(
            name
            for name in (self.tables() if among is None else among)
            if ranges.getByName(name).getFilterDescriptor().getFilterFields()
        )

    def unfilter(self, name: str) -> None:
        """Show all rows of a table."""
        found = self._document.DatabaseRanges.getByName(name)
        found.getFilterDescriptor().setFilterFields(())
        found.refresh()

    def calculate(self) -> None:
        """Calculate, where Calc waits to be told to."""
        if not self._document.isAutomaticCalculationEnabled():
            self._document.calculate()

    def names(self) -> Mapping[str, str]:
        """Return what each defined name stands for."""
        ranges = self._document.NamedRanges
        return {name: excel_formula(ranges.getByName(name).Content) for name in ranges.ElementNames}

    def cells(self, sheet: str, ref: str = "") -> SheetCells:
        """Return what the cells of a range say, or of the whole sheet."""
        area = used(self._sheet(sheet))
        at = formula_cells(area)
        return cut(typed_rows(area, at, self._formats), _formulas(area, at), ref)

    def values(self, sheet: str) -> Rows:
        """Return the values from A1 to the end of what is used."""
        area = used(self._sheet(sheet))
        return typed_rows(area, formula_cells(area), self._formats)

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """Return the formulas of a sheet by address."""
        area = used(self._sheet(sheet))
        return _formulas(area, formula_cells(area))

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """Return those of the cells that cannot be written."""
        found = self._sheet(sheet)
        if not addresses or not found.isProtected():
            return ()
        at = [Rectangle.of(address) for address in addresses]
        whole = Rectangle(0, 0, max(one.right for one in at), max(one.bottom for one in at))
        free = free_parts(found, whole)
        return [
            address
            for address, cell in zip(addresses, at, strict=True)
            if not any(cell.cut(part) for part in free)
        ]

    def put(self, sheet: str, ref: str, block: CellBlock, texts: Collection[int] = ()) -> None:
        """Write a rectangle of values; refuse what Excel refuses, before anything is written."""
        del texts
        found, at = self._sheet(sheet), Rectangle.of(ref)
        if [len(block), *{len(row) for row in block}] != list(at.size):
            message = f"{sheet}!{ref} is not as large as the block"
            raise ValueError(message)
        refuse_locked(found, at)
        refuse_covered(found, at, block)
        write_block(found, at, block, self._formats)

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """Write one formula; into a cell with the format `@` it goes as text, as in Excel."""
        found, at = self._sheet(sheet), Rectangle.of(address)
        refuse_locked(found, at)
        refuse_covered(found, at, [[formula]])
        cell = found.getCellByPosition(at.left, at.top)
        if self._formats.kind(int(cell.NumberFormat)) & TEXT:
            cell.setString(formula)
        else:
            cell.setFormula(calc_formula(formula))

    def put_formula_column(self, sheet: str, ref: str, formulas: Sequence[str]) -> None:
        """Write formulas below each other; all at once, unless a cell may be for texts."""
        found, at = self._sheet(sheet), Rectangle.of(ref)
        area = found.getCellRangeByPosition(*at)
        if not alike(area) or self._formats.kind(int(area.NumberFormat)) & TEXT:
            for row, formula in enumerate(formulas, start=at.top):
                self.put_formula(sheet, cell_at(row, at.left), formula)
            return
        refuse_locked(found, at)
        refuse_covered(found, at, [[formula] for formula in formulas])
        area.setFormulaArray(tuple((calc_formula(formula),) for formula in formulas))

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """Write one formula into every cell of a range; a format for texts gives way."""
        found, at = self._sheet(sheet), Rectangle.of(ref)
        refuse_locked(found, at)
        for row in range(at.top, at.bottom + 1):
            for column in range(at.left, at.right + 1):
                cell = found.getCellByPosition(column, row)
                cell.NumberFormat = 0
                cell.setFormula(calc_formula(formula))

    def format_of(self, sheet: str, ref: str) -> str | None:
        """Return nothing: Calc lets new rows look as it likes."""
        self._sheet(sheet)
        del ref
        return None

    def looks(self, sheet: str, ref: str) -> CellLooks:
        """Return nothing: what cells look like is not looked at here."""
        self._sheet(sheet)
        del ref
        return {}

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """Do nothing, see `looks`."""
        self._sheet(sheet)
        del worn, wanted

    def styles(self, sheet: str, ref: str, alike: Sequence[Sequence[int]] = ()) -> RowStyles:
        """Return nothing, see `looks`."""
        self._sheet(sheet)
        del ref, alike
        return {}

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """Do nothing, see `looks`."""
        self._sheet(sheet)
        del first, worn, wanted

    def pictures(self, sheet: str, errors: Sequence[str]) -> frozenset[str]:
        """Return nothing: Calc knows none."""
        self._sheet(sheet)
        del errors
        return frozenset()

    def staying(self, sheet: str, ref: str) -> tuple[str, ...]:
        """Name nothing, see `looks`."""
        self._sheet(sheet)
        del ref
        return ()

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """Set the number format of ranges."""
        found = self._sheet(sheet)
        if found.isProtected():
            message = f"{sheet} is protected: no number formats"
            raise RefusedError(message)
        for one in ref.split(","):
            area = found.getCellRangeByPosition(*Rectangle.of(one))
            area.NumberFormat = self._formats.key(number_format)

    def clear(self, sheet: str, ref: str) -> None:
        """Empty a range."""
        found, at = self._sheet(sheet), Rectangle.of(ref)
        refuse_locked(found, at)
        if with_merged(found, at) != at:
            message = f"{sheet}!{ref} cuts a merged range"
            raise RefusedError(message)
        found.getCellRangeByPosition(*at).clearContents(CONTENTS)

    def resize_table(self, name: str, ref: str) -> None:
        """Let a table end elsewhere."""
        one = self._document.DatabaseRanges.getByName(name)
        area, at = one.DataArea, Rectangle.of(ref)
        sheet = self._document.Sheets.getByIndex(area.Sheet)
        begins = at[:2] == Rectangle.at(area)[:2] and at.bottom > at.top
        if not begins or sheet.isProtected():
            message = f"{name} cannot be {sheet.Name}!{ref}"
            raise RefusedError(message)
        area.EndColumn, area.EndRow = at.right, at.bottom
        one.setDataArea(area)

    def add_table(self, title: str, name: str, headers: Sequence[str]) -> None:
        """Make a sheet with a table."""
        sheets = self._document.Sheets
        sheets.insertNewByName(title, sheets.Count)
        area = sheets.getByName(title).getCellRangeByPosition(0, 0, len(headers) - 1, 1)
        self._document.DatabaseRanges.addNewByName(name, area.RangeAddress)
        self.put(title, Rectangle(0, 0, len(headers) - 1, 0).ref, [headers])

    def add_page(self, title: str, *, first: bool) -> None:
        """Make a sheet with nothing on it."""
        sheets = self._document.Sheets
        sheets.insertNewByName(title, 0 if first else sheets.Count)

    def rename_sheet(self, title: str, new: str) -> None:
        """Give a sheet another name."""
        self._sheet(title).setName(new)
        del self._known[title]

    def show_tab(self, title: str, *, shown: bool) -> None:
        """Let a sheet be seen, or not."""
        self._sheet(title).IsVisible = shown

    def drop_sheet(self, title: str) -> None:
        """Take a sheet away."""
        if self._document.Sheets.hasByName(title):
            self._document.Sheets.removeByName(title)
            self._known.pop(title, None)

    def set_name(self, name: str, text: str) -> None:
        """Let a name stand for something else."""
        self._document.NamedRanges.getByName(name).setContent(text.removeprefix("="))

    def hide_rows(self, sheet: str, rows: Sequence[int], *, hidden: bool) -> None:
        """Hide rows, or show them."""
        found = self._sheet(sheet)
        for first, last in runs(rows):
            part = found.getCellRangeByPosition(0, first - 1, 0, last - 1)
            part.Rows.IsVisible = not hidden

    def show_sheet(self, title: str, rows: CellBlock) -> None:
        """Show rows on a sheet of their own."""
        sheets = self._document.Sheets
        if not sheets.hasByName(title):
            if self._document.isProtected():
                message = "the workbook's structure is protected"
                raise RefusedError(message)
            sheets.insertNewByName(title, sheets.Count)
        whole = used(self._sheet(title)).RangeAddress
        self.clear(title, Rectangle.at(whole).ref)
        width = max((len(row) for row in rows), default=0)
        if width:
            ref = Rectangle(0, 0, width - 1, len(rows) - 1).ref
            self.put(title, ref, [[*row, *[None] * (width - len(row))] for row in rows])
        self._document.CurrentController.setActiveSheet(self._sheet(title))

    def selection(self) -> Selected:
        """Return what is selected; of several ranges the first, blank where it is a picture."""
        sheet = self._document.CurrentController.ActiveSheet.Name
        found = self._document.CurrentSelection
        if hasattr(found, "RangeAddress"):
            return Selected(sheet, Rectangle.at(found.RangeAddress).ref)
        if hasattr(found, "RangeAddresses"):
            return Selected(sheet, Rectangle.at(found.RangeAddresses[0]).ref)
        return Selected("", "")

    def select(self, sheet: str, ref: str) -> None:
        """Select a range."""
        found = self._sheet(sheet)
        if not found.IsVisible:
            message = f"{sheet} is hidden"
            raise RefusedError(message)
        controller = self._document.CurrentController
        controller.setActiveSheet(found)
        controller.select(found.getCellRangeByPosition(*Rectangle.of(ref)))

    def save(self) -> None:
        """Save the workbook in its place, as .xlsx."""
        if self.read_only:
            message = f"{self.name} is open for reading only"
            raise RefusedError(message)
        with self._office.watched():
            self._document.store()

    def _sheet(self, title: str) -> Any:  # noqa: ANN401 - the office's objects have no types
        """Return a sheet; it is asked for once, as every question goes to another process."""
        if title not in self._known:
            self._known[title] = self._document.Sheets.getByName(title)
        return self._known[title]


def _formulas(area: Any, parts: Sequence[Rectangle]) -> Mapping[str, str]:  # noqa: ANN401
    """Return the formulas of what is used of a sheet, by address; `parts` is where they stand."""
    written = area.getFormulaArray() if parts else ()
    found = {
        cell_at(row, column): written[row][column] for part in parts for row, column in part.cells()
    }
    return {
        address: excel_formula(formula)
        for address, formula in sorted(found.items(), key=lambda item: position(item[0]))
        if formula not in CONSTANTS and formula.removeprefix("=") not in ERROR_VALUES
    }
