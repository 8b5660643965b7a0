"""A sheet of the report: title, notes, then tables and charts downwards, ready to be printed."""

import math
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from ledger.layout.addresses import letter
from ledger.layout.columns import Cell
from ledger.model.judged_day import JudgedDay
from ledger.present.book_writing import ACCENT, FONT, HEADER_FILL, INK, Formats, checked
from ledger.present.charts import ChartRange, Drawing, YearsDrawing, draw, draw_years
from ledger.present.report.lettering import MARGIN, lines_of, shortened, wrapped

LINE = 18.75
"""Points of one line of text."""
HIGHEST = 409.0
"""Points that a row may be high."""
_ROW_PIXELS = 20
_AIR = 2.0
"""Points above and below the lines of a row."""
_MOST_LINES = int((HIGHEST - _AIR) // LINE) - 2
"""Lines of a list in a row: two are spare, where lines break earlier than is reckoned."""
_SIDES, _TOP_EDGE, _BOTTOM_EDGE = 0.5, 0.5, 0.6
"""Margins in inches."""
_A4_WIDE, _A4_HIGH = 11.69, 8.27
_INCH = 72.0
_POINTS_A_PIXEL = 0.75
_UNIT_PIXELS, _PADDING_PIXELS = 7, 5
"""Of a column: of one unit of its width, and of its edges."""
_TITLE, _BLANK = 28.0, 15.0
"""Points of the title's row, and of a row without anything."""
_SURE = 0.97
"""Part of a page that is counted on: a row may come out a little higher."""


class ColumnLook(Enum):
    """How a column's values look."""

    WORDS = "@"
    WHOLE = "#,##0"
    DECIMAL = "#,##0.0"


class StyledNumber(NamedTuple):
    """A number whose look differs from its column's (its unit stands beside it)."""

    value: float | None
    look: ColumnLook


class Head(NamedTuple):
    """Header of a column."""

    name: str
    look: ColumnLook = ColumnLook.WORDS


class Report:
    """The workbook being written, and its formats."""

    def __init__(self, book: Workbook, day: JudgedDay, stamp: str) -> None:
        """Make the formats.

        Args:
            book: The workbook.
            day: The day judged, for the head of every sheet.
            stamp: Of which day and from where the figures are, for the foot of every page.
        """
        self.book = book
        self.day = day
        self.stamp = stamp.replace("&", "&&")
        self.formats = Formats(book)
        base = {"font_name": FONT, "font_size": 11, "font_color": INK, "valign": "vcenter"}
        self.looks: dict[ColumnLook, Format] = {
            ColumnLook.WORDS: book.add_format(
                base | {"num_format": "@", "text_wrap": True, "indent": 1}
            ),
            ColumnLook.WHOLE: book.add_format(base | {"num_format": ColumnLook.WHOLE.value}),
            ColumnLook.DECIMAL: book.add_format(base | {"num_format": ColumnLook.DECIMAL.value}),
        }
        head = base | {"bold": True, "text_wrap": True, "bg_color": HEADER_FILL}
        head |= {"bottom": 2, "bottom_color": ACCENT}
        figures = book.add_format(head | {"align": "right"})
        self.heads: dict[ColumnLook, Format] = {
            ColumnLook.WORDS: book.add_format(head | {"indent": 1}),
            ColumnLook.WHOLE: figures,
            ColumnLook.DECIMAL: figures,
        }
        self.word = book.add_format(base | {"align": "right", "text_wrap": True})
        self.strong = book.add_format(base | {"bold": True, "font_size": 13})
        self.heading = book.add_format(base | {"bold": True, "font_size": 12})


class Page:
    """A sheet, written from top to bottom.

    Attributes:
        row: Where the next thing will stand.
        upright: Whether its pages stand upright, and it is to fit on one.
    """

    upright = False

    def __init__(
        self,
        report: Report,
        name: str,
        title: str,
        notes: Sequence[str],
        widths: Sequence[float],
    ) -> None:
        """Begin a sheet.

        Args:
            report: The workbook.
            name: Of the sheet.
            title: First row; the day judged follows it.
            notes: Rows below it.
            widths: Of the columns, shared by all tables of the sheet.
        """
        self.report = report
        self.name = name
        self.widths = tuple(widths)
        self.sheet = report.book.add_worksheet(name)
        for position, width in enumerate(widths):
            self.sheet.set_column(position, position, width)
        said = f"{title}　{report.day.heading}"
        checked(self.sheet.write_string(0, 0, said, report.formats.title))
        for number, note in enumerate(notes, start=1):
            checked(self.sheet.write_string(number, 0, note, report.formats.note))
        self.row = len(notes) + 2
        self._headers: list[int] = []
        self._has_chart = self._is_long = False
        self._breaks: list[int] = []
        self._used = _TITLE + LINE * len(notes) + _BLANK
        self._page()

    def _page(self) -> None:
        sheet = self.sheet
        sheet.hide_gridlines(2)
        if not self.upright:
            sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(_SIDES, _SIDES, _TOP_EDGE, _BOTTOM_EDGE)
        sheet.fit_to_pages(1, 1 if self.upright else 0)
        sheet.set_footer(f"&L{self.name}&C&P / &N&R&8{self.report.stamp}")
        sheet.ignore_errors({"number_stored_as_text": f"A1:{letter(len(self.widths))}1048576"})

    def table(
        self,
        key: str,
        heads: Sequence[Head],
        rows: Sequence[Sequence[Cell | StyledNumber]],
        heading: str = "",
    ) -> int:
        """Write an Excel table.

        Args:
            key: Its name.
            heads: Its columns.
            rows: Its rows; a table without any gets a blank one.
            heading: Line above it; none if empty.

        Returns:
            The row of its header, from 0.
        """
        whole, rows = rows, [self._shortened(row) for row in rows]
        heights = [self._height([head.name for head in heads]), *map(self._height, rows)]
        self._make_room(sum(heights) + (LINE if heading else 0))
        if heading:
            checked(self.sheet.write_string(self.row, 0, heading, self.report.heading))
            self.row += 1
            self._used += LINE
        top = self.row
        bottom = top + max(len(rows), 1)
        options = {
            "name": key,
            "style": "Table Style Light 1",
            "autofilter": False,
            "columns": [
                {"header": head.name, "header_format": self.report.heads[head.look]}
                for head in heads
            ],
        }
        checked(self.sheet.add_table(top, 0, bottom, len(heads) - 1, options))
        for number, height in enumerate(heights, start=top):
            checked(self.sheet.set_row(number, height))
        for number, row in enumerate(rows, start=top + 1):
            for position, (head, value) in enumerate(zip(heads, row, strict=True)):
                self._write(number, position, head, value)
        self._headers.append(top)
        self._is_long |= sum(heights) > self._page_room()
        self.row = bottom + 2
        self._use(sum(heights) + _BLANK)
        self._whole_lists(heads, whole, rows)
        return top

    def _shortened(self, row: Sequence[Cell | StyledNumber]) -> list[Cell | StyledNumber]:
        """Return a row whose lists no row could be high enough for say how many more there are."""
        return [
            shortened(value, width, _MOST_LINES) if isinstance(value, str) else value
            for width, value in zip(self.widths, row, strict=False)
        ]

    def _whole_lists(self, heads: Sequence[Head], *tables: Sequence[Sequence[object]]) -> None:
        """Write below a table the lists that were too long for its rows."""
        for full, short in zip(*tables, strict=True):
            for head, text, said in zip(heads, full, short, strict=False):
                if text != said:
                    self.says(f"{full[0]} の{head.name}: {text}")

    def cells(self, top: int, column: int, count: int) -> ChartRange:
        """Return the cells of a table's column, for a chart.

        Args:
            top: Row of the table's header.
            column: The column, from 0.
            count: How many rows the table has.
        """
        return self.name, top + 1, column, top + max(count, 1), column

    def _room_for(self, height: int) -> int:
        """Leave room for a chart, and return the row at which it will stand.

        Args:
            height: Of the chart, in pixels.
        """
        self._has_chart = True
        rows = math.ceil(height / _ROW_PIXELS) + 2
        self._make_room(rows * _BLANK)
        at = self.row + 1  # one row down, so that its border does not lie on a page's end
        self.row += rows
        self._use(rows * _BLANK)
        return at

    def chart(self, drawing: Drawing | YearsDrawing) -> None:
        """Draw a chart below what stands there."""
        row = self._room_for(drawing.height)
        if isinstance(drawing, YearsDrawing):
            draw_years(self.report.book, self.sheet, row, 0, drawing)
        else:
            draw(self.report.book, self.sheet, row, 0, drawing)

    def finish(self) -> None:
        """Freeze the first table's header; repeat it in print where a table goes on overleaf."""
        self.sheet.set_h_pagebreaks(self._breaks)
        if not self._headers:
            return
        first = self._headers[0]
        self.sheet.freeze_panes(first + 1, 0)
        goes_on = self._is_long or not self._has_chart
        self.sheet.repeat_rows(0, first if len(self._headers) == 1 and goes_on else 0)

    def on_screen_only(self) -> None:
        """Let a long list print its title alone: what it says stands elsewhere for paper."""
        self.sheet.print_area(0, 0, self._headers[0] - 1, len(self.widths) - 1)

    def on_one_page(self) -> None:
        """Let the sheet print on one page, however small it gets."""
        self.sheet.fit_to_pages(1, 1)

    def _write(self, row: int, column: int, head: Head, value: Cell | StyledNumber) -> None:
        look = head.look
        if isinstance(value, StyledNumber):
            value, look = value
        if value is None:
            checked(self.sheet.write_blank(row, column, None, self.report.looks[look]))
        elif isinstance(value, str):
            form = self.report.looks[look] if look is ColumnLook.WORDS else self.report.word
            checked(self.sheet.write_string(row, column, value, form))
        elif isinstance(value, int | float):
            checked(self.sheet.write_number(row, column, value, self.report.looks[look]))
        else:
            raise TypeError(value)

    def _height(self, row: Sequence[Cell | StyledNumber]) -> float:
        """Return the points that the fullest cell of a row asks for."""
        texts = ((w, v) for w, v in zip(self.widths, row, strict=False) if isinstance(v, str))
        lines = max((lines_of(text, width) for width, text in texts), default=1)
        return min(HIGHEST, LINE * lines + _AIR)

    def _make_room(self, points: float) -> None:
        """Begin a new page where a thing would be torn that a page has room for."""
        room = self._page_room()
        if room < self._used + points and points <= room - _TITLE:
            self._breaks.append(self.row)
            self._used = _TITLE

    def _use(self, points: float) -> None:
        """Count what was written; what no page holds goes on overleaf, below the repeated rows."""
        room = self._page_room()
        self._used += points
        while self._used - _BLANK > room:  # the blank row alone begins no page
            self._used += _TITLE - room

    def _page_room(self) -> float:
        """Return the points that stand on a page, as it is made smaller to be one page wide."""
        across, down = (_A4_HIGH, _A4_WIDE) if self.upright else (_A4_WIDE, _A4_HIGH)
        wide = (across - 2 * _SIDES) * _INCH
        scale = min(1.0, wide / (self.pixels * _POINTS_A_PIXEL))
        return _SURE * (down - _TOP_EDGE - _BOTTOM_EDGE) * _INCH / scale

    @property
    def pixels(self) -> int:
        """How wide the columns are together."""
        return int(sum(_UNIT_PIXELS * width + _PADDING_PIXELS for width in self.widths))

    def says(self, text: str, *, strong: bool = False) -> None:
        """Write a text over the whole width, on as many lines as it takes."""
        look = self.report.strong if strong else self.report.formats.plain
        for line in wrapped(text, sum(self.widths) - MARGIN, 1.2 if strong else 1.0):
            checked(self.sheet.write_string(self.row, 0, line, look))
            checked(self.sheet.set_row(self.row, LINE * (1.25 if strong else 1.0)))
            self._use(LINE * (1.25 if strong else 1.0))
            self.row += 1

    def leaves(self, points: float = _BLANK / 2) -> None:
        """Leave a low blank row."""
        checked(self.sheet.set_row(self.row, points))
        self._use(points)
        self.row += 1
