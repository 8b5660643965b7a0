"""Charts of the mid-term targets: the planned path and the actual figures, a target a chart."""

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout import chart_tables as blocks
from ledger.layout.ledger import TITLE_ROWS
from ledger.present.book_writing import FONT, INK, checked
from ledger.present.charts import CLEAR, GREY, LIGHT_GREY, NOTE_INK, ChartRange

_TABLE = blocks.CHART_GOALS
_GOAL = "#FB5B01"


def draw_goals(  # noqa: PLR0913, PLR0917 - where the charts stand, and how large
    book: Workbook,
    sheet: Worksheet,
    rows: tuple[int, int],
    columns: tuple[int, int],
    width: int,
    height: int,
) -> None:
    """Draw the charts beside and below each other; one without a target stays blank.

    Args:
        book: The ledger.
        sheet: The sheet of charts.
        rows: Rows of the upper left corners, from 0.
        columns: Columns of these, from 0.
        width: Of a chart, in pixels.
        height: Of a chart, in pixels.
    """
    places = [(row, column) for row in rows for column in columns]
    for number, (row, column) in enumerate(places[: blocks.GOAL_CHARTS]):
        chart = book.add_chart({"type": "line"})
        for made in (_path(number), _actual(number)):
            chart.add_series(made)
        chart.set_title(
            {"name": f"中期目標 {number + 1}: 道すじと実績", "name_font": _font(12, bold=True)}
        )
        chart.set_x_axis({"num_font": _font(9), "line": {"color": GREY}, "interval_unit": 1})
        chart.set_y_axis(
            {
                "min": 0,
                "num_font": _font(9),
                "num_format": "0",
                "major_gridlines": {"visible": True, "line": {"color": LIGHT_GREY, "width": 0.75}},
            }
        )
        chart.set_legend({"position": "top", "font": _font(10)})
        chart.set_size({"width": width, "height": height})
        chart.set_chartarea({"border": {"color": LIGHT_GREY}})
        told = {"description": _told(number), "object_position": 2}
        checked(sheet.insert_chart(row, column, chart, told))


def _told(number: int) -> str:
    return (
        f"折れ線グラフ。{number + 1}つめの中期目標について、年度ごとの途中目標(道すじ、点線)と"
        "実績(実線)を示す。期限が先の目標が足りないときは空く。"
        f"数値はシート「{_TABLE.title}」にある。"
    )


def _path(number: int) -> dict[str, object]:
    look = {"color": _GOAL, "width": 2, "dash_type": "dash"}
    mark = {"type": "diamond", "size": 6, "fill": {"color": "#FFFFFF"}, "border": {"color": _GOAL}}
    labels = {"value": True, "position": "below", "font": _font(9, color=NOTE_INK)}
    named = f"='{_TABLE.title}'!{xl_rowcol_to_cell(_top(number), 0, row_abs=True, col_abs=True)}"
    return _series(number, "path", named, look, mark, labels)


def _actual(number: int) -> dict[str, object]:
    look = {"color": CLEAR, "width": 2.5}
    mark = {"type": "circle", "size": 8, "fill": {"color": CLEAR}, "border": {"color": INK}}
    labels = {"value": True, "position": "above", "font": _font(10, bold=True)}
    return _series(number, "actual", "実績", look, mark, labels)


def _series(  # noqa: PLR0913, PLR0917 - what a line is drawn by
    number: int, key: str, name: str, line: object, marker: object, labels: object
) -> dict[str, object]:
    return {
        "name": name,
        "categories": list(_cells(number, "year")),
        "values": list(_cells(number, key)),
        "line": line,
        "marker": marker,
        "data_labels": labels,
    }


def _top(number: int) -> int:
    return TITLE_ROWS + 1 + number * blocks.GOAL_YEARS


def _cells(number: int, key: str) -> ChartRange:
    top, column = _top(number), _TABLE.keys.index(key)
    return _TABLE.title, top, column, top + blocks.GOAL_YEARS - 1, column


def _font(size: int, *, bold: bool = False, color: str = INK) -> dict[str, object]:
    return {"name": FONT, "size": size, "bold": bold, "color": color}
