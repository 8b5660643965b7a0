"""処理履歴: every change to a ledger leaves a line, each chained to the one before."""

import datetime as dt
import json
from collections.abc import Mapping

import pandas as pd

from ledger.commands.ledger_session import Opened
from ledger.commands.recompute import today_frame
from ledger.judge.consistency import check
from ledger.layout import ledger
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.model.judged_day import JudgedDay
from ledger.trust.chain import link

RUNS = ledger.BY_KEY["runs"]


def recorded(
    opened: Opened,
    changes: Mapping[str, pd.DataFrame],
    operation: str,
    counts: Mapping[str, object],
    now: dt.datetime,
) -> dict[str, pd.DataFrame]:
    """Complete a command's changes by what follows from every change.

    Args:
        opened: The ledger as it was read.
        changes: The tables that the command changes.
        operation: The command's verb.
        counts: What it counted; printed in 件数.
        now: The moment of the run; it is written down, and 今日やること is of its day.

    Returns:
        The changes with 今日やること and 処理履歴 as they will stand.
    """
    tables = replaced(opened.tables, changes)
    own = check(opened.policy, tables)
    day = JudgedDay.of(opened.settings, now.date())
    return {
        **changes,
        "today": today_frame(opened.policy, tables, own, day.on),
        "runs": _with_run(opened.tables, operation, counts, now),
    }


def _with_run(
    tables: Tables, operation: str, counts: Mapping[str, object], now: dt.datetime
) -> pd.DataFrame:
    rows = records(RUNS, tables["runs"])
    previous = str(rows[-1]["chain"] or "") if rows else ""
    row: dict[str, object] = {
        "run_no": f"{len(rows) + 1:06d}",
        "run_at": now.replace(microsecond=0),
        "operation": operation,
        "counts": json.dumps(counts, ensure_ascii=False, default=str, sort_keys=True),
    }
    row["chain"] = link(previous, {key: str(value) for key, value in row.items()})
    return frame(RUNS, [*rows, row])  # type: ignore[list-item]
