"""What Excel answers over COM, as far as xlwings' Windows engine asks it: on the shipped fake.

Names are Excel's own.
"""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeAlias

import openpyxl

from ledger.book.memory import MemoryPages, MemorySheet
from ledger.book.ports import TableAt
from ledger.layout.addresses import letter, position
from ledger.read.cells.cell import Raw
from pages_of_file import pages_of
from windows.cells import COLUMNS, ROWS, Comment, Range, Ranges
from windows.stage import ComError, Dispatched, bare

SHOWN, HIDDEN = -1, 2
AUTOMATIC, MANUAL = -4105, -4135
Target: TypeAlias = Range
"""A sheet, and a table, have a `Range` of their own."""


class Item(Dispatched):
    """Things by place from 1, or by name, as Excel's collections are."""

    def __init__(self, things: Callable[[], Sequence[Any]]) -> None:
        """Look the things up when they are asked for."""
        self._things = things

    @property
    def Count(self) -> int:
        """How many."""
        return len(self._things())

    def __iter__(self) -> Iterator[Any]:
        """Yield each."""
        return iter(self._things())

    def __call__(self, key: int | str) -> Any:  # noqa: ANN401 - whatever it holds
        """Return one."""
        if isinstance(key, int):
            return self._things()[key - 1]
        for thing in self._things():
            if thing.Name.lower() == key.lower():
                return thing
        raise ComError(key)

    Item = __call__


class Sheets(Item):
    """Worksheets."""

    def __init__(self, book: "Workbook") -> None:
        """Belong to a workbook."""
        super().__init__(lambda: [Worksheet(book, title) for title in book.pages.held])
        self._book = self.Parent = book

    def Add(self, Before: "Worksheet | None" = None) -> "Worksheet":  # noqa: N803 - as Excel has it
        """Add one before another, or before the active one."""
        held, active = list(self._book.pages.held.items()), self._book.pages.selection().sheet
        at = [title for title, _ in held].index(Before.Name if Before else active)
        self._book.pages.held = dict([*held[:at], ("Sheet1", MemorySheet()), *held[at:]])
        self._book.pages.select("Sheet1", "A1")
        return Worksheet(self._book, "Sheet1")


@lru_cache(maxsize=32)
def _formats(data: bytes) -> Mapping[str, Mapping[str, str]]:
    """Return the number formats of a workbook's cells by sheet, looked up once for all tests."""
    return {
        sheet.title: {
            cell.coordinate: cell.number_format for row in sheet.iter_rows() for cell in row
        }
        for sheet in openpyxl.load_workbook(io.BytesIO(data)).worksheets
    }


class Workbook(Dispatched):
    """A workbook."""

    FileFormat = 51

    def __init__(self, path: Path) -> None:
        """Open a file."""
        self.pages: MemoryPages = pages_of(path)
        for title, formats in _formats(path.read_bytes()).items():
            self.pages.held[title].formats = dict(formats)
        self.fields: dict[str, set[int]] = {}
        self.Application = Application(self)
        self.Name, self.FullName, self.Path = path.name, str(path), str(path.parent)
        self.ReadOnly = False
        self.Worksheets = Sheets(self)
        self.Names = Item(lambda: [Name(self.pages, one) for one in self.pages.defined])

    @property
    def ActiveSheet(self) -> "Worksheet":
        """The sheet that is seen."""
        return Worksheet(self, self.pages.selection().sheet)

    @property
    def Date1904(self) -> bool:
        """Whether its days count from 1904."""
        return self.pages.from_1904

    @property
    def Saved(self) -> bool:
        """Whether nothing was changed."""
        return self.pages.saved

    def Save(self) -> None:
        """Save."""
        self.pages.save()

    def Activate(self) -> None:
        """Nothing to see."""

    def filter(self, name: str, *columns: int) -> None:
        """Filter a table by some of its columns."""
        self.pages.filters.add(name)
        self.fields[name] = set(columns)

    def unfilter(self, sheet: str, ref: str, column: int) -> None:
        """Show all that one column of a table keeps back; other columns may keep back more."""
        (name,) = (n for n, at in self.pages.tables().items() if (at.sheet, at.ref) == (sheet, ref))
        self.fields.setdefault(name, set()).discard(column)
        if not self.fields[name]:
            self.pages.unfilter(name)

    def filled_in(self, sheet: str, address: str) -> list[str]:
        """Return where a formula goes that was written into a cell: into a table's whole column."""
        if not self.Application.AutoCorrect.AutoFillFormulasInLists:
            return [address]
        row, column = position(address)
        for at in self.pages.tables().values():
            (top, left), (bottom, right) = map(position, at.ref.split(":"))
            if at.sheet == sheet and top < row <= bottom and left <= column <= right:
                return [f"{letter(column)}{number + 1}" for number in range(top + 1, bottom + 1)]
        return [address]


