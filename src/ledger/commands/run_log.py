"""処理履歴: every change to a ledger leaves a line, each chained to the one before."""

import datetime as dt
import json
from collections.abc import Mapping

import pandas as pd

from ledger.commands.closed_rows import kept
from ledger.commands.ledger_session import Opened
from ledger.commands.page_contents import PageSource, page_contents
from ledger.commands.recompute import today_frame
from ledger.commands.run_words import run_words
from ledger.judge.consistency.again import CheckAnswers, asked
from ledger.layout import ledger
from ledger.layout.columns import Group
from ledger.layout.frames import Tables, frame, records, replaced
from ledger.layout.policy import policy_of
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.trust.chain import link

RUNS = ledger.BY_KEY["runs"]


def recorded(  # noqa: PLR0913, PLR0917 - what a line of 処理履歴 and the pages are made of
    opened: Opened,
    changes: Mapping[str, pd.DataFrame],
    operation: str,
    counts: Mapping[str, object],
    now: dt.datetime,
    checked: CheckAnswers | None = None,
) -> dict[str, pd.DataFrame]:
    """Complete a command's changes by what follows from every change.

    Args:
        opened: The ledger as it was read.
        changes: The tables that the command changes.
        operation: The command's verb.
        counts: What it counted; printed in 件数.
        now: The moment of the run; it is written down, and 今日やること is of its day.
        checked: What 台帳点検 said of the ledger as it was read, if it was asked; what it is about
            still is not asked again.

    Returns:
        The changes with やること一覧, 処理履歴 and the pages as they will stand.

    Raises:
        Refusal: They would change what a closed year came to (`closed-year-kept`).
    """
    changes = {**changes, **kept(opened.tables, changes, now)}
    runs = with_run(opened.tables, operation, counts, now)
    tables = replaced(opened.tables, {**changes, "runs": runs})
    policy = policy_after(opened, changes)
    own = (*opened.errors_beside(changes), *asked(policy, tables, checked).problems)
    day = JudgedDay.of(opened.settings, now.date())
    written = {
        **changes,
        "today": today_frame(policy, tables, own, day.on),
        "runs": runs,
    }
    source = PageSource(policy, replaced(opened.tables, written), day, opened.card)
    return written | page_contents(source)


def policy_after(opened: Opened, changes: Mapping[str, pd.DataFrame]) -> Policy:
    """Return the policy as it will stand: read anew only where a table of it changes."""
    tables = replaced(opened.tables, changes)
    policy = {table.key for table in ledger.of_group(Group.SETTINGS, Group.POLICY)}
    return policy_of(tables)[0] if policy.intersection(changes) else opened.policy


def with_run(
    tables: Tables, operation: str, counts: Mapping[str, object], now: dt.datetime
) -> pd.DataFrame:
    """Return 処理履歴 with one more line.

    Args:
        tables: The ledger's tables.
        operation: The command's verb.
        counts: What it counted.
        now: The moment of the run.
    """
    rows = records(RUNS, tables["runs"])
    previous = str(rows[-1]["chain"] or "") if rows else ""
    row: dict[str, object] = {
        "run_no": f"{len(rows) + 1:06d}",
        "run_at": now.replace(microsecond=0),
        "operation": operation,
        "counts": json.dumps(counts, ensure_ascii=False, default=str, sort_keys=True),
    }
    row["chain"] = link(previous, {key: str(value) for key, value in row.items()})
    row["told"] = run_words(operation, counts)
    return frame(RUNS, [*rows, row])  # type: ignore[list-item]
