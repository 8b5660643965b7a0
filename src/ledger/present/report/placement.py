"""全庁と各課, and ギャップ: where a total hides a shortage, and how far each skill is covered."""

import re

from ledger.layout.columns import Cell
from ledger.measure.coverage import Coverage
from ledger.model.terms import SkillMethod
from ledger.present.report.page import ColumnLook, Head, Page, Report, StyledNumber
from ledger.present.report.participation import whole
from ledger.present.report.source import ReportSource, Row, amount
from ledger.withhold import LEFT_OUT, WITHHELD
from ledger.withhold.placement import is_protected, there
from ledger.withhold.single_counts import matching
from ledger.withhold.trainings import learnt

_SHORT = re.compile(r"(?P<name>.+?) 不足(?P<missing>\d+)名(?: (?P<more>.+))?")
_NO_NAMES = "Stepや習熟の課ごとの人数は、少人数のため書きません"
_WORDS = ("達成", "未達")
_WORDS_SO_FAR = ("いまは足りる", "いまは不足")
"""Enough and short: a verdict once the 基準日 has come, before that only how it stands."""


def coverage_sheet(report: Report, source: ReportSource) -> None:
    """Write 全庁と各課: totals against distribution, then every 課 that falls short."""
    page = Page(
        report,
        "全庁と各課",
        "全庁と各課 全庁の合計と、課ごとの配置",
        (
            "ある課の余りは、別の課の不足を埋めません。全庁の合計が足りていても、不足の課を名前で示します。",
            "課ごとに求める目標では、全庁の必要は「課内必要人数 × 集計対象の課の数」です。",
        ),
        (12, 50, 16, 12, 18, 8, 10, 20, 12, 42),
    )
    found = source.veil.coverages
    verdicts = {row["target_code"]: row["verdict"] for row in source.kpis}
    words = _WORDS_SO_FAR if source.day.note else _WORDS
    page.table(
        "coverage",
        (
            Head("目標コード"),
            Head("目標名"),
            Head("全庁の必要(名)", ColumnLook.WHOLE),
            Head("全庁の実績(名)", ColumnLook.WHOLE),
            Head("全庁では"),
            Head("課の数", ColumnLook.WHOLE),
            Head("足りる課", ColumnLook.WHOLE),
            Head("各課では"),
            Head("目標の判定"),
            Head("不足先"),
        ),
        [_coverage(source, one, verdicts.get(one.target.target_code), words) for one in found],
    )
    page.table(
        "short_sections",
        (
            Head("目標コード"),
            Head("目標名"),
            Head("所属"),
            Head("不足(名)", ColumnLook.WHOLE),
            Head("備考"),
        ),
        [cells for one in found for cells in _short(one)],
        "不足している課",
    )
    page.finish()


def _coverage(
    source: ReportSource, one: Coverage, verdict: Cell, words: tuple[str, str]
) -> tuple[Cell | StyledNumber, ...]:
    enough, few = words
    named = one.target.target_code, one.target.target_name
    key = there(source.policy, one.target)
    if not is_protected(one.target) or source.veil.shows(key):
        total: tuple[Cell | StyledNumber, ...] = (
            amount(one.needed, ""),
            one.there,
            _total(one, words),
        )
    else:
        total = amount(one.needed, ""), source.veil.cell(key, None) or LEFT_OUT, WITHHELD
    if one.sections is None:
        return *named, *total, None, None, "課ごとには求めない", verdict, None
    short = len(one.short_of)
    said = f"{few}({short}課で不足)" if short else enough
    places = "、".join(one.short_of) or None
    if short and is_protected(one.target):
        places = f"{short}課"
    return *named, *total, one.sections, one.covered, said, verdict, places


def _total(one: Coverage, words: tuple[str, str]) -> str:
    enough, few = words
    if one.missing is None:
        return "算定不能"
    return f"{few}(不足{one.missing:g}名)" if one.missing else enough


def _short(one: Coverage) -> list[tuple[Cell, ...]]:
    code, title = one.target.target_code, one.target.target_name
    if is_protected(one.target):
        many = len(one.short_of)
        return [(code, title, f"{many}課", None, _NO_NAMES)] if many else []
    found: list[tuple[Cell, ...]] = []
    for text in one.short_of:
        parts = _SHORT.fullmatch(text)
        name, missing, more = (
            (parts["name"], int(parts["missing"]), parts["more"]) if parts else (text, None, None)
        )
        found.append((code, title, name, missing, more))
    return found


def gaps_sheet(report: Report, source: ReportSource) -> None:
    """Write ギャップ: skills by training, then skills by head-count."""
    page = Page(
        report,
        "ギャップ",
        "ギャップ 人材像・スキルごとの充足",
        (
            "「研修提供なし」は研修がないこと、「提供あり n回 / 0.0%」は修了者がいないことです。",
            "合致人数は、必要人数に対する全庁の数です。あるスキルの余りは、別のスキルの不足を埋めません。",
            "方向性は、育成で足りるか、外から確保するか、両方か。空欄は、足りているか、まだ決められないものです。",
        ),
        (24, 32, 12, 36, 15, 12, 12, 10),
    )
    rows = source.rows("gaps")
    taught = [row for row in rows if row["method"] == SkillMethod.TRAINING]
    counted = [row for row in rows if row["method"] == SkillMethod.HEADCOUNT]
    named = (Head("人材像"), Head("スキル"), Head("把握方法"), Head("表示"))
    page.table(
        "gaps_by_training",
        (
            *named,
            Head("提供回数(回)", ColumnLook.WHOLE),
            Head("分子(名)", ColumnLook.WHOLE),
            Head("分母(名)", ColumnLook.WHOLE),
            Head("方向性"),
        ),
        [_taught(source, row) for row in taught],
        "研修で把握するスキル",
    )
    page.table(
        "gaps_by_people",
        (
            *named,
            Head("必要(名)", ColumnLook.WHOLE),
            Head("合致(名)", ColumnLook.WHOLE),
            Head("不足(名)", ColumnLook.WHOLE),
            Head("方向性"),
        ),
        [_matched(source, row) for row in counted],
        "合致人数で把握するスキル",
    )
    page.finish()


def _named(source: ReportSource, row: Row) -> tuple[Cell, ...]:
    return source.persona(row["persona_code"]), source.skill(row["skill_code"]), row["method"]


def _taught(source: ReportSource, row: Row) -> tuple[Cell, ...]:
    named, base = _named(source, row), whole(row["denominator"])
    times = "随時" if row["times"] == 0 and base else row["times"]
    key = learnt(source.policy, str(row["persona_code"]), str(row["skill_code"]))
    if not base or source.veil.shows(key):
        shown = row["display"], times, row["numerator"], row["denominator"]
        return *named, *shown, row["direction"]
    word = source.veil.cell(key, None)
    said = (
        f"提供あり {times if times == '随時' else f'{times}回'} / {WITHHELD if word else LEFT_OUT}"
    )
    return *named, said, times, word, base if word else None, WITHHELD


def _matched(source: ReportSource, row: Row) -> tuple[Cell, ...]:
    named, key = _named(source, row), matching(str(row["skill_code"]))
    if source.veil.shows(key):
        shown = row["display"], row["needed"], row["matching"], row["shortage"]
        return *named, *shown, row["direction"]
    needed = row["needed"]
    wanted = "必要人数が空欄" if needed is None else f"必要 {needed}名 / 不足 {WITHHELD}"
    word = source.veil.cell(key, None) or LEFT_OUT
    shortage = None if needed is None else WITHHELD
    return *named, f"合致 {word} / {wanted}", needed, word, shortage, WITHHELD
