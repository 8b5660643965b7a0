"""What the tests of figures share: people by the dozen, and one row of a result.

R7 (2025-04-01…2026-03-31), 基準日 2026-03-31, unless a test says otherwise.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from builders import policy
from ledger.judge.verdicts import verdicts
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, frame, records
from ledger.layout.ledger import BY_KEY
from ledger.measure.gaps import gaps
from ledger.measure.kpis import kpis
from ledger.measure.participation import rates

Row = Mapping[str, object]

EVERYBODY: Row = {"persona_code": "P01", "persona_name": "一般行政職員"}
PROMOTERS: Row = {"persona_code": "P02", "persona_name": "DX推進員", "scope": "指名"}
TRAINING: Row = {"training_code": "T01", "training_name": "DXマインドセット研修"}
HELD: Row = {"session_no": "K1", "training_code": "T01", "held_on": "2025-06-10"}
"""A session of T01 in June of R7."""


def numbers(many: int, start: int = 1) -> list[str]:
    """Return staff numbers: `numbers(2)` is 00001 and 00002."""
    return [f"{number:05d}" for number in range(start, start + many)]


def people(many: int, **more: object) -> list[Row]:
    """Return rows of 職員."""
    return [{"staff_no": number, **more} for number in numbers(many)]


def each(staff: Iterable[str], **row: object) -> list[Row]:
    """Return the same row for several people."""
    return [{"staff_no": number, **row} for number in staff]


def completed(staff: Iterable[str], on: str = "2025-06-10", code: str = "T01") -> list[Row]:
    """Return a completion of each, from the roster."""
    return each(staff, training_code=code, completed_on=on)


def homes(sections: Mapping[str, int]) -> tuple[list[Row], list[Row], list[Row]]:
    """Return 職員, 所属 and 所属履歴 of 課 with so many people each."""
    staff: list[Row] = []
    postings: list[Row] = []
    for code, many in sections.items():
        for number in numbers(many, len(staff) + 1):
            staff.append({"staff_no": number})
            postings.append({"staff_no": number, "section_code": code})
    listed: list[Row] = [{"section_code": code, "section_name": f"{code}課"} for code in sections]
    return staff, listed, postings


def rate(built: Tables, number: str) -> dict[str, Cell]:
    """Return the one row of 参加率 with a 率番号."""
    (row,) = [row for row in all_rates(built) if row["rate_no"] == number]
    return row


def all_rates(built: Tables) -> list[dict[str, Cell]]:
    """Return 参加率."""
    table, _ = _measured(built)
    return records(BY_KEY["rates"], table)


def left_out(built: Tables, number: str) -> dict[str, str]:
    """Return whom a rate leaves out, and why (分母台帳)."""
    _, table = _measured(built)
    own = [row for row in records(BY_KEY["denominators"], table) if row["rate_no"] == number]
    return {str(row["staff_no"]): str(row["reason"]) for row in own}


def figures(row: Mapping[str, Cell]) -> tuple[Cell, Cell, Cell, Cell]:
    """Return 分子, 分母, 率 and 状態 of a rate."""
    return row["numerator"], row["denominator"], row["rate"], row["state"]


def gap(built: Tables, skill: str) -> dict[str, Cell]:
    """Return the one row of ギャップ of a skill."""
    found = policy(built)
    rows = records(BY_KEY["gaps"], gaps(found, built, found.settings.as_of))
    (row,) = [row for row in rows if row["skill_code"] == skill]
    return row


def kpi(built: Tables, code: str = "G1", on: str | None = None) -> dict[str, Cell]:
    """Return the one row of KPI of a target, on the 基準日 if no other day is judged."""
    found = policy(built)
    as_of = dt.date.fromisoformat(on) if on else found.settings.as_of
    judged = verdicts(found, built, as_of)
    table = kpis(found, built, judged, frame(BY_KEY["rates"]), as_of)
    (row,) = [row for row in records(BY_KEY["kpis"], table) if row["target_code"] == code]
    return row


def judged(row: Mapping[str, object]) -> tuple[object, object, object, object]:
    """Return 分子, 分母, 実績 and 判定 of a KPI."""
    return row["numerator"], row["denominator"], row["actual"], row["verdict"]


def target(indicator: str, goal: float | None, **more: object) -> Row:
    """Return a target `G1` of the 年度計画 of R7."""
    return {
        "target_code": "G1",
        "target_type": "参加率目標型",
        "target_name": "目標",
        "indicator": indicator,
        "goal_value": goal,
        **more,
    }


def _measured(built: Tables) -> tuple[pd.DataFrame, pd.DataFrame]:
    found = policy(built)
    as_of = found.settings.as_of
    return rates(found, built, verdicts(found, built, as_of), as_of)


def holding(staff: Sequence[str], persona: str = "P02", **more: object) -> list[Row]:
    """Return 人材像付与 of each."""
    return each(staff, persona_code=persona, **more)
