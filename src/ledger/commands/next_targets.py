"""目標 as next year's ledger begins with them (ruling "Targets at rollover")."""

from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from ledger.layout import ledger
from ledger.layout.columns import Cell
from ledger.layout.frames import Tables, conform, frame, records
from ledger.layout.policy import policy_of
from ledger.model.policy import Target
from ledger.model.terms import Horizon

TARGETS = ledger.BY_KEY["targets"]
_CHECKED = ("review_mark", "review_evidence")
Row = Mapping[str, Cell]


class Turned(NamedTuple):
    """The table 目標 of next year, and what of it was turned, by 目標コード.

    Attributes:
        targets: The table.
        due: Targets whose 期限年度 moved on.
        emptied: Targets whose 点検結果 or 点検根拠 was emptied.
        based: Targets that got this year's result as 基準値.
    """

    targets: pd.DataFrame
    due: tuple[str, ...]
    emptied: tuple[str, ...]
    based: tuple[str, ...]


def next_targets(tables: Tables, kpis: pd.DataFrame) -> Turned:
    """Turn the targets to the next year.

    期限年度 of 年度計画 targets in use moves on to it (and that of 例, which would be past when
    somebody decides on it); 点検結果 and 点検根拠 are emptied, being of
    this year; a blank 基準年度 and 基準値 get this year's result, what is written stays.

    Args:
        tables: This year's tables.
        kpis: This year's KPI.
    """
    policy, _ = policy_of(tables)
    year, data = policy.settings.fiscal_year, tables["targets"]
    results = {
        str(row["target_code"]): row["actual"] for row in records(ledger.BY_KEY["kpis"], kpis)
    }
    changes = {
        code: _due(target, year + 1)
        | (_base(target, year, results.get(code)) if target.active else {})
        for code, target in policy.targets.items()
        if target.active or target.active.is_example
    }
    before = records(TARGETS, data)
    emptied = tuple(str(row["target_code"]) for row in before if any(row[k] for k in _CHECKED))
    rows = [
        {**row, **changes.get(str(row["target_code"]), {}), **dict.fromkeys(_CHECKED)}
        for row in before
    ]
    made = conform(TARGETS, frame(TARGETS, rows, index=data.index.tolist()))
    return Turned(made, _having(changes, "due_year"), emptied, _having(changes, "base_value"))


def _due(target: Target, following: int) -> dict[str, Cell]:
    moves = target.horizon is Horizon.ANNUAL and target.due_year < following
    return {"due_year": following} if moves else {}


def _base(target: Target, year: int, result: Cell) -> dict[str, Cell]:
    """Return this year's result as the base, where none is written and no other year's is meant."""
    if result is None or target.base_value is not None or target.base_year not in (None, year):
        return {}
    return {"base_year": year, "base_value": result}


def _having(changes: Mapping[str, Row], key: str) -> tuple[str, ...]:
    return tuple(code for code, change in changes.items() if key in change)
