"""参加率 and 所属別: who took part in what, as a whole and 課 by 課; small groups withheld."""

from collections.abc import Sequence

from ledger.layout.columns import Cell
from ledger.model.terms import RateKind, RateState
from ledger.present.charts import CLEAR, FAINT, HUNDRED, Drawing, Series, height_of
from ledger.present.report.lettering import MARGIN, WIDE, units
from ledger.present.report.page import ColumnLook, Head, Page, Report
from ledger.present.report.source import ReportSource, Row
from ledger.withhold import LEFT_OUT, WHY_LEFT_OUT, WITHHELD, Mark, Quantity, small
from ledger.withhold.trainings import attended, completed, mandatory

_FIGURES = (
    Head("分子(名)", ColumnLook.WHOLE),
    Head("分母(名)", ColumnLook.WHOLE),
    Head("率(%)", ColumnLook.DECIMAL),
    Head("状態"),
)
_NO_BAR = "率の空欄は0%ではありません。状態の欄(提供なし・算定不能・秘匿・掲載なし)を見てください。"


def rates_sheet(report: Report, source: ReportSource) -> None:
    """Write 参加率: 受講率 by training with its chart, then 修了率 and 必須修了率."""
    page = Page(
        report,
        "参加率",
        "参加率 研修ごとの受講率・修了率(全体)",
        (
            f"分母の基準は{source.policy.settings.rate_basis}です。分母の注に、除いた人の数と理由を書きます。",
            _NO_BAR,
        ),
        (15, 34, 14, 10, 10, 8, 12, 11, 76),
    )
    attended = _overall(source, RateKind.ATTENDANCE)
    top = page.table(
        "attendance_rates",
        _heads("研修コード", "研修名"),
        attended,
        "受講率(今年度に修了した人 ÷ 機会のあった人)",
    )
    page.chart(_drawing(page, top, len(attended)))
    page.table(
        "completion_rates",
        _heads("研修コード", "研修名"),
        _overall(source, RateKind.COMPLETION),
        "修了率(基準日に有効な修了がある人 ÷ 対象の人)",
    )
    page.table(
        "mandatory_rates",
        _heads("人材像コード", "人材像"),
        _mandatory(source),
        "必須修了率(人材像の必須研修をすべて修了した人 ÷ 対象の人)",
    )
    page.finish()


def _heads(code: str, name: str) -> tuple[Head, ...]:
    before = (Head(code), Head(name), Head("提供回数(回)", ColumnLook.WHOLE))
    return (*before, *_FIGURES, Head("前年度(%)", ColumnLook.DECIMAL), Head("分母の注"))


def _drawing(page: Page, top: int, count: int) -> Drawing:
    return Drawing(
        title="研修ごとの受講率(%) 今年度と前年度(棒のない研修は提供なし・算定不能・秘匿)",
        alt=(
            "横棒グラフ。研修ごとに、今年度の受講率(%)と前年度の受講率(%)を並べる。"
            "棒のない研修は、提供なし・算定不能・秘匿のいずれか。数値は上の表にある。"
        ),
        categories=page.cells(top, 1, count),
        series=(
            Series("今年度", page.cells(top, 5, count), CLEAR),
            Series("前年度", page.cells(top, 7, count), FAINT, "light_upward_diagonal"),
        ),
        axis="受講率(%)",
        highest=HUNDRED,
        width=1000,
        height=height_of(count, 30),
    )


def _overall(source: ReportSource, kind: RateKind) -> list[tuple[Cell, ...]]:
    """Return the rates of trainings as a whole; of those for some personas it is theirs."""
    name = attended if kind is RateKind.ATTENDANCE else completed
    return [
        (
            row["training_code"],
            source.training(row["training_code"]),
            _times(source, row),
            *_told(source, row, name(str(row["training_code"]))),
        )
        for row in source.overall(kind)
    ]


def _mandatory(source: ReportSource) -> list[tuple[Cell, ...]]:
    return [
        (
            row["persona_code"],
            source.persona(row["persona_code"]),
            None,
            *_told(source, row, mandatory(source.policy, str(row["persona_code"]))),
        )
        for row in source.rates
        if row["kind"] == RateKind.MANDATORY and not row["section_code"]
    ]


def _times(source: ReportSource, row: Row) -> Cell:
    """Return 提供回数; a training that is taken without sessions says 随時."""
    unplanned = row["times"] == 0 and row["training_code"] in source.taken_at_will
    return "随時" if unplanned else row["times"]


def _told(source: ReportSource, row: Row, key: Quantity) -> tuple[Cell, ...]:
    """Return 分子, 分母, 率, 状態, 前年度 and 分母の注 as far as they are shown."""
    note = source.veil.excluded.of_rate(row)
    before = source.veil.last_year(row)
    if row["state"] != RateState.COMPUTED:
        return None, None, None, row["state"], before, note
    return *_figures(source, row, key), before, note


def _figures(source: ReportSource, row: Row, key: Quantity) -> tuple[Cell, ...]:
    """Return 分子, 分母, 率 and 状態; a rate is hidden with its 分子."""
    mark = source.veil.mark(key)
    if mark is Mark.LEFT_OUT:
        return None, None, None, LEFT_OUT
    if mark is Mark.SHOWN:
        return row["numerator"], row["denominator"], row["rate"], row["state"]
    return source.veil.cell(key, None), row["denominator"], None, WITHHELD


