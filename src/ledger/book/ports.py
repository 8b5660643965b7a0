"""A workbook that a program has open, and the person before it: what commands may ask of both.

Two ports. `Pages` is the open workbook, as few calls as the commands need; `book/excel.py` makes
them through xlwings, `book/memory.py` is the fake that is shipped. `PersonAtDesk` is what a person
sees: status bar, questions, messages. What either raises ends the command; `book/live.py` puts back
what was written before.
"""

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, TypeAlias

from ledger.layout.columns import Cell
from ledger.read.grids import Rows

ERROR_VALUES = frozenset(
    {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#GETTING_DATA"}
)
"""What stands for an error value in `Pages.values`."""

TEXT_FORMAT = "@"
"""Number format of a column of codes and texts: what is written there stays text."""

PLAIN_FORMAT = "General"
"""Number format of a cell that nothing was said of: a formula written there is calculated."""

CellBlock: TypeAlias = Sequence[Sequence[Cell]]


class TableAt(NamedTuple):
    """Where a table stands.

    Attributes:
        sheet: Title of its sheet.
        ref: Its range without `$`, header row first, totals row (if shown) last: `A1:H20`.
        totals: Whether the last row is a totals row.
    """

    sheet: str
    ref: str
    totals: bool = False


class SheetCells(NamedTuple):
    """What the cells of a sheet say.

    Attributes:
        values: Their values row by row; blank None, errors as text.
        formulas: Their formulas, `=…` by address; cells without one are not listed.
    """

    values: Rows
    formulas: Mapping[str, str]


class Selected(NamedTuple):
    """What is selected: title of the active sheet, and the range without `$`."""

    sheet: str
    ref: str


class CellLook(NamedTuple):
    """What a person gave a cell: a colour (red, green, blue) behind it, and a note, if any."""

    fill: tuple[int, int, int] | None = None
    note: str = ""


CellLooks: TypeAlias = Mapping[str, CellLook]
"""Looks by address; a cell that was given nothing is not listed."""


class Font(NamedTuple):
    """The letters of a cell, in Excel's own words; None where the letters of one cell differ."""

    Name: str | None = "游ゴシック"
    Size: float | None = 11.0
    Bold: bool | None = False
    Italic: bool | None = False
    Underline: int | None = -4142
    Strikethrough: bool | None = False
    Color: float | None = 0.0


class Style(NamedTuple):
    """How a cell shows its value: number format and letters; None where nobody needs to know."""

    shown: str | None = None
    font: Font | None = None


RowStyles: TypeAlias = Mapping[str, Sequence[Style]]
"""Of each column whose cells differ the style of every row, by the column's letter."""


class Pages(Protocol):
    """An open workbook. Addresses are without `$`; sheets are named by their titles."""

    @property
    def name(self) -> str:
        """File name, for messages."""
        ...

    @property
    def location(self) -> str:
        """Full name as the program has it: a path, or a URL; just a name if never saved."""
        ...

    @property
    def saved(self) -> bool:
        """Whether nothing was changed since the last save."""
        ...

    @property
    def read_only(self) -> bool:
        """Whether the program cannot save it in its place."""
        ...

    @property
    def from_1904(self) -> bool:
        """Whether its numbers of days count from 1904."""
        ...

    def sheets(self) -> Mapping[str, bool]:
        """Return every sheet in the order of the tabs, and whether it can be seen."""
        ...

    def tables(self) -> Mapping[str, TableAt]:
        """Return every table by name."""
        ...

    def filtered(self, among: Collection[str] | None = None) -> frozenset[str]:
        """Return the names of the tables whose rows are not all shown, because of a filter.

        Args:
            among: Names of the tables that are looked at; all of them if not given.
        """
        ...

    def unfilter(self, name: str) -> None:
        """Show all rows of a table again; its filter cannot be brought back."""
        ...

    def calculate(self) -> None:
        """Let formulas say what the cells now say, where the program waits to be told to."""
        ...

    def names(self) -> Mapping[str, str]:
        """Return what each defined name of the workbook stands for, as `=申告!$C$4` or `="R8"`."""
        ...

    def cells(self, sheet: str, ref: str = "") -> SheetCells:
        """Return what the cells of a range say, or all from A1 to the end of what is used."""
        ...

    def values(self, sheet: str) -> Rows:
        """Return the values from A1 to the end of what is used; blank None, errors as text."""
        ...

    def pictures(self, sheet: str, errors: Sequence[str]) -> frozenset[str]:
        """Return those of the cells with an error value that are pictures placed in a cell."""
        ...

    def formulas(self, sheet: str) -> Mapping[str, str]:
        """Return the formulas of a sheet, `=…` by address; cells without one are not listed."""
        ...

    def locked(self, sheet: str, addresses: Sequence[str]) -> Sequence[str]:
        """Return those of the cells that cannot be written, because their sheet is protected."""
        ...

    def put(self, sheet: str, ref: str, block: CellBlock, texts: Collection[int] = ()) -> None:
        """Write a rectangle of values; text stays text whatever it looks like (`=1+1`, `00123`).

        A table in it must not be filtered.

        Args:
            sheet: The sheet.
            ref: The rectangle.
            block: Its values, row by row.
            texts: Columns of the block, from 0, that are known to have the format of texts.

        Raises:
            Exception: Whatever the program says; part of it may have been written.
        """
        ...

    def put_formula(self, sheet: str, address: str, formula: str) -> None:
        """Write one formula, `=…`."""
        ...

    def put_formula_column(self, sheet: str, ref: str, formulas: Sequence[str]) -> None:
        """Write formulas, `=…`, into cells below each other; how they are shown stays."""
        ...

    def fill_formula(self, sheet: str, ref: str, formula: str) -> None:
        """Write one formula, `=…`, into every cell of a range, at once."""
        ...

    def set_format(self, sheet: str, ref: str, number_format: str) -> None:
        """Set the number format of ranges that may be written, `A2:A9,C2:C9`."""
        ...

    def format_of(self, sheet: str, ref: str) -> str | None:
        """Return the number format of ranges; None if their cells have several."""
        ...

    def looks(self, sheet: str, ref: str) -> CellLooks | None:
        """Return what cells of a range were given by a person; None if too many were coloured."""
        ...

    def dress(self, sheet: str, worn: CellLooks, wanted: CellLooks) -> None:
        """Let cells that wear these looks wear others; one that is not in `wanted` wears none."""
        ...

    def styles(self, sheet: str, ref: str, alike: Sequence[Sequence[int]] = ()) -> RowStyles | None:
        """Return how the cells of a range differ within their columns; None where too much.

        Args:
            sheet: The sheet.
            ref: The range.
            alike: Its columns, from 0 on the sheet, parted into those that are likely to be shown
                alike: they are looked at together first.
        """
        ...

    def restyle(self, sheet: str, first: int, worn: RowStyles, wanted: RowStyles) -> None:
        """Let the cells of these columns, from a row on, be shown otherwise than they are."""
        ...

    def staying(self, sheet: str, ref: str) -> tuple[str, ...]:
        """Name what else makes rows of a range differ, and is not carried along: 罫線 …."""
        ...

    def clear(self, sheet: str, ref: str) -> None:
        """Empty a range; its looks stay."""
        ...

    def resize_table(self, name: str, ref: str) -> None:
        """Let a table end elsewhere; `ref` begins at the same cell."""
        ...

    def add_table(self, title: str, name: str, headers: Sequence[str]) -> None:
        """Make a sheet that can be seen, with a table from A1 on: headers and one blank row."""
        ...

    def add_page(self, title: str, *, first: bool) -> None:
        """Make a sheet that can be seen, with nothing on it, before all others or after them."""
        ...

    def rename_sheet(self, title: str, new: str) -> None:
        """Give a sheet another name; formulas follow."""
        ...

    def show_tab(self, title: str, *, shown: bool) -> None:
        """Let a sheet be seen, or not; one at least always is."""
        ...

    def drop_sheet(self, title: str) -> None:
        """Take a sheet away again, if it is there; nobody is asked."""
        ...

    def set_name(self, name: str, text: str) -> None:
        """Let a defined name that is there stand for something else, `="2"`."""
        ...

    def hide_rows(self, sheet: str, rows: Sequence[int], *, hidden: bool) -> None:
        """Hide rows, or show them again."""
        ...

    def show_sheet(self, title: str, rows: CellBlock) -> None:
        """Show rows on a sheet of their own, which is made or emptied first, and activate it."""
        ...

    def selection(self) -> Selected:
        """Return what is selected."""
        ...

    def select(self, sheet: str, ref: str) -> None:
        """Select a range, so that a person sees it."""
        ...

    def save(self) -> None:
        """Save the workbook in its place."""
        ...


class PersonAtDesk(Protocol):
    """The person before the program: what they are told and asked."""

    def status(self, text: str | None) -> None:
        """Show a line in the status bar; None gives the bar back to the program."""
        ...

    def wants_to_stop(self) -> bool:
        """Whether the person has asked to stop since the last look (Esc); nothing is shown."""
        ...

    def tell(self, title: str, text: str, *, wrong: bool = False) -> None:
        """Show one message."""
        ...

    def agree(self, title: str, text: str) -> bool:
        """Ask はい or いいえ."""
        ...

    def ask(self, title: str, prompt: str, preset: str = "") -> str | None:
        """Ask for a line of text; None if the person gives up."""
        ...

    def pick_file(self, title: str, endings: Sequence[str]) -> Path | None:
        """Ask for a file that exists, such as `*.csv`; None if the person gives up."""
        ...

    def pick_folder(self, title: str, preset: str = "") -> Path | None:
        """Ask for a folder that exists; None if the person gives up."""
        ...

    def open_book(self, path: Path) -> None:
        """Open a workbook that was made, so that the person sees it."""
        ...

    def open_page(self, path: Path) -> None:
        """Open a page of the manual by the PC's own program; `OSError` if it has none."""
        ...

    def to_pdf(self, path: Path, target: Path) -> None:
        """Print a closed workbook into a PDF; what is in front stays there."""
        ...
