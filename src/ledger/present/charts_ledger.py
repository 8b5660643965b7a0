"""The ledger's sheet グラフ: charts over the blocks of figures, beside the first sheet.

The blocks have a fixed number of rows, and rows without content are hidden, so the charts need no
change when the figures do: writing results leaves every part of them byte for byte.
"""

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from ledger.layout import chart_tables as blocks, sheet_order
from ledger.layout.columns import Table
from ledger.layout.ledger import TITLE_ROWS
from ledger.layout.pages import HOME_LINK
from ledger.present.book_writing import Formats, checked
from ledger.present.charts import (
    CLEAR,
    DEEP,
    FAINT,
    HUNDRED,
    LIGHT_GREY,
    PALE,
    PEOPLE,
    SOFT,
    WHITE,
    ChartRange,
    Drawing,
    Line,
    Series,
    Stacking,
    YearsDrawing,
    draw,
    draw_years,
)
from ledger.present.charts_goals import draw_goals
from ledger.present.headings import CELL, line

TITLE = sheet_order.CHARTS
_HEAD = "グラフ 目標・研修・課・Stepのいま、中期目標の道すじ"
_NOTE = (
    "横棒の名前は、表と同じ順に上から並びます。数値はシート「グラフ用…」にあり、処理のたびに"
    "新しくなります。率がまだない(算定不能・提供なし)ものは載りません。人事評価には使いません。"
)
_LEFT, _RIGHT = 0, 10
_TOP, _BELOW, _YEARS = 3, 49, 95
_GOALS, _MORE_GOALS = 120, 144
_LAST_ROW, _LAST_COLUMN = 167, 19
_WIDTH, _HEIGHT = 630, 860
"""Two charts beside each other fit a screen of 1366 pixels."""
_DASHED = "light_upward_diagonal"
_DOTTED = "percent_20"


