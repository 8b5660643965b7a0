"""What the pages of lists say: 研修の一覧表, 課×研修, 課×Step.

They are results: what they say is worked out by the runs that make results, and stands until the
next of these.
"""

from collections.abc import Mapping

import pandas as pd

from ledger.layout.frames import Tables
from ledger.layout.pages import SECTION_STEPS, SECTION_TRAININGS, TRAINING_MATRIX
from ledger.measure.roll import roll_of
from ledger.measure.section_tables import section_steps, section_trainings
from ledger.measure.training_matrix import training_matrix
from ledger.measure.training_standings import TrainingStandings
from ledger.model.judged_day import JudgedDay
from ledger.model.policy import Policy
from ledger.present.pages.section_tables import section_steps_page, section_trainings_page
from ledger.present.pages.training_matrix import training_matrix_page


def list_pages(policy: Policy, tables: Tables, day: JudgedDay) -> Mapping[str, pd.DataFrame]:
    """Return what the pages of lists say, by page key.

    Args:
        policy: The policy.
        tables: The ledger's tables, Step判定 of the day judged among them.
        day: The day judged.
    """
    roll = roll_of(policy, tables, day.on)
    matrix = training_matrix(roll, TrainingStandings(roll.facts))
    trainings = section_trainings(policy, tables, day.on)
    steps = section_steps(policy, tables, tables["verdicts"], day.on)
    return {
        TRAINING_MATRIX.key: training_matrix_page(roll, matrix, day.heading),
        SECTION_TRAININGS.key: section_trainings_page(trainings, day.heading),
        SECTION_STEPS.key: section_steps_page(steps, day.heading),
    }
