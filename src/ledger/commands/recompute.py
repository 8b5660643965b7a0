"""From facts to results: the frames that the program owns, computed anew."""

import datetime as dt
from collections.abc import Sequence

import pandas as pd

from ledger.commands.ledger_keys import key_alone
from ledger.judge.closed_years import closed_years
from ledger.judge.progress import today
from ledger.layout.frames import Tables, replaced
from ledger.measure.budget import budget_lines, budget_requests
from ledger.measure.chart_blocks import chart_blocks
from ledger.measure.demand import demand_of
from ledger.measure.demand_rows import demands, training_demands
from ledger.measure.history import history
from ledger.measure.judged_results import judged_staged
from ledger.measure.next_year import NextYear
from ledger.measure.seat_turns import seat_turn_rows, seat_turns
from ledger.measure.survey_replies import survey_replies
from ledger.measure.year_changes import year_changes
from ledger.model.calendar import fiscal_year_of
from ledger.model.policy import Policy
from ledger.model.problems import Problem, severities
from ledger.model.terms import Phase
from ledger.model.work_stages import Staged, WorkStage, straight


def results(policy: Policy, tables: Tables, as_of: dt.date) -> dict[str, pd.DataFrame]:
    """Judge and measure: every result from Step判定 to the charts, and next year's plan.

    Args:
        policy: The policy.
        tables: The ledger's tables with the facts as they now stand.
        as_of: 基準日.
    """
    return straight(results_staged(policy, tables, as_of))


def results_staged(
    policy: Policy, tables: Tables, as_of: dt.date
) -> Staged[dict[str, pd.DataFrame]]:
    """Judge and measure as `results`, stage by stage (`work_stages.RESULTS`)."""
    computed = yield from judged_staged(policy, tables, as_of)
    yield WorkStage.NEXT_YEAR
    computed["history"] = history(policy, replaced(tables, computed), as_of)
    computed |= next_year_plan(policy, tables, as_of)
    computed["survey_replies"] = survey_replies(
        policy, tables, computed["verdicts"], computed["kpis"], as_of
    )
    yield WorkStage.CHARTS
    if fiscal_year_of(as_of) not in closed_years(tables):
        computed["year_changes"] = year_changes(policy, tables, computed, as_of)
    return computed | chart_blocks(policy, tables, computed, as_of)


def next_year_plan(policy: Policy, tables: Tables, as_of: dt.date) -> dict[str, pd.DataFrame]:
    """Work out what next year needs and what is asked for it: 次年度需要, 席の順 and 予算要求一覧.

    Args:
        policy: The policy.
        tables: The ledger's tables with the facts as they now stand.
        as_of: The day judged.
    """
    demand = demand_of(policy, tables, NextYear(policy, tables, as_of))
    found = training_demands(demand)
    return {
        "demands": demands(found),
        "seat_turns": seat_turn_rows(seat_turns(demand, found)),
        "budget_requests": budget_requests(budget_lines(policy, tables, found, as_of)),
    }


def today_frame(
    policy: Policy,
    tables: Tables,
    own: Sequence[Problem],
    day: dt.date,
    phase: Phase | None = None,
) -> pd.DataFrame:
    """Return the table やること一覧 for the ledger as it now stands.

    Args:
        policy: The policy.
        tables: The ledger's tables.
        own: Problems of the ledger itself (台帳点検).
        day: The day judged.
        phase: The phase to speak of; the one at hand if not given.
    """
    alone = sum(problem.code == _ALONE for problem in own)
    rest = severities([problem for problem in own if problem.code != _ALONE])
    return today(policy, tables, rest, day, phase, alone, key_alone=key_alone(tables))


_ALONE = "confirmer-missing"
"""Told by a line of its own (確認者のいない所属), and so not once more among 台帳の誤り."""
