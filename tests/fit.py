"""Measures whether what a cell shows fits: numbers, cut texts, lines below a row, headers.

Widths are Excel's: a column of `w` characters of the workbook's default font is
`trunc((256 * w + trunc(128 / m)) / 256 * m)` pixels wide, where m is the width of that font's
widest digit. Text is measured in Noto Sans CJK JP, which is as wide as the fonts of Japanese
Windows, at whole pixels rounded up, as the screen does.
"""

import datetime as dt
import math
import re
import subprocess
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from typing import NamedTuple

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from PIL import ImageFont

DIGIT_PIXELS = {"Calibri": 7, "游ゴシック": 8, "Yu Gothic": 8, "ＭＳ Ｐゴシック": 8}
"""Widest digit of a default font at 11 points and 96 dots per inch."""
PADDING = 5
"""Pixels between a cell's two edges and its text, and the grid line."""
FILTER_BUTTON = 18
"""Pixels that a table's filter button takes of its header."""
HEADER_LINES = 2
"""Lines over which a header may run."""
LINE_POINTS = 18.75
"""Height of a line of 游ゴシック at 11 points."""
TALLEST = 409.5
"""Points to which a row grows by itself."""
DEFAULT_WIDTH = 9.140625
_CLOSING = frozenset(
    "、。，．,.)）」』】〉》〕]}!?！？:：;；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ%％"
)
_OPENING = frozenset("(（「『【〈《〔[{")
_NUMBER = re.compile(r"(?P<before>[^0#]*)(?P<core>[0#,]+(?:\.(?P<places>0+))?)(?P<after>.*)")
_DATE = re.compile(r"yyyy|yy|mm|m|dd|d|hh|h|ss")


class Misfit(NamedTuple):
    """One cell that does not show all it holds.

    Attributes:
        sheet: Name of the sheet.
        cell: The cell's address.
        header: Header of its table column; empty outside tables.
        what: `#####`, `cut`, `lines`, `header` or `error`.
        needs: Pixels (points for `lines`) that it needs.
        has: Pixels (points) that it has.
        text: What it would show.
    """

    sheet: str
    cell: str
    header: str
    what: str
    needs: float
    has: float
    text: str


class _Look(NamedTuple):
    size: float
    bold: bool
    wrap: bool
    shrink: bool
    side: str
    indent: int
    number_format: str


def misfits(book: Workbook, values: Workbook | None = None) -> Iterator[Misfit]:
    """Yield every visible cell of a workbook whose content does not fit.

    Args:
        book: The workbook, for its widths, heights and looks.
        values: The same workbook recalculated, where it holds formulas without values.
    """
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield from _Measured(book, sheet, (values or book)[sheet.title]).misfits()


def header_tails(book: Workbook) -> Iterator[tuple[str, str, str]]:
    """Yield sheet, header and last line of every table header that runs over several lines."""
    for sheet in book.worksheets:
        if sheet.sheet_state == "visible":
            yield from _Measured(book, sheet, sheet).header_tails()


def column_pixels(width: float, digit: int = 7) -> int:
    """Return how many pixels wide Excel draws a column."""
    return math.trunc((256 * width + math.trunc(128 / digit)) / 256 * digit)


@cache
def text_pixels(text: str, points: float = 11, *, bold: bool = False) -> float:
    """Return how wide a line of text is on the screen."""
    size = math.ceil(points * 96 / 72)
    signs = (char for char in text if unicodedata.category(char) != "Mn")  # 葛󠄀 is as wide as 葛
    return sum(_advance(char, size, bold) for char in signs)


@cache
def lines_needed(text: str, room: float, points: float = 11, *, bold: bool = False) -> int:
    """Return over how many lines a text runs in a cell with that much room."""
    count = 0
    for part in text.split("\n"):
        count, used = count + 1, 0.0
        for word in _words(part):
            width = text_pixels(word, points, bold=bold)
            if used and used + text_pixels(word.rstrip(), points, bold=bold) > room:
                count, used = count + 1, 0.0
            whole_lines = max(0, math.ceil(width / room) - 1)
            count, used = count + whole_lines, used + width - whole_lines * room
    return count


def shown(value: object, number_format: str) -> str:
    """Return what Excel shows of a value.

    Raises:
        ValueError: The number format is not one that is known here.
    """
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, dt.date):
        return _DATE.sub(lambda found: _date_part(found[0], value), number_format)
    if not isinstance(value, int | float):
        raise TypeError(type(value))
    if number_format in {"General", "@"}:
        return f"{value:.10g}"
    return _number(Decimal(repr(value)), number_format)


