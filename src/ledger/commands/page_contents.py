"""What the pages of a ledger say, as they follow from its tables: computed anew at every write."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

import pandas as pd

from ledger.commands.card_views import view_at_rest
from ledger.layout.frames import Tables
from ledger.layout.pages import (
    ACQUISITION,
    BUDGET,
    GAP_BOARD,
    GOAL_BOARD,
    HOME,
    PERSONA_CARD,
    POLICY_TRIAL,
    SCHEDULE_PAGE,
    SECTION_STEPS,
    SECTION_TRAININGS,
    STAFF_CARD,
    TRAINING_MATRIX,
    TRANSFER_TRIAL,
)
from ledger.layout.persona_card import UNTOUCHED, CardSheet
from ledger.measure.budget_summary import BudgetSummary
from ledger.measure.goal_board import goal_board
from ledger.measure.required_heads import required_heads
from ledger.measure.schedule_view import schedule_view
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.present.headings import last_headings
from ledger.present.pages.acquisition import blank_acquisition_page
from ledger.present.pages.budget import budget_page
from ledger.present.pages.gap_board import gap_board_page
from ledger.present.pages.goal_board import goal_board_page
from ledger.present.pages.home import home_page
from ledger.present.pages.persona_card import persona_card_page
from ledger.present.pages.policy_trial import blank_policy_trial_page
from ledger.present.pages.schedule import schedule_page
from ledger.present.pages.section_tables import section_steps_page, section_trainings_page
from ledger.present.pages.staff_card import staff_card_page
from ledger.present.pages.training_matrix import training_matrix_page
from ledger.present.pages.transfer_trial import blank_trial_page

TRIED = "try-transfers"
"""What 処理履歴 calls the run that writes 異動を試す."""
WHAT_IF = "what-if"
"""What 処理履歴 calls the run that writes 試算."""


class PageSource(NamedTuple):
    """What a page is made of.

    Attributes:
        policy: The policy.
        tables: The ledger's tables as they will stand.
        day: The day judged.
        card: 人材像カード as it was read; None if its sheet is gone.
    """

    policy: Policy
    tables: Tables
    day: JudgedDay
    card: CardSheet | None = UNTOUCHED


def _blank(page: Callable[[], pd.DataFrame]) -> Callable[[PageSource], pd.DataFrame | None]:
    """Return a page of lists before any results; later the runs that make results write it."""
    return lambda of: page() if of.tables["people_list"].empty else None


def _card(of: PageSource) -> pd.DataFrame | None:
    """Return 人材像カード; None where it is gone, or holds what was typed and not carried over."""
    view = view_at_rest(of.policy, of.tables, of.card) if of.card else None
    return persona_card_page(of.policy, view) if view else None


def _until(
    operation: str, page: Callable[[], pd.DataFrame]
) -> Callable[[PageSource], pd.DataFrame | None]:
    """Return a page before anything was tried out; what a run wrote stands."""
    return lambda of: None if (of.tables["runs"]["operation"] == operation).any() else page()


def _goals(of: PageSource) -> pd.DataFrame:
    """Return 中期目標ボード: the way to each target as it is written now, results as they stand."""
    board = goal_board(of.policy, of.tables, of.day.on)
    heads = required_heads(of.policy, of.tables, of.day.on)
    return goal_board_page(board, heads, last_headings(of.tables["runs"])["kpis"])


def _acquisition(of: PageSource) -> pd.DataFrame | None:
    """Return 確保の逆算 before 逆算 was worked out; what a run wrote there stands."""
    return blank_acquisition_page() if of.tables["acquisition_plans"].empty else None


CONTENTS: Mapping[str, Callable[[PageSource], pd.DataFrame | None]] = MappingProxyType(
    {
        HOME.key: lambda of: home_page(
            of.policy, of.tables, of.day, len(of.card.edited) if of.card else 0
        ),
        PERSONA_CARD.key: _card,
        BUDGET.key: lambda of: budget_page(
            BudgetSummary(of.policy, of.tables), last_headings(of.tables["runs"])["demands"]
        ),
        GOAL_BOARD.key: _goals,
        GAP_BOARD.key: lambda of: gap_board_page(
            of.policy, of.tables, last_headings(of.tables["runs"])["gaps"]
        ),
        SCHEDULE_PAGE.key: lambda of: schedule_page(
            schedule_view(of.policy, of.tables, of.day.by_calendar)
        ),
        STAFF_CARD.key: lambda _: staff_card_page(),
        TRAINING_MATRIX.key: _blank(lambda: training_matrix_page(None, None, "")),
        SECTION_TRAININGS.key: _blank(lambda: section_trainings_page(None, "")),
        SECTION_STEPS.key: _blank(lambda: section_steps_page(None, "")),
        TRANSFER_TRIAL.key: _until(TRIED, blank_trial_page),
        POLICY_TRIAL.key: _until(WHAT_IF, blank_policy_trial_page),
        ACQUISITION.key: _acquisition,
    }
)
"""By page key; None where what the page says stands."""


def page_contents(source: PageSource) -> dict[str, pd.DataFrame]:
    """Return what pages say anew, by page key."""
    found = {key: say(source) for key, say in CONTENTS.items()}
    return {key: said for key, said in found.items() if said is not None}
