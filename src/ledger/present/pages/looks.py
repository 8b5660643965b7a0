"""How the pages look: made once, when a ledger is built; writing content styles nothing."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

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
from ledger.present.book_writing import Formats
from ledger.present.pages.acquisition_looks import acquisition_looks
from ledger.present.pages.budget_looks import budget_looks
from ledger.present.pages.gap_board_looks import gap_board_looks
from ledger.present.pages.goal_board_looks import goal_board_looks
from ledger.present.pages.home_looks import home_looks
from ledger.present.pages.persona_card_looks import persona_card_looks
from ledger.present.pages.policy_trial import policy_trial_looks
from ledger.present.pages.schedule_looks import schedule_looks
from ledger.present.pages.section_tables import section_looks
from ledger.present.pages.staff_card_looks import staff_card_looks
from ledger.present.pages.training_matrix import training_matrix_looks
from ledger.present.pages.transfer_trial import trial_looks

PageLooks = Callable[[Workbook, Worksheet, Formats], None]
"""Gives a new, blank sheet its widths, formats, conditional formats and print page."""

LOOKS: Mapping[str, PageLooks] = MappingProxyType(
    {
        HOME.key: home_looks,
        TRAINING_MATRIX.key: training_matrix_looks,
        SECTION_TRAININGS.key: section_looks(SECTION_TRAININGS),
        SECTION_STEPS.key: section_looks(SECTION_STEPS),
        STAFF_CARD.key: staff_card_looks,
        PERSONA_CARD.key: persona_card_looks,
        BUDGET.key: budget_looks,
        TRANSFER_TRIAL.key: trial_looks,
        GOAL_BOARD.key: goal_board_looks,
        GAP_BOARD.key: gap_board_looks,
        SCHEDULE_PAGE.key: schedule_looks,
        POLICY_TRIAL.key: policy_trial_looks,
        ACQUISITION.key: acquisition_looks,
    }
)
"""By page key."""
