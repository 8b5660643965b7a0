"""Excel's cells as COM hands them over.

Numbers are floats, days have a time, one cell is no tuple, errors are numbers, and a text is taken
for what it looks like unless its cell's format is `@` or an apostrophe stands before it.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeAlias

from ledger.book.memory import MemoryPages
from ledger.book.ports import CellLook, Font
from ledger.layout.addresses import letter, position
from ledger.model.characters import fits_cell
from windows.stage import ComError, Dispatched

if TYPE_CHECKING:
    from windows.excel import Worksheet

ROWS, COLUMNS, MOST = 1_048_576, 16_384, 2**31
ERRORS = {"#DIV/0!": 2007, "#N/A": 2042, "#NAME?": 2029, "#REF!": 2023, "#VALUE!": 2015}
NO_COLOUR = -4142
LONGEST_ADDRESS = 255
LAST_DAY = 2_958_466
RUNS = ("=", "+", "-", "@")
"""With what a formula begins, after whatever blanks."""
LOTUS = ('"', "^", "\\")
"""What Lotus took for how a text is set, and Excel too where its option says so."""
TRUTHS = {"true": True, "false": False}
_DAYS = re.compile("[ymd]")
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+(?:[eE][+-]?\d+)?%?")
_DAY = re.compile(r"(?:[MTSHR明大昭平令]\w?)?\d+[-/.年]\d+(?:[-/.月]\d+日?)?")


class Extent(Dispatched):
    """Rows or columns of a range."""

    def __init__(self, count: int) -> None:
        """Know how many."""
        self.Count = count


class EntireRow(Dispatched):
    """The rows of a range as a whole."""

    _target: "Range"

    def __init__(self, target: "Range") -> None:
        """Belong to a range."""
        object.__setattr__(self, "_target", target)

    def __setattr__(self, name: str, value: object) -> None:
        """Hide or show."""
        assert name == "Hidden"
        target = self._target
        rows = range(target.Row, target.bottom + 1)
        target.Worksheet.Parent.pages.hide_rows(target.Worksheet.Name, rows, hidden=bool(value))


class Interior(Dispatched):
    """What is behind the cells of a range."""

    _target: "Range"

    def __init__(self, target: "Range") -> None:
        """Belong to a range."""
        object.__setattr__(self, "_target", target)

    @property
    def _looks(self) -> dict[str, CellLook]:
        return self._target.Worksheet.held.looks

    @property
    def _fills(self) -> set[tuple[int, int, int] | None]:
        return {
            self._looks.get(a, CellLook()).fill for row in self._target.addresses() for a in row
        }

    @property
    def ColorIndex(self) -> int | None:
        """The nearest of 56 colours, or that there is none; Null where cells differ."""
        found = self._fills
        return None if len(found) > 1 else NO_COLOUR if found == {None} else 6

    @ColorIndex.setter
    def ColorIndex(self, value: int) -> None:
        assert value == NO_COLOUR
        self._paint(None)

    @property
    def Color(self) -> int:
        """The colour; black where cells differ."""
        (red, green, blue), *others = self._fills  # type: ignore[misc]
        return 0 if others else red + green * 256 + blue * 65536

    @Color.setter
    def Color(self, value: int) -> None:
        self._paint((value % 256, value // 256 % 256, value // 65536))

    def _paint(self, fill: tuple[int, int, int] | None) -> None:
        for row in self._target.addresses():
            for address in row:
                look = self._looks.pop(address, CellLook())._replace(fill=fill)
                if look != CellLook():
                    self._looks[address] = look


class Letters(Dispatched):
    """The letters of a range: each of their properties is Null where the cells differ in it."""

    _target: "Range | Ranges"

    def __init__(self, target: "Range | Ranges") -> None:
        """Belong to a range."""
        object.__setattr__(self, "_target", target)

    def __getattr__(self, name: str) -> object:
        """Return a property."""
        assert name in Font._fields
        fonts = self._target.Worksheet.held.fonts
        found = {
            getattr(fonts.get(a, Font()), name) for row in self._target.addresses() for a in row
        }
        return found.pop() if len(found) == 1 else None

    def __setattr__(self, name: str, value: object) -> None:
        """Change a property; Null cannot be set."""
        assert name in Font._fields
        if value is None:
            raise ComError(name)
        fonts = self._target.Worksheet.held.fonts
        for address in (a for row in self._target.addresses() for a in row):
            changed = fonts.get(address, Font())._asdict() | {name: value}
            fonts[address] = Font(**changed)


class Differs(Dispatched):
    """Borders of a range: Null where the cells differ, by what the sheet says of itself."""

    def __init__(self, *, differs: bool) -> None:
        """Say whether they differ."""
        self.LineStyle = None if differs else NO_COLOUR


class Comment(Dispatched):
    """A note, or what stands for a thread of comments where Excel lists its notes."""

    def __init__(self, cell: "Range", text: str) -> None:
        """Hang on a cell."""
        self.Parent, self._text = cell, text

    def Text(self) -> str:
        """Return what it says."""
        return self._text

    def Delete(self) -> None:
        """Take it away."""
        held = self.Parent.Worksheet.held
        assert self.Parent.ref not in held.threads, "a thread would be lost"
        look = held.looks.pop(self.Parent.ref)._replace(note="")
        if look != CellLook():
            held.looks[self.Parent.ref] = look


class Range(Dispatched):
    """Cells.

    Attributes:
        complaint: What pywin32 says to a number in a cell of days that is no day.
    """

    complaint: Exception = ValueError("year 57368 is out of range")

    def __init__(self, sheet: "Worksheet", top: int, left: int, bottom: int, right: int) -> None:
        """Be a rectangle, counted from 1."""
        self.Worksheet, self.Row, self.Column = sheet, top, left
        self.bottom, self.right = bottom, right
        self.Rows, self.Columns = Extent(bottom - top + 1), Extent(right - left + 1)
        self.EntireRow = EntireRow(self)

    @property
    def Count(self) -> int:
        """How many cells; more than a Long cannot be counted."""
        count = self.Rows.Count * self.Columns.Count
        if count >= MOST:
            message = "overflow"
            raise ComError(message)
        return count

    @property
    def Address(self) -> str:
        """Its address."""
        one, other = (
            f"${letter(column - 1)}${row}"
            for row, column in ((self.Row, self.Column), (self.bottom, self.right))
        )
        return one if one == other else f"{one}:{other}"

    def __call__(self, row: int, column: int) -> "Range":
        """Return one cell, counted from its first."""
        row, column = self.Row + row - 1, self.Column + column - 1
        return Range(self.Worksheet, row, column, row, column)

    def addresses(self) -> list[list[str]]:
        """Return the addresses of its cells."""
        columns = [letter(c - 1) for c in range(self.Column, self.right + 1)]
        return [[f"{c}{r}" for c in columns] for r in range(self.Row, self.bottom + 1)]

    def _shaped(self, one: Callable[[str], object]) -> object:
        rows = tuple(tuple(one(a) for a in row) for row in self.addresses())
        return rows[0][0] if self.Count == 1 else rows

    @property
    def Value(self) -> object:
        """The values: a tuple of tuples, or just one."""
        held = self.Worksheet.held

        def one(address: str) -> object:
            value = held.cells.get(position(address))
            if _no_day(value) and _DAYS.search(held.formats.get(address, "")):
                raise self.complaint
            return _out(value)

        return self._shaped(one)

    @Value.setter
    def Value(self, values: object) -> None:
        assert isinstance(values, list), "xlwings hands over rows"
        assert (len(values), len(values[0])) == (self.Rows.Count, self.Columns.Count)
        formats = self.Worksheet.held.formats
        block = [
            [_entered(value, formats.get(a, "General")) for a, value in zip(row, line, strict=True)]
            for row, line in zip(self.addresses(), values, strict=True)
        ]
        self._book.put(self.Worksheet.Name, self.Address.replace("$", ""), block)

    @property
    def Value2(self) -> object:
        """The values, days as numbers."""
        return self._shaped(lambda a: _bare(self.Worksheet.held.cells.get(position(a))))

    def AutoFilter(self, Field: int) -> None:  # noqa: N803 - Excel's own name
        """Show all that one column keeps back."""
        self.Worksheet.Parent.unfilter(self.Worksheet.Name, self.ref, Field)

    @property
    def Formula(self) -> object:
        """The formulas; of other cells their values."""

        def one(address: str) -> object:
            held = self.Worksheet.held
            found = held.cells.get(position(address))
            return held.formulas.get(address, "" if found is None else found)

        return self._shaped(one)

    @Formula.setter
    def Formula(self, value: str | tuple[tuple[str], ...]) -> None:
        if not isinstance(value, str):
            assert len(value) == self.Rows.Count, "a formula for each row"
            self._book.put_formula_column(self.Worksheet.Name, self.ref, [one for (one,) in value])
            return
        for address in self.Worksheet.Parent.filled_in(self.Worksheet.Name, self.ref):
            put = self._book.fill_formula if ":" in address else self._book.put_formula
            put(self.Worksheet.Name, address, value)

    @property
    def NumberFormat(self) -> str | None:
        """The one number format; Null if there are several."""
        formats = self.Worksheet.held.formats
        found = {formats.get(a, "General") for row in self.addresses() for a in row}
        return found.pop() if len(found) == 1 else None

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self._book.set_format(self.Worksheet.Name, self.Address.replace("$", ""), value)

    @property
    def Locked(self) -> bool:
        """Whether it is locked."""
        assert self.Count == 1
        return self.Address.replace("$", "") not in self.Worksheet.held.unlocked

    def ClearContents(self) -> None:
        """Empty it."""
        if self.Rows.Count == ROWS:
            self.Worksheet.held.cells.clear()
        else:
            self._book.clear(self.Worksheet.Name, self.Address.replace("$", ""))

    def Select(self) -> None:
        """Select it."""
        self._book.select(self.Worksheet.Name, self.Address.replace("$", ""))

    @property
    def Interior(self) -> "Inside":
        """What is behind it."""
        return Inside(self)

    @property
    def Font(self) -> Letters:
        """Its letters."""
        return Letters(self)

    @property
    def HasRichDataType(self) -> bool | None:
        """Whether its cells hold more than a value; Null where they differ."""
        if not self.Worksheet.rich:
            raise ComError(0)
        held = self.Worksheet.held.pictures
        found = {a in held for row in self.addresses() for a in row}
        return found.pop() if len(found) == 1 else None

    @property
    def Borders(self) -> Differs:
        """Its lines."""
        return Differs(differs="罫線" in self.Worksheet.held.staying)

    @property
    def Comment(self) -> "Note | None":
        """Its note."""
        look = self.Worksheet.held.looks.get(self.ref, CellLook())
        return Note(self, look.note) if look.note else None

    def AddComment(self, text: str) -> "Note":
        """Hang a note on it; a second one is refused."""
        held = self.Worksheet.held
        look = held.looks.get(self.ref, CellLook())
        if look.note:
            raise ComError(self.ref)
        held.looks[self.ref] = look._replace(note=text)
        return Note(self, text)

    @property
    def ref(self) -> str:
        """Its address without dollars."""
        return self.Address.replace("$", "")

    @property
    def _book(self) -> MemoryPages:
        return self.Worksheet.Parent.pages


class Ranges(Dispatched):
    """Several rectangles of a sheet at once; a text that names them has at most 255 characters."""

    def __init__(self, sheet: "Worksheet", ref: str) -> None:
        """Be those of an address with commas."""
        if len(ref) > LONGEST_ADDRESS:
            raise ComError(ref)
        self.Worksheet, self._ref = sheet, ref

    @property
    def NumberFormat(self) -> str | None:
        """The one number format; Null if there are several."""
        return self.Worksheet.Parent.pages.format_of(self.Worksheet.Name, self._ref)

    @NumberFormat.setter
    def NumberFormat(self, value: str) -> None:
        self.Worksheet.Parent.pages.set_format(self.Worksheet.Name, self._ref, value)

    @property
    def Font(self) -> Letters:
        """The letters of all of them."""
        return Letters(self)

    def addresses(self) -> list[list[str]]:
        """Return the addresses of their cells."""
        return [
            row for one in self._ref.split(",") for row in self.Worksheet.Range(one).addresses()
        ]


Inside: TypeAlias = Interior
Note: TypeAlias = Comment
"""A range has its `Interior` and its `Comment`."""


def _no_day(value: object) -> bool:
    return isinstance(value, float) and not 0 <= value < LAST_DAY


def _bare(value: object) -> object:
    """Return a value without a type of its own."""
    if isinstance(value, dt.datetime):
        return float((value - dt.datetime(1899, 12, 30)).days)  # noqa: DTZ001 - as Excel counts
    return _out(value)


def _out(value: object) -> object:
    """Return a value as COM hands it over."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, dt.datetime):
        return value.replace(tzinfo=dt.UTC)
    if isinstance(value, str) and value in ERRORS:
        return ERRORS[value] - 2146828288
    return float(value) if isinstance(value, int) else value


