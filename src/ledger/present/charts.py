"""Charts as the Digital Agency's guide asks for them: bars from 0, labelled, never colour alone.

A chart is a `Drawing` (what is shown, of which cells) and what `draw` makes of it. No pie, no 3D;
every bar has its value beside it, kinds of bar differ by pattern and border as well as by colour,
and an alternative text says what there is to see.
"""

from enum import Enum
from typing import NamedTuple, TypeAlias

from xlsxwriter.chart import Chart
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.present.book_writing import FONT, INK, checked

DEEP, CLEAR, SOFT, PALE, FAINT = "#0017C1", "#3460FB", "#7096F8", "#C5D7FB", "#E8F1FE"
GREY, LIGHT_GREY = "#767676", "#CCCCCC"
WHITE = "#FFFFFF"
HATCH = "#999999"
NOTE_INK = "#626264"

ChartRange: TypeAlias = tuple[str, int, int, int, int]
"""A range: sheet, first row, first column, last row, last column, from 0."""

ONE_DECIMAL = "0.0"
PEOPLE = "0;;"
"""Whole numbers; a segment without anybody has no label."""
HUNDRED = 100.0


class Series(NamedTuple):
    """One kind of bar.

    Attributes:
        name: What the legend calls it.
        values: Its cells.
        fill: Its colour; none draws the border alone.
        pattern: Its pattern, so that it can be told apart without colour.
        label: Number format of its data labels; none has no labels.
        ink: Colour of its labels where they stand on the bar.
    """

    name: str
    values: ChartRange
    fill: str | None = CLEAR
    pattern: str | None = None
    label: str | None = ONE_DECIMAL
    ink: str = INK


class Stacking(Enum):
    """How kinds of bar stand to each other, with the drawing library's word for it."""

    NONE = None
    """Side by side."""
    COUNTS = "stacked"
    """One after the other."""
    SHARES = "percent_stacked"
    """Parts of 100 %."""


class Drawing(NamedTuple):
    """A chart of horizontal bars, first category at the top.

    Attributes:
        title: What is seen, with its kind of number.
        alt: Alternative text.
        categories: Cells of the bars' names.
        series: Kinds of bar.
        axis: Title of the value axis.
        stacking: How the kinds of bar stand to each other.
        overlap: Kinds of bar lie on each other, instead of side by side.
        highest: End of the axis; by the values if not given.
        width: In pixels.
        height: In pixels.
    """

    title: str
    alt: str
    categories: ChartRange
    series: tuple[Series, ...]
    axis: str
    stacking: Stacking = Stacking.NONE
    overlap: bool = False
    highest: float | None = None
    width: int = 760
    height: int = 700


def draw(book: Workbook, sheet: Worksheet, row: int, column: int, drawing: Drawing) -> None:
    """Draw a chart and put it on a sheet.

    Args:
        book: The workbook.
        sheet: Where it will stand.
        row: Row of its top left corner, from 0.
        column: Column of its top left corner, from 0.
        drawing: What to draw.
    """
    subtype = drawing.stacking.value
    chart = book.add_chart({"type": "bar"} | ({"subtype": subtype} if subtype else {}))
    for one in drawing.series:
        chart.add_series(_series(drawing, one))
    # the library names the axes of a bar chart as they lie on the page
    chart.set_x_axis(_value_axis(drawing))
    chart.set_y_axis(
        {
            "reverse": True,
            "num_font": _font(9),
            "line": {"color": GREY},
            "major_tick_mark": "none",
            "interval_unit": 1,
        }
    )
    _legend(chart, drawing)
    _place(sheet, row, column, chart, drawing)


class Line(NamedTuple):
    """One line of a chart over years.

    Attributes:
        name: The cell that names it.
        values: Its cells, one a year.
    """

    name: ChartRange
    values: ChartRange


_LINES = (
    (DEEP, "solid", "circle"),
    (INK, "dash", "square"),
    (CLEAR, "round_dot", "triangle"),
    (GREY, "long_dash", "diamond"),
)
"""Colour, dash and marker of each line: told apart without colour too."""
MOST_LINES = len(_LINES)


class YearsDrawing(NamedTuple):
    """A chart of lines over years.

    Attributes:
        title: What is seen, with its kind of number.
        alt: Alternative text.
        years: Cells of the years.
        lines: At most `MOST_LINES`.
        goal: The line that the others are to reach.
        axis: Title of the value axis.
        width: In pixels.
        height: In pixels.
        every: Every point has its number; else the last year's alone.
    """

    title: str
    alt: str
    years: ChartRange
    lines: tuple[Line, ...]
    goal: Line
    axis: str
    width: int = 760
    height: int = 300
    every: bool = False


