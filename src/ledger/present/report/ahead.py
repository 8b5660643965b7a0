"""これから3か月: completions that lapse and terms that end, as a whole."""

from collections import Counter
from collections.abc import Iterator, Sequence

from ledger.layout.columns import Cell
from ledger.measure.lapsing import lapsing
from ledger.measure.terms_ending import terms_near
from ledger.measure.training_standings import near_until
from ledger.model.calendar import wareki
from ledger.model.first_few import first_few
from ledger.present.report.page import ColumnLook, Head, Page, Report
from ledger.present.report.source import ReportSource
from ledger.withhold import WITHHELD
from ledger.withhold.lapsing import shows_lapsing

_WIDTHS = (17, 34, 18)
_NAMED = 3
"""So many trainings or personas are named on page one."""
_LAPSE_HEADS = (
    Head("研修コード"),
    Head("研修名"),
    Head("期限が切れる人(名)", ColumnLook.WHOLE),
)
_TERM_HEADS = (
    Head("人材像コード"),
    Head("人材像名"),
    Head("任期が終わる人(名)", ColumnLook.WHOLE),
)


def ahead_sheet(report: Report, source: ReportSource) -> None:
    """Write これから3か月.

    Terms of 推進 personas are official appointments and are told as they are.

    Args:
        report: The workbook.
        source: What the report is made of.
    """
    on = source.day.on
    page = Page(
        report,
        "これから3か月",
        f"{wareki(on)}から{wareki(near_until(on))}までに終わるもの",
        ("全庁の人数です。だれかは、台帳のシート「未受講者」「人材像付与」にあります。",),
        _WIDTHS,
    )
    rows = [*_lapsing(source)] or [("なし", "有効月数のある研修は、ありません", None)]
    page.table("lapsing", _LAPSE_HEADS, rows, "期限が切れる修了")
    ending = [*_terms(source)] or [("なし", "任期の終わる人は、いません", None)]
    page.table("terms_ending", _TERM_HEADS, ending, "終わる任期(区分が推進の人材像)")
    page.finish()


def ahead_said(source: ReportSource) -> str:
    """Say on page one what ends within three months: only what the sheet tells.

    Args:
        source: What the report is made of.
    """
    lapses = [(name, told) for _, name, told in _lapsing(source)]
    counts = [(name, told) for name, told in lapses if isinstance(told, int) and told]
    terms = [(name, many) for _, name, many in _terms(source)]
    parts = [
        f"期限が切れる修了は {_few(counts)}" if counts else _no_lapse(lapses),
        f"任期が終わる人は {_few(terms)}" if terms else "任期が終わる人はいません",
    ]
    return f"これから3か月: {'。'.join(parts)}(シート「これから3か月」)。"


def _few(counts: Sequence[tuple[Cell, Cell]]) -> str:
    return first_few([f"{name} {many}名" for name, many in counts], _NAMED)


def _no_lapse(lapses: Sequence[tuple[Cell, Cell]]) -> str:
    if any(told == WITHHELD for _, told in lapses):
        return "期限が切れる修了の人数は、少人数のため伏せています"
    return "期限が切れる修了はありません"


def _lapsing(source: ReportSource) -> Iterator[tuple[Cell, ...]]:
    for one in lapsing(source.policy, source.tables, source.day.on):
        told: Cell = one.soon if shows_lapsing(source.veil, one) else WITHHELD
        yield one.training_code, source.training(one.training_code), told


def _terms(source: ReportSource) -> Iterator[tuple[Cell, ...]]:
    found = terms_near(source.policy, source.tables, source.day.on)
    holders = Counter(code for code, _ in {(one.persona_code, one.staff_no) for one in found})
    for code, people in holders.items():
        yield code, source.persona(code), people