class AutoCorrect(Dispatched):
    """What Excel does by itself."""

    AutoFillFormulasInLists = True


class AutoFilter(Dispatched):
    """The filter buttons of a table."""

    def __init__(self, pages: MemoryPages, name: str) -> None:
        """Belong to a table."""
        self._pages, self._name = pages, name

    @property
    def FilterMode(self) -> bool:
        """Whether some rows are not shown."""
        return self._name in self._pages.filters


class Name(Dispatched):
    """A defined name."""

    def __init__(self, pages: MemoryPages, name: str) -> None:
        """Stand for something."""
        self._pages, self.Name = pages, name

    @property
    def RefersTo(self) -> str:
        """What it stands for."""
        return self._pages.defined[self.Name]

    @RefersTo.setter
    def RefersTo(self, value: str) -> None:
        self._pages.set_name(self.Name, value)


class Application(Dispatched):
    """Excel."""

    def __init__(self, book: Workbook) -> None:
        """Have one workbook open."""
        self._book = book
        self.ScreenUpdating = self.DisplayAlerts = True
        self.bar: list[object] = []
        self.Hwnd = 1
        self.AutoCorrect = AutoCorrect()
        self.Calculation = AUTOMATIC
        self.waiting: dict[str, dict[tuple[int, int], Raw]] = {}
        self.asked: list[tuple[object, ...]] = []
        self.answers: list[str] = []
        self.whole = False

    def Calculate(self) -> None:
        """Let formulas say what they should have said."""
        for title, cells in self.waiting.items():
            self._book.pages.held[title].cells |= cells
        self.waiting = {}

    @property
    def Selection(self) -> "Range":
        """What is selected."""
        sheet, ref = self._book.pages.selection()
        held = Worksheet(self._book, sheet)
        return Range(held, 1, 1, ROWS, COLUMNS) if self.whole else held.Range(ref)

    @property
    def StatusBar(self) -> object:
        """What the status bar shows."""
        return self.bar[-1] if self.bar else False

    @StatusBar.setter
    def StatusBar(self, value: object) -> None:
        self.bar.append(value)

    def Run(self, macro: str, *given: object) -> str:
        """Run a macro of the add-in: a person answers."""
        assert macro.startswith("'talent-ledger.xlam'!RibbonLedger.")
        self.asked.append((macro.rsplit(".", 1)[1], *given))
        return self.answers.pop(0) if self.answers else "\x00"


class Worksheet(Dispatched):
    """A sheet.

    Attributes:
        threaded: Whether this Excel knows threads of comments.
        rich: Whether it knows pictures in cells.
    """

    threaded = True
    rich = True

    def __init__(self, book: Workbook, title: str) -> None:
        """Be one of a workbook's."""
        self.Parent, self._title = book, title
        self.Application = book.Application
        self.ListObjects = ListObjects(self)

    @property
    def held(self) -> MemorySheet:
        """What stands on it."""
        return self.Parent.pages.held[self._title]

    @property
    def Name(self) -> str:
        """Its title."""
        return self._title

    @Name.setter
    def Name(self, value: str) -> None:
        self.Parent.pages.rename_sheet(self._title, value)
        self.Parent.pages.select(value, "A1")
        self._title = value

    def Delete(self) -> None:
        """Go away; nobody is asked."""
        assert not self.Application.DisplayAlerts, "Excel would ask"
        self.Parent.pages.drop_sheet(self._title)

    @property
    def Visible(self) -> int:
        """xlSheetVisible, or xlSheetVeryHidden."""
        return SHOWN if self.held.visible else HIDDEN

    @Visible.setter
    def Visible(self, value: int) -> None:
        self.Parent.pages.show_tab(self._title, shown=bool(value))

    @property
    def ProtectContents(self) -> bool:
        """Whether it is protected."""
        return self.held.protected

    @property
    def UsedRange(self) -> "Range":
        """From the first to the last cell that is used: it need not begin at A1."""
        rows = [row + 1 for row, _ in self.held.cells] or [1]
        columns = [column + 1 for _, column in self.held.cells] or [1]
        return Range(self, min(rows), min(columns), max(rows), max(columns))

    @property
    def Comments(self) -> list[Comment]:
        """Its notes; a thread of comments is listed among them."""
        noted = [(a, look.note) for a, look in self.held.looks.items() if look.note]
        threads = [(address, "[スレッド]") for address in self.held.threads]
        return [Comment(self.Range(address), text) for address, text in (*noted, *threads)]

    @property
    def CommentsThreaded(self) -> list[Comment]:
        """Its threads of comments; Excel 2016 knows none."""
        if not self.threaded:
            raise ComError(0)
        return [Comment(self.Range(address), "") for address in self.held.threads]

    @property
    def Cells(self) -> "Range":
        """All of it."""
        return Range(self, 1, 1, ROWS, COLUMNS)

    def Range(self, one: "str | Range", other: "Range | None" = None) -> Any:  # noqa: ANN401
        """Return a range by address, or by two corners; by an address with commas several."""
        if isinstance(one, str) and "," in one:
            return Ranges(self, one)
        one, other = bare(one) if not isinstance(one, str) else one, other and bare(other)
        if other is not None:
            assert isinstance(one, Range)
            return Range(self, one.Row, one.Column, other.bottom, other.right)
        if isinstance(one, Range):
            return one
        first, _, last = one.replace("$", "").partition(":")
        if first.isdigit():
            if first == "0":
                raise ComError(one)
            return Range(self, int(first), 1, int(last), COLUMNS)
        (top, left), (bottom, right) = position(first), position(last or first)
        return Range(self, top + 1, left + 1, bottom + 1, right + 1)

    def Activate(self) -> None:
        """Come to the front; a hidden sheet cannot."""
        if not self.held.visible:
            raise ComError(self._title)
        self.Parent.pages.select(self._title, "A1")


