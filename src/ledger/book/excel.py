"""A workbook that is open in Excel, through xlwings (COM, Windows).

Thin on purpose: one xlwings call or two per method of `Pages`, no rule and no wording.
Only what xlwings' Windows engine has; `.api` where it has nothing: `Saved`, `ReadOnly`,
`ProtectContents`, `Locked`, `AutoFilter`, `Value2` and `Date1904`; and `FullName`, since xlwings'
own `fullname` of a book that is online looks for settings in the workbook itself. All of them are
only read.
"""

import contextlib
from collections.abc import Mapping, Sequence

import xlwings as xw

from ledger.book.busy import is_busy
from ledger.book.excel_looks import dress, fills, notes, staying
from ledger.book.excel_styles import changes, pictures, restyle, styles
from ledger.book.excel_values import guarded, handed_over, runs, without_dollars
from ledger.book.ports import (
    PLAIN_FORMAT,
    TEXT_FORMAT,
    CellBlock,
    CellLook,
    CellLooks,
    RowStyles,
    Selected,
    TableAt,
)
from ledger.layout.addresses import letter
from ledger.read.cells import Raw
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
        return {sheet.name: sheet.visible in SHOWN for sheet in self._book.sheets}

    def tables(self) -> Mapping[str, TableAt]:
        """See `Pages.tables`."""
        return {
            table.name: TableAt(
                sheet.name, without_dollars(table.range.address), bool(table.show_totals)
            )
            for sheet in self._book.sheets
            for table in sheet.tables
        }

    def filtered(self) -> frozenset[str]:
        """See `Pages.filtered`."""
        return frozenset(
            table.name
            for sheet in self._book.sheets
            for table in sheet.tables
            if (own := table.api.AutoFilter) is not None and own.FilterMode
        )

    def unfilter(self, name: str) -> None:
        """See `Pages.unfilter`."""
        self._book.sheets[self.tables()[name].sheet].tables[name].autofilter.clear()

    def calculate(self) -> None:
        """See `Pages.calculate`."""
        app = self._book.app
        if app.calculation == "manual":
            app.calculate()

    def names(self) -> Mapping[str, str]:
        """See `Pages.names`."""
        return {name.name: name.refers_to or "" for name in self._book.names}

    def values(self, sheet: str) -> Rows:
        """See `Pages.values`; a day that is none, such as -1 or 20260401, is its number."""
        return [[handed_over(value) for value in row] for row in _values(self._used(sheet))]

    def pictures(self, sheet: str, errors: Sequence[str]) -> frozenset[str]:
        """See `Pages.pictures`; an Excel that knows no more than values shows none."""
        return pictures(self._book.sheets[sheet], errors)

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """See `Pages.formulas`; a text that begins with `=` is its own value, a formula is not."""
        texts = self._used(sheet).formula
        rows = texts if isinstance(texts, tuple) else ((texts,),)
        values = self.values(sheet)
        return {
            f"{letter(column)}{number + 1}": text
            for number, row in enumerate(rows)
            for column, text in enumerate(row)
            if isinstance(text, str) and text.startswith("=") and values[number][column] != text
        }

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """See `Pages.locked`."""
        held = self._book.sheets[sheet]
        if not held.api.ProtectContents:
            return ()
        return [a for a in addresses if held.range(a).api.Locked is not False]

    def put(self, sheet: str, ref: str, block: CellBlock) -> None:
        """See `Pages.put`; column by column where number formats differ."""
        target = self._book.sheets[sheet].range(ref)
        shown = self._format(target)
        if shown is None and len(block[0]) > 1:
            for column, values in zip(target.columns, zip(*block, strict=True), strict=True):
                _fill(column, [[value] for value in values], self._format(column))
        else:
            _fill(target, block, shown)

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """See `Pages.put_formula`."""
        self._book.sheets[sheet].range(address).formula = formula

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """See `Pages.fill_formula`; where cells were for texts it would stay a text."""
        held = self._book.sheets[sheet].range(ref)
        if self._format(held) != PLAIN_FORMAT:
            held.number_format = PLAIN_FORMAT
        held.formula = formula

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """See `Pages.set_format`."""
        self._book.sheets[sheet].range(ref).number_format = number_format

    def format_of(self, sheet: str, ref: str) -> str | None:
        """See `Pages.format_of`."""
        return self._format(self._book.sheets[sheet].range(ref))

    def looks(self, sheet: str, ref: str) -> CellLooks:
        """See `Pages.looks`; a note's box is as Excel makes it, its text is kept."""
        held = self._book.sheets[sheet]
        found = {a: CellLook(fill) for a, fill in (fills(held.range(ref)) or {}).items()}
        for address, text in notes(held, ref).items():
            found[address] = found.get(address, CellLook())._replace(note=text)
        return found

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """See `Pages.dress`."""
        held = self._book.sheets[sheet]
        for address in sorted(worn.keys() | wanted.keys()):
            old, new = worn.get(address, CellLook()), wanted.get(address, CellLook())
            if old != new:
                dress(held.range(address), old, new)

    def styles(self, sheet: str, ref: str) -> RowStyles:
        """See `Pages.styles`."""
        return styles(self._book.sheets[sheet].range(ref)) or {}

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """See `Pages.restyle`; neighbours that are shown alike at once."""
        held = self._book.sheets[sheet]
        for at in sorted(worn.keys() & wanted.keys()):
            for top, bottom, old, new in changes(worn[at], wanted[at], first):
                restyle(held.range(f"{at}{top}:{at}{bottom}"), old, new)

    def staying(self, sheet: str, ref: str) -> tuple[str, ...]:
        """See `Pages.staying`."""
        return staying(self._book.sheets[sheet], ref)

    def clear(self, sheet: str, ref: str) -> None:
        """See `Pages.clear`."""
        self._book.sheets[sheet].range(ref).clear_contents()

    def resize_table(self, name: str, ref: str) -> None:
        """See `Pages.resize_table`."""
        held = self._book.sheets[self.tables()[name].sheet]
        held.tables[name].resize(held.range(ref))

    def add_table(self, title: str, name: str, headers: Sequence[str]) -> None:
        """See `Pages.add_table`; before the sheet that is seen: the last may be hidden."""
        seen = self._book.sheets.active
        held = self._book.sheets.add(title)
        ref = f"A1:{letter(len(headers) - 1)}2"
        held.range(ref).number_format = TEXT_FORMAT
        self.put(title, ref, [headers, [None] * len(headers)])
        held.tables.add(source=held.range(ref), name=name, table_style_name=TABLE_STYLE)
        seen.activate()

    def add_page(self, title: str, *, first: bool) -> None:
        """See `Pages.add_page`; what is not first stands before the sheet that is seen."""
        seen = self._book.sheets.active
        before = self._book.sheets[0] if first else seen
        self._book.sheets.add(title, before=before)
        seen.activate()

    def rename_sheet(self, title: str, new: str) -> None:
        """See `Pages.rename_sheet`."""
        self._book.sheets[title].name = new

    def show_tab(self, title: str, *, shown: bool) -> None:
        """See `Pages.show_tab`."""
        self._book.sheets[title].visible = shown

    def drop_sheet(self, title: str) -> None:
        """See `Pages.drop_sheet`."""
        if title in [sheet.name for sheet in self._book.sheets]:
            self._book.sheets[title].delete()

    def set_name(self, name: str, text: str) -> None:
        """See `Pages.set_name`."""
        for one in self._book.names:
            if one.name == name:
                one.refers_to = text

    def hide_rows(self, sheet: str, rows: Sequence[int], *, hidden: bool) -> None:
        """See `Pages.hide_rows`."""
        held = self._book.sheets[sheet]
        for first, last in runs(rows):
            held.range(f"{first}:{last}").rows.hidden = hidden

    def show_sheet(self, title: str, rows: CellBlock) -> None:
        """See `Pages.show_sheet`."""
        if title not in [sheet.name for sheet in self._book.sheets]:
            self._book.sheets.add(title)  # before the one that is seen: the last may be hidden
        held = self._book.sheets[title]
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
        held = self._book.sheets[sheet]
        if held.visible in SHOWN:
            held.activate()
            held.range(ref).select()
            self.moved = True

    def save(self) -> None:
        """See `Pages.save`."""
        self._book.save()

    def _used(self, sheet: str) -> xw.Range:
        held = self._book.sheets[sheet]
        return held.range(held.range("A1"), held.used_range.last_cell)

    @staticmethod
    def _format(target: xw.Range) -> str | None:
        """Return the number format of a range; None if its cells have several."""
        return target.number_format


def _values(area: xw.Range) -> list[list[Raw]]:
    """Return the values of a range.

    One day that Python knows no date for lets the reading of a whole range fail: the range is
    parted until that cell stands alone, and its number is read.
    """
    try:
        return area.options(ndim=2, err_to_str=True).value  # type: ignore[no-any-return]
    except Exception as error:
        if is_busy(error):
            raise
        height, width = area.shape
        if (height, width) == (1, 1):
            return [[area.api.Value2]]
    if height > 1:
        upper = height // 2
        return [*_values(area[:upper, :]), *_values(area[upper:, :])]
    left = width // 2
    return [[*_values(area[:, :left])[0], *_values(area[:, left:])[0]]]


def _fill(target: xw.Range, block: CellBlock, number_format: str | None) -> None:
    textual = number_format == TEXT_FORMAT
    target.value = [[guarded(value, textual=textual) for value in row] for row in block]
