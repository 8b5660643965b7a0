"""Blocks of figures that the ledger's charts read: a fixed number of rows, unused ones hidden."""

from collections.abc import Sequence

from ledger.layout.columns import Cell, Group, Table, number, text, whole

TARGET_ROWS = 24
TRAINING_ROWS = 24
SECTION_ROWS = 40
STEP_ROWS = 40
YEAR_ROWS = 6
YEAR_LINES = 4
"""Years, and targets, of the chart over the years."""
GOAL_CHARTS = 4
"""Targets that are drawn by year, a chart each."""
GOAL_YEARS = 11
"""Rows that each of them has."""

CHART_TARGETS = Table(
    key="chart_targets",
    title="グラフ用目標",
    group=Group.RESULTS,
    columns=(
        text("label", "目標", width=40),
        number("achievement", "達成率(%)", width=12),
        number("last_year", "前年度の達成率(%)", width=18),
        number("goal", "目標(%)", width=10),
        text("verdict", "判定", width=10),
    ),
    note="グラフ「目標の達成率」が読む数値",
)

CHART_TRAININGS = Table(
    key="chart_trainings",
    title="グラフ用研修",
    group=Group.RESULTS,
    columns=(
        text("label", "研修", width=36),
        number("rate", "受講率(%)", width=12),
        number("last_year", "前年度の受講率(%)", width=18),
        text("note", "分母の注", width=44),
    ),
    note="グラフ「研修ごとの受講率」が読む数値",
)

CHART_SECTIONS = Table(
    key="chart_sections",
    title="グラフ用所属",
    group=Group.RESULTS,
    columns=(
        text("label", "所属", width=30),
        number("rate", "必須修了率(%)", width=14),
        text("note", "分母の注", width=44),
    ),
    note="グラフ「課ごとの必須修了率」が読む数値",
)

CHART_STEPS = Table(
    key="chart_steps",
    title="グラフ用Step",
    group=Group.RESULTS,
    columns=(
        text("label", "人材像・所属", width=36),
        whole("none", "未到達(名)", width=12),
        whole("step_1", "Step1(名)", width=12),
        whole("step_2", "Step2(名)", width=12),
        whole("step_3", "Step3以上(名)", width=14),
    ),
    note="グラフ「Stepの分布」が読む人数",
)

CHART_YEARS = Table(
    key="chart_years",
    title="グラフ用年度",
    group=Group.RESULTS,
    columns=(
        text("label", "年度", width=16),
        number("goal", "目標(%)", width=10),
        *(
            column
            for number_of in range(1, YEAR_LINES + 1)
            for column in (
                text(f"target_{number_of}", f"目標{number_of}", width=36),
                number(f"achievement_{number_of}", f"目標{number_of}の達成率(%)", width=18),
            )
        ),
    ),
    note="グラフ「目標の達成率 年ごと」が読む数値",
    since=3,
)

CHART_GOALS = Table(
    key="chart_goals",
    title="グラフ用中期目標",
    group=Group.RESULTS,
    columns=(
        text("label", "目標", width=50),
        text("year", "年度", width=12),
        number("path", "道すじ", width=10),
        number("actual", "実績", width=10),
    ),
    note="グラフ「中期目標」が読む数値。目標1つに11行",
    since=3,
)

TARGET_TYPES = Table(
    key="target_types",
    title="目標類型",
    group=Group.RESULTS,
    row_key=("target_type",),
    columns=(
        text("target_type", "目標類型", required=True, width=20),
        whole("targets", "目標数"),
        whole("achieved", "達成"),
        whole("on_track", "順調"),
        whole("behind", "遅れ"),
        whole("missed", "未達"),
        whole("in_year", "期中"),
        whole("no_base", "算定不能・提供なし", width=20),
        text("short_of", "不足のある目標と所属", width=60),
    ),
    note="7つの目標類型ごとの判定の数と、全体では足りていても不足している所属",
)

FIXED_ROWS = {
    CHART_TARGETS.key: TARGET_ROWS,
    CHART_TRAININGS.key: TRAINING_ROWS,
    CHART_SECTIONS.key: SECTION_ROWS,
    CHART_STEPS.key: STEP_ROWS,
    CHART_YEARS.key: YEAR_ROWS,
    CHART_GOALS.key: GOAL_CHARTS * GOAL_YEARS,
}
"""Rows of each block; a row without content is hidden, so that its chart leaves it out."""

TABLES = (
    *(TARGET_TYPES, CHART_TARGETS, CHART_TRAININGS, CHART_SECTIONS),
    *(CHART_STEPS, CHART_YEARS, CHART_GOALS),
)


def hides(key: str, row: Sequence[Cell]) -> bool | None:
    """Tell whether a row of a table is to be hidden; None where that is left to HR.

    Of a block for charts the blank rows are hidden, since a chart skips hidden rows.

    Args:
        key: The table.
        row: The row's values.
    """
    return all(value is None for value in row) if key in FIXED_ROWS else None
