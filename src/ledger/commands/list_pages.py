"""What the pages of lists say: 研修の一覧表, 課×研修, 課×Step.

They are results: what they say is worked out by the runs that make results, and stands until the
next of these.
"""

import pandas as pd

from ledger.layout.pages import SECTION_STEPS, SECTION_TRAININGS, TRAINING_MATRIX
from ledger.measure.roll import Roll
from ledger.measure.section_tables import section_steps, section_trainings
from ledger.measure.training_matrix import training_matrix
from ledger.measure.training_standings import TrainingStandings
from ledger.present.pages.section_tables import section_steps_page, section_trainings_page
from ledger.present.pages.training_matrix import training_matrix_page


def list_pages(roll: Roll, verdicts: pd.DataFrame, heading: str) -> dict[str, pd.DataFrame]:
    """Return what the pages of lists say, by page key.

    Args:
        roll: Everybody in post on the day judged, with the facts as they now stand.
        verdicts: Step判定 of this run.
        heading: The day judged, as headings say it.
    """
    matrix = training_matrix(roll, TrainingStandings(roll.facts))
    trainings = section_trainings(roll.policy, roll.tables, roll.as_of)
    steps = section_steps(roll.policy, roll.tables, verdicts, roll.as_of)
    return {
        TRAINING_MATRIX.key: training_matrix_page(roll, matrix, heading),
        SECTION_TRAININGS.key: section_trainings_page(trainings, heading),
        SECTION_STEPS.key: section_steps_page(steps, heading),
    }