def charts_sheet(book: Workbook, sheet: Worksheet, formats: Formats) -> None:
    """Draw the charts.

    Args:
        book: The ledger; the sheets of the blocks may be added later.
        sheet: The sheet of charts, blank.
        formats: The ledger's formats.
    """
    checked(sheet.write_formula(0, 0, HOME_LINK.text, formats.link, HOME_LINK.shown))
    checked(
        sheet.write_rich_string(
            1, 0, formats.title, _HEAD, formats.note, f"  {_NOTE}", formats.plain
        )
    )
    checked(sheet.write_string(CELL, line(), formats.note))
    for row, column, drawing in (
        (_TOP, _LEFT, _targets()),
        (_TOP, _RIGHT, _trainings()),
        (_BELOW, _LEFT, _sections()),
        (_BELOW, _RIGHT, _steps()),
    ):
        draw(book, sheet, row, column, drawing)
    draw_years(book, sheet, _YEARS, _LEFT, _years())
    draw_goals(book, sheet, (_GOALS, _MORE_GOALS), (_LEFT, _RIGHT), _WIDTH, _HEIGHT // 2)
    _page(sheet)


def _page(sheet: Worksheet) -> None:
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area(0, 0, _LAST_ROW, _LAST_COLUMN)
    sheet.fit_to_pages(1, 0)
    sheet.set_h_pagebreaks([_BELOW - 1, _YEARS - 1, _GOALS - 1])
    sheet.repeat_rows(0, 2)
    sheet.set_footer(f"&L{TITLE}&C&P / &N")


def _cells(table: Table, key: str) -> ChartRange:
    column = table.keys.index(key)
    top = TITLE_ROWS + 1
    return table.title, top, column, TITLE_ROWS + blocks.FIXED_ROWS[table.key], column


def _years() -> YearsDrawing:
    table = blocks.CHART_YEARS

    def line(name: str, values: str) -> Line:
        sheet, top, column, _, _ = _cells(table, name)
        return Line((sheet, top, column, top, column), _cells(table, values))

    goal = Line(_head(table, "goal"), _cells(table, "goal"))
    return YearsDrawing(
        title="主な目標の達成率(%) 年ごと",
        alt=(
            "折れ線グラフ。年を重ねた主な目標(最大4つ)の、いまの目標値に対する達成率(%)を、"
            "締めた年度から今年度まで示し、目標の100%を点線で示す。"
            f"数値はシート「{table.title}」にある。"
        ),
        years=_cells(table, "label"),
        lines=tuple(
            line(f"target_{n}", f"achievement_{n}") for n in range(1, blocks.YEAR_LINES + 1)
        ),
        goal=goal,
        axis="達成率(%)",
        width=2 * _WIDTH,
        height=440,
        every=True,
    )


def _head(table: Table, key: str) -> ChartRange:
    """Return the cell of a column's header."""
    column = table.keys.index(key)
    return table.title, TITLE_ROWS, column, TITLE_ROWS, column


def _targets() -> Drawing:
    table = blocks.CHART_TARGETS
    return Drawing(
        title="目標の達成率(%) 黒い枠が目標の100%",
        alt=(
            "横棒グラフ。目標ごとに、目標値に対する今年度の達成率(%)を、目標の100%を示す"
            "黒い枠と重ねて示す。名前の後ろの括弧は判定。"
            f"数値はシート「{table.title}」にある。"
        ),
        categories=_cells(table, "label"),
        series=(
            Series("今年度の達成率", _cells(table, "achievement"), CLEAR),
            Series("目標(100%)", _cells(table, "goal"), None, label=None),
        ),
        axis="達成率(%)",
        overlap=True,
        width=_WIDTH,
        height=_HEIGHT,
    )


def _trainings() -> Drawing:
    table = blocks.CHART_TRAININGS
    return Drawing(
        title="研修ごとの受講率(%) 今年度と前年度",
        alt=(
            "横棒グラフ。研修ごとに、今年度の受講率(%)と前年度の受講率(%)を並べる。"
            f"分母の注と数値はシート「{table.title}」にある。"
        ),
        categories=_cells(table, "label"),
        series=(
            Series("今年度", _cells(table, "rate"), CLEAR),
            Series("前年度", _cells(table, "last_year"), FAINT, _DASHED),
        ),
        axis="受講率(%)",
        highest=HUNDRED,
        width=_WIDTH,
        height=_HEIGHT,
    )


def _sections() -> Drawing:
    table = blocks.CHART_SECTIONS
    return Drawing(
        title="課ごとの必須研修の修了率(%)",
        alt=(
            "横棒グラフ。課ごとに、必須研修をすべて修了した人の割合(%)を示す。"
            f"分母の注と数値はシート「{table.title}」にある。"
        ),
        categories=_cells(table, "label"),
        series=(Series("必須修了率", _cells(table, "rate"), CLEAR),),
        axis="必須修了率(%)",
        highest=HUNDRED,
        width=_WIDTH,
        height=_HEIGHT,
    )


def _steps() -> Drawing:
    table = blocks.CHART_STEPS
    return Drawing(
        title="Stepの分布(構成比、棒の中の数は人数)",
        alt=(
            "100%積み上げ横棒グラフ。人材像の全体と部ごとに、正式Stepの未到達・Step1・Step2・"
            f"Step3以上の人の割合を示し、棒の中に人数を書く。数値はシート「{table.title}」にある。"
        ),
        categories=_cells(table, "label"),
        series=(
            Series("未到達", _cells(table, "none"), LIGHT_GREY, _DOTTED, PEOPLE),
            Series("Step1", _cells(table, "step_1"), PALE, None, PEOPLE),
            Series("Step2", _cells(table, "step_2"), SOFT, None, PEOPLE),
            Series("Step3以上", _cells(table, "step_3"), DEEP, None, PEOPLE, WHITE),
        ),
        axis="人数の割合",
        stacking=Stacking.SHARES,
        width=_WIDTH,
        height=_HEIGHT,
    )
