"""The product's result tables as values by row: every column that is a number, a day or a code."""

import re
from collections.abc import Mapping
from fractions import Fraction

import pandas as pd

from ledger.layout.frames import records
from ledger.layout.ledger import BY_KEY
from oracle.goals import Renewed, Short
from oracle.rates import RateKey
from oracle.sheets import Row, code, day, day_or_none, number, number_or_none, text

Values = Mapping[str, object]
Table = dict[object, Values]

LABEL = re.compile(r"(?:^|[\n、;；])\s*(\d+-\d+)(?!\d|-)")
EXCLUDED = re.compile(r"(在籍なし|集計対象外|派遣|休職|機会なし) (\d+)")
SAID = re.compile(r"(自己|規則|上長)判定Step(\d+)")
SHORT = re.compile(r"所属(\d+) 不足(\d+)名(?: 定員不足\(定員 (\d+)名\))?")
RENEWED = re.compile(r"うち要更新 (\d+)名、うち上長変更 (\d+)名")


def verdict_rows(frame: pd.DataFrame) -> Table:
    """Return Step判定."""
    found: Table = {}
    for row in _rows("verdicts", frame):
        key = (code(row, "staff_no"), code(row, "persona_code"), text(row, "tool_code"))
        _add(
            found,
            key,
            {
                "基準日": day(row, "as_of"),
                "発効日": day(row, "effective_on"),
                "前年度Step": number_or_none(row, "prior_step"),
                "自己判定Step": number_or_none(row, "own_step"),
                "規則判定Step": number(row, "rule_step"),
                "上長判定Step": number_or_none(row, "reviewed_step"),
                "正式Step": number(row, "official_step"),
                "状態": code(row, "state"),
                "充足": _found(LABEL, row, "met"),
                "未充足": _found(LABEL, row, "unmet"),
                "必須未了": _found(re.compile(r"K\d{3}"), row, "mandatory_left"),
                "最短到達日": day_or_none(row, "earliest_on"),
                "差異": _found(SAID, row, "difference"),
            },
        )
    return found


def rate_rows(rates: pd.DataFrame, denominators: pd.DataFrame) -> Table:
    """Return 参加率, each with whom 分母台帳 leaves out of it."""
    excluded: dict[str, list[tuple[str, str]]] = {}
    for row in _rows("denominators", denominators):
        left_out = (code(row, "staff_no"), code(row, "reason"))
        excluded.setdefault(code(row, "rate_no"), []).append(left_out)
    found: Table = {}
    for row in _rows("rates", rates):
        key = RateKey(
            code(row, "kind"),
            text(row, "persona_code"),
            text(row, "skill_code"),
            text(row, "training_code"),
            number_or_none(row, "step"),
            text(row, "tool_code"),
            text(row, "section_code"),
        )
        _add(
            found,
            key,
            {
                "状態": code(row, "state"),
                "分子": number_or_none(row, "numerator"),
                "分母": number_or_none(row, "denominator"),
                "率": _exact(row, "rate"),
                "提供回数": number_or_none(row, "times"),
                "分母の基準": code(row, "basis"),
                "除外": tuple(sorted(excluded.pop(code(row, "rate_no"), ()))),
                "分母の注": _found(EXCLUDED, row, "note"),
            },
        )
    assert not excluded, f"left out of no rate: {excluded}"
    return found


def gap_rows(frame: pd.DataFrame) -> Table:
    """Return ギャップ; what the papers do not word (随時, 合致) is left to the columns."""
    found: Table = {}
    for row in _rows("gaps", frame):
        shown = code(row, "display").replace("随時", "0回")
        by_training = row["method"] == "研修"
        _add(
            found,
            (code(row, "persona_code"), code(row, "skill_code")),
            {
                "把握方法": code(row, "method"),
                "表示": shown if by_training else None,
                "提供回数": number_or_none(row, "times"),
                "分子": number_or_none(row, "numerator"),
                "分母": number_or_none(row, "denominator"),
                "必要": number_or_none(row, "needed"),
                "合致": number_or_none(row, "matching"),
                "不足": number_or_none(row, "shortage"),
            },
        )
    return found


def kpi_rows(frame: pd.DataFrame) -> Table:
    """Return KPI."""
    found: Table = {}
    for row in _rows("kpis", frame):
        said = RENEWED.search(text(row, "basis") or "")
        short = SHORT.findall(text(row, "short_of") or "")
        _add(
            found,
            code(row, "target_code"),
            {
                "分子": number_or_none(row, "numerator"),
                "分母": number_or_none(row, "denominator"),
                "判定": code(row, "verdict"),
                "実績": _exact(row, "actual"),
                "達成率": _exact(row, "achievement"),
                "途中目標": _exact(row, "milestone"),
                "前年度": _exact(row, "last_year"),
                "不足先": frozenset(
                    Short(section, int(missing), int(staff) if staff else None)
                    for section, missing, staff in short
                ),
                "うち": Renewed(*map(int, said.groups())) if said else None,
            },
        )
    return found


def _rows(table: str, frame: pd.DataFrame) -> list[Row]:
    return list(records(BY_KEY[table], frame))


def _add(found: Table, key: object, values: Values) -> None:
    assert key not in found, f"two rows for {key}"
    found[key] = values


def _found(pattern: re.Pattern[str], row: Row, key: str) -> frozenset[object]:
    return frozenset(pattern.findall(text(row, key) or ""))


def _exact(row: Row, key: str) -> Fraction | None:
    return None if row[key] is None else Fraction(str(row[key]))
