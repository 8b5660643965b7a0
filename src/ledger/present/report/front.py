"""要約: page one, A4 upright. It alone answers a department head; all else is appendix."""

import datetime as dt

from ledger.judge.curriculum import mandatory_of
from ledger.layout.columns import Cell
from ledger.model.calendar import wareki
from ledger.model.policy import Policy
from ledger.model.terms import RateKind, RateState
from ledger.present.charts import Drawing, YearsDrawing
from ledger.present.report.ahead import ahead_said
from ledger.present.report.lines import TypeLine, told, type_lines
from ledger.present.report.next_year import needs
from ledger.present.report.page import Head, Page, Report
from ledger.present.report.sentences import sentences
from ledger.present.report.source import ReportSource, Row, said

_WIDTHS = (17, 30, 10, 10, 10, 17, 18)
_LINE_HEADS = (
    Head("目標類型"),
    Head("目標名"),
    Head("前年度"),
    Head("今年度"),
    Head("目標値"),
    Head("判定"),
    Head("ほかの目標"),
)


class FrontPage(Page):
    """Page one stands upright, and is one page."""

    upright = True


def front_page(report: Report, source: ReportSource) -> Page:
    """Begin 要約, so that it is the first sheet; `front_sheet` fills it in."""
    settings = source.policy.settings
    page = FrontPage(
        report,
        "要約",
        f"{settings.org_name} デジタル人材育成 {settings.year_label}のまとめ".strip(),
        ("個人の名前・職員番号は載せません。育成のための集計で、人事評価には使いません。",),
        _WIDTHS,
    )
    page.sheet.activate()
    return page


def front_sheet(
    page: Page, source: ReportSource, created: dt.date, drawing: Drawing | YearsDrawing
) -> None:
    """Fill in 要約: three sentences, seven lines, one chart, 分母の注, what is ahead.

    Args:
        page: The sheet.
        source: What the report is made of.
        created: 作成日.
        drawing: The chart.
    """
    for text in sentences(source):
        page.says(text, strong=True)
    page.leaves()
    page.table("target_lines", _LINE_HEADS, [_line(line) for line in type_lines(source)])
    page.chart(drawing)
    page.says(_base(source))
    page.leaves()
    needs(page, source)
    page.says(ahead_said(source))
    page.says(f"作成日 {wareki(created)}。くわしい表は、次のシートからの付録にあります。")
    page.finish()


def _line(line: TypeLine) -> tuple[Cell, ...]:
    row = line.row
    if row is None:
        return line.target_type, "(目標なし)", None, None, None, None, None
    unit = row["unit"]
    return (
        line.target_type,
        row["target_name"],
        said(row["last_year"], unit),
        said(row["actual"], unit),
        said(row["goal_value"], unit),
        told(row),
        line.others or None,
    )


def _base(source: ReportSource) -> str:
    """Return 分母の注 of the training that most people must take."""
    asked = _asked_of(source.policy)
    rows = [
        row
        for kind in (RateKind.ATTENDANCE, RateKind.COMPLETION)
        for row in filter(_is_told, source.overall(kind))
    ]
    most = max(
        rows,
        key=lambda row: (row["training_code"] in asked, _number(row["denominator"])),
        default=None,
    )
    if most is None:
        return "率の分母: まだ算定できる研修がありません。"
    what = f"{source.training(most['training_code'])}の{most['kind']}"
    note = source.veil.excluded.of_rate(most)
    return f"率の分母の例({what}): {note}。判定は丸める前の数で行います。"


def _asked_of(policy: Policy) -> dict[str, list[str]]:
    """Return the names of the personas that must take a training, by 研修コード."""
    found: dict[str, list[str]] = {}
    for persona in policy.active_personas:
        for code in mandatory_of(policy, persona.persona_code):
            found.setdefault(code, []).append(persona.persona_name)
    return found


def _is_told(row: Row) -> bool:
    return row["state"] == RateState.COMPUTED


def _number(value: Cell) -> int:
    return value if isinstance(value, int) else 0
