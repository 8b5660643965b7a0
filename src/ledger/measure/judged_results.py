"""What a policy comes to: Step判定, 参加率, ギャップ and KPI. 集約 and 試算 both ask here."""

import datetime as dt

import pandas as pd

from ledger.judge.coded_tables import coded
from ledger.judge.verdicts import verdicts
from ledger.layout.frames import Tables
from ledger.measure.gaps import gap_results
from ledger.measure.kpis import kpis
from ledger.measure.participation import rates
from ledger.model.policy import Policy
from ledger.model.work_stages import Staged, WorkStage, straight


def judged_results(policy: Policy, tables: Tables, as_of: dt.date) -> dict[str, pd.DataFrame]:
    """Judge and measure.

    Args:
        policy: The policy.
        tables: The tables with the facts as they stand.
        as_of: The day judged.

    Returns:
        The tables `verdicts`, `rates`, `denominators`, those of gaps, and `kpis`.
    """
    return straight(judged_staged(policy, tables, as_of))


def judged_staged(
    policy: Policy, tables: Tables, as_of: dt.date
) -> Staged[dict[str, pd.DataFrame]]:
    """Judge and measure as `judged_results`, stage by stage (`work_stages.JUDGED`)."""
    yield WorkStage.VERDICTS
    tables = coded(tables)
    judged = verdicts(policy, tables, as_of)
    yield WorkStage.RATES
    participation, excluded = rates(policy, tables, judged, as_of)
    yield WorkStage.TARGETS
    return {
        "verdicts": judged,
        "rates": participation,
        "denominators": excluded,
        **gap_results(policy, tables, as_of),
        "kpis": kpis(policy, tables, judged, participation, as_of),
    }