def whole(value: Cell) -> int:
    """Return a count; missing is nobody."""
    return value if isinstance(value, int) else 0


def sections_sheet(report: Report, source: ReportSource) -> None:
    """Write 課×研修, 受講率 on one page, and 所属別, the same as a list with 分子 and 分母."""
    rows = section_rows(source)
    _matrix(report, source, rows)
    page = Page(
        report,
        "所属別",
        "所属別 課ごとの受講率(一覧)",
        (
            (
                f"{small(source.least)}の数と、ほかの数から分かる数は伏せます(状態「{WITHHELD}」)。"
                "課は基準日の主務で数え、係は上の課に含めます。除いた人の数はシート「参加率」にあります。"
            ),
            (
                "今年度に提供のない研修は載せません(シート「参加率」で提供なし)。0.0%は、提供したが"
                "修了した人がいないことを表します。画面で見る一覧で、紙に出すのはシート「課×研修」です。"
            ),
        ),
        (12, 22, 12, 33, 10, 10, 9, 12, 46),
    )
    heads = (Head("所属コード"), Head("所属"), Head("研修コード"), Head("研修名"))
    page.table("section_rates", (*heads, *_FIGURES, Head("分母の注")), rows)
    page.finish()
    page.on_screen_only()


def _matrix(report: Report, source: ReportSource, rows: Sequence[Sequence[Cell]]) -> None:
    """Write 課×研修: a 課 a row in the order of the sections, a training a column."""
    told = {(row[0], row[2]): row[6] if row[6] is not None else row[7] for row in rows}
    codes = list(dict.fromkeys(row[2] for row in rows))
    places = [code for code in source.sections if any((code, c) in told for c in codes)]
    names = [source.training(code) for code in codes]
    heads = [
        Head(name if names.count(name) == 1 else f"{name}({code})", ColumnLook.DECIMAL)
        for code, name in zip(codes, names, strict=True)
    ]
    page = Page(
        report,
        "課×研修",
        "課×研修 課ごとの受講率(%)",
        (
            "組織の順です。順位は付けません。率でなく言葉があるところは、シート「注記」を見てください。",
            "分子と分母は、シート「所属別」にあります。",
        ),
        (20, *[_HEADED] * (4 - len(codes)), *map(_wide_enough, names)),
    )
    whole = [_whole(source, code) for code in codes]
    page.table(
        "section_matrix",
        (Head("所属"), *heads),
        [
            ("全庁", *whole),
            *(
                (source.sections[place], *(told.get((place, c), LEFT_OUT) for c in codes))
                for place in places
            ),
        ],
    )
    page.finish()
    page.on_one_page()


_HEADED = 13.0
"""Width of the columns that a narrow 課×研修 is filled up with."""
_LEAST = 9.0
"""Width of a column of 課×研修 at least: 100.0, and the words in place of a rate."""
_SHORT = 6 * WIDE
"""Names up to six signs stand on one line."""


def _wide_enough(name: str) -> float:
    """Return the width in which a training's name stands on one line or two, none of one sign.

    A little more than half of a name on the first line: signs are up to a fifth narrower than
    `units` takes them to be, and a sign more would leave a short name only one for the second.
    """
    if units(name) <= _SHORT:
        return max(_LEAST, units(name) + MARGIN + 1)
    return units(name) / 2 + MARGIN + 0.75 * WIDE


def _whole(source: ReportSource, code: Cell) -> Cell:
    """Return the rate of a training as a whole, or the word in its place."""
    for row in source.overall(RateKind.ATTENDANCE):
        if row["training_code"] == code:
            told = _told(source, row, attended(str(code)))
            return told[2] if told[2] is not None else told[3]
    return None


def section_rows(source: ReportSource) -> list[tuple[Cell, ...]]:
    """Return 受講率 by training and 課, what is small withheld training by training."""
    by_training: dict[Cell, list[dict[str, Cell]]] = {}
    for row in source.rates:
        if (
            row["kind"] == RateKind.ATTENDANCE
            and row["training_code"]
            and row["section_code"] in source.divisions
            and not row["persona_code"]
            and row["state"] != RateState.NOT_OFFERED
        ):
            by_training.setdefault(row["training_code"], []).append(row)
    return [
        cells
        for code, rows in by_training.items()
        for cells in _by_division(source, str(code), rows)
    ]


def _by_division(source: ReportSource, code: str, rows: Sequence[Row]) -> list[tuple[Cell, ...]]:
    keys = [attended(code, str(row["section_code"])) for row in rows]
    if any(source.veil.mark(key) is Mark.LEFT_OUT for key in keys):
        named = None, "すべての課", code, source.training(code)
        return [(*named, None, None, None, LEFT_OUT, f"課ごとの数は、{WHY_LEFT_OUT}")]
    found: list[tuple[Cell, ...]] = []
    for row, key in zip(rows, keys, strict=True):
        section = row["section_code"]
        place = source.sections.get(str(section), str(section))
        figures: tuple[Cell, ...] = None, None, None, row["state"], "算定不能(対象0名)"
        if row["state"] == RateState.COMPUTED:
            figures = *_figures(source, row, key), f"分母 {row['denominator']}"
        found.append((section, place, code, source.training(code), *figures))
    return found