def _date_part(mark: str, day: dt.date) -> str:
    moment = day if isinstance(day, dt.datetime) else dt.datetime(day.year, day.month, day.day)  # noqa: DTZ001 - a day
    number = {"y": moment.year, "m": moment.month, "d": moment.day}.get(mark[0])
    if number is None:
        number = {"h": moment.hour, "s": moment.second}[mark[0]]
    return f"{number:0{len(mark)}d}"


def _number(value: Decimal, number_format: str) -> str:
    sections = number_format.split(";")
    section = sections[0]
    if value < 0 and len(sections) > 1:
        section, value = sections[1], -value
    plain = section.replace('"', "").replace("\\", "")
    found = _NUMBER.fullmatch(plain)
    if found is None:
        raise ValueError(number_format)
    scaled = value * 100 if "%" in found["after"] else value
    step = Decimal(1).scaleb(-len(found["places"] or ""))
    comma = "," if "," in found["core"] else ""
    return f"{found['before']}{scaled.quantize(step, ROUND_HALF_UP):{comma}f}{found['after']}"


def _lines(text: str, room: float, look: "_Look") -> list[str]:
    """Return the lines of a short text."""
    lines = [""]
    for word in _words(text):
        wide = text_pixels(lines[-1] + word.rstrip(), look.size, bold=look.bold)
        if lines[-1] and wide > room:
            lines.append("")
        lines[-1] += word
    return lines


def _words(text: str) -> Iterator[str]:
    """Yield the pieces between which a line may break."""
    word = ""
    for char in text:
        if word and char != " " and _may_break(word[-1], char):
            yield word
            word = ""
        word += char
    if word:
        yield word


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return True
    wide = any(unicodedata.east_asian_width(char) in "WF" for char in (before, after))
    return wide and after not in _CLOSING and before not in _OPENING


def _area(ref: str) -> tuple[int, int, int, int]:
    left, top, right, bottom = range_boundaries(ref)
    return left or 1, top or 1, right or 1, bottom or 1


def _default_font(book: Workbook) -> str:
    """Return the font of the workbook's Normal style, the first that it lists."""
    return str(book._fonts[0].name)  # type: ignore[attr-defined]  # noqa: SLF001 - nowhere else


@cache
def _advance(char: str, size: int, bold: bool) -> float:  # noqa: FBT001 - a cache key
    return float(_font(size, bold).getlength(char))


