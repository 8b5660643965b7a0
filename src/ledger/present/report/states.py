"""状況: how many have reported and are judged, which targets are not there, how it is counted."""

import datetime as dt
from collections import Counter

from ledger.layout.columns import Cell
from ledger.measure.target_standing import is_not_there
from ledger.model.calendar import wareki
from ledger.model.settings import Settings
from ledger.model.terms import Phase, ReportState, TargetVerdict, VerdictState
from ledger.present.report.page import ColumnLook, Head, Page, Report
from ledger.present.report.source import ReportSource, Row, said
from ledger.present.report.targets import short_of
from ledger.withhold import WHY_LEFT_OUT, Quantity, small
from ledger.withhold.single_counts import CHANGED, state_of, verdicts_told


def states_sheet(report: Report, source: ReportSource, created: dt.date) -> None:
    """Write 状況.

    Args:
        report: The workbook.
        source: What the report is made of.
        created: 作成日.
    """
    settings = source.policy.settings
    page = Page(
        report,
        "状況",
        f"状況 {settings.org_name} {settings.year_label}の申告・判定の数と、数え方".strip(),
        ("ここから後は付録です。個人の名前・職員番号は載せません。",),
        (20, 58, 11, 11, 11, 62),
    )
    page.table("summary", (Head("項目"), Head("内容")), _facts(source, created))
    heading = "いまの時点で届いていない目標" if source.day.note else "届いていない目標"
    rows = [row for row in source.kpis if is_not_there(row)]
    page.table(
        "short_targets",
        (
            Head("目標コード"),
            Head("目標名"),
            Head("判定"),
            Head("実績"),
            Head("目標値"),
            Head("不足先"),
        ),
        [_short(source, row) for row in rows] or [("なし", f"{heading}はありません", *[None] * 4)],
        f"{heading}(未達・遅れと、期中でいまの道のりに届いていないもの)",
    )
    page.table(
        "report_states",
        (Head("時期"), Head("状態"), Head("人数(名)", ColumnLook.WHOLE)),
        _states(source),
        "申告の状況(人数)",
    )
    page.table(
        "methods",
        (Head("項目"), Head("数え方")),
        _methods(source.policy.settings),
        "数え方(くわしくはシート「注記」)",
    )
    page.finish()


def _facts(source: ReportSource, created: dt.date) -> list[tuple[Cell, ...]]:
    settings = source.policy.settings
    year = f"{settings.year_label}({settings.fiscal_year}年度)"
    on = wareki(settings.as_of)
    early = "(基準日より前に作成した速報)" if created < settings.as_of else ""
    return [
        ("団体・年度", f"{settings.org_name or '(設定の団体名が空欄)'} {year}"),
        ("基準日", on),
        ("いつの値か", source.day.heading),
        ("作成日", f"{wareki(created)}{early}"),
        ("目標の判定", _verdicts(source.kpis)),
        ("正式Stepの状態", _steps(source)),
        ("申告(年度末)", _reported(source)),
    ]


def _methods(settings: Settings) -> list[tuple[Cell, ...]]:
    return [
        ("率の基準", _basis(settings)),
        ("リード期間の数え方", _lead(settings)),
        ("正式Stepの根拠", _official(settings)),
        (
            "少人数の秘匿",
            f"修了・Stepなどの{small(settings.suppress_below)}の人数と、それが分かる数は伏せる",
        ),
    ]


_JUDGED = tuple(verdict for verdict in TargetVerdict if verdict is not TargetVerdict.EXAMPLE)


def _verdicts(kpis: list[dict[str, Cell]]) -> str:
    found = Counter(str(row["verdict"]) for row in kpis)
    parts = "、".join(f"{verdict} {found[verdict]}" for verdict in _JUDGED)
    return f"目標 {len(kpis)}件: {parts}"


def _steps(source: ReportSource) -> str:
    """Say in which states the verdicts are of who counts."""
    rows = verdicts_told(source.rows("verdicts"), source.veil.people.places)
    found = Counter(str(row["state"]) for row in rows)

    def told(key: Quantity, number: int) -> Cell:
        return source.veil.cell(key, number)

    states = [(state.value, told(state_of(state), found[state])) for state in VerdictState]
    changed = told(CHANGED, sum(row["reviewed_step"] is not None for row in rows))
    if None in (*(word for _, word in states), changed):
        return f"人材像ごとの判定 {len(rows)}件(内訳は、{WHY_LEFT_OUT})"
    parts = "、".join(f"{state} {word}" for state, word in states)
    unit = "件" if isinstance(changed, int) else ""
    return f"人材像ごとの判定 {len(rows)}件: {parts}。うち上長が変えた判定 {changed}{unit}"


def _reported(source: ReportSource) -> str:
    rows = [row for row in source.rows("reports") if row["phase"] == Phase.CLOSING]
    if not rows:
        return "まだ配布していません"
    found = Counter(_seen(row) for row in rows)
    parts = "、".join(f"{state} {found[state]}" for state in ReportState if found[state])
    return f"対象 {len(rows)}名: {parts}"


def _seen(row: Row) -> str:
    """Return 状態 as everybody else tells it: what came since the last consolidation is first."""
    return str(row["arrival_state"] or row["state"])


def _states(source: ReportSource) -> list[tuple[Cell, ...]]:
    found = Counter((str(row["phase"]), _seen(row)) for row in source.rows("reports"))
    listed = [
        (phase.value, state.value, found[phase, state])
        for phase in Phase
        for state in ReportState
        if found[phase, state]
    ]
    return [*listed] or [(Phase.CLOSING.value, ReportState.NOT_ISSUED.value, None)]


def _short(source: ReportSource, row: Row) -> tuple[Cell, ...]:
    unit = row["unit"]
    return (
        row["target_code"],
        row["target_name"],
        row["verdict"],
        said(row["actual"], unit),
        said(row["goal_value"], unit),
        short_of(source, row),
    )


def _basis(settings: Settings) -> str:
    seconded = "数える" if settings.count_seconded else "数えない"
    return f"{settings.rate_basis}。派遣・出向中の人は{seconded}"


def _lead(settings: Settings) -> str:
    colead = "含める" if settings.colead_counts else "含めない"
    leave = "止める" if settings.leave_stops_clock else "止めない"
    carry = f"端数の日は{settings.day_carry}日で1か月。" if settings.lead_mode == "通算" else ""
    return f"{settings.lead_mode}。{carry}共同リードは{colead}。休職等の間は{leave}"


def _official(settings: Settings) -> str:
    facts = (
        "名簿と、上長確認が済んだ申告だけ"
        if settings.official_needs_confirmation
        else "名簿と申告(否認された行を除く)"
    )
    steps = "下のStepを満たして上のStepになる" if settings.cumulative_steps else "Stepごとに見る"
    return f"{facts}。{steps}"
