"""What the report says of targets in words, small numbers withheld."""

import re

from ledger.layout.columns import Cell
from ledger.present.report.source import ReportSource, Row
from ledger.withhold.placement import is_protected
from ledger.withhold.targets import OF_WHICH, of_which

_SEPARATOR = "、"


def short_of(source: ReportSource, row: Row) -> Cell:
    """Return 不足先 of a target: where 課 are short of people of a Step or level, only how many."""
    target = source.policy.targets.get(str(row["target_code"]))
    if not row["short_of"] or target is None or not is_protected(target):
        return row["short_of"]
    return f"{len(str(row['short_of']).split(_SEPARATOR))}課"


def basis(source: ReportSource, row: Row) -> str:
    """Return 算定根拠: who is left out as the rates tell it, small parts of a Step withheld."""
    text = source.veil.excluded.in_text(str(row["target_code"]), str(row["basis"] or ""))
    target = source.policy.targets.get(str(row["target_code"]))
    if target is None:
        return text

    def told(part: re.Match[str]) -> str:
        key = of_which(target, part[1], row["numerator"])
        if source.veil.shows(key):
            return part[0]
        return f"{part[1]} {source.veil.cell(key, None) or '掲載なし'}"

    return OF_WHICH.sub(told, text)


def types(source: ReportSource) -> list[dict[str, Cell]]:
    """Return the seven types, their 不足先 as the targets tell them."""
    short: dict[Cell, list[str]] = {}
    for row in source.kpis:
        if told := short_of(source, row):
            short.setdefault(row["target_type"], []).append(f"{row['target_name']}({told})")
    return [
        {**row, "short_of": _SEPARATOR.join(short.get(row["target_type"], ())) or None}
        for row in source.rows("target_types")
    ]