@cache
def _font(size: int, bold: bool) -> ImageFont.FreeTypeFont:  # noqa: FBT001 - a cache key
    style = "Bold" if bold else "Regular"
    found = subprocess.run(  # noqa: S603 - fixed arguments
        ["fc-match", "-f", "%{family}|%{file}|%{index}", f"Noto Sans CJK JP:style={style}"],  # noqa: S607 - on the path
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    family, path, index = found.split("|")
    assert "Noto Sans CJK JP" in family, "install fonts-noto-cjk"
    return ImageFont.truetype(path, size, index=int(index))


class _Measured:
    """One sheet with its geometry."""

    def __init__(self, book: Workbook, sheet: Worksheet, values: Worksheet) -> None:
        self.sheet = sheet
        self.said = {
            (cell.row, cell.column): cell.value
            for row in values.iter_rows()
            for cell in row
            if cell.value not in {None, ""}
        }
        self.digit = DIGIT_PIXELS[_default_font(book)]
        self.pixels = self._columns()
        self.headers: Mapping[tuple[int, int], str] = dict(self._headers())
        self.inside = dict(self._inside())
        self.merged = {
            (area.min_row, area.min_col): area.max_col for area in sheet.merged_cells.ranges
        }
        self.looks: dict[int, _Look] = {}

    def _columns(self) -> dict[int, int]:
        default = self.sheet.sheet_format.defaultColWidth or DEFAULT_WIDTH
        last = self.sheet.max_column + 60
        pixels = dict.fromkeys(range(1, last + 1), column_pixels(default, self.digit))
        for dimension in self.sheet.column_dimensions.values():
            for column in range(dimension.min or 1, min(dimension.max or 1, last) + 1):
                width = 0 if dimension.hidden else dimension.width
                pixels[column] = column_pixels(width, self.digit) if width else 0
        return pixels

    def _headers(self) -> Iterator[tuple[tuple[int, int], str]]:
        for table in self.sheet.tables.values():
            left, top, right, _ = _area(table.ref)
            for column in range(left, right + 1):
                yield (top, column), "filter" if table.autoFilter else ""

    def _inside(self) -> Iterator[tuple[tuple[int, int], str]]:
        for table in self.sheet.tables.values():
            left, top, right, bottom = _area(table.ref)
            for column in range(left, right + 1):
                header = str(self.sheet.cell(top, column).value)
                for row in range(top, bottom + 1):
                    yield (row, column), header

    def header_tails(self) -> Iterator[tuple[str, str, str]]:
        for row, column in self.headers:
            cell = self.sheet.cell(row, column)
            if isinstance(cell, Cell) and self.pixels[column]:
                look, text = self._look(cell), str(cell.value)
                room = self.pixels[column] - PADDING - 9 * look.indent
                lines = _lines(text, room, look)
                if len(lines) > 1:
                    yield self.sheet.title, text, lines[-1]

    def misfits(self) -> Iterator[Misfit]:
        for number, row in enumerate(self.sheet.iter_rows(), start=self.sheet.min_row):
            dimension = self.sheet.row_dimensions[number]
            for cell in row:
                if isinstance(cell, Cell) and not dimension.hidden and self.pixels[cell.column]:
                    yield from self._cell(cell, dimension.height)

    def _cell(self, cell: Cell, height: float | None) -> Iterator[Misfit]:
        value = self.said.get((cell.row, cell.column))
        if value is None or cell.number_format == ";;;":
            return
        assert not str(value).startswith("="), f"{self.sheet.title}!{cell.coordinate}: recalculate"
        look = self._look(cell)
        text = shown(value, look.number_format)
        room = self._room(cell, look)
        width = max(text_pixels(line, look.size, bold=look.bold) for line in text.split("\n"))
        at = (cell.row, cell.column)
        if isinstance(value, str):
            if re.fullmatch(r"#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!)", value):
                yield self._misfit(cell, "error", 0, 0, text)
            yield from self._text(cell, look, text, width, height)
        elif width > room and not look.shrink:
            yield self._misfit(cell, "#####", width, room, text)
        if at in self.headers:
            room -= FILTER_BUTTON if self.headers[at] else 0
            lines = lines_needed(text, room, look.size, bold=look.bold)
            if lines > HEADER_LINES or (lines > 1 and not look.wrap):
                yield self._misfit(cell, "header", width, room, text)

    def _text(
        self, cell: Cell, look: _Look, text: str, width: float, height: float | None
    ) -> Iterator[Misfit]:
        room = self._room(cell, look)
        lines = 1
        if look.wrap:
            lines = lines_needed(text, room, look.size, bold=look.bold)
        elif width > room and not look.shrink:
            free = room + self._free(cell, look.side)
            if width > free:
                yield self._misfit(cell, "cut", width, free, text)
        needs = lines * LINE_POINTS * look.size / 11
        has = TALLEST if height is None else height + 1
        if needs > has:
            yield self._misfit(cell, "lines", needs, has, text)

    def _room(self, cell: Cell, look: _Look) -> int:
        """Return the pixels for a cell's content: merged cells have those of all their columns."""
        last = self.merged.get((cell.row, cell.column), cell.column)
        wide = sum(self.pixels[column] for column in range(cell.column, last + 1))
        return wide - PADDING - 9 * look.indent

    def _free(self, cell: Cell, side: str) -> int:
        """Return the pixels of the blank cells over which a text may run: none if merged."""
        at = (cell.row, cell.column)
        if at in self.inside or at in self.merged:
            return 0
        right, left = self._run(cell, 1), self._run(cell, -1)
        if side == "center":
            return 2 * min(right, left)
        return left if side == "right" else right

    def _run(self, cell: Cell, step: int) -> int:
        free, column = 0, cell.column + step
        while column in self.pixels and (cell.row, column) not in self.said:
            free, column = free + self.pixels[column], column + step
        return free

    def _look(self, cell: Cell) -> _Look:
        known = self.looks.get(cell.style_id)
        if known is None:
            font, alignment = cell.font, cell.alignment
            known = self.looks[cell.style_id] = _Look(
                font.sz or 11,
                bool(font.b),
                bool(alignment.wrap_text),
                bool(alignment.shrink_to_fit),
                alignment.horizontal or "general",
                int(alignment.indent or 0),
                cell.number_format,
            )
        return known

    def _misfit(self, cell: Cell, what: str, needs: float, has: float, text: str) -> Misfit:
        at = f"{get_column_letter(cell.column)}{cell.row}"
        header = self.inside.get((cell.row, cell.column), "")
        return Misfit(self.sheet.title, at, header, what, round(needs), round(has), text[:60])