Buttons: TypeAlias = AutoFilter


class ListObjects(Item):
    """The tables of a sheet."""

    def __init__(self, sheet: Worksheet) -> None:
        """Belong to a sheet."""
        self._sheet = sheet
        super().__init__(
            lambda: [
                ListObject(sheet, name)
                for name, at in sheet.Parent.pages.tables().items()
                if at.sheet == sheet.Name
            ]
        )

    def Add(  # noqa: PLR0913, PLR0917 - Excel's own
        self,
        SourceType: int,  # noqa: N803
        Source: Range,  # noqa: N803
        LinkSource: None,  # noqa: N803
        XlListObjectHasHeaders: int,  # noqa: N803
        Destination: None,  # noqa: N803
        TableStyleName: str,  # noqa: N803
    ) -> "ListObject":
        """Make a table of a range with headers; it has a name of Excel's at first."""
        assert (SourceType, LinkSource, XlListObjectHasHeaders, Destination) == (1, None, 1, None)
        assert TableStyleName == "TableStyleLight1"
        tables = self._sheet.Parent.pages._tables  # noqa: SLF001 - Excel's own list
        tables["Table1"] = TableAt(self._sheet.Name, bare(Source).ref)
        return ListObject(self._sheet, "Table1")


class ListObject(Dispatched):
    """A table.

    Attributes:
        buttons: Whether tables show filter buttons.
    """

    buttons = True

    def __init__(self, sheet: Worksheet, name: str) -> None:
        """Be one of a sheet's."""
        self._sheet, self._name = sheet, name

    @property
    def Name(self) -> str:
        """Its name."""
        return self._name

    @Name.setter
    def Name(self, value: str) -> None:
        tables = self._sheet.Parent.pages._tables  # noqa: SLF001 - Excel's own list
        tables[value] = tables.pop(self._name)
        self._name = value

    @property
    def _at(self) -> TableAt:
        return self._sheet.Parent.pages.tables()[self.Name]

    @property
    def Range(self) -> "Range":
        """Where it stands."""
        return self._sheet.Range(self._at.ref)  # type: ignore[no-any-return]

    @property
    def Parent(self) -> Worksheet:
        """Its sheet."""
        return self._sheet

    @property
    def ShowTotals(self) -> bool:
        """Whether it has a totals row."""
        return self._at.totals

    @property
    def AutoFilter(self) -> "Buttons | None":
        """Its filter buttons, unless they are hidden."""
        return Buttons(self._sheet.Parent.pages, self.Name) if self.buttons else None

    def Resize(self, target: "Target") -> None:
        """End elsewhere; a column that is new gets a header of Excel's."""
        target = bare(target)
        self._sheet.Parent.pages.resize_table(self.Name, target.ref)
        cells = self._sheet.held.cells
        for column in range(target.Column, target.right + 1):
            cells.setdefault((target.Row - 1, column - 1), f"列{column}")