def _entered(value: Any, number_format: str) -> Any:  # noqa: ANN401 - whatever is handed over
    """Return what stands in a cell after a value was handed over."""
    if isinstance(value, dt.datetime):
        assert value.tzinfo is not None, "pywin32 wants one"
        return value.replace(tzinfo=None)
    if not isinstance(value, str) or value == "":
        return None if value == "" else value
    assert fits_cell(value.removeprefix("'")), f"no cell can hold {value[:20]!r}"
    if value.startswith("'"):
        return value[1:]  # a prefix, also where the format is that of texts
    if number_format == "@":
        return value
    folded = unicodedata.normalize("NFKC", value).strip()
    assert not folded.startswith(LOTUS), f"an Excel that minds Lotus' keys would change {value!r}"
    assert not folded.startswith(RUNS), f"Excel would take {value!r} for a formula"
    assert not folded.startswith("#"), f"Excel would take {value!r} for an error"
    assert folded.casefold() not in TRUTHS or value.isascii(), f"{value!r} would be a truth value"
    assert value.isdecimal() <= value.isascii(), f"Excel would take {value!r} for a number"
    if _NUMBER.fullmatch(value):
        return float(value.rstrip("%").replace(",", ""))
    assert not _DAY.match(value), f"Excel would take {value!r} for a day"
    return TRUTHS.get(value.lower(), value)