def draw_years(
    book: Workbook, sheet: Worksheet, row: int, column: int, drawing: YearsDrawing
) -> None:
    """Draw lines over years and put them on a sheet; rows and columns count from 0."""
    chart = book.add_chart({"type": "line"})
    ends = drawing.years[4] - drawing.years[2]
    for line, (colour, dash, marker) in zip(drawing.lines, _LINES, strict=False):
        mark = {"type": marker, "size": 7, "fill": {"color": colour}, "border": {"color": INK}}
        labels = {"value": True, "num_format": ONE_DECIMAL, "font": _font(9), "position": "right"}
        if not drawing.every:
            labels["custom"] = [*[{"delete": True}] * ends, {}]  # the last year alone
        look = {"color": colour, "width": 2.25, "dash_type": dash}
        chart.add_series(
            _over_years(drawing, line) | {"line": look, "marker": mark, "data_labels": labels}
        )
    goal = {"color": "#FB5B01", "width": 1.5, "dash_type": "square_dot"}
    chart.add_series(
        _over_years(drawing, drawing.goal) | {"line": goal, "marker": {"type": "none"}}
    )
    chart.set_x_axis({"num_font": _font(9), "line": {"color": GREY}, "interval_unit": 1})
    chart.set_y_axis(_scale(drawing.axis))
    chart.set_legend({"position": "bottom", "font": _font(9)})
    _place(sheet, row, column, chart, drawing)


def _over_years(drawing: YearsDrawing, line: Line) -> dict[str, object]:
    sheet, row, column = line.name[:3]
    named = f"='{sheet}'!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"
    return {"name": named, "categories": list(drawing.years), "values": list(line.values)}


def _place(
    sheet: Worksheet, row: int, column: int, chart: Chart, drawing: Drawing | YearsDrawing
) -> None:
    """Give a chart its title, size and alternative text, and put it on its sheet."""
    chart.set_title({"name": drawing.title, "name_font": _font(12, bold=True), "overlay": False})
    chart.set_size({"width": drawing.width, "height": drawing.height})
    chart.set_chartarea({"border": {"color": LIGHT_GREY}})
    told = {"description": drawing.alt, "object_position": 2}
    checked(sheet.insert_chart(row, column, chart, told))


def _scale(name: str) -> dict[str, object]:
    """Return a value axis: from 0, in whole numbers, with a grid."""
    return {
        "min": 0,
        "name": name,
        "name_font": _font(9, color=NOTE_INK),
        "num_font": _font(9),
        "num_format": "0",
        "major_gridlines": {"visible": True, "line": {"color": LIGHT_GREY, "width": 0.75}},
    }


def height_of(bars: int, pixels: int = 26) -> int:
    """Return the height in pixels that a number of bars asks for, with title and axis."""
    return 150 + pixels * max(bars, 3)


def _font(size: int, *, bold: bool = False, color: str = INK) -> dict[str, object]:
    return {"name": FONT, "size": size, "bold": bold, "color": color}


def _series(drawing: Drawing, one: Series) -> dict[str, object]:
    made: dict[str, object] = {
        "name": one.name,
        "categories": list(drawing.categories),
        "values": list(one.values),
        "gap": 40,
        "border": {"color": INK, "width": 0.75 if one.fill else 1.5},
    }
    if drawing.overlap:
        made["overlap"] = 100
    if one.fill is None:
        made["fill"] = {"none": True}
    elif one.pattern:
        made["pattern"] = {"pattern": one.pattern, "fg_color": HATCH, "bg_color": one.fill}
    else:
        made["fill"] = {"color": one.fill}
    if one.label:
        labels: dict[str, object] = {"value": True, "num_format": one.label}
        labels["font"] = _font(9, color=one.ink)
        if drawing.overlap:  # the bar behind must not run through the number
            labels["fill"] = {"color": WHITE}
        made["data_labels"] = labels | (
            {"position": "center"} if drawing.stacking.value else {"position": "outside_end"}
        )
    return made


def _value_axis(drawing: Drawing) -> dict[str, object]:
    shares = drawing.stacking is Stacking.SHARES
    axis = _scale(drawing.axis) | {"line": {"none": True}, "label_position": "high"}
    axis["num_format"] = "0%" if shares else "0"
    highest = 1 if shares else drawing.highest
    return axis if highest is None else axis | {"max": highest}


def _legend(chart: Chart, drawing: Drawing) -> None:
    if len(drawing.series) == 1:
        chart.set_legend({"none": True})
    else:
        chart.set_legend({"position": "top", "font": _font(9)})
