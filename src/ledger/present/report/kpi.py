"""KPI and 目標類型: every target held against its goal, and how the seven types stand."""

from ledger.layout.chart_tables import TARGET_TYPES
from ledger.layout.columns import Cell
from ledger.present.book_writing import INK
from ledger.present.charts import (
    CLEAR,
    DEEP,
    FAINT,
    LIGHT_GREY,
    PALE,
    PEOPLE,
    SOFT,
    WHITE,
    Drawing,
    Series,
    Stacking,
    height_of,
)
from ledger.present.report.page import ColumnLook, Head, Page, Report, StyledNumber
from ledger.present.report.source import ReportSource, amount
from ledger.present.report.targets import basis, short_of, types
from ledger.present.report.years import YearFigures, year_figures

_KPI_HEADS = (
    Head("目標コード"),
    Head("目標類型"),
    Head("目標名"),
    Head("分子", ColumnLook.WHOLE),
    Head("分母", ColumnLook.WHOLE),
    Head("実績", ColumnLook.DECIMAL),
    Head("単位"),
    Head("目標値", ColumnLook.DECIMAL),
    Head("達成率(%)", ColumnLook.DECIMAL),
    Head("途中目標", ColumnLook.DECIMAL),
    Head("判定"),
    Head("前年度", ColumnLook.DECIMAL),
    Head("不足先"),
)
_KPI_WIDTHS = (12, 18, 37, 8, 8, 8, 7, 9, 11, 10, 8, 8, 50)

_TYPE_HEADS = tuple(
    Head(
        column.header,
        ColumnLook.WORDS if column.key in {"target_type", "short_of"} else ColumnLook.WHOLE,
    )
    for column in TARGET_TYPES.columns
)
_TYPE_WIDTHS = (20, 9, 8, 8, 8, 8, 8, 14, 90)
_VERDICTS = (
    ("achieved", DEEP, None, WHITE),
    ("on_track", SOFT, None, INK),
    ("in_year", PALE, None, INK),
    ("behind", FAINT, "light_upward_diagonal", INK),
    ("missed", "#FFC199", "light_downward_diagonal", INK),
    ("no_base", LIGHT_GREY, "percent_20", INK),
)


def kpi_sheet(report: Report, source: ReportSource) -> Page:
    """Write KPI: one row a target; its chart follows when its figures stand (`bases_sheet`)."""
    page = Page(
        report,
        "KPI",
        "KPI 目標に対する実績と判定",
        (
            "達成率は実績÷目標値。率は小数第1位に四捨五入して表示し、判定は丸める前の数で行います。",
            (
                "実績の空欄は、算定不能・提供なし・定性の目標です(0ではありません)。"
                "数え方はシート「算定根拠」にあります。"
            ),
        ),
        _KPI_WIDTHS,
    )
    page.table("kpis", _KPI_HEADS, [_kpi(source, row) for row in source.kpis])
    return page


_BASIS_KEYS = (
    *("target_code", "target_type", "target_name", "verdict"),
    *("numerator", "denominator"),
)
_FIGURE_HEADS = (
    Head("達成率(%)", ColumnLook.DECIMAL),
    Head("目標(%)", ColumnLook.DECIMAL),
    Head("前年度(%)", ColumnLook.DECIMAL),
)


def _kpi(source: ReportSource, row: dict[str, Cell]) -> tuple[Cell | StyledNumber, ...]:
    unit = row["unit"]
    return (
        row["target_code"],
        row["target_type"],
        row["target_name"],
        row["numerator"],
        row["denominator"],
        amount(row["actual"], unit),
        unit,
        amount(row["goal_value"], unit),
        row["achievement"],
        amount(row["milestone"], unit),
        row["verdict"],
        amount(row["last_year"], unit),
        short_of(source, row),
    )


def bases_sheet(report: Report, source: ReportSource, kpi: Page) -> YearFigures:
    """Write 算定根拠: how each target's figure came about, and the figures of two charts.

    Args:
        report: The workbook.
        source: What the report is made of.
        kpi: The sheet KPI, whose chart is drawn now.

    Returns:
        The figures of page one's chart.
    """
    page = Page(
        report,
        "算定根拠",
        "算定根拠 目標ごとの数え方",
        ("分子・分母に何を数えたか、誰を除いたかを、目標ごとに文で書きます。",),
        (12, 18, 44, 11, 11, 11, 70),
    )
    heads = (
        *_KPI_HEADS[:3],
        Head("判定"),
        Head("分子", ColumnLook.WHOLE),
        Head("分母", ColumnLook.WHOLE),
        Head("算定根拠"),
    )
    page.table(
        "kpi_bases",
        heads,
        [(*(row[key] for key in _BASIS_KEYS), basis(source, row)) for row in source.kpis],
    )
    figures = source.rows("chart_targets")
    top = page.table(
        "kpi_figures",
        (Head("順", ColumnLook.WHOLE), Head("判定"), Head("目標(判定)"), *_FIGURE_HEADS),
        [
            (n, row["verdict"], row["label"], row["achievement"], row["goal"], row["last_year"])
            for n, row in enumerate(figures, start=1)
        ],
        heading="グラフの数値(目標の順)",
    )
    years = year_figures(page, source)
    page.finish()
    kpi.chart(_achievements(page, top, len(figures)))
    kpi.finish()
    return years


def _achievements(page: Page, top: int, count: int) -> Drawing:
    return Drawing(
        title="目標の達成率(%) 黒い枠が目標の100%",
        alt=(
            "横棒グラフ。目標ごとに、目標値に対する達成率(%)を、目標の100%を示す黒い枠と"
            "重ねて示す。数値はシート「算定根拠」の表「グラフの数値」にある。"
        ),
        categories=page.cells(top, 2, count),
        series=(
            Series("達成率", page.cells(top, 3, count), CLEAR),
            Series("目標(100%)", page.cells(top, 4, count), None, label=None),
        ),
        axis="達成率(%)",
        overlap=True,
        width=1100,
        height=height_of(count),
    )


def types_sheet(report: Report, source: ReportSource) -> None:
    """Write 目標類型: the seven types in one table, and how many targets have which verdict.

    Args:
        report: The workbook.
        source: What the report is made of.
    """
    page = Page(
        report,
        "目標類型",
        "目標類型 7つの類型ごとの判定",
        ("数は目標の数です。全体では足りていても、不足している所属があれば右の欄に書きます。",),
        _TYPE_WIDTHS,
    )
    rows = types(source)
    keys = TARGET_TYPES.keys
    top = page.table("target_types", _TYPE_HEADS, [tuple(r[key] for key in keys) for r in rows])
    page.chart(_types_drawing(page, top, len(rows)))
    page.finish()


def _types_drawing(page: Page, top: int, count: int) -> Drawing:
    keys = TARGET_TYPES.keys
    return Drawing(
        title="目標類型ごとの判定(目標の数)",
        alt=(
            "積み上げ横棒グラフ。目標類型ごとに、達成・順調・期中・遅れ・未達・"
            "算定不能や提供なしの目標の数を示す。数値はシート「目標類型」の表にある。"
        ),
        categories=page.cells(top, 0, count),
        series=tuple(
            Series(
                TARGET_TYPES.column(key).header,
                page.cells(top, keys.index(key), count),
                fill,
                pattern,
                PEOPLE,
                ink,
            )
            for key, fill, pattern, ink in _VERDICTS
        ),
        axis="目標の数",
        stacking=Stacking.COUNTS,
        width=1000,
        height=height_of(count, 24),
    )
