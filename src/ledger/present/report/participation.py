"""参加率 and 所属別: who took part in what, as a whole and 課 by 課; small groups withheld."""

from collections import Counter
from collections.abc import Mapping, Sequence

from ledger.layout.columns import Cell
from ledger.model.terms import RateKind, RateState
from ledger.present.charts import CLEAR, FAINT, HUNDRED, Drawing, Series, height_of
from ledger.present.report.masking import WITHHELD, small, withheld, without_reasons, word
from ledger.present.report.page import Head, Look, Page, Report
from ledger.present.report.source import Row, Source

_FIGURES = (
    Head("分子(名)", Look.WHOLE),
    Head("分母(名)", Look.WHOLE),
    Head("率(%)", Look.DECIMAL),
    Head("状態"),
)
_NO_BAR = "率の空欄は0%ではありません。状態の欄(提供なし・算定不能・秘匿)を見てください。"


def rates_sheet(report: Report, source: Source) -> None:
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
    before = (Head(code), Head(name), Head("提供回数(回)", Look.WHOLE))
    return (*before, *_FIGURES, Head("前年度(%)", Look.DECIMAL), Head("分母の注"))


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


def _overall(source: Source, kind: RateKind) -> list[tuple[Cell, ...]]:
    """Return the rates of trainings as a whole; of those for some personas it is theirs."""
    notes = Notes(source)
    return [
        (
            row["training_code"],
            source.training(row["training_code"]),
            _times(source, row),
            *_few(row, source.least, persona=source.is_for_some(row["training_code"])),
            notes.of(row),
        )
        for row in source.rates
        if row["kind"] == kind
        and row["training_code"]
        and not (row["persona_code"] or row["section_code"] or row["skill_code"])
    ]


def _mandatory(source: Source) -> list[tuple[Cell, ...]]:
    notes = Notes(source)
    return [
        (
            row["persona_code"],
            source.persona(row["persona_code"]),
            None,
            *_few(row, source.least, persona=True),
            notes.of(row),
        )
        for row in source.rates
        if row["kind"] == RateKind.MANDATORY and not row["section_code"]
    ]


def _times(source: Source, row: Row) -> Cell:
    """Return 提供回数; a training that is taken without sessions says 随時."""
    unplanned = row["times"] == 0 and row["training_code"] in source.taken_at_will
    return "随時" if unplanned else row["times"]


def _is_few(row: Row, least: int) -> bool:
    return row["state"] == RateState.COMPUTED and whole(row["denominator"]) < least


def _few(row: Row, least: int, *, persona: bool = False) -> tuple[Cell, ...]:
    """Return 分子, 分母, 率, 状態, 前年度; without them where so few would be known."""
    if row["state"] != RateState.COMPUTED:
        return None, None, None, row["state"], row["last_year"]
    if _is_few(row, least):
        return small(least), small(least), None, WITHHELD, None
    if persona and 0 < whole(row["numerator"]) < least:
        return small(least), row["denominator"], None, WITHHELD, None
    figures = row["numerator"], row["denominator"], row["rate"]
    return *figures, row["state"], row["last_year"]


def whole(value: Cell) -> int:
    """Return a count; missing is nobody."""
    return value if isinstance(value, int) else 0


class Notes:
    """分母の注 of small groups: reasons are told only where each stands for enough people."""

    def __init__(self, source: Source) -> None:
        """Count who is left out of which rate, by reason.

        Args:
            source: What the report is made of.
        """
        self._least = source.least
        self._left_out: dict[str, Counter[str]] = {}
        data = source.tables["denominators"]
        counted = data.groupby(["rate_no", "reason"], as_index=False).size()
        for number, reason, count in counted.itertuples(index=False, name=None):
            self._left_out.setdefault(str(number), Counter())[str(reason)] = int(count)

    def of(self, row: Row) -> Cell:
        """Return the note of a rate's row."""
        reasons: Mapping[str, int] = self._left_out.get(str(row["rate_no"]), Counter())
        counted, out = whole(row["denominator"]), sum(reasons.values())
        if row["state"] == RateState.NOT_OFFERED or not out:
            return row["note"]
        if row["state"] != RateState.COMPUTED:
            return "算定不能(対象0名)"
        if counted < self._least:
            return f"分母 {small(self._least)}"
        if all(count >= self._least for count in reasons.values()):
            return row["note"]
        return without_reasons(counted, out, self._least)


def sections_sheet(report: Report, source: Source) -> None:
    """Write 所属別: 受講率 of every 課 and training that was given."""
    page = Page(
        report,
        "所属別",
        "所属別 課ごとの受講率",
        (
            (
                f"{source.least}人未満の数と、差し引きで分かる数は伏せます(状態「{WITHHELD}」)。"
                "課は基準日の主務で数え、係は上の課に含めます。"
            ),
            (
                "今年度に提供のない研修は載せません(シート「参加率」で提供なし)。0.0%は、提供したが"
                "修了した人がいないことを表します。"
            ),
        ),
        (12, 22, 12, 33, 10, 10, 9, 12, 46),
    )
    heads = (Head("所属コード"), Head("所属"), Head("研修コード"), Head("研修名"))
    page.table("section_rates", (*heads, *_FIGURES, Head("分母の注")), section_rows(source))
    page.finish()


def section_rows(source: Source) -> list[tuple[Cell, ...]]:
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
    notes = Notes(source)
    return [
        cells
        for code, rows in by_training.items()
        for cells in (
            [_all_withheld(source, code)]
            if _says_nothing(rows, source.least)
            else _masked(source, rows, notes)
        )
    ]


def _says_nothing(rows: Sequence[Row], least: int) -> bool:
    """Tell whether a training is for so few people that no 課 could be shown."""
    return all(whole(row["denominator"]) < least for row in rows)


def _all_withheld(source: Source, training_code: Cell) -> tuple[Cell, ...]:
    few = small(source.least)
    named = None, "すべての課", training_code, source.training(training_code)
    return *named, few, few, None, WITHHELD, f"どの課も対象が{few}のため、課ごとには書きません"


def _masked(source: Source, rows: Sequence[Row], notes: Notes) -> list[tuple[Cell, ...]]:
    least = source.least
    bases = withheld([whole(row["denominator"]) for row in rows], least)
    reached = withheld([whole(row["numerator"]) for row in rows], least)
    found = []
    for at, row in enumerate(rows):
        named = (
            row["section_code"],
            source.sections.get(str(row["section_code"]), row["section_code"]),
            row["training_code"],
            source.training(row["training_code"]),
        )
        top, base = whole(row["numerator"]), whole(row["denominator"])
        figures: tuple[Cell, ...]
        if row["state"] != RateState.COMPUTED:
            figures = None, None, None, row["state"], notes.of(row)
        elif at in bases:
            said = word(base, least)
            figures = word(top, least), said, None, WITHHELD, f"分母 {said}"
        elif at in reached:
            figures = word(top, least), base, None, WITHHELD, notes.of(row)
        else:
            figures = top, base, row["rate"], row["state"], notes.of(row)
        found.append((*named, *figures))
    return found
